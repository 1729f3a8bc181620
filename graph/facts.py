"""What the graph says of a thing that several texts name: pure functions of all that they say of it.

Texts differ: one gives the day of a decision, one leaves it out, one misprints it. What the graph says must not hang
on which text was loaded last, so it is chosen from all of them together: most texts win, then the most exact, then
alphabetical order. The first text, by id, is the witness whose words stand on the node.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.agencies import english_name
from ingest.identity import document_id, number_key
from ingest.laws import Law, law_of_number, laws_named
from ingest.lexicon import number_spelling, slug, table, words_of
from ingest.places import LEVELS, Place

Row = dict[str, Any]

FACTS = ("type", "number", "name", "issued", "issuer")
_DATED = re.compile(r"(?P<key>.+)-(?P<year>(?:19|20)\d\d)")
_COUNT = re.compile(r"(?<![\w/-])\d(?!\w)")


# Identities


@cache
def _labels() -> Mapping[str, str]:
    """Labels by the beginning of an identity: the id of the type, or its name where a document has no number."""
    labels: dict[str, str] = table("labels")["documents"]
    named = {}
    for row in table("document_types")["type"]:
        for name in (row["name"], *row.get("variants", ())):
            named[slug(name)] = labels[row["id"]]
    return named | labels


def label_of(identity: str) -> str:
    """The label of a document, from its identity alone: "Plan" of "kh-11-kh-ubnd-hung-yen-2021"."""
    words = identity.split("-")
    for end in range(len(words), 0, -1):
        if label := _labels().get("-".join(words[:end])):
            return label
    return _labels()["other"]


def key_of(identity: str) -> str | None:
    """What a document that is told apart by its year shares with an undated mention of it; None for all others.

    "qd-06-qd-ttg" of "qd-06-qd-ttg-2022".
    """
    match = _DATED.fullmatch(identity)
    return match["key"] if match else None


def document_row(identity: str) -> Row:
    """What a document has from its identity alone."""
    return {"id": identity, "label": label_of(identity), "key": key_of(identity)}


def keys_of(identity: str, kind: str | None, number: str | None) -> tuple[str, ...]:
    """The identities that a mention of this document may have when it leaves out the date, or the body as well."""
    bare = number_key(kind, number, None) if number else None
    return tuple(dict.fromkeys(key for key in (key_of(identity) or identity, bare) if key))


# Undated mentions


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an open mention means: its status, the document it then refers to, and the candidates if it stays open."""

    status: str
    target: str
    candidates: tuple[str, ...] = ()


def settle(
    cited: str, known: Mapping[str, str | None], proposed: Iterable[str], *, citing: str, issued: str | None
) -> Settlement:
    """Settle the mention `cited` of the document `citing`, issued then: it is the one that fits, or stays open.

    `known` are the documents of that number with their dates, `proposed` what the text itself leaves to choose from.
    """
    fitting = {one for one, date in known.items() if one != citing and _not_later(date or _year(one), issued)}
    candidates = tuple(sorted(fitting | set(proposed)))
    if len(candidates) == 1:
        return Settlement("resolved", candidates[0])
    return Settlement("ambiguous" if candidates else "unknown", cited, candidates)


def same_day(one: str | None, other: str | None) -> bool:
    """Whether two dates of any precision can be one."""
    shorter, longer = sorted((one or "", other or ""), key=len)
    return longer.startswith(shorter)


def _year(identity: str) -> str | None:
    match = _DATED.fullmatch(identity)
    return match["year"] if match else None


def _not_later(date: str | None, issued: str | None) -> bool:
    """Whether a document of that date can be cited then, as far as both are known: no document cites a later one."""
    if not date or not issued:
        return True
    return date[: len(issued)] <= issued[: len(date)]


# Documents


def document_facts(identity: str, votes: Sequence[Row]) -> Row:
    """What is known of a document that others cite.

    A vote is what one or more mentions say alike: the FACTS, `issuers` (ids of bodies), `candidates`, `votes` (how
    many mentions) and `first`, the provenance of the first of them.
    """
    said: Row = {fact: _chosen(votes, fact) for fact in FACTS}
    said |= {fact: value for fact, value in _from_table(identity, said).items() if not said[fact]}
    candidates = sorted({one for vote in votes for one in vote["candidates"] or ()})
    known = {"candidates": candidates} if candidates else {}
    return said | known | first_of(vote["first"] for vote in votes)


def first_of(witnesses: Iterable[Row]) -> Row:
    """The provenance that stands for all: of the first document by id, there the first place."""
    return min(witnesses, key=_order)


def _order(witness: Row) -> tuple[str, int, str]:
    start = witness.get("start")
    return witness["asserted_by"], -1 if start is None else start, witness.get("evidence") or ""


def _chosen(votes: Iterable[Row], fact: str) -> str | None:
    count: Counter[str] = Counter()
    for vote in votes:
        if vote[fact]:
            count[vote[fact]] += vote["votes"]
    if fact == "issued" and count:
        exact = max(map(len, count))
        count = Counter({date: votes for date, votes in count.items() if len(date) == exact})
    return min(count, key=lambda value: (-count[value], -len(value), value), default=None)


def issuers_of(facts: Row, votes: Iterable[Row]) -> dict[str, Row]:
    """The bodies that issued a document, each with the first place that says so."""
    agreeing = [vote for vote in votes if vote["issuer"] and vote["issuer"] == facts["issuer"]]
    bodies = sorted({one for vote in agreeing for one in vote["issuers"] or ()})
    return {one: first_of(vote["first"] for vote in agreeing if one in vote["issuers"]) for one in bodies}


def _from_table(identity: str, said: Row) -> Row:
    """What the table of laws says of a law that texts cite by its name, or by its number only."""
    named = law_of_number(said["number"]) if said["number"] else None
    laws = [named] if named else laws_named(said["name"]) if said["name"] else ()
    law = next((law for law in laws if _law_id(law) == identity), None)
    return {"type": law.type, "number": law.number, "name": law.name, "issued": law.passed} if law else {}


def _law_id(law: Law) -> str:
    return document_id(law.type, law.number, law.passed, None, None if law.number else law.type)


def document_search(facts: Mapping[str, Any]) -> str:
    """The folded words that a document is looked up by, each with a space on both sides."""
    texts = [str(facts.get(fact) or "") for fact in (*FACTS, "title")]
    # "6/QĐ-TTg" is looked up as "06" too, as the drafting rules write it.
    padded = _COUNT.sub(lambda match: f"0{match.group()}", str(facts.get("number") or ""))
    return search_words(*texts, padded)


def document_spelling(facts: Mapping[str, Any]) -> str | None:
    """What a document is looked up by that is named by its number."""
    number = facts.get("number")
    return number_spelling(number) if number else None


def document_order(facts: Mapping[str, Any]) -> str:
    """What lists of documents are kept in the order of: its date as far as it is known, then its id."""
    return f"{facts.get('issued') or ''} {facts['id']}"


def search_words(*texts: str) -> str:
    """The distinct folded words of some texts as one text that is searched by ` word `."""
    words = dict.fromkeys(word for text in texts for word in words_of(text))
    return f" {' '.join(words)} "


# Bodies and places


def agency_facts(identity: str, said: Row) -> Row:
    """A body as its witness names it, with its English name and the words that it is looked up by."""
    english = english_name(said["name"], said["level"])
    places = said.get("places") or []
    return {
        "id": identity,
        "name_en": english,
        "search": search_words(said["name"], english or "", said.get("level") or "", *places),
    } | said


def place_level(path: Sequence[str]) -> str:
    """The level of the last place of a path: "huyện" of ("tỉnh Tây Ninh", "thành phố Tây Ninh")."""
    kind = next((kind for kind in sorted(LEVELS, key=len, reverse=True) if path[-1].lower().startswith(f"{kind} ")), "")
    if len(path) > 1 or not kind:
        return LEVELS.get(kind, "")
    return Place(kind, path[-1][len(kind) + 1 :]).level
