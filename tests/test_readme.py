"""What the README shows is so: commands and Python run, words are those of the tables, figures are measured."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest
import typer
from quality import table
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import app
from api.settings import Settings
from ingest.lexicon import table as words

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
# The part of curl's own grammar that is used here.
CURL = ArgumentParser()
for option in ("--header", "--json", "--request", "--output"):
    CURL.add_argument(option)
CURL.add_argument("url")
KEY = "a-key-that-may-write"
COMMANDS = [
    line
    for kind, block in BLOCKS
    if kind == "console"
    for line in block.splitlines()
    if line.startswith("nghiavu ") and "serve" not in line
]
ADDRESSES = [
    line for kind, block in BLOCKS if kind == "console" for line in block.splitlines() if line.startswith("curl ")
]
# What stands in a code span or a block as a command.
NAMED = set(re.findall(r"(?:`|^)nghiavu (\w+)", README, re.MULTILINE))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and a graph of its own, as after a reader's first command."""
    place = tmp_path_factory.mktemp("reader")
    (place / "samples").symlink_to(ROOT / "samples")
    yield place
    run(place, "nghiavu stop")


def run(place: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A command of the README, in this environment and with no other graph than the folder's own."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "NGHIAVU_"))}
    return subprocess.run(  # noqa: S603 - the README's own words
        [sys.executable, "-m", "api.cli", *shlex.split(line, comments=True)[1:]],
        cwd=place,
        env=surroundings | {"PYTHONPATH": str(ROOT), "NGHIAVU_HOME": str(place / "home")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_the_commands_run_in_their_order(folder: Path) -> None:
    assert COMMANDS[0] == "nghiavu ingest samples"
    for line in COMMANDS:
        done = run(folder, line)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        assert done.stdout or done.stderr or "--out" in line, line


def test_the_addresses_answer(folder: Path) -> None:
    """What curl is shown to ask, asked of the service itself."""
    run(folder, COMMANDS[0])
    settings = Settings(NGHIAVU_HOME=folder / "home", NEO4J_URI=None, NGHIAVU_API_KEYS=KEY)
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
        for line in ADDRESSES:
            asked = CURL.parse_args(shlex.split(line.replace("$KEY", KEY))[1:])
            headers = dict([asked.header.split(": ", 1)] if asked.header else [])
            body = json.loads(asked.json) if asked.json else None
            answer = client.request(asked.request or ("POST" if body else "GET"), asked.url, headers=headers, json=body)
            assert answer.is_success, f"{line}: {answer.text}"
            assert answer.content, line
            assert not answer.text.startswith('{"items":[]'), line


def test_the_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, COMMANDS[0])
    monkeypatch.setenv("NGHIAVU_HOME", str(folder / "home"))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.chdir(ROOT)
    for kind, block in BLOCKS:
        if kind == "python":
            exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the README's own words


def test_every_command_is_told_of() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert NAMED - commands == set()
    assert commands - NAMED == set()


def test_the_word_to_add_is_written_as_in_the_table() -> None:
    (block,) = [block for kind, block in BLOCKS if kind == "toml"]
    name = re.search(r'name = "(.+)"', block)
    assert name
    assert name[1] in {row["name"] for row in words("agencies")["body"]}


def test_the_figures_are_those_measured(corpus_folder: Path, gold_folder: Path, evaluation_folder: Path) -> None:
    shown = re.search(r"<!-- python benchmarks/quality.py -->\n(.*?)\n<!-- end -->", README, re.DOTALL)
    assert shown
    assert shown[1] == table(corpus_folder, gold_folder, evaluation_folder)


def test_the_costs_are_those_kept() -> None:
    made = subprocess.run(  # noqa: S603 - a script of this repository
        [sys.executable, ROOT / "benchmarks" / "table.py"], capture_output=True, text=True, check=True
    )
    assert f"<!-- python benchmarks/table.py -->\n{made.stdout}<!-- end -->" in README


def test_every_file_that_is_linked_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
