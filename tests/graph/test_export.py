"""The export: everything, once, always in the same order."""

from __future__ import annotations

import json

import pytest
from asking import empty
from made import records

from graph.export import LABELS, export
from graph.loader import load
from graph.store import Store


@pytest.fixture
def filled(store: Store) -> Store:
    for record in records(9, 6):
        load(store, record)
    return store


def test_every_node_and_relationship_is_in_it_once(filled: Store, cypher) -> None:
    rows = [json.loads(line) for line in export(filled)]
    nodes = [row for row in rows if "labels" in row]
    links = [row for row in rows if "type" in row]
    assert rows == nodes + links
    kept = "MATCH (n) WHERE NOT n:Lock AND NOT n:Load AND NOT n:Saying RETURN count(n) AS count"
    assert cypher(kept) == [{"count": len(nodes)}]
    assert cypher("MATCH ()-[r]->() RETURN count(r) AS count") == [{"count": len(links)}]
    keys = [(next(label for label in LABELS if label in row["labels"]), row["properties"]["id"]) for row in nodes]
    assert keys == sorted(set(keys))
    assert {tuple(row[end]) for row in links for end in ("from", "to")} <= set(keys)


def test_pages_do_not_show(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(export(filled))
    monkeypatch.setattr("graph.export.PAGE", 3)
    nodes = [line for line in export(filled) if line.startswith('{"labels"')]
    assert nodes == [line for line in whole if line.startswith('{"labels"')]
    assert sorted(export(filled)) == sorted(whole)


def test_nothing_in_it_tells_when_or_by_whom_it_was_loaded(filled: Store) -> None:
    before = list(export(filled))
    empty(filled)
    for record in records(9, 6):
        load(filled, record)
    assert list(export(filled)) == before
    assert not [line for line in before if "Lock" in line]


def test_an_empty_graph_has_no_lines(store: Store) -> None:
    assert list(export(store)) == []
