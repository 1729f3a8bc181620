"""What a cell of somebody's table may mean: the documents and bodies of the graph, each with how sure that is.

A name is read as everywhere (`api.lookup`): one thing of the name is a match; several, or only likenesses, are
candidates for a person to choose from. A property beside the name (a place, a year) decides between things of one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from graph.queries import run
from graph.store import Store
from ingest.lexicon import fold, words_of

from .. import lookup

Row = dict[str, Any]

TYPES: Mapping[str, str] = {"Document": "Document", "Agency": "Body"}
# Properties by type and id, with what people call them.
PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "Document": {
        "type": "Type",
        "number": "Number",
        "name": "Name",
        "title": "Title",
        "issued": "Date of issue",
        "issuer": "Issuer",
        "signer": "Signer",
        "status": "Status",
    },
    "Agency": {
        "name": "Name",
        "name_en": "Name in English",
        "level": "Level",
        "jurisdiction": "Place",
        "places": "Places",
    },
}
# rapidfuzz, 0 to 100: what is less like the name is not shown, and nothing that is only like it counts as sure.
LIKE, UNSURE = 55, 90
NEAR = 200


def candidates(store: Store, text: str, types: Sequence[str], known: Mapping[str, Sequence[str]]) -> list[Row]:
    """The things that a text may mean, the likeliest first; `known` are values of properties. Raises StoreError."""
    words = text or " ".join(value for values in known.values() for value in values)
    found: list[Row] = []
    if "Document" in types:
        found += _judged(store, "Document", words, known)
    if "Agency" in types:
        found += _judged(store, "Agency", words, known)
    best = sorted(found, key=lambda one: (-one["score"], one["id"]))
    sure = [one for one in best if one["score"] == 100]
    return [one | {"match": len(sure) == 1 and one["score"] == 100} for one in best]


def _judged(store: Store, kind: str, text: str, known: Mapping[str, Sequence[str]]) -> list[Row]:
    finder = lookup.find_documents if kind == "Document" else lookup.find_agencies
    exact = finder(store, text) if text.strip() else []
    rows = exact or (_near(store, kind, text) if words_of(text) else [])
    fitting = [row for row in rows if _fits(row, known)]
    score = 100.0 if len(fitting or rows) == 1 and (fitting or not known) else float(UNSURE)
    judged = []
    for row in fitting or rows:
        like = score if exact else min(fuzz.WRatio(fold(text), fold(lookup.label(row))), UNSURE - 1)
        if like >= LIKE:
            judged.append(described(kind, row) | {"score": round(like if row in fitting or not known else like / 2, 1)})
    return judged


def _near(store: Store, kind: str, text: str) -> list[Row]:
    words = " ".join(words_of(text))
    if kind == "Document":
        return [dict(row) for row in run(store, "near_documents", {"text": words, "limit": NEAR})]
    asked = {"text": words, "name": "", "limit": NEAR, "offset": 0}
    return [dict(row) for row in run(store, "find_agencies", asked)]


def _fits(row: Row, known: Mapping[str, Sequence[str]]) -> bool:
    """Whether each property has one of the values beside it, or begins or is held by it: "2022" fits 2022-01-06."""
    return all(any(_says(row.get(name), value) for value in values) for name, values in known.items() if name in row)


def _says(said: Any, value: str) -> bool:
    texts = said if isinstance(said, list) else [said]
    wanted = fold(value)
    return any(wanted in fold(str(one)) or fold(str(one)) in wanted for one in texts if one)


def described(kind: str, row: Row) -> Row:
    """A thing as the protocol has it: id, name, description and type."""
    name = lookup.label(row)
    return {
        "id": row["id"],
        "name": name,
        "description": _description(kind, row),
        "type": [{"id": kind, "name": TYPES[kind]}],
    }


def _description(kind: str, row: Row) -> str:
    names = ("title", "issuer") if kind == "Document" else ("name_en", "id")
    return "; ".join(str(row[name]) for name in names if row.get(name))


def values(store: Store, ids: Sequence[str], wanted: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    """The values of properties of things, by id and property; a thing that is not there has none. Raises StoreError."""
    known = {one for one in ids if "|" not in one}
    rows = run(store, "nodes_named", {"ids": "|".join(sorted(known))}) if known else []
    found = {row["id"]: row for row in rows if {"Document", "Agency"} & set(row["labels"])}
    return {one: {name: _cells(found.get(one), name) for name in wanted} for one in ids}


def _cells(row: Mapping[str, Any] | None, name: str) -> list[Row]:
    kind = "" if row is None else next(label for label in row["labels"] if label in TYPES)
    if row is None or name not in PROPERTIES[kind]:
        return []
    said = row["properties"].get(name)
    return [_cell(name, one) for one in (said if isinstance(said, list) else [said]) if one not in (None, "")]


def _cell(name: str, value: Any) -> Row:
    whole_day = name == "issued" and len(str(value)) == len("2024-01-31")
    return {"date": f"{value}T00:00:00Z"} if whole_day else {"str": str(value)}
