"""A researcher's questions to five real plans, answered by the named queries and compared with the answers expected.

The expected answers are read from the file of questions; here stands only which query asks each question, and how an
answer of each kind is compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api import lookup
from api.app import create_app
from api.ask import ask
from api.cli import app
from api.settings import load_settings
from graph.loader import load
from graph.server import ensure_server, stop_server
from graph.store import Store
from ingest import extract
from ingest.errors import AmbiguousNameError, UnknownNameError
from ingest.lexicon import fold, slug

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """How a question is asked: a query, its parameters ("@key" is a plan), and what its rows are narrowed to."""

    query: str
    given: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, object] = field(default_factory=dict)


ASKED = {
    "impl-01": Asked("plans_implementing", {"document": "Nghị quyết số 121/2020/QH14"}),
    "impl-02": Asked("plans_implementing", {"document": "Quyết định số 1472/QĐ-TTg ngày 28/9/2020"}),
    "chain-01": Asked("implementation_chain", {"from_document": "@bach-thong", "to_document": "121/2020/QH14"}),
    "obl-01": Asked("obligations_of_agency", {"agency": "Sở Y tế", "sets": "false"}),
    "obl-02": Asked(
        "obligations_of_agency",
        {"agency": "Phòng Lao động - Thương binh và Xã hội huyện Bạch Thông", "role": "cooperate", "sets": "false"},
    ),
    "dl-01": Asked("deadlines_between", {"from": "2021-01-01", "to": "2021-03-31", "document": "@hung-yen"}),
    "dl-02": Asked("deadlines_between", {"from": "2022-01-01", "to": "2022-03-31", "document": "@hung-yen"}),
    "rep-01": Asked("reports_of", {"document": "@quang-ngai"}, {"section": "II.5.b"}),
    "rep-02": Asked("reports_of", {"document": "@tay-ninh"}),
    "cite-01": Asked("document_citations", {"document": "@van-quan", "footnotes": "true"}),
    "cite-02": Asked("document_citations", {"document": "@van-quan", "footnotes": "true"}, {"footnote": "3"}),
    "prov-01": Asked("provision_citations", {"document": "Luật Trẻ em", "provision": "khoản 3 Điều 90"}),
    "doc-01": Asked("document", {"document": "@hung-yen"}),
    "doc-02": Asked("document", {"document": "@tay-ninh"}),
    "look-01": Asked("cited_by", {"document": "Quyết định 06/QĐ-TTg"}),
    "look-02": Asked("document", {"document": "nghi quyet so 121/2020/qh14"}),
    "agg-01": Asked("agencies_of_plan", {"document": "@hung-yen"}),
    "agg-02": Asked("shared_citations", {"least": "3"}),
    "tgt-01": Asked("targets", {"value": "95", "comparator": ">"}),
    "neg-01": Asked("relations"),
    "neg-02": Asked("obligations_of_agency", {"agency": "Trung tâm Y tế"}, {"plan": "quang-ngai"}),
}


class Graph:
    """The loaded graph: asks it, and knows which document is which plan of the questions."""

    def __init__(self, store: Store, plans: Mapping[str, str]) -> None:
        self.store, self.plans = store, plans
        self._keys = {document: key for key, document in plans.items()}

    def key(self, document: str) -> str:
        return self._keys.get(document, document)

    def given(self, asked: Asked) -> dict[str, str]:
        return {name: self.plans.get(value.removeprefix("@"), value) for name, value in asked.given.items()}

    def rows(self, asked: Asked) -> list[Row]:
        rows = [row | {"plan": self.key(row["document"])} if "document" in row else row for row in self.asked(asked)]
        return [row for row in rows if all(row[name] == value for name, value in asked.where.items())]

    def asked(self, asked: Asked) -> list[Row]:
        return ask(self.store, asked.query, self.given(asked)).rows

    @cached_property
    def documents(self) -> dict[str, Row]:
        rows = ask(self.store, "find_documents", {"limit": "10000"}).rows
        return {row["id"]: row for row in rows}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("questions")
    yield folder
    stop_server(folder)


@pytest.fixture(scope="session")
def graph(home: Path, corpus_folder: Path) -> Iterator[Graph]:
    """The five plans as they are, in a fresh graph."""
    with Store(*ensure_server(home)) as store:
        plans = {}
        for path in sorted(corpus_folder.glob("00*.txt")):
            record = extract(path.read_text("utf-8"), name=path.name)
            plans[slug(str(record.document.jurisdiction[-1]).split(" ", 1)[1])] = load(store, record)
        # "thành phố Tây Ninh" is "tay-ninh"; "tỉnh Quảng Ngãi" is "quang-ngai".
        yield Graph(store, {key.removeprefix("pho-"): document for key, document in plans.items()})


@pytest.fixture(scope="session")
def questions(questions_file: Path) -> dict[str, Row]:
    return {question["id"]: question for question in json.loads(questions_file.read_text("utf-8"))}


def test_every_question_is_asked(questions: dict[str, Row]) -> None:
    assert ASKED.keys() == questions.keys()


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_the_expected_one(graph: Graph, questions: dict[str, Row], name: str) -> None:
    question = questions[name]
    CHECKS[question["kind"]](graph, ASKED[name], question["expected"])


@pytest.mark.parametrize("name", [name for name in ASKED if name != "look-01"])
def test_the_answer_is_the_same_everywhere(
    graph: Graph, home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NGHIAVU_HOME", str(home))
    monkeypatch.setenv("NEO4J_URI", "")
    asked = ASKED[name]
    options = [part for name, value in graph.given(asked).items() for part in (f"--{name}", value)]
    result = CliRunner().invoke(app, ["query", asked.query, *options, "--format", "json"])
    assert result.exit_code == 0, result.output
    with TestClient(create_app(load_settings())) as client:
        response: httpx.Response = client.get(f"/queries/{asked.query}", params=graph.given(asked))
    assert response.json()["rows"] == json.loads(result.stdout) == graph.asked(asked)


# How answers are compared


def same_name(said: str | None, expected: str | None) -> bool:
    """Names as the annotation guide compares them: "các" and "có" before "liên quan" do not count."""
    return _bare(said) == _bare(expected)


def _bare(name: str | None) -> str:
    return " ".join(word for word in fold(name or "").replace("co lien quan", "lien quan").split() if word != "cac")


def is_document(row: Row, expected: Row) -> bool:
    """Whether a document is the expected one, as far as that is described; without a number it is told by its name."""
    told = {"type": row["type"], "number": row["number"], "date": row["issued"], "issuer": row["issuer"]}
    if expected.get("number") is None and expected.get("name"):
        laws = lookup.fold(str(row["name"])).replace(",", "")
        return laws == lookup.fold(expected["name"]).replace(",", "")
    return all(told[part] == expected[part] for part in ("type", "number", "date", "issuer") if part in expected)


def assert_documents(rows: Iterable[Row], expected: Row) -> None:
    """Exactly the expected documents, and of those that may be there any."""
    found = {row["id"]: row for row in rows}
    allowed = expected["documents"] + expected.get("may_include", {}).get("documents", [])
    assert [one for one in expected["documents"] if not any(is_document(row, one) for row in found.values())] == []
    assert [row for row in found.values() if not any(is_document(row, one) for one in allowed)] == []


def said_numbers(graph: Graph, path: Iterable[str]) -> list[str]:
    return [graph.documents[document]["number"] for document in path]


def check_implementers(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    assert {graph.key(row["plan"]) for row in rows} == set(expected["plans"])
    check_paths(graph, rows, expected["paths"])
    assert all(step["quote"] and step["asserted_by"] for row in rows for step in row["evidence"])
    assert not set(expected["must_not_include"]["plans"]) & {graph.key(row["plan"]) for row in rows}


def check_paths(graph: Graph, rows: list[Row], expected: list[Row]) -> None:
    found = [
        {
            "plan": graph.key(row["path"][0]),
            "basis": row["evidence"][0]["basis"],
            "chain": said_numbers(graph, row["path"][1:]),
        }
        for row in rows
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def check_chain(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    check_paths(graph, rows, expected["paths"])
    assert {row["hops"] for row in rows} == {expected["hops"]}
    assert_documents((graph.documents[one] for row in rows for one in row["path"][1:]), expected)
    said_by = {graph.key(step["asserted_by"]) for row in rows for step in row["evidence"]}
    assert said_by == set(expected["asserted_by"])


def check_obligations(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    assert_duties(rows, expected)
    for one in expected.get("by_agency", []):
        agency = one["agency"]
        own = [row for row in rows if (row["name"], row["jurisdiction"]) == (agency["name"], agency["jurisdiction"])]
        assert len(own) == one["count"]


def assert_duties(rows: list[Row], expected: Row) -> None:
    """Exactly the expected duties: by plan, section and first words; and what else is expected of each."""
    wanted = {(one["plan"], one["section"]): one for one in expected["obligations"]}
    assert {(row["plan"], row["section"]) for row in rows} == wanted.keys()
    assert len(rows) == len(wanted)
    for row in rows:
        one = wanted[row["plan"], row["section"]]
        assert row["text"].startswith(one["begins"])
        assert {name: row[name] for name in ("role", "due") if name in one} == {
            name: one[name] for name in ("role", "due") if name in one
        }
    refused = {(one["plan"], one["section"]) for one in expected.get("must_not_include", {}).get("obligations", [])}
    assert not refused & wanted.keys()


def check_deadlines(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    assert_duties(rows, expected)
    assert all(row["words"] for row in rows)
    assert len(rows) == expected.get("count", len(rows))


def check_reports(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    for one in expected["reports"]:
        steps = [row for row in rows if (row["plan"], row["section"]) == (one["plan"], one["section"])]
        senders = [{row["sender"], f"{row['sender']} {row['sender_place']}"} for row in steps]
        recipients = [{row["recipient"], f"{row['recipient']} {row['recipient_place']}"} for row in steps]
        assert [name for name in one["from"] if not any(name in names for names in senders)] == []
        assert [name for name in one["to"] if not any(name in names for names in recipients)] == []
        # Who passes a report on is a sender too, and nobody else is.
        assert [names for names in senders if not names & {*one["from"], *one["to"]}] == []
        assert [names for names in recipients if not names & set(one["to"])] == []
        assert {row["via"] for row in steps} - {None} == {one["via"]}
        if "steps" in one:
            assert len(steps) == len(one["steps"])
        for step in one.get("steps", []):
            assert any(
                step["from"] in sender and step["to"] in recipient and step["via"] == row["via"]
                for row, sender, recipient in zip(steps, senders, recipients, strict=True)
            )
        if "recurrence" in expected:
            assert {tuple(row["recurrence"]) for row in steps} == {tuple(expected["recurrence"])}
        if "dates" in expected:
            assert [row["due"] for row in steps if row["due"] != expected["dates"]] == []


def check_citations(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    assert_documents((row | {"id": row["cited"]} for row in rows), expected)
    for footnote, numbers in expected.get("by_footnote", {}).items():
        said = {row["number"] for row in rows if row["footnote"] == footnote}
        assert set(numbers) <= said
    if "section" in expected:
        assert {row["section"] for row in rows} == {expected["section"]}
    refused = expected.get("must_not_include", {})
    assert not {row["section"] for row in rows} & set(refused.get("sections", []))
    assert not [row for row in rows for one in refused.get("documents", []) if is_document(row, one)]


def check_provision(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    assert {row["plan"] for row in rows} == set(expected["plans"])
    assert {row["provision"] for row in rows} == {one["provision"] for one in expected["provisions"]}
    duties = [duty | {"plan": row["plan"]} for row in rows for duty in row["duties"]]
    assert_duties(duties, expected)
    bearers = [bearer for row in rows for bearer in row["bearers"]]
    allowed = expected["agencies"] + expected["may_include"]["agencies"]
    assert [one for one in expected["agencies"] if not any(is_body(bearer, one) for bearer in bearers)] == []
    assert [bearer for bearer in bearers if not any(is_body(bearer, one) for one in allowed)] == []


def is_body(row: Row, expected: Row) -> bool:
    rest = [part for part in ("level", "jurisdiction", "collective") if part in expected]
    return same_name(row["name"], expected["name"]) and all(row[part] == expected[part] for part in rest)


def check_document(graph: Graph, asked: Asked, expected: Row) -> None:
    (row,) = graph.rows(asked)
    assert graph.key(row["id"]) == expected["plan"]
    assert {name: row[name] for name in expected["fields"]} == expected["fields"]
    assert not [name for name, wrong in expected["must_not_include"].items() if row[name] in wrong]


def check_lookup(graph: Graph, asked: Asked, expected: Row) -> None:
    name = asked.given["document"]
    if "ambiguous" not in expected:
        assert_documents(graph.rows(asked), expected)
        return
    with pytest.raises(AmbiguousNameError) as caught:
        graph.rows(asked)
    assert_documents(caught.value.candidates, {"documents": expected["ambiguous"]})
    assert len(caught.value.candidates) == len(expected["ambiguous"]), name
    for one in expected["by_document"]:
        (document,) = [row for row in caught.value.candidates if row["issued"] == one["date"]]
        citing = graph.rows(Asked(asked.query, {"document": document["id"]}))
        # A scheme that the decision approved may be read as the decision ("Đề án 06"); the question is of the number.
        assert {row["plan"] for row in citing if row["number"]} == set(one["plans"])


def check_aggregate(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    if "counts" in expected:
        best = rows[: len(expected["counts"])]
        found = [(_bare(row["name"]), row["duties"]) for row in best]
        assert sorted(found) == sorted((_bare(one["agency"]), one["count"]) for one in expected["counts"])
        assert all(row["duties"] < best[-1]["duties"] for row in rows[len(best) :])
        return
    assert_documents(rows, expected)
    for one in expected["by_document"]:
        (row,) = [row for row in rows if is_document(row, {"number": None} | one)]
        assert {graph.key(plan) for plan in row["cited_by"]} == set(one["plans"])
        assert row["plans"] == len(one["plans"])


def check_targets(graph: Graph, asked: Asked, expected: Row) -> None:
    rows = graph.rows(asked)
    parts = ("plan", "section", "value", "unit", "comparator")
    assert [{part: row[part] for part in parts} for row in rows] == expected["targets"]
    bearers = [bearer for row in rows for bearer in row["bearers"]]
    assert len(bearers) == len(expected["agencies"])
    assert [one for one in expected["agencies"] if not any(is_body(bearer, one) for bearer in bearers)] == []
    everything = [{part: row[part] for part in parts} for row in graph.rows(Asked("targets")) if row not in rows]
    assert [one for one in expected["must_not_include"]["targets"] if one not in everything] == []


def check_negative(graph: Graph, asked: Asked, expected: Row) -> None:
    assert expected["empty"]
    if "relations" in expected:
        rows = graph.rows(asked)
        assert rows, "nothing is related, so that an empty answer says nothing"
        of_plans = [row for row in rows if row["source"] in graph.plans.values()]
        assert [row for row in of_plans if row["type"] in expected["relations"]] == []
        return
    assert graph.rows(asked) == []
    assert graph.asked(asked), "the body has no duty anywhere, so that an empty answer says nothing"
    with pytest.raises(UnknownNameError):
        lookup.agency(graph.store, f"{asked.given['agency']} {asked.where['plan'].replace('-', ' ')}")  # type: ignore[attr-defined]


CHECKS = {
    "implementers": check_implementers,
    "chain": check_chain,
    "obligations": check_obligations,
    "deadlines": check_deadlines,
    "reports": check_reports,
    "citations": check_citations,
    "provision": check_provision,
    "document": check_document,
    "lookup": check_lookup,
    "aggregate": check_aggregate,
    "targets": check_targets,
    "negative": check_negative,
}
