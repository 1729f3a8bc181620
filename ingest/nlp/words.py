"""A spaCy tokenizer that cuts Vietnamese words with underthesea, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from sys import intern

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from underthesea.pipeline.text_normalize.character_normalize import normalize_characters_in_text
from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

from ..memory import remember
from .weights import joins

# As many characters are cut at a time: the model looks at all of them before it says anything.
_LINE = re.compile(r"[^\n]{1,10000}|\n+")
_RUN = re.compile(r"\S+")
_PIECE = re.compile(r"\s+|\S+")
# What underthesea's pattern takes exponential time for, where dots follow ("http://......"), or quadratic, is one word.
_ADDRESS = re.compile(r"(?:ftp|http)s?:|\.[a-z]{2,13}/")
_LONGEST = 100
# What its pattern takes for a word after a dozen other things: letters between blanks, which most of a text is.
# The blank before a word is taken with it, so that none of those things is looked for there.
_TOKEN = re.compile(rf"\s?+(?P<token>[^\W\d_]++(?=[\s,;)]|$)|{patterns.pattern})", patterns.flags)

TOKENIZER = "nghiavu.underthesea.v1"
# Where a `Doc` keeps its text: spaCy puts it together anew from its tokens, each time that it is asked for.
TEXT = "nghiavu.text"
Pieces = tuple[tuple[str, ...], tuple[bool, ...]]


def spans(line: str) -> Iterator[tuple[int, int]]:
    """Where each word stands. What underthesea's pattern leaves out (a few signs) is in none."""
    normal: str = normalize_characters_in_text(line)  # type: ignore[no-untyped-call]
    if len(normal) != len(line):  # decomposed text, which is the caller's to compose
        normal = line
    tokens = _tokens(normal)
    if not tokens:
        return
    goes_on = joins()([intern(normal[start:end]) for start, end in tokens])
    start = tokens[0][0]
    for (_, end), (following, _), joined in zip(tokens, tokens[1:], goes_on[1:], strict=False):
        if not joined or normal[end:following].strip():
            yield start, end
            start = following
    yield start, tokens[-1][1]


def _tokens(line: str) -> list[tuple[int, int]]:
    words = line.split()
    if not words:
        return []
    if max(map(len, words)) <= _LONGEST and not _ADDRESS.search(line):
        return [match.span("token") for match in _TOKEN.finditer(line)]
    found = []
    for run in _RUN.finditer(line):
        whole = len(run.group()) > _LONGEST or _ADDRESS.search(run.group())
        found += [run.span()] if whole else [match.span("token") for match in _TOKEN.finditer(line, *run.span())]
    return found


@remember(longest=1_000)
def pieces(line: str) -> Pieces:
    """A line as spaCy wants it: words, signs and runs of white space; and for each whether one space follows, which is
    then in no other piece."""
    found: list[str] = []
    spaced: list[bool] = []
    cursor = 0
    for start, end in (*spans(line), (len(line), len(line))):
        for piece in _PIECE.findall(line, cursor, start) if cursor < start else ():
            joins_on = piece[0] == " " and bool(found) and not spaced[-1] and not found[-1].isspace()
            if joins_on:
                spaced[-1] = True
            if rest := piece[1:] if joins_on else piece:
                found.append(intern(rest))
                spaced.append(False)
        if start < end:
            found.append(intern(line[start:end]))
            spaced.append(False)
        cursor = end
    return tuple(found), tuple(spaced)


class UndertheseaTokenizer:
    """Cuts a text into words; the text of the `Doc` equals the text it was given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for line in _LINE.findall(text):
            found, spaced = pieces(line) if line[0] != "\n" else ((line,), (False,))
            words += found
            spaces += spaced
        return Doc(self.vocab, words=words, spaces=spaces, user_data={TEXT: text})

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> UndertheseaTokenizer:
        return self

    def to_disk(self, _path: str, **_: object) -> None:
        """Nothing to keep: the model belongs to underthesea."""

    def from_disk(self, _path: str, **_: object) -> UndertheseaTokenizer:
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], UndertheseaTokenizer]:
    return lambda nlp: UndertheseaTokenizer(nlp.vocab)
