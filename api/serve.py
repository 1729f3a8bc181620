"""The service under uvicorn."""

from __future__ import annotations

import json
from http import HTTPStatus

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from .app import create_app
from .guard import HEADERS
from .logs import configuration
from .problems import PROBLEM_TYPE
from .schemas import Problem
from .settings import Settings

_NO_REQUEST = Problem(
    title=HTTPStatus.BAD_REQUEST.phrase,
    status=HTTPStatus.BAD_REQUEST,
    detail="This is no request, or its address and headers are longer than 64 kB; what is long goes into a body.",
    request_id=None,
)


class Protocol(H11Protocol):
    """HTTP by h11, which ends a head of more than 64 kB; what is no request is told so as any other error is."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's, in plain text
        """Answer and close."""
        said = {"content-type": PROBLEM_TYPE, "connection": "close"} | HEADERS
        body = json.dumps(_NO_REQUEST.model_dump(exclude_none=True)).encode()
        head = h11.Response(status_code=HTTPStatus.BAD_REQUEST, headers=list(said.items()), reason=_NO_REQUEST.title)
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def serve_forever(settings: Settings) -> None:
    """Serve until interrupted. All logs go to standard error; standard output is for results."""
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=Protocol,
        timeout_keep_alive=75,  # a caller who is busy comes back later than after uvicorn's 5 seconds
        log_config=configuration(settings.log_format),
        access_log=False,  # the service writes its own, with the request's id
        server_header=False,
    )
