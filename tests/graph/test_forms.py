"""The graph in the forms that other programs take: each holds all of it, and those that make a graph make the same."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest
import rdflib
from asking import empty, statement
from servers import assembled
from servers.neo4j import PASSWORD
from servers.running import Absent

from graph.export import export
from graph.forms import FOLDERS, Form, form_named, write
from graph.loader import load
from graph.store import Store
from ingest import extract
from ingest.errors import InputError

SAMPLES = Path(__file__).parent.parent.parent / "samples"
# What tables, scripts and tags are written with, and what they leave out.
ODD = {
    "id": "odd/'one' \"two\" \\three, & <four>",
    "name": "a;b|c\td\ne\r\nf $g `h` {i} é\u0301 \u2028 đ 🜨",
    "evidence": "",
    "places": [],
    "section": " ",
}
Write = Callable[[Form], Path]


@pytest.fixture(scope="module")
def lines(opened: Store) -> list[str]:
    """The lines of the samples and of a body and a duty that are odd in every way."""
    empty(opened)
    for path in sorted(SAMPLES.glob("*.txt")):
        load(opened, extract(path.read_text("utf-8"), name=path.name))
    odd = (
        "CREATE (a:Agency) SET a = $odd CREATE (a)-[r:OWES]->(o:Obligation {id: 'odd', due: ['', 'a']}) SET r.role = ''"
    )
    opened.writing(lambda work: work.run(statement(odd), odd=ODD))
    return list(export(opened))


@pytest.fixture
def written(lines: list[str], tmp_path: Path) -> Write:
    def write_as(form: Form) -> Path:
        out = tmp_path / "made" / f"graph.{form}"
        write(form, lines, out)
        return out

    return write_as


def _things(lines: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nodes and the relationships of an export."""
    values = [json.loads(line) for line in lines]
    return [one for one in values if "labels" in one], [one for one in values if "type" in one]


def test_lines_are_the_export_itself(lines: list[str], written: Write) -> None:
    assert written(Form.jsonl).read_bytes() == "".join(lines).encode()


def test_a_script_makes_the_same_graph(opened: Store, lines: list[str], written: Write) -> None:
    script = written(Form.cypher).read_text("utf-8").split("\n")
    empty(opened)
    made = [
        one for one in script if one and not one.startswith("CREATE CONSTRAINT") and not one.startswith("CREATE INDEX")
    ]
    assert len(made) == len(lines)
    opened.writing(lambda work: [work.run(statement(one.removesuffix(";"))) for one in made])
    assert list(export(opened)) == lines


@pytest.mark.parametrize("address", ["neo4j"], indirect=True)
def test_an_offline_import_makes_the_same_graph(lines: list[str], written: Write, tmp_path: Path) -> None:
    folder, home = written(Form.neo4j_admin), tmp_path / "neo4j"
    try:
        assembled.prepare(home, PASSWORD)
    except Absent as reason:
        pytest.skip(str(reason))
    said = (folder / "README.txt").read_text("utf-8")
    command = next(line for line in said.split("\n") if "database import" in line).split()[1:]
    assembled.admin(home, *command, folder=folder)
    finish = (folder / "finish.cypher").read_text("utf-8").split(";\n")[:-1]
    with assembled.started(home, PASSWORD) as server, Store(server.uri, server.user, server.password) as store:
        for one in finish:
            store.writing(lambda work, one=one: work.run(statement(one)))
        assert list(export(store)) == lines


def test_graphml_holds_every_node_and_relationship(lines: list[str], written: Write) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.parse(written(Form.graphml)).getroot()  # noqa: S314 - what was just written
    keys = {key.attrib["id"]: key.attrib for key in root.iter(f"{space}key")}
    nodes, relationships = _things(lines)
    found = list(root.iter(f"{space}node"))
    assert len(found) == len(nodes)
    names = {node.attrib["id"] for node in found}
    edges = list(root.iter(f"{space}edge"))
    assert len(edges) == len(relationships)
    assert {edge.attrib[end] for edge in edges for end in ("source", "target")} <= names
    for element, said in zip(found, nodes, strict=True):
        data = {keys[one.attrib["key"]]["attr.name"]: one.text or "" for one in element.iter(f"{space}data")}
        assert data["id"] == said["properties"]["id"]
        assert set(data) == {"labels", *said["properties"]}
    types = {key["attr.name"]: key["attr.type"] for key in keys.values()}
    assert (types["start"], types["collective"], types["value"], types["places"]) == (
        "long",
        "boolean",
        "double",
        "string",
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of what it does itself
def test_linked_data_holds_every_node_and_statement(lines: list[str], written: Write) -> None:
    graph = rdflib.Dataset(default_union=True)
    graph.parse(written(Form.jsonld), format="json-ld")
    nodes, relationships = _things(lines)
    name = rdflib.URIRef("urn:nghiavu:vocabulary:id")
    assert len(list(graph.subjects(name))) == len(nodes)
    statements = list(graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    assert len(statements) == len(relationships)
    for one in statements:
        said = [graph.value(one, part) for part in (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object)]
        assert tuple(said) in graph
        assert all(graph.value(said[end], name) is not None for end in (0, 2))
    assert rdflib.Literal(ODD["name"]) in set(graph.objects())


def test_tables_hold_every_value(lines: list[str], written: Write) -> None:
    folder = written(Form.csv)
    nodes, relationships = _things(lines)
    rows = [row for path in sorted((folder / "nodes").iterdir()) for row in _table(path)]
    assert len(rows) == len(nodes)
    by_id = {(row["labels"], row["id"]): row for row in rows}
    for node in nodes:
        row = by_id[":".join(node["labels"]), node["properties"]["id"]]
        for key, value in node["properties"].items():
            assert row[key] == (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    rows = [row for path in sorted((folder / "relationships").iterdir()) for row in _table(path)]
    assert sorted((row["from"], row["to"]) for row in rows) == sorted((r["from"][1], r["to"][1]) for r in relationships)


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def test_parquet_holds_every_value_with_its_type(lines: list[str], written: Write) -> None:
    folder = written(Form.parquet)
    nodes, relationships = _things(lines)
    frames = {path.stem: pl.read_parquet(path) for path in folder.rglob("*.parquet")}
    found = {
        (label, row["id"]): row
        for label in ("Agency", "Obligation", "Target")
        for row in frames[label].rows(named=True)
    }
    for node in nodes:
        for label in ("Agency", "Obligation", "Target"):
            if label in node["labels"]:
                row = found[label, node["properties"]["id"]]
                assert {key: value for key, value in row.items() if value is not None} == {
                    "labels": node["labels"],
                    **node["properties"],
                }
    count = sum(len(frame) for name, frame in frames.items() if "-" in name)
    assert count == len(relationships)


def test_a_form_that_is_none_and_a_place_that_will_not_do(lines: list[str], written: Write) -> None:
    with pytest.raises(InputError, match=r"'xlsx' is no form.*neo4j-admin"):
        form_named("xlsx", to_file=True)
    with pytest.raises(InputError, match="--out"):
        form_named("graphml", to_file=False)
    for form in FOLDERS:
        out = written(form)
        with pytest.raises(InputError, match="something in it"):
            write(form, lines, out)


def test_nothing_is_left_of_an_export_that_broke_off(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield '{"labels": ["Agency"], "properties": {"id": "a"}}\n'
        raise subprocess.SubprocessError

    for form in Form:
        with pytest.raises(subprocess.SubprocessError):
            write(form, broken(), tmp_path / f"graph.{form}")
    assert not list(tmp_path.iterdir())


def test_an_empty_graph_has_an_export_in_every_form(tmp_path: Path) -> None:
    for form in Form:
        write(form, [], tmp_path / f"graph.{form}")
    assert len(list(tmp_path.iterdir())) == len(Form)
