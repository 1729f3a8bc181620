"""The README's table of what the other benchmarks measured last, and by which command.

python benchmarks/table.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from figures import KEPT, Figure

HEAD = "| what | measured | bound | by |\n|---|---:|---:|---|"


def lines() -> Iterator[str]:
    """The table in Markdown: a row a figure, and under it a sentence for each figure that misses its bound."""
    kept = [
        (file.stem, Figure(**row | {"name": row["name"][0].upper() + row["name"][1:]}))
        for file in sorted(KEPT.glob("*.json"))
        for row in json.loads(file.read_text())
    ]
    yield HEAD
    for script, one in kept:
        value = f"{one.value:.3g} {one.unit}".strip()
        shown = value if one.is_met else f"**{value}**"
        yield f"| {one.name} | {shown} | {one.bound} | `python benchmarks/{script}.py` |"
    for _, one in kept:
        if not one.is_met:
            yield f"\n{one.name}: {one.reason}"


if __name__ == "__main__":
    print("\n".join(lines()))
