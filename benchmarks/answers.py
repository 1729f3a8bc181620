"""Whether the named questions are answered as soon in a large graph as in a small one, and what loading costs there.

    python benchmarks/answers.py [--sizes 1000 10000 100000] [--homes FOLDER] [--small]

One embedded database holds the first of the sizes of generated documents, another the next, and so on; all hold the
five samples too, and it is of them that is asked, so that an answer is as large in all. At each size every question is
put to the smallest and to this in turn, and its shortest time counts, as what else the machine does only adds to it. A
question whose header has a `cost` is also asked in the way that this speaks of, to see whether it has to.

A run that is broken off goes on from where it was if the homes are kept (`--homes`); each is a copy of the one before
with more in it. The full edition writes the chart of cost against size to docs/answers.svg.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Self

import leather
import psutil
from asked import ASKED, WHOLE, Given
from figures import Figure, report
from generate import texts

from graph.loader import load_all
from graph.mapping import Rows, map_record
from graph.queries import load_queries, run
from graph.server import ensure_server, stop_server
from graph.store import Store
from ingest import extract

ROOT = Path(__file__).parent.parent
CHART = ROOT / "docs" / "answers.svg"
SIZES, SMALL = (1000, 3000, 10_000, 30_000, 100_000), (40, 160)
# How much longer an answer may take in the larger graph, and documents that are loaded between two looks at the clock.
BOUND, STEP = 2.0, 500
# Answers are as large whose numbers of rows differ by so little.
ALIKE = 1.05
# A thousand documents name all the bodies that there are, and a hundred do not.
OF_ALL_BODIES = (("agency_names",), ("find_agencies", "text"))
# Megabytes of memory for questions about all there is, some of which say in their headers that they want it.
MEMORY = 4096
# Times that a question is put, and seconds after which it is put no more; what takes longer is put once.
ROUNDS, PATIENCE = 50, 4.0

Points = list[tuple[int, float]]
Times = Mapping[str, Sequence[float]]


class Graph:
    """An embedded database that the samples and the first so many of the generated documents are loaded into."""

    def __init__(self, home: Path, smaller: Path | None = None, megabytes: int | None = None) -> None:
        if smaller and not home.exists():
            shutil.copytree(smaller, home)
        (home / "memory").unlink(missing_ok=True)
        if megabytes:
            (home / "memory").write_text(str(megabytes), "utf-8")
        self.home = home
        self.store = Store(*ensure_server(home))
        self._note = home / "benchmark.json"
        noted = json.loads(self._note.read_text("utf-8")) if self._note.exists() else {"documents": 0, "steps": []}
        self.documents: int = noted["documents"]
        # (documents, milliseconds of processor time that loading each of the last of them took)
        self.steps: Points = [(size, cost) for size, cost in noted["steps"]]

    def grow(self, size: int) -> None:
        """Load documents until there are so many."""
        if not self.documents:
            self._load([_rows(path.name, path.read_text("utf-8")) for path in sorted((ROOT / "samples").glob("*.txt"))])
        source = enumerate(islice(texts(size), self.documents, None), self.documents)
        with ProcessPoolExecutor() as pool:

            def read() -> Iterator[Rows]:
                some = [(f"{number:07}.txt", text) for number, text in islice(source, STEP)]
                return pool.map(_rows, *zip(*some, strict=True), chunksize=20) if some else iter(())

            following = read()
            while rows := list(following):
                following = read()  # while the database takes these
                self.steps.append((self.documents + len(rows), self._load(rows) / len(rows)))
                self.documents += len(rows)
                self._note.write_text(json.dumps({"documents": self.documents, "steps": self.steps}), "utf-8")
                print(f"{self.documents} documents, {self.steps[-1][1]:.1f} ms each", file=sys.stderr)

    def _load(self, rows: Sequence[Rows]) -> float:
        """Milliseconds of processor time that this thread and the database take for it."""
        server = psutil.Process(json.loads((self.home / "running.json").read_text("utf-8"))["process"])
        before = _processor(server) + time.thread_time()
        for outcome in load_all(self.store, rows):
            if isinstance(outcome, Exception):
                raise outcome
        return 1000 * (_processor(server) + time.thread_time() - before)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()
        stop_server(self.home)


def _rows(name: str, text: str) -> Rows:
    return map_record(extract(text, name=name), text)


def _processor(process: psutil.Process) -> float:
    return float(sum(process.cpu_times()[:2]))


def values(store: Store, name: str, given: Given) -> dict[str, Any]:
    """All the values that a question is put with."""
    defaults = {parameter.name: parameter.default for parameter in load_queries()[name].parameters}
    if "since" in defaults and "since" not in given and "document" not in given:
        # After all loads but the last five.
        (last,) = run(store, "loads", values(store, "loads", {"since": 0, "limit": 1}))
        defaults["since"] = last["load"] - 5
    return defaults | dict(given)


def times(graphs: Sequence[Graph], name: str, given: Given) -> list[float]:
    """The shortest time, in milliseconds, in which each graph answers a question, put to them in turn."""
    asked = [values(graph.store, name, given) for graph in graphs]
    best = [float("inf")] * len(graphs)
    until = time.perf_counter() + PATIENCE
    for _ in range(ROUNDS):
        for i, graph in enumerate(graphs):
            began = time.perf_counter()
            run(graph.store, name, asked[i])
            best[i] = min(best[i], 1000 * (time.perf_counter() - began))
        if time.perf_counter() > until:
            break
    return best


def bound_to_grow(graphs: Sequence[Graph]) -> Iterator[tuple[str, list[float]]]:
    """(question, its times) of those that are asked about everything."""
    for name, given in WHOLE.items():
        yield name, times(graphs, name, given)


def bound_to_stay(graphs: Sequence[Graph], *, small: bool) -> Iterator[tuple[str, list[float]]]:
    """(question with what it is asked with, its times) of those whose answers are as large in both graphs."""
    for name, ways in ASKED.items():
        for given in ways:
            if small and (name, *given) in OF_ALL_BODIES:
                continue
            sizes = {len(run(graph.store, name, values(graph.store, name, given))) for graph in graphs}
            assert max(sizes) <= ALIKE * min(sizes), f"{name} of {given} has answers of different sizes: {sizes}"
            yield " ".join((name, *map(str, given.values()))), times(graphs, name, given)


def measure(homes: Path, sizes: Sequence[int], *, small: bool) -> tuple[list[Figure], Points, Points]:
    """The figures of the largest size; (documents, ms) of loading each, and of an answer in the median."""
    answers: Points = []
    with Graph(homes / str(sizes[0])) as first:
        first.grow(sizes[0])
    for smaller, size in pairwise(sizes):
        with Graph(homes / str(size), homes / str(smaller)) as graph, Graph(homes / str(sizes[0])) as first:
            graph.grow(size)
            graphs = (first, graph)
            stay = dict(bound_to_stay(graphs, small=small))
            for one, times_of in zip(graphs, zip(*stay.values(), strict=True), strict=True):
                answers.append((one.documents, statistics.median(times_of)))
            print(f"{answers[-1][0]} documents, {answers[-1][1]:.1f} ms an answer", file=sys.stderr)
    grow: Times = {}
    if not small:  # of few documents all are read as soon as one is found
        with Graph(homes / str(sizes[-1]), megabytes=MEMORY) as large, Graph(homes / str(sizes[0])) as first:
            grow = dict(bound_to_grow((first, large)))
    return figures(stay, grow, graph.steps, answers), graph.steps, answers


def figures(stay: Times, grow: Times, steps: Points, answers: Points) -> list[Figure]:
    """What the times of the last two sizes say of them."""
    (few, before), (many, after) = answers[-2:]
    ratio = {name: second / first for name, (first, second) in stay.items()}
    slowest = sorted(ratio, key=lambda name: -ratio[name])
    costly = {name: second / first for name, (first, second) in grow.items()}
    needless = [name for name in costly if costly[name] <= BOUND]
    sizes = {"documents in the small graph": few, "in the large one": many}
    medians = {
        "median of all": statistics.median(ratio.values()),
        "ms in the small graph": before,
        "in the large": after,
    }
    first, last = (statistics.median(cost for _, cost in some) for some in (steps[:2], steps[-5:]))
    found = [
        Figure(
            f"the slowest of {len(ratio)} answers in a large graph",
            ratio[slowest[0]],
            "× in a small one",
            at_most=BOUND,
            parts=sizes | medians | {name: ratio[name] for name in slowest[:6]},
        ),
        Figure(
            f"loading a document into a graph of {many:,} documents",
            last / first,
            "× into an empty one",
            parts=sizes | {"ms of processor time, empty": first, "large": last},
        ),
    ]
    if grow:
        found += [
            Figure(
                "questions whose header speaks of a cost that they have not",
                len(needless),
                f"of {len(grow)}",
                at_most=0,
                parts=sizes | costly,
                reason=", ".join(needless),
            ),
        ]
    return found


def draw(loading: Points, answers: Points) -> None:
    """The chart of cost against size."""
    grid = leather.Grid()
    for title, points in (
        ("Processor time to load a document, ms", loading),
        ("Median time of an answer as large, ms", sorted(answers)),
    ):
        chart = leather.Chart(title)
        chart.add_line(points)
        chart.add_x_axis(name="documents in the graph")
        chart.add_y_scale(0, 1.25 * max(cost for _, cost in points))
        grid.add_one(chart)
    grid.to_svg(str(CHART))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="documents, the smallest first")
    parser.add_argument("--homes", type=Path, help="a folder that keeps the databases for the next run")
    parser.add_argument("--small", action="store_true", help="the edition for CI")
    arguments = parser.parse_args()
    sizes = SMALL if arguments.small else arguments.sizes
    with tempfile.TemporaryDirectory() as folder:
        homes = arguments.homes or Path(folder)
        homes.mkdir(parents=True, exist_ok=True)
        found, loading, answers = measure(homes, sizes, small=arguments.small)
    if not arguments.small:
        draw(loading, answers)
    return report(__file__, found, small=arguments.small)


if __name__ == "__main__":
    sys.exit(main())
