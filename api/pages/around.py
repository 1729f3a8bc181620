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
from .things import Thing

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
    """What is drawn and listed: `shown` relationships of `total`; `elements` are what Cytoscape.js takes; `kinds` the
    colours of the kinds that there are."""

    middle: Thing
    href: str | None
    neighbours: tuple[Neighbour, ...]
    shown: int
    total: int
    elements: list[dict[str, Any]]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True)
class Around:
    """What the graph has around a thing: it and its neighbours by id, and the rows of neighbours and links_between."""

    middle: Thing
    known: Mapping[str, Thing]
    near: Sequence[Row]
    links: Sequence[Row]


def drawing(around: Around, t: Words, link: Links) -> Drawing:
    """What is to be drawn and listed."""
    middle, known, near = around.middle, around.known, around.near
    relations: dict[str, set[tuple[str, bool]]] = {}
    for row in near:
        relations.setdefault(row["id"], set()).add((row["relationship"], row["direction"] == "out"))
    neighbours = tuple(
        Neighbour(known[one], page_of(known[one], link) or link.graph(one), tuple(sorted(said)))
        for one, said in relations.items()
        if one in known and one != middle.id
    )
    elements = [_node(one, one is middle, link) for one in known.values()]
    elements += [_edge(number, row, t) for number, row in enumerate(around.links)]
    kinds = {one.type: colour(one.type) for one in known.values()}
    total = near[0]["total"] if near else 0
    return Drawing(middle, page_of(middle, link), neighbours, len(near), total, elements, dict(sorted(kinds.items())))


def page_of(one: Thing, link: Links) -> str | None:
    """The page of a thing: its own, or the place in the text that it is."""
    if one.kind == "Document":
        return link.document(one.id)
    if one.kind == "Agency":
        return link.agency(one.id)
    if one.kind in ("Obligation", "Task", "Citation", "Target") and one.row.get("start") is not None:
        return link.document(one.row["asserted_by"], one.row["start"])
    return None


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
