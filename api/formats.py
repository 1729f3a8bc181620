"""In which form an answer goes out: as JSON, or as a file for a spreadsheet, a program or a drawing.

A caller chooses by `?format=` or, without it, by `Accept`; who accepts none of the forms gets JSON, as RFC 9110 has it.
A route that answers with rows takes a query model made from `Shown`, has `responses=FORMS` (or `TABLES`, where the
answer is no graph), and ends in

    return shown(request, store, part.format, table) or Page[Document].model_validate(page)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from graph.store import Store

from . import graphs, tables

Row = Mapping[str, Any]


class TableForm(StrEnum):
    """A form of rows."""

    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"


class Form(StrEnum):
    """A form of rows that name things of the graph."""

    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    graphml = "graphml"
    jsonld = "jsonld"


# Each form by the media types that it is asked for by; the first is the one that it has.
MEDIA: Mapping[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "jsonl": ("application/x-ndjson", "application/jsonl", "application/x-jsonlines"),
    "csv": ("text/csv",),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    "graphml": ("application/graphml+xml",),
    "jsonld": ("application/ld+json",),
}
# What a browser shows in place of saving it.
_SHOWN = frozenset({"jsonl", "jsonld"})
_TEXT = {"schema": {"type": "string"}}
# How OpenAPI describes what comes in a form, where that is not simply text.
_CONTENT: Mapping[str, Mapping[str, Any]] = {
    "xlsx": {"schema": {"type": "string", "format": "binary"}},
    "jsonld": {"schema": {"type": "object", "required": ["@context", "@graph"]}},
}


def _described(forms: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of an answer that comes in these forms; JSON is described by the route's own model."""
    content = {MEDIA[form][0]: _CONTENT.get(form, _TEXT) for form in forms if form != "json"}
    return {200: {"content": content}}


FORMS = _described(Form)
TABLES = _described(TableForm)


class Shown(BaseModel):
    """The query string of an answer that comes in several forms. What it has not is refused, as it may be a slip."""

    model_config = ConfigDict(extra="forbid")

    format: Form | None = Field(None, description="The form of the answer; without it, the one that `Accept` names.")


class ShownTable(BaseModel):
    """The same for an answer that is no graph."""

    model_config = ConfigDict(extra="forbid")

    format: TableForm | None = Field(
        None, description="The form of the answer; without it, the one that `Accept` names."
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the name of the file that they make.

    `headings` stand for columns where people read them; `headers` are said of the rows in the head of the answer.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]
    headings: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def encoded(table: Table, form: str, graph: Callable[[], graphs.Graph]) -> bytes:
    """The file that a table is in a form; `graph` gives what its rows name. Raises StoreError."""
    if form == Form.xlsx:
        return tables.as_xlsx(table.name, table.columns, table.rows, table.headings)
    if form in graphs.WRITERS:
        return graphs.WRITERS[form](graph())
    if form == Form.csv:
        return tables.as_csv(table.columns, table.rows, table.headings).encode("utf-8", "replace")
    return tables.as_jsonl(table.rows).encode("utf-8", "replace")


def shown(
    request: Request, store: Store | None, given: str | None, table: Table, forms: Iterable[str] = Form
) -> Response | None:
    """The answer in the form that is asked for; None for JSON, which is the route's own. Raises StoreError.

    Without a store it has to be of `TableForm`.
    """
    form = given or preferred(request.headers.get("accept"), forms)
    if form == Form.json:
        return None
    body = encoded(table, form, lambda: graphs.graph_of(store, table.rows) if store else graphs.Graph((), ()))
    return as_file(body, MEDIA[form][0], f"{table.name}.{form}", table.headers, inline=form in _SHOWN)


def as_file(
    body: bytes, media: str, name: str, headers: Mapping[str, str] | None = None, *, inline: bool = False
) -> Response:
    """A response that a browser saves under this name, or shows if it is `inline`."""
    disposition = f'{"inline" if inline else "attachment"}; filename="{name}"'
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    said = {"Content-Type": media + charset, "Content-Disposition": disposition, **(headers or {})}
    return Response(body, headers=said)


def preferred(accept: str | None, forms: Iterable[str]) -> str:
    """The form that a field Accept likes best; of those that it likes equally the first, and JSON if it likes none."""
    ranges = dict(_ranges(accept or "*/*"))
    liked = {form: max(_liking(ranges, media) for media in MEDIA[form]) for form in forms}
    best = max(liked, key=lambda form: liked[form])
    return best if liked[best] > 0 else Form.json


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.lower().split(","):
        media, *parameters = (one.strip() for one in part.split(";"))
        said = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            yield media, float(said)
        except ValueError:
            yield media, 0.0


def _liking(ranges: Mapping[str, float], media: str) -> float:
    """How much a media type is liked: what is said of itself counts before what is said of all its kind."""
    kind = media.partition("/")[0]
    return next((ranges[one] for one in (media, f"{kind}/*", "*/*") if one in ranges), 0.0)
