"""The two commands that read texts: their records written, or loaded into the graph."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any

from graph.loader import TOGETHER, load_all
from graph.readings import remember, unchanged
from graph.store import Store
from ingest.errors import InputError
from ingest.text import Source

from .counting import shown
from .crew import Crew, batches, each, length_of
from .output import RecordFormat
from .sources import Read, read_all
from .stages import LAYERS, Found, found_in, written

Row = dict[str, Any]

SUMMARY = ("file", "document", "outcome", *LAYERS)
# How many texts one look-up asks for, and how many characters of them, at most.
ASKED, WAITING = 100, 1_000_000
# How many texts are passed by at most while some wait to be loaded together.
PASSED = 1000

Complain = Callable[[InputError], None]
# A text by what it is called: what was found in it, or its document if it need not be read, or what is wrong.
Loadable = tuple[str, Found | str | InputError]


class Outcome(StrEnum):
    """What becomes of a text: `refused` is what cannot be loaded beside what is there, `failed` what cannot be read."""

    loaded = "loaded"
    unchanged = "unchanged"
    refused = "refused"
    failed = "failed"


def extract_files(
    paths: Iterable[str], out: Path | None, form: RecordFormat, complain: Complain, crew: Crew | None = None
) -> None:
    """Write each file's record or page: as <stem>.<format> in `out`, else on standard output, a record on one line."""
    names: dict[Path, str] = {}
    if out:
        out.mkdir(parents=True, exist_ok=True)
    made_of_each = each(crew, partial(written, form=form, indent=2 if out else None), read_all(paths))
    # A terminal that shows the records has no room for more.
    for called, made in shown(made_of_each) if out or not sys.stdout.isatty() else made_of_each:
        if isinstance(made, InputError):
            complain(made)
            continue
        name, content = made
        if out is None:
            sys.stdout.write(content)
            continue
        target = out / f"{Path(name or 'stdin').stem}.{form}"
        if target in names:
            why = f"{called} would overwrite {target}, the record of {names[target]}; give it another --out."
            complain(InputError(why))
            continue
        names[target] = called
        target.write_text(content, "utf-8")


def ingest_files(
    store: Store, paths: Iterable[str], crew: Crew | None = None
) -> Iterator[tuple[Outcome, Row | InputError]]:
    """Load each text into the graph; what became of each, and a row of what was found in it or the error.

    A text that is in the graph as it would be loaded is neither read nor loaded. Others are loaded some at a time, each
    whole or not at all, while a crew reads the next; whatever ends this, the same again completes it. Raises
    StoreError.
    """
    read: Iterator[Loadable] = each(crew, found_in, _new(store, read_all(paths)))
    for batch in batches(read, TOGETHER * PASSED, lambda one: PASSED if isinstance(one[1], Found) else TOGETHER):
        yield from _load(store, batch)


def _new(store: Store, read: Iterable[Read]) -> Iterator[tuple[str, Source | InputError | str]]:
    """The texts; in place of each that need not be read the id of its document."""
    for batch in batches(read, WAITING, lambda one: max(WAITING // ASKED, length_of(one[1]))):
        texts = [source for _, source in batch if isinstance(source, Source)]
        known = iter(unchanged(store, texts))
        for called, source in batch:
            yield called, next(known) or source if isinstance(source, Source) else source


def _load(store: Store, batch: Sequence[Loadable]) -> Iterator[tuple[Outcome, Row | InputError]]:
    found = [one for _, one in batch if isinstance(one, Found)]
    changes = list(load_all(store, [one.rows for one in found]))
    stands = (not isinstance(change, InputError) for change in changes)
    remember(store, compress((one.rows for one in found), stands))
    loaded = iter(changes)
    for called, one in batch:
        if isinstance(one, InputError):
            yield Outcome.failed, one
        elif isinstance(one, str):
            yield Outcome.unchanged, {"file": called, "document": one, "outcome": Outcome.unchanged}
        elif isinstance(change := next(loaded), InputError):
            yield Outcome.refused, change
        else:
            outcome = Outcome.unchanged if change.outcome == "unchanged" else Outcome.loaded
            said = {"outcome": outcome, "title": one.rows.document.get("title")}
            yield outcome, {"file": called, "document": change.document} | said | one.counts
