"""The citations of a text, each with the documents of the graph that it may be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ingest  # not `from ingest import extract`: the word cutter is loaded with the first text, not with the service
from graph.queries import run
from graph.store import Store
from ingest.errors import InputError
from ingest.model import Citation

from .lookup import find_documents

Row = dict[str, Any]
FIELDS = ("text", "start", "end", "type", "number", "name", "date", "issuer", "provision", "id")
COLUMNS = (*FIELDS, "status", "documents")
STATUS = {0: "unknown", 1: "resolved"}


def resolve_text(store: Store, text: str, most: int | None = None) -> list[Row]:
    """One row a mention, in text order; `status` is "resolved", "ambiguous" or "unknown" by the documents found.

    Raises InputError for a text that names more than `most` documents, as each is looked for in the graph.
    """
    citations = ingest.extract(text).citations
    named = dict.fromkeys(map(_named, citations))
    if most is not None and len(named) > most:
        raise InputError(f"The text names {len(named)} documents, of at most {most}; send it in parts.")
    found = {one: _documents(store, *one) for one in named}
    return [_resolved(citation, found[_named(citation)]) for citation in citations]


def _named(citation: Citation) -> tuple[str | None, str]:
    """The document's identity, and what it is called."""
    called = (citation.type, citation.number or citation.name, citation.date)
    return citation.id, " ".join(filter(None, called))


def _documents(store: Store, identity: str | None, called: str) -> list[Row]:
    """By its identity; else, as for a number without a date, by what it is called."""
    if identity and (rows := run(store, "document", {"document": identity})):
        return [dict(row) for row in rows]
    return find_documents(store, called)


def _resolved(citation: Citation, documents: list[Row]) -> Row:
    row = {field: value for field, value in asdict(citation).items() if field in FIELDS}
    return row | {"status": STATUS.get(len(documents), "ambiguous"), "documents": documents}
