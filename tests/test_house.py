"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for package in ("ingest", "graph", "api") for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short_and_their_functions_shorter(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= 450
    long = [
        (node.name, node.end_lineno - node.lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno > 50
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_cypher_stays_in_its_files(path: Path) -> None:
    strings = (
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    cypher = [s for s in strings if re.search(r"\b(MATCH|MERGE|UNWIND)\s*[(\w]", s) and "RETURN" in s]
    assert not cypher


def test_only_settings_reads_the_environment() -> None:
    readers = [
        path.name
        for path in MODULES
        if re.search(r"os\.environ|os\.getenv|getenv\(", path.read_text("utf-8")) and path.name != "settings.py"
    ]
    assert not readers


def test_no_drawers() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "common", "misc"}]
