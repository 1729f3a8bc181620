"""The names by which laws and treaties are cited: where one ends, and how it reads.

A law of the table ends where the table says. One that is in no table ends by its shape: at a sign, or at a word that
names do not go on with ("Luật An ninh nguồn nước được …"); a comma goes on with a name only before a word in lower case
("Luật Quản lý, khai thác …"). "Luật sửa đổi, bổ sung một số điều của Luật X" is one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ..dates import date_at
from ..laws import known_name_end, laws_named
from ..lexicon import fold_same_length, table
from .types import GAP, longest_first

_WORD = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+){0,3}")
_STEP = re.compile(r"(?P<comma> ?,)? {1,40}")
_AND = re.compile(r"và {1,40}")
_ABOUT = re.compile(rf"về{GAP}(?=[^\W\d_])")
_MAX_WORDS = 24
_LAW = r"(?:luật|bộ {1,40}luật|pháp {1,40}lệnh)"
_AMENDING = re.compile(
    rf"(?:sửa{GAP}đổi(?: ?,? {{0,40}}(?:và{GAP})?bổ{GAP}sung)?|bổ{GAP}sung|bãi{GAP}bỏ|thay{GAP}thế)"
    rf"(?: ?, {{0,40}}(?:bãi{GAP}bỏ|thay{GAP}thế|bổ{GAP}sung))?"
    rf"(?:{GAP}(?:một{GAP}số|các){GAP}(?:điều|nội{GAP}dung|quy{GAP}định)(?: ?(?:,|và) ?(?:khoản|điều|chương))?"
    rf"|{GAP}(?:các{GAP})?(?:điều|khoản|điểm|chương|phần|mục)(?![^\W_])[^.;:\n]{{1,60}}?)?"
    rf"(?:{GAP}(?:của|tại|trong))?{GAP}"
)
_OF_MANY = re.compile(rf"(?:các|\d{{1,2}}){GAP}luật(?:{GAP}(?:có{GAP})?liên{GAP}quan{GAP}(?:đến|về|tới|trong){GAP})?")
_INNER = re.compile(_LAW + GAP)
_ALSO = re.compile(rf" {{0,3}}(?:,|,? {{0,40}}và){GAP}(?:điều{GAP}\d{{1,3}}{GAP}(?:của{GAP})?)?(?P<law>{_LAW}){GAP}")
_NUMBERED = re.compile(
    rf",?{GAP}(?:số {{0,3}}:? {{0,40}}(?P<number>\d{{1,3}}/(?:19|20)\d\d/[a-z]{{2,8}}\d{{1,2}})|(?=ngày{GAP}\d))"
)
_NUMBER_INSIDE = re.compile(r",?\s{1,40}(?:số|SỐ)\s{0,3}:?\s{0,40}\d{1,3}/(?:19|20)\d\d/\w{2,10}")
_MAX_AMENDED = 12
_MAX_DEPTH = 2  # a law that amends an amending law; none goes deeper


@dataclass(frozen=True, slots=True)
class Name:
    """A name from its type word to `end`; `known` when the table of laws or treaties has it; `numbered` when the laws
    that it amends stand in it with their numbers, which are left out of `text`."""

    text: str
    end: int
    known: bool
    numbered: bool = False


def read_law(masked: str, folded: str, type_start: int, at: int) -> Name | None:
    """The name of a law whose type word begins at `type_start` and whose own words begin at `at`.

    Reads: mask, folded text, the table of laws. Writes: nothing.
    """
    end = _end(masked, folded, type_start, at)
    if end is None:
        return None
    words, numbers = masked[type_start:end], 0
    if _AMENDING.match(folded, at):
        words, numbers = _NUMBER_INSIDE.subn("", words)
    name = law_name(words)
    return Name(name, end, bool(laws_named(name)), numbers > 0)


def _end(masked: str, folded: str, type_start: int, at: int, depth: int = 0) -> int | None:
    known = known_name_end(folded, type_start) or 0
    amending = _AMENDING.match(folded, at)
    if amending:
        amended = _end_of_amended(masked, folded, amending.end(), depth) if depth < _MAX_DEPTH else None
        return max(known if known > at else 0, amended or 0) or None
    if known > at:
        return known
    if "\n\n" in masked[type_start:at]:
        return None  # the type word ended its line: "Về việc công bố Luật"
    lists = ("name_refused", "after_luat") if folded.startswith("luật", type_start) else ("name_refused",)
    return _end_by_shape(masked, folded, at, lists)


def _end_of_amended(masked: str, folded: str, at: int, depth: int) -> int | None:
    """The end of "Luật X", of "các luật liên quan đến …" or of "11 Luật …" after "một số điều của"."""
    inner = _INNER.match(folded, at)
    if inner:
        end = _end(masked, folded, inner.start(), inner.end(), depth + 1)
        return _end_of_several(masked, folded, _after_number(masked, folded, inner.start(), end)) if end else None
    many = _OF_MANY.match(folded, at)
    if many is None:
        return None
    return _end_by_shape(masked, folded, many.end(), ("name_refused",)) or len(folded[: many.end()].rstrip())


def _end_of_several(masked: str, folded: str, first: int) -> int:
    """The end of "Luật X và Luật Y" where one law amends both: the number or the day behind them is not Y's own."""
    end = first
    for _ in range(_MAX_AMENDED):
        link = _ALSO.match(folded, end)
        after = _end(masked, folded, link.start("law"), link.end(), _MAX_DEPTH) if link else None
        if link is None or after is None:
            return first
        end = _after_number(masked, folded, link.start("law"), after)
        if end > after:
            first = end
        elif _is_anothers(masked, folded, link.start("law"), end):
            return end
    return first


def _after_number(masked: str, folded: str, start: int, end: int) -> int:
    """Where the number ends that follows the name of an amended law and is its own: "… của Luật Nhà ở số 27/2023/QH15";
    the end of the name where none does."""
    follows = _NUMBERED.match(folded, end)
    if follows is None or not follows["number"]:
        return end
    own = laws_named(law_name(masked[start:end]))
    return follows.end() if follows["number"] in {fold_same_length(law.number or "") for law in own} else end


def _is_anothers(masked: str, folded: str, start: int, end: int) -> bool:
    """Whether the number or the day that follows a law's name belongs to none of the laws of that name."""
    own = laws_named(law_name(masked[start:end]))
    follows = _NUMBERED.match(folded, end)
    if follows is None or not own:
        return False
    if follows["number"]:
        return follows["number"] not in {fold_same_length(law.number or "") for law in own}
    date = date_at(folded, follows.end())
    return date is not None and len(date.iso) == 10 and all(law.passed != date.iso for law in own)


@cache
def _words_of(*lists: str) -> re.Pattern[str]:
    """Any of the words of some lists of the table; "số" is one only before a number ("Dân số" is a word of a name)."""
    words = dict.fromkeys(word for name in lists for word in table("citations")[name])
    return re.compile(rf"(?:(?:{longest_first(words)})(?![^\W_])|số {{0,3}}:? {{0,3}}\d)")


def _end_by_shape(masked: str, folded: str, at: int, refused: tuple[str, ...]) -> int | None:
    """Where a name in no table ends; None when its first word is not one of a name, by those lists of the table.

    A capital says that a word which else ends names begins one: "Pháp lệnh Thi hành án dân sự". "Pháp lệnh về …" too.
    """
    about = _ABOUT.match(folded, at)
    at = about.end() if about else at
    capital = masked[at : at + 1].isupper() and not _in_capitals(masked, at)
    if _words_of(*refused, *(() if capital else ("name_stops",))).match(folded, at):
        return None
    ends = _word_ends(masked, folded, at)
    return ends[-1] if ends else None


def _word_ends(masked: str, folded: str, at: int) -> list[int]:
    """The ends of the words of a name, up to the first that does not belong to it."""
    ends: list[int] = []
    capitals = _in_capitals(masked, at)
    while len(ends) < _MAX_WORDS:
        step = _STEP.match(folded, ends[-1]) if ends else None
        start = at if not ends else step.end() if step else None
        word = _WORD.match(folded, start) if start is not None else None
        if word is None or (ends and _words_of("name_stops").match(folded, word.start())):
            break
        if "\n\n" in masked[ends[-1] : word.start()] if ends else False:
            break
        upper = masked[word.start()].isupper() and not capitals
        if step and step["comma"] and (upper or _words_of("comma_stops", "name_stops").match(folded, word.start())):
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


def _in_capitals(masked: str, at: int) -> bool:
    return masked[at : at + 12].isupper()


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


@lru_cache(maxsize=10_000)
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
    folded = fold_same_length(rest)
    if _AMENDING.match(folded) or folded.startswith("về "):
        rest = rest[:1].lower() + rest[1:]
    elif kind in ("Luật", "Bộ luật", "Pháp lệnh"):
        rest = rest[:1].upper() + rest[1:]
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
    if not _CONVENTION.match(folded, type_start) or not masked[type_start : type_start + 1].isupper():
        return None
    end = _end_of_convention(masked, folded, at)
    return Name(law_name(masked[type_start:end]), end, known=False) if end else None


_CONVENTION = re.compile(rf"công{GAP}ước|nghị{GAP}định{GAP}thư")
_OPENS_CONVENTION = re.compile(
    rf"(?:(?:khung|quốc{GAP}tế|của{GAP}liên{GAP}h[ợi]ệ?p{GAP}quốc|liên{GAP}h[ợi]ệ?p{GAP}quốc|của{GAP}ilo|ilo){GAP}){{0,3}}về{GAP}"
)


def _end_of_convention(masked: str, folded: str, at: int) -> int | None:
    opening = _OPENS_CONVENTION.match(folded, at)
    if opening:
        ends = _word_ends(masked, folded, opening.end())
        return ends[-1] if ends else None
    proper = re.compile(r"[A-ZĐ][^\W\d_]+(?:-[^\W\d_]+)*").match(masked, at)
    return (
        proper.end() if proper and not _words_of("after_luat", "name_refused", "name_stops").match(folded, at) else None
    )


def treaty_id(name: str) -> str | None:
    """The identity of a treaty of the table."""
    return _treaties()[1].get(" ".join(fold_same_length(name).split()))
