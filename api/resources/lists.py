"""Lists: one query for the rows, one for the facets, and a cursor that stays true while texts come and go.

A cursor says behind which row a page begins, by what the row is sorted by and its id, so that a row which is added or
taken away before it moves nothing. It is opaque: a caller takes it from `next`.

A long list has a second query for its rows, which reads them in the order of an index and so costs the same however
many there are. It is taken where it has all the filters that are given.
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

from ..ask import ask, query_named
from ..formats import Shown, Table, shown
from ..schemas import MAX_NAME, MAX_PAGE
from ..tables import named
from .schemas import Facet, Page

Row = dict[str, Any]
# Values of filters with how many there are, by filter.
Counts = dict[str, list[Facet]]

MAX_CURSOR = 1000
# Fields of a list's query string that are no filters of its query.
_NO_FILTERS = frozenset({"format", "q", "limit", "cursor", "facets", "total"})
# The facet that counts all there is.
_TOTAL = "total"


class Part(Shown):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=MAX_PAGE, description="How many at most.")
    cursor: str | None = Field(
        None,
        min_length=1,
        max_length=MAX_CURSOR,
        description="Where the page begins, as `next` of the last one has it.",
    )
    total: bool = Field(False, description="With how many there are in all, for which all of them are read.")


class Listed(Part):
    """Which part of a list, and what it is searched and summed up by."""

    q: str = Field("", max_length=MAX_NAME, description="Words in any order, with or without tone marks.")
    facets: bool = Field(
        False, description="With how many there are in all and of each value of the filters, for which all are read."
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the query that gives its rows, the shape of an item, the query that counts them, and the one that gives
    the rows in the order of an index, which takes some of the filters."""

    query: str
    item: type[BaseModel]
    facets: str | None = None
    in_order: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A page's rows; `after` is the key that the next page comes after, None for the last; `total` counts all rows,
    where the query counts them."""

    rows: tuple[Row, ...]
    after: str | None
    total: int | None


def listed(
    request: Request, store: Store, listing: Listing, part: Part, fixed: Mapping[str, object] | None = None
) -> Response | Page[Any]:
    """A page of a list, in the form that is asked for; `fixed` are filters that the path gives. Raises as `ask`."""
    filters = _filters(part) | dict(fixed or {})
    order = f"{query_of(listing, filters)} {filters.get('sort', '')}"
    page = rows_of(store, listing, filters, _after(part.cursor, order), part.limit)
    with_facets = getattr(part, "facets", False)
    counted = counts(store, listing, filters) if listing.facets and (part.total or with_facets) else None
    total = total_of(counted) if counted is not None else page.total
    address = _address(request, cursor_at(order, page.after)) if page.after else None
    headers = {} if total is None else {"X-Total-Count": str(total)}
    headers |= {"Link": f'<{address}>; rel="next"'} if address else {}
    items = [_bare(row) for row in page.rows]
    table = Table(
        named(request.url.path, getattr(part, "q", "")), list(listing.item.model_fields), items, headers=headers
    )
    answer = shown(request, store, part.format, table)
    if answer is not None:
        return answer
    facets = {name: values for name, values in counted.items() if name != _TOTAL} if counted and with_facets else None
    made = {"items": items, "total": total, "limit": part.limit, "next": address, "facets": facets}
    return Page[listing.item].model_validate(made)  # type: ignore[name-defined]


def query_of(listing: Listing, filters: Mapping[str, object]) -> str:
    """The query for the rows of a list with these filters: the one in the order of an index where it has them all."""
    if listing.in_order is None:
        return listing.query
    takes = {one.name for one in query_named(listing.in_order).parameters}
    return listing.in_order if filters.keys() <= takes else listing.query


def rows_of(store: Store, listing: Listing, filters: Mapping[str, object], after: str, limit: int) -> Rows:
    """The rows of a page that comes after a key, "" for the first. Raises as `ask`."""
    beginning = {"after": after} if after else {}
    answer = ask(store, query_of(listing, filters), {**filters, **beginning, "limit": limit + 1})
    rows = answer.rows
    following = str(rows[limit - 1]["key"]) if len(rows) > limit else None
    none = 0 if "total" in answer.query.returns and not after else None
    return Rows(tuple(rows[:limit]), following, rows[0].get("total") if rows else none)


def counts(store: Store, listing: Listing, filters: Mapping[str, object], most: int | None = None) -> Counts:
    """How many rows there are (`total_of`) and of each value of the filters, by filter. Raises as `ask`."""
    given: Row = {name: value for name, value in filters.items() if name != "sort"}
    found: Counts = {}
    for row in ask(store, str(listing.facets), given | ({"limit": most} if most else {})).rows:
        found.setdefault(row["facet"], []).append(Facet(value=row["value"], name=row["name"], count=row["count"]))
    return found


def total_of(counted: Mapping[str, list[Facet]]) -> int:
    """How many rows there are, as they were counted; nothing was counted where there are none."""
    return sum(one.count for one in counted.get(_TOTAL, ()))


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
    given = part.model_dump(exclude=set(_NO_FILTERS), exclude_none=True, exclude_defaults=True)
    filters = {name: _value(value) for name, value in given.items() if value not in ("", [])}
    words = getattr(part, "q", "")
    return filters | ({"text": words} if words else {})


def _value(value: Any) -> object:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value


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
