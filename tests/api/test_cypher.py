"""Cypher of one's own over the edges: off until it is allowed, then the same answer by service and command line."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
from test_cli import refused, run
from test_http import problem
from typer.testing import CliRunner

from api import cypher
from api.cli import app
from api.cypher import parameters_of
from graph.store import Store
from ingest.errors import InputError, StoreBusy

DUTIES = "MATCH (a:Agency)-[:OWES]->(o) WHERE a.name = $name RETURN a.id AS body, count(o) AS duties ORDER BY body"
SO_Y_TE = [{"body": "so-y-te.hung-yen", "duties": 1}, {"body": "so-y-te.quang-ngai", "duties": 2}]


@pytest.fixture
def allowed(service_with: Callable[..., httpx.Client]) -> httpx.Client:
    return service_with(cypher=True)


@pytest.fixture
def in_commands(database: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGHIAVU_CYPHER", "on")


def asked(service: httpx.Client, statement: str, **more: object) -> httpx.Response:
    return service.post("/cypher", json={"statement": statement, **more})


def test_it_is_off_until_it_is_allowed(service: httpx.Client, database: dict[str, str]) -> None:
    assert "NGHIAVU_CYPHER=on" in problem(asked(service, "RETURN 1 AS x"), 403)["detail"]
    refused(run("cypher", "RETURN 1 AS x"), "NGHIAVU_CYPHER=on")


def test_the_answer_is_the_same_by_service_and_command(allowed: httpx.Client, in_commands: None) -> None:
    answer = asked(allowed, DUTIES, parameters={"name": "Sở Y tế"}).json()
    assert answer == {"columns": ["body", "duties"], "rows": SO_Y_TE, "more": False}
    result = run("cypher", DUTIES, "--param", "name=Sở Y tế", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, SO_Y_TE)


def test_rows_come_in_every_form_of_a_table(allowed: httpx.Client) -> None:
    body = {"statement": DUTIES, "parameters": {"name": "Sở Y tế"}}
    lines = allowed.post("/cypher?format=csv", json=body)
    assert lines.text.splitlines() == ["body,duties", "so-y-te.hung-yen,1", "so-y-te.quang-ngai,2"]
    assert lines.headers["x-more"] == "false"
    assert allowed.post("/cypher", json=body, headers={"Accept": "application/x-ndjson"}).text.count("\n") == 2
    problem(allowed.post("/cypher?format=graphml", json=body), 422)


def test_more_rows_than_the_limit_are_said_to_be_there(
    service_with: Callable[..., httpx.Client], in_commands: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = asked(service_with(cypher=True, cypher_rows=3), "UNWIND range(1, 9) AS i RETURN i").json()
    assert (len(answer["rows"]), answer["more"]) == (3, True)
    monkeypatch.setenv("NGHIAVU_CYPHER_ROWS", "3")
    result = run("cypher", "UNWIND range(1, 9) AS i RETURN i", "-f", "jsonl")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 3)
    assert "more rows" in result.stderr


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("MATCH (a:Agency) SET a.name = 'x'", "without SET"),
        ("EXPLAIN DROP INDEX x", "begins with"),
        ("MATCH (a RETURN a", "refuses the statement"),
        ("RETURN $x AS x", "x"),
    ],
)
def test_what_may_not_be_asked_is_a_sentence(
    allowed: httpx.Client, in_commands: None, loaded: Store, statement: str, says: str
) -> None:
    assert says in problem(asked(allowed, statement), 422)["detail"]
    refused(run("cypher", statement), says)


def test_a_statement_that_takes_too_long_is_ended_and_the_service_answers_on(
    service_with: Callable[..., httpx.Client],
) -> None:
    service = service_with(cypher=True, cypher_seconds=1)
    runaway = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c RETURN sum(a*b*c)"
    assert "more than 1 seconds" in problem(asked(service, runaway), 422)["detail"]
    assert service.get("/readyz").status_code == 200
    assert asked(service, "RETURN 1 AS x").json()["rows"] == [{"x": 1}]


def test_whoever_comes_second_is_asked_to_wait(allowed: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy("Other statements are being answered; ask again.")

    monkeypatch.setattr(cypher, "ask_embedded", busy)
    answer = asked(allowed, "RETURN 1 AS x")
    assert problem(answer, 503)["detail"] == "Other statements are being answered; ask again."
    assert answer.headers["retry-after"] == "30"
    assert allowed.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"statement": 5},
        {"statement": "RETURN 1 AS x", "parameters": []},
        {"statement": "RETURN 1 AS x" + " " * 10_000},
        {"statement": "RETURN $x AS x", "parameters": {"x": 2**64}},
        {"statement": "RETURN $x AS x", "parameters": {"x": "\ud800"}},
        {"statement": "RETURN 1 AS \ud800"},
    ],
)
def test_a_body_that_is_none_is_refused(allowed: httpx.Client, body: object) -> None:
    sent = json.dumps(body).encode()
    problem(allowed.post("/cypher", content=sent, headers={"Content-Type": "application/json"}), 422)


def test_parameters_of_a_command_are_json_or_text() -> None:
    assert parameters_of(["a=1", "b=x = y", 'c=["d"]', "e="]) == {"a": 1, "b": "x = y", "c": ["d"], "e": ""}
    with pytest.raises(InputError, match="a value"):
        parameters_of(["a"])


def test_a_statement_may_come_from_standard_input(in_commands: None, monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(app, ["cypher", "-", "-f", "jsonl"], input="RETURN 1 AS x")
    assert (result.exit_code, result.stdout) == (0, '{"x": 1}\n')
