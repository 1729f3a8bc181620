"""The figure that a question names, and how what is asked for stands to it: "at least three", "từ 5% đến 7%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lexicon import table

from . import wordings
from .said import Said

# By how much the greatest number that fits differs from the one that is named, and the least.
_MOST, _LEAST = {"<": -1, "<=": 0, "=": 0}, {">": 1, ">=": 0, "=": 0}


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure as it was found. Each of its slots is empty where the words do not say it."""

    match: re.Match[str] | None

    @property
    def span(self) -> tuple[int, int] | None:
        return self.match.span() if self.match else None

    def comparator(self) -> Sequence[Said]:
        said = self._said("words", "after")
        rows = table("questions")["comparators"].items()
        return [Said(next(sign for sign, words in rows if one.value in words), one.start, one.end) for one in said]

    def value(self) -> Sequence[Said]:
        return [in_figures(one) for one in self._said("number", "counted", "share", "low")]

    def upper(self) -> Sequence[Said]:
        """The upper end of a range."""
        return [in_figures(one) for one in self._said("high")]

    def least(self) -> Sequence[Said]:
        """As a least number: more than one is at least two, and fewer than three may be one."""
        sign = next((one.value for one in self.comparator()), "=")
        return [_shifted(one, _LEAST[sign]) if sign in _LEAST else one.of("1") for one in self.value()]

    def most(self) -> Sequence[Said]:
        """As a greatest number, where it is one: fewer than three are at most two."""
        sign = next((one.value for one in self.comparator()), "")
        return [_shifted(one, _MOST[sign]) for one in self.value() if sign in _MOST]

    def _said(self, *groups: str) -> Sequence[Said]:
        words = next((self.match[group] for group in groups if self.match[group]), None) if self.match else None
        return [Said(words, *self.match.span())] if self.match and words else []


def find_bound(rest: str) -> Bound:
    return Bound(wordings.bounds().search(rest))


def find_limit(rest: str) -> Sequence[Said]:
    """How many are asked for at most: "the first ten"."""
    match = wordings.limits().search(rest)
    return [in_figures(Said(match["number"], *match.span("number")))] if match else []


def in_figures(said: Said) -> Said:
    """Figures for what is said in words, with a point: "ba" is 3, "99,5" is 99.5."""
    return said.of(str(table("questions")["numbers"].get(said.value, said.value)).replace(",", "."))


def _shifted(said: Said, by: int) -> Said:
    return said.of(str(int(float(said.value)) + by))
