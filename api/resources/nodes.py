"""Any thing of the graph by its id, and what it is linked to."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph.queries import run
from graph.store import Store
from ingest.errors import UnknownNameError

from ..formats import FORMS
from ..routes import StoreDep
from ..schemas import MAX_NAME
from .lists import Listing, Part, listed
from .schemas import Neighbour, Node, Page

NEIGHBOURS = Listing("neighbours", Neighbour)
TAGS: list[Any] = ["nodes"]
Kind = Literal["Agency", "Citation", "Document", "Jurisdiction", "Obligation", "Provision", "Target", "Task"]

router = APIRouter()

Identity = Annotated[
    str,
    Path(alias="id", max_length=MAX_NAME, pattern=r"^[^|]+$", description="Its id.", examples=["nq-121-2020-qh14"]),
]


class NeighbourList(Part):
    """Which relationships; what is given twice means either."""

    relationship: list[str] = Field([], max_length=20, description="Types.", examples=[["IMPLEMENTS"]])
    direction: Literal["out", "in"] | None = Field(None, description="Whether it begins or ends there.")
    kind: list[Kind] = Field([], max_length=8, description="Of the thing at the other end.")


@router.get(
    "/nodes/{id:path}/neighbours",
    operation_id="list_neighbours",
    tags=TAGS,
    response_model=Page[Neighbour],
    responses=FORMS,
)
def list_neighbours(
    request: Request, store: StoreDep, identity: Identity, part: Annotated[NeighbourList, Query()]
) -> Response | Page[Any]:
    """What a thing is linked to, and which words of which text say so."""
    _node(store, identity)
    return listed(request, store, NEIGHBOURS, part, {"id": identity})


@router.get("/nodes/{id:path}", operation_id="get_node", tags=TAGS)
def get_node(store: StoreDep, identity: Identity) -> Node:
    """Any thing by its id: a document, body, place, provision, duty, task, aim or mention."""
    return Node.model_validate(_node(store, identity))


def _node(store: Store, identity: str) -> dict[str, Any]:
    rows = run(store, "nodes_named", {"ids": identity})
    if not rows:
        raise UnknownNameError(f"Nothing has the id '{identity}'; the lists have the ids there are.")
    return rows[0]
