"""Where texts come from: each way names the same texts, and what is wrong with one is a sentence beside the others."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest

from api import sources
from api.sources import read_all
from ingest.errors import InputError
from ingest.text import Source

TEXTS = {"a.txt": "Một", "b.txt": "Hai\r\n", "sub/c.txt": "Ba", "sub/not-a-text.md": "Bốn"}
FOUND = [("a.txt", "Một"), ("b.txt", "Hai\n"), ("c.txt", "Ba")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path / "texts"


@pytest.fixture
def archive(folder: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "texts.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name in TEXTS:
            made.write(folder / name, name)
        made.writestr("__MACOSX/._a.txt", b"\xff\x00")
    return tmp_path / "texts.zip"


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """The texts in a place that only fsspec knows."""
    system, name = fsspec.filesystem("memory"), f"/{uuid4().hex}"
    for path in folder.rglob("*.*"):
        system.pipe(f"{name}/{path.relative_to(folder)}", path.read_bytes())
    yield f"memory:/{name}"
    system.rm(name, recursive=True)


def found(*paths: object) -> list[tuple[str | None, str]]:
    """The names and texts. Raises what is wrong with one."""
    texts = []
    for _, one in read_all(map(str, paths)):
        if isinstance(one, InputError):
            raise one
        texts.append((one.name, one.text))
    return texts


def wrong(*paths: object) -> str:
    """What is wrong with the one text that is there."""
    ((_, one),) = read_all(map(str, paths))
    assert isinstance(one, InputError), one
    assert "\n" not in str(one)
    return str(one)


def test_a_folder_and_an_archive_hold_the_same_texts(folder: Path, archive: Path) -> None:
    assert found(folder) == found(archive) == FOUND
    assert [called for called, _ in read_all([str(archive)])][2] == f"{archive}/sub/c.txt"


def test_a_list_names_whatever_a_command_can(folder: Path, archive: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.lst"
    names.write_text(f"{folder}/b.txt\n\n{archive}\r\n{folder / 'sub'}\n", "utf-8")
    assert found(f"@{names}") == [FOUND[1], *FOUND, FOUND[2]]


def test_a_list_and_a_text_come_from_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{folder}/a.txt\n{folder}/b.txt\n".encode())
    os.close(writing)
    with os.fdopen(reading) as given:
        monkeypatch.setattr(sys, "stdin", given)
        assert found("@-") == FOUND[:2]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Năm".encode())))
    assert found("-") == [(None, "Năm")]


def test_an_address_names_a_file_a_folder_a_pattern_and_an_archive(memory: str, archive: Path) -> None:
    assert found(memory) == FOUND
    assert found(f"{memory}/a.txt", f"{memory}/sub/") == [FOUND[0], FOUND[2]]
    assert found(f"{memory}/*.txt") == FOUND[:2]
    assert found(f"zip://*.txt::{archive}") == FOUND[:2]
    fsspec.filesystem("memory").pipe(f"{memory.removeprefix('memory:/')}/texts.zip", archive.read_bytes())
    assert found(f"{memory}/texts.zip") == FOUND
    assert [called for called, _ in read_all([f"{memory}/sub"])] == [f"memory:///{memory[9:]}/sub/c.txt"]


def test_names_are_taken_as_texts_are_wanted(tmp_path: Path) -> None:
    """Of ten thousand files the first comes before the others are looked at."""
    names = tmp_path / "names.lst"
    names.write_text("".join(f"{tmp_path}/{i}.txt\n" for i in range(10_000)), "utf-8")
    (tmp_path / "0.txt").write_text("Một", "utf-8")
    reading = read_all([f"@{names}"])
    assert isinstance(next(reading)[1], Source)
    names.write_text("", "utf-8")
    assert len(list(reading)) < 1000


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("absent.txt", "absent.txt cannot be read"),
        ("empty", "Folder empty holds no .txt file"),
        ("@absent.lst", "List absent.lst cannot be read"),
        ("@none.lst", "names nothing"),
        ("@latin.lst", "not UTF-8"),
        ("broken.zip", "broken.zip is no .zip"),
        ("texts-none.zip", "Archive texts-none.zip holds no .txt"),
        ("locked.zip", "locked.zip/a.txt cannot be unpacked"),
        ("nope://x/a.txt", "nope://x/a.txt cannot be read"),
        ("memory://absent/a.txt", "memory://absent/a.txt cannot be read"),
        ("memory://absent/*.txt", "memory://absent/*.txt holds no .txt"),
        ("zip://a.txt::broken.zip", "cannot be read"),
    ],
)
def test_what_is_wrong_is_one_sentence(path: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("none.lst").write_text("\n \n", "utf-8")
    Path("latin.lst").write_bytes(b"\xff.txt\n")
    Path("broken.zip").write_bytes(b"PK\x03\x04 and nothing more")
    zipfile.ZipFile("texts-none.zip", "w").close()
    with zipfile.ZipFile("locked.zip", "w") as made:
        made.writestr("a.txt", "Một")
    # Bit 0 of the flags, in the head of the file and in the directory, says that a member has a password.
    content = bytearray(Path("locked.zip").read_bytes())
    for at, offset in ((content.index(b"PK\x03\x04"), 6), (content.index(b"PK\x01\x02"), 8)):
        content[at + offset] |= 1
    Path("locked.zip").write_bytes(content)
    assert words in wrong(path)


def test_a_driver_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    said = wrong("s3://bucket/plans/")
    assert "s3fs" in said
    assert "nghiavu[remote]" in said


def test_an_archive_that_was_made_to_fill_the_memory_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SMALLEST", 1000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for i in range(100):
            made.writestr(f"{i:02}.txt", "a" * 500_000)
    *read, (_, last) = read_all([str(tmp_path / "bomb.zip")])
    assert len(read) < 30
    assert "times its size" in str(last)


def test_the_name_of_a_member_leads_nowhere(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as made:
        made.writestr("../../up.txt", "Một")
        made.writestr("/etc/\x1b[31mred.txt", "Hai")
    read = list(read_all([str(tmp_path / "odd.zip")]))
    assert [one.name for _, one in read if isinstance(one, Source)] == ["up.txt", "?[31mred.txt"]
    assert all(called.isprintable() for called, _ in read)


def test_a_text_that_is_too_long_is_refused_before_it_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LONGEST", 1000)
    (tmp_path / "long.txt").write_text("a" * 1001, "utf-8")
    assert "long.txt is longer than" in wrong(tmp_path / "long.txt")
