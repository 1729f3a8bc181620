"""A body's calendar and the register of duties, on a plan made by hand with a duty of each kind of deadline."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import httpx
import openpyxl
import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event
from plans import hung_yen
from serving import serving
from test_http import problem
from typer.testing import CliRunner

from api.ask import ask
from api.cli import app
from api.connect import open_store
from api.deadlines import Recurring, as_calendar, calendar_of, read_due
from api.settings import Settings
from graph.loader import load
from graph.server import stop_server
from graph.store import Store
from ingest.model import Agency, Deadline, Document, Obligation, Record, Target

BODY = "so-tu-phap.lao-cai"
PLACES = ("tỉnh Lào Cai",)
TIMES = (
    Deadline("trước ngày 15/5/2023", "2023-05-15", kind="scheduled"),
    Deadline("trong quý III năm 2023", "2023-09-30", kind="scheduled"),
    Deadline("trong tháng 02/2024", "2024-02", kind="scheduled"),
    Deadline("trong năm 2024", "2024", kind="scheduled"),
    Deadline("ngày 15/6 | ngày 30/11", ("2023-06-15", "2023-11-30"), kind="scheduled"),
    Deadline("trước ngày 31/3 hàng năm", "--03-31", recurrence=("P1Y",), kind="recurring"),
    Deadline("ngày 29/2 hàng năm", "--02-29", recurrence=("P1Y",), kind="recurring"),
    Deadline("trong tháng 2 hàng năm", "--02", recurrence=("P1Y",), kind="recurring"),
    Deadline("trước ngày 20 hàng tháng", "---20", recurrence=("P1M",), kind="recurring"),
    Deadline("ngày 30 hàng tháng", "---30", recurrence=("P1M",), kind="recurring"),
    Deadline("ngày 31 hàng tháng", "---31", recurrence=("P1M",), kind="recurring"),
    Deadline("ngày 25 tháng cuối quý", "---25", recurrence=("P3M",), kind="recurring"),
    Deadline("ngày 31 của kỳ 6 tháng", "---31", recurrence=("P6M", "P1Y"), kind="recurring"),
    Deadline("ngày 5 tháng cuối năm", "---05", recurrence=("P1Y",), kind="recurring"),
    Deadline("từ năm 2025, ngày 10/1 hàng năm", "--01-10", start="2025", recurrence=("P1Y",), kind="recurring"),
    Deadline("định kỳ 6 tháng", None, recurrence=("P6M",), kind="recurring"),
    Deadline("sau khi Bộ Tư pháp ban hành", None),
    None,
)


def lao_cai() -> Record:
    lines = [f"Báo cáo việc số {number}." for number in range(len(TIMES))]
    starts = [sum(len(one) + 1 for one in lines[:number]) for number in range(len(lines))]
    body = Agency("Sở Tư pháp", "tỉnh", "Lào Cai", False, BODY, PLACES)
    police = Agency("Công an", "tỉnh", "Lào Cai", False, "cong-an.lao-cai", PLACES)
    everybody = Agency("các sở, ban, ngành", "tỉnh", "Lào Cai", True, "cac-so-ban-nganh.lao-cai", PLACES)

    def duty(number: int, bearer: Agency, **more: object) -> Obligation:
        return Obligation(
            text=lines[number],
            start=starts[number],
            end=starts[number] + len(lines[number]),
            section=f"II.{number}",
            bearers=(bearer.name,),
            bearer_ids=(bearer.id,),
            **{"role": "responsible", "deadline": TIMES[number]} | more,
        )

    duties = [duty(number, body) for number in range(len(TIMES))]
    duties[0] = replace(duties[0], role="lead", partners=(police.name,), partner_ids=(police.id,))
    duties[1] = duty(1, everybody)
    duties[2] = replace(duties[2], role="cooperate")
    aim = Target("đạt 95%", 95.0, "%", ">=", start=starts[3], end=starts[3] + 7)
    duties[3] = replace(duties[3], targets=(aim,))
    return Record(
        source="lao-cai.txt",
        document=Document(
            type="Kế hoạch",
            number="20/KH-UBND",
            issued="2023-01-31",
            issuer="Ủy ban nhân dân tỉnh Lào Cai",
            title="Phổ biến pháp luật",
            jurisdiction=PLACES,
            id="kh-20-kh-ubnd-lao-cai-2023",
        ),
        agencies=(body, police, everybody),
        obligations=tuple(duties),
        sha256="0" * 64,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("deadlines")
    yield home
    stop_server(home)


@pytest.fixture(scope="module")
def store(home: Path) -> Iterator[Store]:
    with open_store(Settings(NGHIAVU_HOME=home, NEO4J_URI=None)) as store:
        load(store, lao_cai())
        load(store, hung_yen())
        yield store


@pytest.fixture(scope="module")
def service(store: Store, home: Path) -> Iterator[httpx.Client]:
    with serving(Settings(NGHIAVU_HOME=home, NEO4J_URI=None)) as client:
        yield client


def days_of(event: Event, first: date, last: date) -> set[date]:
    """The days of an event between two days, as dateutil reads its rule."""
    start = event["dtstart"].dt
    if "rrule" not in event:
        return {start} if first <= start <= last else set()
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime(start.year, start.month, start.day))
    return {
        day.date() for day in rule.between(datetime(*first.timetuple()[:3]), datetime(*last.timetuple()[:3]), inc=True)
    }


# The calendar


def test_the_calendar_and_the_query_say_the_same_days(store: Store) -> None:
    identity, content = calendar_of(store, "Sở Tư pháp Lào Cai")
    assert identity == BODY
    events = Calendar.from_ical(content).walk("VEVENT")
    first, last = date(2022, 1, 1), date(2029, 12, 31)
    drawn = {(str(one["uid"]).split("#")[0], day.isoformat()) for one in events for day in days_of(one, first, last)}
    given = {"from": first.isoformat(), "to": last.isoformat(), "agency": BODY}
    asked = {(row["obligation"], row["due"]) for row in ask(store, "deadlines_between", given).rows}
    assert drawn == asked
    assert len(drawn) > 300


def test_what_gives_no_day_is_not_in_the_calendar(store: Store) -> None:
    events = Calendar.from_ical(calendar_of(store, BODY)[1]).walk("VEVENT")
    said = {str(event["uid"]).partition("#")[0].rpartition("/")[2] for event in events}
    assert said == {f"II.{number}" for number, time in enumerate(TIMES) if time and time.due}
    # No rule begins before its document, or before the year that the text gives.
    starts = {str(event["uid"]).partition("/")[2]: event["dtstart"].dt for event in events}
    assert starts["II.8#---20@nghiavu"] == date(2023, 2, 20)
    assert starts["II.14#--01-10@nghiavu"] == date(2025, 1, 10)


def test_an_event_says_what_by_which_words_and_where(store: Store) -> None:
    events = {str(one["uid"]): one for one in Calendar.from_ical(calendar_of(store, BODY)[1]).walk("VEVENT")}
    assert len(events) == len(set(events))
    one = events["kh-20-kh-ubnd-lao-cai-2023/II.4#2023-11-30@nghiavu"]
    assert str(one["summary"]) == "Báo cáo việc số 4."
    for part in ("Thời hạn: ngày 30/11\n", "Văn bản: Kế hoạch 20/KH-UBND, Phổ biến pháp luật", "Mục: II.4"):
        assert part in str(one["description"])
    assert one["dtstart"].params["VALUE"] == "DATE"
    assert one["transp"] == "TRANSPARENT"
    assert "Theo: các sở, ban, ngành" in str(
        events["kh-20-kh-ubnd-lao-cai-2023/II.1#2023-09-30@nghiavu"]["description"]
    )


def test_a_calendar_is_the_same_until_the_graph_changes(service: httpx.Client) -> None:
    first = service.get(f"/agencies/{BODY}/deadlines.ics")
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["content-disposition"] == 'inline; filename="so-tu-phap-lao-cai.ics"'
    again = service.get(f"/agencies/{BODY}/deadlines.ics", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert all(len(line.encode()) <= 75 for line in first.text.split("\r\n"))
    assert service.get("/agencies/Sở Tư pháp/deadlines.ics").content == first.content
    # The police owe only what the set owes that they belong to.
    assert service.get("/agencies/cong-an.lao-cai/deadlines.ics").text.count("BEGIN:VEVENT") == 1
    problem(service.get("/agencies/zzz/deadlines.ics"), 404)


@pytest.mark.parametrize(
    ("stated", "recurrence", "due"),
    [
        ("2023-05-15", (), date(2023, 5, 15)),
        ("2023-02-30", (), date(2023, 2, 28)),
        ("2024-02", (), date(2024, 2, 29)),
        ("2024", ("P1Y",), date(2024, 12, 31)),
        ("--03-31", ("P1Y",), Recurring((3,), 31)),
        ("--02", (), Recurring((2,), 31)),
        ("---20", (), Recurring(tuple(range(1, 13)), 20)),
        ("---20", ("P1Y", "P3M"), Recurring((3, 6, 9, 12), 20)),
        ("---20", ("P2Y",), Recurring((12,), 20)),
        ("", (), None),
        ("2023-13-01", (), None),
        ("--00-10", (), None),
        ("---32", (), None),
        ("ngày mai", (), None),
        ("0000", (), None),
        ("2023-05-15T10:00", (), None),
    ],
)
def test_what_a_text_states_is_read(stated: str, recurrence: tuple[str, ...], due: date | Recurring | None) -> None:
    assert read_due(stated, recurrence) == due


@pytest.mark.parametrize(
    ("due", "rule"),
    [
        (Recurring((3,), 31), {"freq": "yearly", "bymonth": [3], "bymonthday": [-1]}),
        (Recurring((3,), 30), {"freq": "yearly", "bymonth": [3], "bymonthday": [30]}),
        (Recurring((2,), 29), {"freq": "yearly", "bymonth": [2], "bymonthday": [-1]}),
        (Recurring((3, 6, 9, 12), 31), {"freq": "monthly", "bymonth": [3, 6, 9, 12], "bymonthday": [-1]}),
        (Recurring((1, 2), 30), {"freq": "monthly", "bymonth": [1, 2], "bymonthday": [28, 29, 30], "bysetpos": [-1]}),
        (Recurring(tuple(range(1, 13)), 20), {"freq": "monthly", "bymonthday": [20]}),
        (Recurring(tuple(range(1, 13)), 29), {"freq": "monthly", "bymonthday": [28, 29], "bysetpos": [-1]}),
    ],
)
def test_a_short_month_has_its_last_day(due: Recurring, rule: dict) -> None:
    assert due.rule() == rule


@pytest.mark.parametrize("issued", [None, "2023", "2023-04", "2023-04-05", "ngày 5", "2023-02-31"])
def test_odd_dates_of_documents_do_no_harm(issued: str | None) -> None:
    row = dict.fromkeys(("due_from", "through", "type", "number", "title", "section")) | {
        "obligation": "x/1",
        "due": ["--12-31", "2020-01-01", "nonsense"],
        "recurrence": None,
        "text": "x " * 500 + "\x00\r\n;,\\",
        "deadline": None,
        "issued": issued,
    }
    first, second = Calendar.from_ical(as_calendar("x", [row, row])).walk("VEVENT")
    assert len(str(first["summary"])) <= 120
    assert second["dtstart"].dt == date(2020, 1, 1)


def test_the_command_writes_the_same_calendar(
    service: httpx.Client, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NGHIAVU_HOME", str(home))
    monkeypatch.setenv("NEO4J_URI", "")
    expected = service.get(f"/agencies/{BODY}/deadlines.ics").content
    assert CliRunner().invoke(app, ["calendar", "so tu phap lao cai"]).stdout_bytes == expected
    file = tmp_path / "x.ics"
    assert CliRunner().invoke(app, ["calendar", BODY, "--out", str(file)]).stdout == ""
    assert file.read_bytes() == expected
    assert CliRunner().invoke(app, ["calendar", "zzz"]).exit_code == 1


# The register

HEADINGS = ["Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Kết quả", "Văn bản giao nhiệm vụ", "Mục"]


def test_the_register_has_the_columns_of_the_rules(service: httpx.Client) -> None:
    address = "/queries/obligation_register?document=20/KH-UBND"
    rows = service.get(address).json()["rows"]
    assert len(rows) == len(TIMES)
    assert (rows[0]["lead"], rows[0]["partners"]) == ("Sở Tư pháp tỉnh Lào Cai", "Công an tỉnh Lào Cai")
    assert rows[0]["deadline"] == "trước ngày 15/5/2023"
    assert rows[1]["lead"] == "các sở, ban, ngành"
    assert (rows[2]["lead"], rows[2]["partners"]) == ("", "Sở Tư pháp tỉnh Lào Cai")
    assert rows[3]["result"] == "đạt 95%"
    assert rows[-1]["deadline"] is None
    assert rows[0]["assigned_by"] == "Kế hoạch 20/KH-UBND: Phổ biến pháp luật"

    headings, *lines = csv.reader(io.StringIO(service.get(f"{address}&format=csv").text))
    assert headings[:7] == HEADINGS
    assert [line[0] for line in lines] == [row["task"] for row in rows]
    sheet = openpyxl.load_workbook(io.BytesIO(service.get(f"{address}&format=xlsx").content)).active
    assert [cell.value for cell in sheet[1]][:7] == HEADINGS
    assert [cell.value for cell in sheet[2]][:4] == list(rows[0].values())[:4]


def test_the_register_of_a_body_has_what_it_owes_as_one_of_a_set(service: httpx.Client) -> None:
    rows = service.get("/queries/obligation_register", params={"agency": "Sở Tư pháp"}).json()["rows"]
    assert len(rows) == len(TIMES)
    assert "11/KH-UBND" not in str(rows)
    everything = service.get("/queries/obligation_register").json()["rows"]
    assert len(everything) == len(TIMES) + 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_the_command_writes_the_same_register(
    service: httpx.Client, home: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("NGHIAVU_HOME", str(home))
    monkeypatch.setenv("NEO4J_URI", "")
    written = CliRunner().invoke(app, ["register", "--document", "20/KH-UBND", "--format", form])
    assert written.exit_code == 0, written.output
    asked = {"document": "20/KH-UBND", "agency": "", "format": form}
    assert written.stdout_bytes == service.get("/queries/obligation_register", params=asked).content
