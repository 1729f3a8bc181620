"""The shapes of the HTTP interface. A row of the graph becomes one of these; nothing here asks or decides."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

# Enough for any plan's own text; a longer one is for `nghiavu extract`.
MAX_TEXT = 64_000
# Documents that one text names: each is looked for in the graph.
MAX_NAMED = 500
MAX_NAME = 300
MAX_NUMBER = 999_999_999
MAX_PAGE = 500


def _day(value: Any) -> Any:
    if isinstance(value, date) or re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return value
    raise ValueError("a day is written as 2024-03-31")


# A day as ISO 8601 writes it, and not the number of seconds that pydantic would read too.
Day = Annotated[date, BeforeValidator(_day)]


class Problem(BaseModel):
    """What went wrong (RFC 9457). `candidates` come with 409, `nearest` with 404, `errors` with 422."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str | None = None
    request_id: str | None = Field(None, description="What the log of the service has it under (X-Request-ID).")
    nearest: list[str] | None = None
    candidates: list[dict[str, Any]] | None = None
    errors: list[dict[str, Any]] | None = None
    asked: dict[str, Any] | None = Field(default=None, description="What a question in words was read as.")
    answers: list[dict[str, Any]] | None = Field(
        default=None, description="What can be asked, of a question not understood."
    )


class Document(BaseModel):
    """A document whose text was read ("ingested"), or that others only cite ("cited")."""

    id: str = Field(examples=["nq-121-2020-qh14"])
    type: str | None = Field(None, examples=["Nghị quyết"])
    number: str | None = Field(None, examples=["121/2020/QH14"])
    name: str | None = None
    title: str | None = None
    issued: str | None = Field(None, description="ISO 8601, as precise as the text is", examples=["2020-06-19"])
    issuer: str | None = Field(None, examples=["Quốc hội"])
    status: str | None = Field(None, examples=["cited"])


class Agency(BaseModel):
    """One body of one place, or an open set of bodies ("các sở, ban, ngành")."""

    id: str = Field(examples=["so-y-te.quang-ngai"])
    name: str = Field(examples=["Sở Y tế"])
    name_en: str | None = Field(None, examples=["Department of Health"])
    level: str | None = Field(None, examples=["tỉnh"])
    jurisdiction: str | None = Field(None, examples=["Quảng Ngãi"])
    places: list[str] = Field(default=[], description="Outermost first", examples=[["tỉnh Quảng Ngãi"]])
    collective: bool | None = None


class Rows(BaseModel):
    """A query's answer: the values it was asked with (names already looked up) and its rows."""

    query: str
    parameters: dict[str, Any]
    columns: list[str]
    rows: list[dict[str, Any]]


class QueryParameter(BaseModel):
    """One parameter of a named query."""

    name: str
    type: str
    required: bool
    default: Any = None
    about: str
    values: list[str] = Field(description="What it may be; anything of its type if there are none.")
    several: bool = Field(description="Whether it may be several of these, with | between them.")


class NamedQuery(BaseModel):
    """A question that can be asked by name."""

    name: str
    title: str
    title_vi: str
    about: str
    cost: str = Field(
        description="When its time grows with the graph though its answer does not, and why; empty if it does not."
    )
    parameters: list[QueryParameter]
    returns: list[str]
    href: str


class ResolveRequest(BaseModel):
    """A text whose citations are wanted."""

    text: str = Field(max_length=MAX_TEXT, examples=["Căn cứ Nghị quyết số 121/2020/QH14 ngày 19/6/2020 của Quốc hội."])


class Resolved(BaseModel):
    """One mention of a document, and the documents of the graph that it may be: one, several, or none."""

    text: str
    start: int
    end: int
    type: str
    number: str | None
    name: str | None
    date: str | None
    issuer: str | None
    provision: str | None
    id: str | None
    status: str = Field(description='"resolved" (one document), "ambiguous" (several), "unknown" (none in the graph)')
    documents: list[Document]


class Resolution(BaseModel):
    """The citations of a text, in its order."""

    citations: list[Resolved]


class Health(BaseModel):
    """Whether the service is up (`/healthz`), whether it can answer (`/readyz`)."""

    status: str = Field(examples=["ok"])
    version: str | None = None
