"""Statements that other people wrote, on both servers: they are answered, change nothing, and come to an end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest
from asking import empty, statement
from attempts import ATTEMPTS, GIVEN
from made import records

from graph import free
from graph.export import export
from graph.free import Found, Limits
from graph.loader import load
from graph.reader import ReaderHome
from graph.server import ensure, ensure_server, stop, stop_server
from graph.store import Store
from ingest.errors import InputError, NghiavuError, StoreBusy

LIMITS = Limits(20, 100)
SHORT = Limits(1, 100)
# Seconds within which a server answers again, on a machine that has much else to do.
AGAIN = 40
RUNAWAYS = (
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c RETURN sum(a * b * c) AS s",
    "MATCH (a), (b), (c), (d), (e) WHERE a.id + b.id + c.id + d.id + e.id = '' RETURN count(*) AS count",
    "MATCH path = (a)-[*]-(b) RETURN count(path) AS count",
)


def fill(store: Store) -> None:
    for record in records(5, 12):
        load(store, record)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("free")
    with Store(*ensure_server(folder)) as store:
        fill(store)
    yield folder
    stop_server(folder)


class Graph:
    """A loaded graph, and how people may ask it freely."""

    def __init__(self, store: Store, ask: Callable[[str, Mapping[str, Any], Limits], Found]) -> None:
        self.store, self._ask = store, ask

    def ask(self, text: str, limits: Limits = LIMITS, **given: Any) -> Found:
        return self._ask(text, given, limits)

    def one(self, text: str, **given: Any) -> Any:
        (row,) = self.ask(text, **given).rows
        (value,) = row.values()
        return value

    def all_there_is(self) -> tuple[list[str], list[Any]]:
        schema = [
            self.store.reading(lambda work, text=text: work.run(statement(f"SHOW {text} YIELD name RETURN name")))
            for text in ("INDEXES", "CONSTRAINTS")
        ]
        return list(export(self.store)), [sorted(row["name"] for row in rows) for rows in schema]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def graph(request: pytest.FixtureRequest) -> Iterator[Graph]:
    if request.param == "embedded":
        home = request.getfixturevalue("home")
        with Store(*ensure_server(home)) as store:
            yield Graph(store, lambda *asked: free.ask_embedded(home, *asked))
        return
    server = request.getfixturevalue("neo4j_server")
    address = server.uri, server.user, server.password, None
    with Store(*address) as store:
        empty(store)
        fill(store)
        yield Graph(store, lambda *asked: free.ask_server(address, *asked))


def test_a_statement_is_answered(graph: Graph) -> None:
    found = graph.ask("MATCH (d:Document) WHERE d.id STARTS WITH $start RETURN d.id AS id ORDER BY id", start="kh-")
    assert found.columns == ("id",)
    assert found.rows
    assert found.rows == graph.store.reading(
        lambda work: work.run(
            statement("MATCH (d:Document) WHERE d.id STARTS WITH 'kh-' RETURN d.id AS id ORDER BY id")
        )
    )
    assert not found.more


def test_nodes_relationships_and_paths_come_as_the_export_has_them(graph: Graph) -> None:
    row = graph.ask("MATCH p = (a:Agency)-[r:OWES]->(o:Obligation) RETURN a, r, p LIMIT 1").rows[0]
    assert row["a"]["labels"] == ["Agency"]
    assert row["r"]["type"] == "OWES"
    assert [sorted(part) for part in row["p"]] == [
        ["labels", "properties"],
        ["from", "properties", "to", "type"],
        ["labels", "properties"],
    ]
    assert row["p"][0] == row["a"]


def test_values_are_those_of_json(graph: Graph) -> None:
    row = graph.ask("RETURN date('2024-05-06') AS day, [1, 2.5, null, {a: true}] AS list, 0.0 / 0.0 AS none").rows[0]
    assert row == {"day": "2024-05-06", "list": [1, 2.5, None, {"a": True}], "none": "nan"}


def test_a_limit_of_rows_leaves_the_counts_of_a_statement_alone(graph: Graph) -> None:
    found = graph.ask("UNWIND range(1, 1000) AS i RETURN i", Limits(20, 10))
    assert [row["i"] for row in found.rows] == list(range(1, 11))
    assert found.more
    assert graph.ask("UNWIND range(1, 1000) AS i RETURN count(i) AS count", Limits(20, 10)).rows == [{"count": 1000}]
    assert not graph.ask("UNWIND range(1, 10) AS i RETURN i", Limits(20, 10)).more


def test_what_is_more_than_can_be_sent_is_not_sent(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(free, "MOST", 1000)
    found = graph.ask("UNWIND range(1, 90) AS i RETURN i, 'something of some length' AS text")
    assert found.more
    assert 10 < len(found.rows) < 40
    with pytest.raises(InputError, match="too long"):
        graph.ask("RETURN range(1, 1000) AS list")


@pytest.mark.parametrize(
    "text", ["MATCH (n RETURN n", "RETURN nothing", "RETURN $missing AS x", "RETURN 1 / 0 AS x", "RETURN what(1) AS x"]
)
def test_what_the_database_refuses_it_says_in_a_line(graph: Graph, text: str) -> None:
    with pytest.raises(InputError, match="The database refuses the statement: ") as caught:
        graph.ask(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("judged", [True, False])
def test_two_hundred_attempts_change_nothing(graph: Graph, judged: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the judgement of words, and without it, so that the other locks are seen to hold by themselves."""
    before = graph.all_there_is()
    assert len(before[0]) > 100
    seen = graph.one("MATCH (n) RETURN count(n) AS count"), graph.one("MATCH ()-[r]->() RETURN count(r) AS count")
    if not judged:
        monkeypatch.setattr(free, "check", lambda *_: None)
    refused = sum(is_refused(graph, attempt) for attempt in ATTEMPTS)
    assert refused == len(ATTEMPTS) or (not judged and refused > 0.7 * len(ATTEMPTS))
    assert graph.all_there_is() == before
    # Nor is what the next one is answered from another graph.
    assert seen == (
        graph.one("MATCH (n) RETURN count(n) AS count"),
        graph.one("MATCH ()-[r]->() RETURN count(r) AS count"),
    )
    assert graph.one("MATCH (n) WHERE n.hacked IS NOT NULL OR n.name = 'hacked' RETURN count(n) AS count") == 0


def is_refused(graph: Graph, attempt: str) -> bool:
    try:
        graph.ask(attempt, Limits(5, 10), **GIVEN)
    except NghiavuError:
        return True
    return False


@pytest.mark.parametrize("text", RUNAWAYS)
def test_a_runaway_statement_is_ended_in_time_and_the_next_is_answered(graph: Graph, text: str) -> None:
    graph.one("RETURN 1 AS ready")
    started = time.monotonic()
    with pytest.raises(InputError, match="ran for more than 1 seconds"):
        graph.ask(text, SHORT)
    assert time.monotonic() - started < 8
    graph.store.ping()
    started = time.monotonic()
    assert graph.one("MATCH (n) RETURN count(n) > 0 AS any") is True
    assert time.monotonic() - started < AGAIN


# What is of the embedded database alone


def process_of(home: Path) -> psutil.Process:
    text = ReaderHome(home).note.read_text("utf-8")
    return psutil.Process(free.json.loads(text)["process"])


def embedded(home: Path, text: str, limits: Limits = LIMITS) -> Found:
    return free.ask_embedded(home, text, {}, limits)


def test_a_runaway_statement_leaves_no_process_behind(home: Path) -> None:
    embedded(home, "RETURN 1 AS ready")
    process = process_of(home)
    with pytest.raises(InputError, match="ended"):
        embedded(home, RUNAWAYS[0], SHORT)
    assert not process.is_running()


def test_what_needs_too_much_memory_ends_itself(home: Path) -> None:
    with Store(*ensure_server(home)) as store:
        with pytest.raises(InputError, match="want of memory"):
            embedded(home, "RETURN reduce(s = 'x', i IN range(1, 28) | s + s) AS s")
        store.ping()
    assert embedded(home, "RETURN 1 AS x").rows == [{"x": 1}]


def test_the_answer_is_of_the_graph_as_it_is_now(home: Path) -> None:
    with Store(*ensure_server(home)) as store:
        for name in ("one", "two"):
            store.writing(lambda work, name=name: work.run(statement(f"CREATE (:Document {{id: 'now-{name}'}})")))
            found = embedded(home, f"MATCH (d:Document {{id: 'now-{name}'}}) RETURN count(d) AS count")
            assert found.rows == [{"count": 1}]
        process = process_of(home)
        embedded(home, "RETURN 1 AS x")
        assert process_of(home) == process
        store.writing(lambda work: work.run(statement("MATCH (d:Document) WHERE d.id STARTS WITH 'now-' DELETE d")))


def test_the_reader_lets_in_one_user_who_may_only_read(home: Path) -> None:
    embedded(home, "RETURN 1 AS x")
    address = ensure(ReaderHome(home))
    assert address[1] == "reader"
    assert address[2] not in " ".join(process_of(home).cmdline())
    assert {one.laddr.ip.removeprefix("::ffff:") for one in process_of(home).net_connections()} <= {"127.0.0.1"}
    with Store(*address) as store:
        for text in ("CREATE (:Hacked)", "MATCH (a:Agency) SET a.name = 'x'", "MATCH (n) DETACH DELETE n"):
            with pytest.raises(NghiavuError):
                store.reading(lambda work, text=text: work.run(statement(text)))


def test_it_ends_with_the_database(home: Path) -> None:
    embedded(home, "RETURN 1 AS x")
    process = process_of(home)
    stop_server(home)
    process.wait(10)
    assert embedded(home, "RETURN 1 AS x").rows == [{"x": 1}]


def test_who_comes_while_another_is_answered_is_told_to_wait(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(free, "WAIT", 0.1)
    with ReaderHome(home).busy.acquire(), pytest.raises(StoreBusy, match="ask again"):
        embedded(home, "RETURN 1 AS x")


def test_only_a_neo4j_is_asked_over_bolt(home: Path) -> None:
    """What READ and EXPLAIN promise, only Neo4j keeps."""
    with pytest.raises(InputError, match=r"not by Neo4j/.* compatible"):
        free.ask_server(ensure_server(home), "RETURN 1 AS x", {}, LIMITS)


def test_a_statement_is_not_left_running_by_who_asked(home: Path) -> None:
    """The loop of the driver is closed with each statement."""
    embedded(home, "UNWIND range(1, 5) AS x RETURN x", Limits(20, 2))
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
    assert stop(ReaderHome(home))
