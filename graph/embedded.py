"""The process of the embedded database: an ArcadeDB that speaks Bolt, on this machine only.

    python -P -m graph.embedded HOME

It runs until its home no longer says that it does: `graph.server` stops it by taking that note away, and so does
removing the folder. Nobody else is signalled, as no process number is trusted.

    HOME/password     the password of `root`, for its owner's eyes only
    HOME/memory       megabytes of Java's heap, where its owner has written any
    HOME/running.json the note: where the server listens
    HOME/running.lock held by the process while it lives; the system lets go of it however the process ends
    HOME/writing.lock held while something is loaded, as loaders take turns
    HOME/server       what ArcadeDB keeps: databases, users, logs, backups that it is asked for
    HOME/restoring    what a restore (`graph.backup`) is unpacking
    HOME/replaced     the database in whose place a restore has put another, until that one has opened

Whatever was committed is there after the process was killed: it is in the log of transactions (`*.wal`), of which
ArcadeDB puts into the database what is not in it yet. In production mode the log is also flushed to the disk at each
commit (`arcadedb.txWalFlush` 1, which is `fdatasync`), so that it is there after a loss of power, as far as the disk
keeps what it says that it has written.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from ingest.errors import StoreUnavailable

DATABASE = "nghiavu"
LOOPBACK = "127.0.0.1"
# Megabytes with which Java starts and a small graph is answered of.
LEAST_HEAP = 256
# What keeps the process small all the same: a heap that grows and shrinks with what it holds, one collector thread,
# quick compilation only, short stacks.
JVM_OPTIONS = (
    "-Xms32m",
    "-XX:MinHeapFreeRatio=30",
    "-XX:MaxHeapFreeRatio=50",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:ReservedCodeCacheSize=48m",
    "-XX:MaxMetaspaceSize=128m",
    "-XX:MaxDirectMemorySize=64m",
    "-Xss512k",
)
# What long lists are in the order of. ArcadeDB reads an index in its order only where it was told the type of the
# property; else it reads and sorts all there is.
ORDERED = {
    "Document": {"order": "STRING"},
    "Obligation": {"id": "STRING"},
    "Citation": {"id": "STRING"},
    "Load": {"id": "LONG"},
}
# Seconds between two looks at the note, and for which the folder may be another's.
WATCH = 0.2
GRACE = 5.0


class Home:
    """The folder that an embedded database lives in, and the names in it."""

    # The module that serves it, the user that it lets in, and the seconds within which it has to answer. A start takes
    # two or three; a machine with much else to do may take ten times as long.
    program = "graph.embedded"
    user = "root"
    patience = 60.0
    # Megabytes of Java's heap at the most, unless its owner says otherwise: what a hundred thousand documents want. The
    # rest of the page cache is the system's.
    megabytes = 1024

    def __init__(self, path: Path) -> None:
        """Raises StoreUnavailable where the folder that the path begins at is gone."""
        try:
            self.path = path.absolute()
        except OSError as error:
            why = f"The folder that '{path}' is meant to be in was removed; change to one that there is."
            raise StoreUnavailable(why) from error
        self.password = self.path / "password"
        self.memory = self.path / "memory"
        self.note = self.path / "running.json"
        self.running = FileLock(self.path / "running.lock")
        self.starting = FileLock(self.path / "starting.lock")
        self.writing = FileLock(self.path / "writing.lock")
        self.backing = FileLock(self.path / "backup.lock")
        self.files = self.path / "server"
        self.data = self.files / "databases" / DATABASE
        self.backups = self.files / "backups"
        self.restoring = self.path / "restoring"
        self.replaced = self.path / "replaced"
        self.log = self.path / "server.log"

    def heap(self) -> int:
        """Megabytes that Java's heap may take from its next start on. Raises StoreUnavailable."""
        try:
            said = self.memory.read_text("utf-8", errors="replace").strip()
        except FileNotFoundError:
            return self.megabytes
        megabytes = int(said) if re.fullmatch(r"[0-9]{1,9}", said) else 0
        if megabytes < LEAST_HEAP:
            such = f"megabytes, {LEAST_HEAP} or more, such as {4 * self.megabytes}"
            raise StoreUnavailable(f"{self.memory} must be {such}; mend or remove it.")
        return megabytes


HomeT = TypeVar("HomeT", bound=Home)


def settings(bolt: int, http: int) -> dict[str, object]:
    """How ArcadeDB is set up: Bolt and, as it cannot be left out, HTTP, both for this machine; and no calls home."""
    return {
        "host": LOOPBACK,
        "http_port": str(http),
        # Writes are flushed at commit, and a statement reads no files.
        "mode": "production",
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": LOOPBACK,
        "bolt_port": bolt,
        "bolt_defaultDatabase": DATABASE,
        "server_httpWorkerThreads": 4,
        "opencypher_loadCsv_allowFileUrls": False,
        "opencypher_loadCsv_allowRemoteUrls": False,
        "support_autoRegister": False,
        "serverMetrics": False,
    }


def free_ports(count: int) -> list[int]:
    """Ports of this machine on which nothing listens, each another."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def serve(home: Home) -> None:
    """Run the server until the note of it is gone."""
    # Imported here: `graph.server` takes the names of the home from this module, and needs no Java for it.
    from arcadedb_embedded.server import ArcadeDBServer  # noqa: PLC0415

    if home.replaced.exists() and not home.data.exists():
        home.replaced.rename(home.data)  # a restore was ended before it had put another in its place
    home.files.mkdir(exist_ok=True)
    os.chdir(home.files)  # ArcadeDB writes its logs to where it is
    # Its users are made anew with the password of now, so that a lost password locks nobody out.
    (home.files / "config" / "server-users.jsonl").unlink(missing_ok=True)
    bolt, http = free_ports(2)
    server = ArcadeDBServer(
        str(home.files),
        home.password.read_text("utf-8"),
        settings(bolt, http),
        {"heap_size": f"{home.heap()}m", "jvm_args": JVM_OPTIONS},
    )
    server.start()  # type: ignore[no-untyped-call]
    try:
        database = server.create_database(DATABASE)
        for label, keys in ORDERED.items():
            database.schema.get_or_create_vertex_type(label)
            for key, kind in keys.items():
                database.schema.get_or_create_property(label, key, kind)
        shutil.rmtree(home.replaced, ignore_errors=True)
        note = json.dumps({"process": os.getpid(), "bolt": bolt, "http": http})
        write_whole(home.note, note)
        while says(home.note, note):
            time.sleep(WATCH)
    finally:
        server.stop()  # type: ignore[no-untyped-call]
        home.note.unlink(missing_ok=True)
        shutil.rmtree(home.files / "log", ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there only when it is whole, for its owner's eyes only."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(0o600)
    part.write_text(text, "utf-8")
    part.replace(path)


def says(path: Path, text: str) -> bool:
    """Whether the file is there, and is this text."""
    try:
        return path.read_text("utf-8") == text
    except (OSError, ValueError):
        return False


def hold(home: HomeT, serve: Callable[[HomeT], None]) -> None:
    """Serve the home and end the process, unless another process serves it."""
    os.umask(0o077)
    try:
        # A command that looks whether the lock is held holds it for that moment.
        with home.running.acquire(timeout=GRACE):
            home.note.unlink(missing_ok=True)
            serve(home)
            # At once: Java, asked to end in order, may wait for a thread that never ends. The system frees the lock.
            os._exit(0)
    except Timeout:
        sys.exit("another process serves this folder")


if __name__ == "__main__":
    hold(Home(Path(sys.argv[1])), serve)
