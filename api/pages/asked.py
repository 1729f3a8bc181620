"""A question in words on a page: its words marked by what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..questions import Question


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the question: `kind` is "understood", "mended", "left" or "", and `title` what it was read as."""

    text: str
    kind: str = ""
    title: str = ""


def segments(question: str, read: Question) -> Iterator[Segment]:
    """The question cut where something begins or ends, each part marked by the first that it is part of."""
    marked = [("left", one) for one in read.left_out]
    marked += [("mended", one) for one in read.mended] + [("understood", one) for one in read.understood]
    cuts = sorted({0, len(question), *(end for _, one in marked for end in (one.start, one.end))})
    for start, end in pairwise(cuts):
        kind, piece = next(((kind, one) for kind, one in marked if one.start <= start and end <= one.end), ("", None))
        yield Segment(question[start:end], kind, (piece and piece.read) or "")
