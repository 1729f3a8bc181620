"""The graph as a script in Cypher, a statement a line: for `cypher-shell`, or any client of any server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..store import schema
from .values import Line

Read = Callable[[], Iterator[Line]]


def write_cypher(read: Read, out: Path) -> None:
    """Constraints and indexes, then nodes, then relationships. It makes the graph in a database that is empty."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{' '.join(statement.split())};\n" for statement in schema())
        file.writelines(map(_statement, read()))


def _statement(line: Line) -> str:
    if "labels" in line:
        return f"CREATE (:{':'.join(line['labels'])} {_map(line['properties'])});\n"
    (start, start_id), (end, end_id) = line["from"], line["to"]
    ends = f"(a:{start} {{id: {_value(start_id)}}}), (b:{end} {{id: {_value(end_id)}}})"
    return f"MATCH {ends} CREATE (a)-[:{line['type']} {_map(line['properties'])}]->(b);\n"


def _map(properties: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"`{name}`: {_value(value)}" for name, value in properties.items()) + "}"


def _value(value: Any) -> str:
    """A value as Cypher writes it, which is as JSON does: texts with the same escapes, lists, numbers, truths."""
    return json.dumps(value, ensure_ascii=False)
