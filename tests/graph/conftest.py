"""The graph is tested on the real servers: the embedded one, and a Neo4j 5 where this machine can give one.

What a test does to the graph is the same on both, and so is what it must find there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import empty, statement

from graph.server import Address, ensure_server, stop_server
from graph.store import Store

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("graph") / "home"
    yield home
    stop_server(home)


@pytest.fixture(scope="session")
def embedded(embedded_home: Path) -> Address:
    return ensure_server(embedded_home)


@pytest.fixture(scope="session", params=["embedded", "neo4j"])
def address(request: pytest.FixtureRequest) -> tuple[str, str, str, str | None]:
    if request.param == "embedded":
        return request.getfixturevalue("embedded")
    server = request.getfixturevalue("neo4j_server")
    return server.uri, server.user, server.password, None


@pytest.fixture(scope="session")
def opened(address: tuple[str, str, str, str | None]) -> Iterator[Store]:
    with Store(*address) as store:
        yield store


@pytest.fixture
def store(opened: Store) -> Store:
    """An open store with nothing in it."""
    empty(opened)
    return opened


@pytest.fixture
def cypher(opened: Store) -> Ask:
    """Ask the store with a statement of the test's own."""
    return lambda text, **given: opened.reading(lambda work: work.run(statement(text), **given))
