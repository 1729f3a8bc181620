"""Lists: one query for the rows, one for the facets, and a cursor that stays true while texts come and go.

A cursor says behind which row a page begins, by what the row is sorted by and its id, so that a row which is added or
taken away before it moves nothing. It is opaque: a caller takes it from `next`.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel, Field

from graph.store import Store
from ingest.errors import UnknownNameError

from ..ask import ask
from ..formats import Shown, Table, shown
from ..schemas import MAX_NAME, MAX_PAGE
from ..tables import named
from .schemas import Facet, Page

Row = dict[str, Any]

MAX_CURSOR = 1000
# Fields of a list's query string that are no filters of its query.
_NO_FILTERS = frozenset({"format", "q", "limit", "cursor", "facets"})


class Part(Shown):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=MAX_PAGE, description="How many at most.")
    cursor: str | None = Field(
        None,
        min_length=1,
        max_length=MAX_CURSOR,
        description="Where the page begins, as `next` of the last one has it.",
    )


class Listed(Part):
    """Which part of a list, and what it is searched and summed up by."""

    q: str = Field("", max_length=MAX_NAME, description="Words in any order, with or without tone marks.")
    facets: bool = Field(False, description="With how many there are of each value of the filters.")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the query that gives its rows, the one that gives its facets, and the shape of an item."""

    query: str
    item: type[BaseModel]
    facets: str | None = None


def listed(
    request: Request, store: Store, listing: Listing, part: Part, fixed: Mapping[str, object] | None = None
) -> Response | Page[Any]:
    """A page of a list, in the form that is asked for; `fixed` are filters that the path gives. Raises as `ask`."""
    filters = _filters(part) | dict(fixed or {})
    order = str(filters.get("sort", ""))
    asked = filters | {"after": _after(part.cursor, order), "limit": part.limit + 1}
    rows = ask(store, listing.query, asked).rows
    following = cursor_at(order, rows[part.limit - 1]["key"]) if len(rows) > part.limit else None
    items = [_bare(row) for row in rows[: part.limit]]
    total = rows[0]["total"] if rows else _total(store, listing, filters, part)
    address = _address(request, following) if following else None
    headers = {"X-Total-Count": str(total)} | ({"Link": f'<{address}>; rel="next"'} if address else {})
    name = named(request.url.path, getattr(part, "q", ""))
    table = Table(name, list(listing.item.model_fields), items, headers=headers)
    answer = shown(request, store, part.format, table)
    if answer is not None:
        return answer
    facets = _facets(store, listing, filters) if getattr(part, "facets", False) else None
    made = {"items": items, "total": total, "limit": part.limit, "next": address, "facets": facets}
    return Page[listing.item].model_validate(made)  # type: ignore[name-defined]


def single(store: Store, query: str, identity: str, kind: str) -> Row:
    """The one row of this id. Raises UnknownNameError."""
    rows = ask(store, query, {"id": identity, "limit": 1}).rows
    if not rows:
        raise UnknownNameError(f"No {kind} has the id '{identity}'; the list of them has those there are.")
    return _bare(rows[0])


def _bare(row: Mapping[str, Any]) -> Row:
    return {column: value for column, value in row.items() if column not in ("total", "key")}


def _filters(part: Part) -> Row:
    """The filters that were given, as the query takes them: several values of one with | between them."""
    given = part.model_dump(exclude=set(_NO_FILTERS), exclude_none=True)
    filters = {name: _value(value) for name, value in given.items() if value not in ("", [])}
    words = getattr(part, "q", "")
    return filters | ({"text": words} if words else {})


def _value(value: Any) -> object:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value


def _total(store: Store, listing: Listing, filters: Row, part: Part) -> int:
    """How many there are, where a page behind the last has no row to say so."""
    rows = ask(store, listing.query, filters | {"limit": 1}).rows if part.cursor else []
    return int(rows[0]["total"]) if rows else 0


def _facets(store: Store, listing: Listing, filters: Row) -> dict[str, list[Facet]]:
    if listing.facets is None:
        return {}
    given = {name: value for name, value in filters.items() if name not in ("sort", "limit", "after")}
    found: dict[str, list[Facet]] = {}
    for row in ask(store, listing.facets, given).rows:
        found.setdefault(row["facet"], []).append(Facet(value=row["value"], name=row["name"], count=row["count"]))
    return found


def _address(request: Request, cursor: str) -> str:
    """This page's address with another beginning."""
    kept: Iterable[tuple[str, str]] = request.query_params.multi_items()
    return f"{request.url.path}?{urlencode([*(one for one in kept if one[0] != 'cursor'), ('cursor', cursor)])}"


def cursor_at(order: str, key: str) -> str:
    """The cursor behind the row of this key in a list of this order."""
    said = json.dumps([order, key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _after(cursor: str | None, order: str) -> str:
    """The key that a cursor is behind. Raises UnknownNameError for what is none, or one of another order."""
    if cursor is None:
        return ""
    try:
        said = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        said = None
    if isinstance(said, list) and len(said) == 2 and said[0] == order and isinstance(said[1], str) and said[1]:
        return said[1]
    raise UnknownNameError("No page of this list begins at this cursor; take it from 'next', or begin without one.")
