"""Notes on what is to be carried out: "thực hiện các văn bản chỉ đạo của Trung ương¹" means the documents of note 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternation, table
from ..text import Layout
from ..text.paragraphs import NOTE, note_number
from .units import Unit, elements_of
from .verbs import carried_out

_REACH = 600  # characters before a mark within which the verb stands


@dataclass(frozen=True, slots=True)
class Noted:
    """A note whose documents are objects: its number, the unit that says so, and the quote's offsets."""

    number: str
    unit: Unit
    start: int
    end: int


def noted_objects(layout: Layout, unit: Unit) -> Iterator[Noted]:
    """The notes that stand on an object of thực hiện in a unit.

    Reads: the text, for the marks that the mask has blanked. Writes: nothing.
    """
    if unit.note or unit.quoted:
        return
    begins = sorted({*(e.start for e in elements_of(unit)), *(unit.at(c.end) for c in unit.citations)})
    for mark in NOTE.finditer(layout.text, unit.start, unit.origin[-1]):
        at = unit.at(mark.start())
        if not layout.mask[mark.start()].isspace():
            continue  # "m²" is a unit
        last = max(begins[max(0, bisect_right(begins, at - 1) - 1)], at - _REACH)
        words = unit.words[last:at]
        verb = carried_out(words, unit.zone)
        if verb and _is_document(words[verb.end :]):
            yield Noted(note_number(mark), unit, unit.origin[last + verb.start], mark.start())


@cache
def _noun() -> re.Pattern[str]:
    nouns = alternation(table("relations")["objects"]["nouns"], " ")
    return re.compile(rf"(?:\S{{1,9}}\s{{1,3}}){{0,6}}?{nouns}(?!\w)")


def _is_document(words: str) -> bool:
    """Whether the words between verb and mark are a document's, and not what is done by it."""
    bare = words.strip()
    return (
        len(bare) < 500
        and _noun().match(bare) is not None
        and not re.search(r"(?<!\w)(?:theo|quy định tại)(?!\w)", bare)
    )
