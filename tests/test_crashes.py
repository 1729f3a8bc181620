"""A few processes are killed; `benchmarks/crashes.py` kills many, and says what must be true after each."""

from __future__ import annotations

from crashes import SMALL_DOCUMENTS, SMALL_KILLS, measure


def test_nothing_is_lost_when_processes_are_killed() -> None:
    found = measure(("loader", "service", "server"), SMALL_KILLS, SMALL_DOCUMENTS)
    assert [tally.kills for tally in found.values()] == [SMALL_KILLS] * 3
    assert {kind: tally.faults for kind, tally in found.items() if tally.faults} == {}
