"""The questions that the service asks for its files, calendars and counts, on both servers."""

from __future__ import annotations

from typing import Any

import pytest

from graph.loader import load
from graph.queries import load_queries, run
from graph.store import Store
from ingest.model import Agency, Citation, Deadline, Document, DocumentRef, Obligation, Record, Relation, Target

PLACE = ("tỉnh Sơn La",)
JUSTICE = Agency("Sở Tư pháp", "tỉnh", "Sơn La", False, "so-tu-phap.son-la", PLACE)
POLICE = Agency("Công an", "tỉnh", "Sơn La", False, "cong-an.son-la", PLACE)
EVERYBODY = Agency("các sở, ban, ngành", "tỉnh", "Sơn La", True, "so-ban-nganh.son-la", PLACE)
MINISTRY = Agency("Bộ Tư pháp", "trung ương", None, False, "bo-tu-phap")
DECISION = DocumentRef("Quyết định", "407/QĐ-TTg", None, "qd-407-qd-ttg-2022")
PLAN = "kh-5-kh-ubnd-son-la-2023"


def _duty(section: str, bearer: Agency, start: int, **more: Any) -> Obligation:
    said = {"role": "responsible"} | more
    return Obligation(f"Việc {section}.", start, start + 7, section, (bearer.name,), bearer_ids=(bearer.id,), **said)


def _son_la() -> Record:
    aims = (Target("đạt 90%", 90.0, "%", "="), Target("trên 5 lớp", 5.0, "lớp", ">"))
    return Record(
        "son-la.txt",
        Document("Kế hoạch", "5/KH-UBND", issued="2023-02-01", title="Phổ biến pháp luật", jurisdiction=PLACE, id=PLAN),
        citations=(
            Citation("Quyết định số 407/QĐ-TTg", 0, 24, "Quyết định", "407/QĐ-TTg", id=DECISION.id, status="resolved"),
        ),
        relations=(Relation("self", "IMPLEMENTS", DECISION, "title", "Thực hiện Quyết định số 407/QĐ-TTg", 0, 24),),
        agencies=(JUSTICE, POLICE, EVERYBODY, MINISTRY),
        obligations=(
            _duty(
                "II.1",
                JUSTICE,
                30,
                role="lead",
                partners=(POLICE.name, MINISTRY.name),
                partner_ids=(POLICE.id, MINISTRY.id),
                deadline=Deadline("quý I hàng năm", "--03-31", start="2024", recurrence=("P1Y",), kind="recurring"),
                targets=aims,
            ),
            _duty("II.2", POLICE, 50, role="cooperate"),
            _duty("II.3", EVERYBODY, 70, deadline=Deadline("ngày 15/6", ("2023-06-15",), kind="scheduled")),
        ),
        sha256="5" * 64,
    )


@pytest.fixture
def ask(store: Store) -> Any:
    load(store, _son_la())

    def asked(name: str, **given: Any) -> list[dict[str, Any]]:
        defaults = {parameter.name: parameter.default for parameter in load_queries()[name].parameters}
        return run(store, name, defaults | given)

    return asked


def test_duties_by_how_often_they_recur_and_of_each_document(ask: Any) -> None:
    assert [row["section"] for row in ask("obligations", recurrence="P1M|P1Y")] == ["II.1"]
    assert ask("obligations", recurrence="P3M") == []
    assert [row["section"] for row in ask("obligations", begins="2024")] == ["II.1"]
    of_documents = [row for row in ask("obligation_facets") if row["facet"] == "document"]
    assert [(row["value"], row["name"], row["count"]) for row in of_documents] == [
        (PLAN, "Kế hoạch 5/KH-UBND: Phổ biến pháp luật", 3)
    ]


def test_the_plans_of_a_level_that_implement_a_document(ask: Any) -> None:
    assert [row["plan"] for row in ask("plans_implementing_in", document=DECISION.id)] == [PLAN]
    assert ask("plans_implementing_in", document=DECISION.id, level="xã") == []


def test_what_there_is_is_counted_and_what_there_is_not_left_out(ask: Any) -> None:
    found = {row["kind"]: row["count"] for row in ask("graph_size")}
    assert found == {"Agency": 4, "Citation": 1, "Document": 2, "Jurisdiction": 1, "Obligation": 3, "Target": 2}


def test_things_and_what_is_between_them(ask: Any) -> None:
    ids = f"{PLAN}|{DECISION.id}|{JUSTICE.id}|{PLAN}/II.1|nothing|{PLAN}"
    rows = ask("nodes_named", ids=ids)
    assert [(row["id"], row["labels"]) for row in rows] == [
        (PLAN, ["Document", "Plan"]),
        (f"{PLAN}/II.1", ["Obligation"]),
        (DECISION.id, ["Decision", "Document"]),
        (JUSTICE.id, ["Agency"]),
    ]
    assert rows[1]["properties"]["due"] == ["--03-31"]
    links = ask("links_between", ids=ids)
    assert [(row["source"], row["type"], row["target"]) for row in links] == [
        (PLAN, "CITES", DECISION.id),
        (PLAN, "IMPLEMENTS", DECISION.id),
        (PLAN, "NAMES", JUSTICE.id),
        (f"{PLAN}/II.1", "STATED_IN", PLAN),
        (JUSTICE.id, "OWES", f"{PLAN}/II.1"),
    ]
    assert links[1]["properties"]["evidence"] == "Thực hiện Quyết định số 407/QĐ-TTg"
    assert ask("links_between", ids=PLAN) == ask("nodes_named", ids="") == []


def test_deadlines_of_a_body_with_those_of_its_sets(ask: Any) -> None:
    rows = ask("agency_deadlines", agency=JUSTICE.id)
    assert [(row["section"], row["through"], row["due"], row["due_from"]) for row in rows] == [
        ("II.1", None, ["--03-31"], "2024"),
        ("II.3", EVERYBODY.name, ["2023-06-15"], None),
    ]
    assert rows[0] | {"recurrence": ["P1Y"], "issued": "2023-02-01", "obligation": f"{PLAN}/II.1"} == rows[0]
    assert [row["section"] for row in ask("agency_deadlines", agency="Công an")] == ["II.3"]


def test_the_register(ask: Any) -> None:
    rows = ask("obligation_register")
    assert [(row["task"], row["lead"], row["partners"], row["deadline"], row["result"]) for row in rows] == [
        (
            "Việc II.1.",
            "Sở Tư pháp tỉnh Sơn La",
            "Bộ Tư pháp; Công an tỉnh Sơn La",
            "quý I hàng năm",
            "đạt 90%; trên 5 lớp",
        ),
        ("Việc II.2.", "", "Công an tỉnh Sơn La", None, ""),
        ("Việc II.3.", "các sở, ban, ngành", "", "ngày 15/6", ""),
    ]
    assert rows[0]["assigned_by"] == "Kế hoạch 5/KH-UBND: Phổ biến pháp luật"
    assert [row["section"] for row in ask("obligation_register", agency=POLICE.id)] == ["II.2", "II.3"]
    assert [row["section"] for row in ask("obligation_register", document=PLAN, agency="Sở Tư pháp")] == [
        "II.1",
        "II.3",
    ]
    assert ask("obligation_register", document=DECISION.id) == []
