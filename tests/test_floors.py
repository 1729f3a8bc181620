"""The extraction measured against annotations, layer by layer; a floor in `floors.toml` may rise, never fall.

The annotations and their texts are not part of the repository: the environment says where they are.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import pytest

from ingest import extract

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


def scorer(evaluation: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, evaluation / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def golds(gold_folder: Path, corpus_folder: Path) -> list[tuple[dict, dict, str]]:
    """(annotation, record, text) of every annotated text."""
    rows = []
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (corpus_folder / gold["source"]).read_text("utf-8")
        rows.append((gold, json.loads(json.dumps(asdict(extract(text, name=gold["source"])))), text))
    return rows


@pytest.mark.parametrize("group", FLOORS["gold"])
def test_layers_stay_above_their_floors(group: str, golds: list, evaluation_folder: Path) -> None:
    score = scorer(evaluation_folder, "score")
    tally = score.Tally()
    prefix = FLOORS["gold"][group].get("prefix", "")
    for gold, record, text in golds:
        if gold["source"].startswith(prefix):
            score.score(score.with_offsets(gold, text), record, tally)
    table = tally.table()
    below = {
        layer: (round(table[layer]["f1"], 4), floor)
        for layer, floor in FLOORS["gold"][group]["f1"].items()
        if table[layer]["f1"] < floor
    }
    assert not below


def test_references_in_sentences_of_laws_stay_above_their_floor(
    vnlegaltext_file: Path, evaluation_folder: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = scorer(evaluation_folder, "vnlegaltext")
    limit = FLOORS["vnlegaltext"]["sentences"]
    monkeypatch.setattr("sys.argv", ["vnlegaltext", str(vnlegaltext_file), "--limit", str(limit)])
    module.main()
    f1 = float(capsys.readouterr().out.rsplit("F1", 1)[1])
    assert f1 >= FLOORS["vnlegaltext"]["f1"]
