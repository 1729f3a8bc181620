"""All the bodies of a text: reads a name wherever one may begin, then shares levels that stand once for several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..memory import remember
from ..places import LEVELS, Place
from .names import Find, read
from .words import Tokens, bodies, cut, heads, offices, set_nouns

# Bodies of one place that share a set: "HĐND và UBND các xã"; "Công an, UBND các xã" do not.
_COUNCILS = ("Hội đồng nhân dân", "Ủy ban nhân dân", "Đảng ủy", "Ủy ban Mặt trận Tổ quốc Việt Nam")


class AgencyMention(NamedTuple):
    """A body where it is named. `level` and `place` are None where the text leaves them to the plan's own."""

    text: str
    start: int
    end: int
    name: str
    level: str | None = None
    collective: bool = False
    place: Place | None = None
    officeholder: bool = False


def find_agencies(masked: str) -> tuple[AgencyMention, ...]:
    """Every body named in the text, from left to right, none over another; an open set is one mention.

    Reads: the masked text, the tables of agencies and places.
    Writes: mentions with offsets.
    """
    mentions, start = [], 0
    for stop in (*(match.end() for match in _STOP.finditer(masked)), len(masked)):
        mentions += [_moved(mention, start) for mention in _find(masked[start:stop])]
        start = stop
    return tuple(mentions)


# No name goes on over a full stop and a blank line.
_STOP = re.compile(r"\.(?=[^\S\n]{0,80}\n[^\S\n]{0,80}\n)")


@remember(longest=1_000)
def _find(masked: str) -> tuple[AgencyMention, ...]:
    tokens = cut(masked)
    return tuple(_mention(masked, tokens, find) for find in _share_levels(tokens, tuple(_scan(tokens))))


def _moved(one: AgencyMention, by: int) -> AgencyMention:
    if not by:
        return one
    return AgencyMention(
        one.text, one.start + by, one.end + by, one.name, one.level, one.collective, one.place, one.officeholder
    )


def _mention(masked: str, tokens: Tokens, find: Find) -> AgencyMention:
    start, end = tokens[find.begin].start, tokens[find.end - 1].end
    return AgencyMention(masked[start:end], start, end, find.name, find.level, find.collective, find.place, find.office)


def _scan(tokens: Tokens) -> Iterator[Find]:
    at, openers = 0, _openers()
    while at < len(tokens):
        finds = read(tokens, at) if tokens[at].key in openers and not _is_part(tokens, at) else ()
        yield from finds
        at = finds[-1].end if finds else at + 1


@cache
def _openers() -> frozenset[str]:
    """The first syllables of everything that can begin a find: most tokens are passed over by one look-up."""
    first = {key for tree in (bodies(), heads()) for key in tree.children}
    first |= offices().children.keys() | set_nouns().children.keys()
    return frozenset(first | {"các", "tất", "tw", "trung"})


def _is_part(tokens: Tokens, at: int) -> bool:
    """Whether the word belongs to the name of a law, or to a number: "Luật Bảo hiểm xã hội", "98/KH-UBND"."""
    if tokens.key(at - 1) == "luật" or tokens.keys(at - 3, "luật", "tổ", "chức"):
        return True
    if at < 2 or tokens.key(at - 1) not in ("-", "/") or tokens[at - 1].end != tokens[at].start:
        return False
    council = bodies().longest(tokens, at - 2)  # "HĐND-UBND" is two bodies
    return tokens[at - 2].end == tokens[at - 1].start and not (council and council[1].joins and council[0] == at - 1)


def _share_levels(tokens: Tokens, finds: tuple[Find, ...]) -> tuple[Find, ...]:
    """ "Tòa án nhân dân, Viện kiểm sát nhân dân huyện": the level stands once, after the last."""
    shared = list(finds)
    for index in range(len(finds) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        linked = after.begin == here.end + 1 and tokens.key(here.end) in (",", "và", "&", "-", "/")
        if not linked or here.tail or here.level or here.collective or not here.known:
            continue
        if after.tail in LEVELS:
            shared[index] = here._replace(level=after.level, place=after.place, tail=after.tail)
        elif after.collective and after.tail != "các" and _are_councils(here, after):
            name = f"{here.name} {after.tail}"
            shared[index] = here._replace(name=name, level=after.level, collective=True, tail=after.tail)
    return tuple(shared)


def _are_councils(here: Find, after: Find) -> bool:
    return here.name.endswith(_COUNCILS) and any(name in after.name for name in _COUNCILS)
