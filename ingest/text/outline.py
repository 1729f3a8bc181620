"""The outline of a document: what each paragraph is, under what it stands, and the path by which a reader cites it.

Two walks over the paragraphs: one from the header through title, preamble and body to the signature, and again for each
thing attached; one down the markers of the body, which gives the paths.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..lexicon import fold_same_length
from .labels import labels_in
from .paragraphs import (
    CLOSING,
    ENDED,
    OPENING,
    STRONG,
    Marker,
    Paragraph,
    is_capitals,
    is_office,
    is_recipients,
    is_title,
    words_of,
)


def _is_closing(words: str) -> bool:
    return fold_same_length(words[:60]).startswith(words_of("closings"))


def _leads_in(lead: str, words: str) -> bool:
    """Whether words before an item lead in to the body: not to those written to, nor to what a text is based on."""
    folded = fold_same_length(lead)
    return folded.endswith("sau:") or (
        folded.endswith("trách nhiệm:") and not fold_same_length(words).lstrip("-–+ ").startswith("căn cứ")
    )


class _Kinds:
    """Walks through the paragraphs from the header to the signature, and again for each thing attached."""

    def __init__(self, masked: str, paragraphs: list[Paragraph]) -> None:
        self.mask, self.paragraphs = masked, paragraphs
        self.titled = any(is_title(masked[p.start : p.end]) for p in paragraphs)
        self.state, self.titles, self.signed = "header", 0, False

    def run(self) -> None:
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.note is not None:
                paragraph.kind = "footnote"
                continue
            words = self.mask[paragraph.start : paragraph.end]
            self.state = self._next(index, paragraph, words)
            paragraph.kind = self.state
            self.signed = self.signed or self.state == "signature"
            if self.state == "title" and is_title(words):
                self.titles += 1
                paragraph.extra = {"annex": _capitalised(words)} if self.titles > 1 else {}

    def _next(self, index: int, paragraph: Paragraph, words: str) -> str:
        if is_recipients(words):
            return "recipients"
        if self.state in {"recipients", "signature"}:
            return self._at_the_end(paragraph, words)
        if self.state != "preamble" and is_title(words) and (self.titles == 0 or self.state == "body"):
            return "title"
        if self.state == "header":
            return self._in_header(paragraph, words)
        if self.state in {"title", "preamble"}:
            return self._before_body(index, paragraph, words)
        signed = is_office(words) or fold_same_length(words[-7:]) == "(đã ký)"
        return "signature" if signed and self.state == "body" else self.state

    def _at_the_end(self, paragraph: Paragraph, words: str) -> str:
        if is_title(words):
            return "title"
        if paragraph.marker and paragraph.marker.style in {"roman", "article", "part"}:
            return "body"
        if paragraph.marker and paragraph.marker.style in {"dash", "plus", "star"}:
            return "recipients"
        named = self.signed and words.istitle() and 2 <= len(words.split()) <= 6
        return (
            "signature"
            if self.state == "signature" or is_office(words) or is_capitals(words) or named
            else "recipients"
        )

    def _in_header(self, paragraph: Paragraph, words: str) -> str:
        """Without a title line the header ends with "Kính gửi", or with the first paragraph that is a sentence."""
        if self.titled:
            return "header"
        strong = paragraph.marker is not None and paragraph.marker.style in STRONG
        opening = fold_same_length(words[:12]).startswith(("căn cứ", "thực hiện", "kính gửi"))
        return "body" if strong else "preamble" if opening or len(words) > 200 else "header"

    def _before_body(self, index: int, paragraph: Paragraph, words: str) -> str:
        previous = self.paragraphs[index - 1]
        if paragraph.marker and paragraph.marker.style in STRONG:
            return "body"
        lead = self.mask[previous.start : previous.end].rstrip()
        if paragraph.marker and _leads_in(lead, words):
            return "body"
        if self.state == "title" and (is_title(lead) or is_capitals(words)):
            return "title"
        return "preamble"


def _capitalised(words: str) -> str:
    words = " ".join(words.split()).strip(" *")
    return words[:1].upper() + words[1:].lower()


@dataclass(slots=True)
class _Level:
    """An open heading or item on the way down."""

    index: int | None
    style: str
    rank: float
    path: tuple[str, ...]
    ordinal: int
    text_end: str
    held: bool  # it stays open for paragraphs: a heading, a roman section, an article
    count: int = 0


class _Tree:
    """Gives each paragraph of the body its parent and its path."""

    def __init__(self, masked: str, paragraphs: list[Paragraph]) -> None:
        self.mask, self.paragraphs = masked, paragraphs
        self.stack: list[_Level] = [_Level(None, "root", 0.0, (), 1, "", True)]
        self.free: dict[tuple[str, ...], int] = {}  # the next ordinal of a path that is printed again
        self.following = self._following()

    def run(self) -> None:
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.kind == "title" and paragraph.extra:
                root = _Level(index, "root", 0.0, (paragraph.extra["annex"],), 1, "", True)
                self.stack = [root]
                paragraph.section = paragraph.extra["annex"]
            elif paragraph.kind == "body":
                (self._item if paragraph.marker else self._paragraph)(index, paragraph)
            elif paragraph.kind in {"title", "preamble"}:
                paragraph.section = ".".join(self.stack[0].path) or None

    def _place(self, index: int, paragraph: Paragraph, parent: _Level, label: str, rank: float) -> None:
        marker = paragraph.marker
        path = (*parent.path, label) if label else parent.path
        ordinal = parent.ordinal
        if label:
            ordinal = max(ordinal, self.free.get(path, 1))
            self.free[path] = ordinal + 1
        tail = self.mask[max(paragraph.start, paragraph.end - 9) : paragraph.end].rstrip()
        style = marker.style if marker else "bare"
        held = style in {"part", "roman", "capital", "article"} or not ENDED.search(tail[-4:])
        paragraph.section, paragraph.parent = _path(path, ordinal) or None, parent.index
        self.stack.append(_Level(index, style, rank, path, ordinal, tail[-1:], held))

    def _item(self, index: int, paragraph: Paragraph) -> None:
        marker = paragraph.marker
        assert marker is not None  # noqa: S101 - `run` sends only marked paragraphs here
        rank = marker.rank
        if marker.style == "star":
            rank = self._open_star(index)
        elif marker.style == "roman" and any(level.style == "article" for level in self.stack):
            rank = 3.1  # "Điều 1. Phê duyệt … như sau: I. …": the parts of what the article approves
        elif marker.style == "decimal":
            rank += 0.1 * marker.label.count(".")
        while len(self.stack) > 1 and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1]
        self._place(index, paragraph, parent, self._label(marker, parent), rank)

    def _open_star(self, index: int) -> float:
        """A star goes on with the stars above it; stands under a heading or a colon; else ends the items before."""
        star = next((level for level in reversed(self.stack) if level.style == "star"), None)
        if star:
            return star.rank
        top = self.stack[-1]
        if top.text_end == ":" or top.index == index - 1:
            return max(6.5, top.rank + 0.1)
        while len(self.stack) > 1 and self.stack[-1].style not in {"roman", "article", "capital", "part"}:
            self.stack.pop()
        return 6.5

    def _label(self, marker: Marker, parent: _Level) -> str:
        if marker.style == "part":
            return ""
        if marker.style in {"dash", "plus"}:
            parent.count += 1
            return str(parent.count)
        if marker.style == "decimal":
            head, _, tail = marker.label.rpartition(".")
            printed = ".".join(parent.path)
            return tail if printed == head or printed.endswith("." + head) else marker.label
        return marker.label

    def _paragraph(self, index: int, paragraph: Paragraph) -> None:
        """Words without a marker belong to the item above, or, when its list is over, to what the list stands under."""
        words = self.mask[paragraph.start : min(paragraph.end, paragraph.start + 80)]
        following = self.following[index]
        if _is_closing(words) and following is None:
            while len(self.stack) > 1 and self.stack[-1].style not in {"roman", "article", "capital"}:
                self.stack.pop()
            paragraph.kind = "closing"
        elif self.stack[-1].text_end == ":" and self.stack[-1].index == index - 1:
            self.stack[-1].held = True  # "5. Sở Nội vụ:" is a heading, as is "5. Sở Nội vụ"
        elif self._is_over(following) and not self._is_labelled(paragraph):
            self.stack.pop()
            while self._is_over(following) and self.stack[-1].text_end != ":":
                self.stack.pop()
            self.stack[-1].held = True
        top = self.stack[-1]
        paragraph.section, paragraph.parent = _path(top.path, top.ordinal) or None, top.index

    def _is_labelled(self, paragraph: Paragraph) -> bool:
        words = fold_same_length(self.mask[paragraph.start : paragraph.end])
        return bool(labels_in(words, 0, len(words)))

    def _is_over(self, following: Marker | None) -> bool:
        """Whether the list of the innermost item has ended, so that words without a marker do not belong to it."""
        top = self.stack[-1]
        return not top.held and (following is None or following.rank < top.rank)

    def _following(self) -> list[Marker | None]:
        """For each paragraph the next marker of the body after it, or None when the body ends first."""
        markers: list[Marker | None] = []
        following: Marker | None = None
        for paragraph in reversed(self.paragraphs):
            markers.append(following)
            if paragraph.kind == "body":
                following = paragraph.marker or following
            elif paragraph.kind != "footnote":
                following = None
        return markers[::-1]


def _path(path: tuple[str, ...], ordinal: int) -> str:
    return ".".join(path) + (f"#{ordinal}" if ordinal > 1 else "")


# The parts of what is quoted stand under the item that quotes it, whatever they are.
_INSIDE = 20.0


def mark_quotations(masked: str, paragraphs: list[Paragraph]) -> None:
    """The paragraphs that are another document's words: from one that opens with a quotation mark to one that ends
    with its partner. A mark that never closes is a slip.

    Reads: paragraphs. Writes: `quoted` of each, and the rank of the markers inside.
    """
    opened: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.note is not None:
            continue
        words = masked[paragraph.start : paragraph.end].strip()
        left, right = words.count("“") + words.count('"') % 2, words.count("”")
        ends = words.rstrip(" .;,").endswith(CLOSING)
        if not opened and not (words.startswith(OPENING) and (left > right or (ends and len(words) > 2))):
            continue
        opened.append(paragraph)
        if ends and (len(opened) > 1 or left <= right or '"' in words):
            for one in opened:
                _set_quoted(one)
            opened = []


def _set_quoted(paragraph: Paragraph) -> None:
    paragraph.quoted = True
    if paragraph.marker:
        paragraph.marker = paragraph.marker._replace(rank=paragraph.marker.rank + _INSIDE)


def is_heading(masked: str, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a marked paragraph is a heading: a part or section, or words without end that others stand under."""
    marker = paragraph.marker
    if marker is None or marker.style in {"dash", "plus"}:
        return False
    words = masked[marker.end : paragraph.end].rstrip()
    if marker.style in {"part", "roman", "capital"}:
        return len(words) < 400
    if ENDED.search(words[-4:]) or following is None or following.kind not in {"body", "closing"}:
        return False
    return following.marker is None or following.marker.rank > marker.rank or marker.style == "star"


def assign_kinds(masked: str, paragraphs: list[Paragraph]) -> None:
    """What each paragraph is; "body" is what stands between the preamble and the end.

    Reads: paragraphs. Writes: `kind` of each, and the names of what is attached.
    """
    _Kinds(masked, paragraphs).run()


def assign_sections(masked: str, paragraphs: list[Paragraph]) -> None:
    """The path of each paragraph of the body, and what it stands under.

    Reads: paragraphs with kinds. Writes: `section` and `parent` of each, and the kind "closing".
    """
    _Tree(masked, paragraphs).run()
