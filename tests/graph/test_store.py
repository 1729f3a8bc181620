"""What goes wrong with a database is one sentence that says what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from asking import statement
from neo4j.exceptions import ConstraintError
from neo4j.time import Date

from graph import store as module
from graph.store import Store, plain, version_of
from ingest.errors import StoreRefused, StoreUnavailable


@pytest.fixture
def mute() -> Iterator[int]:
    """The port of something that takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    "uri",
    ["bolt://127.0.0.1:1", "bolt://no.such.host.invalid:7687", "http://127.0.0.1:7474", "nonsense", "", "bolt://"],
)
def test_where_no_database_is(uri: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"^[^\n]+\.$"):
        Store(uri, "neo4j", "not-to-be-shown")


def test_something_that_says_nothing_is_given_up(mute: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ACQUIRE", 0.5)
    with pytest.raises(StoreUnavailable, match="No database answers"):
        Store(f"bolt://127.0.0.1:{mute}", "neo4j", "password")


def test_a_wrong_password_is_refused_and_not_repeated(address: tuple[str, str, str, str]) -> None:
    with pytest.raises(StoreRefused, match=address[1]) as caught:
        Store(address[0], address[1], "not-to-be-shown", address[3])
    assert "not-to-be-shown" not in str(caught.value)


def test_a_database_that_is_not_there_is_named(address: tuple[str, str, str, str]) -> None:
    with pytest.raises(StoreRefused, match="'nosuchdatabase'"):
        Store(*address[:3], "nosuchdatabase")


@pytest.mark.parametrize(
    ("agent", "version"),
    [("Neo4j/5.26.0", (5, 26)), ("Neo4j/4.4.9", (4, 4)), ("Neo4j/2025.01.0", (2025, 1)),
     ("Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)", (5, 26))],
)  # fmt: skip
def test_versions(agent: str, version: tuple[int, int]) -> None:
    assert version_of(SimpleNamespace(agent=agent)) == version  # type: ignore[arg-type]


def test_an_old_server_is_refused(address: tuple[str, str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "version_of", lambda _: (4, 4))
    with pytest.raises(StoreRefused, match=r"is Neo4j 4\.4; use Neo4j 5"):
        Store(*address)


def test_a_statement_that_the_server_refuses_is_one_sentence(store: Store) -> None:
    with pytest.raises(StoreRefused, match=r"^The database at [^\n]+\.$"):
        store.reading(lambda work: work.run(statement("RETURN nonsense(")))


def test_what_fails_in_the_middle_leaves_nothing(store: Store, cypher) -> None:
    def half(work: module.Work) -> None:
        work.run(statement("CREATE (:Document {id: 'half'})"))
        work.run(statement("RETURN nonsense("))

    with pytest.raises(StoreRefused):
        store.writing(half)
    assert cypher("MATCH (d:Document) RETURN d") == []


def test_what_another_was_in_the_way_of_is_done_again(store: Store) -> None:
    tries = []

    def work(_: module.Work) -> str:
        tries.append(1)
        if len(tries) < 3:
            raise ConstraintError
        return "done"

    assert store.writing(work) == "done"
    assert len(tries) == 3


def test_values_are_plain(store: Store, cypher) -> None:
    (row,) = cypher("RETURN date('2021-03-31') AS day, [1, {a: null}] AS nested, 1.5 AS number, true AS truth")
    assert row == {"day": "2021-03-31", "nested": [1, {"a": None}], "number": 1.5, "truth": True}
    assert plain([Date(2021, 3, 31), "x"]) == ["2021-03-31", "x"]


def test_an_empty_list_asks_nothing(store: Store) -> None:
    assert store.reading(lambda work: work.run(statement("this is no Cypher"), rows=[])) == []
