"""Texts that nobody means well with: nothing is raised, quotes stand at their offsets, and time grows with the text."""

from __future__ import annotations

import time
from dataclasses import asdict

import pytest

from ingest import extract
from ingest.memory import forget


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
    assert _seconds(text) < 2


@pytest.mark.parametrize(
    "piece", ["HĐND, ", "Sở Y tế, ", "Giám đốc Sở Y tế, ", "BỘ Y TẾ - ", "abc\n", "SỞ Y TẾ\nabc\n"]
)
def test_a_head_of_bodies_takes_no_time(piece: str) -> None:
    assert _seconds(piece * (10_000 // len(piece))) < 1


def _seconds(text: str) -> float:
    """Processor time of reading a text that is not remembered."""
    extract("Kế hoạch")
    forget()
    began = time.process_time()
    assert asdict(extract(text))
    return time.process_time() - began
