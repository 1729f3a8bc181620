"""Who reads the texts: this process, processes of this machine, or the workers of a Dask cluster.

What is to be done with a text is a function that each of them finds by its name. What comes out is in the order of the
texts whoever does it, and no more than a certain number of them is on the way at a time. A worker that dies is
replaced, and what it held is tried once more, text by text, with nothing beside it on this machine; a text that ends
its worker then too is told like one that cannot be read.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from graph.readings import rules
from ingest.errors import InputError
from ingest.text import Source

P = TypeVar("P")
R = TypeVar("R")
T = TypeVar("T")

# Characters that are given to a worker at a time, a tenth of a second's work: beside it what giving takes is nothing.
CHUNK = 20_000
# Chunks on the way for each worker, so that all have work while the database takes in what a batch of them gave.
AHEAD = 16
# Characters on the way: some of the longest texts there are, and all that there would be of others.
MOST = 50_000_000
# How far a worker of this machine stands back.
NICE = 10
# Workers that a cluster is given work for at the least, as it may be one that grows with its work.
LEAST = 4
# Seconds within which a scheduler answers.
PATIENCE = 10.0
# What is forked has imported this.
WARM = "api.warm"


class Died(Exception):
    """A worker ended in the middle of its work."""


class Crew(Protocol):
    """Workers: how many they are, and what they can be told."""

    size: int

    def give(self, work: Callable[[], R]) -> Any:
        """Have something done; a future of it."""

    def outcome(self, future: Any) -> Any:
        """Wait for what came of it. Raises Died; InputError when nothing more can come of anything."""

    def has_died(self, future: Any) -> bool:
        """Whether it is known by now that nothing comes of it, as its worker died."""

    def alone(self, work: Callable[[], R]) -> R:
        """Have something done with nothing beside it. Raises Died."""

    def close(self) -> None:
        """Let the workers go, whatever they are at."""


@contextmanager
def crew_of(jobs: int, cluster: str | None) -> Iterator[Crew | None]:
    """That many processes, or the cluster at this address; None for this process itself. Raises InputError."""
    if cluster is not None and jobs != 1:
        raise InputError("Either processes of this machine can read, by --jobs, or a cluster, by --cluster; give one.")
    crew = _Cluster(cluster) if cluster is not None else _Processes(jobs) if jobs > 1 else None
    try:
        yield crew
    finally:
        if crew is not None:
            crew.close()


# What is done, and in which order it comes out


@dataclass(slots=True)
class _Chunk(Generic[R]):
    """Some of what came, in order; the texts among it; and how far a worker is with these."""

    given: list[tuple[str, Any]]
    texts: list[tuple[str, Source]]
    work: Callable[[], list[R | InputError]]
    future: Any = None

    @property
    def length(self) -> int:
        return sum(len(source.text) for _, source in self.texts)


def batches(items: Iterable[T], most: int, weigh: Callable[[T], int]) -> Iterator[list[T]]:
    """The items some at a time: as many as come to that weight, with the one that makes it more."""
    batch: list[T] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += weigh(item)
        if weight >= most:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def length_of(given: object) -> int:
    """Characters of a text; what is none has none."""
    return len(given.text) if isinstance(given, Source) else 0


def each(
    crew: Crew | None, stage: Callable[[Source], R], texts: Iterable[tuple[str, Source | P]]
) -> Iterator[tuple[str, R | P | InputError]]:
    """What a stage makes of each text, under the same name and in the same order; what is no text is passed on."""
    if crew is None:
        for called, given in texts:
            yield called, _made(stage, called, given) if isinstance(given, Source) else given
        return
    chunks = (_chunk(stage, given) for given in batches(texts, CHUNK, lambda one: max(CHUNK // 100, length_of(one[1]))))
    line: deque[_Chunk[R]] = deque()
    while True:
        while len(line) < AHEAD * crew.size and sum(chunk.length for chunk in line) < MOST:
            if (chunk := next(chunks, None)) is None:
                break
            if chunk.texts:
                chunk.future = crew.give(chunk.work)
            line.append(chunk)
        if not line:
            return
        first = line.popleft()
        made = iter(_outcome(crew, stage, first, line) if first.texts else ())
        for called, given in first.given:
            yield called, next(made) if isinstance(given, Source) else given


def _chunk(stage: Callable[[Source], R], given: list[tuple[str, Any]]) -> _Chunk[R]:
    texts = [(called, one) for called, one in given if isinstance(one, Source)]
    return _Chunk(given, texts, partial(work, stage, texts, release()))


def _outcome(
    crew: Crew, stage: Callable[[Source], R], chunk: _Chunk[R], others: Iterable[_Chunk[R]]
) -> list[R | InputError]:
    """What came of a chunk; if its worker died, of each of its texts alone, and others that died with it go anew."""
    try:
        return list(crew.outcome(chunk.future))
    except Died:
        found = [_alone(crew, stage, called, source) for called, source in chunk.texts]
    for other in others:
        if other.texts and crew.has_died(other.future):
            other.future = crew.give(other.work)
    return found


def _alone(crew: Crew, stage: Callable[[Source], R], called: str, source: Source) -> R | InputError:
    try:
        (found,) = crew.alone(partial(work, stage, [(called, source)], release()))
    except Died:
        return InputError(f"{called} cannot be read: it ends the process that reads it, as want of memory does.")
    return found


def work(stage: Callable[[Source], R], texts: list[tuple[str, Source]], asked_by: str) -> list[R | InputError]:
    """What a worker is given: a stage, some texts, and the release that the one who asks has."""
    if release() != asked_by:
        raise InputError(f"A worker has Nghiavu {release()} and this is {asked_by}; install the same on both.")
    return [_made(stage, called, source) for called, source in texts]


@cache
def release() -> str:
    """The release, with the rules that it reads by."""
    return f"{version('nghiavu')}+{rules()[:12]}"


def _made(stage: Callable[[Source], R], called: str, source: Source) -> R | InputError:
    """What a stage makes of a text. A fault of this program is told like one of the text, so that others are read."""
    try:
        return stage(source)
    except InputError as error:
        return error
    except Exception as error:  # noqa: BLE001 - see above
        place = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return InputError(f"{called} cannot be read because of a fault in this program ({fault}); please report it.")


# Processes of this machine


class _Processes:
    """Processes that are forked from one that has read the tables, and has neither threads nor connections."""

    def __init__(self, size: int) -> None:
        self.size = size
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload([WARM])
            forkserver.ensure_running()  # while this process goes on to open the database
        self._pool: ProcessPoolExecutor | None = None

    def _pool_of(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, self._context, _begin)

    def give(self, work: Callable[[], R]) -> Any:
        self._pool = self._pool or self._pool_of(self.size)
        try:
            return self._pool.submit(work)
        except BrokenProcessPool:
            self._pool = self._pool_of(self.size)
            return self._pool.submit(work)

    def outcome(self, future: Any) -> Any:
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise Died from error

    def has_died(self, future: Any) -> bool:
        return bool(future.done() and isinstance(future.exception(), BrokenProcessPool))

    def alone(self, work: Callable[[], R]) -> R:
        if self._pool:
            self._pool.shutdown()  # what is under way is done first
        self._pool = self._pool_of(1)
        try:
            return self.outcome(self._pool.submit(work))  # type: ignore[no-any-return]
        finally:
            self._pool.shutdown(wait=False)
            self._pool = None

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()


def _begin() -> None:
    """In a new process: an interrupt is for the command itself, and a worker ends with it, however it ends.

    It stands back for the one that hands out texts and loads what they gave, as all wait for that.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


# A cluster


class _Cluster:
    """The workers of a Dask cluster. Its scheduler and each of them has this release installed."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker  # noqa: PLC0415 - an extra
            from distributed.comm import get_address_host_port  # noqa: PLC0415
        except ImportError as error:
            raise InputError('A cluster is reached by Dask; install it with pip install "nghiavu[cluster]".') from error
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in sentences
        self._address, self._killed = address, KilledWorker
        with self._sentences():
            # A client that reaches nobody goes on trying for a long time.
            socket.create_connection(get_address_host_port(address), PATIENCE).close()
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
            self.size = max(sum(self._client.nthreads().values()), LEAST)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn what Dask raises into one sentence."""
        try:
            yield
        except self._killed as error:
            raise Died from error
        except (ImportError, RuntimeError) as error:
            why = f"The cluster at {self._address} cannot do this; install the same Nghiavu and Dask there as here."
            raise InputError(why) from error
        except (OSError, ValueError, CancelledError) as error:
            why = f"No Dask scheduler answers at {self._address}; start it, or name another address."
            raise InputError(why) from error

    def give(self, work: Callable[[], R]) -> Any:
        with self._sentences():
            return self._client.submit(work, pure=False)

    def outcome(self, future: Any) -> Any:
        with self._sentences():
            return future.result()

    def has_died(self, future: Any) -> bool:
        return bool(future.status == "error" and isinstance(future.exception(), self._killed))

    def alone(self, work: Callable[[], R]) -> R:
        return self.outcome(self.give(work))  # type: ignore[no-any-return]

    def close(self) -> None:
        self._client.close()
