"""The service: `create_app(settings)` is the whole of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from ingest.errors import StoreError

from . import browse, problems
from .connect import Connection
from .guard import Guard
from .routes import query_router, router
from .schemas import Health
from .settings import Settings

ABOUT = """A graph of Vietnamese administrative texts: who must do what, by when, under which document.

A document or body may be named by its id, or as people name it: in Vietnamese with or without tone marks, shortened, or
in English. A name that several things have is answered by 409 with the candidates, one that nothing has by 404 with
the nearest. Every error is `application/problem+json` (RFC 9457)."""

INDEX = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Nghiavu</title></head>
<body><h1>Nghiavu</h1>
<p>Who must do what, by when, under which document.</p>
<ul>
<li><a href="/docs">The interface, with a form for every operation</a></li>
<li><a href="/queries">The questions that can be asked by name</a></li>
<li><a href="/queries/plans_implementing?document=121/2020/QH14">Plans that implement Resolution 121/2020/QH14</a></li>
<li><a href="/documents">Documents</a> and <a href="/agencies">bodies</a></li>
<li>For Neo4j Browser: <a href="/kit/style.grass">a style sheet</a>, <a href="/kit/favourites.zip">favourites</a> and
<a href="/kit/guide.html">a guide</a>; <code>nghiavu browser</code> tells how to open it</li>
</ul></body></html>
"""


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The store is opened before the first request. Without its graph the service still starts, and says so."""
    connection: Connection = app.state.connection
    try:
        await run_in_threadpool(connection.store)
    except StoreError as error:
        problems.log.warning("Started without the graph: %s", error)
    yield
    await run_in_threadpool(connection.close)


def _healthz() -> Health:
    """The service runs, whether or not it can reach the graph."""
    return Health(status="ok", version=version("nghiavu"))


def _readyz(request: Request) -> Health:
    """The graph answers. 503 when it does not."""
    request.app.state.connection.store().ping()
    return Health(status="ready")


def _with_problem_type(make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """OpenAPI as FastAPI makes it, with errors under the media type they have."""
    schema = make()
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in response.get("content", {}):
                    response["content"] = {"application/problem+json": response["content"]["application/json"]}
    return schema


def _index() -> HTMLResponse:
    return HTMLResponse(INDEX)


def create_app(settings: Settings) -> FastAPI:
    """The service over the graph that the settings name."""
    app = FastAPI(
        title="Nghiavu",
        version=version("nghiavu"),
        description=ABOUT,
        lifespan=_lifespan,
        responses=problems.RESPONSES,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.connection = Connection(settings)
    app.include_router(router)
    app.include_router(browse.router)
    app.include_router(query_router())
    app.add_api_route("/healthz", _healthz, operation_id="healthz", tags=["service"])
    app.add_api_route("/readyz", _readyz, operation_id="readyz", tags=["service"])
    app.add_api_route("/", _index, include_in_schema=False, response_class=HTMLResponse)
    problems.install(app)
    app.add_middleware(Guard)
    make = app.openapi
    app.openapi = partial(_with_problem_type, make)  # type: ignore[method-assign]
    return app
