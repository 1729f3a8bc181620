"""Who asked what, how long it took and how it ended: a request's id, its line in the log, and what is counted of it."""

from __future__ import annotations

import logging
import re
import time
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from .metrics import Metrics

log = logging.getLogger("nghiavu.access")

HEADER = "X-Request-ID"
# What a caller may call its request: enough for a UUID or a trace id, and nothing that could break a line of a log.
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+=/-]{0,127}")
# A method that is none would else be a label of its own for each thing that somebody sends.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"


def request_id_of(scope: Scope) -> str | None:
    """The id of the request, for whoever answers it."""
    given = scope.get("state", {}).get("request_id")
    return given if isinstance(given, str) else None


def template_of(scope: Scope) -> str:
    """The route that took the request, such as "/documents/{id}": as many as there are operations, and no more."""
    route = scope.get("route")
    return getattr(route, "path_format", None) or getattr(route, "path", None) or NO_ROUTE


class Observed:
    """The outermost layer: nothing is answered without an id, a line in the log and a count."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _accepted(Headers(scope=scope).get(HEADER)) or uuid4().hex
        # A scope of our own: the server goes by the method in its own when it ends an answer to a HEAD.
        scope = {**scope, "state": {**scope.get("state", {}), "request_id": request_id}}
        answer = _Answer(send, request_id)
        method = scope["method"]  # before a layer takes a HEAD for the GET that it asks the head of
        started = time.perf_counter()
        with bound_contextvars(request_id=request_id), self._metrics.in_progress():
            try:
                await self._app(scope, receive, answer)
            finally:
                self._tell(method, scope, answer.status, time.perf_counter() - started)

    def _tell(self, method: str, scope: Scope, status: int, seconds: float) -> None:
        route = template_of(scope)
        self._metrics.observe(method if method in _METHODS else "other", route, status, seconds)
        client = scope.get("client")
        said = {
            "method": method,
            "path": scope["path"],
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            "client": client[0] if client else None,
        }
        log.info("request", extra=said)


def _accepted(given: str | None) -> str | None:
    return given if given and _WELL_FORMED.fullmatch(given) else None


class _Answer:
    """Sends with the request's id added, and keeps the status; 499 is nginx's for a caller who left before it."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 499

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            MutableHeaders(scope=message)[HEADER] = self._request_id
        await self._send(message)
