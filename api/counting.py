"""How far a command is with its texts, on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

T = TypeVar("T")


class _Speed(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.1f} a second")


def shown(items: Iterable[T]) -> Iterator[T]:
    """The items; a terminal shows how many came, and how many a second. How many will come nobody knows."""
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} texts,"), _Speed())
    # Standard output is for what was asked for: Rich would send it where the progress goes.
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden, redirect_stdout=False) as progress:
        task = progress.add_task("", total=None)
        for item in items:
            progress.advance(task)
            yield item


class Clock:
    """Counts what became of texts, and says so in a line."""

    def __init__(self, outcomes: Iterable[str]) -> None:
        self._started = time.monotonic()
        self.counts = dict.fromkeys(outcomes, 0)

    def __str__(self) -> str:
        took = time.monotonic() - self._started
        total = sum(self.counts.values())
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        return f"{counts}; {total} texts in {took:.1f} s, {total / took:.1f} a second."
