"""Parts of documents: a table of what is printed and the parts that it cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import within

from ingest.lexicon import fold_same_length
from ingest.provisions import Provision, find_provisions, parse_provisions


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("khoản 3 Điều 90", ["dieu-90/khoan-3"]),
        ("Khoản 1, Điều 1", ["dieu-1/khoan-1"]),
        ("điểm a khoản 4 Điều 8", ["dieu-8/khoan-4/diem-a"]),
        ("điểm đ khoản 3 Điều 19", ["dieu-19/khoan-3/diem-dd"]),
        ("điểm d khoản 3 Điều 19", ["dieu-19/khoan-3/diem-d"]),
        ("tiết b điểm 2.1 khoản 2 Điều 4", ["dieu-4/khoan-2/diem-2-1/tiet-b"]),
        ("khoản 2a Điều 5b", ["dieu-5b/khoan-2a"]),
        ("Điều 1 và Điều 2", ["dieu-1", "dieu-2"]),
        ("các Điều 5, 6 và 7", ["dieu-5", "dieu-6", "dieu-7"]),
        ("các Điều 5, 6 đến 9", ["dieu-5", "dieu-6", "dieu-7", "dieu-8", "dieu-9"]),
        ("từ Điều 10 đến Điều 13", ["dieu-10", "dieu-11", "dieu-12", "dieu-13"]),
        ("Điều 4, 5 , 6 , 7", ["dieu-4", "dieu-5", "dieu-6", "dieu-7"]),
        ("điểm a đến d khoản 2 Điều 3", [f"dieu-3/khoan-2/diem-{point}" for point in ("a", "b", "c", "d")]),
        (
            "điểm a, b và c khoản 2; các Điều 5, 6",
            ["khoan-2/diem-a", "khoan-2/diem-b", "khoan-2/diem-c", "dieu-5", "dieu-6"],
        ),
        ("khoản 1, 2 Điều 5 và Điều 7", ["dieu-5/khoan-1", "dieu-5/khoan-2", "dieu-7"]),
        ("khoản 3, khoản 4 Điều 36", ["dieu-36/khoan-3", "dieu-36/khoan-4"]),
        ("khoản 2 Điều 26 và khoản 2 Điều 27", ["dieu-26/khoan-2", "dieu-27/khoan-2"]),
        ("điểm a khoản 1, khoản 2 Điều 5", ["dieu-5/khoan-1/diem-a", "dieu-5/khoan-2"]),
        ("Điều 5, khoản 2 Điều 6", ["dieu-5", "dieu-6/khoan-2"]),
        ("khoản 1 Điều 3 và Điều 5 Chương II", ["chuong-ii/dieu-3/khoan-1", "chuong-ii/dieu-5"]),
        ("khoản 3 của Điều 7", ["dieu-7/khoan-3"]),
        ("Điều 5 khoản 2", ["dieu-5/khoan-2"]),
        ("Điều 5 khoản 1 và khoản 2", ["dieu-5/khoan-1", "dieu-5/khoan-2"]),
        ("Điều 5, khoản 2, điểm a", ["dieu-5/khoan-2/diem-a"]),
        ("Chương II, Mục 1", ["chuong-ii/muc-1"]),
        ("Mục 2 Chương III", ["chuong-iii/muc-2"]),
        ("Tiểu mục 1 Mục 2 Chương III", ["chuong-iii/muc-2/tieu-muc-1"]),
        ("Phần thứ hai", ["phan-thu-hai"]),
        ("Điểm 1 Mục I", ["muc-i/diem-1"]),
        ("điểm 4.1 Phần III", ["phan-iii/diem-4-1"]),
        ("mục 5 khoản II", ["khoan-ii/muc-5"]),
        ("điểm 1.3 mục c khoản 1 Điều 5", ["dieu-5/khoan-1/muc-c/diem-1-3"]),
        ("Phụ lục II", ["phu-luc-ii"]),
        ("Phụ lục số 03", ["phu-luc-03"]),
        ("Phụ lục ban hành kèm theo", ["phu-luc"]),
        ("ĐIỀU 5 VÀ ĐIỀU 6", ["dieu-5", "dieu-6"]),
        ("khoản 3  Điều\n90", ["dieu-90/khoan-3"]),
        ("điểm kinh doanh", []),
        ("khoản chi thường xuyên", []),
        ("Điều kiện kinh doanh", []),
        ("Điều này", []),
        ("mục tiêu cụ thể", []),
        ("phần mềm quản lý", []),
        ("mười điều răn", []),
    ],
)
def test_parts(text: str, ids: list[str]) -> None:
    assert [provision.id for provision in parse_provisions(text)] == ids


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("KHOẢN 3 ĐIỀU 90", "khoản 3 Điều 90"),
        ("Điều 5, khoản 2, điểm a", "điểm a khoản 2 Điều 5"),
        ("chương iii", "Chương III"),
        ("phụ lục ban hành kèm theo", "Phụ lục"),
    ],
)
def test_label(text: str, label: str) -> None:
    assert parse_provisions(text)[0].label == label


def test_places() -> None:
    text = fold_same_length("Theo các Điều 5, 6 của Luật này, khoản 2 Điều 7 và Chương II; xem Chương IV.")
    quotes = [text[mention.start : mention.end] for mention in find_provisions(text)]
    assert quotes == ["điều 5, 6", "khoản 2 điều 7 và chương ii", "chương iv"]


def test_a_range_that_cannot_be_counted_keeps_its_ends() -> None:
    assert [provision.id for provision in parse_provisions("Điều 5a đến Điều 9")] == ["dieu-5a", "dieu-9"]
    assert len(parse_provisions("Điều 1 đến Điều 9000")) == 2


KINDS = ("phần", "chương", "mục", "điều", "khoản", "điểm", "phụ lục")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 99).map(str)), min_size=1, max_size=6, unique_by=lambda s: s[0]
)


@given(STEPS)
def test_inner_first_is_read_back(steps: list[tuple[str, str]]) -> None:
    """Parts printed from the innermost out, as the drafting rules have it, are one path."""
    outer_first = sorted(steps, key=lambda step: ("phụ lục", *KINDS).index(step[0]))
    provision = Provision(tuple(outer_first))
    assert [found.id for found in parse_provisions(provision.label)] == [provision.id]


@given(st.text(alphabet="điềukhoảnmục 0123456789,;avàiếtn-.\n", max_size=300))
def test_any_text_is_read(text: str) -> None:
    folded = fold_same_length(text)
    ends = [(mention.start, mention.end) for mention in find_provisions(folded)]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    "piece",
    [
        "khoản 1 ", "Điều 1, ", "điều 1 đến ", "điểm a, b, c ", "các Điều 5, 6 và ", "khoản 1 Điều 2 Chương I ",
        "Điều ", "khoản ivxlc ", "từ các ", "mục c khoản 1 ", "phụ lục ", "phụ lục ban hành kèm theo ",
        "Điều 1 đến 99, ", "1, ", "điểm 1.1.1.1 ",
    ],
)  # fmt: skip
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    text = fold_same_length(piece * (50_000 // len(piece)))
    with within(1):
        find_provisions(text)
