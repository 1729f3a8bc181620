"""Every error over HTTP is `application/problem+json` (RFC 9457), and its status stands in one table."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ingest.errors import (
    AmbiguousNameError,
    ConflictError,
    InputError,
    NghiavuError,
    StoreError,
    StoreFull,
    UnknownNameError,
)

from .observe import request_id_of, template_of
from .schemas import Problem

log = logging.getLogger("nghiavu")

# The nearest class of an error decides. Several things of one name are a 409 and not a 300: each candidate is a
# resource of its own, not a form of the one asked for, and clients treat a 3xx as a redirect or keep it.
STATUSES: Mapping[type[Exception], HTTPStatus] = {
    AmbiguousNameError: HTTPStatus.CONFLICT,
    UnknownNameError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RequestValidationError: HTTPStatus.UNPROCESSABLE_ENTITY,
    StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    NghiavuError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
# What is said of a graph that is away.
AWAY = {
    HTTPStatus.INSUFFICIENT_STORAGE: "The disk of the graph database is full, and nothing of this was written.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The graph database does not answer; try again shortly.",
}
PROBLEM_TYPE = "application/problem+json"
# The media types that a body with fields may come in.
JSON = ("application/json", "+json")


def status_of(error: Exception) -> HTTPStatus:
    """The status of the nearest class of the error."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def respond(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None, **more: object
) -> JSONResponse:
    """A problem as a response; `more` are its extension members."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        request_id=request_id_of(request.scope),
    )
    body = problem.model_dump(exclude_none=True) | {key: value for key, value in more.items() if value}
    return JSONResponse(body, status, dict(headers or {}), media_type=PROBLEM_TYPE)


def _known(request: Request, error: Exception) -> JSONResponse:
    status = status_of(error)
    if isinstance(error, StoreError):
        # The next request opens the store anew; the sentence may hold an address, which is for the log only.
        request.app.state.connection.close()
        log.warning("The graph is away: %s", error)
        return respond(request, status, AWAY[status], {"Retry-After": "5"})
    return respond(
        request,
        status,
        str(error),
        nearest=list(getattr(error, "nearest", ())),
        candidates=list(getattr(error, "candidates", ())),
        asked=getattr(error, "asked", None),
        answers=list(getattr(error, "answers", ())),
    )


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """What was given is not repeated: it may be long, and need not be JSON."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if any(one["loc"][0] == "body" for one in found) and not kind.endswith(JSON):
        detail = "A body of this type is not read here; send JSON as application/json."
        return respond(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, {"Accept-Post": JSON[0]})
    errors = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in found]
    detail = "; ".join(f"{one['where']}: {one['what']}" for one in errors) + "."
    return respond(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def _http(request: Request, error: Exception) -> JSONResponse:
    """What the framework refuses it says in two words; what a route refuses, in a sentence."""
    status = HTTPStatus(getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    detail = str(getattr(error, "detail", ""))
    if not detail.endswith("."):
        detail = {
            HTTPStatus.BAD_REQUEST: "The body is not JSON in UTF-8; send such.",
            HTTPStatus.NOT_FOUND: f"Nothing is at {request.url.path}; / lists what there is.",
            HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} is not for {request.url.path}; /docs says what is.",
        }.get(status, f"{detail}.")
    headers = dict(getattr(error, "headers", None) or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED and (allowed := _allowed(request)):
        headers["Allow"] = allowed
    return respond(request, status, detail, headers)


def _allowed(request: Request) -> str:
    """The methods of the path, as the interface is described: the framework knows those of its first route alone."""
    methods = {method.upper() for method in request.app.openapi()["paths"].get(template_of(request.scope), ())}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def install(app: FastAPI) -> None:
    """Answer every expected error of the app with a problem; the unexpected ones are the guard's."""
    app.add_exception_handler(NghiavuError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
