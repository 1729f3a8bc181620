"""Texts that callers send are read one after another.

Reading is work for the processor alone, of which Python does one piece at a time: two texts read together are each read
in twice the time, and whoever asks the graph for something waits for both. So a text waits for its turn where it takes
no thread from others, and not for ever.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus

import anyio
from fastapi import Depends, HTTPException, Request

# Seconds: a text of the greatest length takes about one.
PATIENCE = 20.0


async def _turn(request: Request) -> AsyncIterator[None]:
    turns: anyio.Lock = request.app.state.turns
    try:
        with anyio.fail_after(PATIENCE):
            await turns.acquire()
    except TimeoutError as error:
        detail = "The texts of others are read first; send this one again shortly."
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": "10"}) from error
    try:
        yield
    finally:
        turns.release()


# For a route that reads a text. Its scope is the function: the answer goes out when the next text is being read.
Turn = Depends(_turn, scope="function")
