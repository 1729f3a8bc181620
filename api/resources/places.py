"""Places: the list, one by any name, and the plans for it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from .. import lookup
from ..formats import FORMS
from ..routes import StoreDep
from ..schemas import MAX_NAME
from .documents import DOCUMENTS
from .lists import Listed, Listing, Part, listed, single
from .schemas import Jurisdiction, Level, ListedDocument, Page

JURISDICTIONS = Listing("jurisdictions", Jurisdiction, "jurisdiction_facets")
TAGS: list[Any] = ["jurisdictions"]
PLAN = "Kế hoạch"

router = APIRouter()

PlaceName = Annotated[
    str,
    Path(
        alias="id",
        max_length=MAX_NAME,
        description="Id or name, with or without tone marks and its kind.",
        examples=["tinh.quang-ngai", "Quảng Ngãi"],
    ),
]


class JurisdictionList(Listed):
    """Which places; what is given twice means either."""

    id: list[str] = Field([], max_length=100, description="Ids.")
    level: list[Level] = Field([], max_length=4, description="Of the administration.")
    place: str | None = Field(None, max_length=MAX_NAME, description="Within it, and itself: id or name.")
    sort: Literal["id", "-id", "level", "-level", "documents", "-documents", "agencies", "-agencies"] | None = Field(
        None, description="With - before it from the last to the first; else by kind and name."
    )


@router.get(
    "/jurisdictions", operation_id="list_jurisdictions", tags=TAGS, response_model=Page[Jurisdiction], responses=FORMS
)
def list_jurisdictions(
    request: Request, store: StoreDep, part: Annotated[JurisdictionList, Query()]
) -> Response | Page[Any]:
    """Places that fit every filter."""
    return listed(request, store, JURISDICTIONS, part)


@router.get(
    "/jurisdictions/{id:path}/plans",
    operation_id="list_plans_of_place",
    tags=TAGS,
    response_model=Page[ListedDocument],
    responses=FORMS,
)
def list_plans_of_place(
    request: Request, store: StoreDep, name: PlaceName, part: Annotated[Part, Query()]
) -> Response | Page[Any]:
    """The plans for a place and for the places within it, the latest first."""
    return listed(request, store, DOCUMENTS, part, {"place": name, "type": PLAN})


@router.get("/jurisdictions/{id:path}", operation_id="get_jurisdiction", tags=TAGS)
def get_jurisdiction(store: StoreDep, name: PlaceName) -> Jurisdiction:
    """The one place of this id or name."""
    return Jurisdiction.model_validate(single(store, "jurisdictions", lookup.place(store, name)["id"], "place"))
