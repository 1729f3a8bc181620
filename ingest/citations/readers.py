"""How a mention is read where it begins: one function a shape, each for one row of `rules`.

A reader is given the opener and the match of its row's pattern behind it; it reads the number or the name that follows
and gives the mention, or None where case, the words before or the words after show that nothing is cited.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..laws import known_name_end
from ..lexicon import fold_same_length, table
from .mentions import Mention, Reading
from .names import Name, law_name, read_law, read_treaty
from .numbers import Number, ends_in_body, names_body, read_number
from .types import DocumentType, longest_first, loose, openers, type_said_by

# "số", "Số:", and what scans make of it.
NUMBER_WORD = r"s[ốổôóõồo6](?![^\W_]) {0,3}[:.]? {0,40}|s[ốổ](?=\d)"

DRAFT = "draft"  # the rule of what is read only to be left out: "dự thảo Luật Đất đai, Luật Nhà ở"


class Opening(NamedTuple):
    """Where a citation may begin: the opener, and the type that it says."""

    start: int
    end: int
    kind: DocumentType | None
    form: str


def numbered(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A type and a number with a symbol."""
    number = read_number(reading.masked, reading.folded, match.end())
    if number is None or number.bare or opening.kind is None:
        return None
    if opening.form == "short" and type_said_by(number.value) is None and not names_body(number.value):
        return None
    return _of_number("number", opening.start, opening.kind.name, number)


def _of_number(rule: str, start: int, kind: str, number: Number) -> Mention:
    return Mention(
        start,
        number.end,
        kind,
        rule,
        number=number.value,
        bare=number.bare,
        tentative=number.bare,
        raw_number=number.raw,
        repair=number.repair,
        until=number.end,
    )


def qualified(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """Words or an issuer between type and "số"."""
    number = read_number(reading.masked, reading.folded, match.end())
    if number is None or opening.kind is None or type_word_in(reading.folded[match.start() : match.end()]):
        return None
    said = type_said_by(number.value)
    own = set(opening.kind.symbols)
    if number.bare or (said and own and not own & set(said.symbols) and opening.form == "type"):
        return None
    return _of_number("number after words", opening.start, opening.kind.name, number)


def type_word_in(folded: str) -> bool:
    return openers().search(folded) is not None


def counted(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A count alone: after "số" of any type; without it only of types that are cited so, and before fitting words."""
    number = read_number(reading.masked, reading.folded, match.end())
    if number is None or not number.bare or opening.kind is None or reading.broken(match.end() - 1, number.end):
        return None
    if match["so"] is not None:
        fits = _UNITS.match(reading.folded, number.end) is None
    else:
        fits = (
            opening.kind.name in table("citations")["counted_types"]
            and reading.masked[opening.start].isupper()
            and not reading.broken(opening.end, match.end())
            and follows_count().match(reading.folded, number.end) is not None
        )
    rule = "short count" if opening.form == "short" else "count"
    return _of_number(rule, opening.start, opening.kind.name, number) if fits else None


_UNITS = re.compile(r" ?(?:%|(?:người|đồng|triệu|tỷ|ha|m2|trang|điều|khoản|lần|bộ)(?![^\W_])|/)")


@cache
def follows_count() -> re.Pattern[str]:
    words = longest_first(dict.fromkeys(table("citations")["after_count"]))
    return re.compile(
        rf" {{0,40}}(?:[.;:)(\"”]|$|,(?! ?\d{{1,3}}%))| {{1,40}}(?:{words})(?![^\W_])| {{1,40}}(?:ngày|năm) {{1,40}}\d"
    )


def law(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A law by its name, with year and number where they stand."""
    if opening.kind is None or opening.kind.name == "Hiến pháp" or _is_other_thing(reading, opening):
        return None
    is_draft = _before("draft").search(reading.folded, max(0, opening.start - 60), opening.start) is not None
    at = opening.start if opening.form == "code" else match.end()
    name = read_law(reading.masked, reading.folded, opening.start, at)
    if name is None or not _looks_named(reading, opening, at, name):
        return None
    if name.numbered and _is_made(reading, opening.start):
        return None
    if not name.known and _PLURAL.search(reading.folded, max(0, opening.start - 60), opening.start):
        return None  # "các Luật Giao thông": laws of a field
    mention = Mention(
        opening.start,
        name.end,
        opening.kind.name,
        DRAFT if is_draft else "law by name",
        name=name.text,
        tentative=not name.known,
        until=name.end,
    )
    return _with_number(reading, mention)


@cache
def _before(words: str) -> re.Pattern[str]:
    """Any of the words of a list of the table, right before a law."""
    return re.compile(rf"(?<![^\W_])(?:{longest_first(dict.fromkeys(table('citations')[words]))}) {{1,40}}$")


def _is_other_thing(reading: Reading, opening: Opening) -> bool:
    """ "pháp luật", "Công ty Luật", "Khoa Luật"."""
    return _before("before_refused").search(reading.folded, max(0, opening.start - 60), opening.start) is not None


def _looks_named(reading: Reading, opening: Opening, at: int, name: Name) -> bool:
    """Whether the words are a name: by capitals, or because the table has it and a year, day or number follows."""
    kind, first = reading.masked[opening.start], reading.masked[at : at + 1]
    followed = re.match(r" {1,40}(?:số|năm|ngày) {1,9}\d", reading.folded[name.end : name.end + 60]) is not None
    if name.known:
        return kind.isupper() or first.isupper() or followed or opening.kind is None or opening.kind.name != "Luật"
    return kind.isupper() and (first.isupper() or followed or _within_sentence(reading, opening.start))


_MADE = re.compile(r"ban {1,9}hành {1,9}$")


def _is_made(reading: Reading, at: int) -> bool:
    """Whether a law is the one that says so, in its type line or in the sentence that enacts it: "LUẬT / SỬA ĐỔI … LUẬT
    X SỐ …", "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật X số …"."""
    if _MADE.search(reading.folded, max(0, at - 30), at):
        return True
    return (
        reading.masked[at : at + 4].isupper() and not reading.masked[max(0, at - 30) : at].rpartition("\n")[2].strip()
    )


def _within_sentence(reading: Reading, at: int) -> bool:
    """Whether words of the sentence stand before: then a capital says that a name begins."""
    before = reading.masked[max(0, at - 60) : at]
    return bool(before.strip()) and "\n\n" not in before[len(before.rstrip()) :] and not before.rstrip().endswith(".")


_PLURAL = re.compile(
    loose(r"(?<![^\W_])(?:các|những|một số|nhiều) {1,40}(?:(?:bộ )?luật(?: {0,3},| {1,40}và) {1,40})?$")
)
_YEAR = re.compile(
    r" {0,3},? {0,40}(?:năm {1,40})(?P<year>(?:19|20)\d\d)(?![\d/-])"
    r"| {0,3}\( {0,3}(?:năm {1,9})?(?P<bracket>(?:19|20)\d\d) {0,3}\)"
    r"| {1,3}(?P<plain>(?:19|20)\d\d)(?![\d/-]| ?- ?\d)"
)
_REVISED = re.compile(
    loose(
        r" {0,3}\( ?(?:sửa đổi|bổ sung|sửa đổi, {0,3}bổ sung) ?\)"
        r"| {1,9}sửa đổi(?:, {0,3}bổ sung)?(?= {1,9}năm (?:19|20))"
    )
)
_LAW_NUMBER = re.compile(
    rf" {{0,3}},? {{0,40}}\(? {{0,3}}(?:luật {{1,40}})?(?:(?P<so>{NUMBER_WORD}))(?=[\doil])"
    r"| {1,3}(?=\d{1,3}/(?:19|20)\d\d/[qpu])"
)


def _with_number(reading: Reading, mention: Mention) -> Mention:
    """The same mention with the year and the number that are printed right behind the name, in any order."""
    end, year, number = mention.end, None, None
    revised = _REVISED.match(reading.folded, end)
    cursor = revised.end() if revised else end
    for _ in range(2):
        found = _YEAR.match(reading.folded, cursor) if year is None else None
        if found:
            year, cursor = found["year"] or found["bracket"] or found["plain"], found.end()
            end = cursor
            continue
        opens = _LAW_NUMBER.match(reading.folded, cursor) if number is None else None
        number = number or (read_number(reading.masked, reading.folded, opens.end()) if opens else None)
        if opens and number:
            closed = "(" in opens.group() and reading.folded[number.end : number.end + 1] == ")"
            cursor = end = number.end + closed
    if number is None:
        return mention._replace(end=end, year=year, until=cursor) if year or revised else mention
    return mention._replace(
        end=end,
        year=year,
        number=number.value,
        bare=number.bare,
        raw_number=number.raw,
        repair=number.repair,
        until=end,
    )


def constitution(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """The constitution needs no name but its type."""
    if opening.kind is None or opening.kind.name != "Hiến pháp" or not reading.masked[opening.start].isupper():
        return None
    if _is_other_thing(reading, opening):
        return None
    mention = Mention(
        opening.start,
        match.end(),
        "Hiến pháp",
        "constitution",
        name=law_name(reading.masked[opening.start : match.end()]),
    )
    return _with_number(reading, mention)


def treaty(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    name = read_treaty(reading.masked, reading.folded, opening.start, match.end())
    if name is None or opening.kind is None:
        return None
    return _with_number(reading, Mention(opening.start, name.end, opening.kind.name, "treaty", name=name.text))


def scheme(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """ "Đề án 06": a scheme by the number of the decision that approved it."""
    if opening.kind is None or not reading.masked[opening.start].isupper():
        return None
    name = f"{opening.kind.name} {match['count']}"
    known = name in schemes()
    if not known and (
        opening.kind.name != "Đề án"
        or len(match["count"]) < 2
        or not follows_count().match(reading.folded, match.end())
    ):
        return None
    return Mention(opening.start, match.end(), opening.kind.name, "scheme", name=name, tentative=True)


@cache
def schemes() -> dict[str, tuple[str, str, str]]:
    return {row["name"]: tuple(row["target"]) for row in table("citations")["scheme"]}


@cache
def _before_untyped() -> re.Pattern[str]:
    words = loose(
        "mẫu|biểu|biểu mẫu|phụ lục|hóa đơn|hợp đồng|tài khoản|điện thoại|fax|mã|ký hiệu|giấy chứng nhận|bản vẽ"
    )
    return re.compile(rf"(?:{words}) {{1,9}}(?:số {{0,3}}:? {{0,9}})?$|^ {{0,40}}(?:số {{0,3}}:? {{0,9}})$")


def untyped(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A number without a type word: "(số 12/2015/NĐ-CP)". What its symbol does not say, other mentions may."""
    number = read_number(reading.masked, reading.folded, opening.start)
    before = _before_untyped().search(reading.folded, max(0, opening.start - 40), opening.start)
    if number is None or number.bare or before or not reading.masked[match.end() : match.end() + 1].isupper():
        return None
    kind = type_said_by(number.value)
    whole = re.match(r"\d+[a-zđ]?/(?:19|20)\d\d/", number.value) or ends_in_body(number.value)
    mention = _of_number("number without type", opening.start, kind.name if kind and whole else "", number)
    return mention._replace(tentative=True)


def listed_laws(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """The first of "các Luật: Đất đai, Nhà ở"; the scanner goes on with the list."""
    if (
        opening.kind is None
        or _is_other_thing(reading, opening)
        or not reading.masked[match.end() : match.end() + 1].isupper()
    ):
        return None
    if ":" not in match.group() and not _PLURAL.search(reading.folded, max(0, opening.start - 60), opening.start):
        return None
    end = known_name_end(reading.folded, match.end(), after=fold_same_length(opening.kind.name))
    if end is None:
        return None
    name = law_name(f"{opening.kind.name} {reading.masked[match.end() : end]}")
    return _with_number(reading, Mention(opening.start, end, opening.kind.name, "laws in a list", name=name))
