"""What is left between the citation finder and the annotations of VNLegalText, sorted by cause.

    python benchmarks/vnlegaltext.py val.jsonl            counts, and F1 with and without the faults of the annotation
    python benchmarks/vnlegaltext.py val.jsonl --show 20  some of each cause, for checking by eye

The corpus (5,031 laws, decrees and circulars; annotation published with Nguyen T. T. Thuy et al., CIT 2023) has
no licence, so that no sentence of it stands here. A reference counts as found when spans overlap and types are equal.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest import extract

TYPES = {
    "L": "Luật", "BL": "Bộ luật", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "QĐ": "Quyết định", "PL": "Pháp lệnh", "NQ": "Nghị quyết", "HP": "Hiến pháp",
}  # fmt: skip
FAULTS = {
    "misplaced": "annotated twice over the same words: the place of the second mention is that of the first",
    "title": "mentions in the title that opens a sentence, which nobody annotated",
    "repeat": "a mention that nobody annotated, of a document whose other mention has an annotation",
    "number of another": "an annotation of these very words at another place in the sentence",
    "unnumbered": "decrees, circulars and decisions without any number, which the annotation guide leaves out",
    "spoiled": "numbers left blank, and words of markup inside the annotation",
}


class Reference(NamedTuple):
    start: int
    end: int
    type: str
    text: str

    @property
    def core(self) -> str:
        return self.text.partition(" ngày")[0].split()[-1]


def rows(path: Path) -> Iterator[tuple[str, list[Reference]]]:
    """(sentence, annotated references)."""
    for line in path.read_text("utf-8").splitlines():
        sentence = json.loads(line)
        text = sentence["data"]["value"].replace("_", " ")
        values = [entry["value"] for annotation in sentence["annotations"] for entry in annotation["result"]]
        yield (
            text,
            [Reference(v["start"], v["end"], TYPES[v["labels"][0]], text[v["start"] : v["end"]]) for v in values],
        )


def compare(text: str, gold: list[Reference]) -> tuple[int, list[Reference], list[Reference]]:
    """How many references are found, those missed, and those found that nobody annotated."""
    left = [Reference(c.start, c.end, c.type, c.text) for c in extract(text).citations if c.type in TYPES.values()]
    missed = []
    for one in gold:
        match = next((c for c in left if c.type == one.type and c.start < one.end and one.start < c.end), None)
        if match is None:
            missed.append(one)
        else:
            left.remove(match)
    return len(gold) - len(missed), missed, left


def cause_of_miss(one: Reference, gold: list[Reference], left: list[Reference]) -> str:
    if any(other is not one and other.start < one.end and one.start < other.end for other in gold):
        return "misplaced"
    if any(found.type == one.type and found.core == one.core for found in left):
        return "number of another"
    if not re.search(r"\d", one.text) and one.type in {"Nghị định", "Thông tư", "Nghị quyết", "Quyết định"}:
        return "unnumbered"
    if "<" in one.text or "…" in one.text or ".." in one.text:
        return "spoiled"
    return "missed"


def cause_of_extra(text: str, one: Reference, gold: list[Reference], missed: list[Reference]) -> str:
    if any(other.type == one.type and other.core == one.core for other in missed):
        return "misplaced"
    body = text.find("Căn cứ")
    titled = re.match(r"(?:Thông tư|Nghị định|Quyết định|Luật|Pháp lệnh|Nghị quyết) ", text)
    if titled and one.start < body and all(other.start >= body for other in gold):
        return "title"
    return "repeat" if one.core in {other.core for other in gold} else "extra"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many of each cause to print")
    arguments = parser.parse_args()
    hits = 0
    causes: dict[str, list[str]] = defaultdict(list)
    for text, gold in rows(arguments.file):
        found, missed, extra = compare(text, gold)
        hits += found
        for one in missed:
            causes["- " + cause_of_miss(one, gold, extra)].append(f"{one.text} | {text}")
        for one in extra:
            causes["+ " + cause_of_extra(text, one, gold, missed)].append(f"{one.text} | {text}")
    for cause, found in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"{len(found):5} {cause:20} {FAULTS.get(cause[2:], 'not explained by the annotation')}")
        for line in found[: arguments.show]:
            print("        ", line[:300])
    for name, kept in (
        ("as annotated", causes),
        ("faults left aside", {c: v for c, v in causes.items() if c[2:] not in FAULTS}),
    ):
        wrong = sum(len(found) for found in kept.values())
        print(f"F1 {2 * hits / (2 * hits + wrong):.4f} {name}")


if __name__ == "__main__":
    main()
