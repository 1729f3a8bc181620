"""Loading many texts: as often, by as many and as interrupted as it may be, the graph is that of the texts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api import stages
from api.cli import app
from api.connect import open_store
from api.files import Outcome, ingest_files
from api.settings import Settings
from api.sources import read_all
from graph import readings
from graph.export import export
from graph.headers import Query
from graph.loader import remove
from graph.server import stop_server
from graph.store import Store

PLAN = """\
ỦY BAN NHÂN DÂN\nTỈNH HƯNG YÊN

Số: {number}/KH-UBND\n\nHưng Yên, ngày 5 tháng 1 năm 2021

KẾ HOẠCH\nThực hiện Quyết định số {cited}/QĐ-TTg

1. Sở Y tế chủ trì, phối hợp với Sở Tài chính tổ chức thực hiện, báo cáo trước ngày 15/11/2021.
2. Sở {number} phối hợp thực hiện khoản 1 Điều 90 Luật Trẻ em.
"""
COUNT = 75
WRITES = Query("test", "", "", "", "read", (), (), "MATCH (l:Lock) RETURN l.turn AS turn, l.loads AS loads")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for number in range(1, COUNT + 1):
        (folder / f"{number:03}.txt").write_text(PLAN.format(number=number, cited=number % 7 + 1), "utf-8")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("once")
    yield home
    stop_server(home)


@pytest.fixture(scope="module")
def store(home: Path, texts: Path) -> Iterator[Store]:
    """A graph of the texts, loaded by this process without any haste."""
    with open_store(Settings(NGHIAVU_HOME=home, NEO4J_URI=None)) as store:
        assert outcomes(store, texts) == {Outcome.loaded: COUNT}
        yield store


def outcomes(store: Store, *paths: Path) -> dict[Outcome, int]:
    return dict(Counter(outcome for outcome, _ in ingest_files(store, map(str, paths))))


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a text fails."""
    monkeypatch.setattr(stages, "ingest", None)


def test_what_is_loaded_is_neither_read_nor_written_again(store: Store, texts: Path, unread: None) -> None:
    before = store.read(WRITES, {})
    assert outcomes(store, texts) == {Outcome.unchanged: COUNT}
    assert store.read(WRITES, {}) == before


def test_a_text_is_read_anew_when_it_or_its_document_is_another(store: Store, texts: Path, tmp_path: Path) -> None:
    lines = list(export(store))
    copy, changed = tmp_path / "zzz.txt", tmp_path / "002.txt"
    copy.write_bytes((texts / "001.txt").read_bytes())
    changed.write_text((texts / "002.txt").read_text("utf-8") + "\n3. Sở Nội vụ chủ trì.\n", "utf-8")
    assert outcomes(store, copy) == {Outcome.unchanged: 1}
    assert outcomes(store, changed) == {Outcome.loaded: 1}
    assert list(export(store)) != lines
    assert outcomes(store, texts) == {Outcome.unchanged: COUNT - 1, Outcome.loaded: 1}
    remove(store, "kh-03-kh-ubnd-hung-yen-2021")
    assert outcomes(store, texts) == {Outcome.unchanged: COUNT - 1, Outcome.loaded: 1}
    assert list(export(store)) == lines


def test_other_rules_read_again_and_write_only_what_they_read_otherwise(
    store: Store, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, (before,) = list(export(store)), store.read(WRITES, {})
    monkeypatch.setattr(readings, "rules", lambda: "of tomorrow")
    assert outcomes(store, texts / "001.txt") == {Outcome.unchanged: 1}
    asked = readings.unchanged(store, [source for _, source in read_all([str(texts / "001.txt")])])
    assert asked == ["kh-01-kh-ubnd-hung-yen-2021"]
    assert (list(export(store)), store.read(WRITES, {})) == (lines, [before])
    monkeypatch.undo()
    assert outcomes(store, texts) == {Outcome.unchanged: COUNT}


def test_a_graph_is_written_without_a_database(store: Store, texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "graph.jsonl"
    made = CliRunner().invoke(app, ["ingest", str(texts), "--into", str(out), "--as", "jsonl"])
    assert made.exit_code == 0, made.output
    assert out.read_text("utf-8") == "".join(export(store))
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    again = CliRunner().invoke(app, ["ingest", str(texts), "--into", str(out.parent)])
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "something in it" in again.stderr


def test_the_rules_are_the_grammar_with_its_tables_and_the_mapping() -> None:
    named = {
        path.relative_to(readings.ROOT).as_posix()
        for pattern in readings.READ_BY
        for path in readings.ROOT.glob(pattern)
    }
    assert {"ingest/pipeline.py", "ingest/data/laws.toml", "graph/mapping.py"} <= named
    assert len(readings.rules()) == 64


def test_a_command_that_was_killed_is_completed_by_the_next(store: Store, texts: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "api.cli", "ingest", str(texts), "--jobs", "2", "--format", "jsonl"]
    surroundings = os.environ | {"NGHIAVU_HOME": str(home), "NEO4J_URI": "", "PYTHONUNBUFFERED": "1"}
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings) as running:  # noqa: S603 - our own command
            assert running.stdout
            assert running.stdout.readline()
            running.send_signal(signal.SIGKILL)
        with open_store(Settings(NGHIAVU_HOME=home, NEO4J_URI=None)) as half:
            assert 0 < sum('"digest"' in line for line in export(half)) < COUNT
        done = subprocess.run(command, capture_output=True, env=surroundings, check=True, timeout=120)  # noqa: S603
        assert done.stdout.count(b"\n") == COUNT
        assert done.stdout.count(b'"unchanged"') > 0
        with open_store(Settings(NGHIAVU_HOME=home, NEO4J_URI=None)) as whole:
            assert list(export(whole)) == list(export(store))
    finally:
        stop_server(home)
