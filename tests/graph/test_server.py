"""The embedded database as a process: one for a home, for this machine only, and never in the way of the next."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from asking import statement

from graph.server import ensure_server, stop_server
from graph.store import Store
from ingest.errors import StoreRefused, StoreUnavailable


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    yield folder
    stop_server(folder)


def process_of(home: Path) -> psutil.Process:
    return psutil.Process(json.loads((home / "running.json").read_text("utf-8"))["process"])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_listens_on_the_loopback_address_only(embedded: tuple[str, ...], embedded_home: Path) -> None:
    listening = [one.laddr.ip for one in process_of(embedded_home).net_connections() if one.status == "LISTEN"]
    assert listening
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
    assert not [one for one in process_of(embedded_home).net_connections("udp") if one.laddr]


def test_only_the_owner_reads_the_home_and_its_password(embedded: tuple[str, ...], embedded_home: Path) -> None:
    assert mode(embedded_home) == 0o700
    assert mode(embedded_home / "password") == 0o600
    assert len((embedded_home / "password").read_text("utf-8")) >= 24
    assert embedded[2] not in " ".join(process_of(embedded_home).cmdline())
    assert mode(embedded_home / "running.json") == 0o600


def test_a_second_command_uses_the_running_server(embedded: tuple[str, ...], embedded_home: Path) -> None:
    before = process_of(embedded_home)
    code = "import sys, pathlib, graph.server; print(*graph.server.ensure_server(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(embedded_home)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own
    assert tuple(told.stdout.split()) == embedded
    assert process_of(embedded_home) == before


def test_two_commands_at_once_start_one_server(home: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        addresses = set(threads.map(lambda _: ensure_server(home), range(4)))
    assert len(addresses) == 1


def test_after_a_kill_it_is_started_anew_with_what_was_committed(home: Path) -> None:
    with Store(*ensure_server(home)) as store:
        store.writing(lambda work: work.run(statement("CREATE (:Document {id: 'kept'})")))
    process = process_of(home)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    with Store(*ensure_server(home)) as store:
        rows = store.reading(lambda work: work.run(statement("MATCH (d:Document) RETURN d.id AS id")))
    assert rows == [{"id": "kept"}]
    assert process_of(home).pid != process.pid


def test_a_note_that_leads_to_another_program_is_not_followed(home: Path) -> None:
    ensure_server(home)
    stop_server(home)
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        (home / "running.json").write_text(json.dumps({"process": os.getpid(), "bolt": port, "http": port}))
        uri, *_ = ensure_server(home)
    assert uri != f"bolt://127.0.0.1:{port}"


def test_a_server_that_does_not_know_the_password_is_replaced(home: Path) -> None:
    uri, *_ = ensure_server(home)
    before = process_of(home)
    (home / "password").write_text("another-password-of-some-length")
    address = ensure_server(home)
    Store(*address).close()
    assert address[2] == "another-password-of-some-length"
    assert not before.is_running() or before.status() == psutil.STATUS_ZOMBIE
    assert address[0] != uri or process_of(home) != before


def test_a_lost_password_is_made_anew(home: Path) -> None:
    first = ensure_server(home)
    stop_server(home)
    (home / "password").unlink()
    second = ensure_server(home)
    assert second[2] != first[2]
    assert mode(home / "password") == 0o600


def test_its_owner_says_how_much_memory_it_may_have(home: Path) -> None:
    large = statement("UNWIND range(1, 200000) AS i RETURN size(collect($text + toString(i))) AS size")
    home.mkdir()
    for megabytes, is_enough in ("256", False), ("1024\n", True):
        (home / "memory").write_text(megabytes)
        with Store(*ensure_server(home)) as store:
            if is_enough:
                assert store.read(large, {"text": "x" * 1000}) == [{"size": 200_000}]
            else:
                with pytest.raises(StoreRefused, match=r"outgrows its memory; ask for less, or give it more\."):
                    store.read(large, {"text": "x" * 1000})
        stop_server(home)


@pytest.mark.parametrize("said", ["", "much", "4G", "-4096", "255", "٤٠٩٦"])
def test_a_memory_that_is_none_is_one_sentence(home: Path, said: str) -> None:
    home.mkdir()
    (home / "memory").write_text(said, "utf-8")
    with pytest.raises(
        StoreUnavailable, match=r"memory must be megabytes, 256 or more, such as 4096; mend or remove it\.$"
    ):
        ensure_server(home)


def test_it_ends_with_its_folder(home: Path) -> None:
    ensure_server(home)
    process = process_of(home)
    shutil.rmtree(home)
    assert psutil.wait_procs([process], timeout=15)[0] == [process]


def test_stopping_waits_and_says_whether_there_was_one(home: Path) -> None:
    assert stop_server(home) is False
    ensure_server(home)
    process = process_of(home)
    started = time.monotonic()
    assert stop_server(home) is True
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert time.monotonic() - started < 30
    assert stop_server(home) is False


def test_a_home_that_cannot_be_one_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match=r"^The folder .*file.* cannot hold a database .*\.$"):
        ensure_server(tmp_path / "file")


def test_a_server_that_does_not_start_says_where_to_look(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.server.ATTEMPTS", 1)
    home.mkdir()
    (home / "server").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"server\.log says why\.$"):
        ensure_server(home)


def test_a_server_that_is_still_starting_can_be_stopped(home: Path) -> None:
    ensure_server(home)
    stop_server(home)
    command = [sys.executable, "-P", "-m", "graph.embedded", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as starting:  # noqa: S603
        while not stop_server(home):
            time.sleep(0.01)
        assert starting.wait(10) == 0
    assert not (home / "running.json").exists()
