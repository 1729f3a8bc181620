"""Each server with the samples in it, the service over it, and Neo4j Browser in a window of Chromium."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import uvicorn
from place import Place
from servers import assembled, samples
from servers.running import Absent, Neo4j
from window import Window, chromium, opened

from api.app import create_app
from api.browse import login
from api.connect import open_store
from api.settings import Settings


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if chromium() is None:
        pytest.skip("Chromium is not installed")
    home = tmp_path_factory.mktemp("home")
    with ExitStack() as stack:
        if request.param == "embedded":
            _bring_neo4j_browser(home)
            settings = stack.enter_context(samples.in_embedded(home))
        else:
            server: Neo4j = request.getfixturevalue("neo4j_server")
            shown = f"{server.http}/browser/"
            settings = samples.in_neo4j(server, home).model_copy(update={"browser": shown})
        port = stack.enter_context(_served(settings))
        told = login(settings.model_copy(update={"port": port}))
        store = stack.enter_context(open_store(settings))
        yield Place(request.param, f"http://localhost:{port}", told.browser, told.password, store)


def _bring_neo4j_browser(home: Path) -> None:
    """Lay the archive of Neo4j Browser in the home folder, as `make browser` does."""
    try:
        found = next(assembled.jars().glob("neo4j-browser-*.jar"))
    except Absent as reason:
        pytest.skip(str(reason))
    (home / found.name).symlink_to(found)


@contextmanager
def _served(settings: Settings) -> Iterator[int]:
    """The port of a service over the graph of these settings."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def window(place: Place, tmp_path: Path) -> Iterator[Window]:
    """Neo4j Browser, logged in."""
    with opened(place.browser, tmp_path / "failed.png") as window:
        window.log_in(place.password)
        yield window


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """The folder that pictures of the windows are kept in, if one is named."""
    named = os.environ.get("NGHIAVU_SCREENSHOTS")
    return Path(named) if named else None
