"""Texts that nobody means well with: 10,000 spoiled and built ones through `extract`, each watched by another process.

    python benchmarks/hostile.py [--small] [--cases 10000] [--seed 1] [--only 17,4711]

For each text: nothing is raised; every quote stands at its offsets; the record is the same a second time, when much of
the text is remembered, as JSON has it; its rows for the graph can be made. Processor time and memory are measured a
character, against those of honest texts in the same process, and no text may take more than a few times as much: that
is how a pattern shows whose time grows with the square of a text. A process that takes too long is ended and begun
anew. The full edition also reads texts of 1 and 50 MB.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, is_dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import psutil
from figures import Figure, report
from mutate import ENDLESS, built, endless, mutated

HERE = Path(__file__).parent.parent
MOST = 5_000  # characters of an honest text that is spoiled
LENGTHS = (*[1_000] * 70, *[5_000] * 24, *[40_000] * 5, 200_000)  # of built texts
LEAST = 2_000  # characters: what a shorter text costs is counted as if of as many, since a text costs something anyway
SLOW, WIDE = 8.0, 16.0  # times what an honest character takes of time, and of memory
PATIENCE = 20.0  # times what an honest text of the greatest length takes: then a process is ended
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a text: `seconds` and `room` (bytes) for `length` characters, and what is wrong with it."""

    index: int
    what: str
    length: int
    seconds: float = 0.0
    room: int = 0
    wrong: str = ""


def honest_texts() -> tuple[str, ...]:
    """The folder that NGHIAVU_CORPUS names, else the samples; the plans of the tests, and their sentences."""
    folder = Path(os.environ.get("NGHIAVU_CORPUS") or HERE / "samples")
    files = [*sorted(folder.glob("*.txt")), *sorted((HERE / "tests" / "plans").glob("*.txt"))]
    return tuple(file.read_text("utf-8") for file in files)


def sentences() -> str:
    """What the tables of the tests give to the grammar, as one text."""
    found: list[str] = []
    for file in sorted((HERE / "tests" / "ingest").glob("*.toml")):
        found += _strings(tomllib.loads(file.read_text("utf-8")))
    return "\n".join(found)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)


def case(seed: int, index: int, texts: tuple[str, ...]) -> tuple[str, str]:
    """(what it is, text) of a case: of ten seven are spoiled and three are built."""
    random = Random(f"{seed}/{index}")
    return mutated(random, texts, MOST) if random.random() < 0.7 else built(random, random.choice(LENGTHS))


def quotes(value: Any) -> Iterator[tuple[int, int, str]]:
    """(start, end, quote) of everything in a record that has a place."""
    if isinstance(value, tuple):
        for item in value:
            yield from quotes(item)
    elif is_dataclass(value):
        names = {f.name for f in fields(value)}
        if {"start", "end"} <= names and value.start is not None:  # type: ignore[attr-defined]
            yield value.start, value.end, value.evidence if "evidence" in names else value.text  # type: ignore[attr-defined]
        for name in names:
            yield from quotes(getattr(value, name))


# In the process that reads the texts


def _work(orders: Connection, seed: int) -> None:
    """Read each text that is asked for: a case by its number, or a text itself."""
    texts = all_texts()
    for text in texts[:5]:  # loads what is loaded at the first use
        _read(0, "", text)
    orders.send(True)
    while True:
        order = orders.recv()
        index, (what, text) = order if isinstance(order, tuple) else (order, case(seed, order, texts))
        orders.send(_read(index, what, text))


def all_texts() -> tuple[str, ...]:
    """Honest texts, and the sentences of the tests in pieces of as much."""
    spoken = sentences()
    return (*honest_texts(), *(spoken[at : at + MOST] for at in range(0, len(spoken), MOST)))


def _read(index: int, what: str, text: str) -> Result:
    # The grammar is loaded in this process only.
    from ingest import extract  # noqa: PLC0415
    from ingest.memory import forget  # noqa: PLC0415

    forget()
    before, began = _room(reset=True), time.process_time()
    try:
        record = extract(text, name="case.txt")
        seconds = time.process_time() - began
        room = _room() - before
        wrong = _wrong(record, text)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return Result(
            index, what, len(text), time.process_time() - began, wrong=f"{type(error).__name__}: {error}"[:300]
        )
    return Result(index, what, len(text), seconds, max(0, room), wrong)


def _wrong(record: Any, text: str) -> str:
    from graph.mapping import map_record  # noqa: PLC0415
    from ingest import extract  # noqa: PLC0415
    from ingest.errors import InputError  # noqa: PLC0415

    for start, end, quote in quotes(record):
        if not start < end or text[start:end] != quote:
            return f"{quote[:50]!r} does not stand at {start}-{end}"
    written = json.dumps(asdict(record))
    if len(text) <= MEGABYTE:
        if json.dumps(asdict(extract(text, name="case.txt"))) != written:
            return "the second record is another"
        with suppress(InputError):  # half of a character, of which the graph says so in a sentence
            map_record(record, text)
    return ""


def _room(*, reset: bool = False) -> int:
    """The most memory that the process has had since it was last reset, in bytes, where Linux tells."""
    if not Path("/proc/self/clear_refs").exists():
        return 0
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) * 1024 if found else 0


# In the process that watches


class _Worker:
    """A process that reads, and is ended when it has had more processor time for a text than it may."""

    def __init__(self, seed: int, patience: float) -> None:
        self._seed, self._patience = seed, patience
        self._begin()

    def _begin(self) -> None:
        self.orders, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(theirs, self._seed), daemon=True
        )
        self._process.start()
        theirs.close()
        self._asked: Any = None
        self._used = 0.0
        assert self.orders.recv() is True  # it has loaded what it needs

    def ask(self, order: Any) -> None:
        self._asked, self._used = order, self._time()
        self.orders.send(order)

    def answer(self) -> Result | None:
        """What came of it, or that nothing did; None while it may still come."""
        index, what = (self._asked[0], self._asked[1][0]) if isinstance(self._asked, tuple) else (self._asked, "")
        try:
            if self.orders.poll(0):
                return self.orders.recv()  # type: ignore[no-any-return]
            if self._time() - self._used < self._patience:
                return None
            wrong = f"it does not end within {self._patience:.0f} s of processor time"
        except (EOFError, psutil.Error):
            wrong = "the process ended"
        self.close()
        self._begin()
        return Result(index, what, 0, wrong=wrong)

    def _time(self) -> float:
        times = psutil.Process(self._process.pid).cpu_times()
        return times.user + times.system

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self.orders.close()


def run(orders: Sequence[Any], seed: int, jobs: int, patience: float) -> Iterator[Result]:
    """What comes of each text, in the order in which they end; `patience` in seconds of processor time for each."""
    idle, busy, left = [_Worker(seed, patience) for _ in range(jobs)], [], list(reversed(orders))
    try:
        while left or busy:
            while idle and left:
                worker = idle.pop()
                worker.ask(left.pop())
                busy.append(worker)
            wait([worker.orders for worker in busy], 1.0)
            for worker in list(busy):
                if (result := worker.answer()) is not None:
                    busy.remove(worker)
                    idle.append(worker)
                    yield result
    finally:
        for worker in (*idle, *busy):
            worker.close()


def large(texts: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Texts of 1 MB and, last, of 50 MB: an honest one many times over, the same on one line, and those without end."""
    whole = "\n\n".join(texts)
    honest = whole * (50 * MEGABYTE // len(whole))
    yield -1, ("1 MB, honest", honest[:MEGABYTE])
    yield -2, ("1 MB on one line", honest[:MEGABYTE].replace("\n", " "))
    yield -3, ("1 MB without a blank", "".join(honest[: 2 * MEGABYTE].split())[:MEGABYTE])
    yield -4, ("1 MB of one word", "Điều " * (MEGABYTE // 5))
    for index, name in enumerate(sorted(ENDLESS)):
        yield -10 - index, (f"1 MB: {name}", endless(name, MEGABYTE))


def vast(texts: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Texts of 50 MB in UTF-8."""
    whole = "\n\n".join(texts)
    honest = (whole * (50 * MEGABYTE // len(whole)))[: 50 * MEGABYTE * len(whole) // len(whole.encode())]
    yield -100, ("50 MB, honest", honest)
    yield -101, ("50 MB on one line", honest.replace("\n", " "))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Hostile texts through extract.")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="numbers of cases, with commas between them")
    asked = parser.parse_args(arguments)
    cases = asked.cases or (150 if asked.small else 10_000)
    orders = [int(one) for one in asked.only.split(",")] if asked.only else list(range(1, cases + 1))
    texts = honest_texts()
    whole = "\n\n".join(texts) * 2
    base = [(index, ("honest", text)) for index, text in enumerate((whole, *texts)) if len(text) >= LEAST]
    honest = list(run(base, asked.seed, 1, 300))
    a_character = median(one.seconds / one.length for one in honest)
    found = list(_told(run(orders, asked.seed, asked.jobs, PATIENCE * a_character * max(LENGTHS))))
    if not (asked.small or asked.only):
        found += _told(run(list(large(texts)), asked.seed, 1, PATIENCE * a_character * MEGABYTE))
        found += _told(run(list(vast(texts)), asked.seed, 1, PATIENCE * a_character * 40 * MEGABYTE))
    return report(__file__, _figures(honest, a_character, found), small=asked.small or bool(asked.only))


def _told(results: Iterator[Result]) -> Iterator[Result]:
    for number, one in enumerate(results, 1):
        if one.wrong:
            print(f"{one.index} ({one.what}, {one.length} characters): {one.wrong}", flush=True)
        if number % 500 == 0:
            print(f"{number} texts", file=sys.stderr, flush=True)
        yield one


def _figures(honest: list[Result], a_character: float, found: list[Result]) -> list[Figure]:
    costs = sorted(
        ((one.seconds / max(one.length, LEAST) / a_character, one) for one in found), key=lambda pair: pair[0]
    )
    for cost, one in costs[-15:]:
        print(f"{cost:8.1f} × {one.index} ({one.what}, {one.length} characters, {one.seconds:.2f} s)")
    wide = [one for one in found if one.length >= 100_000]
    room = honest[0].room / honest[0].length
    most = max((one.room / one.length for one in wide), default=0.0)
    failed = sum(bool(one.wrong) for one in found)
    parts = {
        "texts": len(found),
        "characters": sum(one.length for one in found),
        "honest, µs a character": a_character * 1e6,
    }
    parts |= {f"{one.what}, s": one.seconds for one in found if one.index <= -100}
    rooms = {"honest, bytes a character": room, "hostile, bytes a character": most}
    rooms |= {f"{one.what}, MiB": one.room / 2**20 for one in found if one.index <= -100}
    return [
        Figure("Hostile texts that are not read truly", failed, "texts", at_most=0, parts=parts),
        Figure("The slowest hostile text", costs[-1][0], "× an honest one, a character", at_most=SLOW),
        Figure(
            "The widest hostile text",
            most / room if room else 0.0,
            "× an honest one, a character",
            at_most=WIDE,
            parts=rooms,
        ),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
