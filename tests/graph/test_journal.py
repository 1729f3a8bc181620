"""What a load changed: told to whoever loads, and kept for whoever asks later; and never a part of an export."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made import records
from test_loader import decision, graph_of, lines, plan, undated

from graph.journal import Change
from graph.loader import load, load_all, put, remove
from graph.mapping import map_record
from graph.store import Store
from ingest.model import Record

NODES = """
MATCH (n) WHERE NOT n:Load AND NOT n:Lock AND (n:Document OR n:Agency OR n:Jurisdiction OR n:Provision)
RETURN CASE WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label, n.id AS id
"""
OWN = "MATCH (n) WHERE n:Citation OR n:Obligation OR n:Task OR n:Target RETURN n.id AS id, n.text AS text"
MEANT = """
MATCH (c:Citation)-[:REFERS_TO]->(d:Document)
RETURN c.id AS id, c.asserted_by AS by, d.id AS document, c.status AS status
"""
LOADS = "MATCH (l:Load) RETURN properties(l) AS said ORDER BY l.id"


def shared(cypher: Any) -> set[tuple[str, str]]:
    return {(row["label"], row["id"]) for row in cypher(NODES)}


def own(cypher: Any) -> dict[str, str]:
    return {row["id"]: row["text"] for row in cypher(OWN)}


def meant(cypher: Any, but: str) -> set[tuple[str, str, str]]:
    rows = cypher(MEANT)
    return {(row["by"], row["document"], row["status"]) for row in rows if row["by"] != but}


def test_a_new_text_is_added_and_its_load_is_numbered(store: Store, cypher: Any) -> None:
    change = put(store, plan("51", "2023-06-01", decision(2022)))
    assert (change.document, change.outcome, change.load) == ("kh-51-kh-ubnd-x-2023", "added", 1)
    assert (change.added, change.changed, change.removed) == (1, 0, 0)
    assert change.created == (("Document", "kh-51-kh-ubnd-x-2023"), ("Document", "qd-06-qd-ttg-2022"))
    assert change.deleted == change.settled == ()
    (row,) = cypher(LOADS)
    assert row["said"] == {
        "id": 1, "at": change.at, "document": change.document, "outcome": "added",
        "added": 1, "changed": 0, "removed": 0,
        "created": ["Document kh-51-kh-ubnd-x-2023", "Document qd-06-qd-ttg-2022"], "deleted": [], "settled": [],
    }  # fmt: skip


def test_what_changes_nothing_is_no_load(store: Store, cypher: Any) -> None:
    text = plan("51", "2023-06-01", decision(2022))
    put(store, text)
    assert put(store, text) == Change("kh-51-kh-ubnd-x-2023", "unchanged")
    assert remove(store, "qd-06-qd-ttg-2022") == Change("qd-06-qd-ttg-2022", "unchanged")
    assert remove(store, "nothing") == Change("nothing", "unchanged")
    assert len(cypher(LOADS)) == 1


def test_mentions_elsewhere_that_mean_another_document_are_told(store: Store) -> None:
    load(store, undated())
    change = put(store, plan("51", "2023-06-01", decision(2022)))
    (settled,) = change.settled
    assert (settled.document, settled.cited) == ("kh-50-kh-ubnd-x-2023", "qd-06-qd-ttg")
    assert (settled.before, settled.after, settled.status) == ("qd-06-qd-ttg", "qd-06-qd-ttg-2022", "resolved")
    # The undated document and its parts are there no more, those of the dated one are.
    assert ("Document", "qd-06-qd-ttg") in change.deleted
    assert ("Provision", "qd-06-qd-ttg-2022/dieu-2/khoan-1") in change.created
    back = remove(store, "kh-51-kh-ubnd-x-2023")
    assert back.outcome == "removed"
    assert set(back.created) == set(change.deleted)
    assert set(back.deleted) == set(change.created)


@pytest.mark.parametrize("seed", [2, 9])
def test_what_is_told_is_what_became_of_the_graph(store: Store, cypher: Any, seed: int) -> None:
    """Over a random history: what was created and deleted is the difference of the graphs before and after."""
    texts, others = records(seed, 6), records(seed + 1, 6)
    pairs = zip(texts, others, strict=True)
    changed = [replace(other, document=text.document, source=text.source) for text, other in pairs]
    steps: list[Record | str] = [*texts, *changed[:3], str(texts[4].document.id), str(texts[1].document.id), *texts[:2]]
    for step in steps:
        nodes, passages, others_meant = shared(cypher), own(cypher), meant(cypher, str(_id(step)))
        change = remove(store, step) if isinstance(step, str) else put(store, step)
        after, passages_after = shared(cypher), own(cypher)
        assert set(change.created) == after - nodes
        assert set(change.deleted) == nodes - after
        assert change.added == len(passages_after.keys() - passages.keys())
        assert change.removed == len(passages.keys() - passages_after.keys())
        kept = passages.keys() & passages_after.keys()
        assert change.changed == sum(passages[one] != passages_after[one] for one in kept)
        gone = others_meant - meant(cypher, change.document)
        assert {one.document for one in change.settled} >= {by for by, _, _ in gone}


def _id(step: Record | str) -> str | None:
    return step if isinstance(step, str) else step.document.id


@pytest.mark.parametrize("seed", [3, 8])
def test_what_is_told_of_texts_that_come_together_is_what_became_of_the_graph(
    store: Store, cypher: Any, seed: int
) -> None:
    """Each node that came or went is told once, of a text that names or named it where one does."""
    texts, others = records(seed, 16), records(seed + 1, 16)
    changed = [
        replace(other, document=text.document, source=text.source) for text, other in zip(texts, others, strict=True)
    ]
    for batch in (texts[:8], [*changed[:4], *texts[6:12]], [*changed[2:], *texts[:2]]):
        nodes, passages, others_meant = shared(cypher), own(cypher), meant(cypher, "")
        changes = [one for one in load_all(store, map(map_record, batch)) if isinstance(one, Change)]
        after, passages_after = shared(cypher), own(cypher)
        created = [node for change in changes for node in change.created]
        deleted = [node for change in changes for node in change.deleted]
        assert sorted(created) == sorted(after - nodes)
        assert sorted(deleted) == sorted(nodes - after)
        assert sum(one.added for one in changes) == len(passages_after.keys() - passages.keys())
        assert sum(one.removed for one in changes) == len(passages.keys() - passages_after.keys())
        ids = {str(one.document.id) for one in batch}
        gone = {by for by, _, _ in others_meant - meant(cypher, "")} - ids
        assert {one.document for change in changes for one in change.settled} >= gone
        for change, record in zip(changes, batch, strict=True):
            named = {(label, row["id"]) for label, some in map_record(record).shared.items() for row in some}
            assert named.isdisjoint(node for other in changes[changes.index(change) + 1 :] for node in other.created)
    said = [row["said"] for row in cypher(LOADS)]
    assert [row["id"] for row in said] == list(range(1, len(said) + 1))
    assert said[-1]["document"] == changes[-1].document


def test_the_journal_is_no_part_of_an_export(store: Store) -> None:
    texts = records(4, 5)
    expected = graph_of(store, texts)
    remove(store, str(texts[3].document.id))
    load(store, texts[3])
    assert lines(store) == expected
    assert not [line for line in expected if "Load" in line]
