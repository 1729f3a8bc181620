"""Where texts come from. What is wrong with one does not stop the others, and no more is held than is being read.

plan.txt                a file, whatever its name
-                       standard input
plans/                  every .txt in it and below it
plans.zip               every .txt in it
@plans.lst              whatever the lines of that file name, one each; @- for lines on standard input
s3://plans/2024/        a file, a folder, a .zip or a pattern at any address that fsspec knows: https://…, memory://…,
zip://*.txt::plans.zip  and chains of them
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ingest.errors import InputError, NotTextError
from ingest.text import Source, decode_source

STANDARD_INPUT = "-"
LIST = "@"
CALLED = "Standard input"
# Bytes of one text. A document has some ten thousand; a file of more than this is something else.
LONGEST = 100 * 2**20
# Texts pack to a tenth of their size. An archive that unpacks to more than this many times its own was made to.
RATIO = 100
SMALLEST = 2**20
# Where macOS keeps remarks of its own on the files that it packs.
REMARKS = "__MACOSX/"
# Texts that are fetched at once from other machines, where most of the time goes by waiting.
FETCHED = 16


@dataclass(frozen=True, slots=True)
class File:
    """A text to be read: what people call it, the name that its record keeps, and how to get its bytes."""

    called: str
    name: str | None
    read: Callable[[], bytes]
    is_away: bool = False

    def source(self) -> Source | InputError:
        """The text, or what is wrong with it."""
        try:
            data = self.read()
            if len(data) > LONGEST:
                return NotTextError(f"{self.called} is longer than {LONGEST >> 20} MB; give its documents one by one.")
            return decode_source(data, self.called, self.name)
        except InputError as error:
            return error


Read = tuple[str, Source | InputError]


def read_all(paths: Iterable[str]) -> Iterator[Read]:
    """Each text that the paths name, in order, or what is wrong with it; what is away is fetched some at a time."""
    with ThreadPoolExecutor(FETCHED, "fetch") as threads:
        found = _files(paths)
        ahead: deque[tuple[str, Callable[[], Source | InputError]]] = deque()
        while True:
            for file in islice(found, FETCHED - len(ahead)):
                ahead.append((file.called, threads.submit(file.source).result if file.is_away else file.source))
            if not ahead:
                return
            called, source = ahead.popleft()
            yield called, source()


def standard_input() -> Source:
    """The text on standard input. Raises NotTextError when it is empty or not UTF-8 text."""
    source = File(CALLED, None, _standard_input).source()
    if isinstance(source, InputError):
        raise source
    return source


def _standard_input() -> bytes:
    return sys.stdin.buffer.read(LONGEST + 1)


def _files(paths: Iterable[str]) -> Iterator[File]:
    for path in paths:
        try:
            yield from _listed(path[1:]) if path.startswith(LIST) else _files_of(path)
        except InputError as error:
            yield _wrong(error)


def _wrong(error: InputError) -> File:
    """What is wrong with a path stands where its files would."""

    def read() -> bytes:
        raise error

    return File("", None, read)


def _files_of(path: str) -> Iterator[File]:
    if path == STANDARD_INPUT:
        yield File(CALLED, None, _standard_input)
    elif "://" in path:
        yield from _files_at(path)
    elif Path(path).is_dir():
        yield from _some(_files_in(path), f"Folder {path}")
    elif _is_archive(path) and Path(path).is_file():
        yield from _some(_packed(path, Path(path).stat().st_size, path), f"Archive {path}")
    else:
        yield File(path, Path(path).name, partial(_local, Path(path)))


def _some(files: Iterator[File], called: str) -> Iterator[File]:
    """The files. Raises NotTextError for none."""
    file = next(files, None)
    if file is None:
        raise NotTextError(f"{called} holds no .txt file; name the files themselves if they end otherwise.")
    yield file
    yield from files


def _is_text(name: str) -> bool:
    return name.endswith(".txt")


def _is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def _local(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1)
    except OSError as error:
        raise NotTextError(f"{path} cannot be read ({error.strerror}); name a file of text.") from error


def _files_in(folder: str) -> Iterator[File]:
    """Folder by folder, each in the order of its names, so that no more than the names of one are held."""
    closed: list[OSError] = []
    for at, folders, names in os.walk(folder, onerror=closed.append):
        folders.sort()
        for path in (Path(at, name) for name in sorted(names) if _is_text(name)):
            if path.is_file():
                yield File(str(path), path.name, partial(_local, path))
    for error in closed:
        yield _wrong(NotTextError(f"Folder {error.filename} cannot be read ({error.strerror}); open it to yourself."))


def _listed(path: str) -> Iterator[File]:
    """What the lines of a list name. One list does not name another."""
    called = CALLED if path == STANDARD_INPUT else path
    is_empty = True
    try:
        with open(sys.stdin.fileno() if path == STANDARD_INPUT else path, "rb", closefd=path != STANDARD_INPUT) as file:
            for line in file:
                if name := line.decode("utf-8").strip():
                    is_empty = False
                    try:
                        yield from _files_of(name)
                    except InputError as error:
                        yield _wrong(error)
    except OSError as error:
        raise NotTextError(
            f"List {called} cannot be read ({error.strerror}); name a file with a path a line."
        ) from error
    except UnicodeDecodeError as error:
        raise NotTextError(f"List {called} is not UTF-8 text; give it a path or an address a line.") from error
    if is_empty:
        raise NotTextError(f"List {called} names nothing; give it a path or an address a line.")


# Archives


class _Archive:
    """A .zip, of which no more is unpacked than a folder of texts would."""

    def __init__(self, file: str | BinaryIO, size: int, called: str) -> None:
        self._zip = zipfile.ZipFile(file)
        self._called = called
        self._left = RATIO * max(size, SMALLEST)

    def members(self) -> Iterator[zipfile.ZipInfo]:
        for member in self._zip.infolist():
            if self._left < 0:
                return
            if _is_text(member.filename) and not member.filename.startswith(REMARKS):
                yield member

    def read(self, member: zipfile.ZipInfo) -> bytes:
        with self._sentences(member.filename), self._zip.open(member) as file:
            data = file.read(min(LONGEST, max(self._left, 0)) + 1)
        self._left -= len(data)
        if self._left < 0:
            raise NotTextError(
                f"{self._called} unpacks to more than {RATIO} times its size; unpack it, if you trust it."
            )
        return data

    @contextmanager
    def _sentences(self, name: str) -> Iterator[None]:
        try:
            yield
        # What is not a whole archive makes the modules that unpack it raise anything.
        except Exception as error:
            raise NotTextError(f"{self._called}/{name} cannot be unpacked ({error}); pack it anew.") from error


def _packed(file: str | BinaryIO, size: int, called: str) -> Iterator[File]:
    """The texts of an archive. They are read where they are, and their names are only names."""
    try:
        archive = _Archive(file, size, called)
    except Exception as error:
        raise NotTextError(f"{called} is no .zip that can be read ({error}); pack it anew.") from error
    for member in archive.members():
        name = "".join(sign if sign.isprintable() else "?" for sign in member.filename)
        yield File(f"{called}/{name}", PurePosixPath(name).name, partial(archive.read, member))


# Addresses


@contextmanager
def _reaching(address: str) -> Iterator[None]:
    """Turn what a driver raises, which may be anything, into one sentence."""
    try:
        yield
    except InputError:
        raise
    except ImportError as error:
        why = f'{address} needs a driver that is not here ({error}); pip install "nghiavu[remote]" has the usual ones.'
        raise NotTextError(why) from error
    except Exception as error:
        # A driver says of what is not there no more than its address.
        said = "not found" if isinstance(error, FileNotFoundError) else " ".join(str(error).split()) or repr(error)
        raise NotTextError(f"{address} cannot be read ({said}); see whether it is there and open to you.") from error


def _files_at(address: str) -> Iterator[File]:
    import fsspec  # noqa: PLC0415 - it takes its time, and most texts are on this machine

    with _reaching(address):
        system, root = fsspec.core.url_to_fs(address)
        if "*" in root:
            yield from _some((_away(system, name) for name in sorted(system.glob(root)) if _is_text(name)), address)
        elif _is_archive(root):
            file = system.open(root, "rb")
            yield from _some(_packed(file, system.size(root) or 0, address), f"Archive {address}")
        elif not _is_text(root) and system.isdir(root):
            yield from _some(_below(system, root), f"Folder {address}")
        else:
            yield _away(system, root, address)


def _below(system: Any, folder: str) -> Iterator[File]:
    """As in a folder of this machine."""
    found = sorted(system.ls(folder, detail=True), key=lambda entry: str(entry["name"]))
    for entry in found:
        if entry["type"] != "directory" and _is_text(entry["name"]):
            yield _away(system, entry["name"])
    for entry in found:
        if entry["type"] == "directory" and entry["name"].rstrip("/") != folder.rstrip("/"):
            yield from _below(system, entry["name"])


def _away(system: Any, name: str, called: str | None = None) -> File:
    address = called or str(system.unstrip_protocol(name))

    def read() -> bytes:
        with _reaching(address), system.open(name, "rb") as file:
            return bytes(file.read(LONGEST + 1))

    return File(address, PurePosixPath(name).name, read, is_away=True)
