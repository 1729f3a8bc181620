"""The spaCy pipeline: underthesea cuts the words, the finders are its components.

    layout → header → agencies → citations → obligations → relations

A component reads what earlier ones wrote under `doc._` and writes its own values there, and the same finds as spans in
`doc.spans`, for displaCy and for other people's components. The finders run on the raw text, not on the tokens: they
carry exact offsets, and a span is the find widened to whole tokens.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

# Not `from underthesea import …`: the package's front door loads every model it has.
from underthesea.pipeline.word_tokenize import word_tokenize

from .agencies import find_agencies
from .citations import find_citations
from .header import home_of, plan_year, read_header
from .model import Obligation
from .obligations import find_obligations
from .relations import find_relations
from .text import lay_out

COMPONENTS = ("layout", "header", "agencies", "citations", "obligations", "relations")
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

for _attribute in ATTRIBUTES:
    Doc.set_extension(_attribute, default=None, force=True)


@lru_cache(maxsize=20_000)
def _words(paragraph: str) -> tuple[str, ...]:
    """The words of one paragraph. Administrative paragraphs repeat from plan to plan, hence the cache."""
    return tuple(word_tokenize(paragraph, use_token_normalize=False))  # type: ignore[no-untyped-call]


def _spans(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where each word stands: looked for, not counted, as underthesea drops a few signs and spaces others out."""
    cursor = 0
    for word in _words(paragraph):
        syllables = word.split()
        start = paragraph.find(syllables[0], cursor) if syllables else -1
        if start < 0:
            continue
        end = start + len(syllables[0])
        for syllable in syllables[1:]:
            found = paragraph.find(syllable, end)
            if found < 0 or paragraph[end:found].strip():
                yield start, end
                start = found if found >= 0 else end
            end = found + len(syllable) if found >= 0 else end
        if start < end:
            yield start, end
        cursor = end


def _pieces(text: str) -> Iterator[str]:
    """Words, signs and runs of white space that give the text back when joined."""
    for line in re.finditer(r"[^\n]+|\n+", text):
        paragraph, cursor = line.group(), 0
        for start, end in _spans(paragraph) if paragraph.strip() else ():
            yield from re.findall(r"\s+|\S+", paragraph[cursor:start])
            yield paragraph[start:end]
            cursor = end
        yield from re.findall(r"\s+|\S+", paragraph[cursor:])


class UndertheseaTokenizer:
    """A spaCy tokenizer that cuts Vietnamese words with underthesea; `doc.text` equals the text it was given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            spaced = piece[0] == " " and bool(spaces) and not spaces[-1] and not words[-1].isspace()
            if spaced:
                spaces[-1] = True
            if rest := piece[1:] if spaced else piece:
                words.append(rest)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> UndertheseaTokenizer:
        return self

    def to_disk(self, _path: str, **_: object) -> None:
        """Nothing to keep: the model belongs to underthesea."""

    def from_disk(self, _path: str, **_: object) -> UndertheseaTokenizer:
        return self


@registry.tokenizers("nghiavu.underthesea.v1")  # type: ignore[untyped-decorator]
def _make_tokenizer() -> Callable[[Language], UndertheseaTokenizer]:
    return lambda nlp: UndertheseaTokenizer(nlp.vocab)


def _show(doc: Doc, key: str, finds: Iterable[tuple[int, int, str, str]]) -> None:
    """Keep (start, end, label, id) as spans of whole tokens under `doc.spans[key]`."""
    spans = (
        doc.char_span(start, end, label=label, span_id=identity, alignment_mode="expand")
        for start, end, label, identity in finds
    )
    doc.spans[key] = [span for span in spans if isinstance(span, Span)]


@Language.component("layout", assigns=["doc._.layout", "doc.spans"])
def layout(doc: Doc) -> Doc:
    """Reads: doc.text. Writes: doc._.layout, doc.spans["blocks"]."""
    doc._.layout = lay_out(doc.text)
    _show(doc, "blocks", ((b.start, b.end, b.kind, b.section or "") for b in doc._.layout.blocks))
    return doc


@Language.component("header", requires=["doc._.layout"], assigns=["doc._.document", "doc._.home"])
def header(doc: Doc) -> Doc:
    """Reads: doc._.layout. Writes: doc._.document, doc._.home."""
    doc._.document = read_header(doc._.layout)
    doc._.home = home_of(doc._.document)
    return doc


@Language.component("agencies", requires=["doc._.layout"], assigns=["doc._.mentions", "doc.spans"])
def agencies(doc: Doc) -> Doc:
    """Reads: doc._.layout. Writes: doc._.mentions, doc.spans["agencies"]."""
    doc._.mentions = find_agencies(doc._.layout.mask)
    _show(doc, "agencies", ((m.start, m.end, "AGENCY", m.name) for m in doc._.mentions))
    return doc


@Language.component(
    "citations",
    requires=["doc._.layout", "doc._.home", "doc._.document", "doc._.mentions"],
    assigns=["doc._.citations", "doc.spans"],
)
def citations(doc: Doc) -> Doc:
    """Reads: layout, home, document, mentions. Writes: doc._.citations, doc.spans["citations"]."""
    doc._.citations = find_citations(doc._.layout, home=doc._.home, issued=doc._.document.issued, bodies=doc._.mentions)
    _show(doc, "citations", ((c.start, c.end, "CITATION", c.id or "") for c in doc._.citations))
    return doc


@Language.component(
    "obligations",
    requires=["doc._.layout", "doc._.home", "doc._.document", "doc._.mentions", "doc._.citations"],
    assigns=["doc._.duties", "doc._.record_agencies", "doc._.unassigned", "doc._.plan_targets", "doc.spans"],
)
def obligations(doc: Doc) -> Doc:
    """Reads: layout, home, document, mentions, citations. Writes: duties, bodies, tasks, aims; spans "obligations"."""
    year = plan_year(doc._.layout, doc._.document)
    found = find_obligations(doc._.layout, doc._.home, year, doc._.citations, doc._.mentions)
    doc._.duties, doc._.record_agencies, doc._.unassigned, doc._.plan_targets = found
    _show(doc, "obligations", ((o.start, o.end, "OBLIGATION", o.section) for o in doc._.duties))
    return doc


@Language.component(
    "relations", requires=["doc._.layout", "doc._.document", "doc._.citations"], assigns=["doc._.relations"]
)
def relations(doc: Doc) -> Doc:
    """Reads: doc._.layout, document, citations. Writes: doc._.relations, doc.spans["relations"]."""
    doc._.relations = find_relations(doc._.layout, doc._.document, doc._.citations)
    _show(doc, "relations", ((r.start, r.end, r.type, r.basis or "") for r in doc._.relations))
    return doc


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


@cache
def pipeline() -> Language:
    """The one pipeline of the process. `spacy.blank("vi")` alone would ask for pyvi, hence the tokenizer by name."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "nghiavu.underthesea.v1"}}})
    for component in COMPONENTS:
        nlp.add_pipe(component)
    nlp.max_length = 10**9  # the limit guards parsers and NER models; none is here
    return nlp
