"""Lines put together into paragraphs: hard-wrapped ones, cells of flattened tables, sentences cut by a page break.

A paragraph opens with a marker ("a)", "-", "Điều 2."), with the mark of a footnote, or with neither. Everything works
on the mask, which is as long as the text; the text itself is looked at only for what the mask has blanked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..lexicon import fold_same_length, table
from ..memory import remember

NOTE_MARK = (
    r"<sup>\s{0,3}(?P<tag>\d{1,3})\s{0,3}</sup>|(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[(?P<bracket>\d{1,3})\]"
    r"|\^\{?(?P<caret>\d{1,3})\}?"
)
NOTE = re.compile(NOTE_MARK)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def note_number(match: re.Match[str]) -> str:
    """The number in a footnote mark, in plain digits."""
    return next(group for group in match.groups() if group).translate(_SUPERSCRIPTS)


def opening_mark(text: str, start: int) -> re.Match[str] | None:
    """The mark of the footnote whose words begin here: it stands first on the line, or, in brackets, alone on the line
    before."""
    line = text.rfind("\n", 0, start) + 1
    match = NOTE.match(text, line)
    if match is None and line:
        match = NOTE.match(text, text.rfind("\n", 0, line - 1) + 1)
        if match and (match["bracket"] is None or text[match.end() : line].strip()):
            return None
    return match


class _Line(NamedTuple):
    """A line, or a cell of a table row, trimmed. `apart`: a blank line, a table border or a rule stands before it."""

    start: int
    end: int
    apart: bool
    bold_closed: bool


@cache
def words_of(name: str) -> tuple[str, ...]:
    return tuple(fold_same_length(word) for word in table("layout")[name])


def row_cells(line: str) -> list[tuple[int, int]]:
    """Where the cells of a table's row on one line stand, empty ones too: "| a | b |", or three and more with tabs or
    bars between; "1   a   b   c", four and more with blanks between; of other lines none."""
    if _BLANKS in line and _NUMBERED_ROW.match(line):
        cells = [match.span() for match in _SPACED_CELL.finditer(line)]
        return cells if len(cells) > _FEWEST_CELLS else []
    sign = "|" if "|" in line else "\t"
    edges = [at for at, letter in enumerate(line) if letter == sign]
    if not line.lstrip().startswith("|"):
        if sum(bool(cell.strip()) for cell in line.split(sign)) < _FEWEST_CELLS:
            return []
        edges.insert(0, -1)
    if not (sign == "|" and line.rstrip().endswith("|")):
        edges.append(len(line))
    return [(left + 1, right) for left, right in pairwise(edges)]


_FEWEST_CELLS = 3  # two may be the sides of a header or of a signature
_BLANKS = "   "
_NUMBERED_ROW = re.compile(r"[ ]{0,20}(?:S?TT|\d{1,3}|[IVX]{1,5})\.?[ ]{2}[^|\t]{1,1000}$")
_SPACED_CELL = re.compile(r"\S+(?:[ ]\S+)*")


def _lines(text: str, masked: str) -> list[_Line]:
    lines, offset, apart = [], 0, True
    for raw in text.splitlines(keepends=True):
        # A row on one line is cut into its cells; a border on a line of its own is blank in the mask.
        cells = row_cells(raw)
        found = False
        for left, right in cells or [(0, len(raw))]:
            start, end = offset + left, offset + right
            content = masked[start:end]
            if not content.strip():
                continue
            start += len(content) - len(content.lstrip())
            end -= len(content) - len(content.rstrip())
            bold = text[start - 2 : start] == "**" and text[end : end + 2] == "**"
            lines.append(_Line(start, end, apart or found or bool(cells), bold))
            found, apart = True, False
        apart = not found or bool(cells)
        offset += len(raw)
    return lines


# style, rank (outer before inner), pattern on the masked line, whose first group is the label
_MARKERS = (
    (
        "part",
        1.0,
        (
            r"((?i:(?:phần|chương|tiểu mục|mục)\s{1,3}(?:thứ\s{1,3}\w{1,6}|[IVXLC]{1,7}|\d{1,2}))\b\s{0,3}[.:]?)\s{0,3}"
            r"(?=[^a-zà-ỹ,;\d]|$)"
        ),
    ),
    ("roman", 2.0, r"([IVX]{1,6})\s{0,3}(?:[.)]\s{0,9}|[/:-]\s{1,9})(?=[^\W\d_]|$|[“\"(])"),
    ("capital", 1.5, r"([A-HĐ])\s{0,3}[.)-]\s{1,9}(?=[A-ZÀ-ỸĐ]{2})"),
    ("article", 3.0, r"(Điều\s{1,3}\d{1,3}[a-zđ]?)\s{0,3}(?:[.:]|$)\s{0,9}"),
    ("clause", 4.0, r"Khoản\s{1,3}(\d{1,2})\s{0,3}[.:]\s{0,9}"),
    ("decimal", 5.0, r"(\d{1,2}(?:\.\d{1,2}){1,3})\s{0,3}[.)-]?\s{1,9}(?=[A-ZÀ-ỸĐ“\"(])"),
    # "25/KH-UBND" at the beginning of a line is the number of a document
    ("number", 4.0, r"(?!\d{1,3}/[^\W_]{1,9}-[^\W_])(\d{1,3})\s{0,3}[.)/]\s{0,9}(?=[^\W\d_]|[“\"(]|$|(?<=\s)\d)"),
    ("number", 4.0, r"(\d{1,2})\s?[-–]\s{1,9}(?=[A-ZÀ-ỸĐ“\"(])"),  # the Party's: "1- Công tác tuyên truyền"
    ("paren", 6.2, r"\((\d{1,2}|[a-zđ])\)\s{1,9}(?=\w)"),
    ("letter", 6.0, r"([a-zđ]\d?)\s{0,2}(?:\)\s{0,9}|\.\s{1,9}(?=[A-ZÀ-ỸĐ]))(?=\S|$)"),
    ("dash", 7.0, r"([-–—−•●▪‣])(?:\s{1,9}(?=\S)|(?=[^\W\d_]))"),
    ("plus", 8.0, r"(\+)\s{0,9}(?=\S)"),
)
# All in one, the first that fits; each has one group, which tells it.
_MARKER = re.compile("|".join(pattern for _, _, pattern in _MARKERS))
_STAR = re.compile(r"(?:^|(?<=\n))[ \t]{0,8}(?:\*\*\*|\*)[ \t]{1,4}\*{0,2}(?=\w)")
# a marker of these styles opens the body
STRONG = {"part", "roman", "capital", "article", "clause", "decimal", "number", "letter"}


OPENING = ("“", '"')
CLOSING = ("”", '"')


class Marker(NamedTuple):
    style: str
    rank: float
    label: str
    end: int


def marker_at(text: str, masked: str, start: int, end: int) -> Marker | None:
    """The marker that a line opens with, after the quotation mark of an amendment ("“Điều 12. …"). The star is looked
    for in the text, where the mask has blanked it."""
    start += masked[start : start + 1] in OPENING and start + 1 < end
    line_start = text.rfind("\n", 0, start) + 1
    if _STAR.match(text, line_start) and not masked[line_start:start].strip():
        return Marker("star", 6.5, "*", start)
    match = _MARKER.match(masked, start, end)
    if match is None or match.lastindex is None:
        return None
    style, rank, _ = _MARKERS[match.lastindex - 1]
    return Marker(style, rank, " ".join(match[match.lastindex].split()), match.end())


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, while they are being put together."""

    start: int
    end: int
    last: _Line
    marker: Marker | None = None
    note: str | None = None
    kind: str = ""
    section: str | None = None
    parent: int | None = None
    quoted: bool = False
    extra: dict[str, str] = field(default_factory=dict)


ENDED = re.compile(r"[.;:!?…]['\"”’)\]]{0,3}\s*$|[”\"]\s*$")
_FINAL = "./."


def is_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


@cache
def _titles() -> frozenset[str]:
    return frozenset(words_of("titles"))


_SHORT = 120  # no name of a type is half as long, even when its spaces are doubled; nor an office with its signer


class _Standing(NamedTuple):
    """What a short line may be by its words alone."""

    title: bool
    verb: bool
    office: bool


@remember(longest=_SHORT)
def _standing(words: str) -> _Standing:
    single = " ".join(words.split())
    return _Standing(
        fold_same_length(single) in _titles(),
        single.endswith(":") and len(single) < 40 and is_capitals(single),
        _opens_signature(words),
    )


def is_title(words: str) -> bool:
    """Whether a line is the name of a type: "KẾ HOẠCH"."""
    return len(words) < _SHORT and _standing(words).title


def is_office(words: str) -> bool:
    """Whether a line opens a signature: an office in capitals, perhaps after the body's name, and with the signer's."""
    return len(words) < _SHORT and _standing(words).office


def _opens_signature(words: str) -> bool:
    if words.rstrip().endswith((":", ";", ".")) or not is_capitals(" ".join(words.split()[:2])):
        return False
    return fold_same_length(words).startswith(words_of("offices")) or bool(_OFFICE_AFTER_BODY.match(words))


def _stands_alone(words: str) -> bool:
    """Whether a line is the name of a type, the verb of the act ("QUYẾT ĐỊNH:", between the preamble and the first
    article), or opens a signature or the recipients."""
    return is_recipients(words) or (len(words) < _SHORT and any(_standing(words)))


# "SỞ TƯ PHÁP KT. GIÁM ĐỐC Trần Văn A": of a joint document, each signature in a cell of its own.
_OFFICE_AFTER_BODY = re.compile(
    r"(?:[A-ZÀ-ỸĐ]+\s){2,9}(?:(?:KT|TM|TL|TUQ|Q)\.\s?)?(?:PHÓ\s)?(?:GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CỤC TRƯỞNG)\b"
)


def is_recipients(words: str) -> bool:
    return words[:1] in ("N", "n") and fold_same_length(words[:8]) == "nơi nhận"


_WRAPPED = 130  # no hard-wrapped line is as long; where more than a few are, a line is a paragraph
_FEW = 3


class _Assembler:
    """Puts lines together into paragraphs: hard-wrapped ones, and sentences that a page break cut."""

    def __init__(self, text: str, masked: str) -> None:
        self.text, self.mask = text, masked
        self.lines = _lines(text, masked)
        lengths = [line.end - line.start for line in self.lines]
        self.wrapped = sum(length >= _WRAPPED for length in lengths) < _FEW
        # where a line is a paragraph, every short one had room
        self.width = max((n for n in lengths if n < _WRAPPED), default=80) if self.wrapped else _WRAPPED
        # a page may be wide, but no line of it is twice as long
        self.whole = not self.wrapped and any(line.end - line.start >= 2 * _WRAPPED for line in self.lines)
        self.markers = [marker_at(text, masked, line.start, line.end) for line in self.lines]
        marked = [line for line, marker in zip(self.lines, self.markers, strict=True) if marker]
        self.spaced = sum(line.apart for line in marked) * 2 >= len(marked)
        self.paragraphs: list[Paragraph] = []

    def _note(self, line: _Line) -> str | None:
        """The number of the footnote that a line opens."""
        match = opening_mark(self.text, line.start)
        return note_number(match) if match else None

    def run(self) -> list[Paragraph]:
        body: Paragraph | None = None
        for line, marker in zip(self.lines, self.markers, strict=True):
            note = self._note(line)
            previous = self.paragraphs[-1] if self.paragraphs else None
            target = previous if previous and not line.apart else body
            if note is None and target and self._joins(target, line, marker):
                target.end, target.last = line.end, line
                continue
            paragraph = Paragraph(line.start, line.end, line, marker, note)
            self.paragraphs.append(paragraph)
            body = paragraph if note is None else body
        for paragraph in self.paragraphs:  # what a scan left behind the final "./." is no part of the text
            final = self.mask.rfind(_FINAL, max(paragraph.start, paragraph.end - 20), paragraph.end)
            paragraph.end = final + len(_FINAL) if final >= 0 else paragraph.end
        return self.paragraphs

    def _joins(self, paragraph: Paragraph, line: _Line, marker: Marker | None) -> bool:
        """Whether a line goes on with a paragraph."""
        before = self.mask[paragraph.start : min(paragraph.end, paragraph.start + 300)]  # enough to know what it is
        words = self.mask[line.start : line.end]
        if _stands_alone(words):
            return False
        if is_title(before) or is_office(before):
            inside_bold = self.text.count("**", max(0, paragraph.start - 2), line.start) % 2 == 1
            return inside_bold and not line.apart
        if paragraph.marker and paragraph.marker.end >= paragraph.end and not line.apart:
            return True  # "**6**." on a line of its own: the item's words follow
        if line.apart:
            return marker is None and self._goes_on(paragraph, before, words)
        if marker is not None:
            shouted = marker.style in {"roman", "part"} and is_capitals(self.mask[marker.end : line.end])
            return not (shouted or self._ends_before_marker(paragraph, marker, before, words))
        return not self._ends(paragraph, line, before, words)

    def _ends_before_marker(self, paragraph: Paragraph, marker: Marker, before: str, words: str) -> bool:
        """Whether the line before a marker ends its paragraph, so that "Lao động / - Thương binh" is no item."""
        if fold_same_length(words).lstrip("- ").startswith(words_of("hyphenated")):
            return False
        length = paragraph.last.end - paragraph.last.start
        # A dash would have gone on the line before, if there was room: only one in a name stands on the next.
        dashed = marker.style in {"dash", "plus"} and self.mask[marker.end : marker.end + 1].isupper()
        return (
            not self.wrapped
            or bool(ENDED.search(self._tail(paragraph)))
            or length < (0.85 if dashed else 0.6) * self.width
            or is_capitals(before)
            or self._in_list(paragraph)
        )

    def _tail(self, paragraph: Paragraph, length: int = 6) -> str:
        return self.mask[max(paragraph.start, paragraph.end - length) : paragraph.end]

    def _in_list(self, paragraph: Paragraph) -> bool:
        return is_recipients(self.mask[paragraph.start : paragraph.end]) or any(
            is_recipients(self.mask[p.start : p.end]) for p in self.paragraphs[-25:]
        )

    def _ends(self, paragraph: Paragraph, line: _Line, before: str, words: str) -> bool:
        """Whether a paragraph ends at a single line break: its last line is done and had room for a word."""
        if paragraph.last.bold_closed and not line.bold_closed and self.text[line.start - 2 : line.start] != "**":
            return True
        if (
            line.bold_closed
            and not paragraph.last.bold_closed
            and self.text[paragraph.start - 2 : paragraph.start] != "**"
        ):
            return True
        if not words[0].isupper() and words[0] not in '“"(':
            return False
        room = paragraph.last.end - paragraph.last.start + 1 + len(words.split(maxsplit=1)[0]) <= self.width
        if ENDED.search(self._tail(paragraph)):
            if fold_same_length(words[:12]).startswith("trên đây là "):
                return True  # it closes the document, however full the line before is
            return room or self.whole or self._emphasis_ends(paragraph, line)
        return (is_capitals(before) and not is_capitals(words)) or (room and self._is_short_heading(paragraph))

    def _is_short_heading(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph of one short line is a heading: that of an article, or any where items have no space or
        a line is a paragraph."""
        if paragraph.marker is None or paragraph.last.start > paragraph.start:
            return False
        short = paragraph.end - paragraph.start < 0.75 * self.width
        return paragraph.marker.style == "article" or (short and not (self.spaced and self.wrapped))

    def _emphasis_ends(self, paragraph: Paragraph, line: _Line) -> bool:
        """Whether one span of emphasis closes before a line break and another opens after it."""
        return self.text[paragraph.end : paragraph.end + 1] == "*" == self.text[line.start - 1 : line.start]

    def _goes_on(self, paragraph: Paragraph, before: str, words: str) -> bool:
        """Whether words after a blank line go on with a sentence that a page break cut."""
        tail = self._tail(paragraph, 60).rstrip()
        if tail.endswith((_FINAL, ".", "!", "?", ":")) or is_capitals(before):
            return False
        if paragraph.marker and len(tail) < 60 and not (tail.endswith((",", ";")) or self._cut(tail, words)):
            return False  # a heading, and the words under it
        if words[0].islower():
            return True
        return (
            not tail.endswith((";", "”", '"', ")"))
            and (words[0].isupper() or words[0].isdigit())
            and (self._cut(tail, words) or tail.endswith((" Bộ", " Sở")))
        )

    def _cut(self, tail: str, words: str) -> bool:
        """Whether words before a break leave a sentence open: "Công văn số / 12" do, "dân tộc thiểu số" do not."""
        folded = fold_same_length(tail[-24:])
        if folded.endswith(" số"):
            return words[0].isdigit()
        return tail.endswith(",") or folded.endswith(tuple(" " + word for word in words_of("cut_words")))


def assemble(text: str, masked: str) -> list[Paragraph]:
    """The paragraphs of a text in order, footnotes among them.

    Reads: text and mask. Writes: start, end, marker and note of each paragraph.
    """
    return _Assembler(text, masked).run()
