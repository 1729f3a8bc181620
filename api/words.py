"""Words that people use to look things up, from `ingest/data/lookup.toml` and the other tables there."""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon import fold, table

_WORDS = table("lookup")

CONNECTORS = frozenset(_WORDS["connectors"])
NUMBER_WORDS = frozenset(_WORDS["number_words"])
MONTHS: dict[str, str] = {name: str(month) for name, month in _WORDS["months"].items()}


def kind_words(place: str) -> tuple[str, ...]:
    """What the kind of a place, such as "tỉnh Lạng Sơn", is called in English."""
    return next((tuple(words) for kind, words in _WORDS["kinds"].items() if place.startswith(f"{kind} ")), ())


def level_words(level: str) -> frozenset[str]:
    """The words by which a level may be called, in both languages; none for an unknown level."""
    return frozenset(_WORDS["levels"].get(level, ()))


@cache
def document_types() -> dict[str, tuple[str, ...]]:
    """Every folded spelling of a type, and the types it may mean: "nghi quyet", "resolution", "nq"; "qd" means two.

    A symbol of one letter ("L") is left out: it would be a word of some name.
    """
    spellings: dict[str, tuple[str, ...]] = {}
    for row in table("document_types")["type"]:
        symbols = (symbol for symbol in row.get("symbols", ()) if len(symbol) > 1)
        for spelling in (row["name"], *row.get("variants", ()), *symbols):
            spellings[fold(spelling)] = (*spellings.get(fold(spelling), ()), row["name"])
    return spellings | {english: (name,) for name, others in _WORDS["types"].items() for english in others}


def without_level(english: str) -> str:
    """An English name without the level it may begin with: "Provincial People's Committee" is "People's Committee"."""
    first, _, rest = english.partition(" ")
    return rest if rest and first.lower() in _WORDS["level_adjectives"] else english


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    agencies = table("agencies")
    found = {row["name"]: tuple(row.get("variants", ())) for row in agencies["body"]}
    for row in agencies["field"]:
        for head in row["heads"]:
            found[f"{head} {row['name']}"] = tuple(f"{head} {variant}" for variant in row.get("variants", ()))
    return found


def bodies() -> tuple[str, ...]:
    """The names of all bodies that the table of agencies has."""
    return tuple(_aliases())


def aliases(name: str) -> tuple[str, ...]:
    """Other names of a body, as the table of agencies has them: "MTTQ" for "Ủy ban Mặt trận Tổ quốc Việt Nam"."""
    return _aliases().get(name, ())


@cache
def _expansion_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(_WORDS["expansions"], key=len, reverse=True)) + r")\b")


def expand(text: str) -> str:
    """A folded text with short forms that are no initials written out: "ppc", "molisa", "labor"."""
    return _expansion_pattern().sub(lambda match: _WORDS["expansions"][match.group()], text)
