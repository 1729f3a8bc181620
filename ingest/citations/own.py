"""The file itself is no citation: its number in the header, under its title, and where it is said to be attached to."""

from __future__ import annotations

import re
from functools import cache

from ..agencies import Home
from ..text import Block, Layout
from .mentions import Mention, Reading
from .numbers import read_number
from .readers import NUMBER_WORD
from .types import longest_first, type_words

# The number line of a header: a line or a cell of a table that begins with "Số", or holds no more than "Luật số: …".
_SO = re.compile(rf"(?<![^\W_])(?:{NUMBER_WORD})(?=[\doil])")
_ALONE = re.compile(r"[^\s|]+[^\S\n]{0,9}[\n|]")


def own_number(layout: Layout, reading: Reading) -> tuple[int, str] | None:
    """Where the number of the file is and what it is: in the header, or under the title ("THÔNG TƯ / CỦA … SỐ …")."""
    for block in layout.blocks:
        if block.kind not in ("header", "title"):
            continue
        at = _number_at(layout, reading, block)
        number = read_number(reading.masked, reading.folded, at) if at is not None else None
        if at is not None and number and not number.bare:
            return at, number.value
    return None


def _number_at(layout: Layout, reading: Reading, block: Block) -> int | None:
    if block.kind == "title":
        match = _in_title().match(reading.folded, block.start, block.end)
        return match.end() if match else None
    for match in _SO.finditer(reading.folded, block.start, block.end):
        line = max(layout.text.rfind(sign, 0, match.start()) for sign in "\n|")
        before = reading.folded[line + 1 : match.start()].strip()
        alone = ":" in match.group() and _ALONE.match(layout.text, match.end())
        if not before or (alone and before in type_words()):
            return match.end()
    return None


@cache
def _in_title() -> re.Pattern[str]:
    types = longest_first(dict.fromkeys(type_words()))
    return re.compile(
        rf"(?:{types})?(?: {{0,40}}của(?: {{1,40}}[^\W\d_]+(?: ?[-,])?){{1,16}}?)? {{0,40}}(?:{NUMBER_WORD})"
    )


def without_own(
    layout: Layout, reading: Reading, mentions: list[Mention], home: Home, issued: str | None
) -> list[Mention]:
    """The mentions that are of other documents: another body, or the same on another day, may have the number too."""
    own = own_number(layout, reading)
    if own is None:
        return mentions
    at, number = own
    return [
        mention
        for mention in mentions
        if not mention.start <= at < mention.end
        and not (mention.number == number and _same_day(mention.date, issued) and _same_body(mention.issuer, home))
    ]


def _same_body(issuer: str | None, home: Home) -> bool:
    return issuer is None or home.issuer is None or issuer == home.issuer


def _same_day(date: str | None, issued: str | None) -> bool:
    """Whether two days are one, as precisely as both are known."""
    return not date or not issued or date[: len(issued)] == issued[: len(date)]
