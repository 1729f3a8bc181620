"""Documents: the list, one by any name, what hangs on it; and texts that are loaded and taken back."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

import ingest  # the word cutter is loaded with the first text, not with the service
from graph.journal import Change
from graph.loader import put, remove
from graph.queries import run
from ingest.errors import NotTextError, UnknownNameError
from ingest.lexicon import fold

from .. import lookup
from ..ask import ask
from ..formats import FORMS
from ..keys import Writer
from ..reading import Turn
from ..routes import DocumentName, ShownQuery, StoreDep, rows_shown
from ..schemas import MAX_NAME, Rows
from ..words import document_types
from .lists import Listed, Listing, Part, listed
from .schemas import Changed, Citation, DocumentText, FullDocument, Level, ListedDocument, Loaded, Page

DOCUMENTS = Listing("documents", ListedDocument, "document_facets", "documents_by_day")
CITATIONS = Listing("citations", Citation, "citation_facets", "citations_by_id")
TAGS: list[Any] = ["documents"]

router = APIRouter()

DocumentId = Annotated[
    str, Path(alias="id", max_length=MAX_NAME, description="Its id.", examples=["kh-12-kh-ubnd-quang-ngai-2024"])
]

Order = Literal[
    "issued", "-issued", "type", "-type", "number", "-number", "title", "-title", "citing", "-citing", "id", "-id",
]  # fmt: skip


class DocumentList(Listed):
    """Which documents; what is given twice means either."""

    id: list[str] = Field([], max_length=100, description="Ids.")
    type: list[str] = Field([], max_length=20, examples=[["Kế hoạch"]], description="In any spelling, or in English.")
    issuer: str | None = Field(None, max_length=MAX_NAME, description="The body that issued it: id or name.")
    place: str | None = Field(None, max_length=MAX_NAME, description="Where it applies, or within: id or name.")
    level: list[Level] = Field([], max_length=4, description="Of the body that issued it.")
    year: int | None = Field(None, ge=1, le=9999, description="Issued then.")
    status: list[Literal["ingested", "cited"]] = Field([], max_length=2, description="Read, or only cited.")
    cites: str | None = Field(None, max_length=MAX_NAME, description="It cites this document: id, number or name.")
    implements: str | None = Field(None, max_length=MAX_NAME, description="It implements this one: id, number or name.")
    sort: Order | None = Field(None, description="With - before it from the last to the first; else the latest first.")


def spelled(types: list[str]) -> list[str]:
    """Types as the graph has them, of any spelling of theirs: "ke hoach", "KH" and "plan" are "Kế hoạch"."""
    known = document_types()
    return [name for one in types for name in known.get(fold(one), (one,))]


@router.get(
    "/documents", operation_id="list_documents", tags=TAGS, response_model=Page[ListedDocument], responses=FORMS
)
def list_documents(request: Request, store: StoreDep, part: Annotated[DocumentList, Query()]) -> Response | Page[Any]:
    """Documents that fit every filter, the latest first: those that were read and those that are only cited."""
    return listed(request, store, DOCUMENTS, part.model_copy(update={"type": spelled(part.type)}))


@router.post(
    "/documents",
    operation_id="load_document",
    tags=TAGS,
    dependencies=[Writer, Turn],
    response_model=Loaded,
    status_code=HTTPStatus.OK,
    responses={HTTPStatus.CREATED.value: {"model": Loaded, "description": "The document was not read before."}},
)
def load_document(store: StoreDep, body: DocumentText, response: Response) -> Loaded:
    """Read a text and load it, in place of what it said before; the answer is its record and what that changed."""
    record = ingest.extract(_readable(body.text), name=body.name)
    change = put(store, record, body.text)
    if change.outcome == "added":
        response.status_code = HTTPStatus.CREATED
    response.headers["Location"] = f"/documents/{quote(change.document, safe='')}"
    return Loaded(record=asdict(record), change=changed(change))


def _readable(text: str) -> str:
    if not text.strip():
        raise NotTextError("The text is empty; send one that says something.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"The text has half a character at {error.start}, which is no Unicode text; send it whole."
        raise NotTextError(message) from error
    return text


def changed(change: Change) -> Changed:
    """What a load did, as it is told over HTTP."""
    told = asdict(change)
    for name in ("created", "deleted"):
        told[name] = [{"kind": kind, "id": identity} for kind, identity in told[name]]
    told["settled"] = [one | {"cites": one["cited"]} for one in told["settled"]]
    return Changed.model_validate(told)


@router.get(
    "/documents/{id:path}/implementers",
    operation_id="list_implementers",
    tags=TAGS,
    response_model=Rows,
    responses=FORMS,
)
def list_implementers(request: Request, store: StoreDep, name: DocumentName, part: ShownQuery) -> Response | Rows:
    """Plans that implement the document, directly or through others, with the evidence of every hop."""
    return rows_shown(request, store, part, ask(store, "plans_implementing", {"document": name}))


@router.get(
    "/documents/{id:path}/chains/{to_document:path}",
    operation_id="list_chains",
    tags=TAGS,
    response_model=Rows,
    responses=FORMS,
)
def list_chains(
    request: Request,
    store: StoreDep,
    name: DocumentName,
    to_document: Annotated[
        str,
        Path(max_length=MAX_NAME, description="Where it ends: id, number or name.", examples=["121/2020/QH14"]),
    ],
    part: ShownQuery,
) -> Response | Rows:
    """Every chain of documents from the one to the other, with the quote of every hop."""
    asked = {"from_document": name, "to_document": to_document}
    return rows_shown(request, store, part, ask(store, "implementation_chain", asked))


@router.get(
    "/documents/{id:path}/citations",
    operation_id="list_document_citations",
    tags=TAGS,
    response_model=Page[Citation],
    responses=FORMS,
)
def list_document_citations(
    request: Request, store: StoreDep, name: DocumentName, part: Annotated[Part, Query()]
) -> Response | Page[Any]:
    """What the document cites, in the order of its text."""
    return listed(request, store, CITATIONS, part, {"document": name})


@router.get(
    "/documents/{id:path}/cited-by",
    operation_id="list_citing",
    tags=TAGS,
    response_model=Page[Citation],
    responses=FORMS,
)
def list_citing(
    request: Request, store: StoreDep, name: DocumentName, part: Annotated[Part, Query()]
) -> Response | Page[Any]:
    """Every mention of the document in the texts that were read."""
    return listed(request, store, CITATIONS, part, {"cites": name})


@router.get("/documents/{id:path}", operation_id="get_document", tags=TAGS)
def get_document(store: StoreDep, name: DocumentName) -> FullDocument:
    """The one document of this id, number or name."""
    (row,) = run(store, "document", {"document": lookup.document(store, name)["id"]})
    return FullDocument.model_validate(row)


# An id has no slash, and what stands below a document is not taken back.
@router.delete(
    "/documents/{id}", operation_id="remove_document", tags=TAGS, dependencies=[Writer], response_model=Changed
)
def remove_document(store: StoreDep, identity: DocumentId) -> Changed:
    """Take back what a document's own text says, by its id alone; it stays as far as others cite it."""
    change = remove(store, identity)
    if change.outcome == "unchanged":
        raise UnknownNameError(f"No document of the id '{identity}' was read, so that there is nothing to take back.")
    return changed(change)
