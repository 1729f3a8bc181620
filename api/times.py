"""Which days a question is about: "từ 01/01/2021 đến 31/3/2021", "in the first quarter of 2022", "trước 30/11/2024".

A text's own deadlines are `ingest.dates`'; people who ask also say "this month", in two languages and without tone
marks, and mean two days. A day that is named with "trước" is within: that is what a deadline of "trước ngày 30/11" is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta, timezone
from functools import cache
from itertools import pairwise

from ingest.lexicon import table

from .words import MONTHS

# Viet Nam's time: "today" is the day there.
ZONE_OF_TODAY = timezone(timedelta(hours=7))
# No document of this State is older; and a plan looks ahead for five years.
EARLIEST = date(1945, 9, 2)
AHEAD = 5

_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NAMED = "(?P<name>" + "|".join(MONTHS) + ")"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINAL = "(?P<nth>" + "|".join(_ORDINALS) + ")"
_OF_YEAR = rf"(?:,? (?:cua )?nam |,? of |,? |\s?/\s?|-){_YEAR}"

Found = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Time:
    """Days from `first` to `last`, and where a question says so."""

    start: int
    end: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Point:
    """A day or a longer time; `open` when its year is left to what is said beside it; `whole` when nothing before it
    changes what it means ("in the next 30 days")."""

    start: int
    end: int
    first: date
    last: date
    open: bool = False
    whole: bool = False


def find_time(folded: str, today: date) -> Time | None:
    """The time that a question names, folded; None when it names none. `today` is what "this month" is told by."""
    points = list(_points(folded, today))
    for here, after in pairwise(points):
        opening = _says_before(folded, here.start, "between")
        if re.fullmatch(rf"{_words('until')}{_BOUND}", folded[here.end : after.start].strip()):
            from_then = _of_year(here, after.first.year)
            start = here.start if opening is None else opening
            # "from June to the end of 2024" begins in June, and what is said the wrong way round with the earlier time
            first = from_then.first if from_then.first <= after.last else after.first
            return Time(start, after.end, first, max(from_then.last, after.last))
    if not points:
        return None
    point = points[0]
    return Time(point.start, point.end, point.first, point.last) if point.whole else _one(folded, point)


def _one(folded: str, point: _Point) -> Time:
    is_day = point.first == point.last
    if (start := _says_before(folded, point.start, "before")) is not None:
        within = is_day or re.search(r"\b(?:end|het|cuoi)\b", folded[start : point.start])
        return Time(start, point.end, EARLIEST, point.last if within else point.first - timedelta(days=1))
    if (start := _says_before(folded, point.start, "by")) is not None:
        return Time(start, point.end, EARLIEST, point.last)
    if (start := _says_before(folded, point.start, "after")) is not None:
        return Time(start, point.end, point.last + timedelta(days=1), _ahead(point.last))
    start = _says_before(folded, point.start, "between")
    if start is not None:
        if folded[start : point.start] == "from " and _is_year(point) and not folded.startswith(" on", point.end):
            return Time(start, point.end, point.first, point.last)  # "plans from 2024" are of that year
        return Time(start, point.end, point.first, _ahead(point.last))
    return _part_of(folded, point)


_EDGE = re.compile(r"(?<!\w)(?:(?P<late>(?:the )?end of|late|cuoi)|(?:the )?beginning of|early|dau) $")


def _part_of(folded: str, point: _Point) -> Time:
    """The time, or the end of it that is named: ten days of a month, a month of a quarter, a quarter of a year."""
    first, last = point.first, point.last
    edge, days = _EDGE.search(folded[: point.start]), (last - first).days
    if edge is None or days < 27:
        return Time(point.start, point.end, first, last)
    months = 3 if days > 300 else 1
    if edge["late"]:
        first = last.replace(day=21) if days < 31 else date(last.year, last.month - months + 1, 1)
    else:
        last = first.replace(day=10) if days < 31 else _months(first.year, first.month, first.month + months - 1)[1]
    return Time(edge.start(), point.end, first, last)


def _is_year(point: _Point) -> bool:
    return (point.last - point.first).days >= 364


def _ahead(day: date) -> date:
    return date(day.year + AHEAD, 12, 31)


@cache
def _words(kind: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, table("questions")["times"][kind]), key=len, reverse=True)) + ")"


# Words that may stand between a word of time and the time: "before the end of", "đến hết ngày".
_BOUND = "(?: (?:ngay|the|end|of|het|cuoi)){0,3}"


@cache
def _before(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_words(kind)}{_BOUND}\s?$")


def _says_before(folded: str, position: int, kind: str) -> int | None:
    """Where a word of this kind begins that ends right before the position."""
    begin = max(0, position - 40)
    match = _before(kind).search(folded[begin:position])
    return begin + match.start() if match else None


def _of_year(point: _Point, year: int) -> _Point:
    if not point.open:
        return point
    try:
        return replace(point, first=point.first.replace(year=year), last=point.last.replace(year=year))
    except ValueError:
        return point


def _points(folded: str, today: date) -> Iterator[_Point]:
    """Every day and time, earliest and then longest; a shape that stands first is taken before those that follow it."""
    found: list[_Point] = []
    for shape, read in _SHAPES:
        for match in shape.finditer(folded):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            span = read(match.groupdict(), today)
            if span is not None:
                is_open = match.groupdict().get("y") is None and read in (_day, _month, _quarter)
                whole = read in (_coming, _counted, _gone, _overdue)
                found.append(_Point(match.start(), match.end(), *span, is_open, whole))
    yield from sorted(found, key=lambda point: point.start)


Span = tuple[date, date]


def _day(found: Found, today: date) -> Span | None:
    month = MONTHS.get(found.get("name") or "") or found.get("m")
    try:
        day = date(int(found.get("y") or today.year), int(month or 0), int(found["d"] or 0))
    except ValueError:
        return None
    return day, day


def _months(year: int, first: int, last: int) -> Span:
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)


def _month(found: Found, today: date) -> Span:
    month = int(MONTHS.get(found.get("name") or found.get("named") or "") or found.get("m") or 0)
    return _months(int(found.get("y") or today.year), month, month)


def _quarter(found: Found, today: date) -> Span:
    said = found["nth"] or ""
    nth = _ORDINALS.get(said) or _ROMANS.get(said) or int(said)
    return _months(int(found.get("y") or today.year), 3 * nth - 2, 3 * nth)


def _half(found: Found, today: date) -> Span:
    """The half of a year that is named, or of this one ("sáu tháng đầu năm nay")."""
    second = found["nth"] in ("cuoi", "second", "last", "2nd", "h2")
    return _months(int(found.get("y") or today.year), 7 if second else 1, 12 if second else 6)


def _year(found: Found, _: date) -> Span:
    return _months(int(found["y"] or 0), 1, 12)


def _today(found: Found, today: date) -> Span:
    day = today + timedelta(days=_DAYS_FROM_TODAY[found["word"] or "today"])
    return day, day


def _overdue(_: Found, today: date) -> Span:
    return EARLIEST, today - timedelta(days=1)


def _coming(found: Found, today: date) -> Span:
    return today, today + _length(found)


def _gone(found: Found, today: date) -> Span:
    return today - _length(found), today


def _length(found: Found) -> timedelta:
    said, unit = found["count"] or "1", found["unit"] or ""
    days = {"ngay": 1, "day": 1, "tuan": 7, "week": 7, "thang": 30, "month": 30}[unit.rstrip("s")]
    return timedelta(days=days * int(table("questions")["numbers"].get(said, said)))


def _this(found: Found, today: date, ahead: int = 0) -> Span:
    unit = found["unit"] or ""
    if unit in ("tuan", "week"):
        monday = today + timedelta(days=7 * ahead - today.weekday())
        return monday, monday + timedelta(days=6)
    if unit in ("nam", "year"):
        return _months(today.year + ahead, 1, 12)
    width = 3 if unit in ("quy", "quarter") else 1
    month = (today.month - 1) // width * width + ahead * width
    year, first = today.year + month // 12, month % 12 + 1
    return _months(year, first, first + width - 1)


def _next(found: Found, today: date) -> Span:
    return _this(found, today, 1)


def _counted(found: Found, today: date) -> Span:
    return _coming({key.rstrip("2"): value for key, value in found.items() if value}, today)


def _last(found: Found, today: date) -> Span:
    return _this(found, today, -1)


def _end(found: Found, today: date) -> Span:
    last = _this(found, today)[1]
    return last, last


def _begin(found: Found, today: date) -> Span:
    first = _this(found, today)[0]
    return first, first


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-])(?:{pattern})(?![\w/-])")


_UNIT = r"(?P<unit>tuan|thang|quy|nam|week|month|quarter|year)"
_UNIT2 = _UNIT.replace("<unit>", "<unit2>")
# "báo cáo năm trước ngày 10/11" is no report of last year.
_AGO = "truoc(?! (?:ngay|thang|quy))"
_COUNT = r"(?P<count>\d{1,3}|hai|ba|bon|two|three|four|six)"
_LENGTH = rf"{_COUNT} (?P<unit>days?|weeks?|months?)"
_DAYS_FROM_TODAY = {"hom nay": 0, "today": 0, "ngay mai": 1, "tomorrow": 1, "hom qua": -1, "yesterday": -1}
_NOW = "(?:(?<=tu )|(?<=den ))nay|(?:(?<=from )|(?<=until )|(?<=till ))now"
# The end of a time that now is in, where a word before it makes it a bound.
_END = r"(?:(?<=den )|(?<=truoc ))(?:cuoi|het) (?P<unit3>tuan|thang|quy|nam)(?! (?:\d|i))|end of year|year end"
_BEGIN = (
    r"(?<=tu )dau (?P<unit>tuan|thang|quy|nam)(?: nay)?(?! (?:\d|i))"
    r"|(?<=since )(?:the )?(?:beginning|start) of (?:the|this) (?P<unit2>week|month|quarter|year)"
)
# A day whose month stands with the day that follows: "between 1 and 30 June 2021", "từ 1 đến 30/6/2021".
_SAME_MONTH = (
    r"(?=(?: ?[-–] ?| (?:and|to|until|den|den ngay|va|va ngay) )\d{1,2}(?:st|nd|rd|th)?(?: of)?"
    rf"(?:(?: |\s?/\s?| thang ){_MONTH}(?!\d)| {_NAMED})(?:(?:,| nam|/| of)?\s?{_YEAR})?)"
)
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[Found, date], Span | None]], ...] = tuple(
    (_shape(pattern), read)
    for pattern, read in (
        (rf"{_DAY}\s?[/.-]\s?{_MONTH}\s?[/.-]\s?{_YEAR}", _day),
        (rf"{_YEAR}-{_MONTH}-{_DAY}", _day),
        (rf"{_DAY}/{_MONTH},? (?:cua )?nam {_YEAR}", _day),
        (rf"{_DAY} thang {_MONTH}(?:,? nam |/|,? ){_YEAR}", _day),
        (rf"{_DAY}(?:st|nd|rd|th)?(?: of)? {_NAMED},? {_YEAR}", _day),
        (rf"{_NAMED} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}", _day),
        (rf"quy (?P<nth>iv|i{{1,3}}|[1-4]){_OF_YEAR}", _quarter),
        (rf"{_ORDINAL} quarter{_OF_YEAR}", _quarter),
        (rf"q(?P<nth>[1-4]){_OF_YEAR}", _quarter),
        (rf"{_YEAR}[ -]?q(?P<nth>[1-4])", _quarter),
        (rf"(?P<nth>h[12]){_OF_YEAR}", _half),
        (rf"(?:6|sau) thang (?P<nth>dau|cuoi)(?: nam)?(?:{_OF_YEAR}| nam nay|(?<= nam) nay)?", _half),
        (rf"nua (?P<nth>dau|cuoi)(?:{_OF_YEAR}| nam nay| nam)", _half),
        (rf"(?P<nth>first|second|last|1st|2nd) half(?:{_OF_YEAR}| of (?:this|the) year)?", _half),
        (rf"thang {_MONTH}{_OF_YEAR}", _month),
        (rf"{_NAMED}{_OF_YEAR}", _month),
        (rf"{_MONTH}/{_YEAR}", _month),
        (rf"{_DAY}{_SAME_MONTH}", _day),
        (rf"{_YEAR}-{_MONTH}", _month),
        (rf"{_DAY} thang {_MONTH}", _day),
        (rf"{_DAY}(?:st|nd|rd|th)?(?: of)? {_NAMED}", _day),
        (rf"{_NAMED} {_DAY}(?:st|nd|rd|th)?", _day),
        (rf"{_DAY}/{_MONTH}", _day),
        (r"quy (?P<nth>iv|i{1,3}|[1-4])", _quarter),
        (rf"{_ORDINAL} quarter", _quarter),
        (r"q(?P<nth>[1-4])", _quarter),
        (rf"thang {_MONTH}", _month),
        (rf"(?!may\b){_NAMED}|(?:(?<=in )|(?<=of )|(?<=by )){_NAMED.replace('<name>', '<named>')}", _month),
        (rf"(?:nam|year|in|of|during) {_YEAR}", _year),
        (rf"{_YEAR}", _year),
        (rf"(?P<word>{'|'.join(_DAYS_FROM_TODAY)})|{_NOW}", _today),
        (r"(?:da )?qua han|overdue|tre han", _overdue),
        (rf"(?:trong )?(?:vong )?{_COUNT} (?P<unit>ngay|tuan|thang) (?:toi|sap toi|nua|tiep theo)", _coming),
        (rf"trong vong {_COUNT} (?P<unit>ngay|tuan|thang)", _coming),
        (rf"(?:next|coming|following) {_LENGTH}|(?:within|in)(?: the)? {_LENGTH.replace('>', '2>')}", _counted),
        (rf"{_COUNT} (?P<unit>ngay|tuan|thang) (?:qua|vua qua|truoc)", _gone),
        (rf"(?:last|past|previous) {_LENGTH}", _gone),
        (
            rf"(?:end of|cuoi|het) {_UNIT} nay|(?:the )?end of (?:the|this) {_UNIT2}|{_END}",
            lambda found, today: _end(_united(found), today),
        ),
        (_BEGIN, lambda found, today: _begin(_united(found), today)),
        (rf"{_UNIT} nay|this {_UNIT2}", lambda found, today: _this(_united(found), today)),
        (
            rf"{_UNIT} (?:sau|toi)|sang (?P<unit3>nam)|(?:next|coming) {_UNIT2}",
            lambda found, today: _next(_united(found), today),
        ),
        (
            rf"{_UNIT} (?:{_AGO}|vua qua|vua roi|qua)|(?P<unit3>nam) ngoai|last {_UNIT2}",
            lambda found, today: _last(_united(found), today),
        ),
    )
)


def _united(found: Found) -> Found:
    return {"unit": found["unit"] or found.get("unit2") or found.get("unit3") or "year"}
