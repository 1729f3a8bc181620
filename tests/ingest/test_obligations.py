"""Who owes what: texts of the project's own and the duties in them, by the table `obligations.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from timing import within

from ingest.agencies import Home, find_agencies
from ingest.model import Obligation, Task
from ingest.obligations import find_obligations
from ingest.places import Place
from ingest.text import lay_out

CASES = tomllib.loads(Path(__file__).with_name("obligations.toml").read_text("utf-8"))["case"]
HOME = Home((Place("tỉnh", "Hòa An"),), "tỉnh", "2024-03-01", "Ủy ban nhân dân tỉnh Hòa An")


def duties_of(text: str) -> tuple[tuple[Obligation, ...], tuple[Task, ...]]:
    layout = lay_out("KẾ HOẠCH\nCông tác năm 2024\n" + text)
    found, _, tasks, _ = find_obligations(layout, HOME, 2024, (), find_agencies(layout.mask))
    return found, tasks


def row(duty: Obligation) -> list[str]:
    lists = (" + ".join(names) for names in (duty.bearers, duty.partners, duty.reports_to))
    bearers, partners, recipients = lists
    return [duty.section, bearers, duty.role, partners, recipients, duty.via or ""]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_duties(case: dict) -> None:
    found, tasks = duties_of(case["text"])
    assert [row(duty) for duty in found] == case["duties"]
    assert [task.section for task in tasks] == case.get("open", [])


def test_steps_of_a_report_say_who_sends_to_whom_through_whom() -> None:
    case = next(case for case in CASES if case["why"].startswith("a report goes up"))
    found, _ = duties_of(case["text"])
    assert [(step.sender, step.recipient, step.via) for step in found[0].reports] == [
        ("uy-ban-nhan-dan-cap-xa.cap-xa.hoa-an", "uy-ban-nhan-dan-cap-huyen.cap-huyen.hoa-an", None),
        ("uy-ban-nhan-dan-cap-huyen.cap-huyen.hoa-an", "uy-ban-nhan-dan.hoa-an", "so-noi-vu.hoa-an"),
    ]


def test_the_deadline_of_an_item_holds_for_what_stands_under_it() -> None:
    found, _ = duties_of(
        """
V. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính

a) Lập dự toán (hoàn thành trước ngày 30/6/2024), gồm các việc:

- Thu thập số liệu.

- Gửi Sở Nội vụ góp ý trước ngày 15/6/2024.

b) Theo dõi chi tiêu.
"""
    )
    times = {duty.section: (duty.deadline, duty.inherited) for duty in found}
    assert {section: (own and own.due, above and above.due) for section, (own, above) in times.items()} == {
        "V.1.a": ("2024-06-30", None),
        "V.1.a.1": (None, "2024-06-30"),
        "V.1.a.2": ("2024-06-15", None),
        "V.1.b": (None, None),
    }


def test_a_column_of_times_says_when_in_any_words() -> None:
    found, _ = duties_of(
        """
| TT | Nội dung | Cơ quan chủ trì | Thời gian |
|---|---|---|---|
| 1 | Mở lớp | Sở Nội vụ | Theo kế hoạch của Bộ Nội vụ |
| 2 | In tài liệu, hoàn thành trước 30/6/2024 | Sở Tư pháp | - |
"""
    )
    assert [(duty.deadline and (duty.deadline.text, duty.deadline.due)) for duty in found] == [
        ("Theo kế hoạch của Bộ Nội vụ", None),
        ("hoàn thành trước 30/6/2024", "2024-06-30"),
    ]


HOSTILE = [
    "Sở Y tế chủ trì, ", "phối hợp với ", "1. Sở Y tế: ", "- Đơn vị chủ trì: Sở Y tế\n", "| 1 | a | Sở Y tế |\n",
    "STT\nNội dung\nCơ quan chủ trì\n1\n", "báo cáo Sở Y tế (qua Sở Nội vụ) ", "a) b) ", "; Sở Y tế ", "1\n\n",
    "(Sở Y tế chủ trì) ", "Trang 1\n", "“Sở Y tế ", "Chế độ báo cáo: ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_is_slow(piece: str) -> None:
    duties_of("")
    with within(4):
        duties_of(piece * (50_000 // len(piece)))


def test_a_division_on_the_way_to_a_department_is_the_departments_own() -> None:
    layout = lay_out(
        "KẾ HOẠCH\nCông tác năm 2024\n\nV. THỰC HIỆN\n\n"
        "1. Phòng Văn hóa và Thông tin huyện báo cáo Sở Nội vụ (qua Phòng Lưu trữ).\n"
    )
    _, bodies, _, _ = find_obligations(layout, HOME, 2024, (), find_agencies(layout.mask))
    levels = {body.name: body.level for body in bodies}
    assert (levels["Phòng Văn hóa và Thông tin"], levels["Phòng Lưu trữ"]) == ("huyện", "tỉnh")
