"""Statements of other people's: what may be asked freely, told from the words of a statement before any server sees it.

This is the first of several locks, and the one that says in a sentence what is the matter; `graph.free` has the others.
It knows words, not grammar: strings, comments and quoted names are left out, and a word that writes is refused wherever
it stands, unless it is a property (`n.set`), a label (`:Create`) or quoted (`` `set` ``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.errors import InputError

# A statement that asks something begins with one of these. EXPLAIN and PROFILE are not among them: on ArcadeDB they
# execute what they are to explain.
FIRST = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL")
# What writes, reads files and addresses, or goes to other databases, wherever in a statement it may stand; what
# administers a server can only begin one.
REFUSED = frozenset(
    {
        "CREATE",
        "DELETE",
        "DETACH",
        "DROP",
        "EXPLAIN",
        "FOREACH",
        "INSERT",
        "LOAD CSV",
        "MERGE",
        "NODETACH",
        "PROFILE",
        "REMOVE",
        "SET",
        "TRANSACTIONS",
        "USE",
    }
)
# Procedures that tell of the schema or search an index; those that the servers have beside these may do anything.
PROCEDURES = frozenset(
    {
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "db.labels",
        "db.propertykeys",
        "db.relationshiptypes",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.schema.visualization",
    }
)
# Functions of a library can do what a procedure does; these are of Cypher itself.
LIBRARIES = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector.similarity"}
)

_TOKEN = re.compile(
    r"(?P<comment>//[^\n\r]*|/\*.*?\*/)"
    r"|(?P<string>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<quoted>(?:`[^`]*`)+)"
    r"|(?P<parameter>\$(?:\w+|`[^`]*`))"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d\w*)"
    r"|(?P<sign>\S)",
    re.DOTALL,
)
# Characters that are not seen, or that are none: of the categories of Unicode.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
# A name is one by what is before it.
_NAMING = (".", ":", "|", "&", "!")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str

    @property
    def word(self) -> str:
        """The word in plain capitals, as wide letters might be read as such; nothing if it is none."""
        return unicodedata.normalize("NFKC", self.text).upper() if self.kind == "word" else ""


def check(statement: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Return if a statement only asks, by its words. Raises InputError with what is not allowed."""
    for name, value in (parameters or {}).items():
        if not _is_value(value):
            raise InputError(f"Parameter '{name}' is no value of the database; give text, or whole numbers of 64 bits.")
    _refuse_unseen(statement)
    tokens = _tokens(statement)
    if tokens and tokens[-1].text == ";":
        tokens.pop()
    if not tokens:
        raise InputError("The statement is empty; begin it with MATCH, and end it with RETURN and what you ask for.")
    if tokens[0].word not in FIRST:
        raise InputError(
            f"A statement begins with {', '.join(FIRST[:-1])} or {FIRST[-1]} here, not '{tokens[0].text}'."
        )
    for place, token in enumerate(tokens):
        if token.text in (";", "`", "'", '"') and token.kind == "sign":
            what = "one statement at a time may be asked" if token.text == ";" else f"a {token.text} is not closed"
            raise InputError(f"The statement cannot be asked: {what}.")
        word = "LOAD CSV" if token.word == "LOAD" and _word_at(tokens, place + 1) == "CSV" else token.word
        if word in REFUSED and not (place and tokens[place - 1].text in _NAMING):
            raise InputError(f"Only questions may be asked here, without {word}; quote it if it is a name.")
    _refuse_calls(tokens)


def _word_at(tokens: Sequence[_Token], place: int) -> str:
    return tokens[place].word if place < len(tokens) else ""


def _is_value(value: object) -> bool:
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    if isinstance(value, str):
        return value.isprintable() or not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, Mapping):
        return all(_is_value(part) for pair in value.items() for part in pair)
    return all(map(_is_value, value)) if isinstance(value, list | tuple) else value is None or isinstance(value, float)


def _refuse_unseen(statement: str) -> None:
    for character in statement:
        if character not in "\t\n\r" and unicodedata.category(character) in _UNSEEN:
            raise InputError(f"The statement has the unseen character U+{ord(character):04X}; take it out.")
    # Neo4j reads these before all else: what is a string here may be a clause there.
    if re.search(r"\\u", statement, re.IGNORECASE):
        raise InputError("The statement has a character written as \\u and its number; write it as itself.")


def _tokens(statement: str) -> list[_Token]:
    found = (_Token(str(match.lastgroup), match.group()) for match in _TOKEN.finditer(statement))
    tokens = [token for token in found if token.kind != "comment"]
    if any(one.text == "/" and other.text == "*" for one, other in pairwise(tokens)):
        raise InputError("The statement has a comment that is not closed; end it with */.")
    return tokens


def _refuse_calls(tokens: Sequence[_Token]) -> None:
    """Refuse procedures and functions of libraries but for those above."""
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.word == "CALL" and following and following.text not in ("{", "("):
            name = _name_from(tokens, place + 1)
            if name.lower() not in PROCEDURES:
                allowed = ", ".join(sorted(PROCEDURES))
                raise InputError(f"Procedure '{name}' may not be called here; these may: {allowed}.")
        elif token.text == "(" and (name := _name_before(tokens, place)) and "." in name:
            library = name.lower().rpartition(".")[0]
            if library not in LIBRARIES and not _is_called(tokens, place):
                raise InputError(f"Function '{name}' may not be called here; use those of Cypher itself.")


def _name_from(tokens: Sequence[_Token], place: int) -> str:
    """The dotted name that begins there."""
    parts: list[str] = []
    for token in tokens[place:]:
        expected = token.text == "." if len(parts) % 2 else token.kind in ("word", "quoted")
        if not expected:
            break
        parts.append(token.text.strip("`"))
    return "".join(parts)


def _name_before(tokens: Sequence[_Token], place: int) -> str:
    """The dotted name that ends there."""
    return _name_from(tokens, _start_before(tokens, place))


def _start_before(tokens: Sequence[_Token], place: int) -> int:
    """Where the dotted name begins that ends there."""
    start = place
    while start > 0 and tokens[start - 1].kind in ("word", "quoted"):
        start -= 1
        if start == 0 or tokens[start - 1].text != ".":
            break
        start -= 1
    return start


def _is_called(tokens: Sequence[_Token], place: int) -> bool:
    """Whether what ends there is the name of a procedure, which is judged by itself."""
    start = _start_before(tokens, place)
    return start > 0 and tokens[start - 1].word == "CALL"
