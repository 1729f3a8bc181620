"""The service: `create_app(settings)` is the whole of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

import anyio
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from ingest.errors import StoreError

from . import asking, browse, cypher, docs, metrics, openapi, problems
from .connect import Connection
from .etags import Tagged
from .guard import Guard
from .keys import KEY_HEADER, Closed, keys_of
from .observe import HEADER, Observed
from .pages.routes import router as pages
from .rates import Rates, rates_of
from .reconcile import router as reconcile
from .resources import router as resources
from .routes import query_router, router
from .schemas import Health
from .settings import Settings

# Bytes. A shorter answer is one packet, compressed or not.
COMPRESSED_FROM = 1000
# What a page of another origin may send, and see of what comes back.
SENT = ["Authorization", KEY_HEADER, "Content-Type", "If-None-Match", HEADER]
SEEN = ["ETag", "Link", "Content-Disposition", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Total-Count", HEADER]


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


async def _healthz() -> Health:
    """The service runs, whether or not it can reach the graph."""
    return Health(status="ok", version=version("nghiavu"))


def _readyz(request: Request) -> Health:
    """The graph answers. 503 when it does not."""
    request.app.state.connection.store().ping()
    return Health(status="ready")


def create_app(settings: Settings) -> FastAPI:
    """The service over the graph that the settings name. Raises InputError for a setting that cannot be."""
    app = FastAPI(
        title="Nghiavu",
        version=version("nghiavu"),
        summary="Who must do what, by when, under which document.",
        description=openapi.ABOUT,
        license_info=openapi.LICENCE,
        servers=list(openapi.SERVERS),
        openapi_tags=list(openapi.TAGS),
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.connection = Connection(settings)
    app.state.metrics = metrics.Metrics(app.state.connection)
    app.state.keys = keys_of(settings)
    app.state.turns = anyio.Lock()
    _add_routes(app)
    problems.install(app)
    _add_layers(app, settings)
    openapi.install(app, closed=settings.reads_closed)
    return app


def _add_routes(app: FastAPI) -> None:
    app.include_router(resources)
    app.include_router(reconcile)
    app.include_router(router)
    app.include_router(browse.router)
    app.include_router(query_router())
    app.include_router(asking.router)
    app.include_router(cypher.router)
    app.include_router(metrics.router)
    app.add_api_route("/healthz", _healthz, operation_id="healthz", tags=["service"])
    app.add_api_route("/readyz", _readyz, operation_id="readyz", tags=["service"])
    app.include_router(pages)
    docs.install(app)


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """What every request passes, the innermost first: each is added around those before it."""
    keys = app.state.keys
    app.add_middleware(Tagged)
    if settings.reads_closed:
        app.add_middleware(Closed, keys=keys)
    if rates := rates_of(settings.rate_limit):
        app.add_middleware(Rates, rates=rates, keys=keys)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=6)
    if settings.cors_origins:
        # Around the keys: a browser asks first, without one, whether it may ask at all.
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=SENT,
            expose_headers=SEEN,
        )
    app.add_middleware(Guard)
    app.add_middleware(Observed, metrics=app.state.metrics)
