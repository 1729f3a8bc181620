"""Whose document it is: the issuing body with its place, from the letterhead or from whatever else names it.

Scans lose the letterhead, or mix it with the motto. Then the sentence that ends the preamble names the body ("Ủy ban
nhân dân huyện … xây dựng Kế hoạch"), or the signature ("TM. ỦY BAN NHÂN DÂN"), or the symbol in the number; and its
place is that of the place line, of the title, or of the closing sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..agencies import AgencyMention, Home, find_agencies, full_issuer
from ..lexicon import fold, fold_same_length, table
from ..places import LEVELS, Place, find_place
from ..text import Layout
from .head import Head, acts
from .lines import UPPER, Line, is_capitals
from .signature import Signature

_PREAMBLE = 5000  # characters within which a preamble ends
_LONGEST = 200  # characters, more than any name has
_MOST = 20  # bodies that issue a document together
_CLOSING = 3000  # characters before the signature in which the closing sentence stands
_KIND = r"tỉnh|thành phố|tp|quận|huyện|thị xã|tx|thị trấn|xã|phường|đặc khu"
# A number of several issuers: "TTLT-BTC-BYT", "KHLT-STP-SGDĐT".
_JOINT = re.compile(r"\w{0,4}(?:LT|LN|LB|PH)-")
_SHORT = {"tp": "thành phố", "tx": "thị xã"}
_PREFIXED = re.compile(rf"(?P<kind>{_KIND})[.,]? +")
_NAME = rf"[{UPPER}][\w'’]{{0,12}}"
_NAMED = re.compile(
    rf"(?<!\w)(?P<kind>(?i:{_KIND}))\.?\s{{1,3}}(?P<name>{_NAME}(?:(?:\s{{1,3}}|\s?[-–]\s?){_NAME}){{0,4}}|\d{{1,2}})"
)


_Mentions = tuple[AgencyMention, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer's full name and its place; a central body has none."""

    name: str | None = None
    place: Place | None = None


@dataclass(frozen=True)
class _Evidence:
    """All that may say whose a document is."""

    head: Head
    signature: Signature
    preamble: str
    closing: str
    date: str | None
    letterhead: str

    @property
    def place_line(self) -> str | None:
        return self.head.dated.place if self.head.dated else None

    @cached_property
    def text(self) -> str:
        """The sentences in which the issuer may name itself."""
        return f"{self.preamble}; {self.closing}"

    @cached_property
    def bodies(self) -> _Mentions:
        return find_agencies(self.text)


def read_issuer(layout: Layout, head: Head, signature: Signature) -> Issuer:
    """The issuer.

    Reads: head and signature, the mask after the head. Writes: nothing.
    """
    ending = signature.start or len(layout.mask)
    evidence = _Evidence(
        head,
        signature,
        layout.mask[head.end : min(_body_start(layout, head), head.end + _PREAMBLE)],
        layout.mask[max(head.end, ending - _CLOSING) : ending],
        head.dated.iso if head.dated else None,
        _bodies_apart(head.letterhead),
    )
    issuers, superiors = _named(evidence)
    if len(issuers) > 1:
        placed = [_placed(mention, superiors, evidence) for mention in issuers]
        return Issuer(", ".join(dict.fromkeys(one.name for one in placed if one.name)), placed[0].place)
    return _placed(issuers[0], superiors, evidence) if issuers else Issuer()


def _bodies_apart(lines: tuple[Line, ...]) -> str:
    """The letterhead, with a line break where a line begins another body: "TỔNG CỤC THUẾ / CỤC THUẾ TP HÀ NỘI". Lines
    in capitals are the letterhead; others are it only where there are none."""
    capitals = [line for line in lines if is_capitals(line.words)]
    parts: list[str] = []
    for line in capitals or lines:
        begins = parts and _opens_with_body(parts[-1]) and not _is_one_body(parts[-1], line.words)
        if parts and not begins:
            parts[-1] += f" {line.words}"
        else:
            parts.append(line.words)
    return "\n".join(parts)


def _is_one_body(above: str, below: str) -> bool:
    """Whether a line goes on with the name above it: it opens with no body, or with one that the name holds ("HỘI ĐỒNG
    THẨM PHÁN / TÒA ÁN NHÂN DÂN TỐI CAO")."""
    if not _opens_with_body(below):
        return True
    whole = find_agencies(f"{above} {below}"[:_LONGEST])[:1]
    return any(one.end > len(above) and find_agencies(below)[0].name in one.name for one in whole)


def _opens_with_body(words: str) -> bool:
    return any(mention.start == 0 for mention in find_agencies(words[:_LONGEST])[:1])


def _body_start(layout: Layout, head: Head) -> int:
    starts = (b.start for b in layout.blocks if b.kind in {"heading", "item"} and b.start >= head.end)
    return min(starts, default=len(layout.text))


def _named(evidence: _Evidence) -> tuple[_Mentions, _Mentions]:
    """(issuers, bodies above them): of the first part that names any."""
    issuers, superiors = _of_letterhead(evidence)
    if issuers:
        return issuers, superiors
    symbol, organ = _of_symbol(evidence.head), find_agencies(evidence.signature.organ or "")[:1]
    actor = _of_preamble(evidence.preamble, symbol or organ)
    if evidence.head.type is None and symbol:
        return actor if actor and actor[0].name == symbol[0].name else symbol, ()
    return actor or organ or symbol or _attached(evidence) or find_agencies(evidence.head.title or "")[:1], ()


def _of_letterhead(evidence: _Evidence) -> tuple[_Mentions, _Mentions]:
    """The last body of the letterhead, with those that it is joined to ("BỘ TƯ PHÁP - BỘ NỘI VỤ")."""
    mentions = tuple(_in_lines(evidence.letterhead))
    organ = find_agencies(evidence.signature.organ or "")
    if mentions and mentions[-1].name == "Ban Chấp hành Trung ương" and organ and organ[0].level == "trung ương":
        return organ[:1], ()  # the Politburo and the Secretariat write under the Committee's letterhead
    first = len(mentions) - 1
    while first > max(0, len(mentions) - _MOST) and _are_joined(evidence, mentions[first - 1], mentions[first]):
        first -= 1
    return mentions[first:], mentions[: max(first, 0)]


def _in_lines(letterhead: str) -> Iterator[AgencyMention]:
    """The bodies of each line, with offsets in the whole; "VĂN PHÒNG" alone is the office of the body above, and a body
    under a committee of the Party is the committee's ("TỈNH ỦY … / BAN TỔ CHỨC")."""
    offset, above = 0, None
    for part in letterhead.split("\n"):
        for mention in find_agencies(part):
            if not mention.collective:
                if above and above.name.endswith(" ủy") and not mention.place:
                    whole = find_agencies(f"{mention.text} {above.name}")[:1]
                    names = [one.name for one in whole if one.name == f"{mention.name} {above.name}"]
                    mention = mention._replace(name=next(iter(names), mention.name))  # noqa: PLW2901
                above = mention._replace(start=offset + mention.start, end=offset + mention.end)
                yield above
        offset += len(part) + 1
    office = fold_same_length(letterhead).endswith(" văn phòng")
    if office and above:
        yield above._replace(name=f"Văn phòng {above.name}", start=len(letterhead), end=len(letterhead))


def _are_joined(evidence: _Evidence, one: AgencyMention, other: AgencyMention) -> bool:
    between = fold_same_length(evidence.letterhead[one.end : other.start]).strip()
    symbol = evidence.head.number.symbol if evidence.head.number else None
    joint = between in {"-", ",", "và", "&"} or (not between and _JOINT.match(symbol or "") is not None)
    return joint and one.level == other.level and (bool(between) or one.name.split()[0] == other.name.split()[0])


def _of_preamble(preamble: str, known: _Mentions) -> _Mentions:
    """The body that acts in the last sentence of the preamble; the one that the symbol means, when it does."""
    actors = [
        mention
        for mention in reversed(find_agencies(preamble))
        if not mention.collective and acts(preamble, mention.end)
    ]
    actors = [mention._replace(name=_body(mention)) for mention in actors]
    if known:
        return tuple(mention for mention in actors if mention.name == known[0].name)[:1]
    return tuple(actors[:1])


def _body(mention: AgencyMention) -> str:
    """An officeholder is the body: "Chủ tịch Ủy ban nhân dân" is "Ủy ban nhân dân"."""
    return (
        full_issuer(mention._replace(level="trung ương", place=None), Home()) if mention.officeholder else mention.name
    )


def _of_symbol(head: Head) -> _Mentions:
    """The body that the number names: "KH-UBND", "LĐTBXH-NCC"; what stands for the type is none."""
    types = {symbol for row in table("document_types")["type"] for symbol in row.get("symbols", ())}
    for part in re.split(r"[-/]", head.number.symbol or "" if head.number else ""):
        bare = part.rstrip("0123456789")
        known = table("header")["issuers"].get(bare)
        if bare in types and known is None:
            continue
        for name in (known, part, f"Bộ {part}") if part else ():
            mentions = find_agencies(name or "")
            if mentions and mentions[0].start == 0 and not mentions[0].collective:
                return mentions[:1]
    return ()


def _attached(evidence: _Evidence) -> _Mentions:
    """The body that something attached names: "(Ban hành kèm theo Quyết định … của Ủy ban nhân dân tỉnh …)"."""
    words = " ".join(evidence.preamble.split())
    end = words.find(")") if fold_same_length(words[:20]).startswith(("(ban hành", "(kèm theo")) else 0
    return find_agencies(words[: max(end, 0)])[-1:]


def _placed(mention: AgencyMention, superiors: _Mentions, evidence: _Evidence) -> Issuer:
    """The issuer with its place."""
    above = superiors[-1] if superiors else None
    central = above is not None and above.level == "trung ương" and mention.level is None
    if mention.level == "trung ương" or central:
        return Issuer(_body(mention._replace(level="trung ương", place=None)))
    within = next((superior.place for superior in reversed(superiors) if superior.place), None)
    place = _place_of(mention, within, evidence)
    if place is None:
        level = mention.level if mention.level and mention.text.lower().endswith(f" {mention.level}") else ""
        return Issuer(f"{_body(mention)} {level}".strip())
    name = _party_name(mention.name, place)
    settled = mention._replace(name=name, place=place, level=place.level)
    return Issuer(full_issuer(settled, Home(place.chain, place.level, evidence.date)), place)


def _party_name(name: str, place: Place) -> str:
    """The Party's committee of a city is not that of a province: TU is read as "Tỉnh ủy" where the place is lost."""
    return "Thành ủy" if name == "Tỉnh ủy" and place.kind == "thành phố" else name


def _place_of(mention: AgencyMention, within: Place | None, evidence: _Evidence) -> Place | None:
    """The issuer's place: its own, that of the body above it, or the likeliest that some part of the text names."""
    if mention.place:
        return _found(mention.place.kind, mention.place.name, within, evidence) or mention.place
    if within and mention.level in {None, within.level}:
        return _found(within.kind, within.name, None, evidence) or within
    for kind, name in _hints(mention, evidence):
        place = _found(kind, name, within, evidence)
        if place and mention.level in {None, place.level}:
            return place
    return None


def _found(kind: str | None, name: str, within: Place | None, evidence: _Evidence) -> Place | None:
    """The place in the gazetteer, or as it is printed when none has its name; of two districts the one whose province
    the text names."""
    date = evidence.date
    inside = find_place(name, kind=kind, within=within, date=date) if within else None
    place = inside or find_place(name, kind=kind, date=date)
    if place:
        return place
    text = " ".join((evidence.letterhead, evidence.head.title or "", evidence.preamble, evidence.closing))
    for match in _NAMED.finditer(text):
        if _kind(match["kind"]) in {"tỉnh", "thành phố"} and (
            outer := find_place(match["name"], kind="tỉnh", date=date)
        ):
            place = find_place(name, kind=kind, within=outer, date=date)
            if place:
                return place
    return Place(kind, name, within or _above(LEVELS[kind], evidence)) if kind else None


def _above(level: str, evidence: _Evidence) -> Place | None:
    """The first place of a higher level that the text names: what a place in no gazetteer lies in."""
    for outer in {"xã": ("huyện", "tỉnh"), "huyện": ("tỉnh",)}.get(level, ()):
        for match in _NAMED.finditer(f"{evidence.letterhead}; {evidence.preamble}; {evidence.closing}"):
            place = find_place(match["name"], kind=_kind(match["kind"]), date=evidence.date)
            if place and place.level == outer:
                return place
    return None


def _hints(mention: AgencyMention, evidence: _Evidence) -> Iterator[tuple[str | None, str]]:
    """(kind, name) of places that may be the issuer's, likeliest first."""
    yield from _places(find_agencies(evidence.signature.organ or ""))
    kin = [other for other in evidence.bodies if _body(other) == _body(mention)]
    line = evidence.place_line
    if line:
        kind, name = _split(line)
        yield from (hint for hint in _places(kin) if fold(hint[1]) == fold(name))
        if kind:
            yield kind, name
        everything = f"{evidence.letterhead}; {evidence.head.title}; {evidence.text}"
        kinds = (_kind(match["kind"]) for match in _NAMED.finditer(everything) if fold(match["name"]) == fold(name))
        yield from ((kind, name) for kind in kinds)
        if mention.level in {None, "tỉnh"}:
            yield None, name
    yield from _places(kin)
    for match in _NAMED.finditer(evidence.head.title or ""):
        yield _kind(match["kind"]), _sentence(match["name"])


def _places(mentions: _Mentions | list[AgencyMention]) -> Iterator[tuple[str, str]]:
    yield from ((mention.place.kind, mention.place.name) for mention in mentions if mention.place)


def _kind(printed: str) -> str:
    folded = fold_same_length(printed).rstrip(".")
    return _SHORT.get(folded, folded)


def _split(place_line: str) -> tuple[str | None, str]:
    """("thành phố", "Tây Ninh") of "TP. Tây Ninh"."""
    match = _PREFIXED.match(fold_same_length(place_line))
    return (_kind(match["kind"]), place_line[match.end() :]) if match else (None, place_line)


def _sentence(name: str) -> str:
    return " ".join(part.capitalize() if part.isupper() else part for part in name.split())


def jurisdiction_of(layout: Layout, place: Place | None) -> tuple[str, ...]:
    """The place and those that hold it, outermost first, as far as the text names them."""
    if place is None:
        return ()
    above = place.chain[:-1]
    folded = " ".join(layout.folded.split()) if above else ""
    outer = [part for part in above if fold_same_length(part.full_name) in folded]
    return tuple(part.full_name for part in (*outer, place))
