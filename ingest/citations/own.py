"""The file itself is no citation: its number in the header, under its title, and where it is said to be attached to."""

from __future__ import annotations

import re
from functools import cache

from ..text import Block, Layout
from .mentions import Mention, Reading
from .numbers import read_number
from .readers import NUMBER_WORD
from .types import longest_first, type_words

# The number line of a header: a line or a cell of a table that begins with "Số".
_SO = re.compile(rf"(?:^|[\n|])[ \t]{{0,40}}(?P<so>{NUMBER_WORD})", re.IGNORECASE)


def own_number(layout: Layout, reading: Reading) -> str | None:
    """The number in the header, or under the title: "THÔNG TƯ / CỦA BỘ XÂY DỰNG SỐ 04/2001/TT-BXD"."""
    for block in layout.blocks:
        if block.kind not in ("header", "title"):
            continue
        at = _number_at(layout, reading, block)
        number = read_number(reading.masked, reading.folded, at) if at is not None else None
        if number and not number.bare:
            return number.value
    return None


def _number_at(layout: Layout, reading: Reading, block: Block) -> int | None:
    if block.kind == "title":
        match = _in_title().match(reading.folded, block.start, block.end)
        return match.end() if match else None
    match = _SO.search(layout.text, max(0, block.start - 1), block.end)
    if match is None and (opening := _SO.match(reading.masked[block.start : block.end])):
        return block.start + opening.end()
    return match.end() if match else None


@cache
def _in_title() -> re.Pattern[str]:
    types = longest_first(dict.fromkeys(type_words()))
    return re.compile(
        rf"(?:{types})?(?: {{0,40}}của(?: {{1,40}}[^\W\d_]+(?: ?[-,])?){{1,16}}?)? {{0,40}}(?:{NUMBER_WORD})"
    )


def without_own(layout: Layout, reading: Reading, mentions: list[Mention], issued: str | None) -> list[Mention]:
    """The mentions that are of other documents."""
    number = own_number(layout, reading)
    headers = [
        (block.start, block.end) for block in layout.blocks if block.kind in ("header", "recipients", "signature")
    ]
    kept = []
    for mention in mentions:
        own = number is not None and mention.number == number and _same_day(mention.date, issued)
        stray = mention.rule == "number without type" and any(start <= mention.start < end for start, end in headers)
        if not own and not stray:
            kept.append(mention)
    return kept


def _same_day(date: str | None, issued: str | None) -> bool:
    return not date or not issued or date[:4] == issued[:4]
