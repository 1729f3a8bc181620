"""What has a shape of its own wherever a scan has put it: the national motto, the number, the place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from ..citations.numbers import read_number
from ..dates import find_dates
from ..lexicon import alternation, fold_same_length, table
from ..places import is_place
from .lines import UPPER

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """What stands after "Số:". `value` is None when it is left blank, and `symbol` when nothing but digits is there."""

    start: int
    end: int
    value: str | None
    symbol: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A place and a date, as precise as the line is: "Bạch Thông, ngày   tháng 4 năm 2023" is 2023-04."""

    start: int
    end: int
    place: str | None
    iso: str | None


@cache
def _motto() -> re.Pattern[str]:
    phrases = alternation(map(fold_same_length, table("header")["mottos"]), r"\s{1,60}")
    return re.compile(rf"(?<!\w){phrases}(?!\w)")


def mottos_in(folded: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in _motto().finditer(folded))


# "Số:" after a type or alone, then what a pen would fill in: digits, dots, an "X", or nothing.
_TYPES = (
    r"(?:bộ\s{1,9})?luật|nghị\s{1,9}(?:quyết|định)|pháp\s{1,9}lệnh|quyết\s{1,9}định|thông\s{1,9}tư"
    r"|chỉ\s{1,9}thị|công\s{1,9}văn"
)
_OPENING = re.compile(rf"(?<![\w(])(?:(?:{_TYPES})\s{{1,9}})?(?:số|sô|só)\s{{0,3}}(?P<colon>[:.;]?)[\s:]{{0,20}}")
_BLANK = re.compile(r"(?:\d{0,3}[x….·_]{1,60}|)\d{0,2}[\s….·_]{0,60}(?=[/-]\s{0,9}[^\W_])")
_COUNT = re.compile(r"\d")
_YEAR = re.compile(r"[/-](?P<year>(?:19|20)\d\d)(?=[/-])")


def numbers_in(masked: str, folded: str, stop: int) -> Iterator[Number]:
    """The number lines that begin before an offset, in order. Without a colon the number must be all that stands on
    its line."""
    for match in takewhile(lambda match: match.start() < stop, _OPENING.finditer(folded)):
        number = _filled(masked, folded, match) or _blank(masked, folded, match)
        if number is None:
            continue
        opens = not masked[masked.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" \t|")
        after = re.match(r"[ \t|]{0,9}(?:\n|$)|\s{3}", masked[number.end : number.end + 12])
        if match["colon"] or (opens and (after or _starts_place(masked, number.end))):
            yield number


def _starts_place(masked: str, at: int) -> bool:
    return bool(find_dates(masked, at, at + 70)) and _BEFORE.match(masked[at : at + 40].lstrip()) is not None


def _filled(masked: str, folded: str, opening: re.Match[str]) -> Number | None:
    if not _COUNT.match(folded, opening.end()):
        return None
    read = read_number(masked, folded, opening.end())
    if read is None or re.match(r"\d{1,3}[x…._]", folded[opening.end() :]):
        return None
    symbol, year = _symbol(read.value)
    return Number(opening.start(), read.end, read.value, symbol, year)


def _blank(masked: str, folded: str, opening: re.Match[str]) -> Number | None:
    """A number left blank: its symbol is read as if a count stood before it."""
    blank = _BLANK.match(folded, opening.end())
    if blank is None:
        return None
    stop = blank.end() + 80
    read = read_number("99" + masked[blank.end() : stop], "99" + folded[blank.end() : stop], 0)
    if read is None or read.bare:
        return None
    symbol, year = _symbol(read.value)
    return Number(opening.start(), blank.end() + read.end - 2, None, symbol, year)


def _symbol(value: str) -> tuple[str | None, str | None]:
    """(symbol, year) of a number: "31/2011/QĐ-UBND" is ("QĐ-UBND", "2011")."""
    count = re.match(r"\d+[a-zđ]?", value)
    rest = value[count.end() :] if count else value
    year = _YEAR.match(rest)
    rest = rest[year.end() :] if year else rest
    return rest.strip("/- ") or None, year["year"] if year else None


_KINDS = (
    r"TP|Tp|T\.P|TX|Tx|[Tt]hành\s{1,9}phố|THÀNH\s{1,9}PHỐ|[Tt]hị\s{1,9}xã|[Tt]hị\s{1,9}trấn"
    r"|[Hh]uyện|[Xx]ã|[Pp]hường|[Qq]uận|[Tt]ỉnh"
)
_WORD = rf"(?:[{UPPER}][\w'’]{{0,12}}|\d{{1,2}})(?!\w)"
_BEFORE = re.compile(rf"(?:(?:{_KINDS})[.,]?\s{{0,9}})?{_WORD}(?:(?:\s{{1,60}}|\s{{0,3}}[-–]\s{{0,9}}){_WORD}){{0,6}}")
_ENDING = re.compile(rf"(?P<place>{_BEFORE.pattern})\s{{0,9}}[,.;]\s{{0,9}}$")
# A telegram gives the hour before the day: "Thái Bình, 16 giờ 00 ngày 06 tháng 9 năm 2024".
_HOUR = re.compile(
    r"(?:hồi\s{1,9})?\d{1,2}\s{0,3}(?:giờ|h|:)\s{0,3}(?:\d{2})?\s{0,3}(?:phút)?,?\s{0,9}$", re.IGNORECASE
)
# A day that a scan has spoiled is left standing before the month that was read.
_SPOILED = re.compile(r"[Nn]gày\s{0,9}[^\s,]{0,3}\s{0,9}$")


def dates_in(masked: str, cut: tuple[Span, ...]) -> Iterator[Dated]:
    """Dates that follow a place, or that stand on a line of their own; the spans of `cut` belong to no place."""
    for date in find_dates(masked, 0, len(masked)):
        left = max([date.start - 90, 0, *(end for _, end in cut if end <= date.start)])
        before = _HOUR.sub("", _SPOILED.sub("", masked[left : date.start]))
        place = _ENDING.search(before)
        opens = not before.strip() or "\n" in before[len(before.rstrip()) :]
        alone = opens and masked[date.start :][:4].lower() == "ngày"
        if place is None and not alone:
            continue
        name, skipped = _place(place["place"]) if place else (None, 0)
        start = left + place.start() + skipped if place else date.start
        yield Dated(start, date.end, name, date.iso)


def _place(words: str) -> tuple[str, int]:
    """The place, and how much before it is the letterhead's: "TỈNH HƯNG YÊN Hưng Yên" is "Hưng Yên"."""
    for match in re.finditer(r"\S+", words):
        rest = " ".join(words[match.start() :].replace(",", ".").split())
        if is_place(re.sub(r"^(?:tp|t\.p|tx)\.? ?", "", rest, flags=re.IGNORECASE)):
            return rest, match.start()
    last = words.rfind("\n") + 1
    return " ".join(words[last:].replace(",", ".").split()), last
