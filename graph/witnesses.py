"""What the first text that names a body, a place or a provision says of it stands on it, the first by id.

A load looks only at its own texts and at which one is first by now: of the thousands that name a province the others
are gone through only where the first of them names it no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.identity import place_id

from .facts import agency_facts, first_of, search_words
from .mapping import Batch
from .queries import statements
from .store import Work

Row = dict[str, Any]
# The nodes that there were before the load, by label and id, each with the text that named it first.
Known = Mapping[tuple[str, str], str | None]

# By label: the statements of links by which texts name such a node, and by which it is part of a place.
_NAMES = {"Agency": ("agencies", "names", "agency_of"), "Jurisdiction": ("jurisdictions", "names_place", "place_part")}


def refresh_named(work: Work, batch: Batch, label: str, before: Iterable[str], known: Known) -> None:
    """Say anew of bodies or places what their first text says; `before` are those that the batch named before."""
    plural, names, part = _NAMES[label]
    said: dict[str, list[Row]] = {one: [] for one in before}
    for link in _links(batch, names):
        said.setdefault(link["to"], []).append(link["properties"])
    first, lost = _firsts(label, said, known, batch)
    for row in _ask(work, f"{label.lower()}_witnesses", ids=lost):
        first[row["id"]] = row["said"]
    facts, links = [], []
    for one, witness in first.items():
        row, home = _body(one, witness) if label == "Agency" else _place(one, witness)
        facts.append({"id": one, "properties": row})
        if home:
            links.append({"from": one, "to": place_id(tuple(home)), "properties": _provenance(row)})
    work.run(statements("nodes")[f"set_{plural}"], rows=facts)
    work.run(statements("changes")[f"cut_{part}"], ids=sorted(first))
    work.run(statements("links")[part], rows=links)


def refresh_provisions(work: Work, batch: Batch, before: Iterable[str], moved: set[str], known: Known) -> None:
    """Say anew of provisions where they are named first, they or parts of them.

    `before` are those that the batch named before; `moved` those that other mentions refer to since.
    """
    parts = {row["id"]: row for rows in batch.values() if rows for row in rows.shared["Provision"]}
    said: dict[str, list[Row]] = {one: [] for one in before}
    for link in _links(batch, "refers_to_provision"):
        place = {key: value for key, value in link["properties"].items() if key != "cited"}
        part = link["to"]
        while part:
            said.setdefault(part, []).append(place)
            part = parts[part]["outer"]
    first, lost = _firsts("Provision", {one: some for one, some in said.items() if one not in moved}, known, batch)
    for row in _ask(work, "provision_witnesses", ids=sorted({*lost, *moved})):
        first[row["id"]] = {key: value for key, value in row.pop("first").items() if value is not None}
        parts[row["id"]] = row
    rows = []
    for one, place in first.items():
        own = {key: parts[one][key] for key in ("id", "label", "document", "outer")}
        rows.append({"id": one, "properties": own | place, "place": place})
    work.run(statements("nodes")["set_provisions"], rows=rows)


def _links(batch: Batch, kind: str) -> Iterator[Row]:
    return (link for rows in batch.values() if rows for link in rows.links.get(kind, ()))


def _firsts(label: str, said: Mapping[str, list[Row]], known: Known, batch: Batch) -> tuple[dict[str, Row], list[str]]:
    """The witnesses that the batch brings, and the nodes whose witness was of the batch and names them no longer."""
    first, lost = {}, []
    for one, witnesses in sorted(said.items()):
        ours = first_of(witnesses) if witnesses else None
        theirs = known.get((label, one))
        if ours is not None and (theirs is None or ours["asserted_by"] <= theirs):
            first[one] = ours
        elif theirs in batch:
            lost.append(one)
    return first, lost


def _body(identity: str, said: Row) -> tuple[Row, list[str]]:
    row = agency_facts(identity, said)
    return row, row.get("places") or []


def _place(identity: str, said: Row) -> tuple[Row, list[str]]:
    return {"id": identity, "search": search_words(*said["places"])} | said, said["places"][:-1]


def _provenance(said: Row) -> Row:
    return {key: said[key] for key in ("asserted_by", "evidence", "section", "start", "end") if key in said}


def _ask(work: Work, name: str, **parameters: Any) -> list[Row]:
    return work.run(statements("changes")[name], **parameters)
