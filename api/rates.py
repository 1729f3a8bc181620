"""How much one caller may ask: `limits` counts, in the memory of this process.

A caller is a key, or an address without one; an address of IPv6 stands for its network, as whoever has one has the
others of it too. Answers say what is left in the header fields of the IETF's draft (RateLimit, RateLimit-Policy).
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import InputError

from .keys import Access, Keys, key_in
from .problems import respond

# Whoever watches over the service is not to be turned away when there is most to see.
EXEMPT = ("/healthz", "/readyz", "/metrics")
IPV6_NETWORK = 64


def rates_of(text: str | None) -> tuple[RateLimitItem, ...]:
    """The limits of a setting such as "10/second; 2000/hour"; none for none. Raises InputError."""
    if not text:
        return ()
    try:
        return tuple(parse_many(text))
    except ValueError as error:
        message = f"NGHIAVU_RATE_LIMIT is '{text}'; give limits such as 120/minute or 10/second; 2000/hour."
        raise InputError(message) from error


class Rates:
    """Answers 429 to a caller who asks more than any of the limits."""

    def __init__(self, app: ASGIApp, rates: Sequence[RateLimitItem], keys: Keys) -> None:
        self._app = app
        self._rates = rates
        self._keys = keys
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._policy = ", ".join(f'"{_name(one)}";q={one.amount};w={one.get_expiry()}' for one in rates)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in EXEMPT:
            await self._app(scope, receive, send)
            return
        caller = self._caller(scope)
        # Each is counted, whatever the others say.
        hits = [self._limiter.hit(one, caller) for one in self._rates]
        tightest, left, wait = min(self._state(caller), key=lambda state: (state[1], -state[2]))
        fields = {"RateLimit-Policy": self._policy, "RateLimit": f'"{tightest}";r={left};t={wait}'}

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(fields)
            await send(message)

        if all(hits):
            await self._app(scope, receive, sender)
            return
        detail = f"More was asked than this service answers to one caller; ask again in {wait} seconds."
        answer = respond(Request(scope), HTTPStatus.TOO_MANY_REQUESTS, detail, {"Retry-After": str(wait)})
        await answer(scope, receive, sender)

    def _caller(self, scope: Scope) -> str:
        """A key that is none does not make another caller of the same address."""
        key = key_in(Headers(scope=scope))
        if key is not None and self._keys.access(key) is not Access.none:
            return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return _network(scope["client"][0] if scope.get("client") else "")

    def _state(self, caller: str) -> list[tuple[str, int, int]]:
        """(name, left, seconds until there is more) of each limit."""
        found = []
        for one in self._rates:
            stats = self._limiter.get_window_stats(one, caller)
            found.append((_name(one), max(stats.remaining, 0), max(math.ceil(stats.reset_time - time.time()), 1)))
        return found


def _name(rate: RateLimitItem) -> str:
    return f"{rate.amount}-per-{rate.get_expiry()}s"


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, IPV6_NETWORK), strict=False)) if isinstance(parsed, IPv6Address) else address
