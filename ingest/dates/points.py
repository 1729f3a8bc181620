"""Points of time that a deadline may name: days, months, quarters, half-years, years, school years, days of a month.

Unlike a date a point may lack its year ("trước 10/5", "trong quý I"): the plan gives it, or it comes every year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from .mentions import GAP, Rule, iso_date


class Point(NamedTuple):
    """A point of time at an offset of a folded span.

    `grain` is "day", "month", "quarter", "half", "year", "school" or "monthday" (a day of each month). `month` is the
    last month of a quarter or half. `until` is the last year of a span of years. `bare` when the word "ngày", "tháng"
    or "năm" is not printed with it; `joined` when it goes on the list of the point before it ("quý II, III"), and
    `sign` is then what joins them.
    """

    start: int
    end: int
    grain: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    bare: bool = False
    joined: bool = False
    sign: str = ""


_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_OF_YEAR = rf"(?:{GAP}(?:[/.-]|,?{GAP}(?:của{GAP})?năm){GAP}{_YEAR})?"
_SAID = r"(?:\s{0,3}\([^()\d]{1,20}\))?+"  # "ngày 06 (sáu)"
_STOP = r"(?![/.-]?\w|\s{0,3}%)"
_MONTHS = {"đầu": 6, "cuối": 12}
_QUARTERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "iv": 4, "1v": 4}

RULES = (
    Rule(
        "day",
        rf"(?:ngày{GAP}|(?<![\w/.,-]))(?:(?:mồng|mùng)\s{{1,9}}+)?(?P<day>\d{{1,2}}){_SAID}{GAP}tháng{GAP}"
        rf"(?P<month>\d{{1,2}})(?!\d|\s{{0,9}}lần){_SAID}{_OF_YEAR}(?!\w)",
        {"ngày 15 tháng 6 năm 2024": "2024-06-15", "30 tháng 11": "--11-30"},
    ),
    Rule(
        "day in figures",
        rf"(?:(?P<word>ngày){GAP}|(?<![\w/.,-]))(?P<day>\d{{1,2}})\s{{0,3}}+(?P<sign>[/.-])\s{{0,3}}+(?P<month>\d{{1,2}})(?!\d|\s{{0,9}}lần)"
        rf"(?:(?:\s{{0,3}}+(?P=sign)\s{{0,3}}+|{GAP}năm{GAP}){_YEAR})?{_STOP}",
        {"ngày 15/6/2024": "2024-06-15", "10/5": "--05-10", "ngày 10-5": "--05-10"},
        ("10/5/20", "15/17%", "3/2024/NĐ"),
    ),
    Rule(
        "quarter",
        rf"qu[ýí]{GAP}(?P<quarter>[1i]v|[il]{{1,3}}|[1-4]|một|hai|ba|bốn|tư)(?!\w){_OF_YEAR}(?!\w)",
        {"quý I năm 2021": "2021-03-31", "quý IV/2025": "2025-12-31", "quí 2": "--06-30", "quý II-2024": "2024-06-30"},
        ("quý vị",),
    ),
    Rule(
        "half",
        rf"(?:(?:0?6|sáu){GAP}tháng{GAP}(?P<half>đầu|cuối)|nửa{GAP}(?P<part>đầu|cuối)){GAP}năm(?!\s{{1,9}}+học)"
        rf"(?:{GAP}(?:năm{GAP})?{_YEAR})?(?!\w)",
        {"6 tháng đầu năm 2024": "2024-06-30", "06 tháng cuối năm": "--12-31"},
    ),
    Rule(
        "month",
        rf"tháng{GAP}(?P<month>\d{{1,2}})(?!\d|\s{{0,9}}lần){_OF_YEAR}(?!\w|[/.]\d)",
        {"tháng 3/2024": "2024-03-31", "tháng 6 năm 2025": "2025-06-30", "tháng 12": "--12-31"},
        ("tháng 13",),
    ),
    Rule(
        "month in figures",
        rf"(?<![\w/.,-])(?P<month>\d{{1,2}})\s{{0,3}}+/\s{{0,3}}+{_YEAR}{_STOP}",
        {"12/2025": "2025-12-31"},
    ),
    Rule(
        "school year",
        rf"năm{GAP}học{GAP}(?:mới{GAP})?(?:\(\s{{0,3}})?{_YEAR}\s{{0,9}}+[-/]\s{{0,9}}+(?P<until>(?:19|20)\d\d)(?!\d)",
        {"năm học 2024 - 2025": "2024"},
    ),
    Rule(
        "year",
        rf"năm{GAP}{_YEAR}(?:\s{{0,9}}+(?:-|đến(?:\s{{1,9}}năm)?)\s{{0,9}}+(?P<until>(?:19|20)\d\d)(?!\d))?(?!/?\w)",
        {"năm 2024": "2024-12-31", "năm 2024 - 2025": "2025-12-31"},
    ),
    Rule(
        "this year",
        r"(?:(?<=cuối\s)|(?<=hết\s))năm(?!\w)(?:\s{1,9}+nay)?(?!\s{0,9}+(?:\d|học|tài|ngân|sau|trước|nay))|năm\s{1,9}+nay(?!\w)",
        {"năm nay": "--12-31"},
        ("năm",),
        "Only at its end or as this one: a year is not a point of time by itself.",
    ),
    Rule(
        "day of the month",
        rf"ngày{GAP}(?:(?:mồng|mùng)\s{{1,9}}+)?(?P<monthday>\d{{1,2}})(?![/.-]?\d)(?!\w){_SAID}",
        {"ngày 20": "---20"},
        ("ngày 20/7", "ngày 40"),
    ),
    Rule(
        "bare year",
        rf"(?<![\w/.,-])(?P<bare>(?:19|20)\d\d)(?:\s{{0,9}}+-\s{{0,9}}+(?P<until>(?:19|20)\d\d)(?!\d))?{_STOP}",
        {"2025": "2025-12-31"},
    ),
)

_GRAINS = {
    "day in figures": "day",
    "month in figures": "month",
    "school year": "school",
    "day of the month": "monthday",
    "bare year": "year",
    "this year": "year",
}
_PATTERNS = tuple(re.compile(rule.pattern) for rule in RULES)
_OPENING = re.compile(r"(?<!\w)(?=ngày|tháng|qu[ýí]|nửa|năm|sáu|mồng|mùng|\d)")
_SIGN = r"\s{0,9}+(?P<sign>,|và|hoặc|-|/|&|đến|tới)\s{0,9}+"
_MORE = {
    "quarter": re.compile(rf"{_SIGN}(?:qu[ýí]{GAP})?(?P<quarter>[1i]v|[il]{{1,3}}|[1-4])(?!\w){_OF_YEAR}(?!\w)"),
    "month": re.compile(
        rf"{_SIGN}(?:tháng{GAP})?(?P<month>\d{{1,2}})(?!\d)(?=\s{{0,9}}(?:[,/.;)-]|và|hoặc|hàng|hằng|năm|của|mỗi|$)){_OF_YEAR}(?!\w|[/.]\d)"
    ),
    "monthday": re.compile(
        rf"{_SIGN}(?:ngày{GAP})?(?P<monthday>\d{{1,2}})(?![/.-]?\d)(?!\w)(?=\s{{0,9}}(?:[,)]|và|hàng|hằng|mỗi|của|tháng(?!\s{{0,9}}\d)))"
    ),
    "year": re.compile(rf"{_SIGN}(?:năm{GAP})?(?P<year>(?:19|20)\d\d)(?!/?\w)"),
}


def _quarter(words: str) -> int:
    return _QUARTERS.get(words) or (int(words) if words.isdigit() else len(words))


def _caught(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value is not None}


def _point(groups: dict[str, str], grain: str, start: int, end: int) -> Point | None:
    """The point of what a pattern caught; None when no calendar has it."""
    number = {
        name: int(value)
        for name, value in groups.items()
        if value.isdigit() and name in {"year", "month", "day", "until"}
    }
    year, month, day = number.get("year"), number.get("month"), number.get("day")
    if "quarter" in groups:
        month = 3 * _quarter(groups["quarter"])
    if "half" in groups or "part" in groups:
        month = _MONTHS[groups.get("half") or groups["part"]]
    if "bare" in groups:
        year = int(groups["bare"])
    if "monthday" in groups:
        day = int(groups["monthday"])
        return Point(start, end, grain, day=day) if 1 <= day <= 31 else None
    if month is not None and iso_date(year or 2024, month, day) is None:  # 2024 has a 29 February
        return None
    return Point(start, end, grain, year, month, day, number.get("until"))


def find_points(folded: str) -> Iterator[Point]:
    """The points of a folded span, in order; what goes on a list of quarters ("quý II, III/2024") is joined."""
    position = 0
    for opening in _OPENING.finditer(folded):
        if opening.start() < position:
            continue
        tried = ((rule, pattern.match(folded, opening.start())) for rule, pattern in zip(RULES, _PATTERNS, strict=True))
        rule, match = next(((rule, match) for rule, match in tried if match), (RULES[0], None))
        if match is None:
            continue
        groups, grain = _caught(match), _GRAINS.get(rule.name, rule.name)
        point = _point(groups, grain, match.start(), match.end())
        position = match.end()
        if point is None:
            continue
        bare = rule.name in {"month in figures", "bare year"} or (
            rule.name == "day in figures" and "word" not in groups
        )
        yield point._replace(bare=True) if bare else point
        while (more := _MORE.get(grain)) and (next_match := more.match(folded, position)):
            caught = _caught(next_match)
            point = _point(caught, grain, next_match.end("sign"), next_match.end())
            if point is None:
                break
            yield point._replace(joined=True, sign=caught["sign"])
            position = next_match.end()


def last_day(point: Point, year: int) -> str:
    """The ISO date of a point's last day: "2021-03-31" for quý I, "2024-12-31" for năm 2024."""
    last = point.until or year
    month = point.month or 12
    return f"{last:04}-{month:02}-{point.day or monthrange(last, month)[1]:02}"


def yearly_day(point: Point) -> str:
    """The last day of a point without its year: "--03-31"; the end of February is its 28th, which every year has."""
    month = point.month or 12
    return f"--{month:02}-{point.day or monthrange(2023, month)[1]:02}"


def day_before(point: Point, year: int) -> str:
    """The last day before a month, quarter, half or year begins."""
    month = _first_month(point)
    year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def first(point: Point, year: int) -> str:
    """When a point begins, as precise as it is: "2021-01" for quý I năm 2021, "2020" for a year."""
    if point.grain in {"year", "school"}:
        return f"{year:04}"
    if point.grain == "day":
        return f"{year:04}-{point.month:02}-{point.day:02}"
    return f"{year:04}-{_first_month(point):02}"


def _first_month(point: Point) -> int:
    return (point.month or 1) - {"quarter": 2, "half": 5}.get(point.grain, 0)
