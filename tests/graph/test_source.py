"""The text that a document was read from stands beside it, whole and exactly, for as long as the document is read."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from graph.export import export
from graph.loader import load, remove
from graph.store import Store
from ingest.model import Document, Record

TEXT = "KẾ HOẠCH\r\n\tVề việc trồng cây “xanh” \U0001f333 e\u0302\n"
TEXT_OF = """
MATCH (s:Source)-[:TEXT_OF]->(d:Document {id: $document})
RETURN s.text AS text, s.start AS start, s.end AS end
"""


def record(text: str) -> Record:
    said = Document("Kế hoạch", "9/KH-UBND", issued="2023-01-01", id="kh-9-kh-ubnd-x-2023")
    return Record("9.txt", said, sha256=sha256(text.encode()).hexdigest())


def test_a_text_is_kept_as_it_is(store: Store, cypher: Any) -> None:
    document = load(store, record(TEXT), TEXT)
    assert cypher(TEXT_OF, document=document) == [{"text": TEXT, "start": 0, "end": len(TEXT)}]


def test_a_text_that_was_loaded_without_is_kept_the_next_time(store: Store, cypher: Any) -> None:
    document = load(store, record(TEXT))
    assert cypher(TEXT_OF, document=document) == []
    load(store, record(TEXT), TEXT)
    assert [row["text"] for row in cypher(TEXT_OF, document=document)] == [TEXT]


def test_a_new_text_replaces_the_old_and_goes_with_its_document(store: Store, cypher: Any) -> None:
    other = TEXT + "Và cỏ.\n"
    load(store, record(other), other)
    expected = list(export(store))
    assert sum('"Source"' in line for line in expected) == 2  # the text, and whose it is
    remove(store, "kh-9-kh-ubnd-x-2023")
    assert cypher("MATCH (n) WHERE NOT n:Lock AND NOT n:Load RETURN n.id AS id") == []
    load(store, record(TEXT), TEXT)
    document = load(store, replace(record(other)), other)
    assert [row["text"] for row in cypher(TEXT_OF, document=document)] == [other]
    assert list(export(store)) == expected
