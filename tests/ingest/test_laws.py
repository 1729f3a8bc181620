"""The table of laws agrees with itself, and names are read as they are printed."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import pytest

from ingest.laws import (
    Law,
    first_words,
    known_name_end,
    law_in_force,
    law_of_number,
    law_passed_on,
    laws_named,
)
from ingest.lexicon import fold_same_length, table

ROWS = table("laws")["law"]
LAWS = [law for row in ROWS for law in laws_named(row["name"]) if law.number == row.get("number")]
# The days on which the terms of the National Assembly began; each ends where the next begins.
TERMS = {
    9: "1992-09-19", 10: "1997-07-20", 11: "2002-07-19", 12: "2007-07-19",
    13: "2011-07-21", 14: "2016-07-20", 15: "2021-07-20", 16: "2026-04-06",
}  # fmt: skip


def _label(law: Law) -> str:
    return law.number or f"{law.name} {law.passed}"


def test_the_table_is_large_and_each_number_stands_once() -> None:
    numbers = [row["number"] for row in ROWS if "number" in row]
    assert len(ROWS) >= 250
    assert len(set(numbers)) == len(numbers)
    assert all("number" in row or row["name"] == "Hiến pháp" for row in ROWS)


def test_the_table_is_in_the_order_of_passing() -> None:
    assert [row["passed"] for row in ROWS] == sorted(row["passed"] for row in ROWS)


@pytest.mark.parametrize("law", LAWS, ids=_label)
def test_days_are_days_and_follow_each_other(law: Law) -> None:
    date.fromisoformat(law.passed)
    assert law.in_force is None or date.fromisoformat(law.in_force) >= date.fromisoformat(law.passed)
    assert law.until is None or date.fromisoformat(law.until) >= date.fromisoformat(law.start)


@pytest.mark.parametrize("law", [law for law in LAWS if "QH" in (law.number or "")], ids=_label)
def test_numbers_agree_with_the_day_of_passing(law: Law) -> None:
    match = re.fullmatch(r"\d\d+(?:/((?:19|20)\d\d))?/(?:PL-UBTV)?QH(\d+)", law.number or "")
    assert match
    term = int(match[2])
    assert match[1] in (None, law.passed[:4])
    assert TERMS[term] <= law.passed < TERMS[term + 1]


@pytest.mark.parametrize("law", [law for law in LAWS if law.replaced_by], ids=_label)
def test_what_replaces_a_law_is_in_the_table_and_later(law: Law) -> None:
    for number in law.replaced_by:
        other = law_of_number(number)
        assert other is not None
        assert other.passed > law.passed
        assert law.in_force is None or other.start > law.start


@pytest.mark.parametrize("law", [law for law in LAWS if law.amends], ids=_label)
def test_what_a_law_amends_is_in_the_table_and_earlier(law: Law) -> None:
    for number in law.amends:
        other = law_of_number(number)
        assert other is not None
        assert other.passed < law.passed


@pytest.mark.parametrize("name", sorted({law.name for law in LAWS if not law.amends}))
def test_laws_of_one_name_follow_each_other(name: str) -> None:
    laws = laws_named(name)
    for earlier, later in pairwise(laws):
        assert earlier.until is not None
        assert earlier.until <= later.start


@pytest.mark.parametrize("law", LAWS, ids=_label)
def test_each_law_is_found_by_number_by_name_and_by_the_day_of_passing(law: Law) -> None:
    folded = fold_same_length(law.name)
    assert law.number is None or law_of_number(law.number) == law
    assert law in laws_named(law.name)
    assert law_passed_on(law.name, law.passed) == law
    assert known_name_end(folded, 0) == len(folded)
    assert folded.split()[0] in first_words()


@pytest.mark.parametrize("law", [law for law in LAWS if not law.amends], ids=_label)
def test_a_law_is_meant_on_its_first_day_and_by_its_year(law: Law) -> None:
    assert law_in_force(law.name, law.start) == law
    assert (
        law_in_force(law.name, "2026-03-01", int(law.passed[:4])) == law
        or law_in_force(law.name, law.start, int(law.passed[:4])) == law
    )


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("luật phòng chống ma tuý", "73/2021/QH14"),
        ("LUẬT PHÒNG, CHỐNG MA TÚY", "73/2021/QH14"),
        ("Luật Phòng và chống ma túy", "73/2021/QH14"),
        ("Luật Thi đua – Khen thưởng", "06/2022/QH15"),
        ("Luật  Quản lí\nthuế", "38/2019/QH14"),
        ("Luật BHXH", "41/2024/QH15"),
        ("Luật Bảo vệ quyền lợi người tiêu dùng", "19/2023/QH15"),
        ("Luật Hình sự", "100/2015/QH13"),
        ("BLHS", "100/2015/QH13"),
        ("Bộ luật Hàng hải", "95/2015/QH13"),
        ("Luật Phòng, chống HIV/AIDS", "64/2006/QH11"),
        ("Luật Tổ chức HĐND và UBND", "11/2003/QH11"),
        ("Lua\u0323\u0302t Tre\u0309 em", "102/2016/QH13"),
    ],
)
def test_names_are_read_as_they_are_printed(printed: str, number: str) -> None:
    assert laws_named(printed)[-1].number == number


@pytest.mark.parametrize("printed", ["", "Luật", "Luật Đất", "Luật Đất đai năm", "Đất đai", "Luật Đầu tư, công", "())"])
def test_what_is_no_name_names_nothing(printed: str) -> None:
    assert laws_named(printed) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luật Giáo dục đại học năm 2012", "Luật Giáo dục đại học"),
        ("Luật Giáo dục, Luật Nhà ở", "Luật Giáo dục"),
        ("Luật Đầu tư, Công ty A", "Luật Đầu tư"),
        ("Luật Đầu tư công, Công ty A", "Luật Đầu tư công"),
        ("Luật Phòng cháy, chữa cháy năm 2001", "Luật Phòng cháy, chữa cháy"),
        ("Luật phòng chống thiên tai và đê điều", "Luật phòng chống thiên tai"),
        ("Bộ luật   Hàng hải Việt Nam 2015", "Bộ luật   Hàng hải Việt Nam"),
        ("Luật Trẻ emm", None),
        ("Luật này", None),
        ("Luật", None),
    ],
)
def test_the_longest_known_name_is_taken(text: str, name: str | None) -> None:
    assert known_name_end(fold_same_length(text), 0) == (len(name) if name else None)


def test_a_list_that_says_the_type_once() -> None:
    text = fold_same_length("các luật: Trẻ em, Bình đẳng giới; Phòng, chống ma túy và Đất đai")
    names = ("trẻ em", "bình đẳng giới", "phòng, chống ma túy", "đất đai")
    for name in names:
        begin = text.index(name)
        assert known_name_end(text, begin, after="luật") == begin + len(name)
    assert known_name_end(text, text.index("trẻ em")) is None
    assert known_name_end(text, text.index("trẻ em"), after="pháp lệnh") is None


@pytest.mark.parametrize(
    ("name", "day", "year", "number"),
    [
        ("Luật Đất đai", "2012-05-01", None, "13/2003/QH11"),
        ("Luật Đất đai", "2014-06-30", None, "13/2003/QH11"),
        ("Luật Đất đai", "2014-07-01", None, "45/2013/QH13"),
        ("Luật Đất đai", "2024-07", None, "45/2013/QH13"),
        ("Luật Đất đai", "2024", None, None),
        ("Luật Đất đai", None, None, None),
        ("Luật Đất đai", None, 2013, "45/2013/QH13"),
        ("Luật Đất đai", "2026-01-01", 2013, "45/2013/QH13"),
        ("Luật Đất đai", "2012-05-01", 2013, None),
        ("Luật Đất đai", None, 2014, "45/2013/QH13"),
        ("Luật Đất đai", None, 2018, "45/2013/QH13"),
        ("Luật Trẻ em", None, None, "102/2016/QH13"),
        ("Luật Trẻ em", "2016-12-01", None, "102/2016/QH13"),
        ("Luật Trẻ em", "2015-12-01", None, None),
        ("Luật Dạy nghề", "2020-01-01", None, "76/2006/QH11"),
        ("Luật Tổ chức chính quyền địa phương", "2025-06-15", None, "65/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", "2025-07-01", 2025, "72/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", "2025-03-15", 2025, "65/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", None, 2025, None),
        ("Luật Xa lạ", "2020-01-01", None, None),
    ],
)
def test_the_law_that_a_text_of_a_day_means(name: str, day: str | None, year: int | None, number: str | None) -> None:
    law = law_in_force(name, day, year)
    assert (law.number if law else None) == number


def test_hostile_repetition_takes_no_time() -> None:
    texts = [
        "luật " * 10_000,
        "luật" + " " * 50_000,
        "luật phòng, chống " * 3_000,
        "luật, và " * 6_000,
        "luật" * 12_000,
    ]
    begin = time.perf_counter()
    for text in texts:
        for match in re.finditer("luật", text):
            known_name_end(text, match.start())
    assert time.perf_counter() - begin < 1
