"""The command line: in process for its answers, as a real process for streams, status and speed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app

NGHIAVU = [sys.executable, "-m", "api.cli"]
SO_Y_TE = {"so-y-te.hung-yen", "so-y-te.quang-ngai"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def refused(result: Result, *words: str, status: int = 1) -> None:
    """One line on standard error that holds the words, nothing on standard output."""
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert not [word for word in words if word not in result.stderr], result.stderr


def rows(*arguments: str) -> list[dict]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# Asking


@pytest.mark.parametrize(
    "arguments",
    [
        ("--document", "121/2020/QH14"),
        ("--document=Resolution 121/2020/QH14",),
        ("nghi quyet so 121/2020/qh14",),
        ("nq-121-2020-qh14",),
    ],
)
def test_a_query_takes_its_parameters_by_name_and_by_place(database: None, arguments: tuple[str, ...]) -> None:
    answer = str(rows("query", "plans_implementing", *arguments))
    assert "kh-11-kh-ubnd-hung-yen-2021" in answer
    assert "quang-ngai" not in answer


def test_duties_of_all_bodies_of_a_name_are_apart(database: None) -> None:
    answer = rows("query", "obligations_of_agency", "--agency", "Department of Health")
    assert len(answer) == 3
    assert "Trạm y tế" not in str(answer)


def test_every_format_says_the_same(database: None) -> None:
    asked = ("query", "find_agencies", "--text", "Sở Y tế")
    plain = rows(*asked)
    assert {row["id"] for row in plain} == SO_Y_TE
    assert [json.loads(line) for line in run(*asked, "-f", "jsonl").stdout.splitlines()] == plain
    table = list(csv.DictReader(io.StringIO(run(*asked, "-f", "csv").stdout)))
    assert [row["id"] for row in table] == [row["id"] for row in plain]
    assert all(row["id"] in run(*asked).stdout for row in plain)


def test_nested_values_are_json_in_csv(database: None) -> None:
    asked = ("query", "plans_implementing", "121/2020/QH14")
    (cells,) = list(csv.DictReader(io.StringIO(run(*asked, "-f", "csv").stdout)))
    (values,) = rows(*asked)
    assert {name: json.loads(cells[name]) for name, value in values.items() if isinstance(value, list)} == {
        name: value for name, value in values.items() if isinstance(value, list)
    }


def test_an_answer_without_rows_says_so(database: None) -> None:
    assert run("query", "find_agencies", "--text", "nothing").stdout == "No rows.\n"
    assert rows("query", "find_agencies", "--text", "nothing") == []


def test_what_cannot_be_asked_is_one_sentence(database: None) -> None:
    refused(run("query", "plan_implementing"), "No query is named", "plans_implementing")
    refused(run("query", "plans_implementing", "--documents", "x"), "no parameter 'documents'", "document")
    refused(run("query", "plans_implementing", "--document"), "a value")
    refused(run("query", "plans_implementing", "a", "b", "c"), "no parameter for")
    refused(run("query", "plans_implementing", "06/QĐ-TTg"), "qd-06-qd-ttg-2019", "qd-06-qd-ttg-2022")
    refused(run("query", "plans_implementing", "1427/QĐ-TTg"), "1472/QĐ-TTg")
    refused(run("query", "find_documents", "--limit", "many"), "whole number")
    refused(run("lookup", "xyzzy"), "xyzzy")


def test_a_query_tells_of_itself(database: None) -> None:
    told = run("query", "plans_implementing", "--help").stdout
    assert "--document" in told
    assert "Resolution 121" not in told
    assert "every document" in run("query", "find_documents", "--help").stdout
    assert "query" in run("query", "--help").stdout
    assert run("query").exit_code == 2
    listed = rows("queries")
    assert {"plans_implementing", "obligations_of_agency"} <= {row["name"] for row in listed}


def test_lookup_shows_all_that_is_meant(database: None) -> None:
    assert {row["id"] for row in rows("lookup", "so y te")} == SO_Y_TE
    assert [row["id"] for row in rows("lookup", "nghi quyet so 121/2020/qh14")] == ["nq-121-2020-qh14"]
    assert "2019-01-03" in run("lookup", "Quyết định 06/QĐ-TTg").stdout


def test_export_is_the_same_twice(database: None, tmp_path: Path) -> None:
    assert run("export", "--out", str(tmp_path / "graph.jsonl")).exit_code == 0
    written = (tmp_path / "graph.jsonl").read_text("utf-8")
    assert written == run("export").stdout
    assert all(json.loads(line) for line in written.splitlines())


# Texts


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(
        "KẾ HOẠCH\nThực hiện Nghị quyết số 88/2019/QH14 ngày 18/11/2019 của Quốc hội.\n", "utf-8"
    )
    (tmp_path / "latin.txt").write_bytes("Kế hoạch".encode("utf-16"))
    (tmp_path / "empty.txt").write_text(" \n", "utf-8")
    return tmp_path


def test_extract_writes_one_record_a_file_and_goes_on_after_a_bad_one(texts: Path) -> None:
    names = [str(texts / name) for name in ("missing.txt", "latin.txt", "empty.txt", "good.txt")]
    result = run("extract", *names, "--out", str(texts / "out"))
    assert result.exit_code == 1
    assert [path.name for path in (texts / "out").iterdir()] == ["good.json"]
    record = json.loads((texts / "out" / "good.json").read_text("utf-8"))
    assert record["citations"][0]["number"] == "88/2019/QH14"
    complaints = result.stderr.splitlines()
    assert [name for name, line in zip(names, complaints, strict=False) if Path(name).name not in line] == []
    assert len(complaints) == 3


def test_extract_never_writes_one_record_over_another(texts: Path) -> None:
    (texts / "again").mkdir()
    (texts / "again" / "good.txt").write_text("Kế hoạch khác", "utf-8")
    result = run("extract", str(texts / "good.txt"), str(texts / "again" / "good.txt"), "--out", str(texts / "out"))
    assert result.exit_code == 1
    assert "overwrite" in result.stderr
    assert "88/2019" in (texts / "out" / "good.json").read_text("utf-8")


def test_ingest_loads_folders_and_goes_on_after_a_bad_file(database: None, restored: None, texts: Path) -> None:
    result = run("ingest", str(texts), "--format", "json")
    assert result.exit_code == 1
    (loaded,) = json.loads(result.stdout)
    assert (loaded["outcome"], loaded["citations"]) == ("loaded", 1)
    *complaints, summary = result.stderr.splitlines()
    assert len(complaints) == 2
    assert summary.startswith("1 loaded, 0 unchanged, 0 refused, 2 failed; 3 texts in ")


def test_ingest_goes_on_after_a_file_that_says_it_is_another(database: None, restored: None, tmp_path: Path) -> None:
    plan = "KẾ HOẠCH\nSố: 41/KH-UBND\nHưng Yên, ngày 5 tháng 1 năm 2021\n"
    for name, rest in (("a", ""), ("b", "Khác với bản trước.\n"), ("c", "")):
        number = plan.replace("41", "42") if name == "c" else plan
        (tmp_path / f"{name}.txt").write_text(number + rest, "utf-8")
    result = run("ingest", str(tmp_path), "--format", "json")
    assert result.exit_code == 1
    assert [Path(row["file"]).name for row in json.loads(result.stdout)] == ["a.txt", "c.txt"]
    refusal, summary = result.stderr.splitlines()
    assert "b.txt says that it is" in refusal
    assert summary.startswith("2 loaded, 0 unchanged, 1 refused, 0 failed; 3 texts in ")


# As a process


def process(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, **environment}
    return subprocess.run(  # noqa: S603 - our own command
        [*NGHIAVU, *arguments], input=given, capture_output=True, env=surroundings, timeout=120, check=False
    )


def test_standard_input_is_a_text_and_standard_output_only_the_record() -> None:
    done = process("extract", "-", given="Thực hiện Nghị quyết số 121/2020/QH14.".encode())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["citations"][0]["text"] == "Nghị quyết số 121/2020/QH14"


def test_resolve_reads_standard_input(database: dict[str, str]) -> None:
    text = "Theo Quyết định số 1472/QĐ-TTg ngày 28/9/2020."
    done = process("resolve", given=text.encode(), **database)
    assert done.returncode == 0, done.stderr
    (row,) = map(json.loads, done.stdout.decode().splitlines())
    assert [document["id"] for document in row["documents"]] == ["qd-1472-qd-ttg-2020"]


@pytest.mark.parametrize(
    ("arguments", "given", "status"),
    [
        (["extract", "-"], b"\xff\xfe", 1),
        (["extract", "-"], b"", 1),
        (["lookup", "x"], b"", 1),
        (["nonsense"], b"", 2),
        (["extract"], b"", 2),
        (["query", "plans_implementing", "x", "--format", "xml"], b"", 2),
    ],
)
def test_errors_are_short_and_have_a_status(arguments: list[str], given: bytes, status: int) -> None:
    done = process(*arguments, given=given, NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="not-to-be-shown")  # noqa: S106 - a word to look for
    assert done.returncode == status
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert b"not-to-be-shown" not in done.stderr
    if status == 1:
        assert done.stderr.count(b"\n") == 1


def test_a_setting_that_cannot_be_read_is_one_sentence() -> None:
    done = process("lookup", "x", NGHIAVU_PORT="many")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"NGHIAVU_PORT" in done.stderr


def test_help_is_quick() -> None:
    """The fastest of three: the machine that runs the tests has other work too."""
    took = []
    for _ in range(3):
        started = time.perf_counter()
        assert process("--help").returncode == 0
        took.append(time.perf_counter() - started)
    assert min(took) < 0.6


# Backups


@pytest.mark.parametrize(("command", "instead"), [("backup", "dump laws "), ("restore", "load laws ")])
def test_a_neo4j_has_commands_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, instead: str
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_DATABASE", "laws")
    refused(run(command, str(tmp_path / "file")), f"neo4j-admin database {instead}")
    assert not list(tmp_path.iterdir())


def test_a_backup_is_written_and_is_not_put_over_a_graph(database: None, tmp_path: Path) -> None:
    file = str(tmp_path / "file")
    written = run("backup", file)
    assert (written.exit_code, written.stdout) == (0, "")
    assert file in written.stderr
    refused(run("restore", file), "--replace")
    refused(run("restore", __file__), "is no backup")
