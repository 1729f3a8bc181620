"""A text and its parts: what is markup, what is heading, item, paragraph, footnote, and under which path each stands.

The text is never rewritten. `mask` is the text with markup blanked, as long as the text; `lay_out` cuts it into blocks
and gives each the section path a Vietnamese reader would cite: "IV.3.a", "II.1.a.1" for the first dash under II.1.a,
"Điều 6.1" for khoản 1 Điều 6, "II.4.d#2" for a letter that is printed twice, "Quy định.Điều 7.1" in something attached.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ..errors import NotTextError
from ..lexicon import fold_same_length
from .outline import assign_kinds, assign_sections, is_heading, mark_quotations
from .paragraphs import NOTE, NOTE_MARK, Paragraph, assemble, note_number, opening_mark


@dataclass(frozen=True, slots=True)
class Source:
    """A file as decoded. `sha256` is that of the text in UTF-8, so that it does not depend on line ends."""

    name: str | None
    text: str
    sha256: str


def read_source(path: Path) -> Source:
    """The text of a file, with line ends as "\\n". Raises NotTextError when it is missing, empty or not UTF-8 text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotTextError(f"{path} cannot be read ({error.strerror}); name a file of text.") from error
    return decode_source(data, str(path), path.name)


def decode_source(data: bytes, called: str, name: str | None) -> Source:
    """The same of what a file holds, wherever it was; `called` is what errors call it, `name` what its source is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(f"{called} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NotTextError(f"{called} is empty; give a file with text.")
    if "\x00" in text:
        raise NotTextError(f"{called} is not text (it holds zero bytes); convert it to UTF-8 text.")
    return Source(name, text, sha256(text.encode("utf-8")).hexdigest())


_UNIT = r"(?:(?<=(?<![^\W\d_])m)|(?<=(?<![^\W\d_])[kcdm]m))[²³]"  # m², km³
# All markup but headings begins with one of these signs, so that only there it is looked for.
_SIGN = re.compile(r"[<⁰¹²³⁴⁵⁶⁷⁸⁹\[^*_|\u200b\u200c\u200d\ufeff\u00ad\\=~-]")
_MARKUP = re.compile(
    rf"(?!{_UNIT})(?:{NOTE_MARK})"
    r"|</?[A-Za-z][^<>\n]{0,80}>"  # HTML tags
    r"|[*_|\u200b\u200c\u200d\ufeff\u00ad]"
    r"|\\(?=[^\w\s])"  # Markdown escapes
    r"|-{3,}|={3,}|~{3,}"  # rules, also inside a flattened table
    r"|\^\{[^{}\n]{0,20}\}"
)
_HEADING = re.compile(r"^[ \t]{0,3}\#{1,6}", re.MULTILINE)  # of Markdown


# The number of a page on a line of its own: "Trang 3/12", "- 3 -", "3".
_PAGE = re.compile(
    r"^[ \t]{0,80}(?:(?:trang|page)\s{0,3}\d{1,3}(?:\s{0,3}/\s{0,3}\d{1,3})?"
    r"|[-–—]\s{0,3}\d{1,3}\s{0,3}[-–—]|(?P<bare>\d{1,3}))[ \t]{0,80}$",
    re.MULTILINE | re.IGNORECASE,
)
_PAGE_LENGTH = 800  # characters at the least on a page of text; the rows of a flattened table are shorter
_NEAR_PAGE = 200  # how far from the number the words of the page before and after are looked for


def mask(text: str) -> str:
    """The text with what is no word of it blanked to spaces, and so as long: emphasis, headings, tags, tables, rules,
    note marks, and the numbers of pages."""
    text = _HEADING.sub(lambda heading: " " * len(heading.group()), text) if "#" in text else text
    masked = _blanked(text, _markup(text))
    return _blanked(masked, _page_numbers(masked))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, cursor = [], 0
    for start, end in spans:
        pieces += [text[cursor:start], " " * (end - start)]
        cursor = end
    return "".join([*pieces, text[cursor:]])


def _markup(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for sign in _SIGN.finditer(text):
        match = _MARKUP.match(text, sign.start()) if sign.start() >= end else None
        if match:
            end = match.end()
            yield match.span()


def _page_numbers(masked: str) -> Iterator[tuple[int, int]]:
    """Where the numbers of pages stand. A bare number is one inside a sentence, or as one of a row of pages; a lone 2
    is one too, for the first page bears none (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
    found = [match for match in _PAGE.finditer(masked) if not match["bare"] or _stands_alone(masked, match)]
    bare = {int(match["bare"]): match for match in found if match["bare"]}
    for match in found:
        number = int(match["bare"] or 0)
        beside = [bare[near] for near in (number - 1, number + 1) if near in bare]
        in_row = any(abs(other.start() - match.start()) >= _PAGE_LENGTH for other in beside)
        second = number == 2 and not beside and match.start() >= _PAGE_LENGTH
        if not match["bare"] or in_row or second or _cuts_sentence(masked, match):
            yield match.span()


def _stands_alone(masked: str, match: re.Match[str]) -> bool:
    before = masked[max(0, match.start() - _NEAR_PAGE) : match.start()]
    after = masked[match.end() : match.end() + _NEAR_PAGE]
    gaps = before[len(before.rstrip()) :], after[: len(after) - len(after.lstrip())]
    return all(gap.count("\n") > 1 for gap in gaps)


def _cuts_sentence(masked: str, match: re.Match[str]) -> bool:
    before = masked[max(0, match.start() - _NEAR_PAGE) : match.start()].rstrip()
    after = masked[match.end() : match.end() + _NEAR_PAGE].lstrip()
    return before[-1:] not in (".", ":", ";", "!", "?", "") and after[:1].islower() and after[1:2] not in (")", ".")


class Block(NamedTuple):
    """One heading, item or paragraph.

    `kind` is "header", "title", "preamble", "heading", "item", "paragraph", "footnote", "recipients", "signature" or
    "closing". `start` and `end` bound its text without the marker ("a)", "-", "Điều 2."), which is `marker`. `section`
    is its path; `parent` the index in `Layout.blocks` of the heading or item it stands under; `note` the number of a
    footnote; `quoted` for the words of another document.
    """

    kind: str
    start: int
    end: int
    marker: str | None = None
    section: str | None = None
    parent: int | None = None
    note: str | None = None
    quoted: bool = False


@dataclass(frozen=True)
class Layout:
    """A text, its mask and its blocks in text order. A block that a page break cut covers both parts, and a footnote
    that stands between them is a block of its own inside it."""

    text: str
    mask: str
    blocks: tuple[Block, ...]

    @cached_property
    def folded(self) -> str:
        """The mask as the grammar sees it: folded, and as long."""
        return fold_same_length(self.mask)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, position: int) -> Block | None:
        """The block that holds a position; the innermost where one is inside another."""
        index = bisect_right(self._starts, position)
        for block in reversed(self.blocks[max(0, index - 40) : index]):
            if position < block.end:
                return block
        return None

    def section_at(self, position: int) -> str | None:
        """The path at a position: in a footnote that of its mark in the body, between blocks that of the one before."""
        block = self.block_at(position)
        if block is None:
            index = bisect_right(self._starts, position)
            block = self.blocks[index - 1] if index else None
        return block.section if block else None

    def footnote_of(self, position: int) -> str | None:
        """The number of the footnote that holds a position, or None in the body."""
        block = self.block_at(position)
        return block.note if block else None


def _bounds(masked: str, paragraph: Paragraph) -> tuple[int, int]:
    """The text of a paragraph without its marker."""
    start, end = paragraph.start, paragraph.end
    if paragraph.marker and paragraph.kind not in {"header", "title", "signature"}:
        start = paragraph.marker.end
    words = masked[start:end]
    if not words.strip():
        return paragraph.start, paragraph.end
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _blocks(masked: str, paragraphs: list[Paragraph]) -> Iterator[Block]:
    body = [paragraph for paragraph in paragraphs if paragraph.kind != "footnote"]
    after = {id(paragraph): following for paragraph, following in pairwise([*body, None])}
    for paragraph in paragraphs:
        kind = paragraph.kind
        if kind == "body":
            heading = is_heading(masked, paragraph, after[id(paragraph)])
            kind = "heading" if heading else "item" if paragraph.marker else "paragraph"
        start, end = _bounds(masked, paragraph)
        marker = paragraph.marker.label if paragraph.marker else None
        yield Block(kind, start, end, marker, paragraph.section, paragraph.parent, paragraph.note, paragraph.quoted)


def _with_notes(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks, each footnote with the section in which its mark stands: the nearest one before it."""
    layout = Layout(text, text, blocks)
    openings = {mark.start() for block in blocks if block.note and (mark := opening_mark(text, block.start))}
    if not openings:
        return blocks
    marks: dict[str, list[int]] = {}
    for match in NOTE.finditer(text):
        if match.start() not in openings:
            marks.setdefault(note_number(match), []).append(match.start())
    placed = []
    for block in blocks:
        if block.note and (places := marks.get(block.note)):
            nearest = [place for place in places if place < block.start][-1:] or places
            section = layout.section_at(nearest[0])
            block = block._replace(section=section)  # noqa: PLW2901
        placed.append(block)
    return tuple(placed)


def lay_out(text: str) -> Layout:
    """Cut a text into blocks and give each its section path. Any text has a layout; an odd one has fewer kinds.

    Reads: the text. Writes: its mask and blocks.
    """
    masked = mask(text)
    paragraphs = assemble(text, masked)
    mark_quotations(masked, paragraphs)
    assign_kinds(masked, paragraphs)
    assign_sections(masked, paragraphs)
    return Layout(text, masked, _with_notes(text, tuple(_blocks(masked, paragraphs))))
