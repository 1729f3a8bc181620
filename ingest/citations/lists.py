"""Lists in which the type stands once: "các Quyết định số 1, 2 và 3/QĐ-UBND", "các Luật: Đất đai, Nhà ở"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..laws import known_name_end
from ..lexicon import fold_same_length
from .context import Surroundings
from .mentions import Mention, Reading
from .names import law_name
from .numbers import read_number
from .readers import DRAFT, NUMBER_WORD, follows_count
from .types import type_said_by

_LINK = r" {0,3}(?:[,;] {0,40}(?:và {1,40})?| {0,40}(?:và|hoặc|hay|cùng|&) {1,40})"
_NUMBER_LINK = re.compile(rf"{_LINK}(?:(?P<so>{NUMBER_WORD}))?(?=[\doil])")
_NAME_LINK = re.compile(_LINK)
_COUNTS = re.compile(r"^(\d+[a-zđ]?)(.*)$", re.DOTALL)
_MAX_LISTED = 40


def more(reading: Reading, around: Surroundings, first: Mention, previous: Mention | None) -> Iterator[Mention]:
    """A mention and those that its list goes on with; one that an earlier list went on to has the type from there."""
    first = _as_before(reading, first, previous) if previous else first
    if first.rule == "laws in a list":
        yield from _laws(reading, around, first)
        return
    if first.number is None or first.name is not None:
        yield first
        return
    listed = [first]
    while len(listed) < _MAX_LISTED and (found := _next_number(reading, around, listed[-1])):
        listed.append(found)
    yield from _share(listed)


def _as_before(reading: Reading, first: Mention, previous: Mention) -> Mention:
    """What a mention takes from the one it is listed after: the type of a number, or that it is a draft."""
    if previous.rule == DRAFT and first.rule == "law by name":
        listed = _NAME_LINK.fullmatch(reading.folded, previous.until, first.start)
        return first._replace(rule=DRAFT) if listed else first
    if first.rule != "number without type" or not previous.number:
        return first
    listed = _NUMBER_LINK.fullmatch(reading.folded, previous.until, first.start) or _NAME_LINK.fullmatch(
        reading.folded, previous.until, first.start
    )
    alike = type_said_by(previous.number) == type_said_by(first.number or "")
    return first._replace(type=previous.type, rule="number in a list") if listed and alike else first


def _next_number(reading: Reading, around: Surroundings, before: Mention) -> Mention | None:
    link = _NUMBER_LINK.match(reading.folded, before.until)
    number = read_number(reading.masked, reading.folded, link.end()) if link else None
    if link is None or number is None:
        return None
    if number.bare and reading.broken(before.until, number.end):
        return None
    if number.bare and (
        not before.bare or before.date or not (link["so"] or follows_count().match(reading.folded, number.end))
    ):
        return None
    said = type_said_by(number.value)
    own = type_said_by(before.number or "")
    if not number.bare and not before.bare and said is None and own is not None:
        return None
    kind = said.name if said and own and said != own else before.type
    start = link.end()
    mention = Mention(
        start,
        number.end,
        kind,
        "number in a list",
        number=number.value,
        bare=number.bare,
        raw_number=number.raw,
        repair=number.repair,
    )
    return around.dated(mention)


def _share(listed: list[Mention]) -> Iterator[Mention]:
    """The symbol, the day and the issuer that stand once, after the last: "số 12, 13 và 14/QĐ-UBND ngày … của …"."""
    last = listed[-1]
    symbol = _COUNTS.match(last.number or "")
    whole = not last.bare and len(listed) > 1 and all(mention.bare for mention in listed[:-1])
    for mention in listed[:-1]:
        shared = mention
        if whole and symbol:
            shared = shared._replace(number=f"{mention.number}{symbol[2]}", bare=False, date=shared.date or last.date)
        if last.issuer and not mention.issuer:
            shared = shared._replace(issuer=last.issuer)
        yield shared
    yield last


def _laws(reading: Reading, around: Surroundings, first: Mention) -> Iterator[Mention]:
    """The laws of a list that says "Luật" once; each name is one of the table."""
    yield first
    before, kind = first, fold_same_length(first.type)
    for _ in range(_MAX_LISTED):
        link = _NAME_LINK.match(reading.folded, before.until)
        end = known_name_end(reading.folded, link.end(), after=kind) if link else None
        if link is None or end is None or not reading.masked[link.end() : link.end() + 1].isupper():
            return
        name = law_name(f"{first.type} {reading.masked[link.end() : end]}")
        before = around.dated(Mention(link.end(), end, first.type, "laws in a list", name=name))
        yield before
