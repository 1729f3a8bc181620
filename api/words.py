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
def document_types() -> dict[str, str]:
    """Every folded spelling of a type, and the type: "nghi quyet", "resolution" and "nq" are "Nghị quyết"."""
    spellings = {spelling: name for name, others in _WORDS["types"].items() for spelling in others}
    return spellings | {fold(name): name for name in _WORDS["types"]}


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    agencies = table("agencies")
    found = {row["name"]: tuple(row.get("variants", ())) for row in agencies["body"]}
    for row in agencies["field"]:
        for head in row["heads"]:
            found[f"{head} {row['name']}"] = tuple(f"{head} {variant}" for variant in row.get("variants", ()))
    return found


def aliases(name: str) -> tuple[str, ...]:
    """Other names of a body, as the table of agencies has them: "MTTQ" for "Ủy ban Mặt trận Tổ quốc Việt Nam"."""
    return _aliases().get(name, ())


@cache
def _expansion_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(_WORDS["expansions"], key=len, reverse=True)) + r")\b")


def expand(text: str) -> str:
    """A folded text with short forms that are no initials written out: "ppc", "molisa", "labor"."""
    return _expansion_pattern().sub(lambda match: _WORDS["expansions"][match.group()], text)
