"""The service under uvicorn."""

from __future__ import annotations

from copy import deepcopy

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from .app import create_app
from .settings import Settings


def serve_forever(settings: Settings) -> None:
    """Serve until interrupted. All logs go to standard error; standard output is for results."""
    logs = deepcopy(LOGGING_CONFIG)
    logs["handlers"]["access"]["stream"] = "ext://sys.stderr"
    logs["loggers"]["nghiavu"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_config=logs, server_header=False)
