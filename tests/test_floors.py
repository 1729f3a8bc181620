"""The extraction measured against annotations, layer by layer; a floor in `floors.toml` may rise, never fall.

The scorer and the annotations of real texts are not part of the repository: the environment says where they are. Those
of `plans/` are our own.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from quality import OWN, measure, scorer

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.mark.parametrize("group", FLOORS["annotated"])
def test_layers_stay_above_their_floors(group: str, evaluation_folder: Path, request: pytest.FixtureRequest) -> None:
    floor = FLOORS["annotated"][group]
    folders = (OWN, OWN)
    if floor["texts"] == "corpus":
        folders = (request.getfixturevalue("gold_folder"), request.getfixturevalue("corpus_folder"))
    table = measure(scorer(evaluation_folder), *folders, floor.get("prefix", ""))
    below = {
        layer: (round(table[layer]["f1"], 4), least)
        for layer, least in floor["f1"].items()
        if table[layer]["f1"] < least
    }
    assert not below
