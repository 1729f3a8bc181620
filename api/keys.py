"""Who may do what: reads are open, or closed to whoever has no key; writes want a key always.

A key comes as `Authorization: Bearer KEY` or `X-API-Key: KEY`. For a person with a browser it may be the password of a
login (`Authorization: Basic`, any name), but only to read: a browser sends a login along with whatever another site
makes it ask. Keys are kept as digests, and compared in a time that does not tell how much of one was right.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import HTTPException, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ingest.errors import InputError

from .problems import respond
from .settings import Settings

# A key that can be guessed is none: 16 letters and digits drawn at random are 95 bits.
SHORTEST = 16
KEY_HEADER = "X-API-Key"
# What says nothing of the graph: whether the service is well, and how to speak to it.
ALWAYS_OPEN = ("/healthz", "/readyz", "/openapi.json", "/docs")
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="nghiavu", Basic realm="nghiavu", charset="UTF-8"'}


class Access(IntEnum):
    """What a caller may do."""

    none = 0
    read = 1
    write = 2


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys there are, as digests. `closed` says that reads want one too."""

    writers: tuple[bytes, ...] = ()
    readers: tuple[bytes, ...] = ()
    closed: bool = False

    def access(self, key: str | None) -> Access:
        """What the bearer of a key may do."""
        if key is None:
            return Access.none
        digest = _digest(key)
        # Each is compared whatever the others gave, so that the time is the same.
        writes = sum(hmac.compare_digest(digest, known) for known in self.writers)
        reads = sum(hmac.compare_digest(digest, known) for known in self.readers)
        return Access.write if writes else Access.read if reads else Access.none


def keys_of(settings: Settings) -> Keys:
    """The keys that the settings name. Raises InputError for a file that cannot be read, and for keys that are none."""
    writers = tuple(_named(settings.api_keys, settings.api_keys_file))
    readers = tuple(_named(settings.read_keys, settings.read_keys_file))
    if any(len(key) < SHORTEST for key in (*writers, *readers)):
        raise InputError(f"A key has fewer than {SHORTEST} characters; make keys with 'openssl rand -hex 16'.")
    if settings.reads_closed and not (writers or readers):
        raise InputError("Reads are closed and nobody has a key; set NGHIAVU_API_KEYS or NGHIAVU_READ_KEYS.")
    return Keys(tuple(map(_digest, writers)), tuple(map(_digest, readers)), settings.reads_closed)


def _named(keys: Iterable[SecretStr], path: Path | None) -> Iterator[str]:
    yield from (key.get_secret_value() for key in keys)
    if path is None:
        return
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The file of keys {path} cannot be read; name a text file with a key a line.") from error
    yield from (line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()


def key_in(headers: Headers) -> str | None:
    """The key that a request bears, but for a browser's login."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" and key.strip() else headers.get(KEY_HEADER)


def login_in(headers: Headers) -> str | None:
    """The password of a browser's login."""
    scheme, _, coded = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(coded, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


# For the description of the interface (`api.openapi` describes them); the key itself is read as for reads.
_BEARER = HTTPBearer(auto_error=False, scheme_name="bearer")
_KEY = APIKeyHeader(name=KEY_HEADER, auto_error=False, scheme_name="key")


def _writer(
    request: Request, _bearer: Annotated[object, Security(_BEARER)], _key: Annotated[object, Security(_KEY)]
) -> None:
    keys: Keys = request.app.state.keys
    if not keys.writers:
        detail = "This service takes no writes, as it was started without a key that may write; set NGHIAVU_API_KEYS."
        raise HTTPException(HTTPStatus.FORBIDDEN, detail)
    access = keys.access(key_in(request.headers))
    if access is Access.none:
        detail = "This wants a key that may write; send one as a bearer."
        raise HTTPException(HTTPStatus.UNAUTHORIZED, detail, {"WWW-Authenticate": 'Bearer realm="nghiavu"'})
    if access is not Access.write:
        raise HTTPException(HTTPStatus.FORBIDDEN, "This key may only read; ask for one that may write.")


# What a route takes that writes: `dependencies=[Writer]`. OpenAPI then says that it wants a key.
Writer = Security(_writer)


class Closed:
    """Lets nobody read without a key, when reads are closed; what a route itself asks for comes on top."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_open(scope["path"]) or self._may_read(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        detail = "Reads of this service are closed; send a key as a bearer, or log in with a key as the password."
        await respond(Request(scope), HTTPStatus.UNAUTHORIZED, detail, CHALLENGE)(scope, receive, send)

    def _may_read(self, headers: Headers) -> bool:
        key = key_in(headers)
        return self._keys.access(login_in(headers) if key is None else key) is not Access.none


def is_open(path: str) -> bool:
    """Whether a path is open when reads are closed."""
    return any(path == known or path.startswith(f"{known}/") for known in ALWAYS_OPEN)
