"""The spellings of bodies in questions: in full, shortened, in English, and the words that slips are mended by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from ingest.lexicon import table, words_of
from ingest.places import LEVELS, names_of_places

from . import laws
from .intents import words_of_patterns
from .mending import Vocabulary, phrases_of, vocabulary_of
from .words import aliases, bodies, expand

Spelling = tuple[str, str]

# The levels that the look-up tells bodies of one name apart by.
_LEVELS = ("tỉnh", "huyện", "xã")


@cache
def words_in(spelling: str) -> tuple[str, ...]:
    """The folded words, each short form that is no initials written out."""
    return tuple(part for word in words_of(spelling) for part in words_of(expand(word)))


@cache
def plain_words() -> frozenset[str]:
    return frozenset(word for _, spelling in known() for word in words_of(spelling))


@cache
def vocabulary() -> Vocabulary:
    """The words of all tables by which a slip of a question is mended."""
    places = [f"{kind} {name}" for kind, name in names_of_places() if LEVELS[kind] != "xã"]
    spellings = [spelling for _, spelling in known()]
    phrases = (*phrases_of(table("questions"), table("lookup")), *laws.spellings())
    return vocabulary_of(phrases, (*spellings, *places), words_of_patterns(), table("english")["ordinary"])


@cache
def known() -> tuple[Spelling, ...]:
    """(name, spelling) of the bodies of the tables: in full, shortened, and in English."""
    found: dict[Spelling, None] = {}
    for name in bodies():
        found |= dict.fromkeys((name, spelling) for spelling in (name, *aliases(name)))
    english: dict[str, Any] = table("english")["names"]
    for name, said in english.items():
        for level, one in said.items() if isinstance(said, dict) else (("", said),):
            found[f"{name} {level}" if level in _LEVELS else name, one] = None
            if one.startswith("Department of ") and name.startswith("Sở "):
                division = f"Phòng {name.removeprefix('Sở ')}"
                found[division, one.replace("Department", "Division", 1)] = None
                found[division, one.replace("Department", "Office", 1)] = None
    for name, others in table("questions")["bodies"].items():
        found |= dict.fromkeys((name, one) for one in others)
    found |= dict.fromkeys((name, turned) for name, said in found for turned in _turned(said))
    # Many leave this word out of the name of the one ministry and its departments.
    shorter = ((name, spelling.replace("War Invalids", "Invalids")) for name, spelling in found)
    return tuple(dict.fromkeys([*found, *shorter]))


def _turned(english: str) -> Iterator[str]:
    """The "Department of Health" is the "Health Department" too."""
    match = re.fullmatch(r"(Department|Division|Ministry) of (.+)", english)
    if match:
        yield f"{match[2]} {match[1]}"


def shorter(names: Sequence[Spelling]) -> Iterator[Spelling]:
    """Long names by their first field, where it is that of one body alone: "Sở Lao động", "Department of Labour"."""
    found: dict[str, set[str]] = {}
    for name, spelling in dict.fromkeys((*names, *((name, one) for name, said in names for one in _turned(said)))):
        first = re.split(r" - |, | và | and ", spelling, maxsplit=1)[0]
        if first != spelling and len(first.split()) > 1:
            found.setdefault(first, set()).add(name)
            for turned in _turned(first):
                found.setdefault(turned, set()).add(name)
    whole = {spelling for _, spelling in names}
    yield from ((only, first) for first, (only, *more) in found.items() if not more and first not in whole)
