"""Entity tags: a reader who has an answer already is told so in place of being sent it again (RFC 9110, 13).

A tag is a digest of the answer's body, so it changes when what is answered does, and with nothing else. It is weak, as
one and the same answer goes out as it is and compressed. It saves the way to the reader, and not the question to the
graph: what the graph would say now is what is compared.
"""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What is asked for how it is at this moment.
NEVER_KEPT = ("/healthz", "/readyz", "/metrics")
# What a 304 leaves out: it has no body to describe.
_OF_BODY = ("content-type", "content-length", "content-disposition", "content-language")


class Tagged:
    """Gives answers a tag, and answers 304 to who names it. A body that comes in parts goes through as it comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Tagging(scope, send))


class _Tagging:
    """Holds the head of an answer back until the body is there."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._named = Headers(scope=scope).get("if-none-match")
        self._never_kept = scope["path"] in NEVER_KEPT
        self._send = send
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if self._never_kept:
                headers["Cache-Control"] = "no-store"
            if message["status"] == HTTPStatus.OK and not self._never_kept and "etag" not in headers:
                self._head = message
                return
        elif self._head is not None:
            head, self._head = self._head, None
            if not message.get("more_body", False):
                head, message = self._tagged(head, message)
            await self._send(head)
        await self._send(message)

    def _tagged(self, head: Message, body: Message) -> tuple[Message, Message]:
        headers = MutableHeaders(scope=head)
        tag = f'W/"{blake2b(body.get("body", b""), digest_size=16).hexdigest()}"'
        headers["ETag"] = tag
        # Kept, but asked for each time whether it still holds.
        headers.setdefault("Cache-Control", "no-cache")
        headers.add_vary_header("Accept")
        if not names(self._named, tag):
            return head, body
        for name in _OF_BODY:
            del headers[name]
        return {**head, "status": HTTPStatus.NOT_MODIFIED.value}, {**body, "body": b""}


def names(field: str | None, tag: str) -> bool:
    """Whether a field If-None-Match names a tag, by the weak comparison that it is defined with."""
    if field is None:
        return False
    wanted = tag.removeprefix("W/")
    return any(one.strip() == "*" or one.strip().removeprefix("W/") == wanted for one in field.split(","))
