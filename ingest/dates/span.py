"""A span of words being read for times: what stands around a phrase, and what was said to return."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from .phrases import Phrase
from .repeats import Repeat, find_repeats

_SENTENCE = re.compile(r"[.;]\s")
_CLAUSE = re.compile(r"[.;:()]\s|\(")


class Span:
    """Folded words without names and quotes, and `printed` the same as printed.

    `plan_year` is the year of days that print none. `relaxed` when all of the span is a time, as in the cell of a
    table, so that a bare "Quý II/2024" or "30/11" counts.
    """

    def __init__(self, words: str, printed: str, plan_year: int | None, *, relaxed: bool) -> None:
        self.words, self.printed, self.plan_year, self.relaxed = words, printed, plan_year, relaxed

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        return tuple(find_repeats(self.words))

    @cached_property
    def _starts(self) -> list[int]:
        return [repeat.start for repeat in self.repeats]

    # ---- around a phrase

    def before(self, phrase: Phrase) -> str:
        return self.words[max(0, phrase.start - 60) : phrase.start]

    def clause(self, phrase: Phrase) -> str:
        """The words of the clause before a phrase."""
        return _CLAUSE.split(self.words[max(0, phrase.start - 200) : phrase.start])[-1]

    def opens(self, phrase: Phrase) -> str:
        """Whether a phrase opens a bracket, "(", or a clause, "^"; else nothing."""
        before = self.before(phrase).rstrip()
        if before.endswith("("):
            return "("
        return "^" if not self.clause(phrase).strip(" -+*") and (phrase.start < 60 or before[-1:] in ".;:") else ""

    def rest(self, phrase: Phrase) -> str:
        """The words of the sentence after a phrase, forty characters at most."""
        return _SENTENCE.split(self.words[phrase.end : phrase.end + 40])[0]

    # ---- what returns

    def repeat_around(self, phrase: Phrase) -> Repeat | None:
        """What returns in words that hold the first point of a phrase."""
        index = bisect_right(self._starts, phrase.points[0].start) - 1
        repeat = self.repeats[index] if index >= 0 else None
        return repeat if repeat and phrase.points[0].end <= repeat.end else None

    def governs(self, phrase: Phrase, span: str, *, every: bool = False) -> bool:
        """Whether what was said before a phrase in its sentence, or around it, returns at this span."""
        last = bisect_right(self._starts, phrase.start)
        for repeat in self.repeats[max(0, last - 8) : last]:
            between = self.words[repeat.end : phrase.start] if phrase.start - repeat.end <= 250 else ". "
            if not _SENTENCE.search(between) and span in repeat.spans and (repeat.every or not every):
                return True
        return False

    def follows(self, phrase: Phrase, span: str) -> bool:
        """Whether what returns is named after the day: "ngày 25 tháng 11 đối với báo cáo định kỳ hằng năm"."""
        first = bisect_left(self._starts, phrase.end)
        return any(
            repeat.start - phrase.end <= 80
            and span in repeat.spans
            and not _SENTENCE.search(self.words[phrase.end : repeat.start])
            for repeat in self.repeats[first : first + 4]
        )
