"""Texts that nobody means well with: nothing is raised, quotes stand at their offsets, and time grows with the text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutate import MUTATORS, PIECES
from timing import within

from ingest import extract
from ingest.errors import NotTextError
from ingest.identity import agency_id, document_id, place_id
from ingest.lexicon import fold, fold_same_length, slug
from ingest.memory import forget
from ingest.model import Record
from ingest.text import read_source

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("*.txt"))


def check_quotes(record: Record, text: str) -> None:
    for start, end, quote in _quotes(asdict(record)):
        assert start < end
        assert text[start:end] == quote


def _quotes(value: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("end"), int):
            yield value["start"], value["end"], value["evidence"] if "evidence" in value else value["text"]
        value = list(value.values())
    for one in value if isinstance(value, list | tuple) else ():
        yield from _quotes(one)


@pytest.mark.parametrize(
    "text", ["Sở Y tế\ud800 chủ trì.", "\udfff", "1. Sở Y tế: Làm việc \udc80 này.\n", "e\u0323\udfff\u0302"]
)
def test_half_a_surrogate_pair_is_a_sign_like_others(text: str) -> None:
    record = extract(text)
    assert all(text[duty.start : duty.end] == duty.text for duty in record.obligations)


# A letter with its marks in the wrong order, which a sort by insertion takes long for.
PILE = "a" + "\u0301" * 20_000 + "\u0323" * 20_000


@pytest.mark.parametrize(
    "text",
    [PILE, f"KẾ HOẠCH\n{PILE}\n", f"1. Sở Y tế: Làm {PILE} xong.\n", f"Luật Đất {PILE}đai"],
    ids=["alone", "title", "duty", "law"],
)
def test_a_pile_of_marks_takes_no_time(text: str) -> None:
    _is_read_within(2, text)


@pytest.mark.parametrize(
    "piece", ["HĐND, ", "Sở Y tế, ", "Giám đốc Sở Y tế, ", "BỘ Y TẾ - ", "abc\n", "SỞ Y TẾ\nabc\n"]
)
def test_a_head_of_bodies_takes_no_time(piece: str) -> None:
    _is_read_within(1, piece * (10_000 // len(piece)))


def _is_read_within(seconds: float, text: str) -> None:
    """A text that is not remembered."""
    extract("Kế hoạch")
    forget()
    with within(seconds):
        assert asdict(extract(text))


# Any text at all

SIGNS = st.text(st.characters(codec=None), max_size=6)
TEXTS = st.lists(st.sampled_from(PIECES) | SIGNS, max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_whatever_is_written_quotes_stand_at_their_offsets(text: str) -> None:
    record = extract(text)
    check_quotes(record, text)
    forget()
    assert extract(text) == record


@pytest.mark.parametrize("name", MUTATORS)
def test_a_spoiled_plan_is_read(name: str) -> None:
    for seed, path in enumerate(SAMPLES):
        text = MUTATORS[name](Random(seed), path.read_text("utf-8"))  # noqa: S311 - not for secrets
        record = extract(text, name=path.name)
        check_quotes(record, text)
        assert json.loads(json.dumps(asdict(record)))["sha256"] == record.sha256


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_decomposed_letters_change_no_find(path: Path) -> None:
    """A text is read alike whichever of its letters are decomposed, and its quotes are as it has them."""
    text, random = path.read_text("utf-8"), Random(1)  # noqa: S311 - not for secrets
    mixed = "".join(unicodedata.normalize("NFD", c) if random.random() < 0.5 else c for c in text)
    record = extract(mixed)
    check_quotes(record, mixed)
    composed = json.loads(unicodedata.normalize("NFC", json.dumps(asdict(record), ensure_ascii=False)))
    assert _without_places(composed) == _without_places(asdict(extract(text)))


def _without_places(value: object) -> object:
    """Values without offsets and without what hangs on the form of the letters."""
    if isinstance(value, dict):
        return {key: _without_places(said) for key, said in value.items() if key not in {"start", "end", "sha256"}}
    return [_without_places(one) for one in value] if isinstance(value, list | tuple) else value


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | SIGNS, max_size=12).map("".join))
def test_foldings_are_what_they_say(text: str) -> None:
    folded = fold_same_length(text)
    assert len(folded) == len(text)
    assert fold_same_length(folded) == folded
    assert fold(fold(text)) == fold(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert slug(text.upper()) == slug(text) or not text.isascii()


@pytest.mark.parametrize("name", ["Luật " + "A" * 9_000, "Luật " + "A " * 9_000])
def test_a_name_without_end_is_no_key_without_end(name: str) -> None:
    identity = document_id("Luật", None, "2020", None, name)
    assert len(identity) <= 320
    assert identity != document_id("Luật", None, "2020", None, f"{name}B")
    assert len(agency_id(name, "tỉnh", (f"tỉnh {name}",))) <= 320
    assert len(place_id((f"tỉnh {name}",))) <= 320


@pytest.mark.parametrize("name", ["Sở {}", "Trung tâm {}", "UBND huyện {}", "Sở Y tế tỉnh {}", "Ban Chỉ đạo {}"])
def test_a_word_without_end_is_of_no_name(name: str) -> None:
    record = extract(f"I. TỔ CHỨC\n\n1. {name.format('A' * 5_000)} chủ trì việc này.\n")
    assert all(len(agency.name) < 1_000 for agency in record.agencies)


NAMES = st.none() | st.sampled_from(PIECES) | st.text(max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.tuples(NAMES, NAMES, st.none() | st.dates().map(str), NAMES, NAMES, NAMES))
def test_an_identity_is_one_word(said: tuple[str | None, ...]) -> None:
    identity = document_id(*said)
    assert len(identity) <= 320
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", identity)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_are_a_text_or_refused_in_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    path.write_bytes(data)
    text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")
    if b"\x00" in data or not text.strip() or text.encode() != data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"):
        with pytest.raises(NotTextError, match=r"\A[^\n]+\.\Z"):
            read_source(path)
    else:
        assert read_source(path).text == text
