"""Starting, finding and stopping the embedded database of a home folder.

The database is a process of its own (`graph.embedded`), so that one command leaves it running for the next, and so
that what it needs of memory is not the service's. Two commands at once start one server. Whatever is found in a home
that is no note, no password or held by nobody is made anew.
"""

from __future__ import annotations

import atexit
import json
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import Timeout

from ingest.errors import StoreBusy, StoreError, StoreFull, StoreRefused, StoreUnavailable

from .embedded import DATABASE, LOOPBACK, Home, write_whole
from .store import Store, Work

T = TypeVar("T")

Address = tuple[str, str, str, str]

# Seconds for which another command may be starting or stopping it.
PATIENCE = 60.0
LOOK = 0.05
# Seconds for which others may be writing.
TURN = 600.0
ATTEMPTS = 3
# Bytes that must be free for anything to be written: the log and the pages of a few loads at once, and of a new home.
ROOM = 64 * 2**20

# The servers that this process started and has not stopped. They outlive it, which Python takes for an oversight.
_children: dict[Path, subprocess.Popen[bytes]] = {}


@atexit.register
def _leave_running() -> None:
    for child in _children.values():
        child.returncode = 0


def ensure_server(home: Path) -> Address:
    """(uri, user, password, database) of the home's database, which is started if it does not run.

    Raises StoreUnavailable.
    """
    return ensure(Home(home))


def stop_server(home: Path) -> bool:
    """Stop the home's database and wait until it has let go of its files; False when none ran."""
    return stop(Home(home))


class HomeStore(Store):
    """The store of a home, whose database is started if it does not run.

    Those who write take turns: of two transactions that are the first to write a kind of node, ArcadeDB breaks one off
    and does not say why. Nothing is written when the disk is nearly full: ArcadeDB goes on after a commit that did not
    fit, with half of it in its log, and what is committed after that would not be recovered if it were killed. Where a
    commit fails all the same, the database is stopped in order, and begins a new log.
    """

    def __init__(self, home: Path) -> None:
        """Raises StoreFull, StoreUnavailable."""
        self._place = Home(home)
        super().__init__(*ensure(self._place))

    def writing(self, work: Callable[[Work], T]) -> T:
        """Do what writes in one transaction, all or nothing. Raises StoreFull, StoreBusy, StoreError."""
        try:
            with self._place.writing.acquire(timeout=TURN, poll_interval=LOOK / 5):
                _make_sure_of_room(self._place.path)
                try:
                    return super().writing(work)
                except StoreRefused:
                    stop(self._place)
                    _make_sure_of_room(self._place.path)
                    raise
        except Timeout as error:
            raise StoreBusy(f"Others have been loading in {self._place.path} for too long; try again.") from error
        except OSError as error:
            raise _no_home(self._place, error) from error


def _make_sure_of_room(home: Path) -> None:
    """Raise StoreFull when the disk of the home is nearly full."""
    if (free := shutil.disk_usage(home).free) < ROOM:
        left, needed = free // 2**20, ROOM // 2**20
        raise StoreFull(f"The disk of {home} has {left} MiB left, of which its database needs {needed}; make room.")


def ensure(place: Home) -> Address:
    """The same for a home of any kind."""
    try:
        place.path.mkdir(parents=True, exist_ok=True)
        place.path.chmod(0o700)
        if address := _answering(place):
            return address
        with place.starting.acquire(timeout=PATIENCE):
            return _answering(place) or _start(place)
    except Timeout as error:
        why = f"Another command has been starting the database in {place.path} for too long."
        raise StoreUnavailable(why) from error
    except OSError as error:
        raise _no_home(place, error) from error


def stop(place: Home) -> bool:
    """The same for a home of any kind."""
    if not place.path.is_dir() or not _is_running(place):
        return False
    with stopped(place):
        return True


@contextmanager
def stopped(place: Home) -> Iterator[None]:
    """Have the home's database stopped, and started by nobody meanwhile. Raises StoreUnavailable."""
    try:
        with place.starting.acquire(timeout=PATIENCE):
            _stop(place)
            with place.running.acquire(timeout=PATIENCE):
                yield
    except Timeout as error:
        why = f"Another command has been starting or stopping the database in {place.path} for too long."
        raise StoreUnavailable(why) from error


def _no_home(place: Home, error: OSError) -> StoreError:
    return StoreUnavailable(f"The folder {place.path} cannot hold a database ({error.strerror}); name another.")


def _keep_password(place: Home) -> None:
    """A password that only the owner of the home can read; what is there is kept, unless it is none."""
    try:
        is_one = bool(place.password.read_text("utf-8").strip())
    except (FileNotFoundError, ValueError):
        is_one = False
    if not is_one:
        write_whole(place.password, secrets.token_urlsafe(24))
    place.password.chmod(0o600)


def _is_running(place: Home) -> bool:
    """Whether a process serves the home. The system lets go of its lock even if it was killed."""
    try:
        with place.running.acquire(blocking=False):
            return False
    except Timeout:
        return True


def _answering(place: Home) -> Address | None:
    """The address in the home's note, if the home's own server answers there and takes the home's password."""
    try:
        note = json.loads(place.note.read_text("utf-8"))
        address = (f"bolt://{LOOPBACK}:{note['bolt']}", place.user, place.password.read_text("utf-8"), DATABASE)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not _is_running(place):
        return None
    try:
        Store(*address).close()
    except StoreError:
        return None
    return address


def _stop(place: Home) -> None:
    """Take the note away, which ends the process, and wait for that. Raises StoreUnavailable."""
    until = time.monotonic() + place.patience
    while _is_running(place):
        # Again and again: a server that was still starting writes its note only then.
        place.note.unlink(missing_ok=True)
        if time.monotonic() > until:
            raise StoreUnavailable(f"The database in {place.path} does not stop; end its process by hand.")
        time.sleep(LOOK)
    if child := _children.pop(place.path, None):
        child.wait()


def _start(place: Home) -> Address:
    """Start the server and wait until it answers; one that runs and does not answer is stopped first."""
    if _is_running(place):
        _stop(place)
    if child := _children.pop(place.path, None):  # it was killed, and nobody has taken note of its end
        child.wait()
    _keep_password(place)
    place.heap()  # says so if it cannot be read, which the process would only say in its log
    # Another program may take a port between the moment it is found free and the one it is listened on.
    for _ in range(ATTEMPTS):
        process = _spawn(place)
        until = time.monotonic() + place.patience
        while time.monotonic() < until and process.poll() is None:
            if place.note.exists() and (address := _answering(place)):
                _children[place.path] = process
                return address
            time.sleep(LOOK)
        process.kill()
        process.wait()
    _make_sure_of_room(place.path)
    raise StoreUnavailable(f"The database in {place.path} does not start; {place.log} says why.")


def _spawn(place: Home) -> subprocess.Popen[bytes]:
    """The server's process: it outlives this one, and a signal from the keyboard does not reach it."""
    command = [sys.executable, "-P", "-m", place.program, str(place.path)]
    if place.log.exists():
        place.log.replace(place.log.with_suffix(".before.log"))
    with place.log.open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - this package
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=place.path, start_new_session=True
        )
