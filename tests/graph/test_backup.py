"""Backups: one whole file or none, of which the same graph is made; restores: one graph or the other, never half."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import pytest
from crashes import read_in
from made import records

from graph.backup import backup, restore
from graph.export import export
from graph.loader import load, remove
from graph.server import HomeStore, ensure_server, stop_server
from ingest.errors import InputError, StoreUnavailable

TEXTS = records(11, 10)
IDS = {str(record.document.id) for record in TEXTS}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home in which the texts are loaded."""
    folder = tmp_path_factory.mktemp("backed") / "home"
    load_all(folder)
    yield folder
    stop_server(folder)


@pytest.fixture(scope="module")
def file(home: Path) -> Path:
    """The backup of it."""
    path = home.with_name("file")
    assert backup(home, path) == path.stat().st_size
    return path


def load_all(home: Path, told: Callable[[], object] = lambda: None) -> None:
    with HomeStore(home) as store:
        for record in TEXTS:
            load(store, record)
            told()


def lines(home: Path) -> list[str]:
    with HomeStore(home) as store:
        return list(export(store))


def leave(home: Path, ids: set[str]) -> None:
    """Take everything out but these documents."""
    with HomeStore(home) as store:
        for one in sorted(IDS - ids):
            remove(store, one)


def test_a_backup_while_a_loader_loads_holds_whole_documents(home: Path, tmp_path: Path) -> None:
    expected, other, begun = lines(home), tmp_path / "other", Event()
    leave(home, set())
    loading = Thread(target=load_all, args=(home, begun.set))
    loading.start()
    begun.wait(60)
    backup(home, tmp_path / "file")
    loading.join()
    assert lines(home) == expected
    try:
        counts = {row["kind"]: row["count"] for row in restore(other, tmp_path / "file", replace=False)}
        found = lines(other)
        labels = [label for line in found for label in json.loads(line).get("labels", ())]
        assert counts == {kind: labels.count(kind) for kind in counts}
        assert counts["Citation"]
        load_all(other)
        assert lines(other) == expected
    finally:
        stop_server(other)
    leave(home, set(read_in(found)))
    assert lines(home) == found
    load_all(home)


def test_a_backup_is_for_its_owner_and_leaves_nothing_beside_it(home: Path, file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in file.parent.iterdir()) == ["file", "home"]
    assert not list((home / "server" / "backups").rglob("*.zip"))


def test_it_is_checked_by_hand_as_it_says(file: Path) -> None:
    line, _, archive = file.read_bytes().partition(b"\n")
    assert line.split()[-1].decode() == sha256(archive).hexdigest()


def _flip(whole: bytes) -> bytes:
    return whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda _: b"", "is no backup"),
        (lambda whole: whole.partition(b"\n")[2], "is no backup"),
        (lambda whole: b"\n" * 5 + whole, "is no backup"),
        (lambda whole: whole[: len(whole) // 2], "is damaged"),
        (lambda whole: whole + b"\0", "is damaged"),
        (_flip, "is damaged"),
        (lambda whole: whole.replace(b"backup 1 ", b"backup 2 ", 1), "by a later version"),
        (lambda whole: whole.replace(b"arcadedb ", b"arcadedb 9", 1), "by a later version"),
    ],
)
def test_a_file_that_is_no_whole_backup_is_refused_before_anything_is_touched(
    file: Path, tmp_path: Path, spoil: Callable[[bytes], bytes], why: str
) -> None:
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(InputError, match=rf"^[^\n]*{why}[^\n]*\.$"):
        restore(tmp_path / "home", spoilt, replace=True)
    assert not (tmp_path / "home").exists()


def test_an_archive_of_something_else_is_refused(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "archive", "w") as archive:
        archive.writestr("letter.txt", "Dear")
    (tmp_path / "file").write_bytes(headed(file, (tmp_path / "archive").read_bytes()))
    with pytest.raises(InputError, match=r"^[^\n]* holds no database [^\n]*\.$"):
        restore(tmp_path / "home", tmp_path / "file", replace=True)
    assert not (tmp_path / "home" / "server").exists()
    assert not (tmp_path / "home" / "restoring").exists()


def headed(file: Path, archive: bytes) -> bytes:
    """An archive after a line as a backup has it."""
    return (
        file.read_bytes().partition(b"sha256")[0] + b"sha256 " + sha256(archive).hexdigest().encode() + b"\n" + archive
    )


@pytest.mark.parametrize("name", ["nothing", "."])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"^[^\n]* cannot be read \([^\n]*\.$"):
        restore(tmp_path / "home", tmp_path / name, replace=False)


def test_where_no_file_can_be_is_one_sentence(home: Path, file: Path) -> None:
    with pytest.raises(InputError, match=r"^The backup cannot be written to [^\n]*\.$"):
        backup(home, file / "below")


def test_where_nothing_was_loaded_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^Nothing was ever loaded [^\n]*\.$"):
        backup(tmp_path / "home", tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


def test_a_graph_is_replaced_only_where_that_is_asked_for(home: Path, file: Path) -> None:
    expected, gone = lines(home), str(TEXTS[0].document.id)
    leave(home, IDS - {gone})
    before = lines(home)
    with pytest.raises(InputError, match="--replace"):
        restore(home, file, replace=False)
    assert lines(home) == before != expected
    restore(home, file, replace=True)
    assert lines(home) == expected


def test_the_old_graph_stays_where_the_new_one_does_not_open(
    home: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything lost when the process is killed between the two moves of a restore."""
    monkeypatch.setattr("graph.server.ATTEMPTS", 1)
    expected = lines(home)
    with zipfile.ZipFile(tmp_path / "archive", "w") as archive:
        archive.writestr("schema.json", "{}")
        archive.writestr("configuration.json", "{")
    (tmp_path / "file").write_bytes(headed(file, (tmp_path / "archive").read_bytes()))
    with pytest.raises(StoreUnavailable, match="does not start"):
        restore(home, tmp_path / "file", replace=True)
    (home / "server" / "databases" / "nghiavu").rename(home / "replaced")
    (home / "restoring").mkdir()
    assert lines(home) == expected
    assert not (home / "replaced").exists()
    shutil.rmtree(home / "restoring")
    assert ensure_server(home)
