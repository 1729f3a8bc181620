"""What is known of a thing by its id: what it is called in a line and as a whole, and which page it has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Store

from ..ask import ask

Row = Mapping[str, Any]

# Characters of a title that stands for a number.
LONGEST = 52


@dataclass(frozen=True, slots=True)
class Thing:
    """A node of the graph: `kind` is its label, "Document" for every document, whose own label is `type`."""

    id: str
    kind: str
    type: str
    caption: str
    whole: str
    row: Row


def things(store: Store, ids: Iterable[str]) -> dict[str, Thing]:
    """What is known under these ids. Raises StoreError."""
    wanted = sorted(ids)
    if not wanted:
        return {}
    found = ask(store, "nodes_named", {"ids": "|".join(wanted)}).rows
    return {row["id"]: thing(row["id"], row["labels"], row["properties"]) for row in found}


def thing(identity: str, labels: Sequence[str], row: Row) -> Thing:
    """A node as it is called: a document by type and number, a body by name and place, a passage by its words."""
    kind = "Document" if "Document" in labels else labels[0]
    own = next((label for label in labels if label != kind), kind)
    if kind == "Document":
        caption = _said(row, "type", "number") if row.get("number") else _named(row) or identity
        begins = caption if row.get("number") or not row.get("title") else row.get("type")
        parts = (begins, row.get("name"), row.get("title"), row.get("issued"))
        whole = ", ".join(dict.fromkeys(str(part) for part in parts if part))
    elif kind == "Agency":
        caption = row.get("name", identity)
        whole = ", ".join([caption, *reversed(row.get("places") or ())])
    else:
        caption = str(row.get("name") or row.get("label") or row.get("text") or identity)
        whole = caption
    return Thing(identity, kind, own, str(caption), str(whole), row)


def _named(row: Row) -> str:
    """What a document without a number goes by: a law by its name, a plan by its type and how its title begins."""
    if row.get("name"):
        return str(row["name"])
    if not row.get("title"):
        return ""
    title = textwrap.shorten(str(row["title"]), LONGEST, placeholder="…")
    return f"{row['type']} “{title}”" if row.get("type") else title


def _said(row: Row, *parts: str) -> str:
    return " ".join(str(row[part]) for part in parts if row.get(part))
