"""Each way to a Neo4j gives the real thing: version 5, a password that is asked for, and Neo4j Browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from servers.neo4j import contained, first_neo4j, put_together
from servers.running import Absent, Neo4j


@pytest.fixture(scope="module", params=["container", "assembled"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    way = contained() if request.param == "container" else put_together(tmp_path_factory.mktemp("neo4j"))
    with ExitStack() as stack:
        try:
            running = stack.enter_context(way)
        except Absent as reason:
            pytest.skip(str(reason))
        yield running


def test_bolt_answers_as_neo4j_5(server: Neo4j) -> None:
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        component = driver.execute_query("CALL dbms.components()").records[0]
    assert component["versions"][0].startswith("5.")
    assert component["edition"] == "community"


def test_a_wrong_password_is_refused(server: Neo4j) -> None:
    with (
        GraphDatabase.driver(server.uri, auth=(server.user, "not-" + server.password)) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_http_tells_of_bolt_and_serves_neo4j_browser(server: Neo4j) -> None:
    assert httpx.get(f"{server.http}/").json()["neo4j_version"].startswith("5.")
    assert "<title>Neo4j Browser</title>" in httpx.get(f"{server.http}/browser/").text


def test_a_server_that_the_environment_names_comes_first(
    server: Neo4j, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("NEO4J_TEST_URI", server.uri)
    monkeypatch.setenv("NEO4J_TEST_USER", server.user)
    monkeypatch.setenv("NEO4J_TEST_PASSWORD", server.password)
    monkeypatch.setenv("NEO4J_TEST_HTTP", server.http or "")
    with first_neo4j(tmp_path_factory.mktemp("unused")) as first:
        assert (first.uri, first.http, first.kind) == (server.uri, server.http, "named")


def test_without_any_way_every_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.delenv("NEO4J_TEST_URI", raising=False)
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Absent, match=r"NEO4J_TEST_URI.*no Docker engine.*Java 17"):  # noqa: SIM117
        with first_neo4j(tmp_path_factory.mktemp("unused")):
            pass
