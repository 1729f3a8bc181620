"""What a heading or a lead-in gives to the items under it: bearers, role, partners, and a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..agencies import AgencyMention
from ..places import Place
from .clauses import Clause, clauses, partner_list, partners_of, role_of
from .reading import Reading, any_of, pattern, vocabulary

_HEADING = 500  # no heading that names bodies is longer


@dataclass(frozen=True, slots=True)
class Charge:
    """What passes down. `asked` for "Đề nghị …"; `times` is a span that states a time; `form` is "split" when the
    bearers stand in lines of their own; `heading` is the words that pass it on. `general` when
    it falls on everybody, by the preamble or a heading, so that an item may still give a duty to another."""

    bearers: tuple[AgencyMention, ...]
    asked: bool = False
    role: str | None = None
    partners: tuple[AgencyMention, ...] = ()
    times: tuple[int, int] | None = None
    form: str | None = None
    heading: str | None = None
    general: bool = False


def names(mentions: tuple[AgencyMention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in mentions))


def distinct(mentions: Iterable[AgencyMention]) -> tuple[AgencyMention, ...]:
    """The first mention of each body: "UBND tỉnh" and "UBND huyện" are two, "UBND huyện Ba Bể" is a third."""
    first: dict[tuple[str, str | None, Place | None], AgencyMention] = {}
    for mention in mentions:
        first.setdefault((mention.name, mention.level, mention.place), mention)
    return tuple(first.values())


def heading_charge(reading: Reading, start: int, end: int) -> Charge | None:
    """The charge of words that only name bodies: "Đề nghị Tòa án nhân dân tỉnh", "Sở A chủ trì, phối hợp với Sở B"."""
    if end - start > _HEADING:
        return None
    mentions = tuple(m for m in reading.mentions_in(start, end) if not _is_aside(reading, m, start))
    if not mentions:
        return None
    words = reading.plain(start, end)
    prefix = pattern("headings", "prefixes", r"\s{0,9}").match(words)
    rest, cursor = "", prefix.end() if prefix else 0
    for mention in mentions:
        rest += words[cursor : mention.start - start] + " "
        cursor = mention.end - start
    if not _fillers().fullmatch(rest) or not _tail().fullmatch(words[cursor:]):
        return None
    asked = "đề nghị" in words
    heading = " ".join(reading.mask[start:end].split()).rstrip(" :.;")
    everybody = pattern("headings", "everybody")
    general = all(everybody.match(reading.folded, mention.start) for mention in mentions)
    split = re.search(r"chủ\s+trì\b[\s,]{0,9}", words)
    if split is None:
        return Charge(mentions, asked, heading=heading, general=general)
    leads = tuple(mention for mention in mentions if mention.end <= start + split.start())
    partners = tuple(mention for mention in mentions if mention.start >= start + split.end())
    return Charge(leads, asked, "lead", partners, heading=heading) if leads else None


def _is_aside(reading: Reading, mention: AgencyMention, start: int) -> bool:
    inside = reading.parenthesis_at(mention.start)
    return inside is not None and inside[0] >= start


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,;:.()-]|{any_of(vocabulary('headings', 'fillers'))}(?!\w))*")


@cache
def _tail() -> re.Pattern[str]:
    fillers = any_of(vocabulary("headings", "fillers"))
    return re.compile(rf"(?:[\s,;:.()-]|{fillers}(?!\w))*(?:trên\s+địa\s+bàn\s[^.;:]{{0,60}})?[\s.:;]*")


def inline_charge(reading: Reading, start: int, end: int) -> tuple[Charge, int] | None:
    """The charge of "Sở X: …", and where the duty begins."""
    for match in re.finditer(":", reading.mask[start : min(end, start + _HEADING)]):
        colon = start + match.start()
        if any(mention.start < colon < mention.end for mention in reading.mentions_in(start, end)):
            continue
        charge = heading_charge(reading, start, colon)
        rest = reading.mask[colon + 1 : end]
        return (charge, end - len(rest.lstrip())) if charge and rest.strip() else None
    return None


def closing_charge(reading: Reading, start: int, end: int) -> Charge | None:
    """The charge in a parenthesis at the end: "Phát triển nhân lực số (Sở Nội vụ chủ trì)"."""
    words = reading.mask[start:end].rstrip(" .;:\n")
    held = reading.parenthesis_at(start + len(words) - 1) if words.endswith(")") else None
    if (
        held is None
        or held[0] <= start
        or not re.search(r"chủ\s+trì|thực\s+hiện|giao", reading.folded[held[0] : held[1]])
    ):
        return None
    when = _when().search(reading.folded, held[0], held[1])
    return heading_charge(reading, held[0] + 1, when.start() if when else held[1] - 1)


@cache
def _when() -> re.Pattern[str]:
    """What says when, after the bodies in a parenthesis: "(Sở Nội vụ chủ trì, hoàn thành trong quý III)"."""
    return re.compile(r"[,;]\s{0,9}(?:hoàn\s+thành|thời\s+(?:gian|hạn)|thực\s+hiện|xong|trước|trong|chậm\s+nhất)(?!\w)")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Words before items: what they pass on, and whether they are a duty of their own too."""

    charge: Charge | None
    is_duty: bool


def lead_in(reading: Reading, start: int, end: int, above: Charge | None) -> LeadIn:
    """Read words that end in a colon, with items after them.

    "Sở X chủ trì, phối hợp với Y:" is no duty, and passes on X, its role and Y. "UBND tỉnh chỉ đạo Sở X phối hợp với Y
    thực hiện:" is a duty of UBND tỉnh, and passes on X and Y.
    """
    found = clauses(reading, start, end, charged=above is not None)
    named = [clause for clause in found if clause.subject]
    last = named[-1] if named else None
    bearers = last.subject.mentions if last and last.subject else above.bearers if above else ()
    if not bearers:
        return LeadIn(above, is_duty=True)
    if not named and (
        pattern("leadins", "topics", r"\s{0,9}").match(reading.folded, start)
        or pattern("leadins", "grounds", r"\s{0,9}", r"\s[^,]{0,200}$").match(reading.folded, start, end)
    ):
        return LeadIn(above, is_duty=False)
    heading = " ".join(reading.mask[start:end].split()).rstrip(" :")
    words = _reduced(reading, last.verb if last else start, end)
    directed = _directed(reading, last, end) if last else None
    if directed:
        return LeadIn(Charge(directed[0], partners=directed[1], heading=heading), is_duty=True)
    asked = bool(above and above.asked) or any(clause.asked for clause in named)
    role = role_of(reading, found, names(bearers))
    inherited = above.partners if above and not named else ()
    partners = inherited + partners_of(reading, found, names(bearers))
    if _is_pure(words):
        times = (start, end) if re.search(r"trách\s+nhiệm\s{0,9}:\s*$", words) else above.times if above else None
        kept = role if role != "responsible" else above.role if above and not named else None
        form = above.form if above else None
        return LeadIn(Charge(bearers, asked, kept, partners, times, form, heading), is_duty=False)
    return LeadIn(Charge(bearers, asked, partners=inherited, heading=heading), is_duty=True)


def _reduced(reading: Reading, start: int, end: int) -> str:
    """The words of a span with each body as "@"."""
    words, cursor = "", start
    for mention in reading.mentions_in(start, end):
        words += reading.folded[cursor : mention.start] + "@"
        cursor = mention.end
    return words + reading.folded[cursor:end]


def _is_pure(words: str) -> bool:
    """Whether a lead-in says nothing but who, with whom, and that it is to be done."""
    if re.search(r"(?:có|chịu)\s+trách\s+nhiệm\s{0,9}:\s*$", words):
        return True
    return _pure().fullmatch(words) is not None


@cache
def _pure() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,;:@()]|{any_of(vocabulary('leadins', 'words'))}(?!\w))*")


def _directed(
    reading: Reading, clause: Clause, end: int
) -> tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...]] | None:
    """The bodies that a subject directs to do what follows, and with whom."""
    groups = reading.groups(clause.verb, min(end, clause.verb + _HEADING))
    if not groups or not re.fullmatch(r"\s*chỉ\s+đạo\s*", reading.plain(clause.verb, groups[0].start)):
        return None
    after = reading.plain(groups[0].end, end)
    match = re.match(r"\s*phối\s+hợp\b", after)
    return groups[0].mentions, partner_list(reading, groups[0].end + match.end(), end) if match else ()
