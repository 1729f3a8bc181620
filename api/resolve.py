"""The citations of a text, each with the documents of the graph that it may be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ingest  # not `from ingest import extract`: the word cutter is loaded with the first text, not with the service
from graph.queries import run
from graph.store import Store
from ingest.model import Citation

from .lookup import find_documents

Row = dict[str, Any]
FIELDS = ("text", "start", "end", "type", "number", "name", "date", "issuer", "provision", "id")
COLUMNS = (*FIELDS, "status", "documents")
STATUS = {0: "unknown", 1: "resolved"}


def resolve_text(store: Store, text: str) -> list[Row]:
    """One row a mention, in text order; `status` is "resolved", "ambiguous" or "unknown" by the documents found."""
    return [_resolve(store, citation) for citation in ingest.extract(text).citations]


def _resolve(store: Store, citation: Citation) -> Row:
    documents = _documents(store, citation)
    row = {field: value for field, value in asdict(citation).items() if field in FIELDS}
    return row | {"status": STATUS.get(len(documents), "ambiguous"), "documents": documents}


def _documents(store: Store, citation: Citation) -> list[Row]:
    """By its identity; else, as for a number without a date, by what it is called."""
    if citation.id and (rows := run(store, "document", {"document": citation.id})):
        return [dict(row) for row in rows]
    return find_documents(
        store, " ".join(filter(None, (citation.type, citation.number or citation.name, citation.date)))
    )
