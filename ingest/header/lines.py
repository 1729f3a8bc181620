"""The lines of a header: lines as printed, and the cells of tables and columns that stand on one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..lexicon import fold_same_length, table
from ..memory import remember
from ..text import Layout

# A range of letters ("à-ỹ") holds capitals and small ones, so that the capitals are spelled out.
UPPER = "A-ZĐÐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

# A gap between two columns. Blanks to be filled in ("Số:      /KH-UBND", "ngày     tháng") are no gap.
_GAP = re.compile(
    r"(?<!số)(?<!số:)(?<!ngày)(?<!tháng)(?<!năm)(?<!\s)(?:\s{4,}|\t\s*)(?!\s|/|tháng|năm|ngày)", re.IGNORECASE
)
_CELL = re.compile(r"[^|\n]+")
# What every gap has, and few lines have.
_WIDE = re.compile(r"\s{4}|\t")


class Line(NamedTuple):
    """A line, or a cell of one: its words with single spaces. `apart`: a blank line or a border stands before it."""

    words: str
    start: int
    end: int
    apart: bool

    @property
    def folded(self) -> str:
        return fold_same_length(self.words)


def lines_in(layout: Layout, start: int, end: int, cut: tuple[tuple[int, int], ...] = ()) -> Iterator[Line]:
    """The lines and cells between two offsets, without the spans in `cut`, each of which ends a line."""
    bounds = [start, *(offset for span in cut for offset in span), end]
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        yield from _between(layout, left, right, apart=left == start)


def _between(layout: Layout, start: int, end: int, *, apart: bool) -> Iterator[Line]:
    offset = start
    for raw in layout.text[start:end].splitlines(keepends=True):
        row = raw.lstrip().startswith("|") and raw.count("|") > 1
        blank = True
        for cell in _CELL.finditer(raw):
            at = offset + cell.start()
            for words, left, right, opens in _columns(layout.mask[at : offset + cell.end()]):
                yield Line(words, at + left, at + right, apart or (row and opens))
                blank, apart = False, False
        apart = apart or blank
        offset += len(raw)


@remember(longest=300)
def _columns(words: str) -> tuple[Line, ...]:
    """The columns of a printed line, or of a cell of it, that hold words; the first of all is `apart`."""
    gaps = [gap.span() for gap in _GAP.finditer(words)] if _WIDE.search(words) else []  # the folded text has no tabs
    bounds = [0, *(bound for gap in gaps for bound in gap), len(words)]
    found = []
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        column = words[left:right]
        start = left + len(column) - len(column.lstrip())
        if start < right:
            found.append(Line(" ".join(column.split()), start, start + len(column.strip()), left == 0))
    return tuple(found)


def is_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


_DRAFT_OF = re.compile(r"dự thảo (?:luật|pháp lệnh|nghị |quyết |thông tư|chỉ thị|quy |đề án|kế hoạch|chương trình)")


def is_noise(line: Line) -> bool:
    """Whether a line is a stamp, a page head or a line of a digital signature; "Dự thảo Quyết định …" is a title."""
    folded = line.folded
    if not any(c.isalpha() for c in folded):
        return True
    return not _DRAFT_OF.match(folded) and any(
        folded.startswith(words) and not folded[len(words) :][:1].isalnum() for words in table("header")["noise"]
    )
