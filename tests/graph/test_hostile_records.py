"""Odd texts in the graph: loaded whole, with their words as they are, or refused in a sentence with nothing written."""

from __future__ import annotations

import json

import pytest

from graph.export import export
from graph.loader import load, remove
from graph.mapping import map_record
from graph.store import Store
from ingest import extract
from ingest.errors import InputError

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HƯNG YÊN

Số: 1/KH-UBND

Hưng Yên, ngày 01 tháng 01 năm 2024

KẾ HOẠCH
Về việc {title}

I. TỔ CHỨC THỰC HIỆN

1. Sở Y tế: Chủ trì làm việc {duty}.

2. Sở Y tế thực hiện {cited}.

Nơi nhận:
- Lưu.
"""
PLANES = "".join(chr(code) for code in range(1, 0x110000, 4099) if not 0xD800 <= code < 0xE000)
LONG = 300_000


def written(title: str = "A", duty: str = "A", cited: str = "Luật Trẻ em") -> str:
    return PLAN.format(title=title, duty=duty, cited=cited)


def decisions(count: int) -> str:
    return ", ".join(f"Quyết định số {n}/QĐ-UBND" for n in range(count))


ODD = {
    "NUL": written("\x00A", "A\x00"),
    "controls": written("".join(map(chr, range(1, 32))), "\x7f\x85\u2028"),
    "all planes": written(PLANES, PLANES),
    "directions": written("\u202eA\u2066", "\u200b\ufeffA\u2069"),
    "a long title": written(title="a " * (LONG // 2)),
    "a long duty": written(duty="a " * (LONG // 2)),
    "a long word": written("a" * LONG, "a" * LONG, f"Quyết định số {'1' * LONG}/QĐ-UBND, Luật {'A' * LONG}"),
    "many citations": written(cited=decisions(150)),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_is_loaded_whole_and_taken_back(store: Store, text: str) -> None:
    identity = load(store, extract(text, name="odd.txt"), text)
    rows = [json.loads(line) for line in export(store)]
    (source,) = (row["properties"]["text"] for row in rows if row.get("labels") == ["Source"])
    assert source == text
    for said in (row["properties"] for row in rows):
        if "end" in said and said["asserted_by"] == identity:
            assert text[said["start"] : said["end"]] == said.get("evidence", said.get("text"))
    remove(store, identity)
    assert list(export(store)) == []


@pytest.mark.parametrize("text", [written(title="A\ud800"), written(duty="\udfff")], ids=["title", "duty"])
def test_half_a_surrogate_pair_is_refused_with_nothing_written(store: Store, text: str) -> None:
    with pytest.raises(InputError, match=r"^odd\.txt holds U\+D[89A-F]\w\w, half of a character, [^\n]*\.$"):
        load(store, extract(text, name="odd.txt"), text)
    assert list(export(store)) == []


def test_what_is_written_grows_as_the_text_does() -> None:
    """A duty that rests on many documents is not written out for each of them."""
    few, many = (len(json.dumps(map_record(extract(written(cited=decisions(count)))).links)) for count in (250, 1000))
    assert many < 5 * few
