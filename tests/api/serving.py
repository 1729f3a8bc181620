"""The service as it runs: on a port of its own, asked over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from api.app import create_app
from api.serve import Protocol
from api.settings import Settings


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """A client of a service with these settings, which listens on a free port of this machine."""
    # A connection that rests is kept: on a machine with much else to do the next request may be long in coming.
    config = uvicorn.Config(
        create_app(settings), port=0, http=Protocol, log_config=None, access_log=False, timeout_keep_alive=600
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
