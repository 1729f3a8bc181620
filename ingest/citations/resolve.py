"""Which document each mention means, as far as one text says.

A mention without a date takes that of the dated mention of the same number in the same text; a law by its name is the
one cited with number, day or year in the text, else the one in force at the text's date. A number of a local body
without its body is that of the citing province. Nothing is guessed silently: what stays open is "ambiguous" with its
candidates, or "unknown" with the identity that an undated mention has; the graph settles what more documents tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..agencies import Home
from ..identity import document_id, number_key
from ..laws import Law, law_in_force, law_of_number, law_passed_on, laws_named
from ..lexicon import table
from .mentions import Mention, Reading
from .names import treaty_id
from .readers import schemes

_HAS_YEAR = re.compile(r"^\d+[a-zđ]?[/-]((?:19|20)\d\d)(?!\d)")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_TREATIES = ("Công ước", "Nghị định thư", "Hiệp định", "Thỏa thuận")
_ENFORCED = re.compile(r"triển {1,40}khai {1,40}thi {1,40}hành {1,40}$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The document of a mention: its identity, "resolved", "ambiguous" or "unknown", and the candidates.

    The identity of what stays open is its number's alone, which the graph matches with documents of that number.
    """

    id: str | None
    status: str = "resolved"
    candidates: tuple[str, ...] = ()


def resolve(
    reading: Reading, mentions: list[Mention], home: Home, issued: str | None
) -> Iterator[tuple[Mention, Meaning]]:
    """Each mention with what it means."""
    text = _Text(reading, tuple(mentions), home, issued)
    known: dict[tuple[object, ...], Meaning] = {}  # what is said in the same words means the same
    for mention in mentions:
        said = (mention.rule, mention.type, mention.number, mention.name, mention.year, mention.date, mention.issuer)
        if said not in known:
            known[said] = text.meaning(mention)
        yield mention, known[said]


@dataclass(frozen=True)
class _Text:
    """A citing text: what its mentions tell of each other."""

    reading: Reading
    mentions: tuple[Mention, ...]
    home: Home
    issued: str | None

    def meaning(self, mention: Mention) -> Meaning:
        if mention.rule == "scheme" or (mention.name and mention.name in schemes()):
            return _scheme(mention)
        if mention.type in _TREATIES:
            return _treaty(mention)
        if mention.type in _LAWS and (mention.bare or not mention.number):
            return self._law(mention)
        return self._numbered(mention)

    def _numbered(self, mention: Mention) -> Meaning:
        number, dates, issuers = mention.number or "", self._dates(mention), self._issuers(mention)
        if mention.bare:
            number = _whole(mention, dates) or number
        bare = mention.bare and number == mention.number
        if bare and (whole := self._of_count(mention)):
            return Meaning(number_key(mention.type, number, None), "ambiguous", whole)
        year = None if bare else _HAS_YEAR.match(number)
        if year:
            dates = (mention.date or year[1],)
        ids = _distinct(
            document_id(mention.type, number, date, issuer) for issuer in issuers for date in dates or (None,)
        )
        alike = number_key(mention.type, number, None)
        if len(ids) > 1:  # without a date they are no documents but the numbers of some
            return Meaning(alike, "ambiguous" if dates else "unknown", ids)
        if dates and _needs_body(mention.type, number, issuers[0]):
            return Meaning(alike, "unknown")
        return Meaning(ids[0], "unknown" if not dates or self._is_later(min(dates)) else "resolved")

    def _is_later(self, date: str) -> bool:
        """Whether a day is after that of the text, as precisely as both are known: no document cites a later one."""
        return self.issued is not None and date[: len(self.issued)] > self.issued[: len(date)]

    @cached_property
    def _same(self) -> dict[tuple[str, str | None], list[Mention]]:
        found: dict[tuple[str, str | None], list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault((mention.type, mention.number), []).append(mention)
        return found

    def _of_count(self, mention: Mention) -> tuple[str, ...]:
        """The documents of that type that the text names in full and that a count alone may mean: more than one."""
        known = self._in_full.get((mention.type, mention.number), [])
        return _distinct(identity for other in known if (identity := self._numbered(other).id)) if known else ()

    @cached_property
    def _in_full(self) -> dict[tuple[str, str | None], list[Mention]]:
        found: dict[tuple[str, str | None], list[Mention]] = {}
        for kind, number in self._same:
            if number and (count := re.match(r"\d+[a-zđ]?(?=\D)", number)):
                found.setdefault((kind, count.group()), []).append(self._same[kind, number][0])
        return found

    def _dates(self, mention: Mention) -> tuple[str, ...]:
        """The mention's own day, else those of the same number in the text, one a year."""
        if mention.date:
            return (mention.date,)
        years: dict[str, str] = {}
        for other in self._same[mention.type, mention.number][:_MANY]:
            if other.date and (not mention.issuer or not other.issuer or mention.issuer == other.issuer):
                years.setdefault(other.date[:4], other.date)
        return tuple(years.values())

    def _issuers(self, mention: Mention) -> tuple[str | None, ...]:
        """The mention's own issuer, else those of the same number in the text, else the citing place's."""
        if mention.issuer:
            return (mention.issuer,)
        same = [
            other.issuer
            for other in self._same[mention.type, mention.number][:_MANY]
            if other.issuer and _agree(other.date, mention.date)
        ]
        return tuple(dict.fromkeys(same)) or self._own_bodies(mention.number or "")

    def _own_bodies(self, number: str) -> tuple[str | None, ...]:
        """The bodies that a local symbol may stand for in a text of this home: of its place, of the province."""
        bodies = _local_bodies(number)
        chain = self.home.chain
        if not bodies or not chain:
            return (None,)
        if bodies == "province":
            return (f"Ủy ban nhân dân {chain[0].full_name}",)
        if bodies == "district":
            return (f"Ủy ban nhân dân {chain[min(1, len(chain) - 1)].full_name}",)
        return tuple(f"Ủy ban nhân dân {place.full_name}" for place in reversed(chain))

    def _law(self, mention: Mention) -> Meaning:
        law = self._one_law(mention)
        if law is not None:
            return Meaning(_law_id(law))
        name, year = mention.name or mention.type, mention.year or (mention.date or "")[:4]
        named = laws_named(name)
        if year:
            fits = [law for law in named if year in (law.passed[:4], law.start[:4])]
        else:
            passed = [law for law in named if not self._is_later(law.passed)]
            fits = [law for law in passed if not self.issued or (law.until or "9999") > self.issued] or passed
        ids = tuple(_law_id(law) for law in fits)
        if len(ids) == 1:
            return Meaning(ids[0])
        own = document_id(mention.type, None, None if ids else year or None, None, name)
        return Meaning(own, "ambiguous" if ids else "unknown", ids)

    def _one_law(self, mention: Mention) -> Law | None:
        name = mention.name or mention.type
        printed = self._printed_law(mention)
        if printed or mention.date or mention.year or mention.number:
            return printed
        return self._told(name) or self._to_come(name) or law_in_force(name, self.issued)

    def _printed_law(self, mention: Mention) -> Law | None:
        """The law that a number, a day or a year beside the name gives."""
        name = mention.name or mention.type
        if mention.number and (law := law_of_number(mention.number)):
            return law
        if mention.date and len(mention.date) == 10:
            return law_passed_on(name, mention.date) or law_in_force(name, self.issued, int(mention.date[:4]))
        year = int(mention.year or (mention.date or "0")[:4])
        return (law_in_force(name, self.issued, year) or law_in_force(name, None, year)) if year else None

    @cached_property
    def _cited_laws(self) -> dict[tuple[Law, ...], set[Law]]:
        """By all laws of one name those of them that the text cites with number, day or year."""
        found: dict[tuple[Law, ...], set[Law]] = {}
        for mention in self.mentions:
            if mention.name and (law := self._printed_law(mention)):
                found.setdefault(laws_named(mention.name), set()).add(law)
        return found

    def _told(self, name: str) -> Law | None:
        told = self._cited_laws.get(laws_named(name), set())
        return next(iter(told)) if len(told) == 1 else None

    @cached_property
    def _brought_into_force(self) -> set[tuple[Law, ...]]:
        return {
            laws_named(mention.name)
            for mention in self.mentions
            if mention.name and _ENFORCED.search(self.reading.folded, max(0, mention.start - 200), mention.start)
        }

    def _to_come(self, name: str) -> Law | None:
        """A law that is passed and not yet in force is meant where the text brings it into force."""
        named = laws_named(name)
        coming = [law for law in named if self.issued and law.passed <= self.issued < law.start]
        return coming[0] if len(coming) == 1 and named in self._brought_into_force else None


_MANY = 200  # mentions of one number that are asked for a date or an issuer


def _whole(mention: Mention, dates: tuple[str, ...]) -> str | None:
    """The whole number of a mention that prints the count alone, or the count and the year, where there is only one."""
    said = re.fullmatch(r"(\d+)(?:/((?:19|20)\d\d))?", mention.number or "")
    year = (said and said[2]) or (dates[0][:4] if len(dates) == 1 else "")
    for row in table("citations")["whole"] if said else ():
        issued = mention.issuer in row["issuers"] if "issuers" in row else mention.issuer in (None, "Chính phủ")
        dated = year >= row.get("from", "") and bool(year or "{year}" not in row["number"])
        if said and row["type"] == mention.type and issued and dated:
            return str(row["number"]).format(count=said[1], year=year)
    return None


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one[:4] == other[:4]


def _distinct(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _local_bodies(number: str) -> str:
    """Whose number it is by its symbol: "any" committee's, the "province"'s, the "district"'s, or, "", the centre's."""
    parts = [part.upper() for part in re.split(r"[/\s.-]+", number) if part and not part[0].isdigit()]
    if any(part in ("UBND", "HĐND", "UB") or part.startswith("UBMTTQ") for part in parts):
        return "any"
    if any(part.endswith("TU") or re.fullmatch(r"S(?!L$|LT$|T$|C$)[A-ZĐ&]{1,12}", part) for part in parts):
        return "province"
    return "district" if any(part in ("HU", "QU", "THU") for part in parts) else ""


def _needs_body(kind: str, number: str, issuer: str | None) -> bool:
    """Whether a number says too little without its body: a local one without a place, a count without any symbol."""
    if not any(c.isalpha() for c in number):
        return issuer is None
    return bool(_local_bodies(number)) and number_key(kind, number, issuer) == number_key(kind, number, None)


def _law_id(law: Law) -> str:
    """By its number; a constitution by its year."""
    if law.number is None:
        return document_id(law.type, None, law.passed, None, law.type if law.type == "Hiến pháp" else law.name)
    return document_id(law.type, law.number, law.passed, None)


def _scheme(mention: Mention) -> Meaning:
    target = schemes().get(mention.name or "")
    if target is None:
        return Meaning(document_id(mention.type, None, None, None, mention.name), "unknown")
    kind, number, date = target
    return Meaning(document_id(kind, number, date, None))


def _treaty(mention: Mention) -> Meaning:
    """By its name; only the conventions of the International Labour Organization have numbers: "Công ước số 138"."""
    if mention.number:
        return Meaning(f"cu-ilo-{mention.number}")
    identity = treaty_id(mention.name or "")
    if identity:
        return Meaning(identity)
    return Meaning(document_id(mention.type, None, mention.year, None, mention.name), "unknown")
