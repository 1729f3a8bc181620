"""A text with everything that was found in it, in place: cut into lines, and these into pieces of one kind.

Duties and tasks are stretches of text; bodies, citations, deadlines and aims are links that stand in them or outside.
What a link leads to is on this page or on another. A link cannot stand in a link, so of finds that overlap only the
longest is one. Bodies are found anew by the finder that the graph was made with, as the graph keeps them once a text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ingest.agencies import find_agencies
from ingest.agencies.find import AgencyMention
from ingest.text import lay_out

Row = Mapping[str, Any]

# What stands out in a line as a whole.
_LARGE = ("title", "heading")


@dataclass(frozen=True, slots=True)
class Find:
    """What is linked in a text: `kind` is "body", "citation", "deadline" or "aim"; `leads_to` an id of a thing, or
    None where the graph leaves it open; `row` what is known of it."""

    start: int
    end: int
    kind: str
    leads_to: str | None
    row: Row


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is all of one kind. `anchors` are offsets that other pages point to; `duty` is the row
    of the duty or task that it stands in, and `begins` says that the duty begins here."""

    text: str
    find: Find | None
    duty: Row | None
    begins: bool
    anchors: tuple[int, ...]
    markup: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text; `large` for headings and titles."""

    pieces: tuple[Piece, ...]
    large: bool


def marked(text: str, found: Sequence[Row], bodies: Sequence[Row], anchors: Iterable[int] = ()) -> list[Line]:
    """The lines of a text.

    `found` are rows of the query document_finds, `bodies` of agencies_of_plan, `anchors` more offsets to point to.
    """
    mask, large = _layout(text)
    duties = [row for row in found if row["kind"] in ("duty", "task")]
    finds = _apart([*_finds(text, found), *_bodies(text, bodies)])
    points = {row["start"] for row in found if row["start"] is not None} | {at for at in anchors if at < len(text)}
    marker = _Marker(text, mask, finds, duties, frozenset(points))
    return [Line(tuple(marker.pieces(start, end)), _any(large, start, end)) for start, end in _lines(text)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        if bare.strip():
            yield start, start + len(bare)
        start += len(line)


@lru_cache(maxsize=64)
def _layout(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without markup, as long as it is, and where its headings stand."""
    layout = lay_out(text)
    return layout.mask, tuple((block.start, block.end) for block in layout.blocks if block.kind in _LARGE)


def _any(stretches: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in stretches)


def _finds(text: str, found: Iterable[Row]) -> Iterator[Find]:
    for row in found:
        if row["kind"] == "citation":
            target = row["leads_to"][0]["id"] if row["leads_to"] else None
            yield Find(row["start"], row["end"], "citation", target, row)
        elif row["kind"] == "aim" and row["start"] is not None:
            yield Find(row["start"], row["end"], "aim", None, row)
        elif row["kind"] == "duty" and row["deadline"]:
            for piece in row["deadline"].split(" | "):
                start = text.find(piece, row["start"], row["end"])
                if start >= 0:
                    yield Find(start, start + len(piece), "deadline", row["id"], row)


def _bodies(text: str, bodies: Sequence[Row]) -> Iterator[Find]:
    """Where bodies are named. The finder wants composed characters, and their offsets must be those of the text."""
    if not unicodedata.is_normalized("NFC", text):
        return
    for mention in _mentions(text):
        row = _called(mention, bodies)
        if row is not None:
            yield Find(mention.start, mention.end, "body", row["agency"], row)


@lru_cache(maxsize=64)
def _mentions(text: str) -> tuple[AgencyMention, ...]:
    return find_agencies(_layout(text)[0])


def _called(mention: AgencyMention, bodies: Sequence[Row]) -> Row | None:
    """The one body of the document that a mention means; whose head is named, is named."""
    fitting = [row for row in bodies if row["name"] == mention.name]
    if not fitting and mention.officeholder:
        longest = max((row["name"] for row in bodies if mention.name.endswith(f" {row['name']}")), key=len, default="")
        fitting = [row for row in bodies if row["name"] == longest]
    if mention.level:
        fitting = [row for row in fitting if row["level"] == mention.level]
    if mention.place:
        fitting = [row for row in fitting if row["jurisdiction"] == mention.place.name]
    return fitting[0] if len(fitting) == 1 else None


def _apart(finds: Sequence[Find]) -> list[Find]:
    """Finds that do not overlap: of two that do the longer, or the earlier of two as long."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda one: (one.start - one.end, one.start)):
        at = bisect_left(kept, find.start, key=_start)
        beside = kept[max(at - 1, 0) : at + 1]
        if find.start < find.end and not any(one.start < find.end and find.start < one.end for one in beside):
            kept.insert(at, find)
    return kept


def _start(find: Find) -> int:
    return find.start


class _Marker:
    """Cuts lines at the ends of all that was found."""

    def __init__(
        self, text: str, mask: str, finds: Sequence[Find], duties: Sequence[Row], points: frozenset[int]
    ) -> None:
        self._text, self._mask, self._points = text, mask, points
        # The inner one last, so that it is what a stretch belongs to.
        self._duties = sorted(duties, key=lambda row: (row["start"], -row["end"]))
        self._finds = finds
        self._starts = [row["start"] for row in self._duties]
        # How far back a duty may begin that still goes on.
        self._longest = max((row["end"] - row["start"] for row in duties), default=0)
        self._cuts = sorted(
            points
            | {at for find in finds for at in (find.start, find.end)}
            | {at for row in duties for at in (row["start"], row["end"])}
        )

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a line."""
        some = slice(bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end))
        duties = [row for row in self._duties[some] if start < row["end"]]
        before = max(bisect_left(self._finds, start, key=_start) - 1, 0)
        finds = self._finds[before : bisect_left(self._finds, end, key=_start)]
        within = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        cuts = {start, end, *within, *self._markup(start, end)}
        for first, last in pairwise(sorted(cuts)):
            inside = [row for row in duties if row["start"] <= first < row["end"]]
            yield Piece(
                text=self._text[first:last],
                find=next((find for find in finds if find.start <= first < find.end), None),
                duty=inside[-1] if inside else None,
                begins=bool(inside) and inside[-1]["start"] == first,
                anchors=(first,) if first in self._points else (),
                markup=self._is_markup(first),
            )

    def _is_markup(self, at: int) -> bool:
        return self._mask[at] == " " and not self._text[at].isspace()

    def _markup(self, start: int, end: int) -> set[int]:
        """Where markup begins and ends; white space is of what is before it."""
        cuts = set()
        before = self._is_markup(start)
        for at in range(start + 1, end):
            if self._text[at].isspace():
                continue
            now = self._is_markup(at)
            if now != before:
                cuts.add(at)
            before = now
        return cuts
