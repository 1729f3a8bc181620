"""All relations of a text, each once, with its strongest basis."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from ..header.head import read_head
from ..lexicon import fold, fold_same_length
from ..model import Citation, Document, DocumentRef, Relation
from ..text import Block, Layout
from .notes import noted_objects
from .units import Unit, units_of
from .verbs import introduced, passive
from .walk import Found, Governor, Walk, amends_by_name

_STRENGTH = {"preamble": 0, "title": 1, "task": 2, None: 3}


def find_relations(layout: Layout, document: Document, citations: tuple[Citation, ...]) -> tuple[Relation, ...]:
    """What the text says that it, or a document it cites, does to another; one entry for each source, type and target.

    Reads: layout, document, citations. Writes: relations in text order, each with the quote that says it.
    """
    others = tuple(citation for citation in citations if citation.id is None or citation.id != document.id)
    units = tuple(units_of(layout, read_head(layout), others))
    found = [_relation(layout, one) for one in _all(layout, document, units, others)]
    best: dict[tuple[object, ...], Relation] = {}
    begin = units[0].start if any(map(_is_own_type, units)) else 0
    named = tuple(citation for citation in others if citation.start >= begin)
    for relation in (*found, *_amended_by_name(named)):
        key = (_key(relation.source), relation.type, _key(relation.target))
        known = best.get(key)
        if key[0] != key[2] and (known is None or _STRENGTH[relation.basis] < _STRENGTH[known.basis]):
            best[key] = relation
    return tuple(sorted(best.values(), key=lambda relation: (relation.start, relation.end)))


def _key(party: DocumentRef | str) -> object:
    if isinstance(party, str):
        return party
    return (party.id, fold(party.number or re.sub(r"\s+năm \d{4}$", "", party.name or "")))


def _relation(layout: Layout, found: Found) -> Relation:
    return Relation(
        found.source,
        found.type,
        found.target,
        found.unit.zone if "self" in {found.source, found.target} else None,
        layout.text[found.start : found.end],
        found.start,
        found.end,
        found.unit.section,
        found.citation.provision,
    )


def _all(
    layout: Layout, document: Document, units: tuple[Unit, ...], citations: tuple[Citation, ...]
) -> Iterator[Found]:
    """What each unit says, notes with what their marks say of them."""
    previous: Walk | None = None
    notes: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.note:
            notes.setdefault(unit.note, []).append(unit)
    merged = document.type == "Văn bản hợp nhất" or (document.symbol or "").startswith("VBHN")
    for unit in units:
        inherited = _inherited(layout, unit, previous, citations)
        if merged and unit.zone == "preamble" and inherited is None:
            inherited, merged = Governor("CONSOLIDATES"), False  # the merged act stands before those that amended it
        stopped = unit.lead is None and previous is not None and previous.unit.words.rstrip().endswith(".")
        walk = Walk(unit, document, inherited, after_stop=stopped)
        yield from walk.run()
        previous = walk
        for note in noted_objects(layout, unit):
            of_number = notes.get(note.number, [])
            after = bisect_right(of_number, note.start, key=attrgetter("start"))
            for found in (one for noted in of_number[after : after + 1] for one in _implemented(noted, document)):
                yield Found("self", found.type, found.target, found.citation, note.start, note.end, unit)


def _implemented(noted: Unit, document: Document) -> Iterator[Found]:
    """What the text implements by the words of a note."""
    return (found for found in Walk(noted, document, Governor("IMPLEMENTS")).run() if found.source == "self")


def _inherited(layout: Layout, unit: Unit, previous: Walk | None, citations: tuple[Citation, ...]) -> Governor | None:
    """What a unit that begins with a document goes on with: the words that introduce its list, or what stands before
    it."""
    if unit.quoted or unit.note:
        return None
    if _is_own_type(unit):
        return Governor("AMENDS")
    if unit.lead is not None:
        return _led(layout, unit.lead, citations)
    if previous is None or previous.unit.note or previous.unit.part != unit.part:
        return None
    return _beside(layout, unit, previous.unit) or _going_on(layout, unit, previous)


def _led(layout: Layout, lead: Block, citations: tuple[Citation, ...]) -> Governor | None:
    """What the words before a list say of its members: "Bãi bỏ các văn bản sau:", "Luật A được sửa đổi bởi:"."""
    words = " ".join(fold_same_length(layout.mask[lead.start : lead.end]).split())
    first = bisect_left(citations, lead.start, key=attrgetter("start"))
    changed = [one for one in citations[first : first + 1] if one.start < lead.end and passive(words)]
    if changed:
        return Governor("AMENDS", changed[0].ref, backwards=True)
    kind = introduced(words)
    return Governor(kind) if kind else None


def _beside(layout: Layout, unit: Unit, before: Unit) -> Governor | None:
    """What a cell says of the document in one before it: "| Quyết định số 5 | Được thay thế bằng Quyết định số 7 |"."""
    if not (unit.citations and before.citations and _ROW.fullmatch(layout.text, before.origin[-1], unit.start)):
        return None
    changed = passive(unit.words[: unit.at(unit.citations[0].start)])
    if changed is None or changed.start:
        return None
    return Governor(changed.type, before.citations[0].ref, backwards=True)


def _going_on(layout: Layout, unit: Unit, previous: Walk) -> Governor | None:
    """What goes on over a paragraph that ends with a semicolon, or over a line."""
    if previous.level is None:
        return None
    end = previous.unit.origin[-1]
    listed = previous.level.type == "BASED_ON" and layout.mask[max(0, end - 9) : end].rstrip().endswith((";", ","))
    wrapped = unit.zone == previous.unit.zone and layout.text[end : unit.start].strip("*_ ") == "\n"
    return previous.level if (listed and unit.zone == "preamble") or wrapped else None


# From one cell of a row to another.
_ROW = re.compile(r"[^\n]{0,300}\|[ \t*_]{0,9}")


def _is_own_type(unit: Unit) -> bool:
    """Whether the first citation of a title takes in the type line above it: "LUẬT / SỬA ĐỔI … LUẬT A SỐ 1/…"."""
    begins = unit.zone == "title" and bool(unit.citations) and unit.citations[0].start < unit.start
    return begins and unit.words.startswith(("sửa đổi", "bổ sung"))


_LAW = re.compile(r"(?<!\w)(?=(?:Luật|Bộ luật|Pháp lệnh)\s)")


def _amended_by_name(citations: tuple[Citation, ...]) -> Iterator[Relation]:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B" amends A and B."""
    known = {fold(citation.name): citation.ref for citation in citations if citation.name}
    for citation in citations:
        amending = amends_by_name(citation)
        parts = _LAW.split((citation.name or "")[amending.end() :]) if amending else []
        for name in (re.sub(r"(?:,|\s+và)\s*$", "", part).strip() for part in parts):
            if name:
                target = known.get(fold(name)) or DocumentRef(name.split(maxsplit=1)[0], None, name)
                span = (citation.text, citation.start, citation.end)
                yield Relation(citation.ref, "AMENDS", target, None, *span, citation.section)
