"""The description of the interface: what FastAPI makes of the routes, and what holds for all of them beside.

A route need not say which errors it may give: that follows from what it takes. It does say `responses` of its own where
it has some.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from .keys import KEY_HEADER
from .problems import PROBLEM_TYPE
from .schemas import Problem

ABOUT = """A graph of Vietnamese administrative texts: who must do what, by when, under which document.

**Names.** A document or body may be named by its id, or as people name it: in Vietnamese with or without tone marks,
shortened, or in English. A name that several things have is answered by 409 with the candidates, one that nothing has
by 404 with the nearest.

**Errors.** Every error is `application/problem+json` (RFC 9457), with the id that the log of the service has the
request under: the one that the request gave as `X-Request-ID`, else one made for it.

**Formats.** Every list comes as JSON, JSON lines, CSV, a spreadsheet, GraphML or JSON-LD, by `format=` or by `Accept`.
A cell of a CSV that a spreadsheet would take for a formula begins with an apostrophe.

**Asking again.** An answer has an `ETag`; who sends it as `If-None-Match` is answered by 304 while nothing has changed.

**Keys.** To read, none is wanted unless the service says so by 401. To write, one is: `Authorization: Bearer KEY` or
`X-API-Key: KEY`.

**Rates.** Where the service answers only so much to one caller, `RateLimit-Policy` says how much, `RateLimit` how much
is left, and 429 with `Retry-After` that it was too much."""
TAGS: tuple[dict[str, str], ...] = (
    {"name": "documents", "description": "Texts that were read, and documents that they only cite."},
    {"name": "agencies", "description": "Bodies and open sets of bodies, and what they owe by when."},
    {"name": "obligations", "description": "Duties: whose, by when, and where they are stated."},
    {"name": "jurisdictions", "description": "Places, and what is for them."},
    {"name": "provisions", "description": "Parts of documents that texts cite."},
    {"name": "citations", "description": "The citations of a text, with the documents that they mean."},
    {"name": "nodes", "description": "Any thing of the graph by its id, and what it is linked to."},
    {"name": "changes", "description": "What loads changed, and the difference since one of them."},
    {"name": "reconcile", "description": "Names in tables matched with documents and bodies, as OpenRefine asks."},
    {"name": "queries", "description": "Questions by name: one operation for each file of `queries/`."},
    {"name": "service", "description": "Whether the service is well, and what it counts."},
)
LICENCE = {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
SERVERS: tuple[dict[str, str | Any], ...] = ({"url": "/", "description": "This service."},)
# The ways that a key comes in; they are named by `api.keys` too, which FastAPI reads from the routes that write.
SCHEMES: Mapping[str, Mapping[str, str]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key of the service."},
    "key": {"type": "apiKey", "in": "header", "name": KEY_HEADER, "description": "The same key, on its own."},
}
_ASKED: list[dict[str, list[str]]] = [{name: []} for name in SCHEMES]

# Why a route may answer with an error, and an example of the sentence that it then gives.
ERRORS: Mapping[HTTPStatus, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: (
        "The body is not text, or the address is too long.",
        "The body is not JSON in UTF-8; send such.",
    ),
    HTTPStatus.UNAUTHORIZED: ("A key is wanted.", "This wants a key that may write; send one as a bearer."),
    HTTPStatus.FORBIDDEN: ("The key may not do this.", "This key may only read; ask for one that may write."),
    HTTPStatus.NOT_FOUND: (
        "Nothing has this name; `nearest` are the closest.",
        "No document is named '1427/QĐ-TTg'; the nearest are: Quyết định 1472/QĐ-TTg.",
    ),
    HTTPStatus.CONFLICT: (
        "Several things have this name, `candidates` to choose from by id; or another text is of this document.",
        "'06/QĐ-TTg' may be any of 2, so name the document by its id: qd-06-qd-ttg-2019; qd-06-qd-ttg-2022.",
    ),
    HTTPStatus.REQUEST_TIMEOUT: (
        "The body does not come.",
        "The body did not come within 30 seconds; send it at once.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("The body is too long.", "The body is longer than 1000000 bytes; send less."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        "The body is of a type that is not read here.",
        "A body of this type is not read here; send JSON as application/json.",
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        "A value cannot be read; `errors` say which.",
        "query.limit: Input should be less than or equal to 500.",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        "More was asked than the service answers to one caller.",
        "More was asked than this service answers to one caller; ask again in 12 seconds.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "The graph is away, or the texts of others are read first.",
        "The graph database does not answer; try again shortly.",
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: (
        "The disk of the graph takes no more.",
        "The disk of the graph database is full, and nothing of this was written.",
    ),
}
_ID = {"X-Request-ID": {"description": "The id of the request.", "schema": {"type": "string"}}}
_TAG = {"ETag": {"description": "Changes when the answer does.", "schema": {"type": "string"}}}
_WAIT = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_WAITING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE)
# Operations that change the graph.
_WRITES = ("load_document", "remove_document")
# Names that stand for a document, a body or a place, which may be none or several; or for a page that is none.
_NAMES = ("id", "document", "agency", "cites", "cited_by", "implements", "issuer", "place", "cursor")


def install(app: FastAPI, *, closed: bool) -> None:
    """Complete the description of the app's routes; with `closed`, reads want a key too."""
    make = app.openapi

    @cache
    def openapi() -> dict[str, Any]:
        schema = make()
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _describe(method, operation, closed=closed)
        schemas = schema["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["Problem"] = Problem.model_json_schema()
        schema["components"]["securitySchemes"] = dict(SCHEMES)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _describe(method: str, operation: dict[str, Any], *, closed: bool) -> None:
    responses = operation["responses"]
    in_service = "service" in operation.get("tags", ())
    if closed and not in_service:
        operation.setdefault("security", _ASKED)
    responses.pop("422", None)
    for status in _possible(operation, in_service=in_service):
        responses.setdefault(str(status.value), _problem(status))
    if method == "get" and not in_service:
        responses["304"] = {"description": "What `If-None-Match` names still holds.", "headers": _TAG}
        responses["200"].setdefault("headers", {}).update(_TAG)
    for response in responses.values():
        response.setdefault("headers", {}).update(_ID)
    operation["responses"] = dict(sorted(responses.items()))


def _possible(operation: Mapping[str, Any], *, in_service: bool) -> Iterator[HTTPStatus]:
    """The errors that an operation may give, by what it takes."""
    parameters = {one["name"] for one in operation.get("parameters", ())}
    if not in_service:
        yield HTTPStatus.TOO_MANY_REQUESTS
        yield HTTPStatus.SERVICE_UNAVAILABLE
    if operation.get("security"):
        yield HTTPStatus.UNAUTHORIZED
        yield HTTPStatus.FORBIDDEN
    if any(name.endswith(_NAMES) for name in parameters):
        yield HTTPStatus.NOT_FOUND
        yield HTTPStatus.CONFLICT
    if operation["operationId"] in _WRITES:
        yield HTTPStatus.CONFLICT
        yield HTTPStatus.INSUFFICIENT_STORAGE
    if any("content" in one for one in operation.get("parameters", ())):  # it holds JSON of any length
        yield HTTPStatus.BAD_REQUEST
    if "requestBody" in operation:
        yield HTTPStatus.BAD_REQUEST
        yield HTTPStatus.REQUEST_TIMEOUT
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if parameters or "requestBody" in operation:
        yield HTTPStatus.UNPROCESSABLE_ENTITY


def _problem(status: HTTPStatus) -> dict[str, Any]:
    why, sentence = ERRORS[status]
    example = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": sentence}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    response = {"description": why, "content": {PROBLEM_TYPE: content}}
    return response | {"headers": dict(_WAIT)} if status in _WAITING else response
