"""The README's table of what the extraction reaches on annotated texts, as F1 of the scorer that comes with them.

NGHIAVU_CORPUS=… NGHIAVU_GOLD=… NGHIAVU_EVALUATION=… python benchmarks/quality.py
"""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest import extract

OWN = Path(__file__).parent.parent / "tests" / "plans"
COLUMNS = ("3 plans", "13 texts", "own texts")


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader  # noqa: PT018 - one thing: the file is a module
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(score: Any, annotations: Path, texts: Path, prefix: str = "") -> dict[str, dict[str, float]]:
    """{layer: {precision, recall, f1, gold}} over the annotated texts of a folder whose names begin with the prefix."""
    tally = score.Tally()
    for path in sorted(annotations.glob(f"{prefix}*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (texts / gold["source"]).read_text("utf-8")
        record = json.loads(json.dumps(asdict(extract(text, name=gold["source"]))))
        score.score(score.with_offsets(gold, text), record, tally)
    return tally.table()


def table(corpus: Path, gold: Path, evaluation: Path) -> str:
    """The table in Markdown: a row a layer, F1 and how many there are to find."""
    score = scorer(evaluation)
    groups = (measure(score, gold, corpus, "00"), measure(score, gold, corpus), measure(score, OWN, OWN))
    lines = ["| layer | " + " | ".join(COLUMNS) + " |", "|---|" + "---:|" * len(COLUMNS)]
    for layer in groups[0]:
        cells = (f"{group[layer]['f1']:.3f} ({group[layer]['gold']:.0f})" for group in groups)
        lines.append(f"| {layer} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(*(Path(os.environ[f"NGHIAVU_{name}"]) for name in ("CORPUS", "GOLD", "EVALUATION"))))
