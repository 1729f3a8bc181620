"""Dates as they are printed: "ngày 14 tháng 6 năm 2005", "09/5/2017", "tháng 4/2023", "ngày     tháng 4 năm 2023".

The shapes are those of the drafting rules (Nghị định 30/2020/NĐ-CP, Phụ lục I: day and month with a leading zero or
not, "ngày … tháng … năm …") and what offices print beside them. A date is as precise as what is printed: a blank day
gives a month, a blank month a year. A date that no calendar has gives nothing, and neither do its parts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..lexicon import alternation, fold_same_length, table

# A page break or a column gap between two parts of a date is blanked to spaces; longer ones part them.
GAP = r"\s{0,60}+"
_SPACE = r"\s{1,60}+"
_BLANK = r"[\s._…]{1,60}+"  # where a pen would write the day
_DAY = r"(?:(?:mồng|mùng)\s{1,9}+)?(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"


class DateMention(NamedTuple):
    """A date in a text, with its word "ngày", "tháng" or "năm"; `iso` is "2024-03-26", "2023-04" or "2024"."""

    start: int
    end: int
    iso: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape of dates. Its groups are named day, month, year; `refuses` are look-alikes that give nothing."""

    name: str
    pattern: str
    examples: dict[str, str]
    refuses: tuple[str, ...] = ()
    why: str = ""


RULES = (
    Rule(
        "words",
        rf"ngày(?:{GAP}{_DAY}{GAP}|{_BLANK})tháng(?:{GAP}(?P<month>\d{{1,2}}){GAP}|{_BLANK})(?:,{GAP})?(?:năm|/){GAP}{_YEAR}",
        {
            "ngày 14 tháng 6 năm 2005": "2005-06-14",
            "ngày 02 tháng 9, năm 2019": "2019-09-02",
            "ngày mùng 5 tháng 01 năm 2022": "2022-01-05",
            "ngày     tháng 4 năm 2023": "2023-04",
            "ngày … tháng … năm 2023": "2023",
            "ngày 07 tháng 8/2021": "2021-08-07",
        },
        ("ngày 31 tháng 2 năm 2023", "ngày 12 tháng 13 năm 2020", "ngày 5 tháng 4"),
        "The drafting rules' own form; drafts leave the day, or day and month, to be written by hand.",
    ),
    Rule(
        "figures",
        rf"(?:ngày{GAP}|(?<![\w/.,-])(?<!số\s)){_DAY}\s{{0,9}}(?P<sign>[/.-])\s{{0,9}}(?P<month>\d{{1,2}})"
        rf"(?:\s{{0,9}}(?P=sign)\s{{0,9}}|{_SPACE}năm{GAP}){_YEAR}(?![/.-]?\w)",
        {
            "ngày 09/5/2017": "2017-05-09",
            "ngày 9-5-2017": "2017-05-09",
            "09.5.2017": "2017-05-09",
            "19/ 6/2020": "2020-06-19",
            "ngày 28/9 năm 2020": "2020-09-28",
        },
        ("31/4/2022", "số 12/10/2020", "12/10/2020/NĐ-CP", "1/12/10/2020", "0/5/2020"),
        "Figures with one kind of sign; with a letter or a further part after them they are a number of a document.",
    ),
    Rule(
        "blank figures",
        rf"ngày{_BLANK}/\s{{0,9}}(?:(?P<month>\d{{1,2}})\s{{0,9}}|{_BLANK})/\s{{0,9}}{_YEAR}(?![/-]?\w)",
        {"ngày    /4/2023": "2023-04", "ngày …/…/2023": "2023"},
        ("ngày    /13/2023",),
    ),
    Rule(
        "month",
        rf"tháng{GAP}(?P<month>\d{{1,2}})(?:\s{{0,9}}[/.-]\s{{0,9}}|{GAP}(?:,{GAP})?năm{GAP}){_YEAR}(?![/-]?\w)",
        {"tháng 4 năm 2023": "2023-04", "tháng 4/2023": "2023-04", "tháng 11 - 2019": "2019-11"},
        ("tháng 13/2023", "tháng 4", "6 tháng năm 2023x"),
    ),
    Rule(
        "year",
        rf"năm{_SPACE}{_YEAR}(?![/]?\w)",
        {"năm 2023": "2023"},
        ("năm 20231", "năm 23", "năm học"),
    ),
)


_PATTERNS = tuple(re.compile(r"(?<!\w)(?:" + rule.pattern + ")") for rule in RULES)
_OPENING = re.compile(GAP)


# A page number between the halves of a sentence, alone between blank lines.
_PAGE_NUMBER = re.compile(r"\n[ \t]{0,40}\n[ \t]{0,40}(?:-\s?)?\d{1,3}(?:\s?-)?[ \t]{0,40}\n(?=[ \t]{0,40}\n)")


# A letter for a figure, where only a figure can stand: "ngày l5/6/2024", "3l/12/2024".
_FIGURE = re.compile(
    r"(?<=ngày\s)[\dlo]{1,2}(?=\s?/\s?\d)|(?<!\w)\d[lo](?=/\d{1,2}/(?:19|20)\d\d)|(?<=\d/)[\dlo]{1,2}(?=/20\d\d)"
)
_FIGURES = str.maketrans("lo", "10")


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, str]]:
    slips: dict[str, str] = table("dates")["slips"]
    return re.compile(rf"(?<!\w){alternation(slips, ' ')}(?!\w)"), slips


def fold_span(masked: str, start: int, end: int) -> str:
    """The folded words of a span, as long as it, with scanning slips mended and without the page numbers in it."""
    folded = fold_same_length(_PAGE_NUMBER.sub(lambda match: " " * len(match.group()), masked[start:end]))
    pattern, slips = _slips()
    mended = pattern.sub(lambda match: slips[match.group()], folded)
    return _FIGURE.sub(lambda match: match.group().translate(_FIGURES), mended) if "/" in mended else mended


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO 8601 at the precision of what is given; None when no calendar has it."""
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def _mention(match: re.Match[str], shift: int) -> DateMention | None:
    parts = {name: int(value) for name, value in match.groupdict().items() if value and name != "sign"}
    iso = iso_date(parts["year"], parts.get("month"), parts.get("day"))
    return DateMention(match.start() + shift, match.end() + shift, iso) if iso else None


def find_dates(masked: str, start: int, end: int) -> tuple[DateMention, ...]:
    """The dates of a span in text order: of two that overlap the earlier one, then the longer.

    Reads: the mask. Writes: mentions with offsets of the text.
    """
    folded = fold_span(masked, start, end)
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(folded)]
    found, cursor = [], 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= cursor:
            found.append(_mention(match, start))
            cursor = match.end()  # also past an impossible date, so that its parts give nothing
    return tuple(mention for mention in found if mention)


def date_at(folded: str, position: int) -> DateMention | None:
    """The date that begins at a position of a text folded by `fold_same_length`; white space may stand before it."""
    opening = _OPENING.match(folded, position)
    matches = [pattern.match(folded, opening.end() if opening else position) for pattern in _PATTERNS]
    longest = max((match for match in matches if match), key=lambda match: match.end(), default=None)
    return _mention(longest, 0) if longest else None
