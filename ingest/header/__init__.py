"""The document itself: type, number, date, issuer, signer, title, place, recipients.

lines       lines and cells
marks       motto, number, place and date, which have shapes of their own
head        letterhead, type and title
signature   who signed, and as what
recipients  "Nơi nhận"
issuer      whose document it is, and where
"""

from __future__ import annotations

import re

from ..agencies import Home, find_agencies
from ..dates import find_dates
from ..identity import document_id
from ..lexicon import fold_same_length, table
from ..model import Document
from ..places import Place, find_place, printed_place
from ..text import Layout
from .head import Head, read_head
from .issuer import jurisdiction_of, read_issuer
from .recipients import read_recipients
from .signature import end_lines, read_signature

__all__ = ["home_of", "plan_year", "read_header"]

# A year that is none of a date and of no range: "công tác dân số năm 2024", not "tháng 6 năm 2020", "năm 2024-2025".
_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )năm\s{1,3}(?P<year>20\d\d)(?!\s{0,3}[-/]\s{0,3}20)(?!\d)")
_PASSED = re.compile(r"thông\s{1,9}qua\s{1,9}(?=ngày)|thời\s{1,9}gian\s{1,9}ký\s{0,9}:?|ngày\s{1,9}ký\s{0,9}:?")
_SIGNING = 300  # characters after "thông qua" within which its date stands


def read_header(layout: Layout) -> Document:
    """What the text says of the document itself; what it does not say is None or empty.

    Reads: the layout. Writes: nothing.
    """
    head = read_head(layout)
    ending = end_lines(layout, head.end)
    signature = read_signature(ending)
    issuer = read_issuer(layout, head, signature)
    kind = head.type or _type_of_symbol(head)
    number = head.number.value if head.number else None
    symbol = head.number.symbol if head.number else None
    issued = _issued(layout, head)
    named = _is_named(kind) and not (number or symbol)
    return Document(
        type=kind,
        number=number,
        symbol=symbol,
        issued=issued,
        place=head.dated.place if head.dated else None,
        issuer=issuer.name,
        signer=signature.signer,
        signer_title=signature.title,
        title=head.title,
        jurisdiction=jurisdiction_of(layout, issuer.place),
        recipients=read_recipients(layout, ending),
        id=document_id(
            kind,
            number or symbol,
            issued,
            issuer.name,
            name=f"{kind} {head.title}" if named and head.title else None,
            title=head.title,
        ),
    )


def _is_named(kind: str | None) -> bool:
    """Whether a type is cited by name alone: laws and codes."""
    return any(row["name"] == kind and row.get("number") == "name" for row in table("document_types")["type"])


def _type_of_symbol(head: Head) -> str | None:
    """The type of a document without type line: what its symbol says, else a letter. In the symbol of a letter, which
    has a subject, only what stands first is a type: "312/PNN-KL" is a letter about forests."""
    symbol = head.number.symbol if head.number else None
    parts = re.split(r"[-/]", symbol or "")
    for part in parts[: 1 if head.title else None]:
        for row in table("document_types")["type"]:
            if part in row.get("symbols", ()):
                return str(row["name"])
    return str(table("header")["letter"]) if symbol or head.title else None


def _issued(layout: Layout, head: Head) -> str | None:
    """The date of the date line; else the day of passing or signing; else the year of the number, or the year that the
    document is for."""
    if head.dated and head.dated.iso:
        return head.dated.iso
    year = head.number.year if head.number else None
    return _passed(layout) or _attached(layout, head) or year or _year_of(layout, head)


def _passed(layout: Layout) -> str | None:
    """The day on which a law or a resolution was passed, or that a digital signature shows."""
    for match in _PASSED.finditer(layout.folded):
        dates = find_dates(layout.mask, match.end(), min(match.end() + _SIGNING, len(layout.mask)))
        if dates and not layout.folded[match.end() : dates[0].start].strip():
            return dates[0].iso
    return None


def _attached(layout: Layout, head: Head) -> str | None:
    """The date of what something on its own is attached to: "(Ban hành kèm theo Quyết định … ngày …)"."""
    words = layout.mask[head.end : head.end + _SIGNING]
    if not re.match(r"\s{0,9}\(\s?(?:ban|kèm)\s{1,9}(?:hành|theo)", fold_same_length(words)):
        return None
    dates = find_dates(layout.mask, head.end, head.end + max(words.find(")"), 0))
    return dates[0].iso if dates else None


def _year_of(layout: Layout, head: Head) -> str | None:
    """The year in the title, or in the words that end the preamble."""
    for words in (head.title or "", layout.mask[head.end : head.end + 2000]):
        match = _YEAR.search(fold_same_length(words))
        if match:
            return match["year"]
    return None


def _elsewhere(name: str, within: Place | None, date: str | None) -> Place | None:
    """A place that is in none of those printed before it: the one of this name anywhere, or, as the gazetteer has no
    communes before 2025 and several of a name, a commune as it is printed."""
    printed = printed_place(name, within)
    commune = printed is not None and printed.level == "xã"
    return printed if commune and within else find_place(name, date=date) or (printed if commune else None)


def home_of(document: Document) -> Home:
    """Where the document is from, for resolving what it names: its places, its level, its date, its issuer.

    Reads: the document. Writes: nothing.
    """
    place: Place | None = None
    for name in document.jurisdiction:
        place = find_place(name, within=place, date=document.issued) or _elsewhere(name, place, document.issued)
    if place:
        return Home(place.chain, place.level, document.issued, document.issuer)
    mention = next(iter(find_agencies(document.issuer or "")), None)
    level = mention.level if mention and mention.level else "trung ương" if document.issuer else "tỉnh"
    return Home((), level, document.issued, document.issuer)


def plan_year(layout: Layout, document: Document) -> int | None:
    """The year that a plan is for, by which "trước ngày 10/5" has its year: the one that title or preamble names if
    it is that of the issue or the next, else that of the issue.

    Reads: the document, the layout's beginning. Writes: nothing.
    """
    issued = int(document.issued[:4]) if document.issued else None
    preamble = " ".join(layout.mask[b.start : b.end] for b in layout.blocks[:60] if b.kind == "preamble")
    for words in (document.title or "", preamble[-400:]):
        for match in _YEAR.finditer(fold_same_length(words)):
            year = int(match["year"])
            if issued is None or year in {issued, issued + 1}:
                return year
    return issued
