"""Named queries and the citations of a text, and what all routes take: the store, names, a form of answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, create_model

from graph import queries
from graph.store import Store

from .ask import Answer, ask, query_named
from .connect import Connection
from .formats import FORMS, TABLES, Shown, ShownTable, Table, TableForm, shown
from .reading import Turn
from .resolve import COLUMNS, resolve_text
from .schemas import (
    MAX_NAME,
    MAX_NAMED,
    MAX_NUMBER,
    Day,
    NamedQuery,
    QueryParameter,
    Resolution,
    ResolveRequest,
    Rows,
)
from .tables import HEADINGS


async def _store(request: Request) -> Store:
    """The open store. Only opening it takes a thread: with many readers, threads are what they wait for."""
    connection: Connection = request.app.state.connection
    return connection.store() if connection.is_open else await run_in_threadpool(connection.store)


StoreDep = Annotated[Store, Depends(_store)]


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


def rows_shown(request: Request, store: Store, part: Shown, answer: Answer) -> Response | Rows:
    """The answer to a named query, in the form that is asked for. Raises StoreError."""
    columns = list(answer.query.returns)
    table = Table(answer.name, columns, answer.rows, HEADINGS.get(answer.query.name, {}))
    return shown(request, store, part.format, table) or Rows(
        query=answer.query.name, parameters=dict(answer.parameters), columns=columns, rows=answer.rows
    )


@router.post(
    "/resolve",
    operation_id="resolve",
    tags=["citations"],
    dependencies=[Turn],
    response_model=Resolution,
    responses=FORMS,
)
def resolve(request: Request, store: StoreDep, body: ResolveRequest, part: ShownQuery) -> Response | Resolution:
    """The citations of a text, each with the documents of the graph that it may be."""
    rows = resolve_text(store, body.text, MAX_NAMED)
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
        cost=query.cost,
        parameters=[
            QueryParameter(
                name=p.name,
                type=p.type,
                required=p.required,
                default=p.default,
                about=p.about,
                values=list(p.values),
                several=p.several,
            )
            for p in query.parameters
        ],
        returns=list(query.returns),
        href=f"/queries/{query.name}",
    )


# Named queries: one operation each, so that OpenAPI shows their own parameters.

_TYPES: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "date": Day}
_BOUNDS: dict[str, dict[str, Any]] = {"string": {"max_length": MAX_NAME}, "integer": {"ge": 0, "le": MAX_NUMBER}}


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
    if kind is Day:
        kind = Day | Literal[""]
    if parameter.values:
        bounds = bounds | {"json_schema_extra": _choice(parameter)}
    return kind, Field(parameter.default, description=parameter.about, **bounds)


def _choice(parameter: queries.Parameter) -> dict[str, Any]:
    """What a parameter may be, in the terms of JSON Schema; it is `ask` that refuses the rest, with a sentence."""
    if not parameter.several:
        return {"enum": ["", *parameter.values]}
    one = f"({'|'.join(parameter.values)})"
    return {"pattern": rf"^({one}(\|{one})*)?$"}


def _endpoint(query: queries.Query) -> Any:
    model = _parameters_model(query)

    def answer(request: Request, store: StoreDep, parameters: Annotated[Shown, Query()]) -> Response | Rows:
        given = parameters.model_dump(exclude={"format"})
        return rows_shown(request, store, parameters, ask(store, query.name, given))

    # FastAPI reads annotations; the model is only known here.
    answer.__annotations__["parameters"] = Annotated[model, Query()]
    return answer


def query_router() -> APIRouter:
    """One GET operation for each query file, and one that says which are nearest to a name there is none of."""
    of_queries = APIRouter(tags=["queries"])
    for query in queries.load_queries().values():
        columns = ", ".join(query.returns)
        of_queries.add_api_route(
            f"/queries/{query.name}",
            _endpoint(query),
            operation_id=f"query_{query.name}",
            summary=query.title,
            description="\n\n".join(filter(None, (query.about, query.cost, f"Columns: {columns}.", query.title_vi))),
            response_model=Rows,
            responses=FORMS,
        )
    of_queries.add_api_route("/queries/{name}", _unknown_query, include_in_schema=False)
    return of_queries


def _unknown_query(name: Annotated[str, Path(max_length=MAX_NAME)]) -> None:
    query_named(name)
