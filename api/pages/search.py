"""A reader's words: the documents and bodies that they name, and those that hold them, narrowed by what those are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from ingest.errors import UnknownNameError

from .. import lookup
from ..resources.agencies import AGENCIES
from ..resources.documents import DOCUMENTS
from ..resources.lists import Counts, Listing, counts, rows_of, total_of
from ..resources.schemas import Facet

Row = dict[str, Any]

# Rows that a page shows, and values of a facet that it offers.
SHOWN, OFFERED = 50, 12


@dataclass(frozen=True, slots=True)
class Kind:
    """What is listed, and the facets that are offered."""

    listing: Listing
    facets: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    "documents": Kind(DOCUMENTS, ("type", "year", "status", "place", "issuer")),
    "agencies": Kind(AGENCIES, ("level", "place", "collective")),
}


@dataclass(frozen=True, slots=True)
class Shown:
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
    facets: tuple[Shown, ...]
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


class Search:
    """What holds every word of a text, of either kind."""

    def __init__(self, store: Store, text: str) -> None:
        self._store, self._text = store, text
        self._counted: dict[str, Counts] = {}
        self._counted |= {kind: self._counts(kind, {}) for kind in KINDS}

    @property
    def totals(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {kind: total_of(found) for kind, found in self._counted.items()}

    def listed(self, kind: str, given: Mapping[str, str], after: str) -> Listed:
        """What fits what was chosen of the facets too. Raises InputError, StoreError."""
        what = KINDS[kind]
        chosen = {name: value for name, value in given.items() if name in what.facets and value}
        page = rows_of(self._store, what.listing, self._filters(chosen), after, SHOWN)
        found = self._counts(kind, chosen)
        # Each facet counts what fits the others, so that it can be chosen anew.
        others = {name: {key: value for key, value in chosen.items() if key != name} for name in chosen}
        counted = found | {name: self._counts(kind, rest).get(name, []) for name, rest in others.items()}
        facets = tuple(_shown(name, counted.get(name, []), chosen.get(name)) for name in what.facets)
        return Listed(page.rows, total_of(found), page.after, facets, chosen)

    def _counts(self, kind: str, chosen: Mapping[str, str]) -> Counts:
        if not chosen and kind in self._counted:
            return self._counted[kind]
        return counts(self._store, KINDS[kind].listing, self._filters(chosen), OFFERED)

    def _filters(self, chosen: Mapping[str, str]) -> dict[str, str]:
        return {**chosen, "text": self._text} if self._text else dict(chosen)


def _shown(name: str, offered: list[Facet], chosen: str | None) -> Shown:
    """A facet with its values; what was chosen is among them, so that it can be taken off."""
    values = [(one.value, one.name, one.count) for one in offered]
    if chosen and chosen not in [value for value, _, _ in values]:
        values.append((chosen, chosen, 0))
    return Shown(name, tuple(values), chosen)
