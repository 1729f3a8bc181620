"""The words that open a citation: the types of documents and their abbreviations, from the one table of types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..lexicon import alternation, fold_same_length, slug, table

# White space of the folded text between two words; a page break and what the mask has blanked are white space too.
GAP = r" {1,40}"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type as the table has it. `cited`: "always" with a number, "name" when its name is enough, "treaty"."""

    name: str
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    cited: str


@cache
def document_types() -> tuple[DocumentType, ...]:
    rows: list[dict[str, Any]] = table("document_types")["type"]
    return tuple(
        DocumentType(
            row["name"],
            (row["name"], *row.get("variants", ())),
            tuple(row.get("symbols", ())),
            row.get("number", "always"),
        )
        for row in rows
    )


def spaced(words: str) -> str:
    """The pattern of some words, whatever white space is between them."""
    return GAP.join(re.escape(word) for word in fold_same_length(words).split())


def loose(pattern: str) -> str:
    """A pattern in which a space between two words stands for any white space there."""
    return re.sub(r"(?<=\w) (?=\w)", GAP, pattern)


def longest_first(words: dict[str, Any]) -> str:
    """A pattern for any of these words, the longest that stands there."""
    return alternation(map(fold_same_length, words), GAP)


@cache
def type_words() -> dict[str, DocumentType]:
    """Types by the folded words that are printed for them, single spaces between."""
    return {fold_same_length(word): kind for kind in document_types() for word in kind.words}


@cache
def abbreviations() -> dict[str, DocumentType]:
    """Types by what is written for short before a number: "QĐ số 12/QĐ-UBND", "NĐ 56/2017/NĐ-CP"."""
    found: dict[str, DocumentType] = {}
    for rank in range(max(len(kind.symbols) for kind in document_types())):  # the first symbol of a type is its own
        for kind in document_types():
            for symbol in kind.symbols[rank : rank + 1]:
                found.setdefault(fold_same_length(symbol), kind)
    return {symbol: kind for symbol, kind in found.items() if len(symbol) > 1}


@cache
def type_of_symbol() -> dict[str, tuple[DocumentType, ...]]:
    """Types by an abbreviation in a number, as `slug` has it: "qd" is a decision, or a rule of the Party."""
    found: dict[str, tuple[DocumentType, ...]] = {}
    for kind in document_types():
        for symbol in kind.symbols:
            found[slug(symbol)] = (*found.get(slug(symbol), ()), kind)
    return found


def type_said_by(number: str) -> DocumentType | None:
    """The type that a number's symbol stands for: that of a decree in "56/2017/NĐ-CP", None in "121/2020/QH14"."""
    for part in re.split(r"[/\s-]+", number)[1:]:
        if not part.isdigit() and (kinds := type_of_symbol().get(slug(part))):
            return kinds[0]
    return None


@cache
def codes() -> dict[str, str]:
    """Codes that are cited by their initials ("BLHS"), of the table of laws."""
    short: dict[str, str] = table("laws")["short"]
    return {initials: name for initials, name in short.items() if name.startswith("Bộ luật ")}


@cache
def openers() -> re.Pattern[str]:
    """Where anything may begin: one search over the folded text finds all of them."""
    types, short = longest_first(dict.fromkeys(type_words())), longest_first(dict.fromkeys(abbreviations()))
    initials = longest_first(dict.fromkeys(map(fold_same_length, codes())))
    return re.compile(
        rf"(?<![^\W_])(?:(?P<type>{types})(?=[ \dos:]|$)|(?P<short>{short})(?= {{0,3}}(?:s[ốổ]|\d))"
        rf"|(?P<code>{initials})(?![^\W_])|(?P<digits>(?<![/.,-])\d{{1,6}}[a-zđ]?(?:/(?:19|20)\d\d)?[/-](?=[a-zđ]{{1,6}})))"
    )
