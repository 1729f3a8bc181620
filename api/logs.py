"""The log, on standard error: lines for a person, or an object a line for a program.

Modules write to it by `logging` as anywhere, with what a line is about in `extra`; a line that is written while a
request is answered says which request that is.
"""

from __future__ import annotations

import sys
from typing import Any

import structlog
from structlog.typing import Processor

from .settings import LogFormat

# What is told of an error: where it was raised, and never the values of variables, as keys and texts are among them.
_TEXT: tuple[Processor, ...] = (
    structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback),
)
_JSON: tuple[Processor, ...] = (
    structlog.processors.format_exc_info,
    structlog.processors.EventRenamer("message"),
    structlog.processors.JSONRenderer(ensure_ascii=False),
)
# uvicorn colours its messages in an extra of its own, and its line of a request lacks the request's id.
_NOT_SAID = ("color_message",)


def _without_colours(_: Any, __: str, event: Any) -> Any:
    return {key: value for key, value in event.items() if key not in _NOT_SAID}


def configuration(form: LogFormat) -> dict[str, Any]:
    """How `logging` is set up, as `logging.config.dictConfig` takes it."""
    gathered: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        _without_colours,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    shown = _JSON if form is LogFormat.json else _TEXT
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": gathered,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown],
    }
    handler = {"class": "logging.StreamHandler", "formatter": "shown", "stream": "ext://sys.stderr"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"shown": formatter},
        "handlers": {"stderr": handler},
        "loggers": {
            "nghiavu": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }
