"""What returns: "hàng năm", "định kỳ 6 tháng, năm", "báo cáo quý, 6 tháng và năm", "02 lần/năm"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .mentions import GAP
from .words import any_of, ending

_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9}
_COUNT = r"(?:\d{1,2}|một|hai|ba|bốn|sáu|chín)"
_PART = rf"(?:{GAP}(?:đầu|cuối){GAP}năm)?"
# "6 tháng", "quý", "cả năm"; a number after it makes it a point of time ("tháng 6", "quý II", "6 tháng đầu năm 2024").
_UNIT = (
    rf"(?:(?:cả|trọn)\s{{1,9}}+|(?P<count>{_COUNT})(?:\s{{0,3}}\([^()\d]{{1,20}}\))?+\s{{0,9}}+)?(?P<unit>ngày|tuần|tháng|quý|năm)(?!\w)"
    rf"(?!\s{{0,9}}+(?:\d(?!\d?\s{{0,9}}lần)|[iv]{{1,3}}(?!\w)|học(?!\w)|(?:đầu|cuối){GAP}năm{GAP}(?:năm{GAP})?(?:\d|học)))"
)
_PLAIN = re.sub(r"\?P<\w+>", "?:", _UNIT) + _PART
_DAY = rf"trước{GAP}(?:ngày{GAP})?\d{{1,2}}(?:/\d{{1,2}}(?:/\d{{4}})?|{GAP}tháng{GAP}\d{{1,2}})(?!\w)"
_ASIDE = rf"(?:{GAP}(?:\([^()]{{0,120}}\)|{_DAY}))?"
_ONCE = rf"(?:{GAP}/?{GAP}(?:(?:một|1|01){GAP})?lần)?"
_JOIN = rf"{GAP}(?:,|;|/|và|hoặc|&|-){GAP}(?:và{GAP})?"


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often, as ISO 8601 durations; `every` when the words say "hằng", so that its days return too."""

    start: int
    end: int
    spans: tuple[str, ...]
    every: bool = False


def _span(count: str | None, unit: str) -> str:
    number = _NUMBERS.get(count or "", 0) or int(count or 1)
    if unit == "quý":
        number, unit = number * 3, "tháng"
    if unit == "tháng" and number % 12 == 0 and number:
        number, unit = number // 12, "năm"
    return f"P{number}{ {'ngày': 'D', 'tuần': 'W', 'tháng': 'M', 'năm': 'Y'}[unit] }"


_MONTHS = {f"P{number}M" for number in (1, 2, 3, 4, 6, 18)}  # nine months are reported once a year
_UNITS = re.compile(_UNIT)
_UNIT_WORD = re.compile("ngày|tuần|tháng|quý|năm")
_BRACKETS = re.compile(r"\([^()]{0,120}\)")


def _spans(words: str) -> tuple[str, ...]:
    plain = _BRACKETS.sub(lambda match: " " * len(match.group()), words)
    found = (_span(match.group("count"), match.group("unit")) for match in _UNITS.finditer(plain))
    return tuple(dict.fromkeys(span for span in found if span in _MONTHS or (span[-1] != "M" and span[1] != "0")))


@cache
def _every() -> re.Pattern[str]:
    """ "hằng tháng, quý", "định kỳ (vào) hằng năm", "định kỳ 6 tháng (trước 10/5) và cả năm"."""
    every, periodic, reports = any_of("repeats", "every"), any_of("repeats", "periodic"), any_of("repeats", "reports")
    more = rf"(?:{_ASIDE}{_JOIN}(?:{reports}\s{{1,9}}+)?(?:{every}\s{{1,9}}+)?{_PLAIN}{_ONCE})"
    return re.compile(
        rf"(?<!\w)(?:(?P<periodic>{periodic}){GAP}(?:[:(]{GAP})?(?:vào\s{{1,9}}+)?(?:{every}\s{{1,9}}+)?|(?P<every>{every})\s{{1,60}}+)"
        rf"{_PLAIN}{_ONCE}{more}{{0,5}}{_ASIDE}"
    )


@cache
def _reported() -> re.Pattern[str]:
    """ "báo cáo 6 tháng, năm", "báo cáo kết quả thực hiện 6 tháng, 1 năm", "sơ kết 6 tháng, tổng kết năm"."""
    reports, every = any_of("repeats", "reports"), any_of("repeats", "every")
    more = rf"(?:{_ASIDE}{_JOIN}(?:{reports}\s{{1,9}}+)?(?:{every}\s{{1,9}}+)?{_PLAIN})"
    word = r"(?:[^\W\d_]{1,12},?\s{1,60}+)"
    return re.compile(
        rf"(?<!\w){reports}{GAP}(?:"
        rf"(?P<near>(?:[(:]{GAP})?(?:{every}\s{{1,9}}+)?(?!\d{{1,2}}\s{{0,9}}+(?:năm|ngày)){_PLAIN}{more}{{0,5}}{_ASIDE})"
        rf"|{word}{{0,8}}?(?P<far>{_PLAIN}{more}{{1,5}}{_ASIDE}))"
    )


@cache
def _before_report() -> re.Pattern[str]:
    """ "6 tháng và một năm báo cáo kết quả"."""
    more = rf"(?:{_ASIDE}{_JOIN}{_PLAIN})"
    reports = any_of("repeats", "reports")
    return re.compile(
        rf"(?<!\w){_PLAIN}{more}{{1,4}}{_ASIDE}(?={GAP},?{GAP}(?:(?:tổng hợp|có|gửi|lập),?{GAP})?{reports})"
    )


@cache
def _dated() -> re.Pattern[str]:
    """ "6 tháng (trước ngày 10/6), năm (trước ngày 10/12)": each with its day, whoever is reported to before."""
    aside, reports = rf"{GAP}\({GAP}trước[^()]{{0,60}}\)", any_of("repeats", "reports")
    return re.compile(rf"(?<!\w){_PLAIN}{aside}(?:{_JOIN}(?:{reports}\s{{1,9}}+)?{_PLAIN}{aside}){{1,5}}")


_PER = r"(?:tuần|tháng|quý|năm)"
_TIMES = r"\d{1,2}|một|hai|ba|bốn"
_DOING = r"(?:ít nhất|tối thiểu|tổ chức|kiểm tra|họp|báo cáo)"
_RATE = re.compile(
    rf"(?<!\w)(?:(?P<times>{_TIMES}){GAP}lần{GAP}(?:/|trong|mỗi|một|1){GAP}(?:(?:một|1|01){GAP})?"
    rf"(?P<per>{_PER})(?!\w|\s{{0,9}}\d)"
    rf"|(?:mỗi|hàng|hằng|một|1|01)\s{{1,9}}+(?P<in>{_PER}){GAP}(?:{_DOING}{GAP})?(?P<often>{_TIMES}){GAP}lần"
    rf"|{_UNIT}{GAP}(?:/{GAP}(?:1|01|một)?{GAP}|(?:1|01|một){GAP})lần)"
)


def _rate(match: re.Match[str]) -> tuple[str, ...]:
    """The span between two of N times a year, where it comes out in months."""
    per, often = match.group("per") or match.group("in"), match.group("times") or match.group("often")
    if per is None:
        return (_span(match.group("count"), match.group("unit")),)
    times = _NUMBERS.get(often, 0) or int(often)
    months = {"tháng": 1, "quý": 3, "năm": 12}.get(per, 0)
    if times == 1:
        return (_span(None, per),)
    return (_span(str(months // times), "tháng"),) if times and months and months % times == 0 else ()


def find_repeats(folded: str) -> Iterator[Repeat]:
    """What a folded span says to return, in order; yearly money and yearly plans are none."""
    if _UNIT_WORD.search(folded) is None:  # each has one
        return
    taken, periodic = -1, tuple(_every().finditer(folded))
    matches = [*_RATE.finditer(folded), *periodic, *_reported().finditer(folded), *_before_report().finditer(folded)]
    matches += _dated().finditer(folded)
    for match in sorted(matches, key=lambda match: match.start()):
        if match.start() < taken or _is_attribute(folded, match) or _is_within(match, periodic):
            continue
        spans = _rate(match) if match.re is _RATE else _spans(match.group())
        if not spans:
            continue
        taken = match.end()
        start = match.start(match.lastgroup) if match.lastgroup in {"near", "far"} else match.start()
        end = taken + (
            folded[start:taken].count("(") > folded[start:taken].count(")") and folded[taken : taken + 1] == ")"
        )
        yield Repeat(start, end, spans, bool(_every_word().search(match.group())))


def _is_within(match: re.Match[str], periodic: tuple[re.Match[str], ...]) -> bool:
    """Whether a list after "báo cáo" is the list of "định kỳ …", which says more."""
    if match.re is not _reported() or match.lastgroup is None:
        return False
    start = match.start(match.lastgroup)
    index = bisect_right(periodic, start, key=lambda other: other.start()) - 1
    return index >= 0 and periodic[index].end() > start and periodic[index].start() < start


@cache
def _every_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('repeats', 'every')}")


def _is_attribute(folded: str, match: re.Match[str]) -> bool:
    """Whether the words only say which money, plan or work is meant: "dự toán hằng năm", "trong kế hoạch hằng năm"."""
    before = folded[max(0, match.start() - 80) : match.start()]
    if match.re is _RATE:
        return _AT_MOST.search(before) is not None
    if match.re is not _every() or match.group("every") is None:
        return False
    if _PAID.search(before):
        return True
    if ending("repeats", "nouns").search(before):
        return True
    held = ending("repeats", "holders").search(before)
    return held is not None and bool(_into().search(before[: held.start()]))


_AT_MOST = re.compile(r"(?<!\w)(?:không\s{1,9}quá|tối\s{1,9}đa)\s*$")
_PAID = re.compile(
    r"(?<!\w)(?:hưởng|ngân\s{1,9}sách|dự\s{1,9}toán|trợ\s{1,9}cấp|phụ\s{1,9}cấp|lương|tiền|sinh\s{1,9}hoạt)(?:\s{1,9}[^\W\d_]{1,9}){0,5}\s*$"
)


@cache
def _into() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('repeats', 'into')}[^.;:,()]{{0,40}}$")
