"""Bodies: the list, one by any name, what it owes and by when."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from .. import lookup
from ..ask import ask
from ..deadlines import MEDIA, calendar_of
from ..formats import FORMS, as_file
from ..routes import AgencyName, ShownQuery, StoreDep, rows_shown
from ..schemas import MAX_NAME, Rows
from ..tables import named
from .lists import Listed, Listing, listed, single
from .schemas import Level, ListedAgency, Page

AGENCIES = Listing("agencies", ListedAgency, "agency_facets")
TAGS: list[Any] = ["agencies"]

router = APIRouter()


class AgencyList(Listed):
    """Which bodies; what is given twice means either."""

    id: list[str] = Field([], max_length=100, description="Ids.")
    name: str | None = Field(None, max_length=MAX_NAME, description="The whole name.", examples=["Sở Y tế"])
    level: list[Level] = Field([], max_length=4, description="Of the administration.")
    place: str | None = Field(None, max_length=MAX_NAME, description="Of this place, or within: id or name.")
    document: str | None = Field(None, max_length=MAX_NAME, description="This document names it: id, number or name.")
    collective: Literal["true", "false"] | None = Field(None, description="Open sets of bodies, or single bodies.")
    sort: Literal["id", "-id", "level", "-level", "duties", "-duties"] | None = Field(
        None, description="With - before it from the last to the first; else by name and place."
    )


@router.get("/agencies", operation_id="list_agencies", tags=TAGS, response_model=Page[ListedAgency], responses=FORMS)
def list_agencies(request: Request, store: StoreDep, part: Annotated[AgencyList, Query()]) -> Response | Page[Any]:
    """Bodies and open sets of bodies that fit every filter."""
    return listed(request, store, AGENCIES, part)


@router.get(
    "/agencies/{id:path}/obligations",
    operation_id="list_agency_obligations",
    tags=TAGS,
    response_model=Rows,
    responses=FORMS,
)
def list_agency_obligations(request: Request, store: StoreDep, name: AgencyName, part: ShownQuery) -> Response | Rows:
    """The duties of one body. For all bodies of one name, apart, ask the query obligations_of_agency."""
    answer = ask(store, "obligations_of_agency", {"agency": lookup.agency(store, name)["id"]})
    return rows_shown(request, store, part, answer)


@router.get(
    "/agencies/{id:path}/deadlines.ics",
    operation_id="get_deadlines",
    tags=TAGS,
    response_class=Response,
    responses={200: {"content": {MEDIA: {"schema": {"type": "string"}}}}},
)
def get_deadlines(store: StoreDep, name: AgencyName) -> Response:
    """The days by which the body's work is due, as a calendar to subscribe to. A duty that gives no day is left out."""
    identity, calendar = calendar_of(store, name)
    return as_file(calendar, MEDIA, f"{named(identity)}.ics", inline=True)


@router.get("/agencies/{id:path}", operation_id="get_agency", tags=TAGS)
def get_agency(store: StoreDep, name: AgencyName) -> ListedAgency:
    """The one body of this id or name."""
    return ListedAgency.model_validate(single(store, "agencies", lookup.agency(store, name)["id"], "body"))
