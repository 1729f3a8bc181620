"""The service under uvicorn."""

from __future__ import annotations

import uvicorn

from .app import create_app
from .logs import configuration
from .settings import Settings


def serve_forever(settings: Settings) -> None:
    """Serve until interrupted. All logs go to standard error; standard output is for results."""
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http="h11",  # it ends a head of more than 64 kB, where httptools would keep as much as comes
        log_config=configuration(settings.log_format),
        access_log=False,  # the service writes its own, with the request's id
        server_header=False,
    )
