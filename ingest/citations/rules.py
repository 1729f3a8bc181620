"""The shapes of citations, one row each.

A row is tried where its opener stands: a type word ("Nghị định"), that of a law, an abbreviation of one ("NĐ"), a code
by its initials ("BLHS"), or the digits of a number. `pattern` is matched on the folded text behind the opener, and
`read` makes the mention of what follows. Where several rows read one, the longest wins, then table order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..lexicon import table
from . import readers
from .mentions import Mention, Reading
from .readers import NUMBER_WORD, Opening
from .types import GAP, abbreviations, longest_first, type_words

_GAP0 = r" {0,40}"
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")

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


_SO = rf"{_GAP0}(?P<so>{NUMBER_WORD})?(?=[\doil])"
_ISSUER = rf"(?:{GAP}của)?(?:{GAP}(?:[^\W\d_]+(?: ?- ?[^\W\d_]+)?))(?:(?:,| -)?{GAP}[^\W\d_]+(?:-[^\W\d_]+)?){{0,16}}?"

RULES = (
    Rule(
        "scheme",
        ("type",),
        rf"{GAP}(?P<count>\d{{1,4}}[a-z]?)(?:/cp)?(?![^\W_]|[/.,-]\d|%)",
        readers.scheme,
        ("Tổ công tác Đề án 06 cấp xã", "Chương trình 135 giai đoạn III"),
        ("Dự án 4 của Chương trình", "Chương trình 12 tháng", "Đề án 5 năm"),
        "Schemes known by the number of their decision.",
    ),
    Rule(
        "number",
        ("type", "law", "short"),
        _SO,
        readers.numbered,
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
        readers.qualified,
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
        "laws in a list",
        ("law",),
        r" {0,3}: {0,40}| {1,40}",
        readers.listed_laws,
        ("thi hành các Luật: Đất đai, Nhà ở, Kinh doanh bất động sản",),
        ("thi hành các Luật Giao thông",),
        "The type stands once for all.",
    ),
    Rule(
        "law by name",
        ("law", "code"),
        rf"{_GAP0}",
        readers.law,
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
        "constitution",
        ("law",),
        rf"(?:{GAP}nước{GAP}(?:cộng{GAP}hòa{GAP}xã{GAP}hội{GAP}chủ{GAP}nghĩa{GAP}việt{GAP}nam|chxhcn{GAP}việt{GAP}nam|việt{GAP}nam{GAP}dân{GAP}chủ{GAP}cộng{GAP}hòa))?",
        readers.constitution,
        ("theo Hiến pháp năm 2013", "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("quy định hợp hiến",),
    ),
    Rule(
        "treaty",
        ("type",),
        _GAP0,
        readers.treaty,
        ("theo Công ước Quốc tế về quyền trẻ em", "Công ước CEDAW", "Nghị định thư Kyoto"),
        ("các công ước quốc tế", "theo hiệp định đã ký"),
    ),
    Rule(
        "count",
        ("type", "law", "short"),
        _SO,
        readers.counted,
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
        readers.untyped,
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
