"""From what is known to a page: templates, links, the reader's language, and errors as pages of the same style."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from ingest.errors import AmbiguousNameError, NghiavuError, StoreError

from ..lookup import label
from ..observe import request_id_of
from ..problems import status_of
from .languages import LANGUAGES, NAME, language_of, words

log = logging.getLogger("nghiavu")

# Seconds for which a browser keeps the language that was chosen.
_YEAR = 365 * 24 * 3600
RETRY = 5


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"label": label, "languages": LANGUAGES}
    return made


class Links:
    """Addresses of pages and of the interface, wherever a proxy puts the service."""

    def __init__(self, request: Request) -> None:
        self._root = str(request.scope.get("root_path", "")).rstrip("/")
        self._path = request.url.path
        self._given = [(key, value) for key, value in request.query_params.multi_items() if key != NAME]

    def to(self, path: str, **given: object) -> str:
        """An address of the service with a query string; what is None or empty is left out."""
        more = urlencode({key: value for key, value in given.items() if value not in (None, "")})
        return f"{self._root}{path}" + (f"?{more}" if more else "")

    def document(self, identity: str, start: int | None = None) -> str:
        """The page of a document, at a place of its text."""
        return self.to(f"/pages/documents/{quote(identity, safe='')}") + (f"#at-{start}" if start is not None else "")

    def agency(self, identity: str) -> str:
        """The page of a body."""
        return self.to(f"/pages/agencies/{quote(identity, safe='')}")

    def coverage(self, identity: str) -> str:
        """The page of what a plan gives to whom."""
        return self.to(f"/pages/coverage/{quote(identity, safe='')}")

    def query(self, name: str, **given: object) -> str:
        """The page of a question, asked with these values."""
        return self.to(f"/pages/queries/{name}", **given)

    def graph(self, identity: str) -> str:
        """The drawing of what is around a thing."""
        return self.to("/pages/graph", id=identity)

    def search(self, text: str, **given: object) -> str:
        """What a reader's words find."""
        return self.to("/pages/search", q=text, **given)

    def ask(self, question: str, chosen: Iterable[str] = ()) -> str:
        """The answer to a question in words, of several of a name those with these ids being meant."""
        return self.to("/pages/ask") + f"?{urlencode([('q', question), *(('choose', one) for one in chosen)])}"

    def file(self, name: str) -> str:
        """A style sheet or a script."""
        return self.to(f"/pages/static/{name}")

    def here(self, language: str) -> str:
        """This very page in another language."""
        return f"{self._path}?{urlencode([*self._given, (NAME, language)])}"


def render(request: Request, template: str, *, status: int = HTTPStatus.OK, **known: Any) -> HTMLResponse:
    """A page in the reader's language."""
    language = language_of(request)
    page = _environment().get_template(template)
    text = page.render(
        t=words(language), link=Links(request), lang=language, q=request.query_params.get("q", ""), **known
    )
    answer = HTMLResponse(text, status, {"Content-Language": language, "Vary": "Accept-Language, Cookie"})
    if request.query_params.get(NAME) == language:
        answer.set_cookie(NAME, language, max_age=_YEAR, path="/", httponly=True, samesite="lax")
    return answer


class PageRoute(APIRoute):
    """A route whose errors are pages too."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except (NghiavuError, RequestValidationError, HTTPException) as error:
                return _error(request, error)

        return answer


def _error(request: Request, error: Exception) -> HTMLResponse:
    """An error as a page: what is the matter, and where to go on. Whatever went wrong inside stays there."""
    known: dict[str, Any] = {"detail": str(error), "candidates": (), "nearest": (), "kind": "document"}
    headers: Mapping[str, str] = {}
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        known["detail"] = str(error.detail)
    else:
        status = status_of(error)
    if isinstance(error, StoreError):
        # As for the interface: the next request opens the store anew, and addresses are for the log only.
        request.app.state.connection.close()
        log.warning("The graph is away: %s", error)
        known["detail"], headers = "", {"Retry-After": str(RETRY)}
    elif isinstance(error, RequestValidationError):
        known["detail"] = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    elif isinstance(error, AmbiguousNameError):
        known["candidates"] = error.candidates
    known["nearest"] = tuple(getattr(error, "nearest", ()))
    answer = render(request, "error.html", status=status, code=status.value, id=request_id_of(request.scope), **known)
    answer.headers.update(headers)
    return answer
