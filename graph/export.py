"""The whole graph as JSON lines: nodes and then relationships, always in the same order.

    {"labels": ["Agency"], "properties": {"id": "so-y-te.quang-ngai", …}}
    {"from": ["Agency", "so-y-te.quang-ngai"], "type": "OWES", "to": ["Obligation", "…"], "properties": {…}}

Two graphs of the same texts give the same lines byte for byte: there is nothing in a line but what the texts say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .queries import statements
from .store import Row, Store

# Each label that a node may have and that its id belongs to, in the order of the lines.
LABELS = ("Agency", "Citation", "Document", "Jurisdiction", "Obligation", "Provision", "Source", "Target", "Task")
# Nodes that are taken at a time: few enough for the memory of the embedded server, many enough to be quick.
PAGE = 1000
WHOLE_TEXTS = 50


def export(store: Store) -> Iterator[str]:
    """The lines of the graph, each with its line end. Raises StoreError."""
    for label in LABELS:
        for page in _pages(store, label):
            yield from (_line({"labels": sorted(row["labels"]), "properties": row["properties"]}) for row in page)
    for label in LABELS:
        for page in _pages(store, label):
            yield from _relationships(store, label, [row["properties"]["id"] for row in page])


def _pages(store: Store, label: str) -> Iterator[list[Row]]:
    after, limit = "", WHOLE_TEXTS if label == "Source" else PAGE
    query = statements("export")[f"{label.lower()}_nodes"]
    while page := store.read(query, {"after": after, "limit": limit}):
        yield page
        after = page[-1]["properties"]["id"]


def _relationships(store: Store, label: str, ids: list[str]) -> Iterator[str]:
    """The lines of what begins at these nodes."""
    rows = store.read(statements("export")[f"{label.lower()}_links"], {"ids": ids})
    lines = [
        {
            "from": [label, row["source"]],
            "type": row["type"],
            "to": [_label(row["labels"]), row["target"]],
            "properties": row["properties"],
        }
        for row in rows
    ]
    yield from sorted(map(_line, lines))


def _label(labels: list[str]) -> str:
    return next(label for label in LABELS if label in labels)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"
