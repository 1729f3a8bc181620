"""How much faster two processes are than one, and how little it costs to load again what is loaded.

    python benchmarks/jobs.py [--small]

Both kinds of runs take turns on the same texts, each in a process of its own that has read none of them. Workers are
started before the clock, as a fill of a graph takes hours and their start two seconds, which is told as a part. Each
loading goes into an embedded database of its own, whose process needs the same two cores; how long loading takes by
itself bounds what reading by others can save. Processor time is told beside the clock, as it is the same whatever else
a machine does.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import psutil
from figures import Figure, report
from generate import texts

from api.connect import passing_store
from api.crew import CHUNK, Crew, crew_of, each
from api.files import Outcome, ingest_files
from api.output import RecordFormat
from api.sources import read_all
from api.stages import Found, found_in, written
from graph.loader import load_all
from ingest.text import Source

R = TypeVar("R")
# Seconds by the clock, and of processor time.
Spent = tuple[float, float]

JOBS, AT_LEAST = 2, 1.8
# Texts of a run, and how often runs take turns.
FULL, SMALL = (1000, 3), (300, 2)
STAGE = partial(written, form=RecordFormat.json, indent=None)


def main(count: int, turns: int, *, small: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "texts"
        place.mkdir()
        for number, text in enumerate(texts(count)):
            (place / f"{number:05}.txt").write_text(text, "utf-8")
        figures = [*extraction(place, turns), *loading(place, Path(folder), turns)]
    return report(__file__, figures, small=small)


def extraction(place: Path, turns: int) -> Iterator[Figure]:
    runs = take_turns(reading, [(place,) for _ in range(turns)])
    starts = [start for some in runs.values() for start, *_ in some]
    yield faster(
        "Extraction by two processes, times that by one",
        {jobs: [spent for _, spent in some] for jobs, some in runs.items()},
        {"start of the workers, s": max(starts)},
    )


def loading(place: Path, folder: Path, turns: int) -> Iterator[Figure]:
    runs = take_turns(filling, [(place, folder / str(turn)) for turn in range(turns)])
    wall = run_apart(loading_alone, place, folder / "alone")
    first = {jobs: [spent for spent, _ in some] for jobs, some in runs.items()}
    yield faster("Loading by two processes, times that by one", first, {"loading what is read, s": wall})
    again = [one for some in runs.values() for _, (one, _) in some]
    ratio = median(again) / median(one for one, _ in first[1])
    yield Figure("Loading again what is loaded, of the first time", ratio, "× the first time", at_most=0.05)


# Each in a process of its own


def take_turns(work: Callable[..., R], givens: Sequence[tuple[Any, ...]]) -> dict[int, list[R]]:
    """What comes of each thing given when one process does it, and when JOBS do."""
    found: dict[int, list[R]] = {1: [], JOBS: []}
    for given in givens:
        for jobs, some in found.items():
            some.append(run_apart(work, jobs, *given))
    return found


def run_apart(work: Callable[..., R], *given: object) -> R:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def reading(jobs: int, place: Path) -> tuple[float, Spent]:
    """What it took to start the workers, and to read."""
    began = time.perf_counter()
    with crew_of(jobs, None) as crew:
        warm(crew)
        start = time.perf_counter() - began
        with clock() as spent:
            assert not [1 for _, one in each(crew, STAGE, read_all([str(place)])) if isinstance(one, Exception)]
    return start, spent()


def filling(jobs: int, place: Path, home: Path) -> tuple[Spent, Spent]:
    """What it took to read and to load, and to do so again."""
    with crew_of(jobs, None) as crew, passing_store(home.with_name(f"{home.name}-{jobs}")) as store:
        warm(crew)
        with clock() as first:
            assert {outcome for outcome, _ in ingest_files(store, [str(place)], crew)} == {Outcome.loaded}
        with clock() as again:
            assert {outcome for outcome, _ in ingest_files(store, [str(place)], crew)} == {Outcome.unchanged}
    return first(), again()


def loading_alone(place: Path, home: Path) -> float:
    """Seconds that it takes to load what is read."""
    found = [one.rows for _, one in each(None, found_in, read_all([str(place)])) if isinstance(one, Found)]
    with passing_store(home) as store, clock() as spent:
        assert len(list(load_all(store, found))) == len(found)
    return spent()[0]


def faster(name: str, spent: Mapping[int, Sequence[Spent]], parts: dict[str, float]) -> Figure:
    ratio = median(one[0] / two[0] for one, two in zip(spent[1], spent[JOBS], strict=True))
    for jobs, runs in spent.items():
        parts[f"by {jobs}, s"] = median(wall for wall, _ in runs)
        parts[f"by {jobs}, processor s"] = median(used for _, used in runs)
    # The database is a process of its own, which has the second core while one process reads and loads.
    least = parts[f"by {JOBS}, processor s"] / JOBS
    most = parts["two cores of their own would give at most, ×"] = parts["by 1, s"] / least
    reason = (
        f"What all processes spend together, the database's part too, keeps two cores busy for {least:.1f} s of the "
        f"{parts[f'by {JOBS}, s']:.1f} s, so that {most:.2f} times is the most that they could give."
    )
    return Figure(name, ratio, "×", at_least=AT_LEAST, parts=parts, reason="" if ratio >= AT_LEAST else reason)


def warm(crew: Crew | None) -> None:
    """Have every worker read something."""
    some = [(str(i), Source(None, "Sở Y tế chủ trì.".ljust(CHUNK), "")) for i in range(4 * JOBS)]
    for stage in (STAGE, found_in):
        list(each(crew, stage, some))


@contextmanager
def clock() -> Iterator[Callable[[], Spent]]:
    """How long something took, by the clock and by the processor time of this process and all that it started."""
    wall, used = time.perf_counter(), processor()
    spent: list[Spent] = []
    yield lambda: spent[0]
    spent.append((time.perf_counter() - wall, processor() - used))


def processor() -> float:
    own = psutil.Process()
    every: list[psutil.Process] = [own, *own.children(recursive=True)]
    return sum(times.user + times.system for times in (one.cpu_times() for one in every))


if __name__ == "__main__":
    is_small = "--small" in sys.argv[1:]
    sys.exit(main(*(SMALL if is_small else FULL), small=is_small))
