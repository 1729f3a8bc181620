"""The resources: documents, bodies, named queries, and the citations of a text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model

from graph import queries
from graph.store import Store

from . import lookup
from .ask import Answer, ask, query_named
from .resolve import resolve_text
from .schemas import (
    MAX_NAME,
    MAX_PAGE,
    Agency,
    Document,
    NamedQuery,
    Page,
    QueryParameter,
    Resolution,
    ResolveRequest,
    Rows,
)


def _store(request: Request) -> Store:
    store: Store = request.app.state.connection.store()
    return store


StoreDep = Annotated[Store, Depends(_store)]


class Part(BaseModel):
    """Which part of a list."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=MAX_NAME, description="Words in any order, with or without tone marks.")
    limit: int = Field(50, ge=1, le=MAX_PAGE, description="How many at most.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to leave out first.")


PartQuery = Annotated[Part, Query()]
DocumentName = Annotated[
    str,
    Path(
        alias="id",
        max_length=MAX_NAME,
        description="Id, number or name, in Vietnamese with or without tone marks, shortened, or in English.",
        examples=["nq-121-2020-qh14", "Resolution 121/2020/QH14"],
    ),
]
AgencyName = Annotated[
    str,
    Path(
        alias="id",
        max_length=MAX_NAME,
        description="Id or name, with its place where several have the name; short forms and English will do.",
        examples=["so-y-te.quang-ngai", "SYT Quảng Ngãi"],
    ),
]

router = APIRouter()


def _page(request: Request, store: Store, query: str, part: Part) -> dict[str, Any]:
    given = {"text": part.q, "limit": part.limit, "offset": part.offset}
    rows = ask(store, query, given).rows
    # Past the end there is no row to carry the total.
    counted = rows or (ask(store, query, given | {"limit": 1, "offset": 0}).rows if part.offset else [])
    total = counted[0]["total"] if counted else 0
    following = part.offset + part.limit
    more = urlencode({"q": part.q, "limit": part.limit, "offset": following})
    address = f"{request.url.path}?{more}" if following < total else None
    return {"items": rows, "total": total, "limit": part.limit, "offset": part.offset, "next": address}


def _rows(answer: Answer) -> Rows:
    return Rows(
        query=answer.query.name,
        parameters=dict(answer.parameters),
        columns=list(answer.query.returns),
        rows=answer.rows,
    )


@router.get("/documents", operation_id="list_documents", tags=["documents"])
def list_documents(request: Request, store: StoreDep, part: PartQuery) -> Page[Document]:
    """Documents that hold every word of `q`, the latest first: those that were read and those that are only cited."""
    return Page[Document].model_validate(_page(request, store, "find_documents", part))


# Before the document itself, whose id may hold slashes and would take this path for one.
@router.get("/documents/{id:path}/implementers", operation_id="list_implementers", tags=["documents"])
def list_implementers(store: StoreDep, name: DocumentName) -> Rows:
    """Plans that implement the document, directly or through others, with the evidence of every hop."""
    return _rows(ask(store, "plans_implementing", {"document": name}))


@router.get("/documents/{id:path}", operation_id="get_document", tags=["documents"])
def get_document(store: StoreDep, name: DocumentName) -> Document:
    """The one document of this id, number or name."""
    return Document.model_validate(lookup.document(store, name))


@router.get("/agencies", operation_id="list_agencies", tags=["agencies"])
def list_agencies(request: Request, store: StoreDep, part: PartQuery) -> Page[Agency]:
    """Bodies whose name, in Vietnamese or English, and place hold every word of `q`."""
    return Page[Agency].model_validate(_page(request, store, "find_agencies", part))


@router.get("/agencies/{id:path}/obligations", operation_id="list_obligations", tags=["agencies"])
def list_obligations(store: StoreDep, name: AgencyName) -> Rows:
    """The duties of one body. For all bodies of one name, apart, ask the query obligations_of_agency."""
    return _rows(ask(store, "obligations_of_agency", {"agency": lookup.agency(store, name)["id"]}))


@router.get("/agencies/{id:path}", operation_id="get_agency", tags=["agencies"])
def get_agency(store: StoreDep, name: AgencyName) -> Agency:
    """The one body of this id or name."""
    return Agency.model_validate(lookup.agency(store, name))


@router.post("/resolve", operation_id="resolve", tags=["citations"])
def resolve(store: StoreDep, body: ResolveRequest) -> Resolution:
    """The citations of a text, each with the documents of the graph that it may be."""
    return Resolution.model_validate({"citations": resolve_text(store, body.text)})


@router.get("/queries", operation_id="list_queries", tags=["queries"])
def list_queries() -> list[NamedQuery]:
    """The questions that can be asked by name."""
    return [_described(query) for query in queries.load_queries().values()]


def _described(query: queries.Query) -> NamedQuery:
    return NamedQuery(
        name=query.name,
        title=query.title,
        title_vi=query.title_vi,
        about=query.about,
        parameters=[
            QueryParameter(name=p.name, type=p.type, required=p.required, default=p.default, about=p.about)
            for p in query.parameters
        ],
        returns=list(query.returns),
        href=f"/queries/{query.name}",
    )


# Named queries: one operation each, so that OpenAPI shows their own parameters.

_TYPES: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "date": date}
_BOUNDS: dict[str, dict[str, Any]] = {"string": {"max_length": MAX_NAME}, "integer": {"ge": 0, "le": 1_000_000}}


def _parameters_model(query: queries.Query) -> type[BaseModel]:
    """The query string of a named query. One it has not is refused, as a slip would else change the question."""
    fields: dict[str, Any] = {
        parameter.name: (
            _TYPES[parameter.type] | None,
            Field(None, description=parameter.about, examples=[parameter.default], **_BOUNDS.get(parameter.type, {})),
        )
        for parameter in query.parameters
    }
    return create_model(f"{query.name}_parameters", __config__=ConfigDict(extra="forbid"), **fields)


def _endpoint(query: queries.Query) -> Any:
    model = _parameters_model(query)

    def answer(store: StoreDep, parameters: Annotated[BaseModel, Query()]) -> Rows:
        return _rows(ask(store, query.name, parameters.model_dump(exclude_none=True)))

    # FastAPI reads annotations; the model is only known here.
    answer.__annotations__["parameters"] = Annotated[model, Query()]
    return answer


def query_router() -> APIRouter:
    """One GET operation for each query file, and one that says which are nearest to a name there is none of."""
    named = APIRouter(tags=["queries"])
    for query in queries.load_queries().values():
        named.add_api_route(
            f"/queries/{query.name}",
            _endpoint(query),
            operation_id=f"query_{query.name}",
            summary=query.title,
            description=f"{query.about}\n\n{query.title_vi}",
            response_model=Rows,
        )
    named.add_api_route("/queries/{name}", _unknown_query, include_in_schema=False)
    return named


def _unknown_query(name: Annotated[str, Path(max_length=MAX_NAME)]) -> None:
    query_named(name)
