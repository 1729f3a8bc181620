"""The chains of a document as a picture: what it carries out above it, what carries it out below.

Boxes stand in layers by how many steps they are away, arrows point from what carries out to what is carried out, and
each has the number that its words stand under beside the picture. All of it is attributes, as the policy of the pages
lets nothing in a page style itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

Row = Mapping[str, Any]

# Pixels: a box, the spaces between boxes and between layers, and around the picture. A line of text is 18 high.
WIDTH, HEIGHT, GAP, RISE, EDGE = 216, 62, 20, 58, 14
BOXES_IN_ROW = 4
LINES, CHARACTERS = 2, 27
# How far from the box that an arrow is alone at its number stands.
NUMBERED = 24
# Boxes that a picture can show so that they can be read; the list beside it has all.
MOST = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A document in the picture; `side` is "self", "up" or "down"."""

    id: str
    x: float
    y: float
    lines: tuple[str, ...]
    title: str
    side: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step: from (x1, y1) to (x2, y2), and where its number stands."""

    number: int
    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float
    relation: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of this size; `left_out` is how many documents have no box."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


def drawn(document: str, steps: Sequence[Row], names: Mapping[str, tuple[str, str]]) -> Picture | None:
    """The picture of the rows of the query document_chains, which are numbered from 1; None where there are none.

    `names` are (what stands in the box, the whole title) by id.
    """
    if not steps:
        return None
    layers = _layers(document, steps)
    kept = _kept(layers, _graph(steps))
    places, width, height = _placed(kept)
    boxes = tuple(
        Box(
            one,
            *places[one],
            *_lines(names.get(one, (one, one))),
            "self" if not layer else "up" if layer > 0 else "down",
        )
        for layer, some in kept.items()
        for one in some
    )
    arrows = tuple(
        _arrow(number, row, places)
        for number, row in enumerate(steps, 1)
        if row["source"] in places and row["target"] in places
    )
    return Picture(width, height, boxes, arrows, sum(map(len, layers.values())) - len(boxes))


def _graph(steps: Iterable[Row]) -> Any:
    graph = nx.DiGraph()
    graph.add_edges_from((row["source"], row["target"]) for row in steps)
    return graph


def _layers(document: str, steps: Sequence[Row]) -> dict[int, list[str]]:
    """The documents by how many steps they are away: above 0 what is carried out, below what carries out."""
    layers: dict[int, list[str]] = {0: [document]}
    placed = {document}
    for direction, sign, end in (("up", 1, "target"), ("down", -1, "source")):
        for row in sorted((row for row in steps if row["direction"] == direction), key=lambda row: row["steps"]):
            if row[end] not in placed:
                placed.add(row[end])
                layers.setdefault(sign * row["steps"], []).append(row[end])
    return dict(sorted(layers.items(), reverse=True))


def _kept(layers: Mapping[int, list[str]], graph: Any) -> dict[int, list[str]]:
    """The nearest layers first, as many boxes as there is room for; each layer in the order of what it hangs on."""
    room, kept = MOST, {}
    for layer in sorted(layers, key=abs):
        some = layers[layer][: max(room, 0)]
        room -= len(some)
        if some:
            kept[layer] = some
    order = {one: place for some in kept.values() for place, one in enumerate(some)}
    for layer in sorted(kept, key=abs):
        near = graph.predecessors if layer > 0 else graph.successors
        kept[layer].sort(key=lambda one: (_mean([order[other] for other in near(one) if other in order]), one))
        order |= {one: place for place, one in enumerate(kept[layer])}
    return dict(sorted(kept.items(), reverse=True))


def _mean(places: Sequence[int]) -> float:
    return sum(places) / len(places) if places else 0.0


def _placed(layers: Mapping[int, Sequence[str]]) -> tuple[dict[str, tuple[float, float]], float, float]:
    """The corner of each box, and the size of the whole. A layer of many boxes has several rows."""
    rows = [some[at : at + BOXES_IN_ROW] for some in layers.values() for at in range(0, len(some), BOXES_IN_ROW)]
    widest = max(map(len, rows))
    width = 2 * EDGE + widest * WIDTH + (widest - 1) * GAP
    places: dict[str, tuple[float, float]] = {}
    y: float = EDGE
    for row in rows:
        left = (width - len(row) * WIDTH - (len(row) - 1) * GAP) / 2
        for place, one in enumerate(row):
            places[one] = (left + place * (WIDTH + GAP), y)
        y += HEIGHT + RISE
    return places, width, y - RISE + EDGE


def _lines(name: tuple[str, str]) -> tuple[tuple[str, ...], str]:
    short, whole = name
    lines = textwrap.wrap(short, CHARACTERS, max_lines=LINES, placeholder="…") or [short]
    return tuple(lines), whole


def _arrow(number: int, row: Row, places: Mapping[str, tuple[float, float]]) -> Arrow:
    """From the edge of the one box to the edge of the other, whichever is above."""
    (ax, ay), (bx, by) = places[row["source"]], places[row["target"]]
    ax, bx = ax + WIDTH / 2, bx + WIDTH / 2
    if ay == by:
        ay, by = ay + HEIGHT / 2, by + HEIGHT / 2
        ax, bx = (ax + WIDTH / 2, bx - WIDTH / 2) if ax < bx else (ax - WIDTH / 2, bx + WIDTH / 2)
    elif ay > by:
        by += HEIGHT
    else:
        ay += HEIGHT
    # Near the end that no other arrow of its kind shares, and clear of the boxes that the arrow goes behind.
    near = NUMBERED / abs(by - ay) if ay != by else 0.5
    at = 1 - near if row["direction"] == "up" else near
    return Arrow(number, ax, ay, bx, by, ax + (bx - ax) * at, ay + (by - ay) * at, row["relation"])
