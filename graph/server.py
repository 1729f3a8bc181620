"""Starting, finding and stopping the embedded database of a home folder.

The database is a process of its own (`graph.embedded`), so that one command leaves it running for the next, and so
that what it needs of memory is not the service's. Two commands at once start one server.
"""

from __future__ import annotations

import atexit
import json
import secrets
import subprocess
import sys
import time
from pathlib import Path

from filelock import Timeout

from ingest.errors import StoreError, StoreUnavailable

from .embedded import DATABASE, LOOPBACK, Home
from .store import Store

Address = tuple[str, str, str, str]

# Seconds for which another command may be starting or stopping it.
PATIENCE = 60.0
LOOK = 0.05
ATTEMPTS = 3

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
        why = f"The folder {place.path} cannot hold a database ({error.strerror}); name another."
        raise StoreUnavailable(why) from error


def stop(place: Home) -> bool:
    """The same for a home of any kind."""
    if not place.path.is_dir() or not _is_running(place):
        return False
    with place.starting.acquire(timeout=PATIENCE):
        _stop(place)
    return True


def _keep_password(place: Home) -> None:
    """A password that only the owner of the home can read; what is there is kept."""
    if not place.password.exists():
        place.password.touch(0o600)
        place.password.write_text(secrets.token_urlsafe(24), "utf-8")
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
    except (OSError, ValueError, KeyError):
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
    raise StoreUnavailable(f"The database in {place.path} does not start; {place.log} says why.")


def _spawn(place: Home) -> subprocess.Popen[bytes]:
    """The server's process: it outlives this one, and a signal from the keyboard does not reach it."""
    command = [sys.executable, "-P", "-m", place.program, str(place.path)]
    with place.log.open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - this package
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=place.path, start_new_session=True
        )
