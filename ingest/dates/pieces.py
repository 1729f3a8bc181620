"""What the words of a time say: days, a beginning, how often, without end; or why no day comes of them."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass, replace
from functools import cache

from ..lexicon import alternation
from .conditions import find_always, find_conditions
from .judging import is_deadline
from .phrases import Phrase, find_phrases, with_years
from .points import Point, day_before, first, last_day, yearly_day
from .span import Span
from .words import any_of, opening, words

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a deadline, at offsets of the span, and what they say as fields of `Deadline`.

    `open` is from a day on: without end, unless something says how often or until when. `dated` when a point of time
    stands in the words, even one that no day comes of.
    """

    start: int
    end: int
    due: tuple[str, ...] = ()
    begins: str | None = None
    ongoing: bool = False
    open: bool = False
    recurrence: tuple[str, ...] = ()
    unresolved: str | None = None
    dated: bool = False

    @property
    def waits(self) -> bool:
        """Whether it says nothing but its words."""
        return self == Piece(self.start, self.end)


@cache
def _telling() -> re.Pattern[str]:
    """Words of which each piece has one: spans and points of time, what is waited for, what goes on or returns."""
    lists = (("always", "words"), ("repeats", "periodic"), ("conditions", "units"), ("conditions", "asked"))
    table = {word.split()[0] for section, name in lists for word in words(section, name)}
    points = {"tuần", "quí", "nửa", "sáu", "mồng", "mùng", "khi"}
    return re.compile(alternation(table | points, " "))


def tells_time(folded: str) -> bool:
    """Whether some piece may stand in folded words; most duties say nothing of time."""
    return _DIGIT.search(folded) is not None or _telling().search(folded) is not None


def find_pieces(span: Span) -> list[Piece]:
    """The pieces of a span in text order."""
    found = [Piece(repeat.start, repeat.end, recurrence=repeat.spans) for repeat in span.repeats]
    found += [_piece(span, phrase) for phrase in find_phrases(span.words) if is_deadline(span, phrase)]
    returns = any(piece.recurrence for piece in found)
    found += [Piece(start, end) for start, end in find_conditions(span.words, span.printed)]
    if not returns:
        found += [Piece(start, end, ongoing=True) for start, end in find_always(span.words, span.relaxed)]
    return _with_periodic(span, found, bare=not returns)


@cache
def _periodic() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<word>{any_of('repeats', 'periodic')})\s{{0,60}}+")


def _with_periodic(span: Span, found: list[Piece], *, bare: bool) -> list[Piece]:
    """The pieces with "định kỳ", which opens the one after it or, where nothing says how often, is one itself."""
    starts = {piece.start: index for index, piece in enumerate(found)}
    for match in _periodic().finditer(span.words):
        index = starts.get(match.end())
        if index is not None:
            found[index] = replace(found[index], start=match.start())
        elif bare:
            found.append(Piece(match.start(), match.end("word"), unresolved="how often is not stated"))
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def _said_from(span: Span, phrase: Phrase) -> int:
    """Where the words of a time begin: what is to be done by then is of them in a bracket only."""
    start, end = phrase.start, phrase.points[0].start
    if span.opens(phrase) != "(":
        while (act := opening("cues", "act", "deed").match(span.words, start)) and act.end() < end:
            start = act.end()
    said = span.words[start:end]
    return start + len(said) - len(said.lstrip(" :,"))


def _piece(span: Span, phrase: Phrase) -> Piece:
    points = with_years(phrase)
    every = next((tail.every for tail in reversed(phrase.tails.values()) if tail.every), None)
    blank = Piece(_said_from(span, phrase), phrase.end, recurrence=(every,) if every else (), dated=True)
    if points[0].grain == "school":
        return _school_year(phrase, points[0], blank)
    if phrase.range or points[0].until or (phrase.has("from", "begin") and not phrase.has("until")):
        return _from_on(span, phrase, points, blank)
    if phrase.onward:
        return replace(blank, begins=_first(span, points[0], every), ongoing=True)
    if phrase.has("part"):
        return replace(blank, unresolved="which day of it is not stated")
    return _due(span, phrase, points, blank)


def _school_year(phrase: Phrase, point: Point, blank: Piece) -> Piece:
    """A school year has a year to begin in; each province sets its days."""
    if phrase.has("before", "limit"):
        return replace(blank, unresolved="when the school year begins is not stated")
    return replace(blank, begins=f"{point.year}", ongoing=phrase.onward or phrase.has("from"))


def _from_on(span: Span, phrase: Phrase, points: list[Point], blank: Piece) -> Piece:
    """From a point on, or between two."""
    every = blank.recurrence[0] if blank.recurrence else None
    begins = _first(span, points[0], every)
    if not phrase.range and not points[0].until:
        return replace(blank, begins=begins, open=True)
    due = _last(span, phrase, points[-1], len(points) - 1)
    if due is None:
        return replace(blank, unresolved="the year is not stated")
    return replace(blank, begins=begins, due=(due,))


def _due(span: Span, phrase: Phrase, points: list[Point], blank: Piece) -> Piece:
    if all(index in phrase.tails and phrase.tails[index].loose for index in range(len(points))):
        return replace(blank, unresolved="a day of a quarter's month is no one date")
    days = [_last(span, phrase, point, index) for index, point in enumerate(points)]
    found = tuple(dict.fromkeys(day for day in days if day))
    return replace(blank, due=found, unresolved=None if all(days) else "the year or the month is not stated")


# ---- days


def _last(span: Span, phrase: Phrase, point: Point, index: int) -> str | None:
    """The day by which a point has passed: dated, "--12-15" of every year, or "---20" of every month."""
    every = {tail.every for tail in phrase.tails.values()}
    if point.grain == "monthday":
        return f"---{point.day:02}" if "P1M" in every or span.governs(phrase, "P1M") else None
    year = _year(span, phrase, point, index)
    if point.year is None and _is_yearly(span, phrase, year, every):
        return yearly_day(point)
    if year is None or not _exists(point, year):
        return None
    if point.grain != "day" and phrase.has("before") and not phrase.has("limit", "end", "until"):
        return day_before(point, year)
    return last_day(point, year)


def _is_yearly(span: Span, phrase: Phrase, year: int | None, every: set[str | None]) -> bool:
    """Whether a day comes every year: "hằng năm" says so, or "định kỳ 6 tháng" where no plan gives the year."""
    if "P1Y" in every or span.governs(phrase, "P1Y", every=True):
        return True
    if span.governs(phrase, "P6M") and _YEARLY_TOO.match(span.words, phrase.end):
        return True
    return year is None and any(span.governs(phrase, often) or span.follows(phrase, often) for often in ("P1Y", "P6M"))


# "6 tháng trước ngày 10/6, năm trước ngày 10/12 hằng năm": what the second day is, the first one is too.
_YEARLY_TOO = re.compile(r"[^.;]{0,80}\d\s{1,9}(?:hàng|hằng)\s{1,9}năm(?!\w)")


def _year(span: Span, phrase: Phrase, point: Point, index: int) -> int | None:
    if point.year is not None or span.plan_year is None:
        return point.year
    later = any(tail.next for at, tail in phrase.tails.items() if at >= index)
    return span.plan_year + (1 if later else 0)


def _first(span: Span, point: Point, every: str | None) -> str | None:
    year = point.year or (None if every else span.plan_year)
    return first(point, year) if year and point.grain != "monthday" and _exists(point, year) else None


def _exists(point: Point, year: int) -> bool:
    return (point.month, point.day) != (2, 29) or isleap(year)
