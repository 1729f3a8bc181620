"""The edges are tested on the real embedded store, loaded once with three plans made by hand (`plans.py`)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from plans import plans

from api.app import create_app
from api.connect import open_store
from api.settings import load_settings
from graph.loader import load
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
def loaded(surroundings: dict[str, str]) -> Iterator[Store]:
    """The store with the three plans in it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        settings = load_settings()
    with open_store(settings) as store:
        for record in plans():
            load(store, record)
        yield store


@pytest.fixture(scope="session")
def service(loaded: Store, surroundings: dict[str, str]) -> Iterator[httpx.Client]:
    """A client of the service, which listens on a free port of this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        app = create_app(load_settings())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        yield client
    server.should_exit = True
    thread.join()
