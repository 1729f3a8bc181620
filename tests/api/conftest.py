"""The edges are tested on the real embedded store, loaded once with three plans made by hand (`plans.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from plans import plans
from serving import serving

from api.connect import open_store
from api.settings import Settings, load_settings
from graph.loader import load, remove
from graph.queries import run
from graph.server import stop_server
from graph.store import Store


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment of the tests' own: the embedded server in a folder of theirs, which ends with them."""
    home = tmp_path_factory.mktemp("home")
    yield {"NGHIAVU_HOME": str(home), "NEO4J_URI": ""}
    stop_server(home)


@pytest.fixture
def database(loaded: Store, surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment that leads to the loaded store, for a command in this process; returned for one in another."""
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    return surroundings


@pytest.fixture(scope="session")
def settings(surroundings: dict[str, str]) -> Settings:
    """The settings that lead to the tests' database."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        return load_settings()


@pytest.fixture(scope="session")
def loaded(settings: Settings) -> Iterator[Store]:
    """The store with the three plans in it."""
    with open_store(settings) as store:
        for record in plans():
            load(store, record)
        yield store


@pytest.fixture
def restored(loaded: Store) -> Iterator[None]:
    """What a test loads is taken back after it."""
    plans = {row["id"] for row in _documents(loaded)}
    yield
    for row in _documents(loaded):
        if row["id"] not in plans:
            remove(loaded, row["id"])


def _documents(store: Store) -> list[dict[str, Any]]:
    return run(store, "find_documents", {"text": "", "limit": 1000, "offset": 0})


@pytest.fixture(scope="session")
def service(loaded: Store, settings: Settings) -> Iterator[httpx.Client]:
    """A client of the service as it is without further settings."""
    with serving(settings) as client:
        yield client


@pytest.fixture
def service_with(loaded: Store, settings: Settings) -> Iterator[Callable[..., httpx.Client]]:
    """`service_with(rate_limit="2/minute")` is a client of a service that has these settings too."""
    with ExitStack() as stack:
        yield lambda **more: stack.enter_context(serving(settings.model_copy(update=more)))
