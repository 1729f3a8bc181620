"""How much memory reading takes, over 10,000 documents in one process and over as many requests to one service.

    python benchmarks/memory.py [--small]

What is remembered of earlier texts has its bounds, so that memory grows to them and no further: the figures are what a
process has at the end of the 10,000, against what it had after the first 2,000. Once the documents are those of
`benchmarks/generate.py`, which repeat one another; once every fourth word of them is one that was never met before;
and once they are shown as pages, for which spaCy learns every word. Each is read in a process of its own.
"""

from __future__ import annotations

import gc
import multiprocessing
import re
import sys
from collections.abc import Callable, Iterator
from itertools import count

import httpx
import psutil
from figures import Figure, report
from generate import texts
from hostile_api import JSON, service

AT_MOST = 1.1
_WORD = re.compile(r"[^\W\d_]{2,}")


def as_written(number: int) -> Iterator[str]:
    yield from texts(number)


def with_new_words(number: int) -> Iterator[str]:
    """The same, in which every fourth word is one that no text has had."""
    fresh = count()

    def changed(match: re.Match[str]) -> str:
        at = next(fresh)
        return f"{match[0]}{_letters(at)}" if at % 4 == 0 else match[0]

    for text in texts(number):
        yield _WORD.sub(changed, text)


def _letters(number: int) -> str:
    return "".join("abcdeghikl"[int(digit)] for digit in str(number))


def read(text: str) -> None:
    from ingest import extract  # noqa: PLC0415 - in the process that is measured

    extract(text)


def show(text: str) -> None:
    from ingest import show as page  # noqa: PLC0415

    page(text)


WAYS: dict[str, tuple[Callable[[int], Iterator[str]], Callable[[str], None], int]] = {
    "10,000 documents": (as_written, read, 10_000),
    "10,000 documents of ever new words": (with_new_words, read, 10_000),
    "2,000 pages of ever new words": (with_new_words, show, 2_000),
}


def resident(way: str, number: int) -> tuple[float, float]:
    """MiB after a fifth of the documents, and the most at any tenth after it."""
    written, use, _ = WAYS[way]
    seen = []
    for at, text in enumerate(written(number), 1):
        use(text)
        if at % (number // 10) == 0:
            gc.collect()
            seen.append(psutil.Process().memory_info().rss / 2**20)
            print(f"{way}: {at} {seen[-1]:.0f} MiB", file=sys.stderr, flush=True)
    return seen[1], max(seen[1:])


def served(number: int) -> tuple[float, float]:
    """The same of a service that is sent the documents, and asked for what it has."""
    seen = []
    with service() as client:
        of = next(one for one in psutil.Process().children(recursive=True) if "serve" in one.cmdline())
        with httpx.Client(base_url=client.base_url, timeout=60) as own:
            for at, text in enumerate(with_new_words(number), 1):
                own.post("/resolve", json={"text": text}, headers=JSON).raise_for_status()
                own.get("/documents", params={"q": text[:100]})
                own.get(f"/documents/{at}")
                if at % (number // 10) == 0:
                    seen.append(of.memory_info().rss / 2**20)
                    print(f"service: {at} {seen[-1]:.0f} MiB", file=sys.stderr, flush=True)
    return seen[1], max(seen[1:])


def main(*, small: bool) -> int:
    found = []
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for way, (_, _, number) in WAYS.items():
            found.append((way, *pool.apply(resident, (way, number // 50 if small else number))))
    number = 20 if small else 5_000
    found.append((f"{number:,} requests", *served(number)))
    figures = [
        Figure(f"Memory over {way}", end / begin, "× that after a fifth", at_most=1.5 if small else AT_MOST,
               parts={"after a fifth, MiB": begin, "at most later, MiB": end})
        for way, begin, end in found
    ]  # fmt: skip
    return report(__file__, figures, small=small)


if __name__ == "__main__":
    sys.exit(main(small="--small" in sys.argv[1:]))
