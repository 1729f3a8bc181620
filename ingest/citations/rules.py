"""The shapes of citations, one row each, and how a mention is read where one begins.

A row is tried where its opener stands: a type word ("Nghị định"), an abbreviation of one ("NĐ"), or the digits of a
number. `pattern` is matched on the folded text behind the opener, and `read` makes the mention of what follows. Where
several rows read one, the longest wins, then table order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from ..laws import known_name_end
from ..lexicon import fold_same_length, table
from .mentions import Mention, Reading
from .names import Name, codes, law_name, read_law, read_treaty
from .numbers import Number, read_number
from .types import GAP, DocumentType, abbreviations, longest_first, type_said_by, type_words

_GAP0 = r" {0,40}"
# "số", "Số:", and what scans make of it.
NUMBER_WORD = r"s[ốổôóõồ6](?![^\W_]) {0,3}[:.]? {0,40}|s[ốổ](?=\d)"
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a citation may begin: the opener, and the type that it says."""

    start: int
    end: int
    kind: DocumentType | None
    form: str


Reader = Callable[[Reading, Opening, "re.Match[str]"], Mention | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape. `opens` are the forms of opener it is tried at; every example is found by it, no refusal is."""

    name: str
    opens: tuple[str, ...]
    pattern: str
    read: Reader
    examples: tuple[str, ...]
    refuses: tuple[str, ...] = ()
    why: str = ""

    def match(self, folded: str, at: int) -> re.Match[str] | None:
        return _compiled(self.pattern).match(folded, at)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def openers() -> re.Pattern[str]:
    """Where anything may begin: one search over the folded text finds all of them."""
    types, short = longest_first(dict.fromkeys(type_words())), longest_first(dict.fromkeys(abbreviations()))
    initials = longest_first(dict.fromkeys(map(fold_same_length, codes())))
    return re.compile(
        rf"(?<![^\W_])(?:(?P<type>{types})(?=[ \dos:]|$)|(?P<short>{short})(?= {{0,3}}(?:s[ốổ]|\d))"
        rf"|(?P<code>{initials})(?![^\W_])|(?P<digits>(?<![/.,-])\d{{1,6}}[a-zđ]?(?:/(?:19|20)\d\d)?[/-](?=[a-zđ]{{1,6}})))"
    )


def opening_of(reading: Reading, match: re.Match[str]) -> Opening | None:
    """What an opener says; None where case or the words before it show that it opens nothing."""
    form = str(match.lastgroup)
    printed = reading.masked[match.start() : match.end()]
    if form == "digits":
        return Opening(match.start(), match.start(), None, form)
    if form in ("short", "code"):
        kind = abbreviations().get(match.group()) if form == "short" else type_words()["bộ luật"]
        return Opening(match.start(), match.end(), kind, form) if printed[0].isupper() else None
    kind = type_words()[" ".join(match.group().split())]
    return Opening(match.start(), match.end(), kind, "law" if kind.name in _LAWS else form)


def _numbered(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A type and a number with a symbol."""
    number = read_number(reading.masked, reading.folded, match.end())
    if number is None or number.bare or opening.kind is None:
        return None
    if opening.form == "short" and type_said_by(number.value) is None:
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
        raw_number=number.raw,
        repair=number.repair,
    )


def _qualified(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
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


def _counted(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A count alone: after "số" of any type; without it only of types that are cited so, and before fitting words."""
    number = read_number(reading.masked, reading.folded, match.end())
    if number is None or not number.bare or opening.kind is None or reading.broken(match.end() - 1, number.end):
        return None
    said = match["so"] is not None
    if reading.folded[number.end : number.end + 1] == "/" and said:
        return None
    if not said and (
        opening.kind.name not in table("citations")["counted_types"]
        or not reading.masked[opening.start].isupper()
        or reading.broken(opening.end, match.end())
        or not follows_count().match(reading.folded, number.end)
    ):
        return None
    if said and not _unlike_amount(reading.folded, number.end):
        return None
    return _of_number("count", opening.start, opening.kind.name, number)


@cache
def follows_count() -> re.Pattern[str]:
    words = longest_first(dict.fromkeys(table("citations")["after_count"]))
    return re.compile(rf" {{0,40}}(?:[.;:)(\"”]|$|,(?! ?\d{{1,3}}%))| {{1,40}}(?:{words})(?![^\W_])")


def _unlike_amount(folded: str, at: int) -> bool:
    return (
        re.match(r" ?(?:%|người|đồng|triệu|tỷ|ha(?!\w)|m2|trang|điều|khoản|lần|bộ(?!\w))", folded[at : at + 8]) is None
    )


def _law(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A law by its name, with year and number where they stand."""
    if opening.kind is None or _is_other_thing(reading, opening):
        return None
    at = opening.start if opening.form == "code" else match.end()
    name = read_law(reading.masked, reading.folded, opening.start, at)
    if name is None or not _looks_named(reading, opening, at, name):
        return None
    return _with_number(reading, Mention(opening.start, name.end, opening.kind.name, "law by name", name=name.text))


@cache
def _before_law() -> re.Pattern[str]:
    words = longest_first(dict.fromkeys(table("citations")["before_refused"]))
    return re.compile(rf"(?<![^\W_])(?:{words}) {{1,40}}$")


def _is_other_thing(reading: Reading, opening: Opening) -> bool:
    """ "pháp luật", "Công ty Luật", "dự thảo Luật"."""
    return _before_law().search(reading.folded, max(0, opening.start - 60), opening.start) is not None


def _looks_named(reading: Reading, opening: Opening, at: int, name: Name) -> bool:
    """Whether the words are a name: by capitals, or because the table has it and a year, day or number follows."""
    kind, first = reading.masked[opening.start], reading.masked[at]
    followed = re.match(r" {1,40}(?:số|năm|ngày) {1,9}\d", reading.folded[name.end : name.end + 60]) is not None
    if name.known:
        return kind.isupper() or first.isupper() or followed or opening.kind is None or opening.kind.name != "Luật"
    return kind.isupper() and (first.isupper() or followed or _within_sentence(reading, opening.start))


def _within_sentence(reading: Reading, at: int) -> bool:
    """Whether words of the sentence stand before: then a capital says that a name begins."""
    before = reading.masked[max(0, at - 60) : at]
    return (
        bool(before.strip())
        and "\n\n" not in before[len(before.rstrip()) :]
        and not before.rstrip().endswith((".", ":", ";"))
    )


_YEAR = re.compile(
    r" {0,3},? {0,40}(?:năm {1,40})(?P<year>(?:19|20)\d\d)(?![\d/-])| {1,3}(?P<plain>(?:19|20)\d\d)(?![\d/-]| ?- ?\d)"
)
_REVISED = re.compile(r" {0,3}\( ?(?:sửa đổi|bổ sung|sửa đổi, bổ sung) ?\)")
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
            year, cursor = found["year"] or found["plain"], found.end()
            end = cursor
            continue
        opens = _LAW_NUMBER.match(reading.folded, cursor) if number is None else None
        number = number or (read_number(reading.masked, reading.folded, opens.end()) if opens else None)
        if opens and number:
            cursor = end = number.end
    if number is None:
        return replace(mention, end=end, year=year)
    return replace(
        mention, end=end, year=year, number=number.value, bare=number.bare, raw_number=number.raw, repair=number.repair
    )


def _constitution(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
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


def _treaty(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    name = read_treaty(reading.masked, reading.folded, opening.start, match.end())
    if name is None or opening.kind is None:
        return None
    return _with_number(reading, Mention(opening.start, name.end, opening.kind.name, "treaty", name=name.text))


def _scheme(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
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
    return Mention(opening.start, match.end(), opening.kind.name, "scheme", name=name)


@cache
def schemes() -> dict[str, tuple[str, str, str]]:
    return {row["name"]: tuple(row["target"]) for row in table("citations")["scheme"]}


@cache
def _before_untyped() -> re.Pattern[str]:
    words = "mẫu|biểu|biểu mẫu|phụ lục|hóa đơn|hợp đồng|tài khoản|điện thoại|fax|mã|ký hiệu|giấy chứng nhận|bản vẽ"
    return re.compile(rf"(?:{words}) {{1,9}}(?:số {{0,3}}:? {{0,9}})?$|^ {{0,40}}(?:số {{0,3}}:? {{0,9}})$")


def _untyped(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """A number that says its type itself, without a type word: "(số 12/2015/NĐ-CP)"."""
    number = read_number(reading.masked, reading.folded, opening.start)
    if (
        number is None
        or number.bare
        or _before_untyped().search(reading.folded, max(0, opening.start - 40), opening.start)
    ):
        return None
    kind = type_said_by(number.value)
    if kind is None or not re.search(r"[/-]\D+[/-]\D", number.value) or not reading.masked[match.end()].isupper():
        return None
    return _of_number("number without type", opening.start, kind.name, number)


def _listed_laws(reading: Reading, opening: Opening, match: re.Match[str]) -> Mention | None:
    """The first of "các Luật: Đất đai, Nhà ở"; the scanner goes on with the list."""
    if opening.kind is None or _is_other_thing(reading, opening) or not reading.masked[match.end()].isupper():
        return None
    end = known_name_end(reading.folded, match.end(), after=fold_same_length(opening.kind.name))
    if end is None:
        return None
    name = law_name(f"{opening.kind.name} {reading.masked[match.end() : end]}")
    return _with_number(reading, Mention(opening.start, end, opening.kind.name, "laws in a list", name=name))


_SO = rf"{_GAP0}(?P<so>{NUMBER_WORD})?(?=[\doil])"
_WORDS = rf"(?:{GAP}[^\W\d_]+){{1,4}}?"
_ISSUER = rf"(?:{GAP}của)?(?:{GAP}(?:[^\W\d_]+(?: ?- ?[^\W\d_]+)?))(?:(?:,| -)?{GAP}[^\W\d_]+(?:-[^\W\d_]+)?){{0,16}}?"

RULES = (
    Rule(
        "number",
        ("type", "law", "short"),
        _SO,
        _numbered,
        (
            "Nghị định số 56/2017/NĐ-CP",
            "Nghị quyết 121/2020/QH14",
            "Thông tư số: 13/2021/TT-BLĐTBXH",
            "Quyết định số 118/TTg",
            "Chỉ thị số 28 CT/TW",
            "Quyết định số 999-TC/QĐ-CĐKT",
            "Luật số 87/2025/QH15",
            "QĐ số 1472/QĐ-TTg",
            "NĐ 56/2017/NĐ-CP",
        ),
        ("Quyết định số người được cử", "Kế hoạch 12/5/2023", "quyết định 3/4 số hộ", "Mẫu số 02/TT-NS"),
        "The core of every citation.",
    ),
    Rule(
        "number after words",
        ("type",),
        rf"(?:{GAP}(?:{longest_first(dict.fromkeys(table('citations')['qualifiers']))})){{0,3}}(?:{_ISSUER})?{GAP}(?:{NUMBER_WORD})(?=[\doil])",
        _qualified,
        (
            "Báo cáo thẩm tra số 109/BC-BPC",
            "Công văn hỏa tốc số 512/UBND-VX",
            "Nghị định của Chính phủ số 65/2003/NĐ-CP",
            "Thông tư liên tịch Bộ Y tế - Bộ Tài chính số 09/2010/TTLT-BYT-BTC",
        ),
        ("Quyết định phê duyệt Kế hoạch số 12/KH-UBND là của Ủy ban", "Báo cáo của tổ công tác số 5 gửi"),
        "Ministries print the issuer, and offices the kind of letter, before the number.",
    ),
    Rule(
        "law by name",
        ("law", "code"),
        rf"{_GAP0}",
        _law,
        (
            "theo Luật Trẻ em năm 2016",
            "theo Luật trẻ em",
            "theo BLHS năm 2015",
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục",
            "Pháp lệnh Ưu đãi người có công với cách mạng",
        ),
        (
            "pháp luật về trẻ em",
            "Luật này có hiệu lực",
            "Văn phòng Luật sư",
            "kỷ luật lao động",
            "dự thảo Luật Việc làm",
            "theo luật định",
        ),
        "At least two references of five have no number.",
    ),
    Rule(
        "laws in a list",
        ("law",),
        r" {0,3}: {0,40}| {1,40}",
        _listed_laws,
        ("thi hành các Luật: Đất đai, Nhà ở, Kinh doanh bất động sản",),
        ("thi hành các Luật Giao thông",),
        "The type stands once for all.",
    ),
    Rule(
        "constitution",
        ("law",),
        rf"(?:{GAP}nước{GAP}(?:cộng{GAP}hòa{GAP}xã{GAP}hội{GAP}chủ{GAP}nghĩa{GAP}việt{GAP}nam|chxhcn{GAP}việt{GAP}nam|việt{GAP}nam{GAP}dân{GAP}chủ{GAP}cộng{GAP}hòa))?",
        _constitution,
        ("theo Hiến pháp năm 2013", "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("quy định hợp hiến",),
    ),
    Rule(
        "treaty",
        ("type",),
        _GAP0,
        _treaty,
        ("theo Công ước Quốc tế về quyền trẻ em", "Công ước CEDAW", "Nghị định thư Kyoto"),
        ("các công ước quốc tế", "theo hiệp định đã ký"),
    ),
    Rule(
        "scheme",
        ("type",),
        rf"{GAP}(?P<count>\d{{1,4}}[a-z]?)(?![^\W_]|[/.,-]\d|%)",
        _scheme,
        ("Tổ công tác Đề án 06 cấp xã", "Chương trình 135 giai đoạn III"),
        ("Dự án 4 của Chương trình", "Chương trình 12 tháng", "Đề án 5 năm"),
        "Schemes known by the number of their decision.",
    ),
    Rule(
        "count",
        ("type", "law", "short"),
        _SO,
        _counted,
        (
            "tại Công văn số 1534 ngày 19/3/2021",
            "Nghị định 54 được tổ chức",
            "theo Thông tư số 13",
            "Nghị định số 56/2017 của Chính phủ",
        ),
        (
            "quyết định 3 nội dung",
            "Quyết định số 5 người",
            "Nghị quyết 5 năm",
            "Kế hoạch 2021 - 2025",
            "Thông báo 3 nội dung",
        ),
        "A count without a symbol is told apart from an amount by what follows.",
    ),
    Rule(
        "number without type",
        ("digits",),
        r"\d{1,6}[a-zđ]?(?:/(?:19|20)\d\d)?[/-]",
        _untyped,
        ("văn bản hướng dẫn (số 12/2015/NĐ-CP)",),
        ("Số: 98/KH-UBND", "Mẫu số 01/KH-ĐT", "ký hiệu 12/KH-TT"),
        "Lists and brackets leave the type out where the symbol says it.",
    ),
)


def read_at(reading: Reading, opening: Opening) -> Mention | None:
    """The mention that begins at an opener: the longest that a rule reads, then table order."""
    best: Mention | None = None
    for rule in RULES:
        match = rule.match(reading.folded, opening.end) if opening.form in rule.opens else None
        found = rule.read(reading, opening, match) if match else None
        if found and (best is None or found.end > best.end):
            best = found
    return best
