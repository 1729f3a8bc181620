"""What a statement may say that other people wrote, by its words alone."""

from __future__ import annotations

from contextlib import suppress

import pytest
from attempts import ATTEMPTS
from timing import within

from graph.checked import FIRST, check
from graph.queries import load_queries
from ingest.errors import InputError


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (n) RETURN n",
        "  match (n:Create)-[:DELETE|:SET]->(m) where n.set = 'CREATE (x)' return n.merge as `set`; ",
        "RETURN \"it's -- a 'string' with MERGE\" AS text // and DROP in a comment",
        "WITH 1 AS create_ /* CREATE */ RETURN create_",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.index.fulltext.queryNodes('names', 'y te') YIELD node RETURN node",
        "CALL `db`.`labels`() YIELD label RETURN label",
        "MATCH (d:Document) CALL (d) { MATCH (d)<-[:STATED_IN]-(o) RETURN count(o) AS duties } RETURN d.id, duties",
        "CALL { MATCH (n) RETURN n LIMIT 1 } RETURN n",
        "UNWIND [1, 2] AS x RETURN date.truncate('year', date('2024-05-06')) AS d, x",
        "OPTIONAL MATCH (n) WHERE n.start IN [1.5, 2..3] RETURN n.start AS start, $value",
        "RETURN $`set` AS x",
        "RETURN 'quo\\'te' AS x, 'C:\\\\' AS y",
    ],
)
def test_a_question_may_be_asked(statement: str) -> None:
    check(statement)


@pytest.mark.parametrize("name", load_queries())
def test_the_named_questions_may_be_asked_freely(name: str) -> None:
    check(load_queries()[name].text)


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_no_attempt_passes_by_its_words(statement: str) -> None:
    with pytest.raises(InputError) as caught:
        check(statement)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_there_are_two_hundred_attempts_and_every_kind_of_clause() -> None:
    assert len(ATTEMPTS) >= 200
    whole = " ".join(ATTEMPTS).upper()
    clauses = (
        "CREATE MERGE SET REMOVE DELETE DETACH FOREACH DROP TRANSACTIONS INDEX CONSTRAINT LOAD EXPLAIN PROFILE USE"
    )
    assert [word for word in (*clauses.split(), "DBMS.", "APOC.", "DB.", "$") if word not in whole] == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("", "empty"),
        (" // nothing\n ; ", "empty"),
        ("SHOW INDEXES", FIRST[0]),
        ("RETURN 1; RETURN 2", "one statement"),
        ("RETURN 'open", "not closed"),
        ("RETURN 1 /* open", "not closed"),
        ("RETURN `open", "not closed"),
        ("MATCH (n) SET n.x = 1", "SET"),
        ("CALL dbms.components()", "dbms.components"),
        ("RETURN apoc.text.join(['a'], '')", "apoc.text.join"),
        ("RETURN 1\u200b", "U+200B"),
        ("RETURN '\\u0041'", "\\u"),
        ("RETURN \ud800", "U+D800"),
    ],
)
def test_what_may_not_be_asked_is_told_in_a_sentence(statement: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        check(statement)
    assert says in str(caught.value)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, [{"a": 2**70}], "\ud800", {"\udfff": 1}, object(), b"x"])
def test_a_parameter_is_a_value_that_the_database_has(value: object) -> None:
    with pytest.raises(InputError, match="'p'"):
        check("RETURN $p", {"p": value})


@pytest.mark.parametrize("value", [0, -(2**63), 1.5, "Sở Y tế\n", None, True, [1, ["a"]], {"a": {"b": [None]}}])
def test_any_value_of_json_is_one(value: object) -> None:
    check("RETURN $p", {"p": value})


@pytest.mark.parametrize("part", ["(", "a.", "`", "'", '"', "/*", "//", "$", "\\", "a", "1.", "CALL ", "'\\", "`` "])
def test_a_hostile_statement_is_read_in_time(part: str) -> None:
    statement = "RETURN " + part * (10_000 // len(part))
    with within(1), suppress(InputError):
        check(statement)
