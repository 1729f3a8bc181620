"""What the README says of Docker: the stack comes up, takes the samples, and answers the two questions over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from servers.compose import ROOT, Stack, up
from servers.running import Absent

# The two questions of the README, as path and parameters.
QUESTIONS = (
    ("plans_implementing", {"document": "Resolution 121/2020/QH14"}),
    ("obligations_of_agency", {"agency": "Department of Health"}),
)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with ExitStack() as stack:
        try:
            running = stack.enter_context(up())
        except Absent as reason:
            pytest.skip(str(reason))
        _nghiavu({"NEO4J_URI": running.bolt, "NEO4J_PASSWORD": running.password}, "ingest", "samples")
        yield running


def _nghiavu(environment: dict[str, str], *arguments: str) -> str:
    """Run the command line on the graph that the environment names."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _over_http(stack: Stack, name: str, parameters: dict[str, str]) -> list[dict[str, Any]]:
    answer = httpx.get(f"{stack.service}/queries/{name}", params=parameters, timeout=30)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


@pytest.mark.parametrize(("name", "parameters"), QUESTIONS)
def test_the_stack_answers_as_the_embedded_database(
    stack: Stack, name: str, parameters: dict[str, str], embedded: dict[str, str]
) -> None:
    options = [f"--{key}={value}" for key, value in parameters.items()]
    expected = json.loads(_nghiavu(embedded, "query", name, *options, "--format", "json"))
    assert expected
    assert _over_http(stack, name, parameters) == expected


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an embedded database with the samples in it."""
    environment = {"NGHIAVU_HOME": str(tmp_path_factory.mktemp("home")), "NEO4J_URI": ""}
    _nghiavu(environment, "ingest", "samples")
    yield environment
    _nghiavu(environment, "stop")


def test_a_folder_is_loaded_with_the_image_alone(stack: Stack, tmp_path: Path) -> None:
    """Without a Python on the machine; loading again changes nothing."""
    before = [_over_http(stack, *question) for question in QUESTIONS]
    volume = f"{ROOT / 'samples'}:/texts:ro"
    said = stack.compose("run", "-T", "--rm", "--volume", volume, "api", "ingest", "/texts", "--format", "json")
    assert len(json.loads(said[said.index("[") :])) == len(list((ROOT / "samples").glob("*.txt")))
    assert [_over_http(stack, *question) for question in QUESTIONS] == before


def test_what_was_loaded_outlives_the_containers(stack: Stack) -> None:
    before = [_over_http(stack, *question) for question in QUESTIONS]
    stack.compose("down")
    stack.compose("up", "--detach")
    stack.wait()
    assert [_over_http(stack, *question) for question in QUESTIONS] == before


def test_the_service_is_healthy_and_nobody_in_particular(stack: Stack) -> None:
    assert stack.compose("exec", "-T", "api", "id", "-u").strip() == "10001"
    for name in ("api", "neo4j"):
        container = stack.compose("ps", "-q", name).strip()
        state = json.loads(subprocess.check_output(["docker", "inspect", container]))[0]
        ports = [port for given in state["NetworkSettings"]["Ports"].values() for port in given or ()]
        assert {port["HostIp"] for port in ports} == {"127.0.0.1"}
        assert state["State"]["Health"]["Status"] == "healthy"


def test_without_a_password_the_stack_says_so(stack: Stack) -> None:
    with pytest.raises(RuntimeError, match="set NEO4J_PASSWORD"):
        Stack(stack.project, *("",) * 4, {**stack.environment, "NEO4J_PASSWORD": ""}).compose("config")
