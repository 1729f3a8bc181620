"""The document itself: type, number, date, issuer, signer, title, place, recipients.

lines    lines and cells, with number, date and motto cut out
head     letterhead, type and title
ends     signature and recipients
issuer   whose document it is, and where
"""

from __future__ import annotations

import re

from ..agencies import Home, find_agencies
from ..identity import document_id
from ..lexicon import fold_same_length, table
from ..model import Document
from ..places import Place, find_place
from ..text import Layout
from .ends import read_recipients, read_signature
from .head import Head, read_head
from .issuer import jurisdiction_of, read_issuer

__all__ = ["home_of", "plan_year", "read_header"]

_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )năm\s{1,3}(?P<year>20\d\d)(?!\s{0,3}[-–]\s{0,3}20)(?!\d)")


def read_header(layout: Layout) -> Document:
    """What the text says of the document itself; what it does not say is None or empty.

    Reads: the layout. Writes: nothing.
    """
    head = read_head(layout)
    signature = read_signature(layout, head.end)
    issuer = read_issuer(layout, head, signature, _body_start(layout, head))
    kind = head.type or _type_of_symbol(head)
    number, symbol = _number(head)
    issued = _issued(layout, head)
    name = (
        f"{kind} {head.title}"
        if number is None and symbol is None and kind in {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}
        else None
    )
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
        recipients=read_recipients(layout, head.end),
        id=document_id(kind, number or symbol, issued, issuer.name, name=name, title=head.title),
    )


def _body_start(layout: Layout, head: Head) -> int:
    starts = [b.start for b in layout.blocks if b.kind in {"heading", "item"} and b.start >= head.end]
    return min(starts, default=len(layout.text))


def _number(head: Head) -> tuple[str | None, str | None]:
    """(number as it should read, symbol)."""
    printed = head.number
    if printed is None:
        return None, None
    if printed.count is None:
        return None, printed.symbol
    count = printed.count.zfill(2)
    parts = [part for part in (count, printed.year) if part]
    if printed.symbol is None:
        return "/".join(parts), None
    joint = "-" if re.fullmatch(r"[^/]+/(?:TW|TU|HU|ĐU|QU)", printed.symbol) else "/"
    return "/".join(parts) + joint + printed.symbol, printed.symbol


def _type_of_symbol(head: Head) -> str | None:
    """The type of a document without type line: what its symbol says, else a letter."""
    symbol = head.number.symbol if head.number else None
    for part in re.split(r"[-/]", symbol or ""):
        for row in table("document_types")["type"]:
            if part in row.get("symbols", ()):
                return str(row["name"])
    return str(table("header")["letters"]["type"]) if symbol or head.title else None


def _issued(layout: Layout, head: Head) -> str | None:
    """The date of the date line; else the day it was passed; else the year of its number, or that it is for."""
    if head.dated and head.dated.iso:
        return head.dated.iso
    if head.number and head.number.year:
        return head.number.year
    years = [match["year"] for match in _YEAR.finditer(fold_same_length(head.title or ""))]
    return years[0] if years else None


def home_of(document: Document) -> Home:
    """Where the document is from, for resolving what it names: its places, its level, its date, its issuer.

    Reads: the document. Writes: nothing.
    """
    place: Place | None = None
    for name in document.jurisdiction:
        place = find_place(name, within=place, date=document.issued) or find_place(name, date=document.issued)
    if place:
        return Home(place.chain, place.level, document.issued, document.issuer)
    mention = next(iter(find_agencies(document.issuer or "")), None)
    level = mention.level if mention and mention.level else "trung ương" if document.issuer else "tỉnh"
    return Home((), level, document.issued, document.issuer)


def plan_year(layout: Layout, document: Document) -> int | None:
    """The year that a plan is for, by which "trước ngày 10/5" has its year: the title's, else that of its issue."""
    issued = int(document.issued[:4]) if document.issued else None
    title = fold_same_length(document.title or "")
    for match in _YEAR.finditer(title):
        year = int(match["year"])
        if issued is None or year in {issued, issued + 1}:
            return year
    return issued
