"""The forms that answers come in: each says what JSON says, and each is read here by a program that others wrote."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import httpx
import networkx as nx
import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from rdflib import RDF, Dataset, Literal, Namespace, URIRef
from test_http import problem
from typer.testing import CliRunner

from api import graphs
from api.cli import app
from api.formats import MEDIA, Form, TableForm, preferred
from api.tables import LONGEST_CELL, as_csv, as_jsonl, as_xlsx, flat, named

# rdflib reads JSON-LD by way of classes that it means to give up.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")

LISTS = (
    "/documents?q=quyết định",
    "/documents?limit=2",
    "/documents/121/2020/QH14/implementers",
    "/agencies",
    "/agencies/so-y-te.hung-yen/obligations",
    "/queries/plans_implementing?document=121/2020/QH14",
    "/queries/obligations_of_agency?agency=Department of Health",
    "/queries/graph_size",
)
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("https://schema.org/")
NGHIAVU = Namespace("urn:nghiavu:vocabulary:")
DCTERMS = Namespace("http://purl.org/dc/terms/")
HUNG_YEN = "kh-11-kh-ubnd-hung-yen-2021"


def with_format(address: str, form: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}format={form}"


def rows_of(answer: httpx.Response) -> list[dict[str, Any]]:
    """The rows of an answer in JSON, whichever shape it has; a list's items only have the fields of their kind."""
    body = answer.json()
    return body if isinstance(body, list) else body.get("items", body.get("rows"))


def cells(rows: list[dict[str, Any]], columns: list[str]) -> list[list[Any]]:
    return [[flat(row[column]) for column in columns] for row in rows]


def linked_data(content: bytes) -> Dataset:
    linked = Dataset(default_union=True)
    linked.parse(data=content, format="json-ld")
    return linked


# Rows


@pytest.mark.parametrize("address", [*LISTS, "/queries"])
def test_every_list_comes_as_lines_and_as_a_table_that_say_the_same(service: httpx.Client, address: str) -> None:
    rows = rows_of(service.get(address))
    assert rows

    lines = service.get(with_format(address, "jsonl"))
    assert lines.headers["content-type"] == "application/x-ndjson"
    read = [json.loads(line) for line in lines.text.splitlines()]
    assert [{key: row[key] for key in rows[0]} for row in read] == rows

    text = service.get(with_format(address, "csv"))
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    columns, *table = list(csv.reader(io.StringIO(text.text)))
    assert set(columns) == set(rows[0])
    as_text = [["" if cell is None else str(cell) for cell in line] for line in cells(rows, columns)]
    assert [[cell.removeprefix("'") for cell in line] for line in table] == as_text

    book = openpyxl.load_workbook(io.BytesIO(service.get(with_format(address, "xlsx")).content))
    shown = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert shown[0] == columns
    assert shown[1:] == cells(rows, columns)


@pytest.mark.parametrize("form", list(Form))
def test_a_form_is_chosen_by_what_the_caller_accepts_too(service: httpx.Client, form: Form) -> None:
    address = "/queries/plans_implementing?document=121/2020/QH14"
    asked = service.get(with_format(address, form))
    accepted = service.get(address, headers={"Accept": MEDIA[form][0]})
    assert (accepted.status_code, accepted.content) == (200, asked.content)
    assert accepted.headers["content-type"] == asked.headers["content-type"]
    assert asked.headers["content-type"].startswith(MEDIA[form][0])
    assert "Accept" in accepted.headers["vary"]
    assert accepted.headers["etag"] == asked.headers["etag"]
    said = service.get(with_format(address, form), headers={"Accept": "text/csv"})
    assert said.content == asked.content


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("text/*", "csv"),
        ("application/jsonl", "jsonl"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
        ("application/json;q=0.5, text/csv", "csv"),
        ("text/csv;q=0.5, application/ld+json;q=0.7", "jsonld"),
        ("application/json;q=0, */*", "jsonl"),
        ("image/png", "json"),
        ("text/csv;q=x", "json"),
        (";;,,q=", "json"),
    ],
)
def test_what_is_accepted_is_read_as_the_standard_says(accept: str | None, form: str) -> None:
    assert preferred(accept, Form) == form


def test_a_form_that_is_none_is_refused(service: httpx.Client) -> None:
    problem(service.get("/documents?format=xml"), 422)
    problem(service.get("/queries/graph_size?format="), 422)
    problem(service.get("/queries?format=graphml"), 422)
    assert preferred("application/ld+json", TableForm) == "json"


def test_files_have_names_that_say_what_they_are(service: httpx.Client) -> None:
    def name(address: str) -> str:
        return service.get(address).headers["content-disposition"]

    assert name("/queries/plans_implementing?document=121/2020/QH14&format=csv") == (
        'attachment; filename="plans-implementing.nq-121-2020-qh14.csv"'
    )
    assert name("/documents?q=quyết định&format=xlsx") == 'attachment; filename="documents.quyet-dinh.xlsx"'
    assert name("/agencies?format=jsonld") == 'inline; filename="agencies.jsonld"'
    assert named('a"b\r\n', "../x") == "a-b.x"
    assert named("") == "answer"
    assert len(named("x" * 500)) == 100


def test_a_list_in_another_form_says_in_its_head_what_is_left(service: httpx.Client) -> None:
    whole = service.get("/documents?total=true").json()
    seen, address = [], "/documents?limit=3&format=csv&total=true"
    while address:
        part = service.get(address)
        assert int(part.headers["x-total-count"]) == whole["total"]
        seen += [row["id"] for row in csv.DictReader(io.StringIO(part.text))]
        found = re.fullmatch(r'<([^>]+)>; rel="next"', part.headers.get("link", ""))
        address = found and found[1]
    assert seen == [item["id"] for item in whole["items"]]


def test_citations_of_a_text_come_in_every_form(service: httpx.Client) -> None:
    body = {"text": "Căn cứ Nghị quyết số 121/2020/QH14 ngày 19/6/2020 của Quốc hội."}
    (row,) = list(csv.DictReader(io.StringIO(service.post("/resolve?format=csv", json=body).text)))
    assert row["number"] == "121/2020/QH14"
    assert json.loads(row["documents"])[0]["id"] == "nq-121-2020-qh14"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84", "-Phối hợp", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://x")', "--03-31"],
)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    rows = [{"text": text, "number": -1, "list": [text]}]
    columns = ["text", "number", "list"]
    _, cells = csv.reader(io.StringIO(as_csv(columns, rows), newline=""))
    assert cells == [f"'{text}", "-1", json.dumps([text], ensure_ascii=False)]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx("x", columns, rows))).active
    assert (sheet["A2"].data_type, unescape(sheet["A2"].value).strip()) == ("s", text.strip())
    assert sheet["B2"].value == -1
    assert sheet["A2"].hyperlink is None


def test_a_spreadsheet_holds_what_others_would_break_on() -> None:
    rows = [
        {"a": "x" * 40_000, "b": "\x00\x08 chuông", "c": True},
        {"a": "", "b": None, "c": 1.5},
        {"a": "https://x.example", "b": "{=1}", "c": "_x0041_"},
    ]
    content = as_xlsx("a/b[c]: 'd'" * 9, ["a", "b", "c"], rows)
    assert content == as_xlsx("a/b[c]: 'd'" * 9, ["a", "b", "c"], rows)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert len(sheet["A2"].value) == LONGEST_CELL
    assert sheet["B2"].value.endswith(" chuông")
    assert (sheet["C2"].value, sheet["C3"].value) == (True, 1.5)
    assert (sheet["A4"].value, sheet["B4"].value, sheet["C4"].value) == ("https://x.example", "{=1}", "_x0041_")
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx("", [], []))).active.max_row == 1


def test_no_rows_are_a_table_all_the_same() -> None:
    assert as_csv(["a", "b"], []) == "a,b\n"
    assert as_jsonl([]) == ""
    assert as_csv(["a"], [{"a": 1}], {"a": "Cột"}) == "Cột\n1\n"


# Graphs


@pytest.mark.parametrize("address", LISTS)
def test_every_list_comes_as_a_graph(service: httpx.Client, address: str) -> None:
    drawn = nx.read_graphml(io.BytesIO(service.get(with_format(address, "graphml")).content))
    linked = linked_data(service.get(with_format(address, "jsonld")).content)
    named_there = {str(one) for one in linked.objects(None, DCTERMS.identifier)}
    assert set(drawn.nodes) == named_there
    rows = rows_of(service.get(address))
    assert set(graphs.ids_in(rows)) & named_there == {one for one in named_there if one in json.dumps(rows)}


def test_a_chain_is_drawn_with_the_words_that_say_it(service: httpx.Client) -> None:
    answer = service.get("/queries/plans_implementing?document=121/2020/QH14&format=graphml")
    drawn = nx.read_graphml(io.BytesIO(answer.content))
    assert drawn.nodes[HUNG_YEN]["kind"] == "Document"
    assert drawn.nodes[HUNG_YEN]["label"] == "11/KH-UBND"
    assert drawn.nodes[HUNG_YEN]["title"] == "Phòng ngừa tai nạn cho trẻ em"
    assert "search" not in drawn.nodes[HUNG_YEN]
    links = {(a, b): said for a, b, said in drawn.edges(data=True) if said["label"] == "IMPLEMENTS"}
    assert set(links) == {(HUNG_YEN, "qd-1472-qd-ttg-2020"), ("qd-1472-qd-ttg-2020", "nq-121-2020-qh14")}
    assert links[HUNG_YEN, "qd-1472-qd-ttg-2020"]["evidence"].startswith("Thực hiện Quyết định số 1472/QĐ-TTg")


def test_documents_are_linked_data_in_the_terms_of_eli(service: httpx.Client) -> None:
    answer = service.get("/queries/plans_implementing?document=121/2020/QH14&format=jsonld")
    linked = linked_data(answer.content)
    plan, decision, resolution = (
        URIRef(f"urn:nghiavu:document:{one}") for one in (HUNG_YEN, "qd-1472-qd-ttg-2020", "nq-121-2020-qh14")
    )
    assert (plan, ELI.ensures_implementation_of, decision) in linked
    assert (decision, ELI.ensures_implementation_of, resolution) in linked
    assert (decision, SCHEMA.legislationEnsuresImplementationOf, resolution) in linked
    assert (plan, ELI.cites, resolution) in linked
    assert {ELI.LegalResource, SCHEMA.Legislation} <= set(linked.objects(resolution, RDF.type))
    assert linked.value(resolution, SCHEMA.legislationIdentifier) == Literal("121/2020/QH14")
    assert linked.value(resolution, ELI.date_document).toPython().isoformat() == "2020-06-19"
    assert linked.value(plan, ELI.title).language == "vi"
    (statement,) = linked.query(
        "SELECT ?s { ?s rdf:predicate eli:ensures_implementation_of ; rdf:object ?to }",
        initNs={"eli": ELI, "rdf": RDF},
        initBindings={"to": decision},
    )
    assert linked.value(statement.s, DCTERMS.source) == plan
    assert linked.value(statement.s, NGHIAVU.evidence).startswith("Thực hiện Quyết định số 1472/QĐ-TTg")


def test_what_a_body_issued_is_said_of_the_document(service: httpx.Client) -> None:
    made = graphs.Graph(
        (
            graphs.Node(
                "quoc-hoi", "Agency", "", {"id": "quoc-hoi", "name": "Quốc hội", "name_en": "National Assembly"}
            ),
            graphs.Node("nq-1", "Document", "Resolution", {"id": "nq-1", "issued": "2020-06"}),
            graphs.Node("nq-1/điều 1", "Provision", "", {"id": "nq-1/điều 1", "label": "Điều 1"}),
        ),
        (
            graphs.Link("quoc-hoi", "ISSUED", "nq-1", {"asserted_by": "nq-1"}),
            graphs.Link("nq-1/điều 1", "PART_OF", "nq-1", {"asserted_by": "nq-1", "evidence": "\x00"}),
        ),
    )
    linked = linked_data(graphs.as_jsonld(made))
    document, body = URIRef("urn:nghiavu:document:nq-1"), URIRef("urn:nghiavu:agency:quoc-hoi")
    assert (document, ELI.passed_by, body) in linked
    assert (body, SCHEMA.alternateName, Literal("National Assembly", lang="en")) in linked
    assert (URIRef("urn:nghiavu:provision:nq-1/%C4%91i%E1%BB%81u%201"), ELI.is_part_of, document) in linked
    assert nx.read_graphml(io.BytesIO(graphs.as_graphml(made))).number_of_edges() == 2


@pytest.mark.parametrize(
    ("text", "is_id"),
    [
        ("nq-121-2020-qh14", True),
        ("qd-31-2011-qd-ubnd-gia-lai/Quy định.Điều 7.1.b~2", True),
        ("kh-1@25", True),
        ("so-y-te.hung-yen", True),
        ("Sở Y tế", False),
        ("", False),
        ("a|b", False),
        ("a/b\nc", False),
        ("x" * 301, False),
    ],
)
def test_ids_are_told_from_texts(text: str, is_id: bool) -> None:
    assert list(graphs.ids_in([{"deep": [text]}])) == ([text] if is_id else [])


# The command line


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "graphml", "jsonld"])
def test_the_command_line_writes_the_same_bytes(service: httpx.Client, database: dict[str, str], form: str) -> None:
    for name, given in (
        ("plans_implementing", ("document", "121/2020/QH14")),
        ("obligations_of_agency", ("agency", "Sở Y tế")),
    ):
        parameter, value = given
        written = CliRunner().invoke(app, ["query", name, f"--{parameter}", value, "--format", form])
        assert written.exit_code == 0, written.output
        assert (
            written.stdout_bytes == service.get(f"/queries/{name}", params={parameter: value, "format": form}).content
        )
