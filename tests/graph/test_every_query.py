"""What holds for every query: it gives the columns that it says, and the same rows on both servers; and long lists are
read in the order of an index on both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from asking import empty
from made import records
from neo4j import GraphDatabase

from graph.loader import load
from graph.queries import load_queries, run
from graph.store import Store


@pytest.fixture(scope="module")
def full(opened: Store) -> Iterator[Store]:
    empty(opened)
    for record in records(8, 12):
        load(opened, record)
    yield opened
    empty(opened)


@pytest.fixture(scope="module")
def answers() -> dict[str, list[dict[str, Any]]]:
    """What the server that was asked first has answered to each query."""
    return {}


@pytest.mark.parametrize("name", load_queries())
def test_a_query_gives_the_columns_it_says_and_the_same_on_both_servers(
    full: Store, answers: dict[str, list[dict[str, Any]]], name: str
) -> None:
    query = load_queries()[name]
    given = {parameter.name: parameter.default for parameter in query.parameters}
    (some,) = run(full, "find_documents", {"text": "ke hoach", "limit": 1, "offset": 0})
    for parameter in ("document", "from_document"):
        given |= {parameter: some["id"]} if given.get(parameter) else {}
    given |= {"agency": "Công an"} if given.get("agency") else {}
    rows = run(full, name, given)
    assert all(list(row) == list(query.returns) for row in rows)
    # When a load was, differs.
    timeless = [{column: value for column, value in row.items() if column != "at"} for row in rows]
    assert answers.setdefault(name, timeless) == timeless


@pytest.mark.parametrize("name", ["documents_by_day", "obligations_by_id", "citations_by_id", "loads"])
def test_a_page_of_a_long_list_is_read_in_the_order_of_an_index(
    full: Store, address: tuple[str, str, str, str | None], name: str
) -> None:
    query = load_queries()[name]
    given = {parameter.name: parameter.default for parameter in query.parameters}
    keys = [row["key"] for row in run(full, name, given)]
    assert keys == sorted(keys, reverse=name in ("documents_by_day", "loads"))
    assert len(keys) > 10
    plan = _plan(address, name, given)
    steps = list(_steps(plan))
    if "ArcadeDB" in steps[0]:
        told = plan["args"]["string-representation"]
        assert "[index order" in told
        assert "OrderByStep" not in told
    else:
        assert re.search(r"Node(Unique)?IndexSeekByRange", str(steps))
        assert not re.search(r"Sort|Top|NodeByLabelScan", str(steps))


def test_a_document_is_found_by_its_number_by_way_of_an_index(
    full: Store, address: tuple[str, str, str, str | None]
) -> None:
    plan = _plan(address, "documents_numbered", {"number": "121 2020 qh14", "type": "Nghị quyết", "limit": 5})
    if "ArcadeDB" in plan["operatorType"]:
        assert "spelling >= $number < next($number)" in plan["args"]["string-representation"]
    else:
        assert re.search(r"NodeIndexSeekByRange", str(list(_steps(plan))))


def _plan(address: tuple[str, str, str, str | None], name: str, given: dict[str, Any]) -> dict[str, Any]:
    """How the server would answer a question."""
    uri, user, password, database = address
    with GraphDatabase.driver(uri, auth=(user, password)) as driver, driver.session(database=database) as session:
        if database is None:  # Neo4j chooses by what it has counted, which a graph just filled may not show yet
            session.run("CALL db.prepareForReplanning()").consume()
        plan = session.run("EXPLAIN " + load_queries()[name].text, given).consume().plan
    assert plan is not None
    return plan


def _steps(plan: dict[str, Any]) -> Iterator[str]:
    """The steps that make the rows; those that make a value of a row, which are the second of two, left aside."""
    yield plan["operatorType"]
    for child in plan.get("children", ())[:1]:
        yield from _steps(child)
