"""Who reads the texts: the same comes out in the same order, whoever it is and whatever happens to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import dask
import psutil
import pytest
from distributed import LocalCluster

from api import crew as crews
from api.crew import Crew, batches, crew_of, each
from api.sources import read_all
from api.stages import Found, found_in
from ingest.errors import InputError
from ingest.text import Source

PLANS = Path(__file__).parent.parent / "plans"
# Each text is a chunk of its own.
LENGTH = crews.CHUNK
TEXTS: list[tuple[str, Source | str]] = [
    (f"{i}", Source(f"{i}.txt", f"{i} ".ljust(LENGTH, "-"), str(i))) if i % 10 else (f"{i}", "no text")
    for i in range(60)
]


def reversed_name(text: Source) -> str:
    if text.text.startswith("13 "):
        raise InputError("13 is wrong.")
    if text.text.startswith("17 "):
        raise ZeroDivisionError
    return (text.name or "")[::-1]


def fatal(text: Source, deadly: tuple[str, ...], once: str) -> str:
    """Ends its process at some texts; at one of them only the first time."""
    number = text.text.split()[0]
    if number in deadly or (number == "5" and not Path(once).exists()):
        Path(once).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return reversed_name(text)


def expected() -> list[tuple[str, str]]:
    return [(called, str(one)) for called, one in each(None, reversed_name, TEXTS)]


@pytest.fixture(scope="module")
def two() -> Iterator[Crew]:
    with crew_of(2, None) as crew:
        assert crew
        yield crew


def test_what_one_process_makes_of_texts_several_make_in_the_same_order(two: Crew) -> None:
    found = [(called, str(one)) for called, one in each(two, reversed_name, TEXTS)]
    assert found == expected()
    assert found[:2] == [("0", "no text"), ("1", "txt.1")]
    assert found[13] == ("13", "13 is wrong.")
    assert "fault in this program (ZeroDivisionError in test_crew.py" in found[17][1]


def test_no_more_texts_are_taken_than_are_on_the_way(two: Crew) -> None:
    taken = 0

    def endless() -> Iterator[tuple[str, Source]]:
        nonlocal taken
        while True:
            taken += 1
            yield "x", Source("x", "x" * LENGTH, "x")

    found = each(two, reversed_name, endless())
    assert [next(found) for _ in range(100)]
    assert taken <= 100 + 2 * crews.AHEAD


def test_a_text_that_ends_its_process_is_told_and_the_others_are_read(two: Crew, tmp_path: Path) -> None:
    stage = partial(fatal, deadly=("31", "32"), once=str(tmp_path / "once"))
    wanted = expected()
    for number in (31, 32):
        wanted[number] = (
            str(number),
            f"{number} cannot be read: it ends the process that reads it, as want of memory does.",
        )
    assert [(called, str(one)) for called, one in each(two, stage, TEXTS)] == wanted
    assert (tmp_path / "once").exists()


def test_batches_are_cut_by_weight() -> None:
    assert list(batches([3, 3, 3, 9, 1], 5, int)) == [[3, 3], [3, 9], [1]]


# A cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two processes, as `dask worker` starts them; a text that one of them dies of is not tried there again."""
    once = dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with once, LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        yield cluster


def test_a_cluster_goes_on_when_a_worker_is_killed(cluster: LocalCluster) -> None:
    plans = [str(path) for path in sorted(PLANS.glob("*.txt"))[:12]]
    wanted = list(each(None, found_in, read_all(plans)))
    with crew_of(1, cluster.scheduler_address) as crew:
        found = each(crew, found_in, read_all(plans))
        first = next(found)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        assert [first, *found] == wanted
    assert not [one for _, one in wanted if not isinstance(one, Found)]


def test_a_text_that_ends_the_workers_of_a_cluster_is_told(cluster: LocalCluster, tmp_path: Path) -> None:
    (tmp_path / "once").touch()
    stage = partial(fatal, deadly=("31",), once=str(tmp_path / "once"))
    wanted = expected()
    wanted[31] = ("31", "31 cannot be read: it ends the process that reads it, as want of memory does.")
    with crew_of(1, cluster.scheduler_address) as crew:
        assert [(called, str(one)) for called, one in each(crew, stage, TEXTS)] == wanted


def test_a_worker_of_another_release_is_not_asked(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "release", lambda: "of tomorrow")
    with crew_of(1, cluster.scheduler_address) as crew, pytest.raises(InputError, match="install the same on both"):
        list(each(crew, found_in, TEXTS))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "nope://x:1"])
def test_a_cluster_that_is_not_there_is_one_sentence(address: str) -> None:
    with pytest.raises(InputError, match=f"No Dask scheduler answers at {address}"), crew_of(1, address):
        pass


def test_either_processes_or_a_cluster() -> None:
    with pytest.raises(InputError, match="--jobs, or a cluster"), crew_of(2, "tcp://127.0.0.1:1"):
        pass


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_a_command_that_is_ended(how: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("Thực hiện Nghị quyết số 121/2020/QH14.\n", "utf-8")
    (tmp_path / "many.lst").write_text(f"{tmp_path / 'many.txt'}\n" * 200_000, "utf-8")
    command = [sys.executable, "-m", "api.cli", "extract", f"@{tmp_path / 'many.lst'}", "--jobs", "2"]
    running = subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert running.stdout
    assert running.stdout.readline()
    children = psutil.Process(running.pid).children(recursive=True)
    assert len(children) >= 3
    os.killpg(running.pid, how) if how is signal.SIGINT else running.send_signal(how)
    said = running.communicate(timeout=30)[1]
    assert not psutil.wait_procs(children, timeout=10)[1]
    assert b"Traceback" not in said
