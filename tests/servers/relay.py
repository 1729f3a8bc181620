"""A way to a database that can be cut."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Relay:
    """A port of this machine behind which there is a database, or nothing."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.target: int | None = None
        self._pairs: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near = self.listening.accept()[0]
            except OSError:
                return
            if self.target is None:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.target))
            self._pairs += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_copy, args=(one, other), daemon=True).start()

    def cut(self) -> None:
        """Leave nothing behind the port, and break off what goes through it."""
        self.target = None
        for one in self._pairs:
            _end(one)
        self._pairs = []

    def close(self) -> None:
        self.cut()
        self.listening.close()


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    _end(source)
    _end(sink)


def _end(one: socket.socket) -> None:
    """End a connection; closing it alone would not wake who waits for it."""
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
