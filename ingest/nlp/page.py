"""A page of HTML that shows a text with everything found in it, drawn by displaCy."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from spacy import displacy
from spacy.tokens import Doc, Span

from ..model import Obligation

# Colours of what is drawn; a duty has that of its role.
_COLOURS = {
    "lead": "#8fbc8f",
    "cooperate": "#b0c4de",
    "requested": "#dda0dd",
    "responsible": "#c5d9a4",
    "body": "#ffd37f",
    "document": "#f4a6a6",
    "deadline": "#9fd3e8",
    "target": "#d2b48c",
}
_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font-family: sans-serif; margin: 2rem auto; max-width: 60rem }}
.spans {{ margin-bottom: 1rem }} .spans span span span {{ white-space: nowrap }}</style>
</head><body><h1>{title}</h1>
{body}
</body></html>
"""


def highlight(doc: Doc, title: str) -> str:
    """A page of HTML that shows the text with everything found in it underlined in place, drawn by displaCy.

    Duties carry their role and section, documents and bodies their identity, deadlines what they were read as.
    """
    drawn = tuple(
        (span.start, span.end, label, note)
        for start, end, label, note in _drawn(doc)
        if isinstance(span := doc.char_span(start, end, alignment_mode="expand"), Span)
    )
    lines = [_line(doc, start, end, drawn) for start, end in _lines_of(doc)]
    body = displacy.render(lines, style="span", manual=True, options={"colors": _COLOURS}, jupyter=False)
    return _PAGE.format(title=html.escape(title), body=body)


def _lines_of(doc: Doc) -> Iterator[tuple[int, int]]:
    """The tokens of each line: displaCy knows no line ends, so that each line is drawn as a text of its own."""
    start = 0
    for token in doc:
        if "\n" in token.text:
            if start < token.i:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def _line(doc: Doc, start: int, end: int, drawn: tuple[tuple[int, int, str, str], ...]) -> dict[str, Any]:
    spans = [
        {"start_token": max(first, start) - start, "end_token": min(last, end) - start, "label": label, "kb_id": note}
        for first, last, label, note in drawn
        if first < end and start < last
    ]
    return {"text": doc[start:end].text, "tokens": [token.text for token in doc[start:end]], "spans": spans}


def _drawn(doc: Doc) -> Iterator[tuple[int, int, str, str]]:
    for duty in doc._.duties:
        yield duty.start, duty.end, duty.role, duty.section
        for target in duty.targets:
            yield target.start, target.end, "target", f"{target.comparator} {target.value:g} {target.unit}"
        for start, end in _pieces_of(doc.text, duty):
            yield start, end, "deadline", str(duty.deadline.due or duty.deadline.kind)
    for mention in doc._.mentions:
        yield mention.start, mention.end, "body", mention.name
    for citation in doc._.citations:
        yield citation.start, citation.end, "document", citation.id or citation.status


def _pieces_of(text: str, duty: Obligation) -> Iterator[tuple[int, int]]:
    """Where the words of a deadline stand in its duty; one that a line beside the duty states is not drawn."""
    for piece in duty.deadline.text.split(" | ") if duty.deadline else ():
        start = text.find(piece, duty.start, duty.end)
        if start >= 0:
            yield start, start + len(piece)
