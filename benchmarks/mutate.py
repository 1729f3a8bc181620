"""What a text can become on its way: texts spoiled by seeded mutators, and texts that no one would write.

A mutator is a function of a seeded `Random` and an honest text, and gives a text that is at most a few times as long.
`built` gives texts of any length out of one small piece, which is what makes a slow pattern show. All of it is the
same for the same seed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, islice
from random import Random

Mutator = Callable[[Random, str], str]

# Ways to end a line: of Windows, of old Macs, and those that only `str.splitlines` knows.
ENDS = ("\r\n", "\r", "\n\r", "\u2028", "\u2029", "\x85", "\f", "\v", "\x1c", "\x1d", "\x1e")
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u180e"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u0323\u031b\u0327\u0345\u0315\u05b0\u0591\u0f71"
CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), 127, *range(128, 160))))
PLANES = tuple((first, first + 0xFFFF) for first in range(0, 0x110000, 0x10000))
HOMOGLYPHS = str.maketrans("aceopxyABCEHKMOPTXiđĐ-/.,()", "асеорхуАВСЕНКМОРТХіðÐ‐⁄․‚❨❩")
DIGITS = ("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "①②③④⑤⑥⑦⑧⑨⓪")
MARKUP = (
    "**",
    "*",
    "_",
    "|",
    "# ",
    "\\",
    "~~~",
    "---",
    "<b>",
    "</b>",
    "<sup>1</sup>",
    "[1]",
    "^{1}",
    "¹",
    "&nbsp;",
    "<!--",
)
QUOTES = ("“", "”", '"', "'", "«", "»", "(", ")", "[", "]", "{", "}")

# Pieces that the grammar looks at: whatever opens, joins, counts or ends something.
PIECES = (
    "Điều ", "Điều 1", "Điều 1. ", "điểm a ", "khoản 1 ", "khoản 1, ", "điểm a khoản 1 Điều 2 của Luật ", "Luật ",
    "Luật Đất đai, ", "các luật: ", "Nghị định số ", "Nghị định số 1/2020/NĐ-CP, ", "số 1/", "1/2", "/NĐ-CP", "QĐ-",
    "1/QĐ-UBND; ", "Quyết định số 1 ", "Kế hoạch này ", "Thông tư liên tịch ", "sửa đổi, bổ sung ", "thay thế ",
    "bãi bỏ ", "được sửa đổi, bổ sung bởi ", "ban hành kèm theo ", "(sau đây gọi là ", "Căn cứ ", "Căn cứ;\n",
    "Ủy ban nhân dân ", "Ủy ban nhân dân tỉnh ", "UBND tỉnh A, ", "UBND ", "HĐND, ", "HĐND-", "Sở ", "Sở, ",
    "Sở Y tế ", "Sở Y tế, ", "Giám đốc Sở Y tế, ", "Giám đốc ", "các Sở: ", "các sở, ban, ngành ", "các ",
    "tất cả các ", "Bộ, ", "Bộ Y tế - ", "Phòng ", "phòng, ", "Ban Chỉ đạo ", "Trung ương ", "Hội ", "thuộc ",
    "cơ quan, đơn vị ", "liên quan ", "chủ trì, ", "phối hợp với ", "chủ trì, phối hợp với Sở Y tế ", "giao Sở Y tế ",
    "báo cáo ", "báo cáo về UBND tỉnh (qua Sở Y tế) ", "có trách nhiệm ", "đề nghị ", "Đơn vị chủ trì: ",
    "Thời gian thực hiện: ", "Thời gian: Quý I\n", "tỉnh ", "tỉnh A, ", "huyện A, tỉnh B, ", "thành phố ", "xã ",
    "trên địa bàn tỉnh ", "ngày ", "ngày 1 ", "ngày 1/1/2020, ", "ngày 01 tháng 01 năm 2020 ", "tháng ", "tháng 1, ",
    "năm ", "năm 2020, ", "quý I, ", "trước ngày ", "từ ngày ", "đến ", "đến hết ", "hằng năm, ", "định kỳ ",
    "6 tháng, ", "chậm nhất ", "sau khi ", "trong thời hạn ", "100%, ", "ít nhất ", "từ 10% đến ", "10 ",
    "1.000.000 ", "10.000, ", "giai đoạn 2020-2025, ", "và ", "của ", "về việc ", "Nơi nhận:\n", "- Như trên;\n",
    "KT. CHỦ TỊCH\n", "TM. ", "KẾ HOẠCH\n", "KẾ HOẠCH ", "QUYẾT ĐỊNH:\n", "PHỤ LỤC I\n", "phụ lục ", "Phần ",
    "Chương I\n", "Mục 1\n", "Kính gửi: ", "Số: ", "Số: 1/KH-UBND\n", "Số: /", "Hà Nội, ngày ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "(Đã ký)\n", "./.", "./.\n", "a) ", "a) a\n", "1. ", "1. A\n", "1.1. A\n",
    "1.1.", "1)", "(1) ", "I. A\n", "I. ", "IV", "ii) ", "- a\n", "+ a\n", "* a\n", "\n- ", "\n+ ", "\na) ", "\n1. ",
    "\nĐiều 1. ", "Điều 1. A\n", "“Điều 1. A\n", "”\n", "“", "”", '"', "'", "(", ")", "((", "[", "[1]", "[1] a\n",
    "<", "<a ", "<a>", "<sup>", "<sup>1</sup>", "¹ a\n", "^{", "^1", "|", "| a ", "| a | b |\n", "*", "**", "_", "#",
    "\n# ", "\\", "~", "===", "---\n", "-", "- ", "–", "—", ".", ". ", "..", "… ", ";", "; ", ",", ", ", ":", ": ",
    "/", "? ", "=", "&", "@", "a@b.c ", "http://", "http://a", "www.", "a.b/", "\n", "\n\n", " ", "  a", "\t",
    "\u00a0", "\u3000", " \n", "\n ", "\r", "\f", "\x85", "\u2028", "1", "1 ", "12", "2020 ", "1\n", "1\n\n",
    "- 1 -\n", "Trang 1/2\n", "a", "a ", "A", "A ", "Á ", "đ", "Đ ", "Ð", "İ", "ß", "ﬁ", "²", "m² ", "½", "x\u0301",
    "e\u0302\u0301", "\u0301", "\u0323\u0301", "\u200b", "\u202e", "\ufeff", "\x00", "\ud800", "\udfff", "\U0001f600",
    "\u1100\u1161", "中", "क्", "ا",
)  # fmt: skip


def _cut(random: Random, text: str) -> str:
    """Truncated at both ends."""
    first, last = sorted(random.randrange(len(text) + 1) for _ in range(2))
    return text[first:last] if random.random() < 0.3 else text[:last]


def _cut_bytes(random: Random, text: str) -> str:
    """Truncated in the middle of a character, as who reads bytes carelessly decodes it."""
    data = text.encode("utf-8", "surrogatepass")
    kept = data[random.randrange(9) : random.randrange(len(data) + 1)]
    return kept.decode("utf-8", random.choice(("replace", "surrogateescape", "ignore")))


def _wrong_charset(random: Random, text: str) -> str:
    return text.encode("utf-8", "replace").decode(random.choice(("latin-1", "cp437", "utf-16-le")), "replace")


def _shuffled(separator: str) -> Mutator:
    def shuffle(random: Random, text: str) -> str:
        parts = text.split(separator)
        random.shuffle(parts)
        return separator.join(parts)

    return shuffle


def _some_lines(random: Random, text: str) -> str:
    """Lines left out, and printed again."""
    return "\n".join(line for line in text.split("\n") for _ in range(random.choice((0, 1, 1, 1, 2))))


def _split(random: Random, text: str) -> str:
    """A line end after each few characters, or after each word."""
    if random.random() < 0.3:
        return "\n".join(text.split())
    width = random.randint(1, 70)
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def _joined(random: Random, text: str) -> str:
    """All on one line, without a blank at all now and then."""
    return random.choice(("", " ", "  ", "\t", "\u00a0", ".")).join(text.split())


def _ended(random: Random, text: str) -> str:
    end = random.choice((*ENDS, None))
    return "".join(random.choice(ENDS) if end is None and c == "\n" else end if c == "\n" else c for c in text)  # type: ignore[misc]


def _sprinkled(signs: str | tuple[str, ...], most: int = 6) -> Mutator:
    """With signs here and there: from one in the whole to one after each few characters."""

    def sprinkle(random: Random, text: str) -> str:
        every = random.choice((2, 10, 100, 1000))
        parts: list[str] = []
        at = 0
        while at < len(text):
            step = random.randint(1, 2 * every)
            parts += [text[at : at + step], *(random.choice(signs) for _ in range(random.randint(1, most)))]
            at += step
        return "".join(parts)

    return sprinkle


def _noise(random: Random, text: str) -> str:
    """A run of bytes that are of no text, somewhere in it."""
    noise = random.randbytes(random.randint(1, 2000))
    at = random.randrange(len(text) + 1)
    return text[:at] + noise.decode(random.choice(("latin-1", "utf-8", "utf-16-le")), "replace") + text[at:]


def _planes(random: Random, text: str) -> str:
    """Characters of all planes, surrogates among them, in place of some."""
    return "".join(chr(random.randint(*random.choice(PLANES))) if random.random() < 0.1 else c for c in text)


def _pile(random: Random, text: str) -> str:
    """One letter with a pile of marks, in any order."""
    at = random.randrange(len(text) + 1)
    pile = "".join(random.choice(MARKS) for _ in range(random.choice((10, 100, 10_000))))
    return text[:at] + pile + text[at:]


def _form(random: Random, text: str) -> str:
    return unicodedata.normalize(random.choice(("NFD", "NFKD", "NFKC")), text)


def _half_form(random: Random, text: str) -> str:
    """Decomposed in some lines only."""
    lines = text.split("\n")
    return "\n".join(unicodedata.normalize("NFD", line) if random.random() < 0.5 else line for line in lines)


def _other_digits(random: Random, text: str) -> str:
    return text.translate(str.maketrans("0123456789", random.choice(DIGITS)))


def _homoglyphs(random: Random, text: str) -> str:
    return "".join(c.translate(HOMOGLYPHS) if random.random() < 0.3 else c for c in text)


def _cased(random: Random, text: str) -> str:
    change = random.choice((str.upper, str.lower, str.title, str.swapcase, str.casefold))
    return change(text)


def _slips(random: Random, text: str) -> str:
    """Characters lost, doubled, exchanged with the next."""
    found = list(text)
    for _ in range(max(1, len(found) // random.choice((10, 50, 500)))):
        at = random.randrange(len(found)) if found else 0
        found[at : at + 2] = random.choice(([], found[at : at + 2] * 2, found[at : at + 2][::-1], [" "], ["\n"]))
    return "".join(found)


def _without_marks(_: Random, text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _backwards(_: Random, text: str) -> str:
    return text[::-1]


def _in_table(random: Random, text: str) -> str:
    """Every line a row, flattened as those who convert tables do."""
    return "\n".join("| " + line.replace(random.choice(". ;"), " | ") + " |" for line in text.split("\n"))


def _nested(random: Random, text: str) -> str:
    """Each line an item under the one before."""
    kind = random.choice(("decimal", "mixed", "quoted", "bracket"))
    lines = [line for line in text.split("\n") if line.strip()]
    if kind == "decimal":
        return "\n".join(".".join(["1"] * (1 + i % 4)) + f". {line}" for i, line in enumerate(lines))
    if kind == "mixed":
        marks = ("I. ", "1. ", "a) ", "i) ", "- ", "+ ", "* ", "(1) ", "Điều 1. ")
        return "\n".join(marks[i % len(marks)] + line for i, line in enumerate(lines))
    opening, closing = ("“", "”") if kind == "quoted" else ("(", ")")
    return "\n".join(opening * (1 + i % 50) + line + closing * (i % 50) for i, line in enumerate(lines))


def _with_pieces(random: Random, text: str) -> str:
    """Words of the grammar where they do not belong."""
    words = text.split(" ")
    for _ in range(max(1, len(words) // random.choice((2, 10, 50)))):
        words.insert(random.randrange(len(words) + 1), random.choice(PIECES))
    return " ".join(words)


def _stammered(random: Random, text: str) -> str:
    """Some words of it again and again."""
    at = random.randrange(len(text)) if text else 0
    piece = text[at : at + random.choice((5, 30, 120))]
    return text[:at] + piece * (len(text) // max(1, len(piece))) + text[at:]


MUTATORS: dict[str, Mutator] = {
    "truncated": _cut,
    "truncated in a character": _cut_bytes,
    "in another charset": _wrong_charset,
    "lines shuffled": _shuffled("\n"),
    "paragraphs shuffled": _shuffled("\n\n"),
    "words shuffled": _shuffled(" "),
    "sentences shuffled": _shuffled("."),
    "lines lost and doubled": _some_lines,
    "lines cut": _split,
    "on one line": _joined,
    "other line ends": _ended,
    "zero-width signs": _sprinkled(ZERO_WIDTH),
    "bidirectional signs": _sprinkled(BIDI),
    "controls and NUL": _sprinkled(CONTROLS),
    "surrogates": _sprinkled("\ud800\udbff\udc00\udfff"),
    "marks": _sprinkled(MARKS, 40),
    "markup": _sprinkled(MARKUP, 2),
    "quotation marks and brackets": _sprinkled(QUOTES, 3),
    "blanks": _sprinkled((" ", "   ", "\t", "\u00a0", "\u2003", "\u3000", "\n", "\n\n"), 3),
    "a pile of marks": _pile,
    "binary noise": _noise,
    "all planes": _planes,
    "decomposed": _form,
    "half decomposed": _half_form,
    "digits of other scripts": _other_digits,
    "homoglyphs": _homoglyphs,
    "other case": _cased,
    "slips": _slips,
    "without marks": _without_marks,
    "backwards": _backwards,
    "in a table": _in_table,
    "nested": _nested,
    "words of the grammar": _with_pieces,
    "stammered": _stammered,
}


def spliced(random: Random, texts: tuple[str, ...], most: int) -> str:
    """Parts of some texts, one after another, without a break between them now and then."""
    parts = (_cut(random, random.choice(texts)) for _ in range(random.randint(2, 6)))
    return random.choice(("", " ", "\n", "\n\n")).join(parts)[:most]


def mutated(random: Random, texts: tuple[str, ...], most: int) -> tuple[str, str]:
    """(what was done, text): one of the texts, or several spliced, through one to three mutators."""
    is_spliced = random.random() < 0.15
    text = spliced(random, texts, most) if is_spliced else random.choice(texts)[:most]
    names = random.sample(sorted(MUTATORS), random.choice((1, 1, 1, 2, 3)))
    for name in names:
        text = MUTATORS[name](random, text)[: 4 * most]
    return ", ".join(["spliced"] * is_spliced + names), text


def built(random: Random, length: int) -> tuple[str, str]:
    """(what it is, text) of about `length` characters: a few pieces again and again, or a list without end."""
    if random.random() < 0.15:
        name = random.choice(sorted(ENDLESS))
        return name, endless(name, length)
    pieces = random.choices(PIECES, k=random.choice((1, 1, 2, 2, 3, 4)))
    piece = "".join(pieces)
    return f"{pieces!r} repeated", piece * max(1, length // len(piece))


def endless(name: str, length: int) -> str:
    """The beginning of a text without end."""
    return "".join(islice((character for part in ENDLESS[name]() for character in part), length))


def _chain(random: Random) -> Iterator[str]:
    words = (
        "điểm a",
        "khoản 1",
        "Điều 2",
        "mục 3",
        "Chương IV",
        "của",
        "và",
        ",",
        "đến",
        "Phụ lục",
        "Nghị định 1/2020/NĐ-CP",
    )
    return (random.choice(words) + " " for _ in count())


def _piles() -> Iterator[str]:
    """Marks of all classes on one letter, the highest class first: what a sort by insertion takes longest for."""
    yield "a"
    while True:
        yield from _all_marks()


@cache
def _all_marks() -> tuple[str, ...]:
    marks = [c for c in map(chr, range(0x300, 0x3000)) if unicodedata.combining(c)]
    return tuple(sorted(marks, key=unicodedata.combining, reverse=True))


# Each begins anew: lists and nestings without end, by name.
ENDLESS: dict[str, Callable[[], Iterator[str]]] = {
    "1.1.1.1 ever deeper, on a line each": lambda: (".".join(["1"] * (n % 10_000)) + " A\n" for n in count(1)),
    "1.1.1.1 as one": lambda: ("1." for _ in count()),
    "a) i) ten thousand levels": lambda: (f"{'abcdđeghik'[n % 10]}) " for n in count()),
    "brackets that open": lambda: ("(" for _ in count()),
    "brackets that open and close": lambda: ("([{<“" if n % 2 else "”>}])" for n in count()),
    "a list of numbers": lambda: (f"{n}, " for n in count(1)),
    "a list of articles": lambda: (f"Điều {n}, " for n in count(1)),
    "a list of decrees": lambda: (f"Nghị định số {n}/{2000 + n % 25}/NĐ-CP, " for n in count(1)),
    "a list of decisions": lambda: (f"{n}/QĐ-UBND; " for n in count(1)),
    "a chain of provisions": lambda: _chain(Random(0)),
    "a list of bodies": lambda: (f"Sở {'ABCDĐ'[n % 5]}{n}, " for n in count(1)),
    "a list of places": lambda: (f"huyện {'ABCDĐ'[n % 5]}{n}, tỉnh B{n}, " for n in count(1)),
    "a list of days": lambda: (f"ngày {1 + n % 28}/{1 + n % 12}/{2000 + n % 30}, " for n in count(1)),
    "duties on a line each": lambda: (f"{n}. Sở Y tế chủ trì việc {n} trước ngày 1/1/2024.\n\n" for n in count(1)),
    "duties in one sentence": lambda: (f"Sở Y tế chủ trì, phối hợp với Sở Tài chính làm việc {n}; " for n in count(1)),
    "footnotes": lambda: (f"a[{n % 1000}]\n[{n % 1000}] b\n" for n in count(1)),
    "the same footnote": lambda: ("a<sup>1</sup>\n<sup>1</sup> Luật Đất đai\n" for _ in count()),
    "rows of a table": lambda: (f"| {n} | Sở Y tế | Quý {'I' * (1 + n % 3)} |\n" for n in count(1)),
    "pages": lambda: ("x " * 420 + f"\n\n{n % 1000}\n\n" for n in count(1)),
    "words never met": lambda: (f"x{n:x}y " for n in count(1)),
    "no blank at all": lambda: (f"x{n:x}" for n in count(1)),
    "every character": lambda: (chr(n % 0x110000) for n in count()),
    "every character, with a blank": lambda: (chr(n % 0x110000) + " " for n in count()),
    "every mark on one letter": _piles,
}  # fmt: skip
