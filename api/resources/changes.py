"""What loads changed: the journal, and the difference since one of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from ..formats import FORMS
from ..routes import StoreDep
from ..schemas import MAX_NAME
from .lists import Listing, Part, listed
from .schemas import Difference, Load, Page

LOADS = Listing("document_loads", Load, "load_facets", "loads")
CHANGES = Listing("changes_since", Difference)
TAGS: list[Any] = ["changes"]

router = APIRouter()


class LoadList(Part):
    """Which loads."""

    document: str | None = Field(None, max_length=MAX_NAME, description="Of this document: id, number or name.")
    since: int = Field(0, ge=0, le=1_000_000_000, description="Only after the load of this number.")
    outcome: list[Literal["added", "replaced", "removed"]] = Field([], max_length=3, description="What it did.")


class ChangeList(Part):
    """Which differences."""

    since: int = Field(0, ge=0, le=1_000_000_000, description="The number of the load, as `/loads` has it.")
    kind: list[Literal["Text", "Document", "Agency", "Jurisdiction", "Provision", "Mention"]] = Field(
        [], max_length=6, description="Of what is otherwise."
    )


@router.get("/loads", operation_id="list_loads", tags=TAGS, response_model=Page[Load], responses=FORMS)
def list_loads(request: Request, store: StoreDep, part: Annotated[LoadList, Query()]) -> Response | Page[Any]:
    """The loads and removals that changed the graph, the latest first, and what each of them changed."""
    return listed(request, store, LOADS, part)


@router.get("/changes", operation_id="list_changes", tags=TAGS, response_model=Page[Difference], responses=FORMS)
def list_changes(request: Request, store: StoreDep, part: Annotated[ChangeList, Query()]) -> Response | Page[Any]:
    """What is otherwise than after a load: texts, the things that they name, and what mentions mean."""
    return listed(request, store, CHANGES, part)
