"""What can be asked in words, as data: the rows of `ingest/data/questions.toml`, and which of them a question fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from ingest.lexicon import table

from .said import Span

# Words that may stand between two parts of a pattern which follow one another.
FAR = 14


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the parameters that it gives."""

    ask: str
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern, which has to stand in a question, or must not."""

    shape: re.Pattern[str]
    wanted: bool

    def spans(self, words: str) -> Iterator[Span]:
        if self.wanted:
            for match in self.shape.finditer(words):
                yield from match.regs[1:]


@dataclass(frozen=True, slots=True)
class Intent:
    """A named query, the patterns of the questions that ask it, and where its parameters come from.

    `takes` has for each parameter the slots of a question that may fill it, the first that is there; `gives` what is
    always given. `family` is shared by the queries of which the one is asked that leaves least out. `read` says that a
    document has to be one whose own text was read, `strict` that no word may be left that is not understood. `words`
    fits the words of its query's subject: one of them says nothing more, wherever it stands.
    """

    query: str
    asks: tuple[tuple[Part, ...], ...]
    takes: Mapping[str, tuple[str, ...]]
    gives: Mapping[str, str] = field(default_factory=dict)
    family: str = ""
    read: bool = False
    strict: bool = False
    examples: tuple[Example, ...] = ()
    words: re.Pattern[str] = re.compile("(?!)")

    def fits(self, words: str) -> list[Span] | None:
        """Where a question, as its words and tags, says that it is asked so; None when it does not."""
        for pattern in self.asks:
            if all(bool(part.shape.search(words)) is part.wanted for part in pattern):
                return [span for part in pattern for span in part.spans(words)]
        return None


@cache
def intents() -> tuple[Intent, ...]:
    """The rows of the table, in its order."""
    return tuple(
        Intent(
            row["query"],
            tuple(map(_pattern, row["asks"])),
            MappingProxyType({name: tuple(slots) for name, slots in row["takes"].items()}),
            MappingProxyType(row.get("gives", {})),
            row.get("family", ""),
            row.get("read", False),
            row.get("strict", False),
            tuple(Example(one["ask"], MappingProxyType(one["gives"])) for one in row["examples"]),
            _words_in([text for other in _akin(row) for text in (*other["asks"], *other.get("says", ()))]),
        )
        for row in _rows()
    )


@cache
def _rows() -> tuple[Mapping[str, Any], ...]:
    """The rows; one without patterns is asked as the one before it, and takes more."""
    rows: list[Mapping[str, Any]] = []
    for row in table("questions")["intent"]:
        rows.append(row if "asks" in row else row | {"asks": rows[-1]["asks"]})
    return tuple(rows)


def _akin(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of the same query, and of its family."""
    family = row.get("family", row["query"])
    return [one for one in _rows() if row["query"] == one["query"] or family == one.get("family")]


@cache
def words_of_patterns() -> re.Pattern[str]:
    """Every word that some pattern has: what is known of the language of questions."""
    return _words_in([text for row in _rows() for text in (*row["asks"], *row.get("says", ()))])


def _words_in(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any one word of the patterns, and of what sets their flags, but for what must not stand there."""
    wanted = [re.sub(r"(?:^| & )!.*?(?= & |$)", "", _written_out(text)) for text in patterns]
    rows, flags = table("questions"), {flag for text in wanted for flag in re.findall(r"[A-Z]+", text)}
    if flags & {"CITES", "CITED"}:
        wanted += [word for said in rows["citing"].values() for word in said]
    if "IMPLEMENTS" in flags:
        wanted += rows["implementing"]
    words = {word for text in wanted for word in re.findall(r"[a-z0-9'*]+", text)}
    return re.compile("|".join(sorted(map(_phrase, words))))


def _written_out(text: str) -> str:
    """The pattern with its $names replaced by the alternatives that the table `words` has for them."""
    return re.sub(r"\$(\w+)", lambda match: "|".join(table("questions")["words"][match[1]]), text)


def _pattern(text: str) -> tuple[Part, ...]:
    """ "PLAN & lead* … DOC & !TIME": parts that stand anywhere (or nowhere), each of steps in this order, each of
    alternatives."""
    return tuple(
        Part(_part(part.strip().removeprefix("!").split(" … ")), not part.strip().startswith("!"))
        for part in _written_out(text).split(" & ")
    )


def _part(steps: Sequence[str]) -> re.Pattern[str]:
    gap = rf"(?: \S+){{0,{FAR}}}? "
    return re.compile(gap.join(rf"(?<!\S)({'|'.join(map(_phrase, step.split('|')))})(?!\S)" for step in steps))


def _phrase(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w{0,9}")
