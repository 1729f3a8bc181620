"""Opening the graph that the settings name: a Bolt address, or the embedded server of the home folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from graph.server import HomeStore, ensure_server, stop_server
from graph.store import Store

from .settings import Settings


def address_of(settings: Settings) -> tuple[str, str, str, str | None]:
    """(uri, user, password, database) of the graph; the embedded server is started. Raises StoreUnavailable."""
    if settings.uri is None:
        return ensure_server(settings.home)
    return settings.uri, settings.user, settings.password.get_secret_value(), settings.database


def open_store(settings: Settings) -> Store:
    """An open store. Raises StoreUnavailable, StoreRefused."""
    return HomeStore(settings.home) if settings.uri is None else Store(*address_of(settings))


@contextmanager
def passing_store(beside: Path) -> Iterator[Store]:
    """An open store with nothing in it, which is gone afterwards; it takes its room where `beside` is."""
    with tempfile.TemporaryDirectory(prefix=f".{beside.name}-", dir=beside.absolute().parent) as folder:
        home = Path(folder)
        try:
            with HomeStore(home) as store:
                yield store
        finally:
            stop_server(home)


class Connection:
    """The store of a service: opened at the first use, and opened anew after the database went away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._store: Store | None = None

    def store(self) -> Store:
        """The open store. Raises StoreUnavailable, StoreRefused."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self._settings)
            return self._store

    @property
    def is_open(self) -> bool:
        """Whether `store()` answers at once, without waiting for a database."""
        return self._store is not None

    def close(self) -> None:
        """Let go of the store; the next use opens one."""
        with self._lock:
            store, self._store = self._store, None
        if store is not None:
            store.close()
