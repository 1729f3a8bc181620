"""A text made ready for the grammar of duties: folded words, the bodies in it, lists of bodies, and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from ..agencies import AgencyMention
from ..lexicon import alternation, fold_same_length, table
from ..text import Layout


@cache
def vocabulary(section: str, name: str) -> tuple[str, ...]:
    """A list of words of `data/duties.toml`, folded."""
    entry: Any = table("duties")[section][name]
    return tuple(fold_same_length(word) for word in ([entry] if isinstance(entry, str) else entry))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest that stands there; any white space may part those of one."""
    return alternation(words, r"\s{1,9}")


@cache
def pattern(section: str, name: str, before: str = "", after: str = r"(?!\w)") -> re.Pattern[str]:
    """The pattern of a list of words, each a whole word."""
    return re.compile(before + any_of(vocabulary(section, name)) + after)


class Group(NamedTuple):
    """Bodies that stand in one list: "Sở A, Sở B và các sở khác". `asked` when "đề nghị" stands inside it."""

    mentions: tuple[AgencyMention, ...]
    start: int
    end: int
    asked: bool = False


_SENTENCE = re.compile(r"[.!?…]['”\")]{0,2}\s{1,9}(?=[A-ZÀ-ỸĐ“\"(+*-])|;(?=\s|$)")
_PARENTHESIS = re.compile(r"\([^()]{0,600}\)")


class Reading:
    """The masked text, folded, with its bodies; all offsets are those of the text. `issuer` is the issuer's name."""

    def __init__(self, layout: Layout, mentions: tuple[AgencyMention, ...], issuer: str | None = None) -> None:
        self.mask, self.folded, self.issuer = layout.mask, layout.folded, issuer
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._parentheses = [match.span() for match in _PARENTHESIS.finditer(layout.mask)]
        self._openings = [start for start, _ in self._parentheses]

    def mentions_in(self, start: int, end: int) -> tuple[AgencyMention, ...]:
        return tuple(
            mention
            for mention in self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            if mention.end <= end
        )

    def parenthesis_at(self, position: int) -> tuple[int, int] | None:
        """The parenthesis that holds a position."""
        index = bisect_left(self._openings, position) - 1
        if index < 0 or self._parentheses[index][1] <= position:
            return None
        return self._parentheses[index]

    def plain(self, start: int, end: int) -> str:
        """The folded words of a span, with the parentheses in it blanked."""
        words = self.folded[start:end]
        return _PARENTHESIS.sub(lambda match: " " * len(match.group()), words)

    def groups(self, start: int, end: int) -> tuple[Group, ...]:
        """The lists of bodies in a span; a body in parentheses explains and is left out."""
        groups: list[Group] = []
        for mention in self.mentions_in(start, end):
            inside = self.parenthesis_at(mention.start)
            if inside and inside[0] >= start:
                continue
            gap = self.plain(groups[-1].end, mention.start) if groups else ""
            if groups and len(gap) < 110 and _is_link(gap) and not self._begins_anew(groups[-1], gap, mention):
                last = groups[-1]
                asked = last.asked or "đề nghị" in gap
                groups[-1] = Group((*last.mentions, mention), last.start, mention.end, asked)
            else:
                groups.append(Group((mention,), mention.start, mention.end))
        return tuple(groups)

    def _begins_anew(self, group: Group, gap: str, mention: AgencyMention) -> bool:
        """Whether a semicolon ends what is said: "… báo cáo về UBND huyện; UBND huyện tổng hợp, báo cáo …"."""
        if gap.strip() == "đề nghị":
            return True  # one asks the other: "…, UBND xã đề nghị các thôn thực hiện"
        if "đề nghị" in gap and re.search(r"của\s{0,9}$", self.folded[max(0, group.start - 20) : group.start]):
            return True  # "Trên đây là Kế hoạch của Sở Y tế, đề nghị các đơn vị …"
        if ";" not in gap:
            return False
        repeated = any(mention.name == other.name for other in group.mentions)
        before = self.folded[max(0, group.start - 20) : group.start]
        return repeated or bool(
            pattern("reports", "towards", r"(?:^|\s)", r"\s{0,9}$").search(before.replace("với", ""))
        )

    def sentences(self, start: int, end: int, groups: tuple[Group, ...]) -> tuple[tuple[int, int], ...]:
        """The sentences of a span, cut also at semicolons, but not inside a parenthesis or a list of bodies."""
        edges, cursor = [], start
        openings = [group.start for group in groups]
        for match in _SENTENCE.finditer(self.mask, start, end):
            stop, held = match.end(), self.parenthesis_at(match.start())
            index = bisect_left(openings, match.start()) - 1
            if (held and held[0] >= start) or (index >= 0 and match.start() < groups[index].end):
                continue
            edges.append((cursor, stop))
            cursor = stop
        return (*edges, (cursor, end)) if self.mask[cursor:end].strip() else tuple(edges)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,;]|{any_of(vocabulary('subjects', 'links'))}(?!\w))*")


def _is_link(gap: str) -> bool:
    return bool(_link().fullmatch(gap))
