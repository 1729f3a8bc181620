"""The words that bodies are named with, as one search tree a kind of word.

A text is cut into tokens (syllables and signs) whose keys are folded; a tree is walked from a token on and gives the
longest name that begins there. Between the parts of a name connectors (",", "-", "và", "&") may stand or be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from ..lexicon import fold_same_length, table

CONNECTORS = frozenset({",", "-", "/", "&", "và"})
FIELD_LEVELS = {"Bộ": "trung ương", "Sở": "tỉnh", "Phòng": "huyện"}
_LONGEST = 40  # characters of a word that may be of a name; what is longer is noise
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
T = TypeVar("T")
# What `Token(…)` comes to, without the call in between.
_new = tuple.__new__


class Token(NamedTuple):
    """A syllable, number or sign; `gap` counts the line ends before it, 2 standing for a blank line.

    A tuple, since a text has thousands of them and a frozen dataclass takes three times as long to make.
    """

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
        return self.text[0].isalnum() and len(self.text) <= _LONGEST


class Tokens(tuple[Token, ...]):
    """The tokens of a text, with the look-ups that every reader needs; beyond the end stands nothing."""

    __slots__ = ()

    def key(self, at: int) -> str:
        return self[at].key if 0 <= at < len(self) else ""

    def keys(self, at: int, *expected: str) -> bool:
        """Whether these keys stand here, in this order."""
        if self.key(at) != expected[0]:  # nearly always: no generator is made for it
            return False
        return all(self.key(at + step) == key for step, key in enumerate(expected))

    def gap(self, at: int) -> int:
        """The line ends before a token; the end of the text is like a blank line."""
        return self[at].gap if at < len(self) else 2

    def capital(self, at: int) -> bool:
        return at < len(self) and self[at].capital

    def breaks(self, at: int) -> bool:
        """Whether no name goes on at this token: a blank line stands before it that is no page break in a sentence."""
        if self.gap(at) < 2 or self.key(at - 1) in CONNECTORS:
            return False
        return at >= len(self) or self.capital(at) or self.key(at + 1) in (")", ".")


def cut(text: str) -> Tokens:
    """The tokens of a text, in order."""
    folded = fold_same_length(text)
    tokens: list[Token] = []
    offset = gap = 0
    for line in text.split("\n"):
        for match in _TOKEN.finditer(text, offset, offset + len(line)):
            start, end = match.span()
            tokens.append(_new(Token, (folded[start:end], text[start:end], start, end, gap)))
            gap = 0
        offset += len(line) + 1
        gap = min(gap + 1, 2)
    return Tokens(tokens)


@dataclass(slots=True)
class Tree(Generic[T]):
    """A search tree over the keys of syllables; `soft` marks the places where connectors may stand."""

    children: dict[str, Tree[T]] = field(default_factory=dict)
    soft: bool = False
    value: T | None = None

    def add(self, name: str, value: T, *, loose_after: int = 99) -> None:
        """Take in a name; after `loose_after` parts each may have a connector before it, as in "LĐ TB XH"."""
        node, depth = self, 0
        for token in cut(name):
            if token.key in CONNECTORS:
                node.soft = True
                continue
            node.soft = node.soft or depth >= loose_after
            node, depth = node.children.setdefault(token.key, Tree()), depth + 1
        node.value = node.value if node.value is not None else value

    def longest(self, tokens: Tokens, at: int) -> tuple[int, T] | None:
        """Where the longest name that begins at this token ends, and its value."""
        if at >= len(tokens) or not (tokens[at].key in self.children or self.soft):  # nearly always
            return None
        node, best, skipped = self, None, 0
        for index in range(at, len(tokens)):
            key = tokens[index].key
            child = node.children.get(key)
            if child is None:
                if not (node.soft and key in CONNECTORS and skipped < 2):
                    break
                skipped += 1
                continue
            if index > at and tokens.breaks(index):
                break
            node, skipped = child, 0
            if node.value is not None:
                best = (index + 1, node.value)
        return best


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
    printed: bool = False
    needs_level: bool = False
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins names of its own shape: "Trung tâm", "Chi cục"."""

    name: str
    level: str | None = None
    long: bool = False
    bare: bool = False
    keeps_place: bool = False
    refuses: frozenset[str] = frozenset()


def _flags(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _tree(names: Iterable[str]) -> Tree[str]:
    tree: Tree[str] = Tree()
    for name in names:
        tree.add(name, name)
    return tree


@cache
def bodies() -> Tree[Body]:
    """All names known as a whole, from the tables of bodies and of fields."""
    tree: Tree[Body] = Tree()
    for row in table("agencies")["body"]:
        flags = _flags(row, "level", "plain", "of", "joins", "alone", "keeps_place", "printed", "needs_level")
        body = Body(row["name"], **flags, not_before=tuple(row.get("not_before", ())))
        if row.get("spelled", True):
            tree.add(row["name"], body)
        for variant in row.get("variants", ()):
            tree.add(variant, body, loose_after=1)
    for row in table("agencies")["field"]:
        for head in row["heads"]:
            _add_field(tree, head, row)
    return tree


def _add_field(tree: Tree[Body], head: str, row: dict[str, Any]) -> None:
    body = Body(f"{head} {row['name']}", FIELD_LEVELS[head], head, plain=True)
    tree.add(f"{head} {row['name']}", body)
    for variant in row.get("variants", ()):
        tree.add(f"{head} {variant}", body, loose_after=2)
        if variant.isupper() and " " not in variant and len(variant) > 1:
            tree.add(head[0] + variant, body)  # SYT, BLĐTBXH


@cache
def fields(head: str) -> Tree[str]:
    """Names of fields, for lists that give the head once: "các Sở: Y tế, Tài chính"."""
    tree: Tree[str] = Tree()
    for row in table("agencies")["field"]:
        if head in row["heads"]:
            tree.add(row["name"], row["name"])
            for variant in row.get("variants", ()):
                tree.add(variant, row["name"], loose_after=1)
    return tree


@cache
def heads() -> Tree[Head]:
    tree: Tree[Head] = Tree()
    for row in table("agencies")["head"]:
        refuses = frozenset(row.get("refuses", ()))
        head = Head(row["name"], **_flags(row, "level", "long", "bare", "keeps_place"), refuses=refuses)
        for name in (row["name"], *row.get("variants", ())):
            tree.add(name, head)
    return tree


@cache
def strangers() -> dict[str, frozenset[str]]:
    """The syllables before a head that make it part of another word: "cơ sở", "trụ sở"."""
    return {row["name"].lower(): frozenset(row["after"]) for row in table("agencies")["head"] if "after" in row}


@cache
def offices() -> Tree[str]:
    tree = _tree(table("agencies")["offices"]["names"])
    for short, office in table("agencies")["offices"]["variants"].items():
        tree.add(short, office)
    return tree


@cache
def set_nouns() -> Tree[str]:
    tree = _tree(table("agencies")["sets"]["nouns"])
    for printed, noun in table("agencies")["sets"]["spellings"].items():
        tree.add(printed, noun)
    return tree


@cache
def set_kinds(noun: str) -> Tree[str]:
    tree = _tree(table("agencies")["sets"]["kinds"].get(noun, ()))
    for kind in table("agencies")["sets"]["kinds"].get(noun, ()):
        tree.add(kind.replace("Hội đồng nhân dân", "HĐND"), kind)
    return tree


@cache
def set_modifiers() -> Tree[str]:
    rows = table("agencies")["sets"]
    pointing = (f"{verb} {document}" for verb in rows["pointing"] for document in rows["pointed"])
    return _tree([*rows["modifiers"], *pointing])


@cache
def _ends() -> tuple[Tree[str], Tree[str]]:
    rows = table("agencies")["ends"]
    return _tree(rows["phrases"]), _tree(rows["keeps"])


def ends_name(tokens: Tokens, at: int) -> bool:
    """Whether what stands here is said of a body, not of its name: "tham mưu", "có"; not "giao thông", "hàng không"."""
    phrases, keeps = _ends()
    if phrases.longest(tokens, at) is None or keeps.longest(tokens, at) is not None:
        return False
    before = keeps.longest(tokens, at - 1) if at else None
    return before is None or before[0] <= at


def starts_body(tokens: Tokens, at: int) -> bool:
    """Whether another body, or an office, may begin at this token."""
    return any(tree.longest(tokens, at) is not None for tree in (bodies(), heads(), offices()))


def printed(tokens: Sequence[Token], *, shouted: bool = False) -> str:
    """The words as printed, each after a space, with one kind of space and dash; shouted words become small."""
    text = ""
    for index, token in enumerate(tokens):
        spaced = token.key != "," and not (index and _close(tokens[index - 1], token))
        word = token.key if not token.word or (shouted and index) else token.text
        text += " " * spaced + (word.capitalize() if shouted and not index else word)
    return text


def _close(before: Token, after: Token) -> bool:
    """Whether no space belongs between a word and a sign: "dioxin/DDT", "PT-TH", but "Tài chính - Kế hoạch"."""
    if before.end != after.start:
        return False
    sign, word = (before, after) if after.word else (after, before)
    return sign.key in ("/", "&") or (sign.key == "-" and word.text.isupper())
