"""Neo4j Browser on this graph: its kit over HTTP, where to open it with which login, and itself where it is at hand.

The kit may be read by pages of any address, as Neo4j Browser fetches the guide from wherever it is served itself.
Neo4j Browser is not part of this project: `make browser` fetches its archive into the home folder, out of which it is
served at `/browser/`. A Neo4j serves its own.
"""

from __future__ import annotations

import mimetypes
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ingest.errors import UnknownNameError

from . import kit
from .connect import address_of
from .routes import StoreDep
from .settings import Settings

ARCHIVE = "neo4j-browser-*.jar"
HOSTED = "https://browser.neo4j.io/"
ABSENT = "Neo4j Browser is not in the home folder; fetch it with 'make browser', or use the one that a Neo4j serves."
# Neo4j Browser asks for the guide with headers of its own, so it asks first whether it may.
SHARED: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Private-Network": "true",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Login:
    """Where Neo4j Browser is to be opened, and what it asks for there."""

    browser: str
    uri: str
    user: str
    password: str
    database: str | None


def login(settings: Settings) -> Login:
    """The login of the graph that the settings name; the embedded one is started. Raises StoreUnavailable."""
    uri, user, password, database = address_of(settings)
    return Login(_browser(settings, uri, user, database), uri, user, password, database)


def _browser(settings: Settings, uri: str, user: str, database: str | None) -> str:
    """The address of a Neo4j Browser that opens with this connection filled in."""
    scheme, host = uri.partition("://")[0], urlsplit(uri).hostname
    if settings.browser is not None:
        address = settings.browser
    elif archive(settings.home) is not None:
        address = f"{served_at(settings)}/browser/"
    elif settings.uri is not None and "+" not in scheme:
        address = f"http://{host}:7474/browser/"  # where a Neo4j serves its own unless it is told otherwise
    else:
        address = HOSTED
    return f"{address}?{connection(uri, user, database)}"


def connection(uri: str, user: str, database: str | None) -> str:
    """What fills in Neo4j Browser's login, but for the password."""
    scheme, _, rest = uri.partition("://")
    return urlencode({"connectURL": f"{scheme}://{user}@{rest}"} | ({"db": database} if database else {}))


def served_at(settings: Settings) -> str:
    """The address of the service for a browser on its machine; Neo4j Browser takes guides of this host by default."""
    return f"http://localhost:{settings.port}"


def archive(home: Path) -> Path | None:
    """The newest archive of Neo4j Browser in the home folder."""
    return max(home.glob(ARCHIVE), default=None)


@router.get(f"/kit/{kit.STYLE}")
def style() -> Response:
    return Response(kit.style(), media_type="text/plain", headers=dict(SHARED))


@router.get(f"/kit/{kit.FAVOURITES}")
def favourites(store: StoreDep) -> Response:
    return Response(kit.favourites(store), media_type="application/zip", headers=dict(SHARED))


@router.get(f"/kit/{kit.GUIDE}")
def guide(request: Request, store: StoreDep) -> Response:
    page = kit.guide(store, str(request.base_url).rstrip("/"))
    return Response(page, media_type="text/html", headers=dict(SHARED))


@router.options("/kit/{name}")
def may_read(name: str) -> Response:  # noqa: ARG001 - the route's
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=dict(SHARED))


@router.get("/browser/{path:path}")
def neo4j_browser(request: Request, path: str) -> Response:
    """A file of Neo4j Browser; its first page with the login filled in."""
    settings: Settings = request.app.state.settings
    found = archive(settings.home)
    if found is None:
        raise UnknownNameError(ABSENT)
    if not path and "connectURL" not in request.query_params:
        told = login(settings)
        return RedirectResponse(f"/browser/?{connection(told.uri, told.user, told.database)}")
    name = f"browser/{path or 'index.html'}"
    opened = _opened(found)
    if name not in opened.NameToInfo or name.endswith("/"):
        raise UnknownNameError(f"Neo4j Browser has no file '{path}'.")
    return Response(opened.read(name), media_type=mimetypes.guess_type(name)[0] or "application/octet-stream")


@lru_cache(maxsize=1)
def _opened(path: Path) -> zipfile.ZipFile:
    """The archive, which may be read by several threads."""
    return zipfile.ZipFile(path)
