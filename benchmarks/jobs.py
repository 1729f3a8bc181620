"""How much faster two processes are than one, and how little it costs to load again what is loaded.

    python benchmarks/jobs.py [--small]

Both kinds of runs take turns on the same texts. Workers are started before the clock, as a fill of a graph takes hours
and their start two seconds, which is told as a part. Each loading goes into an embedded database of its own, whose
process needs the same two cores; how long loading takes by itself bounds what reading by others can save. Processor
time is told beside the clock, as it is the same whatever else a machine does.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

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

JOBS = 2
# Texts of a run, and how often runs take turns.
FULL, SMALL = (1000, 3), (120, 1)
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
    spent: dict[int, list[tuple[float, float]]] = {1: [], JOBS: []}
    starts = []
    for _ in range(turns):
        for jobs, runs in spent.items():
            began = time.perf_counter()
            with crew_of(jobs, None) as crew:
                warm(crew)
                starts.append(time.perf_counter() - began)
                with clock(runs):
                    assert not [1 for _, one in each(crew, STAGE, read_all([str(place)])) if isinstance(one, Exception)]
    parts = {"start of the workers, s": max(starts)}
    reason = "Each process remembers for itself what texts repeat, so that two do more work than one."
    yield faster("Extraction by two processes, times that by one", spent, parts, reason)


def loading(place: Path, folder: Path, turns: int) -> Iterator[Figure]:
    spent: dict[int, list[tuple[float, float]]] = {1: [], JOBS: []}
    again: list[tuple[float, float]] = []
    for turn in range(turns):
        for jobs, runs in spent.items():
            with crew_of(jobs, None) as crew, passing_store(folder / f"{turn}-{jobs}") as store:
                warm(crew)
                with clock(runs):
                    assert {outcome for outcome, _ in ingest_files(store, [str(place)], crew)} == {Outcome.loaded}
                with clock(again):
                    assert {outcome for outcome, _ in ingest_files(store, [str(place)], crew)} == {Outcome.unchanged}
    alone: list[tuple[float, float]] = []
    found = [one.rows for _, one in each(None, found_in, read_all([str(place)])) if isinstance(one, Found)]
    with passing_store(folder / "alone") as store, clock(alone):
        assert len(list(load_all(store, found))) == len(found)
    wall = alone[0][0]
    most = median(one for one, _ in spent[1]) / wall
    reason = f"One process loads while others read: loading by itself takes so long that {most:.2f} × is the most."
    yield faster("Loading by two processes, times that by one", spent, {"loading what is read, s": wall}, reason)
    ratio = median(wall for wall, _ in again) / median(wall for wall, _ in spent[1])
    yield Figure("Loading again what is loaded, of the first time", ratio, "× the first time", at_most=0.05)


def faster(name: str, spent: dict[int, list[tuple[float, float]]], parts: dict[str, float], reason: str = "") -> Figure:
    ratio = median(one[0] / two[0] for one, two in zip(spent[1], spent[JOBS], strict=True))
    for jobs, runs in spent.items():
        parts[f"by {jobs}, s"] = median(wall for wall, _ in runs)
        parts[f"by {jobs}, processor s"] = median(used for _, used in runs)
    one, two = (median(used for _, used in runs) for runs in spent.values())
    parts["two cores of their own would give at most, ×"] = JOBS * one / two
    return Figure(name, ratio, "×", at_least=1.8, parts=parts, reason="" if ratio >= 1.8 else reason)


def warm(crew: Crew | None) -> None:
    """Have every worker read something."""
    some = [(str(i), Source(None, "Sở Y tế chủ trì.".ljust(CHUNK), "")) for i in range(4 * JOBS)]
    for stage in (STAGE, found_in):
        list(each(crew, stage, some))


@contextmanager
def clock(runs: list[tuple[float, float]]) -> Iterator[None]:
    """Keep how long something takes, by the clock and by the processor time of this process and all that it started."""
    wall, used = time.perf_counter(), processor()
    yield
    runs.append((time.perf_counter() - wall, processor() - used))


def processor() -> float:
    own = psutil.Process()
    every: list[psutil.Process] = [own, *own.children(recursive=True)]
    return sum(times.user + times.system for times in (one.cpu_times() for one in every))


if __name__ == "__main__":
    is_small = "--small" in sys.argv[1:]
    sys.exit(main(*(SMALL if is_small else FULL), small=is_small))
