"""Whose document it is: the issuing body with its place, from the letterhead or from whatever else names it.

Scans lose the letterhead, or mix it with the motto. Then the sentence that ends the preamble names the body ("Ủy ban
nhân dân huyện … xây dựng Kế hoạch"), or the signature ("TM. ỦY BAN NHÂN DÂN"), or the symbol in the number; and its
place is that of the place line, the title, or the closing sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..agencies import AgencyMention, Home, find_agencies, full_issuer
from ..lexicon import fold, fold_same_length, table
from ..places import LEVELS, Place, find_place
from ..text import Layout
from .ends import Signature
from .head import Head
from .lines import UPPER

_RANKS = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3}
_KINDS = r"tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu"
_NAMED = re.compile(
    rf"(?<!\w)(?P<kind>(?i:{_KINDS}))\s{{1,3}}(?P<name>[{UPPER}][\w'’]{{0,12}}(?:(?:\s|\s?[-–]\s?)[{UPPER}][\w'’]{{0,12}}){{0,4}}|\d{{1,2}})"
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer's full name, its level, and its places from the province down as far as they are known."""

    name: str | None
    level: str | None
    place: Place | None


def read_issuer(layout: Layout, head: Head, signature: Signature, body: int) -> Issuer:
    """The issuer.

    Reads: head, signature, the text before `body` (where section I begins) and after the signature's start.
    Writes: nothing.
    """
    date = head.dated.iso if head.dated else None
    candidates = _candidates(layout, head, signature, body)
    for mentions, superiors in candidates:
        if not mentions:
            continue
        if len(mentions) > 1:
            return Issuer(", ".join(full_issuer(m, Home()) for m in mentions), mentions[0].level, None)
        return _placed(layout, head, mentions[0], superiors, signature, date)
    return Issuer(None, None, None)


_Candidate = tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...]]


def _candidates(layout: Layout, head: Head, signature: Signature, body: int) -> Iterator[_Candidate]:
    """(issuers, superior bodies) as the sources name them, best first."""
    yield _of_letterhead(head)
    preamble = layout.mask[head.end : body]
    yield _of_preamble(preamble), ()
    yield tuple(find_agencies(signature.organ or "")[:1]), ()
    yield _of_symbol(head), ()
    title = find_agencies(head.title or "")
    yield title[:1], ()


def _of_letterhead(head: Head) -> _Candidate:
    words = " ".join(line.words for line in head.letterhead)
    mentions = tuple(m for m in find_agencies(words) if not m.collective)
    if not mentions:
        return (), ()
    last = len(mentions) - 1
    while (
        last > 0
        and _joined(words[mentions[last - 1].end : mentions[last].start])
        and _equal(mentions[last - 1], mentions[last])
    ):
        last -= 1
    return mentions[last:], mentions[:last]


def _joined(between: str) -> bool:
    return between.strip() in {"-", "–", ",", "và", "VÀ", "- -", "&"}


def _equal(one: AgencyMention, other: AgencyMention) -> bool:
    return (one.level or other.level) == (other.level or one.level)


def _of_preamble(preamble: str) -> tuple[AgencyMention, ...]:
    """The body that acts in the last sentence of the preamble."""
    verbs = tuple(table("header")["verbs"])
    for mention in reversed(find_agencies(preamble)):
        after = fold_same_length(preamble[mention.end : mention.end + 40]).lstrip(" ,")
        if after.startswith(verbs) and not mention.collective:
            return (mention,)
    return ()


def _of_symbol(head: Head) -> tuple[AgencyMention, ...]:
    """The body that the number names: "KH-UBND", "LĐTBXH-NCC"; a letter's first part is its issuer."""
    symbol = head.number.symbol if head.number else None
    parts = re.split(r"[-/]", symbol or "")
    types = {fold(s) for row in table("document_types")["type"] for s in row.get("symbols", ())}
    parts = [part for part in parts if part and fold(part) not in types]
    for part in parts:
        bare = part.rstrip("0123456789")
        known = table("header")["issuers"].get(bare)
        for name in (known, part, f"Bộ {part}"):
            mentions = find_agencies(name) if name else ()
            if mentions and mentions[0].start == 0 and not mentions[0].collective:
                return mentions[:1]
    return ()


def _placed(  # noqa: PLR0913, PLR0917 - every part of the text may name the place
    layout: Layout,
    head: Head,
    mention: AgencyMention,
    superiors: tuple[AgencyMention, ...],
    signature: Signature,
    date: str | None,
) -> Issuer:
    """The issuer with its place."""
    if mention.level == "trung ương" and mention.place is None:
        return Issuer(full_issuer(mention, Home()), "trung ương", None)
    above = tuple(superior for superior in superiors if superior.place)
    within = above[-1].place if above else None
    if above and above[-1].level == "trung ương":
        return Issuer(mention.name, "trung ương", None)
    if mention.level is None and superiors and superiors[-1].level == "trung ương":
        return Issuer(mention.name, "trung ương", None)
    place = _place_of(layout, head, mention, within, signature, date)
    level = place.level if place else mention.level
    if place is None:
        word = (
            f" {mention.level}"
            if mention.level in {"tỉnh", "huyện", "xã"} and mention.text.lower().endswith(mention.level)
            else ""
        )
        return Issuer(f"{mention.name}{word}", level, None)
    home = Home(place.chain, place.level, date)
    return Issuer(full_issuer(_at(mention, place), home), level, place)


def _at(mention: AgencyMention, place: Place) -> AgencyMention:
    return AgencyMention(
        mention.text,
        mention.start,
        mention.end,
        mention.name,
        place.level,
        mention.collective,
        place,
        mention.officeholder,
    )


def _place_of(  # noqa: PLR0913, PLR0917 - every part of the text may name the place
    layout: Layout,
    head: Head,
    mention: AgencyMention,
    within: Place | None,
    signature: Signature,
    date: str | None,
) -> Place | None:
    """The issuer's place: its own, that of the body above it, or the first of its level that some part names."""
    if mention.place:
        return _settled(mention.place, within, date)
    level = mention.level
    if within and (level is None or within.level == level):
        return _settled(within, None, date)
    for kind, name in _hints(layout, head, mention, signature):
        place = find_place(name, kind=kind, within=within, date=date) or (Place(kind, name, within) if kind else None)
        if place and (level is None or place.level == level):
            return place
    return within


def _settled(place: Place, within: Place | None, date: str | None) -> Place:
    return (
        find_place(place.name, kind=place.kind, within=within, date=date)
        or find_place(place.name, kind=place.kind, date=date)
        or place
    )


def _hints(
    layout: Layout, head: Head, mention: AgencyMention, signature: Signature
) -> Iterator[tuple[str | None, str]]:
    """(kind, name) of places that may be the issuer's, likeliest first."""
    mask = layout.mask
    tail = mask[max(head.end, (signature.start or len(mask)) - 3000) : signature.start or len(mask)]
    kin = [
        m
        for m in (*find_agencies(mask[head.end : head.end + 3000]), *find_agencies(tail))
        if m.name == mention.name and m.place
    ]
    if signature.organ:
        yield from ((m.place.kind, m.place.name) for m in find_agencies(signature.organ) if m.place)
    line = head.dated.place if head.dated else None
    if line:
        for other in kin:
            if other.place and fold(other.place.name) == fold(_bare(line)):
                yield other.place.kind, other.place.name
        wanted = {kind for kind, level in LEVELS.items() if mention.level in {None, level}}
        match = re.match(r"(tp|t\.p|tx|thành phố|thị xã|huyện|quận|xã|phường|tỉnh)[. ]", fold_same_length(line))
        kind = {"tp": "thành phố", "t.p": "thành phố", "tx": "thị xã"}.get(match[1], match[1]) if match else None
        if kind:
            yield kind, _bare(line)
        for found in _NAMED.finditer(" ".join((head.title or "", mask[head.end : head.end + 3000], tail))):
            name = " ".join(found["name"].split())
            if fold(name) == fold(_bare(line)) and _kind(found["kind"]) in wanted:
                yield _kind(found["kind"]), name
        if mention.level == "tỉnh":
            yield "tỉnh", _bare(line)
        if mention.level is None:
            yield None, _bare(line)
    yield from ((m.place.kind, m.place.name) for m in kin if m.place)
    for found in _NAMED.finditer(head.title or ""):
        yield _kind(found["kind"]), _sentence(found["name"])


def _kind(printed: str) -> str:
    folded = fold_same_length(printed).rstrip(".")
    return {"tp": "thành phố"}.get(folded, folded)


def _sentence(name: str) -> str:
    return " ".join(part.capitalize() if part.isupper() else part for part in name.split())


def _bare(line: str) -> str:
    return re.sub(r"^(?:tp|t\.p|tx|thành phố|thị xã|huyện|quận|xã|phường|tỉnh)[.,]?\s+", "", line, flags=re.IGNORECASE)


def jurisdiction_of(layout: Layout, place: Place | None) -> tuple[str, ...]:
    """The place and those that hold it, outermost first, as far as the text names them."""
    if place is None:
        return ()
    folded = fold_same_length(" ".join(layout.mask.split()))
    outer = [p for p in place.chain[:-1] if _names(folded, p)]
    return (*(p.full_name for p in outer), place.full_name)


def _names(folded: str, place: Place) -> bool:
    return fold_same_length(place.full_name) in folded or f"tp. {fold_same_length(place.name)}" in folded
