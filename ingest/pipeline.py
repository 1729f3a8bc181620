"""From a text to its record."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

from .model import Record
from .nlp import highlight, pipeline

# What stands where a text holds what is no character.
_UNKNOWN = "\ufffd"
_HALVES = re.compile("[\ud800-\udfff]")
# As many marks may a letter have: more than in any script, and what Unicode's stream-safe form allows. To put marks in
# order takes time that grows with the square of their number.
_PILE = 30


def extract(text: str, *, name: str | None = None) -> Record:
    """Everything the text says: documents, agencies, duties, and how they hang together.

    `name` is kept as the record's `source`. Nothing in a text raises: an odd one gives fewer finds and a warning.
    Offsets are code points of `text` as given, in whatever Unicode form it is; names are in NFC.

    Reads: the text. Writes: nothing; the same text gives the same record.
    """
    composed, origin = _compose(text)
    doc = pipeline()(composed, disable=["spans"])
    record = Record(
        source=name,
        document=doc._.document,
        citations=doc._.citations,
        relations=doc._.relations,
        agencies=doc._.record_agencies,
        obligations=doc._.duties,
        plan_targets=doc._.plan_targets,
        unassigned=doc._.unassigned,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        warnings=_warnings(doc._.document),
    )
    return record if origin is None else _at_origin(record, origin, text)


def show(text: str, *, name: str | None = None) -> str:
    """The text as a page of HTML with everything found highlighted in place, for checking by eye."""
    return highlight(pipeline()(_compose(text)[0]), name or "Nghiavu")


def _warnings(document: Any) -> tuple[str, ...]:
    missing = [field for field in ("type", "issuer", "issued") if not getattr(document, field)]
    return tuple(f"the text does not say the document's {field}" for field in missing)


def _compose(text: str) -> tuple[str, Sequence[int] | None]:
    """The text in NFC, and for each of its offsets the one in `text`; None where they are the same.

    Half of a surrogate pair, and the marks of a letter beyond `_PILE`, are U+FFFD in it.
    """
    whole = text if _is_utf8(text) else _HALVES.sub(_UNKNOWN, text)
    if unicodedata.is_normalized("NFC", whole):
        return whole, None if whole is text else range(len(text) + 1)
    pieces: list[str] = []
    origin = array("L")
    for start, end in _letters(whole):
        kept = min(end, start + 1 + _PILE)
        piece = unicodedata.normalize("NFC", whole[start:kept]) + _UNKNOWN * (end - kept)
        pieces.append(piece)
        origin.extend(range(start, end) if len(piece) == end - start else [start] * len(piece))
    origin.append(len(text))
    return "".join(pieces), origin


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Where each letter stands with its marks."""
    start = 0
    for end in (i for i in range(1, len(text)) if not unicodedata.combining(text[i])):
        yield start, end
        start = end
    yield start, len(text)


def _at_origin(value: Any, origin: Sequence[int], text: str) -> Any:
    """The same values with offsets into, and quotes from, the text as it was given."""
    if isinstance(value, tuple):
        return tuple(_at_origin(item, origin, text) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _at_origin(getattr(value, f.name), origin, text) for f in fields(value)}
    if isinstance(changed.get("start"), int) and isinstance(changed.get("end"), int):
        changed["start"], changed["end"] = origin[changed["start"]], origin[changed["end"]]
        quote = "evidence" if "evidence" in changed else "text"
        changed[quote] = text[changed["start"] : changed["end"]]
    return replace(value, **changed)
