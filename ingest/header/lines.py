"""The lines of a header: cells of tables and of columns, with the motto, the number and the date cut out of them.

A scanner reads two columns in any order, and often as one line. So the parts that have a shape of their own (motto,
number, place and date) are found first, wherever they stand; what is left between them, line by line, is the
letterhead, the type and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..lexicon import fold_same_length, table
from ..places import is_place
from ..text import Layout

# A range of letters ("à-ỹ") holds capitals too, so that the letters are spelled out.
UPPER = "A-ZĐÐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

HEAD = 6000  # characters within which a header, its title and the first words after it stand

# A gap between two columns. Blanks to be filled in ("Số:      /KH-UBND", "ngày     tháng") are no gap.
_GAP = re.compile(r"(?<!số)(?<!số:)(?<!ngày)(?<!tháng)(?<!năm)(?:\s{4,400}|\t\s{0,400})(?!/|tháng|năm|ngày)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a cell of one: its words with single spaces. `apart`: a blank line, border or rule stands before it."""

    words: str
    start: int
    end: int
    apart: bool

    @property
    def folded(self) -> str:
        return fold_same_length(self.words)


@dataclass(frozen=True, slots=True)
class Number:
    """What stands after "Số:": the count if it is filled in, the year if it is part of it, and the symbol."""

    start: int
    end: int
    count: str | None
    year: str | None
    symbol: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A place and date, each as precise as the line is: "Bạch Thông, ngày   tháng 4 năm 2023" is 2023-04."""

    start: int
    end: int
    place: str | None
    iso: str | None


def lines_in(layout: Layout, start: int, end: int, cut: tuple[tuple[int, int], ...] = ()) -> tuple[Line, ...]:
    """The lines and cells between two offsets, without the spans in `cut`, each of which ends a line."""
    spans = sorted(cut)
    bounds = [start, *(offset for span in spans for offset in span), end]
    found: list[Line] = []
    apart = True
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        for line in _between(layout, left, right, apart):
            found.append(line)
        apart = False
    return tuple(found)


def _between(layout: Layout, start: int, end: int, apart: bool) -> Iterator[Line]:
    offset = start
    for raw in layout.text[start:end].splitlines(keepends=True):
        found = False
        row = raw.lstrip().startswith("|") and raw.count("|") > 1
        for left, right in _cells(layout, offset, offset + len(raw)):
            words = layout.mask[left:right]
            if words.strip():
                left += len(words) - len(words.lstrip())  # noqa: PLW2901
                yield Line(" ".join(words.split()), left, left + len(words.strip()), apart or row)
                found, apart = True, False
        apart = apart or not found
        offset += len(raw)


def _cells(layout: Layout, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a physical line: at borders of a table, and at the gaps between columns."""
    for cell in re.finditer(r"[^|\n]+", layout.text[start:end]):
        left = start + cell.start()
        folded = fold_same_length(layout.mask[left : start + cell.end()])
        at = 0
        for gap in _GAP.finditer(folded):
            yield left + at, left + gap.start()
            at = gap.end()
        yield left + at, start + cell.end()


@cache
def _motto() -> re.Pattern[str]:
    mottos = sorted(table("header")["mottos"], key=len, reverse=True)
    phrases = "|".join(re.escape(fold_same_length(m)).replace(r"\ ", r"\s{1,9}") for m in mottos)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


def mottos_in(folded: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _motto().finditer(folded))


_PART = r"[^\W\d_][^\W_.…]{0,24}"
_SYMBOL = rf"{_PART}(?:\s?[-/&]\s?{_PART}){{0,9}}"
_NUMBER = re.compile(
    r"(?<![\w(])(?:(?:luật|bộ luật|nghị quyết|pháp lệnh|nghị định|quyết định|thông tư|kế hoạch|chỉ thị|công văn|báo cáo)\s{1,3})?"
    r"(?P<word>số|sô|só|so)\s{0,3}(?P<colon>[:.;]?)\s{0,12}"
    r"(?:(?P<blank>(?:[^\W\d_]?\d?[x…._]{1,40}|\d[x…]\d?|[….]{1,40}))|(?P<count>\d{1,6}[a-zđ]?(?!\w)))?\s{0,40}"
    rf"(?:(?:(?P<slash>/)|(?P<dash>-))\s{{0,9}}(?:(?P<year>(?:19|20)\d\d)\s{{0,3}}[/-]\s{{0,3}})?(?P<symbol>{_SYMBOL})?)?"
)


def numbers_in(masked: str, folded: str) -> Iterator[Number]:
    """The number lines of a header, in order: "Số:" with its colon anywhere, without it at the beginning of a line."""
    for match in _NUMBER.finditer(folded):
        opens = (
            not folded[max(0, match.start() - 3) : match.start()].strip()
            or "\n" in masked[match.start() - 3 : match.start()]
        )
        filled = match["count"] or match["symbol"]
        if not filled or not (match["colon"] == ":" or opens):
            continue
        end = match.end()
        symbol = masked[match.start("symbol") : match.end("symbol")] if match["symbol"] else None
        if symbol:
            symbol, end = _trimmed(symbol, match.start("symbol"))
        yield Number(match.start(), end, match["count"], match["year"], symbol)


def _trimmed(symbol: str, start: int) -> tuple[str | None, int]:
    """A symbol begins each part with a capital; what does not belongs to the words after it."""
    kept = re.match(rf"[{UPPER}][\w&]*(?:\s?[-/&–]\s?[{UPPER}][\w&]*)*", symbol)
    if kept is None:
        return None, start
    return re.sub(r"\s", "", kept.group()).replace("–", "-"), start + kept.end()


_BLANK = r"[\s.…_:·]{0,40}"
_DATE = re.compile(
    rf"ngày{_BLANK}(?P<day>[^\s,.…_]{{1,3}})?{_BLANK}tháng{_BLANK}(?P<month>[^\s,.…_]{{1,3}})?{_BLANK}năm{_BLANK}(?P<year>\d{{4}})?(?!\d)"
    r"|(?:ngày\s{0,5})?(?<![\d/])(?P<day2>\d{1,2})\s?[/.-]\s?(?P<month2>\d{1,2})\s?[/.-]\s?(?P<year2>(?:19|20)\d\d)(?!\d)"
)
_BEFORE = re.compile(
    rf"(?P<place>(?:(?:TP|Tp|T\.P|TX|Tx|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Xx]ã|[Pp]hường|[Qq]uận|[Tt]ỉnh)[.,]?\s{{0,3}})?"
    rf"(?:[{UPPER}][\w'’]{{0,12}}|\d{{1,2}})(?:\s{{0,3}}[-–]?\s{{0,3}}(?:[{UPPER}][\w'’]{{0,12}}|\d{{1,2}})){{0,5}})\s{{0,5}}[,.;]?\s{{0,9}}$"
)


def dates_in(masked: str, folded: str, cut: tuple[tuple[int, int], ...]) -> Iterator[Dated]:
    """Dates that follow a place, or stand on a line of their own; spans in `cut` do not belong to a place."""
    for match in _DATE.finditer(folded):
        left = max([match.start() - 60, 0, *(end for _, end in cut if end <= match.start())])
        before = masked[left : match.start()]
        comma = before.rstrip().endswith((",", ";"))
        place = _BEFORE.search(before) if comma else None
        opens = not before.strip() or "\n" in before[len(before.rstrip()) :]
        if place is None and not opens:
            continue
        name, skipped = _place(place["place"]) if place else (None, 0)
        start = left + place.start() + skipped if place else match.start()
        yield Dated(start, match.end(), name, _iso(match))


def _place(words: str) -> tuple[str, int]:
    """The place, and how many characters before it belong to the letterhead: "TỈNH HƯNG YÊN Hưng Yên" is Hưng Yên."""
    for match in re.finditer(r"\S+", words):
        rest = " ".join(words[match.start() :].replace(",", ".").split())
        if is_place(re.sub(r"^(?:tp|t\.p|tx)\.? ?", "", rest, flags=re.IGNORECASE)):
            return rest, match.start()
    return " ".join(words.replace(",", ".").split()), 0


def _iso(match: re.Match[str]) -> str | None:
    year = match["year"] or match["year2"]
    parts = [match["month"] or match["month2"], match["day"] or match["day2"]]
    if year is None:
        return None
    iso = year
    for part, most in zip(parts, (12, 31), strict=True):
        if not part or not part.isdigit() or not 1 <= int(part) <= most:
            break
        iso += f"-{int(part):02d}"
    return iso
