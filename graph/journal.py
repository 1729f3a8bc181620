"""What a load changed, and the journal of loads: a `:Load` for each that changed something.

The journal is for readers who ask what is new. It is no part of what the texts say, so that it is left out of exports:
two graphs of the same texts are the same however often each was loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .mapping import Rows
from .queries import statements
from .settling import Named, Touched, known
from .store import Work

Row = dict[str, Any]

SHARED = {
    "documents": "Document",
    "agencies": "Agency",
    "jurisdictions": "Jurisdiction",
    "provisions": "Provision",
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Mentions in a text that leave a document open, and what they mean since: their status, and which document."""

    document: str
    cited: str
    before: str
    after: str
    status: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a load or a removal did to the graph.

    `outcome` is "added", "replaced", "removed", or "unchanged" for a text that was loaded already, which has no `load`
    (the number in the journal). `passages` counts the document's own nodes that are new, gone or of other words;
    `created` and `deleted` are the shared nodes that nothing named before, or names now; `settled` are the mentions in
    other texts that mean something else since.
    """

    document: str
    outcome: str
    load: int | None = None
    at: str | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0
    created: tuple[Named, ...] = ()
    deleted: tuple[Named, ...] = ()
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """The graph before a load, as far as is known by then that the load may change it.

    `passages` are the document's own nodes with their words; `asked` the shared nodes that were looked for, `known`
    those of them that there are.
    """

    passages: Mapping[Named, str]
    asked: frozenset[Named]
    known: frozenset[Named]
    is_read: bool


def look(work: Work, document: str, named: Touched, rows: Rows | None, *, is_read: bool) -> Before:
    """What there is before a load of these rows, or a removal; `named` is what the document, if read, names by now."""
    shared = rows.shared if rows else {}
    asked = _nodes(named) | {(label, row["id"]) for label, some in shared.items() for row in some}
    passages = {(row["label"], row["id"]): row["text"] for row in _ask(work, "passages", document=document)}
    return Before(passages, frozenset(asked), known(work, asked), is_read)


def record_change(work: Work, document: str, before: Before, touched: Touched, rows: Rows | None) -> Change:
    """Compare with what there was, and write the difference into the journal."""
    nodes = _nodes(touched)
    made = {node for node in nodes if node[1] in touched.made}
    stood = before.known | (nodes - before.asked - made)
    stands = known(work, nodes | before.asked)
    created, deleted = tuple(sorted(stands - stood)), tuple(sorted(stood - stands))
    settled = tuple(sorted(one for one in touched.settled if one[0] != document))
    said: Row = {
        "load": _ask(work, "next_load")[0]["load"],
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "document": document,
        "outcome": "removed" if rows is None else "replaced" if before.is_read else "added",
        **_passages(before.passages, rows),
    }
    written = {"created": _lines(created), "deleted": _lines(deleted), "settled": _lines(settled)}
    _ask(work, "write_load", rows=[said | written])
    return Change(**said, created=created, deleted=deleted, settled=tuple(Settled(*one) for one in settled))


def _lines(some: Iterable[tuple[str, ...]]) -> list[str]:
    """Each as one text, as a property of a node holds no list in a list."""
    return [" ".join(one) for one in some]


def _passages(old: Mapping[Named, str], rows: Rows | None) -> dict[str, int]:
    """How many of a document's own nodes are new, gone, or of other words."""
    own = rows.nodes if rows else {}
    new = {(label, row["id"]): row["text"] for label, some in own.items() if label != "Source" for row in some}
    changed = sum(old[node] != text for node, text in new.items() if node in old)
    return {"added": len(new.keys() - old.keys()), "changed": changed, "removed": len(old.keys() - new.keys())}


def _nodes(touched: Touched) -> set[Named]:
    return {(label, one) for kind, label in SHARED.items() for one in getattr(touched, kind)}


def _ask(work: Work, name: str, **parameters: Any) -> list[Row]:
    return work.run(statements("journal")[name], **parameters)
