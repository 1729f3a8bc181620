"""A reader's words: the documents and bodies that they name, and those that hold them, narrowed by what those are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from ingest.errors import UnknownNameError

from .. import lookup
from ..ask import ask

Row = dict[str, Any]

# Rows that are looked through for facets, and rows that a page shows.
MOST, SHOWN = 1000, 50
# By what documents and bodies can be narrowed; each from a row of the list.
DOCUMENT_FACETS: Mapping[str, Callable[[Row], str | None]] = {
    "type": lambda row: row["type"],
    "year": lambda row: (row["issued"] or "")[:4] or None,
    "status": lambda row: row["status"],
    "issuer": lambda row: row["issuer"],
}
AGENCY_FACETS: Mapping[str, Callable[[Row], str | None]] = {
    "level": lambda row: row["level"],
    "jurisdiction": lambda row: row["jurisdiction"],
}
# Values of a facet that are offered.
OFFERED = 12


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be narrowed by: its values with how many have each, the most first; `chosen` is one of them."""

    name: str
    values: tuple[tuple[str, int], ...]
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its rows from `offset`, of so many that fit the words and the facets."""

    rows: tuple[Row, ...]
    total: int
    offset: int
    facets: tuple[Facet, ...]


def named(store: Store, text: str) -> list[Row]:
    """The documents and bodies that a text names, each with its `kind`. Raises StoreError."""
    if not text.strip():
        return []
    found = [{"kind": "document"} | row for row in lookup.find_documents(store, text)]
    return found + [{"kind": "agency"} | row for row in lookup.find_agencies(store, text)]


def nearest(store: Store, text: str) -> tuple[str, ...]:
    """The names that are most like a text that names nothing. Raises StoreError."""
    try:
        lookup.anything(store, text)
    except UnknownNameError as error:
        return error.nearest
    return ()


def documents(store: Store, text: str, chosen: Mapping[str, str], offset: int) -> Listed:
    """Documents that hold every word, the latest first. Raises StoreError."""
    return _listed(_all(store, "find_documents", text), DOCUMENT_FACETS, chosen, offset)


def agencies(store: Store, text: str, chosen: Mapping[str, str], offset: int) -> Listed:
    """Bodies that hold every word. Raises StoreError."""
    return _listed(_all(store, "find_agencies", text), AGENCY_FACETS, chosen, offset)


def _all(store: Store, query: str, text: str) -> list[Row]:
    return ask(store, query, {"text": text, "limit": MOST}).rows


def _listed(
    rows: Sequence[Row], facets: Mapping[str, Callable[[Row], str | None]], chosen: Mapping[str, str], offset: int
) -> Listed:
    """The rows that fit; each facet counts those that fit the others, so that it can be chosen anew."""

    def fitting(without: str | None = None) -> list[Row]:
        wanted = {name: value for name, value in chosen.items() if name in facets and name != without}
        return [row for row in rows if all(facets[name](row) == value for name, value in wanted.items())]

    shown = fitting()
    # Past what was looked through, only the graph knows how many there are.
    narrowed = any(name in facets for name in chosen)
    total = len(shown) if narrowed or len(rows) < MOST else rows[0]["total"]
    offered = tuple(_facet(name, map(facets[name], fitting(name)), chosen.get(name)) for name in facets)
    return Listed(tuple(shown[offset : offset + SHOWN]), total, offset, offered)


def _facet(name: str, values: Iterable[str | None], chosen: str | None) -> Facet:
    counted = Counter(value for value in values if value)
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:OFFERED]
    if chosen and chosen not in dict(ranked):
        ranked.append((chosen, counted[chosen]))
    return Facet(name, tuple(ranked), chosen)
