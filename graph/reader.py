"""The process that free Cypher is asked of on an embedded database: a second ArcadeDB, over a copy, that may be killed.

    python -P -m graph.reader HOME/reader

Whoever may write statements of their own must neither change the graph nor take it from others, and of ArcadeDB alone
neither can be had: a transaction of mode READ lets writes through, `EXPLAIN DROP INDEX` and `PROFILE CREATE` are
executed, `arcadedb.command.timeout` does not stop a cross product or an endless path, what needs more memory than there
is takes the whole server down, and the limit of rows that a group may have falsifies counts. Therefore:

- it is another process, with memory of its own. What runs away in it ends with it, while the database answers on;
- it reads a copy that the database itself makes (`BACKUP DATABASE`, which waits for what is being committed). Whatever
  a statement does there, the graph is not in reach;
- it lets in one user, whose group may read records and do nothing else, so that the copy too stays what it is. Nobody
  knows the password of its `root`;
- the copy is made anew when the files of the database have changed, so that the answers are of the graph as it is now;
- it ends when its note is taken away, when the database ends, and when its memory is full.

    HOME/reader/password      the password of `reader`
    HOME/reader/running.json  the note: where it listens, and of which state of the database the copy is
    HOME/reader/busy.lock     held while a statement runs: one at a time, as whatever takes too long ends the process
    HOME/reader/server        what ArcadeDB keeps: the copy, its user, its group
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
import time
import zipfile
from hashlib import blake2b
from pathlib import Path
from typing import Any

from filelock import FileLock

from .backup import archive_of
from .embedded import DATABASE, JVM_OPTIONS, WATCH, Home, free_ports, hold, says, settings, write_whole

_ALL = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
# Nobody is of the group "admin" but `root`; the group "*" is of those that have none.
_GROUPS = {
    "admin": (["updateSecurity", "updateSchema", "updateDatabaseSettings"], _ALL),
    "readers": ([], ["readRecord"]),
    "*": ([], []),
}
_GROUPS_VERSION = 2


class ReaderHome(Home):
    """The folder of the reader, in the home of the database that it reads."""

    program = "graph.reader"
    user = "reader"
    patience = 300.0  # a large graph is to be copied first
    megabytes = 256  # a stranger's statement has no more of the machine

    def __init__(self, home: Path) -> None:
        super().__init__(home / "reader")
        self.database = Home(home)
        self.copied = self.files / "state"
        self.busy = FileLock(self.path / "busy.lock")

    def is_fresh(self) -> bool:
        """Whether the copy is of the database as it is now."""
        try:
            return bool(json.loads(self.note.read_text("utf-8"))["state"] == state_of(self.database))
        except (OSError, ValueError, KeyError):
            return False


def state_of(home: Home) -> str:
    """What changes with every commit: a digest of the sizes and times of the database's files."""
    with os.scandir(home.data) as files:
        found = sorted((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)
    return blake2b(repr(found).encode(), digest_size=16).hexdigest()


def serve(home: ReaderHome) -> None:
    """Copy the database and answer of it until the note of that is gone, or that of the database."""
    from arcadedb_embedded.server import ArcadeDBServer  # noqa: PLC0415 - takes Java along

    state = state_of(home.database)
    if not says(home.copied, state):
        _copy(home, state)
    _write_groups(home.files / "config")
    os.chdir(home.files)  # ArcadeDB writes its logs to where it is
    bolt, http = free_ports(2)
    server = ArcadeDBServer(
        str(home.files),
        secrets.token_urlsafe(24),
        # In production mode a statement that is not understood is not told why.
        settings(bolt, http) | {"mode": "development"},
        {"heap_size": f"{home.heap()}m", "jvm_args": (*JVM_OPTIONS, "-XX:+ExitOnOutOfMemoryError")},
    )
    server.start()  # type: ignore[no-untyped-call]
    _let_in(server, home.user, home.password.read_text("utf-8"))
    note = json.dumps({"process": os.getpid(), "bolt": bolt, "http": http, "state": state})
    write_whole(home.note, note)
    while says(home.note, note) and home.database.note.exists():
        time.sleep(WATCH)
    home.note.unlink(missing_ok=True)


def _copy(home: ReaderHome, state: str) -> None:
    """Have a copy of the running database as of one moment, in place of the one before. Raises OSError, StoreError."""
    shutil.rmtree(home.files, ignore_errors=True)
    with archive_of(home.database, home.patience) as archive, zipfile.ZipFile(archive) as files:
        files.extractall(home.data)
    write_whole(home.copied, state)


def _write_groups(folder: Path) -> None:
    """Write what each group may do, of records of any type; users are made anew with the password of now."""
    shutil.rmtree(folder, ignore_errors=True)
    groups = {
        name: {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}
        for name, (access, records) in _GROUPS.items()
    }
    folder.mkdir(parents=True)
    text = json.dumps({"databases": {"*": {"groups": groups}}, "version": _GROUPS_VERSION})
    (folder / "server-groups.json").write_text(text, "utf-8")


def _let_in(server: Any, user: str, password: str) -> None:
    """Make the user of the group that reads."""
    import jpype  # noqa: PLC0415 - takes Java along

    security = server._java_server.getSecurity()
    encoded = str(security.encodePassword(password))
    user_of = {"name": user, "password": encoded, "databases": {DATABASE: ["readers"]}}
    java = jpype.JClass("com.arcadedb.serializer.json.JSONObject")  # type: ignore[no-untyped-call]
    security.createUser(java(json.dumps(user_of)))


if __name__ == "__main__":
    hold(ReaderHome(Path(sys.argv[1]).parent), serve)
