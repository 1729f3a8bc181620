"""The words that bodies are named with, as one search tree a kind of word.

A text is cut into tokens (syllables and signs) whose keys are folded; a tree is walked from a token on and gives the
longest name that begins there. Between the parts of a name connectors (",", "-", "và", "&") may stand or be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from .lexicon import fold_same_length, table

CONNECTORS = frozenset({",", "-", "/", "&", "và"})
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable, number or sign; `gap` counts the line ends before it, 2 standing for a blank line."""

    key: str
    text: str
    start: int
    end: int
    gap: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()


def cut(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order."""
    folded, tokens, cursor = fold_same_length(text), [], 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        gap = min(text.count("\n", cursor, start), 2)
        tokens.append(Token(folded[start:end], match.group(), start, end, gap))
        cursor = end
    return tuple(tokens)


@dataclass(slots=True)
class Tree(Generic[T]):
    """A search tree over the keys of syllables; `soft` marks the places where a name has a connector."""

    children: dict[str, Tree[T]] = field(default_factory=dict)
    soft: bool = False
    value: T | None = None

    def add(self, name: str, value: T) -> None:
        node = self
        for token in cut(name):
            if token.key in CONNECTORS:
                node.soft = True
            else:
                node = node.children.setdefault(token.key, Tree())
        node.value = node.value or value

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[int, T] | None:
        """Where the longest name that begins at this token ends, and its value."""
        node, best, skipped = self, None, 0
        for index in range(at, len(tokens)):
            token = tokens[index]
            if index > at and breaks(tokens, index):
                break
            child = node.children.get(token.key)
            if child is None:
                if not (node.soft and token.key in CONNECTORS and skipped < 2):
                    break
                skipped += 1
                continue
            node, skipped = child, 0
            if node.value is not None:
                best = (index + 1, node.value)
        return best


def breaks(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name cannot go on at this token: a blank line stands before it that is not a page break in a sentence."""
    token = tokens[index]
    return token.gap == 2 and token.capital and tokens[index - 1].key not in CONNECTORS


@dataclass(frozen=True, slots=True)
class Body:
    """A name that is known as a whole; the flags are those of the table `agencies`."""

    name: str
    level: str | None = None
    head: str | None = None
    plain: bool = False
    of: bool = False
    joins: bool = False
    alone: bool = True
    keeps_place: bool = False
    needs_level: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins names of its own shape: "Trung tâm", "Chi cục"."""

    name: str
    level: str | None = None
    long: bool = False
    bare: bool = False
    keeps_place: bool = False
    refuses: frozenset[str] = frozenset()


FIELD_LEVELS = {"Bộ": "trung ương", "Sở": "tỉnh", "Phòng": "huyện"}


def _tree(pairs: Iterable[tuple[str, T]]) -> Tree[T]:
    tree: Tree[T] = Tree()
    for name, value in pairs:
        tree.add(name, value)
    return tree


@cache
def bodies() -> Tree[Body]:
    """All names known as a whole."""
    tree: Tree[Body] = Tree()
    for row in table("agencies")["body"]:
        flags = {
            key: row[key]
            for key in ("level", "plain", "of", "joins", "alone", "keeps_place", "needs_level")
            if key in row
        }
        body = Body(row["name"], **flags)
        for name in [row["name"]] * row.get("spelled", True) + row.get("variants", []):
            tree.add(name, body)
    for row in table("agencies")["field"]:
        for head in row["heads"]:
            body = Body(f"{head} {row['name']}", FIELD_LEVELS[head], head, plain=True)
            for name in (row["name"], *row.get("variants", [])):
                tree.add(f"{head} {name}", body)
                if name.isupper() and " " not in name and len(name) > 1:
                    tree.add(head[0] + name, body)  # SYT, BLĐTBXH
    return tree


@cache
def fields(head: str) -> Tree[str]:
    """Names of fields, for lists that give the head once: "các Sở: Y tế, Tài chính"."""
    rows = [row for row in table("agencies")["field"] if head in row["heads"]]
    return _tree((name, row["name"]) for row in rows for name in (row["name"], *row.get("variants", [])))


@cache
def heads() -> Tree[Head]:
    tree: Tree[Head] = Tree()
    for row in table("agencies")["head"]:
        flags = {key: row[key] for key in ("level", "long", "bare", "keeps_place") if key in row}
        head = Head(row["name"], **flags, refuses=frozenset(row.get("refuses", ())))
        for name in (row["name"], *row.get("variants", ())):
            tree.add(name, head)
    return tree


@cache
def strangers() -> dict[str, frozenset[str]]:
    """The syllables before a head that make it part of another word: "cơ sở", "trụ sở"."""
    return {row["name"].lower(): frozenset(row["after"]) for row in table("agencies")["head"] if "after" in row}


@cache
def offices() -> Tree[str]:
    rows = table("agencies")["offices"]
    return _tree([*((name, name) for name in rows["names"]), *rows["variants"].items()])


@cache
def set_nouns() -> Tree[str]:
    return _tree((name, name) for name in table("agencies")["sets"]["nouns"])


@cache
def set_kinds(noun: str) -> Tree[str]:
    return _tree((name, name) for name in table("agencies")["sets"]["kinds"].get(noun, ()))


@cache
def set_modifiers() -> Tree[str]:
    return _tree((name, name) for name in table("agencies")["sets"]["modifiers"])


@cache
def ends() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The words and pairs of words that end a name."""
    rows = table("agencies")["ends"]
    pairs = (pair.split() for pair in rows["pairs"])
    return frozenset(rows["words"]), frozenset((first, second) for first, second in pairs)
