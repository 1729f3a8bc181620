"""What people type for a document or a body, read without a graph."""

from __future__ import annotations

import pytest
from timing import within

from api.names import fits_date, match_names, read_document, spell
from ingest.lexicon import words_of

NAMES = [
    ("Sở Y tế", "Sở Y tế"),
    ("Sở Y tế", "Department of Health"),
    ("Bộ Y tế", "Bộ Y tế"),
    ("Bộ Y tế", "Ministry of Health"),
    ("Ủy ban nhân dân", "Ủy ban nhân dân"),
    ("Ủy ban nhân dân", "People's Committee"),
    ("Chủ tịch Ủy ban nhân dân", "Chủ tịch Ủy ban nhân dân"),
    ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở Lao động - Thương binh và Xã hội", "Department of Labour, War Invalids and Social Affairs"),
    ("Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
]


@pytest.mark.parametrize(
    ("text", "kind", "number", "date"),
    [
        ("Nghị quyết số 121/2020/QH14", "Nghị quyết", "121 2020 qh14", None),
        ("nghi quyet so 121/2020/qh14", "Nghị quyết", "121 2020 qh14", None),
        ("Resolution 121/2020/QH14", "Nghị quyết", "121 2020 qh14", None),
        ("National Assembly Resolution No. 121/2020/QH14", "Nghị quyết", "121 2020 qh14", None),
        ("NQ 121/2020/QH14", "Nghị quyết", "121 2020 qh14", None),
        ("121/2020/QH14", None, "121 2020 qh14", None),
        ("Nghị quyết 121/2020", "Nghị quyết", "121 2020", None),
        ("Nghị quyết 121", "Nghị quyết", "121", None),
        ("06/QĐ-TTg", None, "06 qdttg", None),
        ("6/qđ-ttg", None, "06 qdttg", None),
        ("06 / QĐ – TTg", None, "06 qdttg", None),
        ("QĐ 06/QĐ-TTg năm 2022", "Quyết định", "06 qdttg", "2022"),
        ("Quyết định 06/QĐ-TTg 2019", "Quyết định", "06 qdttg", "2019"),
        ("Quyết định số 06/QĐ-TTg ngày 06/01/2022", "Quyết định", "06 qdttg", "2022-01-06"),
        ("Quyết định 06/QĐ-TTg ngày 6 tháng 1 năm 2022", "Quyết định", "06 qdttg", "2022-01-06"),
        ("Decision 1472/QD-TTg of 28 September 2020", "Quyết định", "1472 qdttg", "2020-09-28"),
        ("Decision 1472/QD-TTg dated September 28, 2020", "Quyết định", "1472 qdttg", "2020-09-28"),
        ("Chỉ thị 28 CT/TW", "Chỉ thị", "28 cttw", None),
        ("28-CT/TW", None, "28 cttw", None),
        ("20/CT-TW", None, "20 cttw", None),
        ("13/2021/TTB-LĐTBXH", None, "13 2021 ttbldtbxh", None),
        ("Công văn số 1534", "Công văn", "1534", None),
        ("98 / KH - UBND", None, "98 khubnd", None),
    ],
)
def test_numbers_in_all_their_spellings(text: str, kind: str | None, number: str, date: str | None) -> None:
    wanted = read_document(text)
    assert kind in wanted.types if kind else not wanted.types
    assert (wanted.number, wanted.date) == (number, date)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Luật trẻ em", "Luật", ("tre", "em")),
        ("Bộ luật Lao động", "Bộ luật", ("lao", "dong")),
        ("Kế hoạch của huyện Bạch Thông", "Kế hoạch", ("huyen", "bach", "thong")),
        # The number belongs to the document that the plan is about.
        ("Plan on Decision 06/QĐ-TTg", "Kế hoạch", ("decision", "06", "qd", "ttg")),
        # "Kế hoạch" is a word of the body's name here, and no document is meant.
        ("Sở Kế hoạch và Đầu tư", None, ("so", "ke", "hoach", "dau", "tu")),
        ("", None, ()),
        ("   ", None, ()),
    ],
)
def test_a_name_without_a_number_is_its_words(text: str, kind: str | None, words: tuple[str, ...]) -> None:
    wanted = read_document(text)
    assert (wanted.types, wanted.number, wanted.words) == ((kind,) if kind else (), None, words)


def test_dates_fit_at_the_precision_of_the_coarser() -> None:
    assert fits_date("2022", "2022-01-06")
    assert fits_date("2022-01-06", "2022")
    assert fits_date("2022-01-06", None)
    assert fits_date(None, "2022-01-06")
    assert not fits_date("2019", "2022-01-06")


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("so y te", "Sở Y tế", ""),
        ("SYT Quảng Ngãi", "Sở Y tế", "quang ngai"),
        ("Department of Health of Quang Ngai", "Sở Y tế", "quang ngai"),
        ("Quang Ngai Provincial Department of Health", "Sở Y tế", "quang ngai provincial"),
        ("MOH", "Bộ Y tế", ""),
        ("UBND huyện Văn Quan", "Ủy ban nhân dân", "huyen van quan"),
        ("Van Quan District People's Committee", "Ủy ban nhân dân", "van quan district"),
        ("PPC", "Ủy ban nhân dân", "tinh"),
        ("Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân", "tinh"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội", ""),
        ("sở LĐTBXH Hưng Yên", "Sở Lao động - Thương binh và Xã hội", "hung yen"),
        ("DOLISA", "Sở Lao động - Thương binh và Xã hội", ""),
        ("Department of Labor, Invalids and Social Affairs", "Sở Lao động - Thương binh và Xã hội", ""),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", ""),
        ("SGDĐT", "Sở Giáo dục và Đào tạo", ""),
        ("Sở Giáo dục - Đào tạo", "Sở Giáo dục và Đào tạo", ""),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch", ""),
        ("Sở Văn hoá Thể thao Du lịch", "Sở Văn hóa, Thể thao và Du lịch", ""),
    ],
)
def test_a_body_is_found_however_it_is_written(text: str, name: str, rest: str) -> None:
    match = match_names(text, NAMES)[0]
    assert (match.name, match.rest) == (name, frozenset(rest.split()))


@pytest.mark.parametrize("text", ["", "y", "sở", "Trung tâm Y tế", "Health", "tế y sở"])
def test_a_part_of_a_name_is_no_name(text: str) -> None:
    assert match_names(text, NAMES) == []


def test_initials_must_spell_the_whole_name() -> None:
    assert list(spell(["ubnd"], words_of("Ủy ban nhân dân"))) == [1]
    assert list(spell(["ubn"], words_of("Ủy ban nhân dân"))) == []


@pytest.mark.parametrize("part", ["a ", "1/", "06/QĐ-", "nghị quyết ", "va ", "s", "ngày 1/1/", "- "])
def test_hostile_repetition_is_read_in_time(part: str) -> None:
    text = part * (300 // len(part))
    with within(1):
        read_document(text)
        match_names(text, NAMES * 100)
