"""The shapes of the resources. A row of a query becomes one of these; nothing here asks or decides."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from ..schemas import Agency, Document

T = TypeVar("T")

Level = Literal["trung ương", "tỉnh", "huyện", "xã"]
Role = Literal["lead", "cooperate", "requested", "responsible"]
DeadlineClass = Literal["scheduled", "recurring", "ongoing", "contingent", "none"]
Recurrence = Literal["P1Y", "P6M", "P3M", "P1M", "P1W", "P1D"]
Outcome = Literal["added", "replaced", "removed", "unchanged"]


class Facet(BaseModel):
    """One value of a filter: `value` is what the filter takes, `name` what people call it."""

    value: str
    name: str
    count: int


class Page(BaseModel, Generic[T]):
    """Some of a list. `total` counts all that fit the filters, `next` is the address of the following page."""

    items: list[T]
    total: int | None = Field(None, description="With `total=true` or `facets=true`, or where it costs nothing.")
    limit: int
    next: str | None = Field(None, description="The address of the following page; null on the last.")
    facets: dict[str, list[Facet]] | None = Field(None, description="By filter, the most frequent values first.")


class ListedDocument(Document):
    """A document in a list."""

    places: list[str] = Field(default=[], description="Where it applies, outermost first.")
    citing: int = Field(0, description="How many documents cite it.")


class FullDocument(Document):
    """A document with all that it says of itself."""

    symbol: str | None = None
    place: str | None = Field(None, description="Where it was signed.")
    signer: str | None = None
    signer_title: str | None = None
    jurisdiction: list[str] | None = Field(None, description="Where it applies, outermost first.")
    recipients: list[str] | None = None
    candidates: list[str] | None = Field(None, description="The documents that an undated one may be.")
    source: str | None = None
    sha256: str | None = None


class ListedAgency(Agency):
    """A body in a list."""

    duties: int = Field(0, description="How many duties it bears itself.")


class Body(BaseModel):
    """A body that a duty names."""

    id: str
    name: str
    level: str | None = None
    jurisdiction: str | None = None
    collective: bool | None = None


class Obligation(BaseModel):
    """A duty, with who bears it and where it is stated."""

    id: str = Field(examples=["kh-12-kh-ubnd-quang-ngai-2024/II.1.a"])
    document: str
    title: str | None = None
    section: str | None = None
    text: str
    role: str | None = None
    bearers: list[Body]
    partners: list[Body]
    reports_to: list[str]
    deadline: str | None = Field(None, description="As the text words it.")
    deadline_class: str
    due: list[str] = Field(description="ISO 8601; --03-31 is yearly, ---20 monthly.")
    due_from: str | None = None
    recurrence: list[str]
    ongoing: bool
    cites: list[str]
    start: int
    end: int


class Jurisdiction(BaseModel):
    """A place."""

    id: str = Field(examples=["tinh.quang-ngai"])
    name: str
    level: str | None = None
    places: list[str] = Field(description="It and what it lies in, outermost first.")
    documents: int
    agencies: int


class Provision(BaseModel):
    """A part of a document that texts cite."""

    id: str = Field(examples=["luat-102-2016-qh13/dieu-90/khoan-3"])
    label: str
    document: str
    type: str | None = None
    number: str | None = None
    name: str | None = None
    issued: str | None = None
    outer: str | None = Field(None, description="The part that holds it.")
    citations: int
    citing: int


class Citation(BaseModel):
    """A mention of a document, and what it means."""

    id: str = Field(examples=["kh-12-kh-ubnd-quang-ngai-2024@31"])
    document: str
    title: str | None = None
    section: str | None = None
    footnote: str | None = None
    text: str
    cites: str | None = None
    type: str | None = None
    number: str | None = None
    name: str | None = None
    issued: str | None = None
    issuer: str | None = None
    provision: str | None = None
    status: str
    candidates: list[str]
    start: int
    end: int


class Node(BaseModel):
    """Any thing of the graph, with all that is known of it."""

    id: str
    labels: list[str]
    properties: dict[str, Any]


class Neighbour(BaseModel):
    """What a thing is linked to, and which words say so."""

    relationship: str = Field(examples=["IMPLEMENTS"])
    direction: Literal["out", "in"]
    kind: str = Field(examples=["Document"])
    id: str
    caption: str | None = None
    quote: str | None = None
    section: str | None = None
    asserted_by: str | None = None
    start: int | None = None
    end: int | None = None
    properties: dict[str, Any]


class Thing(BaseModel):
    """A thing by its kind and id."""

    kind: str = Field(examples=["Agency"])
    id: str


class SettledMention(BaseModel):
    """Mentions in a text that mean another document than before."""

    document: str
    cites: str
    before: str
    after: str
    status: str


class Load(BaseModel):
    """A load or a removal that changed the graph, as the journal has it."""

    load: int
    at: str
    document: str
    outcome: Outcome
    added: int = Field(description="Mentions, duties, tasks and aims of the document that are new.")
    changed: int
    removed: int
    created: list[Thing] = Field(description="Things that nothing named before.")
    deleted: list[Thing] = Field(description="Things that nothing names any more.")
    settled: list[SettledMention]


class Difference(BaseModel):
    """One thing that is otherwise than it was after a load."""

    kind: str = Field(examples=["Text"])
    id: str
    change: Literal["added", "changed", "removed", "settled"]
    cites: str | None = None
    before: str | None = None
    after: str | None = None
    status: str | None = None
    load: int
    at: str


class DocumentText(BaseModel):
    """A text to be read and loaded."""

    text: str = Field(min_length=1, description="At most what a body may hold.", examples=["KẾ HOẠCH\nCông tác trẻ em"])
    name: str | None = Field(None, min_length=1, max_length=200, description="What it is called, as a file is.")


class Changed(BaseModel):
    """What a load or a removal did to the graph; nothing but the outcome where it changed nothing."""

    document: str
    outcome: Outcome
    load: int | None = None
    at: str | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0
    created: list[Thing] = []
    deleted: list[Thing] = []
    settled: list[SettledMention] = []


class Loaded(BaseModel):
    """The record of a text, and what loading it changed."""

    record: dict[str, Any]
    change: Changed
