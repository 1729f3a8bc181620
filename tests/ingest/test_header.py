"""What a text says of itself, by the table `headers.toml` and by the annotations; and that no text makes it slow."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest
from timing import within

from ingest.header import home_of, plan_year, read_header
from ingest.lexicon import fold
from ingest.model import Document
from ingest.text import lay_out

ROWS = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))["header"]
FIELDS = tuple(Document.__dataclass_fields__)


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 40
    assert len({row["type"] for row in ROWS}) >= 15


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_headers(row: dict) -> None:
    layout = lay_out(row["text"])
    document = read_header(layout)
    expected = {field: None if row[field] == "-" else row[field] for field in FIELDS if field in row}
    found = asdict(document) | {"jurisdiction": list(document.jurisdiction), "recipients": list(document.recipients)}
    assert {field: found[field] for field in expected} == expected
    if "plan_year" in row:
        assert plan_year(layout, document) == row["plan_year"]
    if "level" in row:
        assert home_of(document).level == row["level"]


@pytest.mark.parametrize(
    "respell",
    [
        lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
        lambda text: re.sub(r"(?<=\S) (?=\S)", "\u00a0", text),
        lambda text: f"\ufeff{text}\n\n\n",
        lambda text: text.replace("**", "").replace("## ", ""),
    ],
    ids=["doubled spaces", "hard spaces", "edges", "no emphasis"],
)
def test_spelling_changes_nothing(respell) -> None:
    for row in ROWS:
        plain, respelt = (asdict(read_header(lay_out(text))) for text in (row["text"], respell(row["text"])))
        assert {k: fold(str(v)) for k, v in respelt.items()} == {k: fold(str(v)) for k, v in plain.items()}, row["name"]


def test_gold_documents(gold_folder: Path, corpus_folder: Path, evaluation_folder: Path) -> None:
    """Every field of every annotated text, those too that the scorer does not compare."""
    spec = importlib.util.spec_from_file_location("score", evaluation_folder / "score.py")
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)

    def normal(value: object) -> object:
        return [score.norm(item) for item in value] if isinstance(value, list) else score.norm(value)

    wrong = []
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        layout = lay_out((corpus_folder / gold["source"]).read_text("utf-8"))
        found = json.loads(json.dumps(asdict(read_header(layout))))
        fields = gold["document"].items()
        wrong += [(path.stem, f, value, found[f]) for f, value in fields if normal(value) != normal(found[f])]
    assert not wrong


HOSTILE = (
    "Số: |Số: 0X /|ngày |ngày tháng năm |Hà Nội, ngày 1 |CỘNG HÒA XÃ HỘI |ỦY BAN NHÂN DÂN |KẾ HOẠCH\n|"
    "Nơi nhận:\n|- Lưu: VT; |TM. ỦY BAN NHÂN DÂN\n|KT. CHỦ TỊCH |Nguyễn Văn A\n|tỉnh Hà Nam | |\t|.|…|A |"
    "thông qua ngày |V/v |Kính gửi: |(Đã ký)|Số 12/KH-|TP. |xã "
)


@pytest.mark.parametrize("piece", [*HOSTILE.split("|"), "| "])
def test_repetition_is_read_in_time(piece: str) -> None:
    layout = lay_out(piece * (50_000 // len(piece)))
    with within(1):
        document = read_header(layout)
        home_of(document)
        plan_year(layout, document)


def test_a_commune_that_no_gazetteer_has_is_where_the_text_says() -> None:
    text = "UBND XÃ HỒNG THÁI\n\nSố: 12/KH-UBND\n\nHồng Thái, ngày 15 tháng 3 năm 2024\n\nKẾ HOẠCH\nTrồng tre\n\n"
    based = "Căn cứ Kế hoạch số 30/KH-UBND của Ủy ban nhân dân huyện Bình Gia; Ủy ban nhân dân xã lập Kế hoạch:\n"
    alone, inside = (home_of(read_header(lay_out(words))) for words in (text, text + based))
    assert [place.full_name for place in alone.chain] == ["xã Hồng Thái"]
    assert [place.full_name for place in inside.chain] == ["tỉnh Lạng Sơn", "huyện Bình Gia", "xã Hồng Thái"]
    assert alone.level == inside.level == "xã"
