"""Texts from files, folders and standard input, read one by one: what is wrong with one does not stop the others."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

import ingest  # `ingest.extract` loads the word cutter, so it is taken when there is a text to read
from graph.loader import load_all
from graph.mapping import Rows, map_record
from graph.store import Store
from ingest.errors import InputError, NotTextError
from ingest.model import Record
from ingest.text import Source, read_source

from .output import RecordFormat

STANDARD_INPUT = "-"
LAYERS = ("citations", "relations", "agencies", "obligations")
SUMMARY = ("file", "document", *LAYERS)

Complain = Callable[[InputError], None]


def standard_input() -> Source:
    """The text on standard input. Raises NotTextError when it is empty or not UTF-8 text."""
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(f"Standard input is not UTF-8 text (byte {error.start}); convert it to UTF-8.") from error
    if not text.strip():
        raise NotTextError("Standard input is empty; give it a text.")
    return Source(None, text, sha256(data).hexdigest())


def _read(path: str) -> Source:
    return standard_input() if path == STANDARD_INPUT else read_source(Path(path))


def _files_of(path: str) -> list[str]:
    """The path itself, or for a folder the .txt files in and below it, in order. Raises NotTextError for none."""
    if path == STANDARD_INPUT or not Path(path).is_dir():
        return [path]
    found = sorted(str(file) for file in Path(path).rglob("*.txt") if file.is_file())
    if not found:
        raise NotTextError(f"Folder {path} holds no .txt file; name the files themselves if they end otherwise.")
    return found


def read_all(paths: Iterable[str], complain: Complain) -> Iterator[tuple[str, Source]]:
    """Each file that can be read, with progress on standard error; `complain` is told of each that cannot."""
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    files: list[str] = []
    for path in paths:
        try:
            files += _files_of(path)
        except NotTextError as error:
            complain(error)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for file in progress.track(files, description="Reading"):
            try:
                source = _read(file)
            except NotTextError as error:
                complain(error)
            else:
                yield file, source


def extract_files(paths: Iterable[str], out: Path | None, form: RecordFormat, complain: Complain) -> None:
    """Write each file's record or page: as <stem>.<format> in `out`, else on standard output, a record on one line."""
    written: dict[Path, str] = {}
    if out:
        out.mkdir(parents=True, exist_ok=True)
    for file, source in read_all(paths, complain):
        if out is None:
            sys.stdout.write(_written(source, form, indent=None))
            continue
        target = out / f"{Path(source.name or 'stdin').stem}.{form}"
        if target in written:
            complain(
                InputError(f"{file} would overwrite {target}, the record of {written[target]}; give it another --out.")
            )
            continue
        written[target] = file
        target.write_text(_written(source, form, indent=2), "utf-8")


def _written(source: Source, form: RecordFormat, *, indent: int | None) -> str:
    if form is RecordFormat.html:
        return ingest.show(source.text, name=source.name)
    record = asdict(ingest.extract(source.text, name=source.name))
    return json.dumps(record, ensure_ascii=False, indent=indent) + "\n"


def ingest_files(store: Store, paths: Iterable[str], complain: Complain) -> list[dict[str, object]]:
    """Load each file into the graph, whole or not at all; one row a file of what was found."""
    rows: deque[dict[str, object]] = deque()
    loaded = []
    for outcome in load_all(store, _mapped(paths, complain, rows.append)):
        row = rows.popleft()
        if isinstance(outcome, InputError):
            complain(outcome)
        else:
            loaded.append(row)
    return loaded


def _mapped(paths: Iterable[str], complain: Complain, tell: Callable[[dict[str, object]], None]) -> Iterator[Rows]:
    """Each file's rows of the graph; `tell` is given the row of what was found before."""
    for file, source in read_all(paths, complain):
        record = ingest.extract(source.text, name=source.name)
        tell({"file": file, "document": record.document.id, "title": record.document.title} | _counts(record))
        yield map_record(record, source.text)


def _counts(record: Record) -> dict[str, object]:
    return {layer: len(getattr(record, layer)) for layer in LAYERS}
