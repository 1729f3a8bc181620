"""The parts of the pages that know no service: texts with finds in place, chains, charts, languages, forms."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import within

from api.pages.chains import HEIGHT, MOST, WIDTH, drawn
from api.pages.charts import Mark, bars, times
from api.pages.coverage import span
from api.pages.forms import fields, values
from api.pages.languages import wanted, words
from api.pages.marks import marked
from api.pages.things import Thing, thing
from graph.queries import load_queries

TEXT = "**I. NHIỆM VỤ**\n\n1. Sở Y tế khám bệnh trước ngày 31/3/2021 theo Luật Trẻ em.\n2. Trồng cây."
DUTY = TEXT.index("Sở Y tế"), TEXT.index("\n2.")
BODY = {"agency": "so-y-te.hung-yen", "name": "Sở Y tế", "level": "tỉnh", "jurisdiction": "Hưng Yên"}


def row(kind: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    empty = {"said": None, "leads_to": [], "deadline": None, "due": None, "section": "I.1", "id": f"x/{start}"}
    return empty | {"kind": kind, "start": start, "end": end, "text": TEXT[start:end]} | more


def found() -> list[dict[str, Any]]:
    law = TEXT.index("Luật")
    return [
        row("duty", *DUTY, said="responsible", deadline="trước ngày 31/3/2021", due=["2021-03-31"]),
        row("citation", law, law + 11, said="resolved", leads_to=[{"id": "luat-102-2016-qh13"}]),
        row("task", TEXT.index("Trồng"), len(TEXT)),
    ]


# Texts with what was found in them


def test_each_find_is_a_link_in_its_place() -> None:
    lines = marked(TEXT, found(), [BODY])
    links = {
        piece.text: (piece.find.kind, piece.find.leads_to) for line in lines for piece in line.pieces if piece.find
    }
    assert links == {
        "Sở Y tế": ("body", "so-y-te.hung-yen"),
        "trước ngày 31/3/2021": ("deadline", f"x/{DUTY[0]}"),
        "Luật Trẻ em": ("citation", "luat-102-2016-qh13"),
    }
    assert [piece.text for line in lines for piece in line.pieces if piece.begins] == ["Sở Y tế", "Trồng cây."]
    assert [line.large for line in lines] == [True, False, False]
    assert [piece.text for piece in lines[0].pieces if piece.markup] == ["**", "**"]


def test_a_body_of_two_places_is_left_open() -> None:
    other = BODY | {"agency": "so-y-te.quang-ngai", "jurisdiction": "Quảng Ngãi"}
    pieces = [piece for line in marked(TEXT, found(), [BODY, other]) for piece in line.pieces]
    assert not [piece for piece in pieces if piece.find and piece.find.kind == "body"]


@given(
    st.text(alphabet="aạ \n\r\t*Đ.\u2028\u0302", max_size=80),
    st.lists(st.tuples(st.sampled_from(["duty", "task", "citation", "aim"]), st.integers(0, 80), st.integers(0, 40))),
)
def test_whatever_was_found_the_text_stays_whole(text: str, places: list[tuple[str, int, int]]) -> None:
    rows = [row(kind, start, start + length) for kind, start, length in places if start + length <= len(text)]
    lines = marked(text, rows, [BODY], [3, 500])
    shown = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert [one for line in shown for one in line.split()] == text.split()
    anchors = [at for line in lines for piece in line.pieces for at in piece.anchors]
    assert len(anchors) == len(set(anchors))


def test_a_long_text_is_marked_quickly() -> None:
    text = "Sở Y tế khám bệnh cho trẻ em.\n" * 2000
    rows = [row("duty", at, at + 29) for at in range(0, len(text), 30)]
    marked(text, rows, [BODY])  # the finder's time is its own
    with within(1):
        assert len(marked(text, rows, [BODY])) == 2000


# Pictures


def step(direction: str, steps: int, source: str, target: str) -> dict[str, Any]:
    return {"direction": direction, "steps": steps, "source": source, "target": target, "relation": "IMPLEMENTS"}


def test_what_is_carried_out_stands_above_and_what_carries_out_below() -> None:
    picture = drawn("b", [step("up", 1, "b", "a"), step("down", 1, "c", "b"), step("down", 2, "d", "c")], {})
    assert picture
    heights = {box.id: box.y for box in picture.boxes}
    assert sorted(heights, key=heights.__getitem__) == ["a", "b", "c", "d"]
    assert [arrow.y1 > arrow.y2 for arrow in picture.arrows] == [True, True, True]
    assert drawn("b", [], {}) is None


def test_boxes_stand_apart_and_within_the_picture() -> None:
    rows = [step("down", 1, f"plan-{number}", "law") for number in range(90)]
    picture = drawn("law", rows, {"plan-1": ("A name that is too long for " * 5, "whole")})
    assert picture
    assert (len(picture.boxes), picture.left_out) == (MOST, 91 - MOST)
    corners = [(box.x, box.y) for box in picture.boxes]
    assert all(0 <= x <= picture.width - WIDTH and 0 <= y <= picture.height - HEIGHT for x, y in corners)
    apart = [abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for x, y in corners for a, b in corners if (x, y) != (a, b)]
    assert all(apart)
    assert all(len(box.lines) <= 2 for box in picture.boxes)


def test_bars_and_times_are_links_and_nothing_styles_itself() -> None:
    marks = [Mark(3, "Sở <Y tế>", "three", "/a"), Mark(1, "B", "one", "/b")]
    days = [Mark(date(2024, 12, 31), "", "last", "#due-2"), Mark(date(2024, 1, 31), "", "first", "#due-1")]
    for drawing, kept in ((bars(marks, "d"), marks), (times(days, "d", lambda day: f"{day.month}"), days)):
        tree = ET.fromstring(drawing)  # noqa: S314 - our own
        links = [one.get("href") for one in tree.iter() if one.tag.endswith("}a")]
        assert sorted(links) == sorted(mark.href for mark in kept)
        assert not [one for one in tree.iter() if one.get("style") or one.tag.endswith("}style")]
    assert bars(marks, "d") == bars(marks, "d")


@pytest.mark.parametrize("first", [date(2024, 1, 1), date(2000, 12, 31)])
def test_a_time_of_any_length_is_drawn(first: date) -> None:
    assert times([Mark(first, "", "", ""), Mark(date(2025, 6, 30), "", "", "")], "d", str)
    assert times([Mark(first, "", "", "")] * 30, "d", str)


# Words


@pytest.mark.parametrize(
    ("iso", "vietnamese", "english"),
    [
        ("2024-11-30", "30/11/2024", "30 November 2024"),
        ("2024-11", "11/2024", "November 2024"),
        ("2024", "2024", "2024"),
        ("--03-31", "31/03 hằng năm", "each year on 31 March"),
        ("--06", "tháng 6 hằng năm", "each year on June"),
        ("---20", "ngày 20 hằng tháng", "each month on day 20"),
        ("soon", "soon", "soon"),
        (None, "", ""),
    ],
)
def test_dates_are_read_as_people_write_them(iso: str | None, vietnamese: str, english: str) -> None:
    assert (words("vi").date(iso), words("en").date(iso)) == (vietnamese, english)


@given(st.text(max_size=600))
def test_any_field_gives_a_language(field: str) -> None:
    assert wanted(field) in ("vi", "en")


def test_a_thing_is_called_by_its_number_else_by_its_title() -> None:
    plan = {"type": "Kế hoạch", "title": "Phòng bệnh " * 20, "issued": "2024"}
    assert thing("x", ["Document", "Plan"], plan | {"number": "1/KH-UBND"}).caption == "Kế hoạch 1/KH-UBND"
    called = thing("x", ["Document", "Plan"], plan)
    assert called.caption.startswith("Kế hoạch “Phòng bệnh")
    assert called.caption.endswith("…”")
    assert (called.kind, called.type) == ("Document", "Plan")
    assert thing("x", ["Agency"], {"name": "Sở Y tế", "places": ["tỉnh Hưng Yên"]}).whole == "Sở Y tế, tỉnh Hưng Yên"


# Times and forms


def test_the_time_of_duties_is_whole_years() -> None:
    plan = Thing("x", "Document", "Plan", "x", "x", {"issued": "2023-04"})
    assert span([{"due": ["2024-05-31", "2025"]}, {"due": None}], [plan]) == {"from": "2024-01-01", "to": "2025-12-31"}
    assert span([{"due": ["--03-31"]}], [plan]) == {"from": "2023-01-01", "to": "2023-12-31"}
    assert span([{"due": ["--03-31"]}], []) == span([{"due": []}], [plan]) == {}


def test_a_form_shows_its_examples_and_then_what_was_given() -> None:
    query = load_queries()["obligations_of_agency"]
    first = {field.name: field for field in fields(query, {})}
    assert (first["agency"].value, first["sets"].checked) == ("Sở Y tế", True)
    given_ = {"asked": "1", "agency": "SYT", "role": ""}
    then = {field.name: field for field in fields(query, given_)}
    assert (then["agency"].value, then["sets"].checked) == ("SYT", False)
    assert values(query, given_) == {"agency": "SYT", "role": "", "sets": "false"}
    assert values(query, {"agency": "SYT", "lang": "en", "odd": "1"}) == {"agency": "SYT", "odd": "1"}
