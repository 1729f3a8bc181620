"""The named queries on both servers: each gives the answer that its rows must be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.loader import load
from graph.queries import load_queries, run
from graph.store import Store
from ingest.errors import UnknownNameError
from ingest.model import (
    Agency,
    Citation,
    Deadline,
    Document,
    DocumentRef,
    Obligation,
    Record,
    Relation,
    Report,
    Target,
    Task,
)

PLACE = ("tỉnh Hưng Yên",)
HEALTH = Agency("Sở Y tế", "tỉnh", "Hưng Yên", False, "so-y-te.hung-yen", PLACE)
POLICE = Agency("Công an", "tỉnh", "Hưng Yên", False, "cong-an.hung-yen", PLACE)
COMMITTEE = Agency("Ủy ban nhân dân", "tỉnh", "Hưng Yên", False, "uy-ban-nhan-dan.hung-yen", PLACE)
ALL = Agency("các sở, ban, ngành", "tỉnh", "Hưng Yên", True, "so-ban-nganh.hung-yen", PLACE)
HERE = Agency("các đơn vị trong kế hoạch", "tỉnh", "Hưng Yên", True, "don-vi-trong-ke-hoach.hung-yen", PLACE)
AGENCIES = (HEALTH, POLICE, COMMITTEE, ALL, HERE)
NQ121 = DocumentRef("Nghị quyết", "121/2020/QH14", None, "nq-121-2020-qh14")
QD1472 = DocumentRef("Quyết định", "1472/QĐ-TTg", None, "qd-1472-qd-ttg-2020")
QD145 = DocumentRef("Quyết định", "145/QĐ-UBND", None, "qd-145-qd-ubnd-bac-kan-2021")
LAW = DocumentRef("Luật", None, "Luật Trẻ em", "luat-102-2016-qh13")


def cite(ref: DocumentRef, start: int = 0, **more: Any) -> Citation:
    text = ref.number or ref.name or ""
    return Citation(text, start, start + len(text), ref.type or "", ref.number, ref.name, id=ref.id,
                    **{"status": "resolved", "section": "preamble"} | more)  # fmt: skip


def says(
    source: DocumentRef | str, target: DocumentRef, basis: str | None = None, kind: str = "IMPLEMENTS"
) -> Relation:
    return Relation(source, kind, target, basis, f"Thực hiện {target.number}", 0, 10, "preamble")


def duty(section: str, *bearers: Agency, start: int = 100, **more: Any) -> Obligation:
    names, ids = tuple(one.name for one in bearers), tuple(one.id for one in bearers)
    return Obligation(
        f"Việc {section}.", start, start + 10, section, names, more.pop("role", "responsible"), bearer_ids=ids, **more
    )


def plan(name: str, issued: str = "2021-01-15", **more: Any) -> Record:
    document = Document("Kế hoạch", f"{name}/KH-UBND", issued=issued, title=f"Kế hoạch {name}", jurisdiction=PLACE,
                        issuer="Ủy ban nhân dân tỉnh Hưng Yên", id=f"kh-{name}")  # fmt: skip
    return Record(f"{name}.txt", document, sha256=name, **{"agencies": AGENCIES} | more)


@pytest.fixture
def ask(store: Store) -> Any:
    """Load records, then ask: `ask(query, *records, **parameters)`."""

    def loaded(name: str, *texts: Record, **given: Any) -> list[dict[str, Any]]:
        for text in texts:
            load(store, text)
        defaults = {parameter.name: parameter.default for parameter in load_queries()[name].parameters}
        return run(store, name, defaults | given)

    return loaded


# Every query


@pytest.mark.parametrize(
    ("number", "kinds", "found"),
    [
        ("11 khubnd", "", ["kh-11"]),
        ("11", "", ["kh-11", "nq-11-2020-qh14"]),
        ("11", "Luật|Nghị quyết", ["nq-11-2020-qh14"]),
        ("11 2020", "", ["nq-11-2020-qh14"]),
        ("1", "", []),
        ("11 kh", "", []),
    ],
)
def test_a_number_is_found_by_its_beginning_part_for_part(ask: Any, number: str, kinds: str, found: list[str]) -> None:
    resolution = DocumentRef("Nghị quyết", "11/2020/QH14", None, "nq-11-2020-qh14")
    other = DocumentRef("Nghị quyết", "111/2020/QH14", None, "nq-111-2020-qh14")
    texts = [plan("11", citations=(cite(resolution), cite(other, 20)))]
    rows = ask("documents_numbered", *texts, number=number, type=kinds)
    assert [row["id"] for row in rows] == found


def test_a_query_that_is_none_is_named(store: Store) -> None:
    with pytest.raises(UnknownNameError, match="'nonsense'"):
        run(store, "nonsense", {})


def test_questions_have_titles_in_both_languages() -> None:
    for query in load_queries().values():
        assert query.title.endswith("?")
        assert query.title_vi.endswith("?")
        assert query.about.endswith(".")


# Chains


def test_a_chain_goes_by_way_of_what_any_text_says_and_quotes_the_plan_first(ask: Any) -> None:
    chain = plan("1", citations=(cite(QD145), cite(QD1472, 20), cite(NQ121, 40)),
                 relations=(says("self", QD145, "task"), says(QD145, QD1472), says(QD1472, NQ121)))  # fmt: skip
    short = plan("0", citations=(cite(QD1472), cite(NQ121, 20)),
                 relations=(says("self", QD1472, "preamble"), says(QD1472, NQ121)))  # fmt: skip
    other = plan("2", citations=(cite(QD145),), relations=(says("self", QD145, "title"),))
    rows = ask("plans_implementing", chain, short, other, document=NQ121.id)
    assert [(row["plan"], row["hops"], row["basis"]) for row in rows] == [
        ("kh-0", 2, "preamble"), ("kh-1", 3, "task"), ("kh-2", 3, "title"),
    ]  # fmt: skip
    assert [step["asserted_by"] for step in rows[1]["evidence"]] == ["kh-1", "kh-1", "kh-1"]
    # Plan 2 says the first step itself; the others, the first text that says them.
    assert [step["asserted_by"] for step in rows[2]["evidence"]] == ["kh-2", "kh-1", "kh-0"]
    assert ask("plans_implementing", document=QD145.id)[0]["path"] == ["kh-1", QD145.id]
    (row,) = ask("implementation_chain", from_document="kh-2", to_document=NQ121.id)
    assert row["path"] == ["kh-2", QD145.id, QD1472.id, NQ121.id]
    assert [step["relation"] for step in row["evidence"]] == ["IMPLEMENTS"] * 3
    assert ask("implementation_chain", from_document=NQ121.id, to_document="kh-2") == []


def test_documents_that_say_they_implement_each_other_end(ask: Any) -> None:
    round_trip = plan("1", citations=(cite(QD145), cite(QD1472, 20)),
                      relations=(says("self", QD145), says(QD145, QD1472), says(QD1472, QD145)))  # fmt: skip
    assert [row["path"] for row in ask("plans_implementing", round_trip, document=QD145.id)] == [["kh-1", QD145.id]]


def test_many_texts_that_say_the_same_make_one_chain(ask: Any) -> None:
    texts = [plan(str(one), citations=(cite(QD1472), cite(NQ121, 20)),
                  relations=(says("self", QD1472), says(QD1472, NQ121))) for one in range(8)]  # fmt: skip
    rows = ask("plans_implementing", *texts, document=NQ121.id)
    assert [row["plan"] for row in rows] == [f"kh-{one}" for one in range(8)]


# Duties


def test_what_a_body_owes_by_a_set_is_marked(ask: Any) -> None:
    text = plan(
        "1",
        obligations=(
            duty("a", HEALTH, start=100, role="lead"),
            duty("b", ALL, start=200),
            duty("c", HEALTH, ALL, start=300),
        ),
    )
    rows = ask("obligations_of_agency", text, agency=HEALTH.id)
    assert [(row["section"], row["through"]) for row in rows] == [("a", None), ("c", None), ("b", ALL.name)]
    assert [row["section"] for row in ask("obligations_of_agency", agency="Sở Y tế", sets=False)] == ["a", "c"]
    assert [row["section"] for row in ask("obligations_of_agency", agency="Sở Y tế", role="lead")] == ["a"]
    assert ask("obligations_of_agency", agency=COMMITTEE.id) == []


def test_a_set_of_one_plan_is_another_one_in_another_plan(ask: Any) -> None:
    one = plan("1", obligations=(duty("a", HERE),))
    other = plan("2", obligations=(duty("b", ALL),), agencies=(ALL, HERE))
    rows = ask("obligations_of_agency", one, other, agency=HEALTH.id)
    assert [(row["document"], row["through"]) for row in rows] == [("kh-1", HERE.name), ("kh-2", ALL.name)]
    mine = replace(other, obligations=(duty("b", HERE),))
    assert [row["document"] for row in ask("obligations_of_agency", mine, agency=HEALTH.id)] == ["kh-1"]


def test_partners_and_reports(ask: Any) -> None:
    text = plan(
        "1",
        obligations=(
            duty("a", HEALTH, partner_ids=(POLICE.id,), reports=(Report(HEALTH.id, COMMITTEE.id, POLICE.id),)),
            duty("b", POLICE, start=200, partner_ids=(HEALTH.id, ALL.id)),
        ),
    )
    rows = ask("partners", text, agency=HEALTH.id)
    assert [(row["partner"], row["asks"], row["is_asked"]) for row in rows] == [(POLICE.id, 1, 1)]
    (report,) = ask("reports_of", agency=POLICE.id)
    assert (report["sender"], report["via"], report["recipient"]) == ("Sở Y tế", "Công an", "Ủy ban nhân dân")
    assert ask("reports_of", agency=ALL.id) == []
    sides = {"sender": HEALTH.id, "via": POLICE.id, "recipient": COMMITTEE.id}
    assert all(
        bool(ask("reports_of", agency=agency, side=asked)) is (asked == side)
        for side, agency in sides.items()
        for asked in sides
    )
    assert len(ask("reports_of", agency=POLICE.id, side="sender|via")) == 1
    (first, *_) = ask("agencies_of_plan", document="kh-1")
    assert (first["agency"], first["duties"], first["partner_in"], first["sets"]) == (
        POLICE.id, 1, 1, [ALL.name, HERE.name],
    )  # fmt: skip


def test_aims_and_tasks_and_what_is_open(ask: Any) -> None:
    text = plan(
        "1",
        citations=(cite(NQ121, status="ambiguous", candidates=("x", "y")), cite(LAW, 30, provision="khoản 3 Điều 90")),
        obligations=(duty("a", HEALTH, targets=(Target("trên 95%", 95.0, "%", ">"),)),),
        plan_targets=(Target("đạt 80%", 80.0, "%", "=", None, "II", 5, 12),),
        unassigned=(Task("Tăng cường truyền thông.", 400, 424, "III"),),
    )
    assert [(row["value"], len(row["bearers"])) for row in ask("targets", text)] == [(80.0, 0), (95.0, 1)]
    assert [row["text"] for row in ask("targets", value="95", comparator=">")] == ["trên 95%"]
    assert [row["text"] for row in ask("targets", agency=HEALTH.id)] == ["trên 95%"]
    assert ask("targets", agency=POLICE.id) == ask("targets", value="80", upper="85") == []
    assert [row["section"] for row in ask("unassigned_tasks", document="kh-1")] == ["III"]
    kinds = [row["kind"] for row in ask("data_quality", document="kh-1")]
    assert kinds == ["ambiguous citation", "missing field", "no deadline", "nobody is given"]
    (row,) = ask("provision_citations", document=LAW.id, provision="Khoản 3 Điều 90")
    assert (row["provision"], row["duties"]) == ("khoản 3 Điều 90", [])
    assert len(ask("provision_citations", document=LAW.id, provision="Điều 90")) == 1
    assert ask("provision_citations", document=LAW.id, provision="Điều 9") == []


def test_shared_citations_count_texts_and_not_mentions(ask: Any) -> None:
    texts = [plan("1", citations=(cite(LAW), cite(LAW, 30), cite(NQ121, 60))), plan("2", citations=(cite(LAW),))]
    (row,) = ask("shared_citations", *texts)
    assert (row["id"], row["plans"], row["mentions"], row["cited_by"]) == (LAW.id, 2, 3, ["kh-1", "kh-2"])
    assert [row["id"] for row in ask("shared_citations", least=1, document="kh-1")] == [LAW.id, NQ121.id]
    assert [row["id"] for row in ask("shared_citations", least=1, document="kh-1", other_document="kh-2")] == [LAW.id]
    assert [row["id"] for row in ask("shared_citations", least=1, most=1)] == [NQ121.id]


def test_documents_in_a_place_and_of_a_body(ask: Any) -> None:
    district = Document("Kế hoạch", "2/KH", issued="2022", jurisdiction=(*PLACE, "huyện Ân Thi"), id="kh-2")
    rows = ask("documents_in_place", plan("1"), Record("2.txt", district, sha256="2"), text="hung yen")
    assert [row["document"] for row in rows] == ["kh-2", "kh-1"]
    assert [row["document"] for row in ask("documents_in_place", text="an thi")] == ["kh-2"]
    assert [row["document"] for row in ask("issued_by", agency=COMMITTEE.id)] == ["kh-1"]


# Days


def due(*days: str, text: str = "hạn", **more: Any) -> Deadline:
    return Deadline(text, days[0] if len(days) == 1 else days, **more)


@pytest.mark.parametrize(
    ("deadline", "between", "expected"),
    [
        # A day is due on that day, once, also when something else in the duty is yearly.
        (due("2021-03-31"), ("2021-01-01", "2021-03-31"), ["2021-03-31"]),
        (due("2021-03-31"), ("2021-04-01", "2021-12-31"), []),
        (due("2021-06-30", recurrence=("P1Y",)), ("2022-01-01", "2023-12-31"), []),
        (due("2021-05-10", "2021-11-10", recurrence=("P6M", "P1Y")), ("2021-01-01", "2022-12-31"),
         ["2021-05-10", "2021-11-10"]),
        # Less exact: the last day of it.
        (due("2021"), ("2021-12-31", "2021-12-31"), ["2021-12-31"]),
        (due("2024-02"), ("2024-02-01", "2024-02-29"), ["2024-02-29"]),
        # Yearly.
        (due("--03-31", recurrence=("P1Y",)), ("2022-01-01", "2023-12-31"), ["2022-03-31", "2023-03-31"]),
        (due("--02", recurrence=("P1Y",)), ("2024-01-01", "2025-12-31"), ["2024-02-29", "2025-02-28"]),
        (due("--02-29", recurrence=("P1Y",)), ("2023-01-01", "2024-12-31"), ["2023-02-28", "2024-02-29"]),
        # Not before the document (of 2021-01-15), nor before the start that the text gives.
        (due("--01-10", recurrence=("P1Y",)), ("2020-01-01", "2022-12-31"), ["2022-01-10"]),
        (due("--03-31", recurrence=("P1Y",), start="2023"), ("2021-01-01", "2023-12-31"), ["2023-03-31"]),
        (due("--03-31", recurrence=("P1Y",), start="2023-04"), ("2021-01-01", "2023-12-31"), []),
        # Each month, quarter, half-year.
        (due("---20", recurrence=("P1M",)), ("2021-02-01", "2021-03-31"), ["2021-02-20", "2021-03-20"]),
        (due("---31", recurrence=("P1M",)), ("2021-02-01", "2021-04-30"), ["2021-02-28", "2021-03-31", "2021-04-30"]),
        (due("---20", recurrence=("P3M",)), ("2021-04-01", "2021-12-31"), ["2021-06-20", "2021-09-20", "2021-12-20"]),
        (due("---15", recurrence=("P6M",)), ("2021-02-01", "2021-12-31"), ["2021-06-15", "2021-12-15"]),
        (due("---20", recurrence=("P1M", "P3M")), ("2021-02-01", "2021-02-28"), ["2021-02-20"]),
        # A quarter whose last days are given one by one.
        (due("--03-25", "--06-25", recurrence=("P3M",)), ("2021-02-01", "2021-12-31"), ["2021-03-25", "2021-06-25"]),
        # No day is made up.
        (Deadline("hàng năm", None, None, False, ("P1Y",)), ("2021-01-01", "2025-12-31"), []),
        (Deadline("sau khi ban hành"), ("2021-01-01", "2025-12-31"), []),
        (None, ("2021-01-01", "2025-12-31"), []),
    ],
)  # fmt: skip
def test_days_on_which_a_duty_falls_due(
    ask: Any, deadline: Deadline | None, between: tuple[str, str], expected: list[str]
) -> None:
    text = plan("1", obligations=(duty("a", HEALTH, deadline=deadline),))
    rows = ask("deadlines_between", text, **{"from": between[0], "to": between[1]})
    assert [row["due"] for row in rows] == expected


def test_each_day_has_the_words_it_comes_from_and_may_be_asked_for_by_body(ask: Any) -> None:
    twice = due("2021-06-30", "--03-31", text="quý II năm 2021 | quý I hàng năm", recurrence=("P1Y",))
    text = plan(
        "1", obligations=(duty("a", HEALTH, deadline=twice), duty("b", ALL, start=200, deadline=due("2021-06-30")))
    )
    rows = ask("deadlines_between", text, **{"from": "2021-01-01", "to": "2021-12-31"})
    assert [(row["due"], row["words"], row["recurring"]) for row in rows] == [
        ("2021-03-31", "quý I hàng năm", True), ("2021-06-30", "quý II năm 2021", False), ("2021-06-30", "hạn", False),
    ]  # fmt: skip
    for agency, sections in ((HEALTH.id, "aab"), ("Công an", "b"), (COMMITTEE.id, "")):
        found = ask("deadlines_between", **{"from": "2021-01-01", "to": "2021-12-31", "agency": agency})
        assert "".join(row["section"] for row in found) == sections
    assert ask("deadlines_between", **{"from": "2021-01-01", "to": "2021-12-31", "document": "kh-9"}) == []
