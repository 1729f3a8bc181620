"""Short names that a text gives its documents, and the mentions that go back to an earlier one.

    "(sau đây gọi tắt là QĐ 20)" · "(sau đây gọi tắt là Nghị quyết)" · "(sau đây viết tắt là Luật THADS)"
    "Nghị định 54" for the 54/2012/NĐ-CP of the same text · "Quyết định nêu trên"

An alias takes the type, the number and the name of its document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ..lexicon import table
from .mentions import Mention, Reading
from .types import DocumentType, abbreviations, longest_first, type_words

_DEFINITION = re.compile(
    r"(?:gọi(?<![^\W_]...)|viết(?<![^\W_]....))(?: {1,9}(?:tắt|chung|ngắn|gọn)){0,2} {1,9}là {0,3}:? {0,40}"
    r"[\"']? ?(?P<alias>[^()\"';:.,\n]{2,80}?) {0,3}(?=[)\"';.:,]|$)"
)
_COUNT = re.compile(r"[^\d]{1,40}?(?:số {1,9})?(?P<count>\d{1,6}[a-zđ]?)(?:/(?:19|20)\d\d)?")
_MANY = re.compile(r"(?<![^\W_])(?:các|những|\d{1,2}|hai|ba) {1,40}$")
_REACH = 1200  # how far before its definition the document of an alias may be named
_MAX_ALIASES = 200  # one text defines fewer; more would be a list of something else


@dataclass(frozen=True, slots=True)
class _Alias:
    words: str  # folded, single spaces
    start: int
    target: Mention
    is_type: bool  # a type word alone: "Nghị quyết"


@dataclass(frozen=True)
class _InOrder:
    """Mentions in text order, none over another."""

    mentions: tuple[Mention, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def over(self, start: int, end: int) -> tuple[Mention, ...]:
        first = max(0, bisect_right(self._starts, start) - 1)
        found = self.mentions[first : bisect_left(self._starts, end)]
        return tuple(mention for mention in found if mention.end > start)

    def before(self, at: int, reach: int) -> Iterator[Mention]:
        """The mentions that end before a place, the nearest first."""
        for index in range(bisect_left(self._starts, at) - 1, -1, -1):
            if self.mentions[index].start < at - reach:
                return
            if self.mentions[index].end <= at:
                yield self.mentions[index]

    def merged(self, more: Iterable[Mention]) -> _InOrder:
        """With others among them; where two overlap a sure one stands, and an alias goes before a tentative one."""
        added: list[Mention] = []
        removed: set[int] = set()
        for mention in more:
            over = self.over(mention.start, mention.end)
            if all(other.tentative for other in over):
                removed.update(other.start for other in over)
                added.append(mention)
        kept = [mention for mention in self.mentions if mention.start not in removed]
        return _InOrder(tuple(sorted([*kept, *added], key=lambda mention: mention.start)))


def with_aliases(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """The mentions with short ones tied to the full one of the same text, and with the uses of aliases among them."""
    found = _InOrder(tuple(_lengthen(mentions)))
    found = found.merged(_uses(reading, _defined(reading, found)))
    return list(found.merged(_backward(reading, found)).mentions)


def _lengthen(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions with what others of the text tell: "Nghị định 54" is 54/2012/NĐ-CP when it has one such decree."""
    full: dict[tuple[str, str], set[str]] = {}
    types: dict[str, str] = {}
    for mention in mentions:
        if mention.number and mention.type and not mention.bare:
            full.setdefault((mention.type, _count(mention.number)), set()).add(mention.number)
            types.setdefault(mention.number, mention.type)
    for mention in mentions:
        number = mention.number or ""
        known = full.get((mention.type, _count(number)), set()) if mention.bare else set()
        fits = [other for other in known if other.startswith(f"{number}/") or "/" not in number]
        if len(fits) == 1:
            yield mention._replace(number=fits[0], bare=False, tentative=False, alias=True)
        elif not mention.type:
            if number in types:  # "theo 121/2020/QH14": the type is that of the same number elsewhere
                yield mention._replace(type=types[number])
        elif not (mention.bare and mention.rule == "short count"):
            yield mention  # "TB 3" cites nothing that the text does not name in full


def _count(number: str) -> str:
    match = re.match(r"\d+[a-zđ]?", number)
    return match.group() if match else number


@cache
def _type_of_word() -> dict[str, DocumentType]:
    return {**abbreviations(), **type_words()}


def _defined(reading: Reading, found: _InOrder) -> dict[str, list[_Alias]]:
    """The aliases that the text defines, by their words."""
    aliases: dict[str, list[_Alias]] = {}
    for match in _DEFINITION.finditer(reading.folded):
        start, end = match.span("alias")
        sure = any(not mention.tentative and not mention.alias for mention in found.over(start, end))
        if sure or not reading.masked[start].isupper() or len(aliases) >= _MAX_ALIASES:
            continue  # "Quyết định 1472/QĐ-TTg" is a number of its own
        words = " ".join(match["alias"].split())
        is_type = words in type_words()
        target = _target(words, found.before(match.start(), _REACH))
        kind = words if is_type else _unnumbered(words)
        if target and not (kind and _named_between(reading, target.end, match.start(), kind)):
            aliases.setdefault(words, []).append(_Alias(words, start, target, is_type))
    return aliases


def _unnumbered(words: str) -> str | None:
    """The type word that an alias without a number begins with: "Kế hoạch của huyện"."""
    if _COUNT.fullmatch(words):
        return None
    return next((word for word in type_words() if words.startswith(f"{word} của ")), None)


def _target(words: str, before: Iterable[Mention]) -> Mention | None:
    """The mention that an alias is of: the nearest with its count, else the nearest of its type."""
    counted = _COUNT.fullmatch(words)
    if counted:
        count = counted["count"].zfill(2)
        return next((mention for mention in before if mention.number and _count(mention.number) == count), None)
    kind = next((kind for word, kind in _type_of_word().items() if f"{words} ".startswith(f"{word} ")), None)
    return next((mention for mention in before if kind and mention.type == kind.name), None)


def _named_between(reading: Reading, start: int, end: int, words: str) -> bool:
    """Whether another document of that type is spoken of in between: "ban hành Kế hoạch … (gọi tắt là Kế hoạch)"."""
    return re.search(rf"(?<![^\W_]){longest_first({words: None})}(?![^\W_])", reading.folded[start:end]) is not None


def _uses(reading: Reading, aliases: dict[str, list[_Alias]]) -> Iterator[Mention]:
    """Every place from its definition on where an alias stands; the longest alias first."""
    if not aliases:
        return
    pattern = re.compile(rf"(?<![^\W_])(?:{longest_first(dict.fromkeys(aliases))})(?![^\W_]|[/-]\d)")
    for match in pattern.finditer(reading.folded, min(first.start for first, *_ in aliases.values())):
        defined = [alias for alias in aliases[" ".join(match.group().split())] if alias.start <= match.start()]
        if not defined or not reading.masked[match.start()].isupper():
            continue
        if not defined[-1].is_type or match.start() == defined[-1].start or _stands_alone(reading, match):
            yield _like(defined[-1].target, match.start(), match.end(), "alias")


@cache
def _goes_on() -> re.Pattern[str]:
    """What makes another document of a type word: "Nghị quyết này", "Nghị quyết số …", "Nghị quyết của …"."""
    return re.compile(r" {1,40}(?:này|số|của|về|liên tịch|ngày|nêu|trên|nói|đó|khác|\d|:)")


def _stands_alone(reading: Reading, match: re.Match[str]) -> bool:
    many = _MANY.search(reading.folded, max(0, match.start() - 50), match.start())
    after = reading.masked[match.end() : match.end() + 42].lstrip()
    return many is None and not after[:1].isupper() and _goes_on().match(reading.folded, match.end()) is None


def _like(target: Mention, start: int, end: int, rule: str) -> Mention:
    return Mention(
        start,
        end,
        target.type,
        rule,
        number=target.number,
        name=target.name,
        bare=target.bare,
        year=target.year,
        alias=True,
        until=end,
    )


@cache
def _back() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What goes back ("nêu trên"), and the type word before it."""
    words, types = longest_first(dict.fromkeys(table("citations")["back"])), longest_first(dict.fromkeys(type_words()))
    back = re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")
    return back, re.compile(rf"(?<![^\W_])(?P<type>{types}) {{1,40}}$")


def _backward(reading: Reading, found: _InOrder) -> Iterator[Mention]:
    """ "Quyết định nêu trên": the one cited last before it."""
    back, before = _back()
    for words in back.finditer(reading.folded):
        match = before.search(reading.folded, max(0, words.start() - 80), words.start())
        if match is None or not reading.masked[match.start()].isupper():
            continue
        kind = type_words()[" ".join(match["type"].split())].name
        many = _MANY.search(reading.folded, max(0, match.start() - 50), match.start())
        last = next((mention for mention in found.before(match.start(), 4 * _REACH) if mention.type == kind), None)
        if last and not many:
            yield _like(last, match.start(), words.end(), "back-reference")
