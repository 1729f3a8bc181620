"""What a whole record costs beside the word segmentation alone.

    python benchmarks/extraction.py            the plans written for this project, and 199 generated ones that repeat
    NGHIAVU_CORPUS=… python benchmarks/extraction.py   a folder of real texts too
    python benchmarks/extraction.py --small    fewer of both, texts and rounds

The base is `underthesea.word_tokenize` called once a document, on the same texts, in the same process. In each round it
goes through all of them and then `ingest.extract` does, as either is used: were they to take turns at every text, each
would find the processor's caches full of the other's tables. Times are those of the processor, each round begins with
nothing remembered, and every value is the median of the rounds. The parts are the words and the stages of the
pipeline, in milliseconds a text.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

from figures import Figure, report
from generate import texts
from underthesea.pipeline.word_tokenize import word_tokenize

from ingest.memory import forget
from ingest.nlp import pipeline
from ingest.pipeline import extract

OWN = Path(__file__).parent.parent / "tests" / "plans"
UNIT = "× word_tokenize"


def timed(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def rounds(corpus: Sequence[str], count: int) -> Iterator[dict[str, float]]:
    """Milliseconds a document of the base, of a record, of its words and of each stage, round by round."""
    for text in corpus:  # what is made on first use, be it by the last, is no cost of a text
        word_tokenize(text)
        pipeline()(text)
    for _ in range(count):
        took: dict[str, float] = defaultdict(float)
        for name, work in (("word_tokenize", word_tokenize), ("record", extract)):
            forget()
            gc.collect()  # neither clears away what the other has left
            took[name] = timed(lambda work=work: [work(text) for text in corpus])  # type: ignore[misc]
        forget()
        nlp = pipeline()
        for text in corpus:
            begin = process_time()
            doc = nlp.make_doc(text)
            took["words"] += process_time() - begin
            for name, component in nlp.pipeline:
                if name != "spans":  # a record is made without them
                    took[name] += timed(lambda component=component, doc=doc: component(doc))  # type: ignore[misc]
        yield {name: 1000 * seconds / len(corpus) for name, seconds in took.items()}


def repeated(corpus: Sequence[str]) -> float:
    """How much of a corpus stands in lines that stood in it before, by characters."""
    lines = [line for text in corpus for line in text.splitlines()]
    return 1 - sum(map(len, set(lines))) / sum(map(len, lines))


def measure(name: str, corpus: Sequence[str], at_most: float, count: int) -> Figure:
    found = list(rounds(corpus, count))
    parts = {f"{part}, ms a text": median(one[part] for one in found) for part in found[0]}
    parts["share in lines that came before"] = repeated(corpus)
    parts["texts"] = len(corpus)
    ratio = median(one["record"] / one["word_tokenize"] for one in found)
    words = median(one["words"] / one["word_tokenize"] for one in found)
    reason = f"Of it {words:.2f} are the words alone, most of which no text before had." if ratio > at_most else ""
    return Figure(name, ratio, UNIT, at_most, parts=parts, reason=reason)


def read(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--small", action="store_true")
    small: bool = asked.parse_args().small
    count, generated = (3, 120) if small else (5, 200)
    figures = [
        measure("a record of a plan of our own", read(OWN), 1.0, count),
        # The first generated text is the decision that the others carry out.
        measure("a record of a plan that repeats others", list(islice(texts(generated), 1, None)), 0.5, count),
    ]
    if "NGHIAVU_CORPUS" in os.environ:
        real = read(Path(os.environ["NGHIAVU_CORPUS"]))
        figures.insert(0, measure("a record of a real text", real, 1.0, count))
    return report(__file__, figures, small=small)


if __name__ == "__main__":
    sys.exit(main())
