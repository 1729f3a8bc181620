"""The first Neo4j 5 that this machine can give: one that the environment names, a container, or an assembled one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from . import assembled, container
from .running import Absent, Neo4j

# Neo4j asks for eight characters or more. The server is on the loopback address, and gone after the tests.
PASSWORD = "for-the-tests"  # noqa: S105


@contextmanager
def named() -> Iterator[Neo4j]:
    """The server that the environment names; the tests empty its graph. Raises Absent when none is named."""
    uri = os.environ.get("NEO4J_TEST_URI")
    if not uri:
        raise Absent("NEO4J_TEST_URI is not set")
    user = os.environ.get("NEO4J_TEST_USER") or "neo4j"
    password = os.environ.get("NEO4J_TEST_PASSWORD") or ""
    yield Neo4j(uri, user, password, os.environ.get("NEO4J_TEST_HTTP") or None, "named")


@contextmanager
def contained() -> Iterator[Neo4j]:
    """A new container with an empty graph. Raises Absent."""
    with container.started(PASSWORD) as server:
        yield server


@contextmanager
def put_together(home: Path) -> Iterator[Neo4j]:
    """A server with an empty graph in this new folder, from the published jars. Raises Absent."""
    assembled.prepare(home, PASSWORD)
    with assembled.started(home, PASSWORD) as server:
        yield server


@contextmanager
def first_neo4j(home: Path) -> Iterator[Neo4j]:
    """The first server there is. Raises Absent with every reason when there is none."""
    reasons = []
    with ExitStack() as stack:
        for way in (named(), contained(), put_together(home)):
            try:
                server = stack.enter_context(way)
            except Absent as reason:
                reasons.append(str(reason))
            else:
                break
        else:
            raise Absent("There is no Neo4j 5 to test with: " + "; ".join(reasons))
        yield server
