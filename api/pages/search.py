"""A reader's words: the documents and bodies that they name, and those that hold them, narrowed by what those are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from ingest.errors import UnknownNameError

from .. import lookup
from ..ask import ask

Row = dict[str, Any]

# Rows that a page shows, and values of a facet that it offers.
SHOWN, OFFERED = 50, 12


@dataclass(frozen=True, slots=True)
class Kind:
    """What is listed: the question that lists it, the one that counts its facets, and the facets that are offered."""

    query: str
    counts: str
    facets: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    "documents": Kind("documents", "document_facets", ("type", "year", "status", "place", "issuer")),
    "agencies": Kind("agencies", "agency_facets", ("level", "place", "collective")),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be narrowed by: (value, what it is called, how many have it), the most first."""

    name: str
    values: tuple[tuple[str, str, int], ...]
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its rows, of so many that fit the words and what was chosen; `after` leads to the next page."""

    rows: tuple[Row, ...]
    total: int
    after: str | None
    facets: tuple[Facet, ...]
    chosen: Mapping[str, str]


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


def listed(store: Store, kind: str, text: str, given: Mapping[str, str], after: str) -> Listed:
    """What holds every word and fits what was chosen of the facets. Raises InputError, StoreError."""
    what = KINDS[kind]
    chosen = {name: value for name, value in given.items() if name in what.facets and value}
    rows = ask(store, what.query, {"text": text, "limit": SHOWN, "after": after, **chosen}).rows
    # Each facet counts what fits the others, so that it can be chosen anew.
    counted = _counts(store, what, text, chosen)
    for name in chosen:
        others = {key: value for key, value in chosen.items() if key != name}
        counted[name] = _counts(store, what, text, others).get(name, [])
    facets = tuple(_facet(name, counted.get(name, []), chosen.get(name)) for name in what.facets)
    total = rows[0]["total"] if rows else 0
    following = rows[-1]["key"] if len(rows) == SHOWN else None
    return Listed(tuple(rows), total, following, facets, chosen)


def total(store: Store, kind: str, text: str) -> int:
    """How many of a kind hold every word. Raises StoreError."""
    rows = ask(store, KINDS[kind].query, {"text": text, "limit": 1}).rows
    return int(rows[0]["total"]) if rows else 0


def _counts(store: Store, what: Kind, text: str, chosen: Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in ask(store, what.counts, {"text": text, "limit": OFFERED, **chosen}).rows:
        found.setdefault(row["facet"], []).append(row)
    return found


def _facet(name: str, rows: list[Row], chosen: str | None) -> Facet:
    """A facet with its values; what was chosen is among them, so that it can be taken off."""
    values = [(str(row["value"]), str(row["name"]), int(row["count"])) for row in rows]
    if chosen and chosen not in [value for value, _, _ in values]:
        values.append((chosen, chosen, 0))
    return Facet(name, tuple(values), chosen)
