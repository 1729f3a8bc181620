"""Which document each mention means, as far as one text says.

A mention without a date takes that of the dated mention of the same number in the same text; a law by its name is the
one cited with number or day in the text, else the one in force at the text's date. A number of a local body without its
body is that of the citing province. Nothing is guessed silently: what stays open is "ambiguous" with its candidates, or
"unknown" with the identity that an undated mention has; the graph settles what more documents tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..agencies import Home
from ..identity import document_id, number_key
from ..laws import Law, law_in_force, law_of_number, law_passed_on, laws_named
from .mentions import Mention, Reading
from .names import treaty_id
from .readers import schemes

Resolved = tuple[Mention, str | None, str, tuple[str, ...]]
_HAS_YEAR = re.compile(r"^\d+[a-zđ]?[/-]((?:19|20)\d\d)(?!\d)")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_TREATIES = ("Công ước", "Nghị định thư", "Hiệp định", "Thỏa thuận")
_ENFORCED = re.compile(r"triển {1,40}khai {1,40}thi {1,40}hành {1,40}$")


def resolve(reading: Reading, mentions: list[Mention], home: Home, issued: str | None) -> Iterator[Resolved]:
    """Each mention with its identity, its status and its candidates."""
    known = _Known(reading, tuple(mentions), home, issued)
    for mention in mentions:
        identity, status, candidates = known.resolve(mention)
        yield mention, identity, status, candidates


@dataclass(frozen=True)
class _Known:
    reading: Reading
    mentions: tuple[Mention, ...]
    home: Home
    issued: str | None

    def resolve(self, mention: Mention) -> tuple[str | None, str, tuple[str, ...]]:
        if mention.rule == "scheme" or (mention.name and mention.name in schemes()):
            return _scheme(mention)
        if mention.type in _TREATIES and mention.name:
            return _treaty(mention)
        if mention.type in _LAWS and not (mention.number and not mention.bare):
            return self._law(mention)
        return self._numbered(mention)

    def _numbered(self, mention: Mention) -> tuple[str | None, str, tuple[str, ...]]:
        number = mention.number or ""
        issuers = self._issuers(mention)
        if _HAS_YEAR.match(number) and not mention.bare:
            ids = _distinct(document_id(mention.type, number, None, issuer, mention.name) for issuer in issuers)
            return self._settle(mention, ids, _HAS_YEAR.match(number)[1])  # type: ignore[index]
        dates = self._dates(mention)
        if mention.type == "Nghị định" and mention.bare and (decree := _decree(number, dates)):
            return self._settle(mention, (document_id(mention.type, decree, None, None),), _HAS_YEAR.match(decree)[1])  # type: ignore[index]
        if not dates or (mention.bare and issuers == (None,)):
            keys = _distinct(number_key(mention.type, number, issuer) for issuer in issuers)
            return (
                keys[0] if len(keys) == 1 else number_key(mention.type, number, None),
                "unknown",
                keys if len(keys) > 1 else (),
            )
        ids = _distinct(document_id(mention.type, number, date, issuer) for issuer in issuers for date in dates)
        return self._settle(mention, ids, min(dates))

    def _settle(self, mention: Mention, ids: tuple[str, ...], date: str) -> tuple[str | None, str, tuple[str, ...]]:
        """One identity is the document, unless it is of a later day than the text; several are candidates."""
        if len(ids) > 1:
            return number_key(mention.type, mention.number or "", None), "ambiguous", ids
        later = self.issued is not None and date[: len(self.issued)] > self.issued[: len(date)]
        return ids[0], "unknown" if later else "resolved", ()

    def _same(self, mention: Mention) -> list[Mention]:
        return [other for other in self.mentions if other.number == mention.number and other.type == mention.type]

    def _dates(self, mention: Mention) -> tuple[str, ...]:
        """The mention's own day, else those of the same number in the text, one a year."""
        if mention.date:
            return (mention.date,)
        years: dict[str, str] = {}
        for other in self._same(mention):
            if other.date and (not mention.issuer or not other.issuer or mention.issuer == other.issuer):
                years.setdefault(other.date[:4], other.date)
        return tuple(years.values())

    def _issuers(self, mention: Mention) -> tuple[str | None, ...]:
        """The mention's own issuer, else those of the same number in the text, else the citing place's."""
        if mention.issuer:
            return (mention.issuer,)
        same = [other.issuer for other in self._same(mention) if other.issuer and _agree(other.date, mention.date)]
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

    def _law(self, mention: Mention) -> tuple[str | None, str, tuple[str, ...]]:
        law = self._one_law(mention)
        if law is not None:
            return _law_id(law), "resolved", ()
        name, year = mention.name or mention.type, mention.year or (mention.date or "")[:4]
        named = laws_named(name)
        candidates = [law for law in named if not self.issued or law.passed[: len(self.issued)] <= self.issued]
        live = [law for law in candidates if not self.issued or (law.until or "9999") > self.issued]
        if year:
            live = [law for law in named if year in (law.passed[:4], law.start[:4])]
        if len(live) == 1:
            return _law_id(live[0]), "resolved", ()
        if len(live) > 1 or (candidates and not year):
            ids = tuple(_law_id(law) for law in live or candidates)
            return (
                (ids[0], "resolved", ())
                if len(ids) == 1
                else (document_id(mention.type, None, None, None, name), "ambiguous", ids)
            )
        return document_id(mention.type, None, year or None, None, name), "unknown", ()

    def _one_law(self, mention: Mention) -> Law | None:
        name = mention.name or mention.type
        year = int(mention.year) if mention.year else None
        if mention.number and (law := law_of_number(mention.number)):
            return law
        if mention.date and len(mention.date) == 10:
            return law_passed_on(name, mention.date) or law_in_force(name, self.issued, int(mention.date[:4]))
        if year:
            return law_in_force(name, self.issued, year) or law_in_force(name, None, year)
        return self._told(mention) or self._to_come(name) or law_in_force(name, self.issued)

    def _told(self, mention: Mention) -> Law | None:
        """The one law of this name that the text cites with its number or its day."""
        told = {
            law
            for other in self.mentions
            if other.name and other.type == mention.type and laws_named(other.name) == laws_named(mention.name or "")
            for law in [
                law_of_number(other.number)
                if other.number
                else law_passed_on(other.name, other.date)
                if other.date
                else None
            ]
            if law
        }
        return told.pop() if len(told) == 1 else None

    def _to_come(self, name: str) -> Law | None:
        """A law that is passed and not yet in force is meant where the text brings it into force."""
        issued = self.issued
        coming = [law for law in laws_named(name) if issued and law.passed <= issued < law.start]
        brought = any(
            _ENFORCED.search(self.reading.folded, max(0, other.start - 200), other.start)
            for other in self.mentions
            if coming and other.name and laws_named(other.name) == laws_named(name)
        )
        return coming[0] if len(coming) == 1 and brought else None


def _decree(number: str, dates: tuple[str, ...]) -> str | None:
    """The whole number of a decree of which count and year are known: since 1997 all are 56/2017/NĐ-CP."""
    said = re.fullmatch(r"(\d+)/((?:19|20)\d\d)", number)
    count, year = (said[1], said[2]) if said else (number, dates[0][:4] if len(dates) == 1 else "")
    return f"{count}/{year}/NĐ-CP" if count.isdigit() and year >= "1998" else None


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one[:4] == other[:4]


def _distinct(ids: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _local_bodies(number: str) -> str:
    """Whose number it is by its symbol: "any" committee's, the "province"'s, the "district"'s, or, "", the centre's."""
    parts = [part.upper() for part in re.split(r"[/\s.-]+", number) if part and not part[0].isdigit()]
    if any(part in ("UBND", "HĐND", "UB") or part.startswith("UBMTTQ") for part in parts):
        return "any"
    if any(part in ("TU",) or part.endswith("TU") or re.fullmatch(r"S(?!L|LT)[A-ZĐ&]{1,12}", part) for part in parts):
        return "province"
    return "district" if any(part in ("HU", "QU", "THU") for part in parts) else ""


def _law_id(law: Law) -> str:
    """By its number; a constitution by its year."""
    if law.number is None:
        return document_id(law.type, None, law.passed, None, law.type if law.type == "Hiến pháp" else law.name)
    return document_id(law.type, law.number, law.passed, None)


def _scheme(mention: Mention) -> tuple[str | None, str, tuple[str, ...]]:
    target = schemes().get(mention.name or "")
    if target is None:
        return document_id(mention.type, None, None, None, mention.name), "unknown", ()
    kind, number, date = target
    return document_id(kind, number, date, None), "resolved", ()


def _treaty(mention: Mention) -> tuple[str | None, str, tuple[str, ...]]:
    identity = treaty_id(mention.name or "")
    if identity:
        return identity, "resolved", ()
    return document_id(mention.type, None, mention.year, None, mention.name), "unknown", ()
