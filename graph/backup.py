"""Backups of the embedded database: one file that holds all of it as of one moment, journal included.

    nghiavu backup 1 arcadedb 26.10.2 sha256 9f86d081…     a line of ASCII
    PK…                                                    the archive of which that is the digest

The archive is what ArcadeDB itself writes of a database that goes on working (`BACKUP DATABASE`): a zip of its files in
which what was committed is, and what was not is not. The line before it lets a file that is damaged, another's, or of a
later version be refused before anything is touched; `tail -n +2 FILE | sha256sum` checks it by hand.

A backup is written beside its place and moved there when it is whole. A restore unpacks beside the database, puts that
in its place in one move, and takes the old one away when the new one has answered. Killed at any moment, it leaves the
old graph or the new one: `graph.embedded` puts the old one back where no database is.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from io import BufferedReader
from pathlib import Path

from filelock import Timeout

from ingest.errors import InputError, StoreError, StoreUnavailable

from .embedded import DATABASE, LOOPBACK, Home
from .queries import run
from .server import ensure_server, stopped
from .store import Row, Store

FORMAT = 1
_LINE = re.compile(rb"nghiavu backup (\d+) arcadedb (\d[\d.]*) sha256 ([0-9a-f]{64})\n")
_LONGEST_LINE = 200
# Seconds within which a database of many gigabytes is read through, and within which others may be at theirs.
PATIENCE = 3600.0


def backup(home: Path, file: Path) -> int:
    """Write what the home's database holds into a file, whole or not at all; its size in bytes.

    A file of that name is replaced. Readers and loaders go on meanwhile. Raises InputError, StoreError.
    """
    place = Home(home)
    if not place.data.exists() and not place.replaced.exists():
        raise InputError(f"Nothing was ever loaded in {place.path}, so that there is nothing to keep.")
    ensure_server(home)
    part = file.absolute().with_name(f"{file.name}.part")
    with _written(file), archive_of(place, PATIENCE) as archive:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(0o600, exist_ok=False)
        try:
            with archive.open("rb") as source, part.open("r+b") as target:
                target.write(_line(file_digest(source, sha256).hexdigest()))
                source.seek(0)
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
            size = part.stat().st_size
            part.replace(file)
            _flush(part.parent)
        finally:
            part.unlink(missing_ok=True)
    return size


def restore(home: Path, file: Path, *, replace: bool) -> list[Row]:
    """Put the database of a backup in the place of the home's, whole or not at all; how much is in it, by kind.

    Raises InputError for a file that is no whole backup of a known version, and, unless it is to `replace` it, for a
    home in which something was loaded; StoreError.
    """
    place = Home(home)
    with _open(file) as archive:
        if not replace and _holds_something(place):
            raise InputError(f"There is a graph in {place.path} already; --replace puts the backup in its place.")
        with _alone(place):
            _unpack(archive, place, file)
            with stopped(place):
                shutil.rmtree(place.replaced, ignore_errors=True)
                _exchange(place)
            try:
                with Store(*ensure_server(home)) as store:
                    return run(store, "graph_size", {})
            except StoreError:
                with stopped(place):
                    _put_back(place)
                raise


@contextmanager
def archive_of(home: Home, patience: float) -> Iterator[Path]:
    """The archive that the running database writes of itself as of one moment; it is gone afterwards.

    Raises StoreUnavailable when it writes none within so many seconds.
    """
    with _turn(home, patience):
        shutil.rmtree(home.backups, ignore_errors=True)  # of those that were killed meanwhile
        try:
            yield home.backups / DATABASE / _write_archive(home, patience)
        finally:
            shutil.rmtree(home.backups, ignore_errors=True)


@contextmanager
def _turn(home: Home, patience: float) -> Iterator[None]:
    """Wait for the backups and restores of others. Raises StoreUnavailable after so many seconds."""
    try:
        with home.backing.acquire(timeout=patience):
            yield
    except Timeout as error:
        raise StoreUnavailable(f"Another backup of {home.path} has been at work for too long.") from error


def _write_archive(home: Home, patience: float) -> str:
    """Have the database write an archive; the name of its file. Raises StoreUnavailable."""
    try:
        note = json.loads(home.note.read_text("utf-8"))
        login = b64encode(f"{home.user}:{home.password.read_text('utf-8')}".encode()).decode()
        connection = HTTPConnection(LOOPBACK, note["http"], timeout=patience)
        try:
            body = json.dumps({"language": "sql", "command": "BACKUP DATABASE"})
            headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
            connection.request("POST", f"/api/v1/command/{DATABASE}", body, headers)
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return str(answer["result"][0]["backupFile"])
    except (OSError, ValueError, KeyError, IndexError, TypeError, HTTPException) as error:
        why = f"The database in {home.path} wrote no backup; {home.log} says why, or its disk is full."
        raise StoreUnavailable(why) from error


def _line(digest: str) -> bytes:
    return f"nghiavu backup {FORMAT} arcadedb {'.'.join(map(str, _here()))} sha256 {digest}\n".encode()


def _here() -> tuple[int, ...]:
    """The version of ArcadeDB that is installed: "26.10.2.post1" is (26, 10, 2)."""
    return tuple(int(part) for part in version("arcadedb-embedded").split(".") if part.isdecimal())


@contextmanager
def _written(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"The backup cannot be written to {file} ({error.strerror}); name another place.") from error


def _open(file: Path) -> BufferedReader:
    """The file, open where its archive begins. Raises InputError for one that is not as it was written."""
    try:
        opened = file.open("rb")
        try:
            _check(opened, file)
        except BaseException:
            opened.close()
            raise
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}); name a file that can.") from error
    return opened


def _check(opened: BufferedReader, file: Path) -> None:
    line = _LINE.fullmatch(opened.readline(_LONGEST_LINE))
    if line is None:
        raise InputError(f"{file} is no backup; `nghiavu backup` writes such.")
    made = tuple(int(part) for part in line[2].split(b".") if part)
    if int(line[1]) != FORMAT or made > _here():
        raise InputError(f"{file} was written by a later version of Nghiavu; restore it with that.")
    begin = opened.tell()
    if file_digest(opened, sha256).hexdigest() != line[3].decode():
        raise InputError(f"{file} is damaged, as its digest is another than it says; use another backup.")
    opened.seek(begin)


@contextmanager
def _alone(place: Home) -> Iterator[None]:
    """Wait for the backups and restores of others, in a home that is made if there is none."""
    try:
        place.path.mkdir(parents=True, exist_ok=True)
        place.path.chmod(0o700)
        with _turn(place, PATIENCE):
            yield
    except OSError as error:
        why = f"The folder {place.path} cannot hold the backup ({error.strerror}); make room, or name another."
        raise StoreUnavailable(why) from error


def _holds_something(place: Home) -> bool:
    """Whether something was loaded in the home, or may have been: its database does not open."""
    if not place.data.exists() and not place.replaced.exists():
        return False
    try:
        with Store(*ensure_server(place.path)) as store:
            return bool(run(store, "graph_size", {}))
    except StoreError:
        return True


def _unpack(archive: BufferedReader, place: Home, file: Path) -> None:
    """Unpack an archive beside the database, and flush it to the disk."""
    shutil.rmtree(place.restoring, ignore_errors=True)
    try:
        place.restoring.mkdir(0o700)
        try:
            with zipfile.ZipFile(archive) as files:
                files.getinfo("schema.json")
                files.extractall(place.restoring)
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
            raise InputError(f"{file} holds no database that can be unpacked; use another backup.") from error
        for path in place.restoring.iterdir():
            path.chmod(0o600)
            _flush(path)
        _flush(place.restoring)
    except BaseException:
        shutil.rmtree(place.restoring, ignore_errors=True)
        raise


def _exchange(place: Home) -> None:
    """Put what was unpacked in the place of the database, which is kept beside it."""
    place.data.parent.mkdir(parents=True, exist_ok=True)
    if place.data.exists():
        place.data.rename(place.replaced)
    place.restoring.rename(place.data)
    _flush(place.data.parent)
    _flush(place.path)


def _put_back(place: Home) -> None:
    """Have the database that was replaced again, or none where there was none."""
    shutil.rmtree(place.data)
    if place.replaced.exists():
        place.replaced.rename(place.data)


def _flush(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
