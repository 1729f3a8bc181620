"""Words that people use to look things up, from `ingest/data/lookup.toml` and the other tables there."""

from __future__ import annotations

from functools import cache

from ingest.lexicon import fold, table

_WORDS = table("lookup")

CONNECTORS = frozenset(_WORDS["connectors"])
NUMBER_WORDS = frozenset(_WORDS["number_words"])
MONTHS: dict[str, str] = {name: str(month) for name, month in _WORDS["months"].items()}


def level_words(level: str) -> frozenset[str]:
    """The words by which a level may be called, in both languages; none for an unknown level."""
    return frozenset(_WORDS["levels"].get(level, ()))


@cache
def document_types() -> dict[str, str]:
    """Every folded spelling of a type, and the type: "nghi quyet", "resolution" and "nq" are "Nghị quyết"."""
    spellings = {spelling: name for name, others in _WORDS["types"].items() for spelling in others}
    return spellings | {fold(name): name for name in _WORDS["types"]}


@cache
def aliases(name: str) -> tuple[str, ...]:
    """Other names of a body, as the tables of agencies have them."""
    return ()
