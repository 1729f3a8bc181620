"""Which texts need no reading, on both servers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph import readings
from graph.loader import load_all, remove
from graph.mapping import map_record
from graph.readings import remember, unchanged
from graph.store import Store
from ingest import extract
from ingest.text import decode_source

TEXT = "KẾ HOẠCH\nSố: 7/KH-UBND\nHưng Yên, ngày 5 tháng 1 năm 2021\n1. Sở Y tế chủ trì thực hiện Luật Trẻ em.\n"


def test_a_text_is_known_while_the_graph_has_what_these_rules_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = decode_source(TEXT.encode(), "b", "b.txt")
    other = decode_source(b"KH", "c", "c.txt")
    rows = map_record(extract(text.text, name=text.name), text.text)
    assert unchanged(store, [text, other]) == [None, None]
    assert unchanged(store, []) == []
    list(load_all(store, [rows]))
    assert unchanged(store, [text]) == [None]
    remember(store, [rows])
    assert unchanged(store, [other, text, text]) == [None, rows.id, rows.id]
    # Of several names of a text the first is kept.
    assert unchanged(store, [replace(text, name="z.txt"), replace(text, name="a.txt")]) == [rows.id, None]
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(readings, "rules", lambda: "others")
        assert unchanged(store, [text]) == [None]
    remove(store, rows.id)
    assert unchanged(store, [text]) == [None]
