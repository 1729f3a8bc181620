"""What is around a thing, to be drawn by Cytoscape.js in the reader's browser, and to be read as a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import kit
from .languages import Words
from .rendering import Links
from .things import Thing, thing

Row = Mapping[str, Any]

# Characters of a caption beside a node.
LONGEST = 32


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing with what the graph says of it and the middle: (relationship, whether it begins there)."""

    thing: Thing
    href: str
    relations: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`elements` are what Cytoscape.js takes; `kinds` the colours of the kinds that there are."""

    middle: Thing
    href: str | None
    neighbours: tuple[Neighbour, ...]
    total: int
    elements: list[dict[str, Any]]
    kinds: dict[str, str]


def drawing(rows: Sequence[Row], links: Sequence[Row], t: Words, link: Links) -> Drawing:
    """The drawing of the rows of the query around, with those of links_between."""
    known = {row["id"]: thing(row["id"], row["labels"], row["properties"]) for row in rows}
    middle = known[next(row["id"] for row in rows if row["itself"])]
    neighbours = tuple(
        Neighbour(one, page_of(one, link) or link.graph(one.id), _relations(middle.id, one.id, links))
        for one in known.values()
        if one is not middle
    )
    elements = [_node(one, one is middle, link) for one in known.values()]
    elements += [_edge(number, row, t) for number, row in enumerate(links)]
    kinds = {one.type: colour(one.type) for one in known.values()}
    return Drawing(middle, page_of(middle, link), neighbours, rows[0]["total"], elements, dict(sorted(kinds.items())))


def page_of(one: Thing, link: Links) -> str | None:
    """The page of a thing: its own, or the place in the text that it is."""
    if one.kind == "Document":
        return link.document(one.id)
    if one.kind == "Agency":
        return link.agency(one.id)
    if one.kind in ("Obligation", "Task", "Citation", "Target") and one.row.get("start") is not None:
        return link.document(one.row["asserted_by"], one.row["start"])
    return None


def _relations(middle: str, other: str, links: Sequence[Row]) -> tuple[tuple[str, bool], ...]:
    out = {(row["type"], True) for row in links if (row["source"], row["target"]) == (middle, other)}
    into = {(row["type"], False) for row in links if (row["source"], row["target"]) == (other, middle)}
    return tuple(sorted(out | into))


def _node(one: Thing, is_middle: bool, link: Links) -> dict[str, Any]:
    caption = one.caption if len(one.caption) <= LONGEST else f"{one.caption[: LONGEST - 1]}…"
    data = {"id": one.id, "caption": caption, "whole": one.whole[:300], "colour": colour(one.type)}
    return {"data": data | {"href": page_of(one, link), "around": link.graph(one.id), "middle": int(is_middle)}}


def _edge(number: int, row: Row, t: Words) -> dict[str, Any]:
    data = {"id": f"link-{number}", "source": row["source"], "target": row["target"]}
    return {"data": data | {"caption": t.of("relations", row["type"]), "quote": row["properties"].get("evidence", "")}}


@cache
def _colours() -> Mapping[str, str]:
    return dict(re.findall(r"node\.(\w+) \{[^}]*?\n  color: (#\w+);", kit.style()))


def colour(label: str) -> str:
    """The colour that a kind of node has in Neo4j Browser too."""
    return _colours().get(label, "#5b6770")
