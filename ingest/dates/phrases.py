"""Points of time with the words that make deadlines of them: cues before ("trước", "hoàn thành trong"), tails after
("hằng năm", "và các năm tiếp theo"), and the lists they stand in ("15/6 và 15/12 hàng năm")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from .mentions import GAP
from .points import Point, find_points
from .words import any_of

_CLASSES = ("before", "limit", "until", "from", "begin", "within", "finish", "act", "deed", "end", "part", "filler")
_CLOCK = r"(?:\d{1,2}(?:\s{0,2}(?:giờ|h|g)\s{0,2}(?:\d{2})?|:\d{2})\s{0,2}(?:phút)?(?:\s{1,9}(?:sáng|chiều))?)(?!\w)"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in a row before a point, with their classes of the table `cues`; `label` when a colon ends them."""

    start: int
    end: int
    classes: frozenset[str]
    label: bool = False


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands after a point: `every` is "P1Y", "P1M" or "P3M"; `onward` for "và các năm tiếp theo"; `next` for the
    year after; `loose` when a day is counted from a quarter's last month, which no date can say."""

    end: int
    every: str | None = None
    onward: bool = False
    next: bool = False
    loose: bool = False


@dataclass(slots=True)
class Phrase:
    """A list of points with its first cue. `range` when the second point ends what the first begins."""

    points: list[Point]
    cue: Cue | None
    tails: dict[int, Tail] = field(default_factory=dict)
    range: bool = False

    @property
    def start(self) -> int:
        return self.cue.start if self.cue else self.points[0].start

    @property
    def end(self) -> int:
        return max([self.points[-1].end, *(tail.end for tail in self.tails.values())])

    def has(self, *classes: str) -> bool:
        return self.cue is not None and not self.cue.classes.isdisjoint(classes)

    @property
    def onward(self) -> bool:
        return any(tail.onward for tail in self.tails.values())


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?<!\w){any_of('cues', name)}")) for name in _CLASSES)


@cache
def _cues() -> re.Pattern[str]:
    word = rf"(?:{any_of('cues', *_CLASSES)}|{_CLOCK},?|\d{{1,2}}(?=\s{{1,9}}năm\s{{1,9}}(?:19|20)\d\d))"
    return re.compile(rf"(?<!\w)(?:{word}\s{{0,60}}+(?P<colon>:\s{{0,60}}+)?){{1,7}}+(?P<open>\(\s{{0,9}}+)?")


def _cue(match: re.Match[str] | None) -> Cue | None:
    """The cue that ends where a point begins; most words that could be one have no point after them."""
    if match is None:
        return None
    classes = frozenset(name for name, pattern in _classes() if pattern.search(match.group()))
    return Cue(match.start(), match.end(), classes, match.group("colon") is not None)


_NEXT = r"(?:tiếp\s{1,9}theo|kế\s{1,9}tiếp|sau|liền\s{1,9}kề|liền\s{1,9}sau|tới|tiếp)"
_OF = rf"{GAP},?{GAP}(?:của{GAP})?"
_EACH = r"(?:hàng|hằng|mỗi|các)\s{1,9}+"
_TAILS = (
    (
        "onward",
        (
            rf"{GAP},?{GAP}(?:(?:và|đến|cùng|cho|từ){GAP})?(?:(?:trong|cho|các|những)\s{{1,9}}+){{1,2}}"
            rf"(?:năm|tháng|quý|giai\s{{1,9}}đoạn|thời\s{{1,9}}gian)(?:\s{{1,9}}học)?\s{{1,9}}+{_NEXT}(?:\s{{1,9}}đó)?"
            rf"|{GAP},?{GAP}(?:trở\s{{1,9}}đi|trở\s{{1,9}}về\s{{1,9}}sau|về\s{{1,9}}sau)"
            rf"|{GAP}và{GAP}(?:thường\s{{1,9}}xuyên|duy\s{{1,9}}trì)"
        ),
    ),
    (
        "quarter",
        (
            rf"{_OF}tháng\s{{1,9}}+(?:cuối(?:\s{{1,9}}cùng)?|đầu|thứ\s{{1,9}}ba)(?:\s{{1,9}}của)?"
            rf"(?:\s{{1,9}}(?:mỗi|hàng|hằng|từng))?\s{{1,9}}+quý(?:\s{{1,9}}{_NEXT})?|{_OF}\(?{_EACH}quý\)?"
        ),
    ),
    (
        "month",
        (
            rf"{_OF}\(?{_EACH}tháng\)?"
            rf"|{_OF}tháng(?:\s{{1,9}}+(?:báo\s{{1,9}}cáo|{_NEXT}))?(?=\s{{0,9}}(?:[.,;:)]|$|để|gửi|báo|tổng))"
        ),
    ),
    (
        "year",
        rf"{_OF}năm\s{{1,9}}+{_NEXT}\s{{1,9}}+(?:của\s{{1,9}}+)?năm\s{{1,9}}+(?:báo\s{{1,9}}cáo|kế\s{{1,9}}hoạch)",
    ),
    ("year", rf"{_OF}năm\s{{1,9}}+trước(?:\s{{1,9}}liền\s{{1,9}}kề)?(?!\s{{1,9}}(?:ngày|\d))"),
    ("next", rf"{_OF}năm\s{{1,9}}+{_NEXT}"),
    (
        "year",
        (
            rf"{_OF}\(?(?:(?:và{GAP}(?:định\s{{1,9}}kỳ\s{{1,9}}+)?)?{_EACH}năm(?!\s{{1,9}}{_NEXT}|\s{{0,9}}\d)"
            rf"|năm\s{{1,9}}+(?:báo\s{{1,9}}cáo|kế\s{{1,9}}hoạch|thực\s{{1,9}}hiện)|(?:cùng|từng)\s{{1,9}}năm)\)?"
        ),
    ),
)
_TAIL_PATTERNS = tuple((name, re.compile(rf"(?:{pattern})(?!\w)")) for name, pattern in _TAILS)


def _tail(folded: str, point: Point) -> Tail | None:
    for name, pattern in _TAIL_PATTERNS:
        if match := pattern.match(folded, point.end):
            end = match.end() - (match.group().endswith(")") and "(" not in match.group())
            if name == "onward":
                return Tail(end, onward=True)
            if name == "next":
                return Tail(end, next=True)
            if name == "year":
                return Tail(end, every="P1Y", onward="và" in match.group())
            if point.grain == "monthday":
                return Tail(end, every="P1M" if name == "month" else "P3M", loose=name == "quarter")
    return None


@cache
def _links() -> re.Pattern[str]:
    """What may stand between two points of a list, a bracket that explains and the cue said again included."""
    cue = any_of("cues", "before", "limit", "within", "filler", "end", "until")
    return re.compile(
        rf"{GAP}(?:\([^()]{{0,80}}\){GAP})?(?P<sign>,|;|và|hoặc|-|/|&|đến|tới)?{GAP}(?:và{GAP})?(?:(?:{cue}|{_CLOCK}){GAP}){{0,3}}"
    )


def find_phrases(folded: str) -> Iterator[Phrase]:
    """The lists of points in a folded span, in order, each with its cue and tails."""
    points, phrase = tuple(find_points(folded)), None
    cues = {match.end(): match for match in _cues().finditer(folded)} if points else {}
    for point in points:
        tail = _tail(folded, point)
        if phrase is not None:
            last = phrase.points[-1]
            gap = folded[phrase.end : point.start] if point.start - phrase.end <= 120 else "."
            link = None if point.joined else _links().fullmatch(gap)
            sign = point.sign if point.joined else link.group("sign") if link else None
            if sign and _fit(last, point, phrase):
                ranged = sign in {"-", "đến", "tới"} or (
                    link is not None and bool(re.search(r"(?<!\w)(?:đến|tới)(?!\w)", gap))
                )
                phrase.range = phrase.range or (ranged and len(phrase.points) == 1)
                phrase.points.append(point)
                if tail:
                    phrase.tails[len(phrase.points) - 1] = tail
                continue
            yield phrase
        phrase = Phrase([point], _cue(cues.get(point.start)))
        if tail:
            phrase.tails[0] = tail
    if phrase is not None:
        yield phrase


def _fit(last: Point, point: Point, phrase: Phrase) -> bool:
    """Whether a point can stand in one list with the last: of one grain, or the two ends of a range."""
    if phrase.onward:
        return False
    return last.grain == point.grain or (phrase.has("from") and not point.bare)


def with_years(phrase: Phrase) -> list[Point]:
    """The points of a list, those without a year taking it from the next one that has it: "31/5 và 30/11/2024"."""
    points, year, month = [], None, None
    for point in reversed(phrase.points):
        if point.grain == "monthday" and month is not None and phrase.range:
            point = point._replace(grain="day", month=month)  # "từ ngày 05 đến ngày 10/6"  # noqa: PLW2901
        year, month = point.year or year, point.month or month
        points.append(point if point.year or year is None else point._replace(year=year))
    return points[::-1]
