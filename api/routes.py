"""The resources: documents, bodies, named queries, and the citations of a text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field, create_model

from graph import queries
from graph.store import Store

from . import lookup
from .ask import Answer, ask, query_named
from .deadlines import MEDIA, calendar_of
from .formats import FORMS, TABLES, Shown, ShownTable, Table, TableForm, as_file, shown
from .resolve import COLUMNS, resolve_text
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
from .tables import HEADINGS, named


def _store(request: Request) -> Store:
    store: Store = request.app.state.connection.store()
    return store


StoreDep = Annotated[Store, Depends(_store)]


class Part(Shown):
    """Which part of a list."""

    q: str = Field("", max_length=MAX_NAME, description="Words in any order, with or without tone marks.")
    limit: int = Field(50, ge=1, le=MAX_PAGE, description="How many at most.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to leave out first.")


PartQuery = Annotated[Part, Query()]
ShownQuery = Annotated[Shown, Query()]
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
    form = {"format": part.format} if part.format else {}
    more = urlencode({"q": part.q, "limit": part.limit, "offset": following} | form)
    address = f"{request.url.path}?{more}" if following < total else None
    return {"items": rows, "total": total, "limit": part.limit, "offset": part.offset, "next": address}


def _listed(request: Request, store: Store, query: str, part: Part, item: type[BaseModel]) -> Response | Page[Any]:
    """A part of a list. In the forms that have no place for it, the total and the next part are in the header."""
    page = _page(request, store, query, part)
    headers = {"X-Total-Count": str(page["total"])}
    if page["next"]:
        headers["Link"] = f'<{page["next"]}>; rel="next"'
    name = named(request.url.path, part.q)
    table = Table(name, list(item.model_fields), page["items"], headers=headers)
    return shown(request, store, part.format, table) or Page[item].model_validate(page)  # type: ignore[valid-type]


def _rows(request: Request, store: Store, part: Shown, answer: Answer) -> Response | Rows:
    columns = list(answer.query.returns)
    table = Table(answer.name, columns, answer.rows, HEADINGS.get(answer.query.name, {}))
    return shown(request, store, part.format, table) or Rows(
        query=answer.query.name, parameters=dict(answer.parameters), columns=columns, rows=answer.rows
    )


@router.get(
    "/documents", operation_id="list_documents", tags=["documents"], response_model=Page[Document], responses=FORMS
)
def list_documents(request: Request, store: StoreDep, part: PartQuery) -> Response | Page[Any]:
    """Documents that hold every word of `q`, the latest first: those that were read and those that are only cited."""
    return _listed(request, store, "find_documents", part, Document)


# Before the document itself, whose id may hold slashes and would take this path for one.
@router.get(
    "/documents/{id:path}/implementers",
    operation_id="list_implementers",
    tags=["documents"],
    response_model=Rows,
    responses=FORMS,
)
def list_implementers(request: Request, store: StoreDep, name: DocumentName, part: ShownQuery) -> Response | Rows:
    """Plans that implement the document, directly or through others, with the evidence of every hop."""
    return _rows(request, store, part, ask(store, "plans_implementing", {"document": name}))


@router.get("/documents/{id:path}", operation_id="get_document", tags=["documents"])
def get_document(store: StoreDep, name: DocumentName) -> Document:
    """The one document of this id, number or name."""
    return Document.model_validate(lookup.document(store, name))


@router.get("/agencies", operation_id="list_agencies", tags=["agencies"], response_model=Page[Agency], responses=FORMS)
def list_agencies(request: Request, store: StoreDep, part: PartQuery) -> Response | Page[Any]:
    """Bodies whose name, in Vietnamese or English, and place hold every word of `q`."""
    return _listed(request, store, "find_agencies", part, Agency)


@router.get(
    "/agencies/{id:path}/obligations",
    operation_id="list_obligations",
    tags=["agencies"],
    response_model=Rows,
    responses=FORMS,
)
def list_obligations(request: Request, store: StoreDep, name: AgencyName, part: ShownQuery) -> Response | Rows:
    """The duties of one body. For all bodies of one name, apart, ask the query obligations_of_agency."""
    answer = ask(store, "obligations_of_agency", {"agency": lookup.agency(store, name)["id"]})
    return _rows(request, store, part, answer)


@router.get(
    "/agencies/{id:path}/deadlines.ics",
    operation_id="get_deadlines",
    tags=["agencies"],
    response_class=Response,
    responses={200: {"content": {MEDIA: {"schema": {"type": "string"}}}}},
)
def get_deadlines(store: StoreDep, name: AgencyName) -> Response:
    """The days by which the body's work is due, as a calendar to subscribe to. A duty that gives no day is left out."""
    identity, calendar = calendar_of(store, name)
    return as_file(calendar, MEDIA, f"{named(identity)}.ics", inline=True)


@router.get("/agencies/{id:path}", operation_id="get_agency", tags=["agencies"])
def get_agency(store: StoreDep, name: AgencyName) -> Agency:
    """The one body of this id or name."""
    return Agency.model_validate(lookup.agency(store, name))


@router.post("/resolve", operation_id="resolve", tags=["citations"], response_model=Resolution, responses=FORMS)
def resolve(request: Request, store: StoreDep, body: ResolveRequest, part: ShownQuery) -> Response | Resolution:
    """The citations of a text, each with the documents of the graph that it may be."""
    rows = resolve_text(store, body.text)
    table = Table("citations", COLUMNS, rows)
    return shown(request, store, part.format, table) or Resolution.model_validate({"citations": rows})


@router.get(
    "/queries", operation_id="list_queries", tags=["queries"], response_model=list[NamedQuery], responses=TABLES
)
def list_queries(request: Request, part: Annotated[ShownTable, Query()]) -> Response | list[NamedQuery]:
    """The questions that can be asked by name."""
    found = [_described(query) for query in queries.load_queries().values()]
    table = Table("queries", list(NamedQuery.model_fields), [query.model_dump() for query in found])
    return shown(request, None, part.format, table, forms=TableForm) or found


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


def _parameters_model(query: queries.Query) -> type[Shown]:
    """The query string of a named query. One it has not is refused, as a slip would else change the question."""
    fields: dict[str, Any] = {parameter.name: _field(parameter) for parameter in query.parameters}
    return create_model(f"{query.name}_parameters", __base__=Shown, **fields)


def _field(parameter: queries.Parameter) -> tuple[Any, Any]:
    """The type and the field of a parameter: an example for one that must be given, else the value that it has."""
    kind, bounds = _TYPES[parameter.type], _BOUNDS.get(parameter.type, {})
    if parameter.required:
        bounds = bounds | ({"min_length": 1} if kind is str else {})
        return kind, Field(description=parameter.about, examples=[parameter.default], **bounds)
    if kind is date:
        kind = date | Literal[""]
    return kind, Field(parameter.default, description=parameter.about, **bounds)


def _endpoint(query: queries.Query) -> Any:
    model = _parameters_model(query)

    def answer(request: Request, store: StoreDep, parameters: Annotated[Shown, Query()]) -> Response | Rows:
        given = parameters.model_dump(exclude={"format"})
        return _rows(request, store, parameters, ask(store, query.name, given))

    # FastAPI reads annotations; the model is only known here.
    answer.__annotations__["parameters"] = Annotated[model, Query()]
    return answer


def query_router() -> APIRouter:
    """One GET operation for each query file, and one that says which are nearest to a name there is none of."""
    of_queries = APIRouter(tags=["queries"])
    for query in queries.load_queries().values():
        of_queries.add_api_route(
            f"/queries/{query.name}",
            _endpoint(query),
            operation_id=f"query_{query.name}",
            summary=query.title,
            description=f"{query.about}\n\nColumns: {', '.join(query.returns)}.\n\n{query.title_vi}",
            response_model=Rows,
            responses=FORMS,
        )
    of_queries.add_api_route("/queries/{name}", _unknown_query, include_in_schema=False)
    return of_queries


def _unknown_query(name: Annotated[str, Path(max_length=MAX_NAME)]) -> None:
    query_named(name)
