"""What the benchmarks measure, each figure with its bound, and where the last full run of each is kept.

A script of this folder ends with `sys.exit(report(__file__, figures, small=…))`. The full edition keeps its figures in
`benchmarks/figures/<script>.json`, from which `python benchmarks/table.py` makes the README's table. The small edition,
which CI runs, keeps nothing: it fails where a figure is more than a quarter worse than the kept one. Every figure is a
ratio to a base that is measured in the same run (the word cutter alone, the bare driver, the small graph), so that a
slow or busy machine does not count.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

KEPT = Path(__file__).parent / "figures"
REGRESSION = 1.25


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    `name` is what the README calls it; `value` is in `unit`, such as "× word_tokenize"; one of `at_most` and `at_least`
    is its bound; `parts` are what it is made of, by name, with units in the names; `reason` says in a sentence what
    bounds a figure that misses its bound.
    """

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    parts: dict[str, float] = field(default_factory=dict)
    reason: str = ""

    @property
    def is_met(self) -> bool:
        if self.at_most is not None:
            return self.value <= self.at_most
        return self.at_least is None or self.value >= self.at_least

    @property
    def bound(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return "" if self.at_least is None else f"≥ {self.at_least:g}"

    def is_worse(self, than: float) -> bool:
        """Whether it is more than a quarter worse than a figure measured before."""
        if self.at_least is not None:
            return self.value * REGRESSION < than
        return self.value > than * REGRESSION


def report(script: str, figures: Sequence[Figure], *, small: bool) -> int:
    """Print the figures, keep those of a full edition, and give the exit status.

    1: a figure of a full edition misses its bound, or one of a small edition is worse than kept.
    """
    file = KEPT / f"{Path(script).stem}.json"
    for one in figures:
        print(f"{one.name}: {one.value:.3g} {one.unit} ({one.bound}{'' if one.is_met else ', MISSED'})")
        for part, size in one.parts.items():
            print(f"    {part:<40} {size:12.4g}")
        if one.reason:
            print(f"    {one.reason}")
    if not small:
        KEPT.mkdir(exist_ok=True)
        file.write_text(json.dumps([asdict(one) for one in figures], ensure_ascii=False, indent=1) + "\n", "utf-8")
        return int(not all(one.is_met for one in figures))
    before = {row["name"]: row["value"] for row in json.loads(file.read_text("utf-8"))} if file.exists() else {}
    worse = [one for one in figures if one.name in before and not one.is_met and one.is_worse(before[one.name])]
    for one in worse:
        print(f"{one.name} was {before[one.name]:.3g}, and is {one.value:.3g} now: more than a quarter worse.")
    return int(bool(worse))
