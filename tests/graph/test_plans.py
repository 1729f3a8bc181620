"""No statement goes through all there is to find a few: each begins at an index, as the servers' plans show.

Neo4j says so itself. What ArcadeDB explains of a statement that unwinds rows says nothing of indexes, so that what is
known to be looked up there by none is looked for in the statements: two labels at once, and properties without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import GraphDatabase
from servers.running import Neo4j

from graph.headers import Parameter, Query, code_of
from graph.queries import STATEMENTS, load_queries, statements
from graph.store import Store, schema

# Questions without a `cost` that are about all there is of something when they are not told what to look at, each with
# what that is: its kind is few beside the documents, or it looks at all of it only then.
OF_ALL = {
    "agencies": "every body, without a document, a place or a name",
    "agency_facets": "every body, without a document, a place or a name",
    "agency_names": "every body, for those who look one up by its name",
    "documents_in_place": "every document, by words and by the places that it is for",
    "find_agencies": "every body whose folded name has the words, wherever they stand in it",
    "jurisdiction_facets": "every place, without one that it lies in",
    "jurisdictions": "every place, without one that it lies in",
    "obligation_register": "every duty, without a body, a place or a document",
    "provision_facets": "every provision, without a document",
    "provisions": "every provision, without a document",
}
_SCANS = re.compile(r"(AllNodes|NodeByLabel|AllRelationships|RelationshipType)Scan")
_GIVEN: dict[str, Any] = {"list": [], "integer": 1, "boolean": True}
_LOOKED_UP = re.compile(r"^(?:MATCH|MERGE) \(\w*:(?P<labels>[\w:]+) \{(?P<property>\w+):", re.MULTILINE)
_INDEXED = re.compile(r"FOR \(n:(\w+)\) (?:REQUIRE n\.(\w+) IS UNIQUE|ON \(n\.(\w+)\))")


def _all() -> Iterator[Query]:
    for file in sorted(STATEMENTS.glob("*.cypher")):
        if file.stem != "schema":
            yield from statements(file.stem).values()
    yield from load_queries().values()


@pytest.fixture(scope="module")
def plans(neo4j_server: Neo4j) -> dict[str, set[str]]:
    """By name the operators of each statement's plan."""
    server = neo4j_server
    with Store(server.uri, server.user, server.password) as store:
        store.writing(lambda _: None)
    login = (server.user, server.password)
    with GraphDatabase.driver(server.uri, auth=login) as driver, driver.session() as session:
        found = {}
        for query in _all():
            given = {one.name: _value(one) for one in query.parameters}
            summary = session.run(f"EXPLAIN {query.text}", given).consume()  # type: ignore[arg-type]
            found[query.name] = set(_operators(summary.plan or {}))
    return found


def _value(parameter: Parameter) -> Any:
    return _GIVEN.get(parameter.type, parameter.default or "x")


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)


def test_every_statement_begins_at_an_index(plans: dict[str, set[str]]) -> None:
    scanning = {name for name, operators in plans.items() if any(map(_SCANS.match, map(_bare, operators)))}
    costly = {query.name for query in load_queries().values() if query.cost}
    assert scanning - costly - OF_ALL.keys() == set()


def _bare(operator: str) -> str:
    return re.sub(r"^(Partitioned|Directed|Undirected)*", "", operator)


def test_a_scan_would_be_seen(plans: dict[str, set[str]]) -> None:
    assert any(_SCANS.match(_bare(one)) for one in plans["schema_nodes"])
    assert any("IndexSeek" in one for one in plans["standing"])


def test_what_is_looked_up_has_one_label_and_an_index() -> None:
    indexed = {(label, one or other) for text in schema() for label, one, other in _INDEXED.findall(text)}
    assert ("Document", "id") in indexed
    for query in _all():
        for match in _LOOKED_UP.finditer(code_of(query.text)):
            assert (match["labels"], match["property"]) in indexed, f"{query.name}: {match[0]}"
