"""A question as it is read: its words where they stand, and what has been found to be named in it so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.lexicon import fold

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that is named: `kind` is document, plan, body, place, part or footnote; `name` is for the look-up.

    `place` is the place that a plan or a body is said to be of; an `open` set of bodies is no one body.
    """

    kind: str
    start: int
    end: int
    name: str
    place: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A value and where the text says it; `beside` is where the rest of it stands."""

    value: str
    start: int
    end: int
    beside: tuple[Span, ...] = ()

    def of(self, value: str) -> Said:
        """Another value that the same words say."""
        return replace(self, value=value)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question, folded, where it stands."""

    word: str
    start: int
    end: int


class Text:
    """A question being read: what has been read of it is taken out of what is read next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = "".join(map(_one, self.text))
        self.mentions: list[Mention] = []

    def left(self, text: str | None = None) -> str:
        """The text, or one as long, with what has been read blanked."""
        characters = list(self.text if text is None else text)
        for mention in self.mentions:
            characters[mention.start : mention.end] = "¦" * (mention.end - mention.start)
        return "".join(characters)

    def tokens(self) -> list[Token]:
        """The words that are left."""
        return [
            Token(self.folded[match.start() : match.end()], match.start(), match.end())
            for match in _WORD.finditer(self.left())
        ]

    def take(self, mention: Mention) -> None:
        if not any(mention.start < one.end and one.start < mention.end for one in self.mentions):
            self.mentions.append(mention)

    def said(self, start: int, end: int) -> str:
        return self.text[start:end]


def _one(character: str) -> str:
    """One character for one, without tone marks."""
    folded = fold(character) if not character.isspace() else " "
    return folded if len(folded) == 1 else character
