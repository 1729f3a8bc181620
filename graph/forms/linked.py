"""The graph as JSON-LD (https://www.w3.org/TR/json-ld11/), for tools of linked data.

A relationship is said twice: shortly, as a property of its start, and as a statement (`rdf:Statement`) that carries the
text that asserts it, its words and its place, as a property in RDF can carry nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .values import Line, kind_of

Read = Callable[[], Iterator[Line]]
VOCABULARY = "urn:nghiavu:vocabulary:"
CONTEXT = {
    "@vocab": VOCABULARY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object", "@type": "@id"},
}


def write_jsonld(read: Read, out: Path) -> None:
    """One document with everything in its `@graph`."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [')
        between = "\n"
        for line in read():
            for thing in _things(line):
                file.write(between + json.dumps(thing, ensure_ascii=False))
                between = ",\n"
        file.write("\n]}\n")


def _things(line: Line) -> Iterator[dict[str, Any]]:
    said = dict(line["properties"])
    if "labels" in line:
        yield {"@id": _name(kind_of(line).start, said["id"]), "@type": line["labels"]} | _named(said)
        return
    start, end = _name(*line["from"]), _name(*line["to"])
    yield {"@id": start, line["type"]: {"@id": end}}
    yield {"@type": "rdf:Statement", "subject": start, "predicate": line["type"], "object": end} | _named(said)


def _named(said: dict[str, Any]) -> dict[str, Any]:
    """The properties; a list keeps its order, and one of the statement's own words takes no meaning of RDF's."""
    return {
        f"{VOCABULARY}{name}": {"@list": value} if isinstance(value, list) else value for name, value in said.items()
    }


def _name(label: str, identity: str) -> str:
    return f"urn:nghiavu:{label.lower()}:{quote(identity, safe='/@.-')}"
