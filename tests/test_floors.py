"""The extraction measured against annotations, layer by layer; a floor in `floors.toml` may rise, never fall.

The scorer and the annotations of real texts are not part of the repository: the environment says where they are. Those
of `plans/` are our own.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from copy import deepcopy
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from ingest import extract

OWN = Path(__file__).parent / "plans"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


def scorer(evaluation: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, evaluation / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def pairs(annotations: Path, texts: Path) -> tuple[tuple[dict, dict, str], ...]:
    """(annotation, record, text) of every annotated text in a folder."""
    rows = []
    for path in sorted(annotations.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (texts / gold["source"]).read_text("utf-8")
        rows.append((gold, json.loads(json.dumps(asdict(extract(text, name=gold["source"])))), text))
    return tuple(rows)


@pytest.mark.parametrize("group", FLOORS["annotated"])
def test_layers_stay_above_their_floors(group: str, evaluation_folder: Path, request: pytest.FixtureRequest) -> None:
    score = scorer(evaluation_folder, "score")
    tally = score.Tally()
    floor = FLOORS["annotated"][group]
    folders = (OWN, OWN)
    if floor["texts"] == "corpus":
        folders = (request.getfixturevalue("gold_folder"), request.getfixturevalue("corpus_folder"))
    for gold, record, text in pairs(*folders):
        if gold["source"].startswith(floor.get("prefix", "")):
            score.score(score.with_offsets(deepcopy(gold), text), record, tally)
    table = tally.table()
    below = {
        layer: (round(table[layer]["f1"], 4), least)
        for layer, least in floor["f1"].items()
        if table[layer]["f1"] < least
    }
    assert not below
