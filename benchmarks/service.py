"""What HTTP adds to the driver's own time, and whether 200 readers are answered rightly while a load is running.

    python benchmarks/service.py [--small]

The service is its own process, asked by others over connections that stay open, on an embedded database with the five
samples and some generated documents. For each named question the same statement is put to the driver and to the
service in turn; what it adds is the difference of the two medians. Then generated documents are loaded while 200
readers ask for what the load does not touch, each the next question as soon as it is answered: every answer must be the
same, byte for byte, as before.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import httpx
from asked import ASKED, Given
from figures import Figure, report
from generate import texts
from neo4j import Driver, GraphDatabase, RoutingControl
from running import ROOT, served

from graph.loader import load_all
from graph.mapping import map_record
from graph.queries import load_queries
from graph.server import Address, ensure_server, stop_server
from graph.store import Store
from ingest import extract

READERS, ADDED = 200, 3.0
# Documents that are there, those that are loaded under the readers' eyes, times a question is put, seconds of reading.
FULL, SMALL = (300, 2000, 60, 60.0), (20, 200, 15, 6.0)
# A reader waits for so many seconds at most: a queue of 200 on two busy cores is long, and yet moves.
PATIENCE = 60.0


def load(address: Address, first: int, last: int) -> int:
    """Load the generated documents from one to another; how many."""
    with Store(*address) as store:
        rows = (map_record(extract(text, name=f"{i:07}.txt"), text) for i, text in enumerate(texts(last)) if i >= first)
        return sum(1 for _ in load_all(store, rows))


def questions() -> Iterator[tuple[str, Given, str]]:
    """(question, all that it is asked with, its path) of those that ask for something of the samples."""
    for name, ways in ASKED.items():
        query = load_queries()[name]
        tells_of_loads = any(parameter.name == "since" for parameter in query.parameters)
        for given in ways:
            # A load does touch the journal of loads, and what is first of all there is.
            if given.keys() <= {"limit"} or (tells_of_loads and "document" not in given):
                continue
            all_given = {parameter.name: parameter.default for parameter in query.parameters} | dict(given)
            yield name, all_given, f"/queries/{name}?{urlencode(given)}"


def added(address: str, driver: Driver, database: str | None, rounds: int) -> dict[str, tuple[float, float]]:
    """Milliseconds that the driver takes in the median, and the service, by the path that is asked for."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    found = {}
    for name, given, path in questions():
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(rounds + 3):
            began = time.perf_counter()
            driver.execute_query(
                load_queries()[name].text, given, routing_=RoutingControl.READ, database_=database
            )  # fmt: skip
            between = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            ended = time.perf_counter()
            assert answer.status == 200, (path, body)
            if turn >= 3:
                times[0].append(between - began)
                times[1].append(ended - between)
        found[path] = (1000 * statistics.median(times[0]), 1000 * statistics.median(times[1]))
    return found


async def _read(address: str, paths: Sequence[str], until: float) -> tuple[list[float], list[str]]:
    """Seconds that each answer took, and what was wrong with those that were not as before."""
    took: list[float] = []
    wrong: list[str] = []
    limits = httpx.Limits(max_connections=READERS, max_keepalive_connections=READERS)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=PATIENCE) as client:
        expected = {path: (await client.get(path)).content for path in paths}

        async def reader(number: int) -> None:
            turn = number
            while time.time() < until or turn == number:
                path = paths[turn % len(paths)]
                began = time.perf_counter()
                try:
                    answer = await client.get(path)
                except httpx.HTTPError as error:
                    wrong.append(f"{path}: {error!r}")
                else:
                    if answer.status_code != 200 or answer.content != expected[path]:
                        wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")
                took.append(time.perf_counter() - began)
                turn += 1

        await asyncio.gather(*(reader(number) for number in range(READERS)))
    return took, wrong


def read(address: str, paths: Sequence[str], until: float) -> tuple[list[float], list[str]]:
    """What 200 readers at once are told until a time."""
    return asyncio.run(_read(address, paths, until))


def measure(home: Path, sizes: tuple[int, int, int, float]) -> list[Figure]:
    there, more, rounds, seconds = sizes
    address = ensure_server(home)
    with Store(*address) as store:
        samples = [(path.name, path.read_text("utf-8")) for path in sorted((ROOT / "samples").glob("*.txt"))]
        list(load_all(store, [map_record(extract(text, name=name), text) for name, text in samples]))
    load(address, 0, there)
    paths = [path for _, _, path in questions()]
    uri, user, password, database = address
    with served(home) as service, GraphDatabase.driver(uri, auth=(user, password)) as driver:
        medians = added(service, driver, database, rounds)
        loaded: list[int] = []
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            loading = Thread(target=lambda: loaded.append(load(address, there, there + more)))
            reading = pool.submit(read, service, paths, time.time() + seconds)
            loading.start()
            took, wrong = reading.result()
            still = loading.is_alive()
            loading.join()
    extra = {path: over - own for path, (own, over) in medians.items()}
    most = sorted(extra, key=lambda path: -extra[path])
    for line in wrong[:10]:
        print(line, file=sys.stderr)
    return [
        Figure(
            f"HTTP adds to the driver's own time, median of {len(extra)} questions",
            statistics.median(extra.values()),
            "ms more than the driver",
            at_most=ADDED,
            parts={
                "the driver, median ms": statistics.median(own for own, _ in medians.values()),
                "over HTTP, median ms": statistics.median(over for _, over in medians.values()),
                **{f"most: {path}": extra[path] for path in most[:3]},
            },
        ),
        Figure(
            f"answers of {READERS} readers that were not as before a load began",
            len(wrong),
            f"of {len(took)}",
            at_most=0,
            parts={
                "documents loaded meanwhile": float(sum(loaded)),
                "the load outlived the reading (1: yes)": float(still),
                "answers a second": len(took) / seconds,
                "an answer in the median, s": statistics.median(took),
                "the slowest answer, s": max(took),
            },
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="the edition for CI")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        try:
            figures = measure(home, SMALL if arguments.small else FULL)
        finally:
            stop_server(home)
    return report(__file__, figures, small=arguments.small)


if __name__ == "__main__":
    sys.exit(main())
