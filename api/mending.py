"""A question as it is read: composed, with single blanks, its slips mended, and where in the question each part stands.

    mend("Departmnt of  Health", vocabulary).text → "Department of Health"; .place(0, 10) → (0, 9)

A word is mended only when no table knows it and one word alone is that near; a syllable of Vietnamese only when it then
makes two words of a name with the one beside it, as every syllable is near to others, and never one with tone marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ingest.lexicon import fold, words_of

# Letters of a word that may be mended beside a known word, by itself, and by itself with two slips.
BESIDE, ALONE, TWICE = 3, 5, 10
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]?")
# The symbol of a number is no word: "29/2019/tt-bldtbxh".
_NUMBER = re.compile(r"\S*\d\S*[/-]\S+")
_SYLLABLE = re.compile(
    r"(?:ngh?|gh|gi|kh|nh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mend:
    """A word that was read as another: where it stands in the question, and what it was read as."""

    start: int
    end: int
    read: str


@dataclass(frozen=True)
class Vocabulary:
    """The folded words that are known; `names` are the phrases whose pairs count, `shapes` fits other known words, and
    `ordinary` are words of the language that are neither known nor a slip."""

    phrases: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    shapes: re.Pattern[str]
    ordinary: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in (*self.phrases, *self.names) for word in phrase)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for phrase in self.names for pair in pairwise(phrase))

    @cached_property
    def listed(self) -> list[str]:
        return sorted(word for word in self.words if len(word) >= BESIDE)


@dataclass(frozen=True, slots=True)
class Mended:
    """The text that is read; `spans` has for each of its characters where that stands in the question."""

    text: str
    spans: tuple[tuple[int, int], ...]
    mends: tuple[Mend, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the question a part of the text stands that is not empty."""
        return self.spans[start][0], self.spans[end - 1][1]


def mend(question: str, vocabulary: Vocabulary) -> Mended:
    """The question as it is read."""
    composed = _composed(question)
    kept = [one for shape in (_QUOTED, _NUMBER) for one in shape.finditer(composed.text)]
    words = [word for word in _WORD.finditer(composed.text) if not any(_within(word, one) for one in kept)]
    folded = [fold(word.group()) for word in words]
    parts, spans, mends, done = [], [], [], 0
    for at, word in enumerate(words):
        read = _mended(word.group(), folded, at, vocabulary)
        if read is None:
            continue
        read = read.capitalize() if word.group()[0].isupper() else read
        place = composed.place(*word.span())
        parts += [composed.text[done : word.start()], read]
        spans += [*composed.spans[done : word.start()], *([place] * len(read))]
        mends.append(Mend(*place, read))
        folded[at], done = read.lower(), word.end()
    text = "".join([*parts, composed.text[done:]])
    return Mended(text, (*spans, *composed.spans[done:]), tuple(mends))


def _composed(question: str) -> Mended:
    """In composed form, with single blanks, without the characters that only steer how a text is shown."""
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end in _clusters(question):
        for character in unicodedata.normalize("NFC", question[start:end]):
            if character.isspace():
                if characters and characters[-1] != " ":
                    characters.append(" ")
                    spans.append((start, end))
            elif unicodedata.category(character)[0] != "C":
                characters.append(character)
                spans.append((start, end))
    if characters and characters[-1] == " ":
        characters.pop(), spans.pop()
    return Mended("".join(characters), tuple(spans))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that are put on it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


def _within(one: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= one.start() and one.end() <= other.end()


def _mended(word: str, folded: list[str], at: int, vocabulary: Vocabulary) -> str | None:
    """The one known word that is meant; None for a word that is known, short for something, or like none."""
    said = folded[at]
    known = {said, said.removesuffix("s")} & vocabulary.words or vocabulary.shapes.fullmatch(said)
    known = known or _stems(said) & vocabulary.ordinary
    syllable = bool(_SYLLABLE.fullmatch(said))
    meant = syllable and not word.isascii()
    if known or meant or len(said) < BESIDE or word.isupper() or not said.isascii():
        return None
    slips = 2 if len(said) >= TWICE else 1
    found = process.extract(said, vocabulary.listed, scorer=OSA.distance, score_cutoff=slips, limit=None)
    before, after = (folded[one] if 0 <= one < len(folded) else "" for one in (at - 1, at + 1))
    alone = len(said) >= ALONE and not syllable
    near: dict[tuple[int, int], list[str]] = {}
    for one, count, _ in found:
        beside = len({(before, one), (one, after)} & vocabulary.pairs)
        if beside or alone:
            near.setdefault((-beside, int(count)), []).append(one)
    best = near[min(near)] if near else []
    return best[0] if len(best) == 1 else None


def _stems(word: str) -> set[str]:
    """What an English word may be a form of."""
    stems = {word.removesuffix(end) for end in ("", "s", "es", "d", "ed", "ing")}
    return stems | {f"{word.removesuffix('ing')}e"}


def vocabulary_of(
    phrases: Iterable[str], names: Iterable[str], shapes: re.Pattern[str], ordinary: Iterable[str] = ()
) -> Vocabulary:
    """The vocabulary of these phrases and names."""
    known, named = (tuple(dict.fromkeys(map(words_of, some))) for some in (phrases, names))
    return Vocabulary(known, named, shapes, frozenset(ordinary))


def phrases_of(*tables: Iterable[object]) -> tuple[str, ...]:
    """Every string in the tables, keys and values."""
    return tuple(dict.fromkeys(text for one in tables for text in _strings(one)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (*_strings(key), *_strings(one))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
