"""The routes of the protocol: the manifest, batches of names by GET and POST, suggestions, previews, more columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from graph.queries import run
from graph.store import Store
from ingest.errors import InputError, UnknownNameError
from ingest.lexicon import fold, words_of

from ..routes import StoreDep
from ..schemas import MAX_NAME
from .things import PROPERTIES, TYPES, candidates, described, values

FORM = "application/x-www-form-urlencoded"
# How many names or ids are taken at once: as many as an address can hold, and more in a form.
IN_ADDRESS, IN_FORM = 10, 100
PAGE = 20
TAGS: list[Any] = ["reconcile"]

router = APIRouter(prefix="/reconcile")

Name = Annotated[str, Field(max_length=MAX_NAME)]
Key = Annotated[str, Field(max_length=50)]
Scalar = Name | bool | int | float


class Reconciled(BaseModel):
    """A value that is an entity itself."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(max_length=MAX_NAME)
    name: Name = ""


class Known(BaseModel):
    """A property of what is meant: its id, and one value or several."""

    model_config = ConfigDict(extra="forbid")

    pid: Key
    v: Scalar | Reconciled | Annotated[list[Scalar | Reconciled], Field(max_length=10)]


class Asked(BaseModel):
    """One name to be reconciled."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field("", max_length=MAX_NAME)
    type: Name | Annotated[list[Name], Field(max_length=10)] = []
    limit: float = Field(PAGE, allow_inf_nan=False)
    properties: list[Known] = Field([], max_length=20)
    type_strict: Literal["any", "should", "all"] = "should"


class Wanted(BaseModel):
    """A property that is wanted."""

    model_config = ConfigDict(extra="forbid")

    id: Key
    settings: dict[Name, Scalar] = Field({}, max_length=10)


class Extension(BaseModel):
    """Things and properties to fetch of them."""

    model_config = ConfigDict(extra="forbid")

    ids: list[Name] = Field(max_length=IN_FORM)
    properties: list[Wanted] = Field(max_length=20)


_BATCHES: TypeAdapter[dict[str, Asked]] = TypeAdapter(dict[Key, Asked])
_EXTENSION = TypeAdapter(Extension)
FIELDS = 10


def _described(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    """The schema of what an adapter reads, with its parts in their places, as OpenAPI has no other place for them."""
    schema = adapter.json_schema()
    parts = schema.pop("$defs", {})

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            named = parts.get(str(value.get("$ref", "")).rpartition("/")[2])
            return whole(named) if named else {key: whole(part) for key, part in value.items()}
        return [whole(part) for part in value] if isinstance(value, list) else value

    return dict(whole(schema))


def _given(most: int) -> dict[str, Any]:
    queries, extend = _described(_BATCHES), _described(_EXTENSION)
    queries["maxProperties"] = extend["properties"]["ids"]["maxItems"] = most
    queries["example"] = {
        "q0": {"query": "121/2020/QH14", "type": "Document"},
        "q1": {"query": "SYT Quảng Ngãi"},
    }
    extend["example"] = {"ids": ["nq-121-2020-qh14"], "properties": [{"id": "issued"}]}
    return {"queries": queries, "extend": extend}


_BY_GET = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "description": f"As the protocol has '{name}'.",
            "required": False,
            "content": {"application/json": {"schema": schema}},
        }
        for name, schema in _given(IN_ADDRESS).items()
    ]
}
_BY_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {"type": "object", "properties": _given(IN_FORM), "maxProperties": FIELDS},
                "encoding": {name: {"contentType": "application/json"} for name in ("queries", "extend")},
            }
        },
    }
}


@router.get("", operation_id="reconcile", tags=TAGS, openapi_extra=_BY_GET)
def reconcile(request: Request, store: StoreDep) -> dict[str, Any]:
    """The manifest of the service; the candidates of a batch of `queries`; or the columns that `extend` asks for."""
    return _answer(request, store, request.query_params, IN_ADDRESS)


@router.post("", operation_id="reconcile_batch", tags=TAGS, openapi_extra=_BY_FORM)
async def reconcile_batch(request: Request, store: StoreDep) -> dict[str, Any]:
    """The same for batches that are too long for an address, as a form."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        detail = f"A body of this type is not read here; send a form as {FORM}."
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, {"Accept-Post": FORM})
    try:
        fields = parse_qs((await request.body()).decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as error:
        raise InputError("The form cannot be read; send 'queries' or 'extend' in it, in UTF-8.") from error
    given = {name: said[-1] for name, said in fields.items()}
    return await run_in_threadpool(_answer, request, store, given, IN_FORM)


def _answer(request: Request, store: Store, given: Mapping[str, str], most: int) -> dict[str, Any]:
    extension = _read(_EXTENSION, given["extend"], "extend") if "extend" in given else None
    batch = _read(_BATCHES, given["queries"], "queries") if "queries" in given else None
    for some in (batch or (), extension.ids if extension else ()):
        if len(some) > most:
            raise InputError(f"{len(some)} are asked for at once; ask for at most {most}, or for more in a form.")
    if extension is not None:
        return _extended(store, extension)
    if batch is not None:
        return {key: {"result": _result(store, asked)} for key, asked in batch.items()}
    return manifest(str(request.base_url).rstrip("/"))


def _read(adapter: TypeAdapter[Any], text: str, name: str) -> Any:
    try:
        return adapter.validate_python(json.loads(text), strict=True)
    except (ValidationError, ValueError, RecursionError) as error:
        message = f"'{name}' is not as the protocol has it (Reconciliation Service API 0.2); mend its JSON."
        raise InputError(message) from error


def _result(store: Store, asked: Asked) -> list[dict[str, Any]]:
    types = [asked.type] if isinstance(asked.type, str) else asked.type or list(TYPES)
    given = {one.pid: one.v if isinstance(one.v, list) else [one.v] for one in asked.properties}
    known = {name: [_text(value) for value in some] for name, some in given.items()}
    return candidates(store, asked.query, types, known)[: max(1, int(min(asked.limit, IN_FORM)))]


def _text(value: Scalar | Reconciled) -> str:
    return (value.name or value.id) if isinstance(value, Reconciled) else str(value)


def _extended(store: Store, asked: Extension) -> dict[str, Any]:
    names = {name: said for known in PROPERTIES.values() for name, said in known.items()}
    wanted = [one.id for one in asked.properties]
    meta = [{"id": one, "name": names.get(one, one)} for one in wanted]
    return {"meta": meta, "rows": values(store, asked.ids, wanted)}


def manifest(base: str) -> dict[str, Any]:
    """What the service does and where, for a client that knows nothing but its address."""
    at = f"{base}/reconcile"
    return {
        "versions": ["0.1", "0.2"],
        "name": "Nghiavu: Vietnamese administrative documents and bodies",
        "identifierSpace": "urn:nghiavu:",
        "schemaSpace": "urn:nghiavu:vocabulary:",
        "documentation": f"{base}/docs",
        "serviceVersion": version("nghiavu"),
        "defaultTypes": _types(),
        "view": {"url": f"{base}/pages/graph?id={{{{id}}}}"},
        "preview": {"url": f"{at}/preview?id={{{{id}}}}", "width": 420, "height": 180},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/reconcile/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {"propose_properties": {"service_url": base, "service_path": "/reconcile/properties"}},
    }


def _types() -> list[dict[str, str]]:
    return [{"id": identity, "name": name} for identity, name in TYPES.items()]


Prefix = Annotated[str, Query(max_length=MAX_NAME, description="How it begins.", examples=["so y"])]
Skipped = Annotated[int, Query(ge=0, le=10_000, description="How many to leave out first.")]


@router.get("/suggest/entity", operation_id="suggest_entities", tags=TAGS)
def suggest_entities(store: StoreDep, prefix: Prefix, cursor: Skipped = 0) -> dict[str, Any]:
    """Documents and bodies that somebody may mean who is still typing."""
    asked = {"text": " ".join(words_of(prefix)), "kind": "", "limit": PAGE, "offset": cursor}
    rows = run(store, "suggestions", asked) if asked["text"] else []
    return {"result": [_suggested(dict(row)) for row in rows]}


def _suggested(row: dict[str, Any]) -> dict[str, Any]:
    kind = row["kind"]
    if kind == "Agency":
        del row["number"]
    said = described(kind, row)
    return {"id": said["id"], "name": said["name"], "description": said["description"], "notable": said["type"]}


@router.get("/suggest/type", operation_id="suggest_types", tags=TAGS)
def suggest_types(prefix: Prefix) -> dict[str, Any]:
    """The types there are."""
    return {"result": [one for one in _types() if _begins(one, prefix)]}


@router.get("/suggest/property", operation_id="suggest_properties", tags=TAGS)
def suggest_properties(prefix: Prefix) -> dict[str, Any]:
    """The properties there are, of either type."""
    named = {name: said for known in PROPERTIES.values() for name, said in known.items()}
    every = [{"id": name, "name": said} for name, said in named.items()]
    return {"result": [one for one in every if _begins(one, prefix)]}


def _begins(one: Mapping[str, str], prefix: str) -> bool:
    return any(fold(said).startswith(fold(prefix)) for said in one.values())


@router.get("/properties", operation_id="propose_properties", tags=TAGS)
def propose_properties(
    kind: Annotated[Literal["Document", "Agency"], Query(alias="type", description="The type of the things.")],
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = PAGE,
) -> dict[str, Any]:
    """The columns that can be fetched for things of a type."""
    found = [{"id": name, "name": said} for name, said in PROPERTIES[kind].items()]
    return {"type": kind, "limit": limit, "properties": found[:limit]}


@router.get("/preview", operation_id="preview", tags=TAGS, response_class=HTMLResponse)
def preview(
    store: StoreDep, identity: Annotated[str, Query(alias="id", max_length=MAX_NAME, description="Its id.")]
) -> HTMLResponse:
    """A few lines on a document or body, to be shown beside its name."""
    rows = run(store, "nodes_named", {"ids": identity}) if "|" not in identity else []
    row = next((one for one in rows if {"Document", "Agency"} & set(one["labels"])), None)
    if row is None:
        raise UnknownNameError(f"No document or body has the id '{identity}'; take one that a query gave.")
    kind = "Document" if "Document" in row["labels"] else "Agency"
    said = dict.fromkeys(("type", "number", "name", "title", "issued", "issuer", "places", "level")) | row["properties"]
    if kind == "Agency":
        del said["number"]
    thing = described(kind, said | {"places": said["places"] or []})
    name, about = escape(thing["name"]), escape(thing["description"])
    page = f"/pages/{'documents' if kind == 'Document' else 'agencies'}/{quote(identity, safe='')}"
    return HTMLResponse(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{name}</title></head>'
        f'<body><h1><a href="{escape(page)}" target="_blank" rel="noopener">{name}</a></h1><p>{about}</p></body></html>'
    )
