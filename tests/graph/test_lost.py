"""Nothing is lost or half written when a disk is full, a net is cut, a home is spoilt, or two load at once."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psutil
import pytest
from asking import empty
from crashes import read_in
from made import records
from servers.relay import Relay

from graph.export import export
from graph.loader import load, load_all, remove
from graph.mapping import map_record
from graph.server import HomeStore, ensure_server, stop_server
from graph.store import Store
from ingest.errors import StoreFull, StoreRefused, StoreUnavailable
from ingest.model import Record

TEXTS = records(13, 8)
NGHIAVU = [sys.executable, "-m", "api.cli"]
SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("*.txt"))
ENDLESS = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    yield folder
    stop_server(folder)


def lines(store: Store) -> list[str]:
    return list(export(store))


def put(store: Store, texts: Iterable[Record]) -> None:
    for record in texts:
        load(store, record)


# A full disk


def test_a_commit_that_did_not_fit_spoils_none_after_it(home: Path) -> None:
    """Half of it is in the log, which ArcadeDB would not read beyond after it was killed."""
    with HomeStore(home) as store:
        put(store, TEXTS[:3])
        whole = lines(store)
        process = json.loads((home / "running.json").read_text("utf-8"))["process"]
        log = max(path.stat().st_size for path in home.rglob("*.wal"))
        resource.prlimit(process, resource.RLIMIT_FSIZE, (log + 2000, resource.RLIM_INFINITY))
        with pytest.raises(StoreRefused, match=r"^[^\n]+\.$"):
            put(store, TEXTS[3:])
    with HomeStore(home) as store:
        assert lines(store) == whole
        put(store, TEXTS)
        whole = lines(store)
        psutil.Process(json.loads((home / "running.json").read_text("utf-8"))["process"]).kill()
    with HomeStore(home) as store:
        assert lines(store) == whole
    assert "Recovery aborted" not in (home / "server.log").read_text("utf-8")


def test_nothing_is_written_where_there_is_hardly_any_room(
    embedded: object, embedded_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HomeStore(embedded_home) as own:
        empty(own)
        put(own, TEXTS[:2])
        whole = lines(own)
        with monkeypatch.context() as patch:
            patch.setattr("graph.server.ROOM", shutil.disk_usage(embedded_home).total * 2)
            with pytest.raises(StoreFull, match=r"^The disk of [^\n]* has \d+ MiB left, [^\n]*; make room\.$"):
                put(own, TEXTS[2:])
            put(own, TEXTS[:2])  # what is there already is not written
            assert lines(own) == whole
        put(own, TEXTS)
        assert set(read_in(lines(own))) == {str(record.document.id) for record in TEXTS}


# A net that is cut


def test_a_net_that_is_cut_in_a_load_leaves_whole_documents(store: Store, address: tuple[str, str, str, str]) -> None:
    put(store, TEXTS[:4])
    expected = lines(store)
    put(store, TEXTS)
    whole = lines(store)
    for record in TEXTS[4:]:
        remove(store, str(record.document.id))
    relay = Relay()
    relay.target = int(address[0].rpartition(":")[2])
    with Store(f"bolt://127.0.0.1:{relay.port}", *address[1:]) as far:

        def rows() -> Iterator[object]:
            for turn, record in enumerate(TEXTS[4:]):
                if turn == 2:
                    relay.cut()
                yield map_record(record)

        loading = load_all(far, rows(), together=4)
        with pytest.raises(StoreUnavailable, match=r"^No database answers at [^\n]*\.$"):
            list(loading)
        assert lines(store) == expected
        relay.target = int(address[0].rpartition(":")[2])
        put(far, TEXTS)
    relay.close()
    assert lines(store) == whole


# A home that is spoilt


def _no_text(home: Path) -> None:
    (home / "password").write_bytes(b"\xff\xfe")


def _nothing(home: Path) -> None:
    (home / "password").write_text("")


def _note(text: str) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        (home / "running.json").write_text(text)

    return write


SPOILT = (_no_text, _note('{"bolt": '), _nothing, _note("[]"), _note('{"bolt": "x"}'), _note("\0"))


def test_a_home_that_was_left_half_written_is_mended(home: Path) -> None:
    with HomeStore(home) as store:
        put(store, TEXTS[:2])
        whole = lines(store)
    stop_server(home)
    for spoil in SPOILT:
        spoil(home)
    for name in ("password.part", "running.json.part", "starting.lock", "running.lock"):
        (home / name).write_text("left")
    with HomeStore(home) as store:
        assert lines(store) == whole
    for spoil in SPOILT[1::2]:
        spoil(home)  # the server takes its note to be gone, and ends
        with HomeStore(home) as store:
            assert lines(store) == whole


def test_a_home_in_a_folder_that_takes_none_is_one_sentence() -> None:
    with pytest.raises(StoreUnavailable, match=r"^The folder /proc/nghiavu cannot hold a database \([^\n]*\.$"):
        ensure_server(Path("/proc/nghiavu"))


def test_a_folder_that_was_removed_is_one_sentence(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    script = f'mkdir gone && cd gone && rmdir ../gone && exec "{sys.executable}" -m api.cli export'
    own = os.environ | {"NGHIAVU_HOME": "", "NEO4J_URI": "", "PYTHONPATH": str(root)}
    command = ["/bin/sh", "-c", script]
    told = subprocess.run(  # noqa: S603
        command, cwd=tmp_path, env=own, capture_output=True, text=True, timeout=60, check=False
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "The folder that '.nghiavu' is meant to be in was removed; change to one that there is.\n"


# Two at once


def test_two_commands_that_load_at_once_in_an_empty_home_make_the_graph_of_one(home: Path) -> None:
    own = os.environ | {"NGHIAVU_HOME": str(home), "NEO4J_URI": ""}
    orders = (SAMPLES[:4], [*reversed(SAMPLES[1:])])
    running = [subprocess.Popen([*NGHIAVU, "ingest", *map(str, one)], env=own) for one in orders]  # noqa: S603
    assert [one.wait(300) for one in running] == [0, 0]
    with HomeStore(home) as store:
        at_once = lines(store)
        for one in sorted(read_in(at_once)):
            remove(store, one)
    subprocess.run([*NGHIAVU, "ingest", *map(str, SAMPLES)], env=own, check=True, timeout=300)  # noqa: S603
    with HomeStore(home) as store:
        assert lines(store) == at_once
    assert len(read_in(at_once)) == len(SAMPLES)
