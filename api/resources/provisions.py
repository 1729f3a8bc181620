"""Parts of documents that texts cite, and the mentions themselves."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from ..formats import FORMS
from ..routes import StoreDep
from ..schemas import MAX_NAME
from .documents import CITATIONS, spelled
from .lists import Listed, Listing, Part, listed, single
from .schemas import Citation, Page, Provision

PROVISIONS = Listing("provisions", Provision, "provision_facets")
OF_PROVISIONS: list[Any] = ["provisions"]
OF_CITATIONS: list[Any] = ["citations"]

router = APIRouter()

ProvisionId = Annotated[
    str,
    Path(alias="id", max_length=MAX_NAME, description="Its id.", examples=["luat-102-2016-qh13/dieu-90/khoan-3"]),
]
CitationId = Annotated[
    str, Path(alias="id", max_length=MAX_NAME, description="Its id.", examples=["kh-12-kh-ubnd-quang-ngai-2024@31"])
]


class ProvisionList(Listed):
    """Which parts of documents; what is given twice means either."""

    id: list[str] = Field([], max_length=100, description="Ids.")
    document: str | None = Field(None, max_length=MAX_NAME, description="Of this document: id, number or name.")
    cited_by: str | None = Field(None, max_length=MAX_NAME, description="Cited in this document: id, number or name.")
    outer: str | None = Field(None, max_length=MAX_NAME, description="Parts of this provision: its id.")
    type: list[str] = Field([], max_length=20, description="Of the document, in any spelling or in English.")
    year: int | None = Field(None, ge=1, le=9999, description="The document was issued then.")
    sort: Literal["id", "-id", "citations", "-citations"] | None = Field(
        None, description="With - before it from the last to the first; else by document and number."
    )


class CitationList(Listed):
    """Which mentions; what is given twice means either."""

    id: list[str] = Field([], max_length=100, description="Ids.")
    document: str | None = Field(None, max_length=MAX_NAME, description="In this document: id, number or name.")
    cites: str | None = Field(None, max_length=MAX_NAME, description="Of this document: id, number or name.")
    provision: str | None = Field(None, max_length=MAX_NAME, description="Of this provision or a part of it: its id.")
    type: list[str] = Field([], max_length=20, description="Of the cited document, in any spelling or in English.")
    issuer: str | None = Field(None, max_length=MAX_NAME, description="Who issued the cited document: id or name.")
    year: int | None = Field(None, ge=1, le=9999, description="The cited document was issued then.")
    place: str | None = Field(None, max_length=MAX_NAME, description="Where the citing document applies, or within.")
    status: list[Literal["resolved", "ambiguous", "unknown"]] = Field(
        [], max_length=3, description="Whether one document is meant, one of several, or none that is known."
    )
    sort: Literal["document", "-document", "cites", "-cites", "issued", "-issued"] | None = Field(
        None, description="With - before it from the last to the first; else by id, or as texts have them."
    )


@router.get(
    "/provisions", operation_id="list_provisions", tags=OF_PROVISIONS, response_model=Page[Provision], responses=FORMS
)
def list_provisions(request: Request, store: StoreDep, part: Annotated[ProvisionList, Query()]) -> Response | Page[Any]:
    """Parts of documents that texts cite, and that fit every filter."""
    return listed(request, store, PROVISIONS, part.model_copy(update={"type": spelled(part.type)}))


@router.get(
    "/provisions/{id:path}/citations",
    operation_id="list_provision_citations",
    tags=OF_PROVISIONS,
    response_model=Page[Citation],
    responses=FORMS,
)
def list_provision_citations(
    request: Request, store: StoreDep, identity: ProvisionId, part: Annotated[Part, Query()]
) -> Response | Page[Any]:
    """What cites a provision, or a part of it."""
    single(store, "provisions", identity, "provision")
    return listed(request, store, CITATIONS, part, {"provision": identity})


@router.get("/provisions/{id:path}", operation_id="get_provision", tags=OF_PROVISIONS)
def get_provision(store: StoreDep, identity: ProvisionId) -> Provision:
    """The one provision of this id."""
    return Provision.model_validate(single(store, "provisions", identity, "provision"))


@router.get(
    "/citations", operation_id="list_citations", tags=OF_CITATIONS, response_model=Page[Citation], responses=FORMS
)
def list_citations(request: Request, store: StoreDep, part: Annotated[CitationList, Query()]) -> Response | Page[Any]:
    """Mentions of documents that fit every filter, with what they mean."""
    return listed(request, store, CITATIONS, part.model_copy(update={"type": spelled(part.type)}))


@router.get("/citations/{id:path}", operation_id="get_citation", tags=OF_CITATIONS)
def get_citation(store: StoreDep, identity: CitationId) -> Citation:
    """The one mention of this id."""
    return Citation.model_validate(single(store, "citations", identity, "mention"))
