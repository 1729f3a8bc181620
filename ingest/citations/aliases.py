"""Short names that a text gives its documents, and the mentions that go back to an earlier one.

    "(sau đây gọi tắt là QĐ 20)" · "Nghị định 54" for the 54/2012/NĐ-CP of the same text · "Quyết định nêu trên"

An alias takes the type, the number and the name of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ..lexicon import table
from .mentions import Mention, Reading
from .types import DocumentType, abbreviations, longest_first, type_words

_DEFINITION = re.compile(
    r"(?:(?:sau|dưới|từ) {1,9}(?:đây|này) {0,3},? {0,9})?(?:được {1,9})?(?:gọi|viết)"
    r"(?: {1,9}(?:tắt|chung|ngắn|gọn)){0,2} {1,9}là {0,3}:? {0,40}"
    r"[\"']? ?(?P<alias>[^()\"';:.\n]{2,80}?) {0,3}(?=[)\"';.:\n,]|$)"
)
_COUNT = re.compile(r"(?P<word>[^\d]{1,40}?) {0,40}(?:số {1,9})?(?P<count>\d{1,6}[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?")
_REACH = 1200  # how far before its definition the document of an alias may be named


@dataclass(frozen=True, slots=True)
class _Alias:
    words: str  # folded
    start: int
    target: Mention


def with_aliases(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """The mentions with short ones tied to the full one of the same text, and with the uses of aliases among them."""
    mentions = _lengthen(mentions)
    aliases = list(_defined(reading, mentions))
    mentions = _merge(mentions, _uses(reading, aliases))
    return _merge(mentions, _backward(reading, mentions))


def _lengthen(mentions: list[Mention]) -> list[Mention]:
    """ "Nghị định 54" is 54/2012/NĐ-CP when the text has one such decree."""
    full: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        if mention.number and not mention.bare:
            full.setdefault((mention.type, _count(mention.number)), set()).add(mention.number)
    lengthened = []
    for mention in mentions:
        known = full.get((mention.type, _count(mention.number)), set()) if mention.number and mention.bare else set()
        fits = [
            number for number in known if number.startswith(f"{mention.number}/") or "/" not in (mention.number or "")
        ]
        if len(fits) == 1:
            mention = replace(mention, number=fits[0], bare=False, alias=True)  # noqa: PLW2901
        if mention.bare and mention.rule == "short count":
            continue  # "TB 3": an abbreviation and a count cite nothing that the text does not name in full
        lengthened.append(mention)
    return lengthened


def _count(number: str) -> str:
    match = re.match(r"\d+[a-zđ]?", number)
    return match.group() if match else number


@cache
def _type_of_word() -> dict[str, DocumentType]:
    return {**abbreviations(), **type_words()}


def _defined(reading: Reading, mentions: list[Mention]) -> Iterator[_Alias]:
    for match in _DEFINITION.finditer(reading.folded):
        start, end = match.span("alias")
        if any(
            mention.start < end and start < mention.end and not mention.bare and not mention.alias
            for mention in mentions
        ):
            continue  # the alias is a full number of its own
        words = " ".join(match["alias"].split())
        before = [
            mention for mention in mentions if match.start() - _REACH < mention.start and mention.end <= match.start()
        ]
        target = _target(words, before)
        if target is not None and reading.masked[start].isupper():
            yield _Alias(words, start, target)


def _target(words: str, before: list[Mention]) -> Mention | None:
    """The mention that an alias is of: with its count, else the nearest of its type."""
    counted = _COUNT.fullmatch(words)
    if counted:
        count = counted["count"].zfill(2)
        fits = [mention for mention in before if mention.number and _count(mention.number) == count]
        return fits[-1] if fits else None
    kind = next((kind for word, kind in _type_of_word().items() if words.startswith(f"{word} ")), None)
    if kind is None:
        return None
    fits = [mention for mention in before if mention.type == kind.name]
    return fits[-1] if fits else None


def _uses(reading: Reading, aliases: list[_Alias]) -> Iterator[Mention]:
    """Every place from its definition on where an alias stands; the longest alias first."""
    if not aliases:
        return
    by_words: dict[str, list[_Alias]] = {}
    for alias in aliases:
        by_words.setdefault(alias.words, []).append(alias)
    pattern = re.compile(rf"(?<![^\W_])(?:{longest_first(by_words)})(?![^\W_]|[/-]\d)")
    for match in pattern.finditer(reading.folded, min(alias.start for alias in aliases)):
        defined = [alias for alias in by_words[" ".join(match.group().split())] if alias.start <= match.start()]
        if defined and reading.masked[match.start()].isupper():
            target = defined[-1].target
            yield Mention(
                match.start(),
                match.end(),
                target.type,
                "alias",
                number=target.number,
                name=target.name,
                year=target.year,
                alias=True,
                until=match.end(),
            )


@cache
def _back() -> re.Pattern[str]:
    types = longest_first(dict.fromkeys(type_words()))
    words = longest_first(dict.fromkeys(table("citations")["back"]))
    return re.compile(rf"(?<![^\W_])(?P<type>{types}) {{1,40}}(?:{words})(?![^\W_])")


_MANY = re.compile(r"(?<![^\W_])(?:các|những|\d{1,2}|hai|ba) {1,40}$")


def _backward(reading: Reading, mentions: list[Mention]) -> Iterator[Mention]:
    """ "Quyết định nêu trên": the one cited last before it."""
    for match in _back().finditer(reading.folded):
        kind = type_words()[" ".join(match["type"].split())].name
        before = [mention for mention in mentions if mention.end <= match.start() and mention.type == kind]
        many = _MANY.search(reading.folded, max(0, match.start() - 50), match.start())
        if not before or many or not reading.masked[match.start()].isupper():
            continue
        last = before[-1]
        yield Mention(
            match.start(),
            match.end(),
            kind,
            "back-reference",
            number=last.number,
            name=last.name,
            year=last.year,
            alias=True,
            until=match.end(),
        )


def _merge(mentions: list[Mention], more: Iterator[Mention]) -> list[Mention]:
    """Both in text order; where two overlap a full one stands, and an alias goes before a bare count."""
    found = list(mentions)
    for added in more:
        over = [mention for mention in found if mention.start < added.end and added.start < mention.end]
        if any(not mention.bare for mention in over):
            continue
        found = [mention for mention in found if mention not in over]
        found.append(added)
    return sorted(found, key=lambda mention: mention.start)
