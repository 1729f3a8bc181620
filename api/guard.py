"""What every request passes: bounds on its body, headers that keep browsers careful, and a net under all else.

Here a HEAD also becomes the GET that it asks the head of, as routes know only the latter.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

import anyio
from fastapi import HTTPException
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import respond

log = logging.getLogger("nghiavu")

# 64,000 characters are at most 768,000 bytes of JSON when each is written as two \\u escapes.
MAX_BODY = 1_000_000
# In which a body must have come: who sends it is else waited for without end.
BODY_SECONDS = 30.0
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
# Swagger UI styles what it draws in the page itself, and draws its pictures from data.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'"
)
# Neo4j Browser styles and compiles in the page, and speaks Bolt to whatever database its user names. What it would
# tell others of its use stays here.
BROWSER_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self' ws: wss: http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'"
)
# Pages take their styles, scripts and pictures from this service, and nothing that is written into them runs.
PAGES_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What a path's answers have otherwise than the rest.
OTHERWISE = {
    "/": {"Content-Security-Policy": PAGES_POLICY},
    "/pages/": {"Content-Security-Policy": PAGES_POLICY},
    "/docs": {"Content-Security-Policy": DOCS_POLICY},
    "/browser/": {"Content-Security-Policy": BROWSER_POLICY},
    "/kit/": {"Cross-Origin-Resource-Policy": "cross-origin"},
    # Shown in a frame of OpenRefine, wherever that is; X-Frame-Options is not looked at where there are ancestors.
    "/reconcile/preview": {"Content-Security-Policy": "default-src 'none'; frame-ancestors *"},
}


class Guard:
    """The outermost layer that is ours, so that errors too get the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, sender = Request(scope), _Sender(scope, send)
        if scope["method"] == "HEAD":
            scope["method"] = "GET"
        try:
            await self._app(scope, _bounded(receive), sender)
        except Exception as error:
            if sender.started:
                raise
            log.exception("%s %s failed", request.method, request.url.path, exc_info=error)
            detail = "Something is wrong in the service; its log says what."
            await respond(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)(scope, receive, sender)


class _Sender:
    """Sends with the headers added, and knows whether an answer has begun."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._headers = HEADERS | _otherwise(scope["path"])
        self._bodiless = scope["method"] == "HEAD"
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            MutableHeaders(scope=message).update(self._headers)
        elif self._bodiless:
            message = {**message, "body": b""}
        await self._send(message)


def _otherwise(path: str) -> dict[str, str]:
    """The headers of the path itself, or of the folder that it is in."""
    return OTHERWISE.get(path) or OTHERWISE.get(path[: path.find("/", 1) + 1], {})


def _bounded(receive: Receive) -> Receive:
    """Receive no more than a body may have, whatever length it declares, and no later than it may come."""
    left, until, whole = MAX_BODY, 0.0, False

    async def receive_bounded() -> Message:
        nonlocal left, until, whole
        if whole:  # who still asks waits for the caller to leave
            return await receive()
        until = until or anyio.current_time() + BODY_SECONDS
        try:
            with anyio.fail_after(until - anyio.current_time()):
                message = await receive()
        except TimeoutError as error:
            detail = f"The body did not come within {BODY_SECONDS:g} seconds; send it at once."
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, detail, {"Connection": "close"}) from error
        left -= len(message.get("body", b""))
        if left < 0:
            detail = f"The body is longer than {MAX_BODY} bytes; send less."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, {"Connection": "close"})
        whole = not message.get("more_body", False)
        return message

    return receive_bounded
