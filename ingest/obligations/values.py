"""What is found in a text before it becomes values of the record: duties and tasks, with bodies as mentions."""

from __future__ import annotations

from dataclasses import dataclass

from ..agencies import AgencyMention
from .reports import Step


@dataclass(frozen=True, slots=True)
class Unit:
    """A duty as found: mentions, not yet bodies of a place. `times` are spans that state when, the nearest first;
    `above` those of the items it stands under, the innermost first; `cell` when the first of `times` is a cell of a
    column of times, so that all of it says when."""

    start: int
    end: int
    section: str
    bearers: tuple[AgencyMention, ...]
    role: str
    partners: tuple[AgencyMention, ...] = ()
    steps: tuple[Step, ...] = ()
    times: tuple[tuple[int, int], ...] = ()
    form: str | None = None
    heading: str | None = None
    above: tuple[tuple[int, int], ...] = ()
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Idle:
    """A task without a bearer."""

    start: int
    end: int
    section: str
