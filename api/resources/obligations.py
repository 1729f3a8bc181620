"""Duties, by who bears them, where they are stated and when they are due."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from ..formats import FORMS
from ..routes import StoreDep
from ..schemas import MAX_NAME, Day
from .documents import spelled
from .lists import Listed, Listing, listed, single
from .schemas import DeadlineClass, Level, Obligation, Page, Recurrence, Role

OBLIGATIONS = Listing("obligations", Obligation, "obligation_facets", "obligations_by_id")
TAGS: list[Any] = ["obligations"]

router = APIRouter()

Identity = Annotated[
    str,
    Path(alias="id", max_length=MAX_NAME, description="Its id.", examples=["kh-12-kh-ubnd-quang-ngai-2024/III.1.a"]),
]


class ObligationList(Listed):
    """Which duties; what is given twice means either."""

    id: list[str] = Field([], max_length=100, description="Ids.")
    document: str | None = Field(None, max_length=MAX_NAME, description="Stated in it: id, number or name.")
    agency: str | None = Field(None, max_length=MAX_NAME, description="Borne by it, or by all of one name: id or name.")
    sets: bool = Field(True, description="With what the body owes as one of an open set.")
    role: list[Role] = Field([], max_length=4, description="Of the body.")
    deadline: list[DeadlineClass] = Field([], max_length=5, description="The class of the deadline.")
    recurrence: list[Recurrence] = Field([], max_length=6, description="How often it recurs.")
    begins: str | None = Field(
        None, pattern=r"^\d{4}(-\d\d)?$", description="The year or month it begins in.", examples=["2021"]
    )
    due_from: Day | None = Field(None, description="Due on this day or later.")
    due_to: Day | None = Field(None, description="Due on this day or earlier.")
    place: str | None = Field(None, max_length=MAX_NAME, description="Of a body of it, or within: id or name.")
    level: list[Level] = Field([], max_length=4, description="Of the body.")
    type: list[str] = Field([], max_length=20, description="Of the document, in any spelling or in English.")
    year: int | None = Field(None, ge=1, le=9999, description="The document was issued then.")
    cites: str | None = Field(None, max_length=MAX_NAME, description="The duty rests on it: id, number or name.")
    implements: str | None = Field(None, max_length=MAX_NAME, description="Its document implements it.")
    sort: Literal["document", "-document", "due", "-due", "issued", "-issued", "role", "-role"] | None = Field(
        None, description="With - before it from the last to the first; else by id, or as texts have them."
    )


@router.get(
    "/obligations", operation_id="list_obligations", tags=TAGS, response_model=Page[Obligation], responses=FORMS
)
def list_obligations(
    request: Request, store: StoreDep, part: Annotated[ObligationList, Query()]
) -> Response | Page[Any]:
    """Duties that fit every filter, with who bears them, by when, and the place that states them."""
    return listed(request, store, OBLIGATIONS, part.model_copy(update={"type": spelled(part.type)}))


@router.get("/obligations/{id:path}", operation_id="get_obligation", tags=TAGS)
def get_obligation(store: StoreDep, identity: Identity) -> Obligation:
    """The one duty of this id."""
    return Obligation.model_validate(single(store, "obligations", identity, "duty"))
