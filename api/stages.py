"""What is done to one text, wherever that is: in this process, in another, on another machine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import ingest  # `ingest.extract` loads the word cutter, so it is taken when there is a text to read
from graph.mapping import Rows, map_record
from ingest.text import Source

from .output import RecordFormat

LAYERS = ("citations", "relations", "agencies", "obligations")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text adds to the graph, and how many things of each of LAYERS it says."""

    rows: Rows
    counts: dict[str, int]


def found_in(source: Source) -> Found:
    """What a text adds to the graph."""
    record = ingest.extract(source.text, name=source.name)
    return Found(map_record(record, source.text), {layer: len(getattr(record, layer)) for layer in LAYERS})


def written(source: Source, form: RecordFormat, indent: int | None) -> tuple[str | None, str]:
    """A text's name, and its record as JSON or as a page."""
    if form is RecordFormat.html:
        return source.name, ingest.show(source.text, name=source.name)
    record = asdict(ingest.extract(source.text, name=source.name))
    return source.name, json.dumps(record, ensure_ascii=False, indent=indent) + "\n"
