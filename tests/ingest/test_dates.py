"""Dates and deadlines, by the table `deadlines.toml` and the rules' own examples; on real duties; and in good time."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import within

from ingest.dates import date_at, find_dates, parse_deadline
from ingest.dates.mentions import RULES as SHAPES
from ingest.dates.points import RULES as POINTS
from ingest.dates.points import find_points, last_day, yearly_day
from ingest.lexicon import fold_same_length, table
from ingest.model import Deadline
from ingest.text.layout import mask

TABLE = tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))


def deadline(words: str, year: int | None) -> Deadline | None:
    return parse_deadline(words, 0, len(words), plan_year=year or None, text=words)


def parts(printed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in printed.split(",") if part.strip())


def days(value: Deadline) -> tuple[str, ...]:
    return (value.due,) if isinstance(value.due, str) else value.due or ()


def said(words: str, value: Deadline) -> bool:
    """Whether a deadline's text is cut from the words, in their order."""
    position = 0
    for piece in value.text.split(" | "):
        position = words.find(piece, position)
        if not piece or position < 0:
            return False
        position += len(piece)
    return True


# ---- dates


@pytest.mark.parametrize(("text", "iso"), [(text, iso) for rule in SHAPES for text, iso in rule.examples.items()])
def test_a_date_is_read_as_precisely_as_it_is_printed(text: str, iso: str) -> None:
    words = f"Căn cứ văn bản {text}, gửi lại."
    (mention,) = find_dates(words, 0, len(words))
    assert (mention.iso, words[mention.start : mention.end]) == (iso, text)
    assert date_at(fold_same_length(words), len("Căn cứ văn bản")) == mention


@pytest.mark.parametrize("text", [text for rule in SHAPES for text in rule.refuses])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, 0, len(text)) == ()


PRINTED = [
    ("Hà Nội, ngày 02\n tháng 9 năm\n2019", ["2019-09-02"]),
    ("ngày 12\n\n3\n\ntháng 7 năm 2021", ["2021-07-12"]),
    ("Nghị định số 12/2020/NĐ-CP ngày 19/ 6/2020", ["2020-06-19"]),
    ("từ ngày 05/01/2023 đến ngày 10/01/2023", ["2023-01-05", "2023-01-10"]),
    ("NGÀY 14 THÁNG 6 NĂM 2005", ["2005-06-14"]),
    ("ngày 29 tháng 02 năm 2023", []),
    ("ngày 29 tháng 02 năm 2024", ["2024-02-29"]),
    ("ngày 09–5–2017", ["2017-05-09"]),
    ("ngày l9/6/2020 và ngày 3o/9/2020", ["2020-06-19", "2020-09-30"]),
    ("giai đoạn 2021 - 2025", []),
    ("đường dây nóng 111, mã số 10.05.2020.1", []),
    ("tháng 4 năm 2023 và năm 2024", ["2023-04", "2024"]),
]


@pytest.mark.parametrize(("text", "dates"), PRINTED, ids=[text[:30] for text, _ in PRINTED])
def test_dates_stand_over_lines_pages_and_slips(text: str, dates: list[str]) -> None:
    assert [mention.iso for mention in find_dates(text, 0, len(text))] == dates


def test_a_slip_is_as_long_as_the_word_it_stands_for() -> None:
    assert all(len(slip) == len(word) for slip, word in table("dates")["slips"].items())


def test_only_the_span_is_searched() -> None:
    text = "ngày 01/02/2020, ngày 03/04/2021, ngày 05/06/2022"
    (mention,) = find_dates(text, 16, 33)
    assert text[mention.start : mention.end] == "ngày 03/04/2021"


def test_no_date_begins_where_none_is_printed() -> None:
    assert date_at("ký ngày 09/5/2017", 0) is None
    assert date_at("ký ngày 09/5/2017", 17) is None


@pytest.mark.parametrize(("text", "value"), [(text, iso) for rule in POINTS for text, iso in rule.examples.items()])
def test_a_point_of_time_ends_on_its_last_day(text: str, value: str) -> None:
    if text == "năm nay":
        return
    (point,) = find_points(fold_same_length(text))
    assert (point.start, point.end) == (0, len(text))
    if point.grain == "school":
        assert str(point.year) == value
    elif point.grain == "monthday":
        assert f"---{point.day:02}" == value
    else:
        assert (last_day(point, point.year) if point.year else yearly_day(point)) == value


@pytest.mark.parametrize("text", [text for rule in POINTS for text in rule.refuses])
def test_what_only_looks_like_a_point_of_time_is_none(text: str) -> None:
    points = [point for point in find_points(fold_same_length(text)) if (point.start, point.end) == (0, len(text))]
    assert not [point for point in points if point.grain != "day"]


# ---- deadlines, by the table


def test_the_table_is_long_enough() -> None:
    assert sum(len(rows) for name, rows in TABLE.items() if name != "none") >= 150
    assert len(TABLE["none"]) >= 40


@pytest.mark.parametrize(("words", "year", "due"), TABLE["scheduled"])
def test_duties_are_due_on_days(words: str, year: int, due: str) -> None:
    value = deadline(words, year)
    assert value is not None
    assert (days(value), value.start, value.ongoing, value.recurrence) == (parts(due), None, False, None)
    assert value.kind == "scheduled"
    assert said(words, value)


@pytest.mark.parametrize(("words", "year", "start", "due"), TABLE["periods"])
def test_duties_run_from_one_time_to_another(words: str, year: int, start: str, due: str) -> None:
    value = deadline(words, year)
    assert value is not None
    assert (days(value), value.start, value.ongoing, value.recurrence) == ((due,), start, False, None)
    assert said(words, value)


@pytest.mark.parametrize(("words", "year", "start"), TABLE["ongoing"])
def test_duties_go_on_without_end(words: str, year: int, start: str) -> None:
    value = deadline(words, year)
    assert value is not None
    assert (days(value), value.start, value.ongoing, value.recurrence) == ((), start or None, True, None)
    assert value.kind == "ongoing"
    assert said(words, value)


@pytest.mark.parametrize(("words", "year", "spans", "due"), TABLE["recurring"])
def test_duties_return(words: str, year: int, spans: str, due: str) -> None:
    value = deadline(words, year)
    assert value is not None
    assert (value.recurrence, days(value)) == (parts(spans), parts(due))
    assert value.kind == "recurring"
    assert said(words, value)


@pytest.mark.parametrize("words", TABLE["contingent"])
def test_duties_wait_for_something(words: str) -> None:
    value = deadline(words, 2024)
    assert value is not None
    assert (days(value), value.start, value.ongoing, value.recurrence) == ((), None, False, None)
    assert value.kind == "contingent"
    assert said(words, value)


@pytest.mark.parametrize(("words", "year"), TABLE["unresolved"])
def test_a_time_that_gives_no_day_says_why(words: str, year: int) -> None:
    value = deadline(words, year)
    assert value is not None
    assert days(value) == ()
    assert value.unresolved
    assert said(words, value)


@pytest.mark.parametrize("words", TABLE["none"])
@pytest.mark.parametrize("year", [None, 2024])
def test_what_only_looks_like_a_deadline_is_none(words: str, year: int | None) -> None:
    assert deadline(words, year) is None


LABELLED = [
    ("- Thời gian thực hiện: Theo lộ trình của Bộ Tài chính.", None, "contingent"),
    ("- Thời gian hoàn thành: Quý III/2024.", "2024-09-30", "scheduled"),
    ("- Thời hạn hoàn thành (dự kiến): 15/11.", "2024-11-15", "scheduled"),
    ("- Tiến độ: tháng 5, 8/2024", ("2024-05-31", "2024-08-31"), "scheduled"),
]


@pytest.mark.parametrize(("line", "due", "kind"), LABELLED, ids=[line[:26] for line, _, _ in LABELLED])
def test_all_that_a_labelled_line_says_is_a_time(line: str, due: object, kind: str) -> None:
    start = line.index(":") + 2
    value = parse_deadline(line, start, len(line), plan_year=2024, text=line)
    assert value is not None
    assert (value.due, value.kind) == (due, kind)
    assert said(line[start:], value)


def test_the_years_of_a_programme_are_no_deadline_even_on_a_labelled_line() -> None:
    line = "Thời gian thực hiện: giai đoạn 2021 - 2025."
    assert parse_deadline(line, 21, len(line), plan_year=2021, text=line) is None


def test_the_text_of_a_deadline_is_cut_from_the_source_and_not_from_the_mask() -> None:
    text = "Báo cáo về huyện (*trước\n\nngày 10/5*) để tổng hợp."
    value = parse_deadline(mask(text), 0, len(text), plan_year=2024, text=text)
    assert value is not None
    assert (value.due, value.text) == ("2024-05-10", "trước\n\nngày 10/5")


@given(st.text(alphabet="ngàytháqúIV0123456789/.-(), \nđếnrướchằ", max_size=120), st.sampled_from([None, 2024]))
def test_odd_words_give_fewer_finds_and_no_error(words: str, year: int | None) -> None:
    value = deadline(words, year)
    assert value is None or said(words, value)


def test_no_day_is_due_that_is_neither_printed_nor_of_the_plans_year() -> None:
    rows = [row for name in ("scheduled", "recurring") for row in TABLE[name]]
    for words, year, *_ in rows:
        value = deadline(words, year)
        for day in days(value) if value else ():
            printed = day[:4] in words or day.startswith("--") or day[:4] in {str(year), str(year + 1), str(year - 1)}
            assert printed, (words, day)


# ---- every word of the lists

GIVES = [  # lists of words, a sentence with one of them, and what comes of it
    (
        "cues",
        ("before", "limit", "until"),
        "Các đơn vị gửi kết quả điều tra {} ngày 15/6/2024 để tổng hợp.",
        "2024-06-15",
    ),
    ("cues", ("within",), "Sở Nội vụ lấy ý kiến của người dân {} quý II/2024 theo quy định.", "2024-06-30"),
    ("cues", ("finish",), "Sở Nội vụ rà soát tiêu chí đánh giá, {} trong năm 2024 theo quy định.", "2024-12-31"),
    ("cues", ("deed",), "Sở Nội vụ rà soát tiêu chí đánh giá ({} quý II năm 2024).", "2024-06-30"),
    ("cues", ("from", "begin"), "Sở Nội vụ rà soát tiêu chí đánh giá ({} tháng 6 năm 2024).", "2024-06"),
    ("repeats", ("reports",), "Sở Nội vụ {} 6 tháng, năm về Bộ.", ("P6M", "P1Y")),
    ("repeats", ("every",), "{} năm, Sở Nội vụ tổ chức hội thi.", ("P1Y",)),
    ("always", ("words",), "{} kiểm tra các điểm đông người.", "ongoing"),
    ("always", ("verbs",), "Sở Nội vụ {} thường xuyên các điểm đông người.", "ongoing"),
    ("conditions", ("issued", "later"), "Triển khai phần mềm sau khi Bộ Tài chính {}.", "contingent"),
    ("conditions", ("asked",), "Gửi tài liệu {}.", "contingent"),
    ("conditions", ("spans",), "Trả lời {} 05 ngày kể từ ngày nhận hồ sơ.", "contingent"),
    ("conditions", ("units",), "Trả lời chậm nhất 05 {} kể từ ngày nhận hồ sơ.", "contingent"),
    ("conditions", ("since",), "Trả lời chậm nhất 05 ngày {} nhận hồ sơ.", "contingent"),
    ("conditions", ("alone",), "Trả lời {} 05 ngày làm việc.", "contingent"),
]
REFUSES = [
    ("refusals", ("facts",), "Lập hồ sơ người {} trước ngày 15/6/2024 theo quy định."),
    ("refusals", ("data", "things"), "Sở Nội vụ tổng hợp {} năm 2024 và các năm tiếp theo."),
    ("refusals", ("papers",), "Sở Nội vụ rà soát {} ban hành trước ngày 15/6/2024 theo quy định."),
    ("refusals", ("leads",), "{} nộp hồ sơ trước ngày 15/6/2024, tiếp tục giải quyết."),
    ("refusals", ("topics",), "{} nộp hồ sơ trong tháng 6/2024, tiếp tục giải quyết."),
    ("refusals", ("events",), "Hưởng ứng {} môi trường (từ ngày 01/6 đến ngày 30/6) tại cơ sở."),
    ("refusals", ("periods",), "Thực hiện chương trình {} 2023 - 2025 tại cơ sở."),
    ("refusals", ("follows",), "Hồ sơ được tiếp nhận trước ngày 15/6/2024 {} giải quyết."),
    ("refusals", ("frames",), "Lập danh sách theo {} từ ngày 15/6/2024 đến ngày 20/6/2024."),
    ("repeats", ("nouns",), "Sở Nội vụ sử dụng {} hằng năm của đơn vị."),
    ("repeats", ("holders",), "Lồng ghép vào {} hằng năm của đơn vị."),
    ("always", ("nouns",), "Quan tâm các {} thường xuyên của đơn vị."),
    ("always", ("facts",), "Sở Nội vụ quản lý thường xuyên {} đơn vị."),
]


def with_words(section: str, lists: tuple[str, ...], sentence: str) -> Iterator[str]:
    for word in (word for name in lists for word in table("dates")[section][name]):
        yield sentence.format(word.capitalize() if sentence.startswith("{") else word)


@pytest.mark.parametrize(("section", "lists", "sentence", "expected"), GIVES, ids=[f"{r[0]} {r[1]}" for r in GIVES])
def test_every_word_gives_what_its_list_is_for(
    section: str, lists: tuple[str, ...], sentence: str, expected: object
) -> None:
    for words in with_words(section, lists, sentence):
        value = deadline(words, 2024)
        assert value is not None, words
        assert expected in (value.due, value.start, value.recurrence, value.kind), words


@pytest.mark.parametrize(("section", "lists", "sentence"), REFUSES, ids=[f"{r[0]} {r[1]}" for r in REFUSES])
def test_every_word_refuses_what_its_list_is_for(section: str, lists: tuple[str, ...], sentence: str) -> None:
    for words in with_words(section, lists, sentence):
        assert deadline(words, 2024) is None, words


# ---- real duties


def score(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def duties(gold_folder: Path, corpus_folder: Path, scorer: Any) -> Iterator[tuple[dict[str, Any], str, int | None]]:
    for path in sorted(gold_folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        source = (corpus_folder / record["source"]).read_text("utf-8")
        issued = record["document"].get("issued")
        for duty in scorer.with_offsets(record, source)["obligations"]:
            yield duty, source, int(issued[:4]) if issued else None


def stated(duty: dict[str, Any], source: str, scorer: Any) -> tuple[int, int]:
    """Where the time of a duty stands: in its own words, or in a line near them, such as "Thời gian thực hiện: …"."""
    words = " ".join(source[duty["start"] : duty["end"]].split())
    time_said = (duty.get("deadline") or {}).get("text")
    if not time_said or any(piece in words for piece in time_said.split(" | ")):
        return duty["start"], duty["end"]
    return scorer.locate(time_said, source, 1, max(0, duty["start"] - 1500))


def test_deadlines_of_annotated_duties(gold_folder: Path, corpus_folder: Path, evaluation_folder: Path) -> None:
    scorer, timed, wrong = score(evaluation_folder), 0, []
    for duty, source, year in duties(gold_folder, corpus_folder, scorer):
        start, end = stated(duty, source, scorer)
        value = parse_deadline(mask(source), start, end, plan_year=year, text=source)
        assert value is None or said(source[start:end], value)
        found = json.loads(json.dumps(asdict(value))) if value else None
        timed += bool(duty.get("deadline") or found)
        if scorer.deadline(duty.get("deadline")) != scorer.deadline(found):
            wrong.append((duty["section"], duty.get("deadline"), found))
    assert timed
    assert len(wrong) <= 0.02 * timed, wrong


# ---- in good time

HOSTILE = [
    "ngày ",
    "ngày … tháng ",
    "12/",
    "ngày 12/",
    "tháng ",
    "năm ",
    "ngày 1 tháng 2 ",
    "trước 1/2 ",
    "khi ",
    "sau khi ban ",
    "định kỳ ",
    "hằng năm, ",
    "thường xuyên ",
    "trong vòng 1 ngày kể từ ",
    "( ",
    '"',
    "“a” ",
    "hoàn thành ",
    "đã ",
    "quý i, ",
    "hoàn thành trong quý i năm 2024, ",
    "15/6 và ",
    "1/2 (",
    "từ ngày 1/2 đến ",
    "và các năm tiếp theo ",
    "số 1 ngày 1",
    "giai đoạn ",
    "không quá ",
    "báo cáo ",
    "báo cáo a b c ",
    "tháng 1, ",
    "2020 ",
    "năm 2020 và các năm tiếp theo ",
    " ",
    "\n",
    "\n\n1\n",
    "năm học 2020-2021 ",
    "thời hạn: ",
    "hằng năm, trước ngày 1/2; ",
    "trước ngày 1/2/2024 ",
    "định kỳ 6 tháng (trước ngày 1/2) ",
    "ngày" + " " * 60,
    "ngày" + " " * 60 + "tháng" + " " * 60,
    "đã làm trước ngày 1/2 ",
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: re.sub(r"\s+", " ", words)[:24] or "space")
def test_repeated_words_take_no_longer_than_their_length(words: str) -> None:
    text = (words * 50_000)[:50_000]
    with within(1):
        find_dates(text, 0, len(text))
        date_at(fold_same_length(text), 0)
        parse_deadline(text, 0, len(text), plan_year=2024, text=text)
