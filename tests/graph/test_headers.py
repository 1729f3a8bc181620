"""The headers of Cypher files: what is in order is read, and what is not is complained of by file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.headers import HeaderError, Parameter, parse_query, parse_statements
from graph.queries import STATEMENTS, load_queries, read_queries, statements
from graph.store import schema
from ingest.errors import InputError

GOOD = """\
// name: duties
// title: What is due?
// title_vi: Việc gì đến hạn?
// about: Duties of a body, the first of them first.
// cost: It reads them all.
// mode: read
// param: agency string = Sở Y tế -- id or name
// param: text string = -- words; empty for any
// param: after date = 2021-03-31 -- the first day
// param: before date = -- the last day; empty for any
// param: key string = "~" -- where to begin
// param: limit integer = 50 -- how many
// param: all boolean = false -- with what is done
// param: role string of lead|at hand = lead -- roles
// param: way string one of <|<= = -- the way; empty for any
// returns: agency, due
MATCH (a:Agency {id: $agency})  // '$nobody' is no parameter here
WHERE a.search CONTAINS $text AND '$nothing' <> "$else" AND $all /* $neither */
RETURN a.id AS agency, $after + $before + $key + $role + $way AS due
LIMIT $limit
"""
BARE = """\
// name: bare
// title: T
// title_vi: T
// about: A
// mode: read
// returns: a
RETURN 1 AS a
"""
WRITES = """\
// name: make
// about: Makes it.
// mode: write
// param: rows list -- what to make
UNWIND $rows AS row
CREATE (:Document {id: row.id})

// name: look
// about: Looks at it.
// mode: read
// param: id string -- of what
MATCH (d:Document {id: $id})
RETURN d.id AS id
"""


def test_a_header_says_all_there_is_to_know() -> None:
    query = parse_query(GOOD, "duties.cypher")
    assert (query.name, query.title, query.title_vi) == ("duties", "What is due?", "Việc gì đến hạn?")
    assert (query.mode, query.returns) == ("read", ("agency", "due"))
    assert query.text == GOOD
    assert (query.cost, parse_query(BARE, "bare.cypher").cost) == ("It reads them all.", "")
    assert query.parameters == (
        Parameter("agency", "string", "Sở Y tế", "id or name", required=True),
        Parameter("text", "string", "", "words; empty for any"),
        Parameter("after", "date", "2021-03-31", "the first day", required=True),
        Parameter("before", "date", "", "the last day; empty for any"),
        Parameter("key", "string", "~", "where to begin"),
        Parameter("limit", "integer", 50, "how many"),
        Parameter("all", "boolean", False, "with what is done"),
        Parameter("role", "string", "lead", "roles", required=True, values=("lead", "at hand"), several=True),
        Parameter("way", "string", "", "the way; empty for any", values=("<", "<=")),
    )
    assert [parameter.name for parameter in query.parameters if parameter.required] == ["agency", "after", "role"]


def test_a_parameter_tells_what_it_cannot_be() -> None:
    *_, role, way = parse_query(GOOD, "duties.cypher").parameters
    assert [role.lacks(value) for value in ("", "lead", "at hand|lead")] == [None] * 3
    assert [role.lacks(value) for value in ("Lead", "lead|boss", "lead|", "at|lead")] == ["Lead", "boss", "", "at"]
    assert [way.lacks(value) for value in ("", "<=", "<|<=", "=")] == [None, None, "<|<=", "="]


def test_a_file_of_writes_holds_several_statements() -> None:
    make, look = parse_statements(WRITES, "nodes.cypher")
    assert (make.name, make.mode, make.parameters) == (
        "make",
        "write",
        (Parameter("rows", "list", None, "what to make"),),
    )
    assert (look.name, look.mode) == ("look", "read")
    assert "look" not in make.text


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("// name: bare", "// name: Bare", 1, "no name"),
        ("// name: bare\n", "", 1, "has no 'name'"),
        ("// title_vi: T\n", "", 1, "has no 'title_vi'"),
        ("// returns: a\n", "", 1, "has no 'returns'"),
        ("// title: T", "// title:", 2, "says nothing"),
        ("// title: T", "// title: T\n// title: U", 3, "given twice"),
        ("// title: T", "// titel: T", 2, "no line of a header"),
        ("// title: T", "// a remark", 2, "no line of a header"),
        ("// title: T", "//title: T\n//x", 3, "no line of a header"),
        ("// mode: read", "// mode: write", 5, "mode is read"),
        ("// mode: read", "// mode: dream", 5, "mode is read"),
        ("// returns: a", "// returns: a,b", 6, "columns"),
        ("// returns: a", "// returns: a, B", 6, "columns"),
        ("// mode: read", "// mode: read\n// param: x string = 1", 6, "written"),
        ("// mode: read", "// mode: read\n// param: x string -- what", 6, "written"),
        ("// mode: read", "// mode: read\n// param: X string = 1 -- what", 6, "written"),
        ("// mode: read", "// mode: read\n// param: x float = 1 -- what", 6, "no type"),
        ("// mode: read", "// mode: read\n// param: x integer = many -- what", 6, "no integer"),
        ("// mode: read", "// mode: read\n// param: x integer = -- what", 6, "no integer"),
        ("// mode: read", "// mode: read\n// param: x boolean = yes -- what", 6, "no boolean"),
        ("// mode: read", "// mode: read\n// param: x date = 2021-02-30 -- what", 6, "no date"),
        ("// mode: read", "// mode: read\n// param: x string of a|b = c -- what", 6, "'c' is none of a, b"),
        ("// mode: read", "// mode: read\n// param: x integer one of 1|2 = 1 -- what", 6, "none of 1, 2"),
        ("// mode: read", "// mode: read\n// param: x string = 1 -- what", 6, "not used"),
        (
            "// mode: read",
            "// mode: read\n// param: x string = 1 -- what\n// param: x string = 1 -- what",
            7,
            "declared twice",
        ),
        ("RETURN 1 AS a", "WITH 1 AS a\nRETURN $b AS a", 8, "not declared"),
        ("RETURN 1 AS a", "", 7, "no statement"),
        ("RETURN 1 AS a", "\n  // only a remark", 7, "no statement"),
        ("RETURN 1 AS a", "CREATE (n) RETURN 1 AS a", 7, "no CREATE"),
        ("RETURN 1 AS a", "MATCH (n)\nset n.a = 1 RETURN 1 AS a", 8, "no SET"),
        ("RETURN 1 AS a", "MATCH (n) DETACH DELETE n RETURN 1 AS a", 7, "no DELETE"),
        ("RETURN 1 AS a", "CALL db.labels() YIELD label RETURN label AS a", 7, "no CALL DB"),
        ("RETURN 1 AS a", "LOAD CSV FROM 'x' AS a RETURN a", 7, "no LOAD CSV"),
        ("RETURN 1 AS a", "MATCH (n) FOREACH (x IN [1] | REMOVE n.a) RETURN 1 AS a", 7, "no FOREACH"),
    ],
)
def test_what_is_not_in_order_is_named_with_its_line(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(HeaderError, match=rf"^bare\.cypher:{line}: .*{re.escape(what)}") as caught:
        parse_query(BARE.replace(old, new, 1), "bare.cypher")
    assert isinstance(caught.value, InputError)
    assert str(caught.value).endswith(".")


def test_a_line_is_that_of_the_file_and_not_of_the_statement() -> None:
    with pytest.raises(HeaderError, match=r"^nodes\.cypher:11: parameter 'it' is not declared"):
        parse_statements(WRITES.replace("$id", "$it").replace("// param: id string -- of what\n", ""), "nodes.cypher")


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (n) WHERE n.set = 'CREATE' RETURN n.set AS a // DELETE it all",
        "CALL { MATCH (n) RETURN n } RETURN 1 AS a",
        "UNWIND [1] AS x CALL (x) { RETURN x AS y } RETURN y AS a",
        "MATCH (n:Set)-[:CREATED]->() RETURN `MERGE` AS a",
    ],
)
def test_what_only_looks_like_a_write_is_none(statement: str) -> None:
    assert parse_query(BARE.replace("RETURN 1 AS a", statement), "bare.cypher").mode == "read"


def test_a_question_is_in_the_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "other.cypher").write_text(BARE, "utf-8")
    with pytest.raises(HeaderError, match=r"^other\.cypher:1: .*bare\.cypher"):
        read_queries(tmp_path)


def test_every_file_of_the_project_is_in_order() -> None:
    asked_for = {"plans_implementing", "obligations_of_agency", "document_citations", "cited_by", "data_quality"}
    asked_for |= {"implementation_chain", "deadlines_between", "agencies_of_plan", "shared_citations"}
    assert asked_for <= load_queries().keys()
    files = {path.stem for path in STATEMENTS.glob("*.cypher")} - {"schema"}
    for file in files:
        assert statements(file)
    assert all(statement.startswith("CREATE ") and "IF NOT EXISTS" in statement for statement in schema())
