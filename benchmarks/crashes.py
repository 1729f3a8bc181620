"""Nothing lost: processes are killed with -9 at random moments of their lives, and the graph is looked at after each.

    python benchmarks/crashes.py [--small] [--kills N] [--seed N] [KIND...]

The kinds, 50 kills of each, as many in the start-up as after each step of the load, at a random moment then:

    loader   `nghiavu ingest`, every other start in an empty home, so that it is killed while it starts the database
    service  `nghiavu serve`, while it starts and takes texts at `POST /documents`
    server   the process of the embedded database, while it starts and takes what is loaded; every other time it is
             killed again while it recovers
    pages    the same process, after which each page that it wrote in the last half of the load may be as it was before:
             a machine that lost its power with its page cache partly flushed. The log of the transactions is flushed at
             each commit, and stays

    backup   `nghiavu backup`, while a loader loads
    restore  `nghiavu restore --replace`, of all of the documents in the place of some

After each all is started again. The graph must be, byte for byte of its export, what loading the documents that are in
it makes of an empty graph; so none is half there, and nothing is there of the others. Every document whose loading was
acknowledged must be in it. Then a second run must make it equal to the graph of an undisturbed run. The second run of a
backup begins with restoring what there is of the first.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Lock, Thread

import httpx
import psutil
from figures import Figure, report
from generate import texts

from graph.embedded import DATABASE, free_ports
from graph.export import export
from graph.loader import load_all, remove
from graph.mapping import map_record
from graph.queries import statements
from graph.server import HomeStore, ensure_server, stop_server
from graph.store import Store
from ingest import extract
from ingest.errors import InputError, StoreError
from ingest.model import Record
from ingest.text import Source, read_source

ROOT = Path(__file__).parent.parent
SEED = 20261125
KILLS, DOCUMENTS = 50, 6
SMALL_KILLS, SMALL_DOCUMENTS = 1, 4
# Documents, and rows for a process, that are loaded together: few, so that there is much that a kill can come between.
TOGETHER, SIZE = 2, 400
NGHIAVU = f"import graph.loader, api.cli; graph.loader.SIZE = {SIZE}; api.cli.main()"
KEY = "a-key-of-the-crashes"
# Seconds: between two looks, for which pages that are left alone are taken for flushed, for a service to start or load.
LOOK, STILL, PATIENCE = 0.01, 0.5, 600
FOR_EVER = 10**6


class Texts:
    """The documents that are loaded, and what the graph of any set of them is."""

    def __init__(self, folder: Path, home: Path, count: int) -> None:
        """Write the documents into a folder, and load them in an empty home that nobody disturbs."""
        self.folder = folder
        folder.mkdir()
        for index, text in enumerate(texts(count)):
            (folder / f"{index}.txt").write_text(text, "utf-8")
        self.all: list[tuple[Source, Record]] = []
        for path in sorted(folder.iterdir()):
            source = read_source(path)
            self.all.append((source, extract(source.text, name=source.name)))
        self.ids = frozenset(str(record.document.id) for _, record in self.all)
        assert len(self.ids) == count
        self._home = home
        self._graphs: dict[frozenset[str], list[str]] = {frozenset(): []}
        self._turn = Lock()
        loaded: set[str] = set()
        with HomeStore(home) as store:
            for one in self.all:
                self.load(store, [one], loaded)
                self._graphs[frozenset(loaded)] = list(export(store))

    def load(self, store: Store, part: Sequence[tuple[Source, Record]], loaded: set[str]) -> None:
        for change in load_all(store, [map_record(record, source.text) for source, record in part], TOGETHER):
            assert not isinstance(change, InputError)
            loaded.add(change.document)

    def graph(self, ids: frozenset[str]) -> list[str]:
        """The export of a graph into which these documents were loaded, and nothing else, by nobody disturbed."""
        with self._turn:
            if ids not in self._graphs:
                with HomeStore(self._home) as store:
                    self.clear(store)
                    self.load(store, [one for one in self.all if one[1].document.id in ids], set())
                    self._graphs[ids] = list(export(store))
            return self._graphs[ids]

    def there(self, store: Store) -> int:
        """How many of the documents are in a graph."""
        rows = store.read(statements("changes")["standing"], {"documents": sorted(self.ids)})
        return sum(row["status"] == "ingested" for row in rows)

    def clear(self, store: Store) -> None:
        """Leave nothing of the documents in a graph."""
        for one in sorted(self.ids):
            remove(store, one)
        assert not list(export(store))


@dataclass
class Watch:
    """When to kill: so long after so many documents are there, which tells the steps of a load apart however long they
    take; and how long a life was that was not ended: until its first documents were there, and until its end."""

    documents: int
    delay: float
    start: float = 0.0
    whole: float = 0.0

    def waited(self, there: Callable[[], int], is_done: Callable[[], bool]) -> bool:
        """Wait for the moment; False when what is to be killed was done before."""
        begun, reached = time.monotonic(), 0.0
        while not is_done():
            now = time.monotonic()
            if there() and not self.start:
                self.start = now - begun
            if not reached and there() >= self.documents:
                reached = now
            if reached and now - reached >= self.delay:
                return True
            time.sleep(LOOK)
        self.whole = time.monotonic() - begun
        return False


# What is killed: each lives in a home, is killed when it is time, and says whether it was, or was done before. What was
# acknowledged meanwhile is put into the set.


def loader(texts: Texts, home: Path, watch: Watch, _: set[str], turn: int) -> bool:
    if watch.documents == 0 and turn % 2:
        stop_server(home)
        shutil.rmtree(home, ignore_errors=True)
        watch.delay *= 3  # it has more to do
        return killed(nghiavu(home, "ingest", str(texts.folder)), watch)
    with HomeStore(home) as store:
        return killed(nghiavu(home, "ingest", str(texts.folder)), watch, lambda: texts.there(store))


def service(texts: Texts, home: Path, watch: Watch, acknowledged: set[str], _: int) -> bool:
    ensure_server(home)
    with serving(home) as (process, address):
        posting = Thread(target=post, args=(texts, address, process, acknowledged))
        posting.start()
        was_killed = killed(process, watch, lambda: len(acknowledged), lambda: not posting.is_alive())
        posting.join()
    return was_killed


def server(texts: Texts, home: Path, watch: Watch, acknowledged: set[str], turn: int) -> bool:
    stop_server(home)

    def start_and_load() -> None:
        with suppress(StoreError), HomeStore(home) as store:
            texts.load(store, texts.all, acknowledged)

    was_killed = kill_database(home, watch, start_and_load, lambda: len(acknowledged))
    if was_killed and turn % 2:
        kill_database(home, Watch(0, 2.5 * Random(turn).random()), lambda: ensure_server(home))
    return was_killed


def pages(texts: Texts, home: Path, watch: Watch, acknowledged: set[str], turn: int) -> bool:
    half = len(texts.all) // 2
    before, now = home.with_name("pages"), home / "server" / "databases" / DATABASE
    with HomeStore(home) as store:
        texts.load(store, texts.all[:half], acknowledged)
        copied = 0.0
        while copied < changed(now):  # a page is as it was before, never half of each
            while time.time() - changed(now) < STILL:
                time.sleep(LOOK)
            shutil.rmtree(before, ignore_errors=True)
            copied = time.time() - LOOK
            shutil.copytree(now, before)

        def load_the_rest() -> None:
            with suppress(StoreError):
                texts.load(store, texts.all[half:], acknowledged)

        was_killed = kill_database(home, watch, load_the_rest, lambda: len(acknowledged))
    if was_killed:
        put_back_pages(before, now, Random(turn))
    return was_killed


def backup(texts: Texts, home: Path, watch: Watch, acknowledged: set[str], _: int) -> bool:
    def load_the_rest() -> None:
        with HomeStore(home) as store:
            texts.load(store, texts.all[len(texts.all) // 2 :], acknowledged)

    with HomeStore(home) as store:
        texts.load(store, texts.all[: len(texts.all) // 2], acknowledged)
    loading = Thread(target=load_the_rest)
    loading.start()
    was_killed = killed(nghiavu(home, "backup", str(home.with_name("backup"))), watch)
    loading.join()
    return was_killed


def restore(texts: Texts, home: Path, watch: Watch, _: set[str], turn: int) -> bool:
    file = home.with_name("backup")
    with HomeStore(home) as store:
        if not file.exists():
            texts.load(store, texts.all, set())
            nghiavu(home, "backup", str(file)).wait(PATIENCE)
            texts.clear(store)
        texts.load(store, texts.all[: turn % len(texts.all)], set())
    return killed(nghiavu(home, "restore", "--replace", str(file)), watch)


def second_backup(texts: Texts, home: Path) -> None:
    """What there is of a backup must be whole; and so must what is written now."""
    file = home.with_name("backup")
    if file.exists():
        second_restore(texts, home)
        file.unlink()
    nghiavu(home, "backup", str(file)).wait(PATIENCE)
    second_restore(texts, home)
    second_load(texts, home)


def second_restore(texts: Texts, home: Path) -> None:
    assert nghiavu(home, "restore", "--replace", str(home.with_name("backup"))).wait(PATIENCE) == 0
    with HomeStore(home) as store:
        lines = list(export(store))
    assert lines == texts.graph(read_in(lines))


def second_load(texts: Texts, home: Path) -> None:
    with HomeStore(home) as store:
        texts.load(store, texts.all, set())


def second_ingest(texts: Texts, home: Path) -> None:
    assert nghiavu(home, "ingest", str(texts.folder)).wait(PATIENCE) == 0


def second_service(texts: Texts, home: Path) -> None:
    with serving(home) as (process, address):
        post(texts, address, process, set())
        process.kill()


Live = Callable[[Texts, Path, Watch, set[str], int], bool]
KINDS: dict[str, tuple[Live, Callable[[Texts, Path], None]]] = {
    "loader": (loader, second_ingest),
    "service": (service, second_service),
    "server": (server, second_load),
    "pages": (pages, second_load),
    "backup": (backup, second_backup),
    "restore": (restore, second_restore),
}


def nghiavu(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A command that was just begun."""
    own = {"NGHIAVU_HOME": str(home), "NEO4J_URI": "", "PYTHONPATH": str(ROOT), "NGHIAVU_API_KEYS": KEY}
    command, nowhere = [sys.executable, "-c", NGHIAVU, *arguments], subprocess.DEVNULL
    return subprocess.Popen(command, env=os.environ | own, stdout=nowhere, stderr=nowhere)


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A service that was just begun, and the address at which it will answer."""
    (port,) = free_ports(1)
    with nghiavu(home, "serve", "--port", str(port)) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def post(texts: Texts, address: str, process: subprocess.Popen[bytes], acknowledged: set[str]) -> None:
    """Give the service one text after the other, as soon as it takes any, until it is no more."""
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {KEY}"}, timeout=PATIENCE) as client:
        for source, _ in texts.all:
            while process.poll() is None:
                try:
                    answer = client.post("/documents", json={"text": source.text, "name": source.name})
                except httpx.ConnectError:
                    time.sleep(LOOK)
                except httpx.TransportError:
                    return
                else:
                    acknowledged.add(answer.raise_for_status().json()["change"]["document"])
                    break


def killed(
    process: subprocess.Popen[bytes],
    watch: Watch,
    there: Callable[[], int] = int,
    is_done: Callable[[], bool] = bool,
) -> bool:
    """Kill a process when it is time, unless it is done before."""
    if not watch.waited(there, lambda: is_done() or process.poll() is not None):
        return False
    process.kill()
    process.wait()
    return True


def kill_database(home: Path, watch: Watch, work: Callable[[], object], there: Callable[[], int] = int) -> bool:
    """Kill the database of a home when it is time, unless the work is done before, and wait for its end."""
    working = Thread(target=work)
    working.start()
    if not watch.waited(there, lambda: not working.is_alive()):
        return False
    processes = [one for one in psutil.Process().children() if is_database(one, home)]
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(processes, timeout=PATIENCE)
    working.join()
    return True


def is_database(process: psutil.Process, home: Path) -> bool:
    try:
        return process.cmdline()[-2:] == ["graph.embedded", str(home)]
    except psutil.Error:
        return False


def changed(folder: Path) -> float:
    """When a file of the folder was last written to."""
    return max(path.stat().st_mtime for path in folder.iterdir())


def put_back_pages(before: Path, now: Path, random: Random) -> None:
    """Make each page that was written since what it was before, or leave it; so at random, the log excepted."""
    for old in before.iterdir():
        new = now / old.name
        # bucket_0.65536.v0.bucket: a file of pages says in its name how large they are.
        size = next((int(part) for part in old.name.split(".")[1:] if part.isdecimal()), 0)
        if not size or old.suffix == ".wal" or not new.exists():
            continue
        with old.open("rb") as was, new.open("r+b") as file:
            while page := was.read(size):
                if random.random() < 0.5:
                    file.seek(was.tell() - len(page))
                    file.write(page)


@dataclass
class Tally:
    """What came of the kills of one kind: how many left no document, how many all; and what was wrong."""

    kills: int = 0
    none: int = 0
    every: int = 0
    documents: int = 0
    seconds: float = 0.0
    faults: dict[int, list[str]] = field(default_factory=dict)


def kill_often(kind: str, home: Path, texts: Texts, kills: int, seed: int) -> Tally:
    live, run_again = KINDS[kind]
    random, tally, started = Random(f"{seed}/{kind}"), Tally(), time.monotonic()
    life = Watch(FOR_EVER, 0)
    assert not live(texts, home, life, set(), 1)
    steps = len(texts.all) // TOGETHER if life.start else 1
    while tally.kills < kills:
        clear(texts, home)
        acknowledged: set[str] = set()
        step = tally.kills % steps
        # The start, or what each of the other steps takes.
        longest = (life.whole - life.start) / (steps - 1) if step else life.start or life.whole
        watch = Watch(step * TOGETHER, random.random() * longest)
        if not live(texts, home, watch, acknowledged, tally.kills):
            life = watch  # which was shorter than before, and is to be ended yet
            continue
        there, faults = look_at(texts, home, acknowledged, run_again)
        if faults:
            tally.faults[tally.kills] = faults
        said = "; ".join(faults) or f"{len(there)} documents whole, the others absent; then all"
        when = (
            f"{watch.delay:.2f} s after {watch.documents} were there"
            if step
            else f"{watch.delay:.2f} s after its start"
        )
        print(f"{kind} {tally.kills}, killed {when}: {said}", file=sys.stderr, flush=True)
        tally.kills += 1
        tally.none += not there
        tally.every += there == texts.ids
        tally.documents += len(there)
    tally.seconds = time.monotonic() - started
    return tally


def look_at(
    texts: Texts, home: Path, acknowledged: Set[str], run_again: Callable[[Texts, Path], None]
) -> tuple[frozenset[str], list[str]]:
    """The documents that there are after a kill, and what is wrong with that or with a second run."""
    faults: list[str] = []
    there: frozenset[str] = frozenset()
    try:
        with HomeStore(home) as store:
            lines = list(export(store))
        there = read_in(lines)
        if lines != texts.graph(there):
            faults.append("something is half there")
        if lost := acknowledged - there:
            faults.append(f"{len(lost)} documents are lost that were acknowledged")
        run_again(texts, home)
        with HomeStore(home) as store:
            if list(export(store)) != texts.graph(texts.ids):
                faults.append("a second run does not complete it")
    except StoreError as error:
        faults.append(f"it cannot be read: {error}")
        stop_server(home)
        shutil.rmtree(home)  # nothing can be gone on with
    return there, faults


def clear(texts: Texts, home: Path) -> None:
    with HomeStore(home) as store:
        texts.clear(store)


def read_in(lines: list[str]) -> frozenset[str]:
    """The documents of an export whose own texts were loaded."""
    documents = (row["properties"] for row in map(json.loads, lines) if "Document" in row.get("labels", ()))
    return frozenset(row["id"] for row in documents if row["status"] == "ingested")


def figure(kind: str, tally: Tally) -> Figure:
    parts = {
        "kills": tally.kills,
        "kills after which no document was there": tally.none,
        "kills after which all were there": tally.every,
        "documents there, of all kills": tally.documents,
        "seconds": tally.seconds,
    }
    return Figure(
        f"Kills of the {kind} that lost something", len(tally.faults), f"of {tally.kills}", at_most=0, parts=parts
    )


def measure(kinds: Sequence[str], kills: int, documents: int, seed: int = SEED) -> dict[str, Tally]:
    """Kill each of these kinds so often, all kinds at once, each in a home of its own."""
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(len(kinds)) as threads:
        undisturbed, *homes = (Path(name) / kind / "home" for kind in ("undisturbed", *kinds))
        try:
            made = Texts(Path(name) / "texts", undisturbed, documents)
            killing = [threads.submit(kill_often, *one, made, kills, seed) for one in zip(kinds, homes, strict=True)]
            wait(killing, return_when=FIRST_EXCEPTION)
            return {kind: one.result() for kind, one in zip(kinds, killing, strict=True) if one.done()}
        finally:
            for home in (undisturbed, *homes):
                stop_server(home)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    options.add_argument("--small", action="store_true")
    options.add_argument("--kills", type=int)
    options.add_argument("--seed", type=int, default=SEED)
    asked = options.parse_args()
    kills = asked.kills or (SMALL_KILLS if asked.small else KILLS)
    found = measure(asked.kinds or list(KINDS), kills, SMALL_DOCUMENTS if asked.small else DOCUMENTS, asked.seed)
    figures = [figure(kind, tally) for kind, tally in found.items()]
    return report(__file__, figures, small=asked.small or bool(asked.kinds))


if __name__ == "__main__":
    sys.exit(main())
