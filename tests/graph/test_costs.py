"""Which questions read more of a larger graph though their answer is no larger: those whose header says so, no others.

Neo4j tells what a statement reads (its "db hits"), whatever else the machine does; how long the questions take in a
graph of 100,000 documents, `benchmarks/answers.py` measures on the embedded database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from asked import ASKED, WHOLE, Given
from asking import empty
from made import records
from neo4j import Driver, GraphDatabase
from servers.running import Neo4j

from graph.loader import load_all
from graph.mapping import map_record
from graph.queries import load_queries
from graph.store import Store
from ingest import extract

SAMPLES = Path(__file__).parents[2] / "samples"
FEW, MANY = 12, 72
# What more may be read of a graph that is several times as large, as some look-up begins at another place.
MORE = 20
# A plan that was made for the small graph is kept for the larger one: to make all of them takes the longest here.
PROFILE = "CYPHER replan=skip PROFILE\n"

Hits = Mapping[tuple[str, int], int]


@pytest.fixture(scope="module")
def measured(neo4j_server: Neo4j) -> Iterator[tuple[Hits, Hits]]:
    """What every question reads of a small graph and of a larger one, by its name and the way it is asked."""
    login = (neo4j_server.user, neo4j_server.password)
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    made = [map_record(record) for record in records(8, MANY)]
    with Store(neo4j_server.uri, *login) as store, GraphDatabase.driver(neo4j_server.uri, auth=login) as driver:
        empty(store)
        list(load_all(store, [map_record(extract(text), text) for text in texts] + made[:FEW]))
        few = _hits(driver)
        list(load_all(store, made[FEW:]))
        yield few, _hits(driver)
        empty(store)


def _ways(name: str) -> list[Given]:
    """All that a question is asked with: first what it is asked about everything with, if it can be."""
    return [*([WHOLE[name]] if name in WHOLE else []), *ASKED.get(name, ())]


def _hits(driver: Driver) -> Hits:
    with driver.session() as session:
        (loads,) = session.run("MATCH (l:Load) RETURN max(l.id)").single() or (0,)

        def read(name: str, given: Given) -> int:
            query = load_queries()[name]
            defaults: dict[str, Any] = {parameter.name: parameter.default for parameter in query.parameters}
            if "since" in defaults and "document" not in given:
                defaults["since"] = loads - 5
            profile = session.run(PROFILE + query.text, defaults | dict(given)).consume().profile
            assert profile is not None
            return _sum(profile)

        return {(name, i): read(name, given) for name in load_queries() for i, given in enumerate(_ways(name))}


def _sum(plan: Mapping[str, Any]) -> int:
    return int(plan["dbHits"]) + sum(map(_sum, plan.get("children", ())))


@pytest.mark.parametrize("name", load_queries())
def test_a_question_reads_no_more_of_a_larger_graph_unless_its_header_says_so(
    measured: tuple[Hits, Hits], name: str
) -> None:
    few, many = measured
    grows = [many[name, i] > few[name, i] + MORE for i in range(len(_ways(name)))]
    assert any(grows) == bool(load_queries()[name].cost), [(few[name, i], many[name, i]) for i in range(len(grows))]
    # One that reads everything does so only where it is asked about everything.
    assert not any(grows[name in WHOLE :])


def test_what_a_question_costs_is_said_wherever_it_is_told_of() -> None:
    assert set(WHOLE) == {query.name for query in load_queries().values() if query.cost}
    assert all(query.cost.endswith(".") for query in load_queries().values() if query.cost)
