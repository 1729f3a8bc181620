"""The pieces of a text within which one document can govern another: title, paragraphs, notes, cut into elements.

An element ends at a semicolon or a full stop that stand in no bracket and no quotation; the members of a list of
documents are elements of their own, and so are the sentences of a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ..citations.types import type_words
from ..header.head import Head
from ..lexicon import fold_same_length
from ..model import Citation
from ..text import Block, Layout
from ..text.paragraphs import NOTE

_BODY = {"heading", "item"}
_OUTSIDE = {"recipients", "signature"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A title, a paragraph or a note with what it cites. `words` are its folded words with single spaces, without what
    stands inside but does not belong to it; `origin` is the offset in the text of each character of them, and of their
    end. `zone` is "title", "preamble" or "task"; `lead` is the block that introduces it; `part` counts what is attached
    before it and what it stands in itself."""

    words: str
    origin: tuple[int, ...]
    zone: str
    section: str | None
    citations: tuple[Citation, ...]
    quoted: bool = False
    note: str | None = None
    lead: Block | None = None
    part: int = 0

    @property
    def start(self) -> int:
        return self.origin[0]

    def at(self, offset: int) -> int:
        """The index in `words` of an offset of the text."""
        return bisect_left(self.origin, offset)


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a unit: indices of its words, and the citations that begin there."""

    start: int
    end: int
    citations: tuple[Citation, ...]


def units_of(layout: Layout, head: Head, citations: tuple[Citation, ...]) -> Iterator[Unit]:
    """The units that cite something or bear the mark of a note, in text order.

    Reads: layout, head, citations. Writes: nothing.
    """
    folded = layout.folded
    quotes = _quotations(layout.mask)
    if head.title_span:
        start, end = head.title_span
        yield Unit(*_single_spaced(folded[start:end], start), "title", None, _within(citations, start, end))
    own: dict[int, list[Citation]] = {}
    for citation in citations:
        holder = layout.block_at(citation.start)
        if holder is not None and citation.start >= head.end:
            own.setdefault(id(holder), []).append(citation)
    body = min((b.start for b in layout.blocks if b.kind in _BODY and b.start >= head.end), default=len(folded))
    part = 0
    for index, block in enumerate(layout.blocks):
        part += block.kind == "title"
        start = max(block.start, head.end)
        cited = tuple(own.get(id(block), ()))
        if block.end <= head.end or block.kind in _OUTSIDE or not (cited or NOTE.search(layout.text, start, block.end)):
            continue
        yield Unit(
            *_single_spaced(_own_words(layout, folded, index, start), start),
            "preamble" if block.kind == "preamble" or start < body else "task",
            block.section,
            cited,
            _is_in(quotes, start),
            block.note,
            _lead(layout, index),
            part,
        )


def _is_in(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset is in one of the spans, which follow one another."""
    before = bisect_right(spans, offset, key=itemgetter(0))
    return before > 0 and offset < spans[before - 1][1]


_GAP = re.compile(" ( +)")


def _single_spaced(words: str, start: int) -> tuple[str, tuple[int, ...]]:
    """The words with single spaces, and the offset in the text of each of their characters and of their end."""
    origin: list[int] = []
    pieces, at = [], len(words) - len(words.lstrip(" "))
    for gap in _GAP.finditer(words, at):
        pieces.append(words[at : gap.start(1)])
        origin += range(start + at, start + gap.start(1))
        at = gap.end()
    return "".join([*pieces, words[at:]]), (*origin, *range(start + at, start + len(words) + 1))


def _within(citations: tuple[Citation, ...], start: int, end: int) -> tuple[Citation, ...]:
    return tuple(citation for citation in citations if start < citation.end and citation.start < end)


def _own_words(layout: Layout, folded: str, index: int, start: int) -> str:
    """The words of a block without those of a note that a page break has put inside it."""
    block = layout.blocks[index]
    words = folded[start : block.end]
    for inner in layout.blocks[index + 1 : index + 40]:
        if inner.start >= block.end:
            break
        left, right = inner.start - start, min(inner.end, block.end) - start
        words = words[:left] + " " * (right - left) + words[right:]
    return words


def _lead(layout: Layout, index: int) -> Block | None:
    """The block that introduces this one with a colon: the one it stands under, or the one before its list."""
    block = layout.blocks[index]
    parent = layout.blocks[block.parent] if block.parent is not None else None
    if parent and _introduces(layout, parent):
        return parent
    parents = set()
    for at in range(index - 1, max(0, index - 30) - 1, -1):
        before = layout.blocks[at]
        if before.note is not None or before.parent != block.parent:
            parents.add(before.parent)
            continue
        if _introduces(layout, before):
            return before if at not in parents else None  # what it introduces stands under it
        words = fold_same_length(layout.mask[before.start : before.end]).strip()
        if not words.endswith((";", ",")) and not words.startswith(tuple(type_words())):
            return None
    return None


def _introduces(layout: Layout, block: Block) -> bool:
    return layout.mask[max(block.start, block.end - 40) : block.end].rstrip(" *_").endswith(":")


_OPENS = re.compile(r"[ \t*_|]{0,9}[“\"]")
_CLOSES = re.compile(r"[”\"][.;,]?\s{0,9}$")


def _quotations(masked: str) -> list[tuple[int, int]]:
    """Passages in quotation marks that begin a line, as in an act that amends another."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    offset = 0
    for line in masked.splitlines(keepends=True):
        match = _OPENS.match(line) if opened is None else None
        if match:
            opened = offset
        if opened is not None and _CLOSES.search(line[match.end() :] if match else line):
            spans.append((opened, offset + len(line)))
            opened = None
        offset += len(line)
    return spans


_ABBREVIATED = re.compile(r"(?<!\w)(?:tp|tx|tt|p|q|h|x|đ|ths|ts|gs|st|no)$")
_LONGEST = 600  # characters after which a bracket or a quotation that never closes is taken for a slip


def elements_of(unit: Unit) -> tuple[Element, ...]:
    """The elements of a unit in order."""
    bounds = [0, *_stops(unit.words), len(unit.words)]
    starts = [unit.at(citation.start) for citation in unit.citations]
    cuts = [bisect_left(starts, bound) for bound in bounds]
    return tuple(
        Element(start, end, unit.citations[first:last])
        for (start, end), (first, last) in zip(pairwise(bounds), pairwise(cuts), strict=True)
    )


_SIGNS = re.compile(r"[();“”\"]|\.(?=\s|$)")


def _stops(words: str) -> Iterator[int]:
    """Where elements end: after each ";" and "." outside brackets and quotations."""
    depth, quoted, opened = 0, False, 0
    for match in _SIGNS.finditer(words):
        sign, at = match.group(), match.start()
        if at - opened > _LONGEST:
            depth, quoted = 0, False
        if sign == "(":
            depth, opened = depth + 1, at
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign in '“”"':
            quoted, opened = not quoted, at
        elif depth == 0 and not quoted and not (sign == "." and _ABBREVIATED.search(words[max(0, at - 4) : at])):
            yield match.end()
