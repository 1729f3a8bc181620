"""Quantified aims, by the table `targets.toml`; on real duties; and in good time."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import within

from ingest.lexicon import fold_same_length, table
from ingest.model import Target
from ingest.targets import find_targets
from ingest.text.layout import mask

TABLE = tomllib.loads(Path(__file__).with_name("targets.toml").read_text("utf-8"))
CASES = [*TABLE["percent"], *TABLE["counts"], *TABLE["ratios"]]


def targets(words: str) -> tuple[Target, ...]:
    return find_targets(words, 0, len(words), words)


def cut(words: str, found: tuple[Target, ...]) -> bool:
    """Whether each target's text stands at its offsets, and holds its number."""
    return all(
        words[target.start : target.end] == target.text and re.search(r"\d", target.text) is not None
        for target in found
    )


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60
    assert len(TABLE["none"]) >= 30


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words[:40] for words, _ in CASES])
def test_aims_have_number_unit_and_comparator(words: str, expected: list[list[Any]]) -> None:
    found = targets(words)
    values = [[t.value, t.unit, t.comparator, *([t.upper] if t.upper is not None else [])] for t in found]
    assert values == expected
    assert cut(words, found)


@pytest.mark.parametrize("words", TABLE["none"], ids=[words[:40] for words in TABLE["none"]])
def test_what_is_only_a_number_aims_at_nothing(words: str) -> None:
    assert targets(words) == ()


STATED = [
    ("Bảo đảm tỷ lệ giải quyết đơn thư đạt 100%; tăng cường đối thoại.", ["tỷ lệ giải quyết đơn thư đạt 100%"]),
    ("Phấn đấu 100% chợ có nhà vệ sinh (hoàn thành năm 2024).", ["100% chợ có nhà vệ sinh"]),
    (
        "Tỷ lệ khởi tố đạt 95%, trong đó án nghiêm trọng trên 98%.",
        ["Tỷ lệ khởi tố đạt 95%", "án nghiêm trọng trên 98%"],
    ),
    ("Sở Y tế phối hợp với các huyện, mỗi huyện ít nhất 03 đội.", ["mỗi huyện ít nhất 03 đội"]),
    ("100% trẻ em, 90% hộ gia đình được phổ biến.", ["100% trẻ em", "90% hộ gia đình được phổ biến"]),
]


@pytest.mark.parametrize(("words", "texts"), STATED, ids=[words[:30] for words, _ in STATED])
def test_the_text_of_an_aim_is_the_clause_that_states_it(words: str, texts: list[str]) -> None:
    assert [target.text for target in targets(words)] == texts


def test_offsets_are_those_of_the_source() -> None:
    text = "Mở đầu.\n\n- **Tỷ lệ hộ dùng nước\nsạch** đạt 95%.\n"
    (target,) = find_targets(mask(text), 11, len(text) - 1, text)
    assert text[target.start : target.end] == target.text == "Tỷ lệ hộ dùng nước\nsạch** đạt 95%"


def test_every_word_of_comparison_gives_its_sign() -> None:
    for sign, words in table("targets")["comparators"].items():
        for word in words:
            (target,) = targets(f"Tỷ lệ hồ sơ đúng hạn {fold_same_length(word)} 90%.")
            assert target.comparator == sign, word


@given(st.text(alphabet="ít nhấ100%5,.- đếntừ()lớpđạ\n", max_size=120))
def test_odd_words_give_fewer_finds_and_no_error(words: str) -> None:
    assert cut(words, targets(words))


def test_aims_of_annotated_duties(gold_folder: Path, corpus_folder: Path, evaluation_folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", evaluation_folder / "score.py")
    assert spec
    assert spec.loader
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    hits = wanted = given_out = 0
    for path in sorted(gold_folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        source = (corpus_folder / record["source"]).read_text("utf-8")
        masked = mask(source)
        for duty in scorer.with_offsets(record, source)["obligations"]:
            found = find_targets(masked, duty["start"], duty["end"], source)
            assert cut(source, found)
            gold = {scorer.target(target) for target in duty.get("targets") or []}
            mine = {scorer.target(asdict(target)) for target in found}
            hits, wanted, given_out = hits + len(gold & mine), wanted + len(gold), given_out + len(mine)
    assert wanted
    assert 2 * hits / (wanted + given_out) >= 0.95


HOSTILE = [
    "100% ", "5% đến ", "ít nhất 02 lớp ", "từ ", "trên 5% ", "12 ", "1.000", "1.000.", "tổ chức 02 lớp ", "( ", "có ",
    "12 lớp, ", "tỷ lệ ", "không quá 5% ", "ít nhất ", "% ", "1-2", "12 (hai) ", " ", "0", "\n", "(năm 2020 5%",
    "xây dựng a b c d 05 mô hình và ", "nếu 5% ", "đạt 5%, ",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: re.sub(r"\s+", " ", words) or "space")
def test_repeated_words_take_no_longer_than_their_length(words: str) -> None:
    text = (words * 50_000)[:50_000]
    with within(1):
        targets(text)
