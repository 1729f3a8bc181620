"""The names by which laws and treaties are cited: where one ends, and how it reads.

A law of the table ends where the table says. One that is in no table ends by its shape: at a sign, or at a word that
names do not go on with ("Luật An ninh nguồn nước được …"); a comma goes on with a name only before a word in lower case
("Luật Quản lý, khai thác …"). "Luật sửa đổi, bổ sung một số điều của Luật X" is one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..laws import known_name_end, laws_named
from ..lexicon import fold_same_length, table
from .types import GAP, longest_first

_WORD = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+){0,3}")
_STEP = re.compile(r"(?P<comma> ?,)? {1,40}")
_AND = re.compile(r"và {1,40}")
_MAX_WORDS = 24
_LAW = r"(?:luật|bộ {1,40}luật|pháp {1,40}lệnh)"
_AMENDING = re.compile(
    rf"(?:sửa{GAP}đổi(?: ?,? {{0,40}}(?:và{GAP})?bổ{GAP}sung)?|bổ{GAP}sung|bãi{GAP}bỏ|thay{GAP}thế)"
    r"(?: ?, ?(?:bãi bỏ|thay thế|bổ sung))?"
    rf"(?:{GAP}(?:một{GAP}số|các){GAP}(?:điều|nội{GAP}dung|quy{GAP}định)(?: ?(?:,|và) ?(?:khoản|điều|chương))?"
    rf"|{GAP}(?:các{GAP})?(?:điều|khoản|điểm|chương|phần|mục)(?![^\W_])[^.;:\n]{{1,60}}?)?"
    rf"(?:{GAP}(?:của|tại|trong))?{GAP}"
)
_OF_MANY = re.compile(rf"(?:các|\d{{1,2}}){GAP}luật(?:{GAP}(?:có{GAP})?liên{GAP}quan{GAP}(?:đến|về|tới|trong){GAP})?")
_INNER = re.compile(_LAW + GAP)


@dataclass(frozen=True, slots=True)
class Name:
    """A name from its type word to `end`; `known` when the table of laws or treaties has it."""

    text: str
    end: int
    known: bool


def read_law(masked: str, folded: str, type_start: int, at: int) -> Name | None:
    """The name of a law whose type word begins at `type_start` and whose own words begin at `at`.

    Reads: mask, folded text, the table of laws. Writes: nothing.
    """
    end = _end(masked, folded, type_start, at)
    if end is None:
        return None
    name = law_name(masked[type_start:end])
    return Name(name, end, bool(laws_named(name)))


def _end(masked: str, folded: str, type_start: int, at: int) -> int | None:
    known = known_name_end(folded, type_start)
    if known is not None and known > at:
        return known
    amending = _AMENDING.match(folded, at)
    if amending and amending.end() > at:
        return _end_of_amended(masked, folded, amending.end())
    return _end_by_shape(masked, folded, at)


def _end_of_amended(masked: str, folded: str, at: int) -> int | None:
    """The end of "Luật X", of "các luật liên quan đến …" or of "11 Luật …" after "một số điều của"."""
    inner = _INNER.match(folded, at)
    if inner:
        return _end(masked, folded, inner.start(), inner.end())
    many = _OF_MANY.match(folded, at)
    if many is None:
        return None
    return _end_by_shape(masked, folded, many.end()) or len(folded[: many.end()].rstrip())


@cache
def _refused_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{longest_first(dict.fromkeys((*table('citations')['name_refused'], *_stop_words())))})(?![^\W_])"
    )


def _stop_words() -> list[str]:
    words: list[str] = table("citations")["name_stops"]
    return words


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"(?:{longest_first(dict.fromkeys(_stop_words()))})(?![^\W_])")


@cache
def _comma_stops() -> re.Pattern[str]:
    words = dict.fromkeys((*table("citations")["comma_stops"], *_stop_words()))
    return re.compile(rf"(?:{longest_first(words)})(?![^\W_])")


def _end_by_shape(masked: str, folded: str, at: int) -> int | None:
    """Where a name in no table ends; None when its first word is not one of a name."""
    if _refused_first().match(folded, at):
        return None
    ends = _word_ends(masked, folded, at)
    return ends[-1] if ends else None


def _word_ends(masked: str, folded: str, at: int) -> list[int]:
    """The ends of the words of a name, up to the first that does not belong to it."""
    ends: list[int] = []
    capitals = masked[at : at + 12].isupper()
    while len(ends) < _MAX_WORDS:
        step = _STEP.match(folded, ends[-1]) if ends else None
        start = at if not ends else step.end() if step else None
        word = _WORD.match(folded, start) if start is not None else None
        if word is None or (ends and _stops().match(folded, word.start())):
            break
        if "\n\n" in masked[ends[-1] : word.start()] if ends else False:
            break
        upper = masked[word.start()].isupper() and not capitals
        if step and step["comma"] and (upper or _comma_stops().match(folded, word.start())):
            break
        joined = _AND.match(folded, word.start())
        if (
            joined
            and not capitals
            and not masked[joined.end() : joined.end() + 1].islower()
            and _new_body(folded, joined.end())
        ):
            break
        ends.append(word.end())
    while ends and folded[: ends[-1]].endswith((" và", " hoặc")):
        ends.pop()
    return ends


def _new_body(folded: str, at: int) -> bool:
    """Whether a body is named after "và": the name ended before it."""
    return (
        re.match(r"(?:bộ|sở|ủy ban|ubnd|hđnd|chính phủ|thủ tướng|chủ tịch)(?![^\W_])", folded[at : at + 12]) is not None
    )


@cache
def _short() -> tuple[re.Pattern[str], dict[str, str]]:
    """Abbreviations in the names of laws, of the table of laws."""
    short: dict[str, str] = table("laws")["short"]
    return re.compile(r"(?<!\w)(?:" + "|".join(short) + r")(?!\w)"), short


@cache
def codes() -> dict[str, str]:
    """Codes that are cited by their initials: "BLHS"."""
    return {short: name for short, name in _short()[1].items() if name.startswith("Bộ luật ")}


def law_name(printed: str) -> str:
    """A name as it should read: one line, short forms written out, and after the type word a capital.

    "Luật trẻ em" is "Luật Trẻ em", "LUẬT VIỆC LÀM" is "Luật Việc làm", "Bộ Luật Lao động" is "Bộ luật Lao động".
    """
    words = re.sub(r" ?, ?", ", ", " ".join(printed.split()))
    if _is_capitals(words):
        words = words.lower()
        for law in laws_named(words)[-1:]:
            return law.name
    words = _short()[0].sub(lambda match: _short()[1][match.group()], words)
    opening = re.match(
        r"(bộ luật|luật|pháp lệnh|hiến pháp|công ước|nghị định thư|hiệp định|thỏa thuận)\b ?", words, re.IGNORECASE
    )
    if opening is None:
        return words
    kind, rest = opening[1].capitalize(), words[opening.end() :]
    amending = _AMENDING.match(fold_same_length(rest)) is not None
    rest = rest[:1].lower() + rest[1:] if amending else rest[:1].upper() + rest[1:]
    return f"{kind} {rest}".strip()


def _is_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 6 and all(c.isupper() for c in letters)


@cache
def _treaties() -> tuple[re.Pattern[str], dict[str, str]]:
    named = {fold_same_length(name): row["id"] for row in table("citations")["treaty"] for name in row["names"]}
    return re.compile(rf"(?:{longest_first(named)})(?![^\W_])"), named


def read_treaty(masked: str, folded: str, type_start: int, at: int) -> Name | None:
    """The name of a treaty of the table, or that of a convention by its shape: "Công ước … về …"."""
    known = _treaties()[0].match(folded, type_start)
    if known:
        return Name(law_name(masked[type_start : known.end()]), known.end(), known=True)
    if not folded.startswith("công ước", type_start) or not masked[type_start].isupper():
        return None
    end = _end_of_convention(masked, folded, at)
    return Name(law_name(masked[type_start:end]), end, known=False) if end else None


_OPENS_CONVENTION = re.compile(
    rf"(?:(?:khung|quốc{GAP}tế|của{GAP}liên{GAP}h[ợi]ệ?p{GAP}quốc|liên{GAP}h[ợi]ệ?p{GAP}quốc|của{GAP}ilo|ilo){GAP}){{0,3}}về{GAP}"
)


def _end_of_convention(masked: str, folded: str, at: int) -> int | None:
    opening = _OPENS_CONVENTION.match(folded, at)
    if opening:
        ends = _word_ends(masked, folded, opening.end())
        return ends[-1] if ends else None
    proper = re.compile(r"[A-ZĐ][^\W\d_]+(?:-[^\W\d_]+)*").match(masked, at)
    return proper.end() if proper and not _refused_first().match(folded, at) else None


def treaty_id(name: str) -> str | None:
    """The identity of a treaty of the table."""
    return _treaties()[1].get(" ".join(fold_same_length(name).split()))
