"""Who receives a document: the lines of "Nơi nhận"."""

from __future__ import annotations

import re

from ..lexicon import fold_same_length
from ..text import Layout
from .head import type_of
from .lines import Line, is_capitals
from .signature import is_office, is_signed, person

_HEADING = re.compile(r"n[ơo]i\s{1,9}nh[ậạâa]n(?!\w)\s{0,3}[:.]?\s{0,9}")
_BULLET = re.compile(r"[-–—−•+*●▪]\s{0,9}(?=[^\W_])")
# Items that stand on one line: a bullet after the end of the one before.
_NEXT = re.compile(r"(?<=[;.,:)])\s{0,3}[-–—−•+●▪]\s{1,3}(?=\S)")
_ATTACHED = re.compile(r"(?:phụ lục|danh mục|biểu mẫu|mẫu số|chương [ivx\d]|điều \d|[ivx]{1,4}\.)(?!\w)")
_MOST = 120  # lines


def read_recipients(layout: Layout, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The recipients in order, without bullets, sub-headings and final punctuation, and without the signature, which
    stands beside them on paper and between them in a scan.

    Reads: the lines after the head, the text itself. Writes: nothing.
    """
    heads = [index for index, line in enumerate(lines) if line.words[0] in "Nn" and _HEADING.match(line.folded)]
    if not heads:
        return ()
    spans: list[tuple[int, int]] = []
    signed = bulleted = False
    for index, line in enumerate(lines[heads[0] : heads[0] + _MOST]):
        start = line.start + (_heading_end(layout, line) if index == 0 else 0)
        words = layout.mask[start : line.end].strip()
        bullet = bool(_BULLET.match(words))
        if _ends(words, signed=signed, bullet=bullet):
            break
        if not bullet and _is_signature(words, signed=signed, bulleted=bulleted):
            signed = True
        elif not any(c.isalpha() for c in words) or (not bullet and words.endswith(":")):
            continue
        elif bullet or not bulleted:
            spans.extend(_items(layout, start, line.end))
            bulleted = bulleted or bullet
        elif spans and not signed and not _is_done(layout.mask[slice(*spans[-1])]):
            spans[-1] = (spans[-1][0], line.end)
    return tuple(text for span in spans if (text := _clean(layout.text[slice(*span)])))


def _heading_end(layout: Layout, line: Line) -> int:
    match = _HEADING.match(fold_same_length(layout.mask[line.start : line.end]))
    return match.end() if match else 0


def _is_signature(words: str, *, signed: bool, bulleted: bool) -> bool:
    if is_office(words) or is_signed(words):
        return True
    return (signed and is_capitals(words)) or ((signed or bulleted) and person(words) is not None)


def _ends(words: str, *, signed: bool, bullet: bool) -> bool:
    """Whether something attached begins, or running text."""
    if bullet:
        return False
    if type_of(words) or _ATTACHED.match(fold_same_length(words)):
        return True
    return len(words) > (150 if signed else 400) and not _NEXT.search(words)


def _is_done(words: str) -> bool:
    """Whether an item ends where its line does, so that the next line is not part of it."""
    words = words.rstrip()
    return words.endswith(";") or (words.endswith(".") and "lưu" in fold_same_length(words[:12]))


def _items(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    """The items of one line, which may hold them all: "- A; - B; - Lưu: VT."."""
    words = layout.mask[start:end]
    starts, ends = [0], []
    for bullet in _NEXT.finditer(words):
        ends.append(bullet.start())
        starts.append(bullet.end())
    bounds = zip(starts, [*ends, len(words)], strict=True)
    return [(start + left, start + right) for left, right in bounds if words[left:right].strip()]


def _clean(raw: str) -> str:
    """The words of an item as printed, without markup, bullet and final punctuation."""
    words = re.sub(r"</?[A-Za-z][^<>\n]{0,80}>|[*\u200b\ufeff\u00ad]|\\(?=[^\w\s])", "", raw)
    words = re.sub(r"^[-–—−•+●▪]\s*", "", " ".join(words.split()))
    return words.rstrip(" ;,.:/|")
