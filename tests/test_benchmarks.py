"""The small edition of every benchmark: no figure is more than a quarter worse than the one that was kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted(file.stem for file in (ROOT / "benchmarks" / "figures").glob("*.json"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_became_a_quarter_worse(script: str) -> None:
    done = subprocess.run(  # noqa: S603 - a script of this repository
        [sys.executable, ROOT / "benchmarks" / f"{script}.py", "--small"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
