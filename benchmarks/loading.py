"""How much of the bare driver's speed the loader reaches, and what a document costs where there are many already.

    python benchmarks/loading.py             up to 20,000 documents
    python benchmarks/loading.py --small     what CI runs

Batch by batch, turn about: the loader maps records to rows and loads them, and then the bare driver runs the very
statements that this took, with the same parameters, on an embedded database of its own that began as empty. What counts
is rows a second, the rows being the nodes and relationships that the texts add. Then the loader goes on by itself, to
see whether a document costs more in a large graph; that is told in processor time, of server and loader together.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import psutil
from figures import Figure, report
from generate import texts
from neo4j import GraphDatabase, ManagedTransaction, Session

import ingest
from graph.embedded import Home
from graph.headers import Query
from graph.journal import Change
from graph.loader import TOGETHER, load_all
from graph.mapping import map_record
from graph.server import ensure_server, stop_server
from graph.store import Store, Work, schema
from ingest.model import Record

T = TypeVar("T")
Statement = tuple[str, dict[str, Any]]

LEAST = 0.6
# Times what a document costs after the first of these sizes.
MOST = 1.5
SIZES = (500, 2_000, 5_000, 20_000)
SMALL = (200, 400)


class Recording(Store):
    """A store that notes the statements of each transaction; those that are not sent are not noted."""

    def __init__(self, *address: str) -> None:
        super().__init__(*address)
        self.noted: list[list[Statement]] = []

    def reading(self, work: Callable[[Work], T]) -> T:
        return super().reading(lambda one: work(self._noting(one)))

    def writing(self, work: Callable[[Work], T]) -> T:
        return super().writing(lambda one: work(self._noting(one)))

    def _noting(self, work: Work) -> Work:
        self.noted.append([])
        return Noting(work, self.noted[-1])


class Noting(Work):
    def __init__(self, work: Work, noted: list[Statement]) -> None:
        self._work, self._noted = work, noted

    def run(self, query: Query, **parameters: Any) -> list[dict[str, Any]]:
        if [] not in parameters.values():
            self._noted.append((query.text, parameters))
        return self._work.run(query, **parameters)


@dataclass
class Measured:
    """A sum of `rows` written and of the seconds that it took, of which some were the processors'."""

    documents: int = 0
    rows: int = 0
    seconds: float = 0.0
    processors: float = 0.0


class Loader:
    """The loader with a database of its own."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.store = stack.enter_context(Recording(*served(home, stack)))
        self._server = psutil.Process(json.loads(Home(home).note.read_text("utf-8"))["process"])

    def load(self, read: list[tuple[Record, str]], into: Measured) -> list[list[Statement]]:
        """Load some texts; the statements of each transaction that this took."""
        self.store.noted.clear()
        rows = sum(map_record(record, text).size for record, text in read)
        processors, started = self._processors(), time.perf_counter()
        outcomes = list(load_all(self.store, (map_record(record, text) for record, text in read)))
        into.seconds += time.perf_counter() - started
        into.processors += self._processors() - processors
        into.rows += rows
        into.documents += len(read)
        assert all(isinstance(one, Change) and one.outcome == "added" for one in outcomes)
        return self.store.noted

    def _processors(self) -> float:
        times = self._server.cpu_times()
        return time.process_time() + times.user + times.system


def replay(session: Session, transactions: list[list[Statement]]) -> float:
    """Run statements with the bare driver; the seconds."""

    def work(transaction: ManagedTransaction, some: list[Statement]) -> None:
        for text, parameters in some:
            list(transaction.run(text, parameters))  # type: ignore[arg-type]

    started = time.perf_counter()
    for some in transactions:
        session.execute_write(work, some)
    return time.perf_counter() - started


def served(home: Path, stack: ExitStack) -> tuple[str, str, str, str]:
    """A new embedded database, with the indexes of the project, until the stack is closed."""
    address = ensure_server(home)
    stack.callback(stop_server, home)
    uri, user, password, database = address
    with GraphDatabase.driver(uri, auth=(user, password)) as driver, driver.session(database=database) as session:
        for statement in schema():
            session.run(statement).consume()  # type: ignore[arg-type]
    return address


def batches(count: int) -> Iterator[list[tuple[Record, str]]]:
    read = ((ingest.extract(text, name=f"{number:07}.txt"), text) for number, text in enumerate(texts(count)))
    while batch := list(islice(read, TOGETHER)):
        yield batch


def measure(sizes: tuple[int, ...], folder: Path) -> list[Figure]:
    ours, bare, parts = Measured(), 0.0, {}
    costs: dict[int, float] = {}
    with ExitStack() as stack:
        loader = Loader(folder / "loader", stack)
        uri, user, password, database = served(folder / "bare", stack)
        driver = stack.enter_context(GraphDatabase.driver(uri, auth=(user, password)))
        session = stack.enter_context(driver.session(database=database))
        reading = batches(sizes[-1])
        # Both servers' machines compile what they do often during the first half, and neither is measured then.
        for read in islice(reading, sizes[0] // TOGETHER // 2):
            replay(session, loader.load(read, Measured()))
        for read in islice(reading, (sizes[0] // TOGETHER + 1) // 2):
            bare += replay(session, loader.load(read, ours))
        parts = {
            "rows a second, loader": ours.rows / ours.seconds,
            "rows a second, bare driver": ours.rows / bare,
            "documents a second, loader": ours.documents / ours.seconds,
            "rows a document": ours.rows / ours.documents,
        }
        costs[sizes[0]] = ours.processors / ours.documents
        loaded = sizes[0]
        for size in sizes[1:]:
            # The last fifth of the way to each size is what a document costs there.
            while loaded < size:
                last = Measured()
                for read in islice(reading, max(1, (size - loaded) // TOGETHER // 5)):
                    loader.load(read, last)
                loaded += last.documents
            costs[size] = last.processors / last.documents
    cost = {f"milliseconds of processors at {size} documents": 1000 * each for size, each in costs.items()}
    return [
        Figure("Loading, rows a second", bare / ours.seconds, "× bare driver", at_least=LEAST, parts=parts),
        Figure(
            "Loading a document into a graph of some thousands", costs[sizes[-1]] / costs[sizes[0]],
            "× into a small one", at_most=MOST, parts=cost,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="the edition that CI runs")
    parser.add_argument("--documents", type=int, default=SIZES[-1], help="how many at most, of the full edition")
    given = parser.parse_args()
    chosen = SMALL if given.small else tuple(size for size in SIZES if size <= given.documents)
    with tempfile.TemporaryDirectory() as scratch:
        found = measure(chosen, Path(scratch))
    sys.exit(report(__file__, found, small=given.small))
