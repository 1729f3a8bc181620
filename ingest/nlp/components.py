"""The finders as components of spaCy.

    layout → header → agencies → citations → obligations → relations → spans

A component reads what earlier ones wrote under `doc._` and writes its own values there; the last shows the same finds
in `doc.spans`, for displaCy and for other people's components. The finders run on the raw text, not on the tokens:
they carry exact offsets, and a span is the find widened to whole tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from ..agencies import find_agencies
from ..citations import find_citations
from ..header import home_of, plan_year, read_header
from ..obligations import find_obligations
from ..relations import find_relations
from ..text import lay_out
from .words import TEXT, TOKENIZER

# (start, end, label, id), in code points of the text
Shown = tuple[int, int, str, str]

COMPONENTS = ("layout", "header", "agencies", "citations", "obligations", "relations", "spans")
ATTRIBUTES = (
    "layout",
    "document",
    "home",
    "mentions",
    "citations",
    "duties",
    "record_agencies",
    "unassigned",
    "plan_targets",
    "relations",
)
# Words that spaCy keeps for ever, at about a thousand bytes each; a pipeline that knows as many is let go for a new
# one, which costs as much as a page.
_MOST_WORDS = 10_000

for _attribute in ATTRIBUTES:
    Doc.set_extension(_attribute, default=None, force=True)


@Language.component("layout", assigns=["doc._.layout"])
def layout(doc: Doc) -> Doc:
    """Reads: doc.text. Writes: doc._.layout."""
    doc._.layout = lay_out(doc.user_data.get(TEXT) or doc.text)
    return doc


@Language.component("header", requires=["doc._.layout"], assigns=["doc._.document", "doc._.home"])
def header(doc: Doc) -> Doc:
    """Reads: doc._.layout. Writes: doc._.document, doc._.home."""
    doc._.document = read_header(doc._.layout)
    doc._.home = home_of(doc._.document)
    return doc


@Language.component("agencies", requires=["doc._.layout"], assigns=["doc._.mentions"])
def agencies(doc: Doc) -> Doc:
    """Reads: doc._.layout. Writes: doc._.mentions."""
    doc._.mentions = find_agencies(doc._.layout.mask)
    return doc


@Language.component(
    "citations",
    requires=["doc._.layout", "doc._.home", "doc._.document", "doc._.mentions"],
    assigns=["doc._.citations"],
)
def citations(doc: Doc) -> Doc:
    """Reads: layout, home, document, mentions. Writes: doc._.citations."""
    doc._.citations = find_citations(doc._.layout, home=doc._.home, issued=doc._.document.issued, bodies=doc._.mentions)
    return doc


@Language.component(
    "obligations",
    requires=["doc._.layout", "doc._.home", "doc._.document", "doc._.mentions", "doc._.citations"],
    assigns=["doc._.duties", "doc._.record_agencies", "doc._.unassigned", "doc._.plan_targets"],
)
def obligations(doc: Doc) -> Doc:
    """Reads: layout, home, document, mentions, citations. Writes: duties, bodies, tasks, aims."""
    year = plan_year(doc._.layout, doc._.document)
    found = find_obligations(doc._.layout, doc._.home, year, doc._.citations, doc._.mentions)
    doc._.duties, doc._.record_agencies, doc._.unassigned, doc._.plan_targets = found
    return doc


@Language.component(
    "relations", requires=["doc._.layout", "doc._.document", "doc._.citations"], assigns=["doc._.relations"]
)
def relations(doc: Doc) -> Doc:
    """Reads: doc._.layout, document, citations. Writes: doc._.relations."""
    doc._.relations = find_relations(doc._.layout, doc._.document, doc._.citations)
    return doc


@Language.component(
    "spans",
    requires=["doc._.layout", "doc._.mentions", "doc._.citations", "doc._.duties", "doc._.relations"],
    assigns=["doc.spans"],
)
def spans(doc: Doc) -> Doc:
    """Reads: all that was found. Writes: doc.spans: "blocks", "agencies", "citations", "obligations", "relations".

    A record is made without it, as making spans takes spaCy as long as finding what they show.
    """
    starts: list[int] = doc.to_array("IDX").tolist()
    for key, shown in _shown(doc):
        doc.spans[key] = [
            Span(doc, bisect_right(starts, start) - 1, bisect_left(starts, end), label=label, span_id=identity)
            for start, end, label, identity in shown
            if start < end
        ]
    return doc


def _shown(doc: Doc) -> Iterator[tuple[str, Iterable[Shown]]]:
    found = doc._
    yield "blocks", ((block.start, block.end, block.kind, block.section or "") for block in found.layout.blocks)
    yield "agencies", ((body.start, body.end, "AGENCY", body.name) for body in found.mentions)
    yield "citations", ((one.start, one.end, "CITATION", one.id or "") for one in found.citations)
    yield "obligations", ((duty.start, duty.end, "OBLIGATION", duty.section) for duty in found.duties)
    yield "relations", ((one.start, one.end, one.type, one.basis or "") for one in found.relations)


@cache
def _pipeline() -> Language:
    # `spacy.blank("vi")` alone would ask for pyvi, hence the tokenizer by name.
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for component in COMPONENTS:
        nlp.add_pipe(component)
    nlp.max_length = 10**9  # the limit guards parsers and NER models; none is here
    return nlp


def pipeline() -> Language:
    """The pipeline of the process."""
    if len(_pipeline().vocab.strings) > _MOST_WORDS:
        _pipeline.cache_clear()
    return _pipeline()
