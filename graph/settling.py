"""Settling, over the whole graph, which document a mention without a date means.

"06/QĐ-TTg" is one document of 2019 and another of 2022. A mention that leaves the date out is the one document of that
number not later than the text that cites it; if there are several or none it refers to an undated document, which
names its candidates. Which documents there are changes with every text that is loaded, so that every load settles anew
what it can have changed, and the graph is the same in whatever order the texts came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from .facts import Settlement, document_row, keys_of, same_day, settle
from .mapping import provision_rows
from .queries import statements
from .store import Work
from .tally import recount, said_of

Row = dict[str, Any]
SHARED = {
    "documents": "Document",
    "agencies": "Agency",
    "jurisdictions": "Jurisdiction",
    "provisions": "Provision",
}
# A node by its label and id: ("Agency", "so-y-te.quang-ngai").
Named = tuple[str, str]


@dataclass(slots=True)
class Touched:
    """What a load may have changed something for: shared nodes by id, and pairs of documents that are related.

    `said` are the documents of which something else is said; `made` are those of the nodes that settling made anew;
    `settled` are mentions that it settled otherwise than before:
    (text, what it cites, what that meant, what it means, status).
    """

    documents: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    jurisdictions: set[str] = field(default_factory=set)
    provisions: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    settled: set[tuple[str, str, str, str, str]] = field(default_factory=set)

    def __or__(self, other: Touched) -> Touched:
        return Touched(*(getattr(self, name) | getattr(other, name) for name in Touched.__slots__))

    @classmethod
    def all_of(cls, some: Iterable[Touched]) -> Touched:
        """Several as one."""
        return reduce(or_, some, cls())


def dated(work: Work, ids: Iterable[str]) -> dict[str, Row]:
    """Those of some documents that an undated mention may mean, by id, with what decides it."""
    rows = work.run(statements("settling")["dated_documents"], ids=sorted(ids))
    return {row["id"]: row for row in rows}


def changed_keys(before: dict[str, Row], after: dict[str, Row]) -> set[str]:
    """The undated identities whose documents are others, or of other days, than before."""
    changed = [one for one in before.keys() | after.keys() if before.get(one) != after.get(one)]
    rows = [state[one] for one in changed for state in (before, after) if one in state]
    return {key for row in rows for key in keys_of(row["id"], row["type"], row["number"])}


def settle_mentions(work: Work, keys: Iterable[str], documents: Sequence[str]) -> Touched:
    """Settle each mention of these undated identities, or in these documents; what that changes something for."""
    mentions = _by_citing(work.run(statements("settling")["own_mentions"], documents=documents))
    mentions |= _by_citing(work.run(statements("settling")["open_mentions"], keys=sorted(keys)))
    wanted = sorted({key for rows in mentions.values() for row in rows for key in row["keys"]})
    known: dict[str, dict[str, str | None]] = {key: {} for key in wanted}
    for row in work.run(statements("settling")["candidates"], keys=wanted):
        known[row["key"]][row["id"]] = row["issued"]
    changes = [change for rows in mentions.values() if (change := _change(rows, known))]
    before = said_of(work, changes)
    work.run(statements("settling")["settle_citations"], rows=changes)
    touched = Touched(
        {one for change in changes for one in (change["from"], change["to"])},
        settled={(one["document"], one["cited"], one["from"], one["to"], one["status"]) for one in changes},
    )
    if moves := [change for change in changes if change["from"] != change["to"]]:
        touched |= _move(work, moves)
    touched.said |= recount(work, before, said_of(work, changes))
    return touched


def _by_citing(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["citing"], row["cited"]), []).append(row)
    return found


def _change(rows: Sequence[Row], known: dict[str, dict[str, str | None]]) -> Row | None:
    """What is to be said anew of the mentions of one document in one text; None when it stands as it is."""
    first = rows[0]
    fitting = {one: date for row in rows for key in row["keys"] for one, date in known[key].items()}
    said = {row["said"] for row in rows if row["said"]}
    fitting = {one: date for one, date in fitting.items() if all(same_day(date, day) for day in said)}
    proposed = {one for row in rows for one in row["proposed"]}
    found = settle(first["cited"], fitting, proposed, citing=first["citing"], issued=first["issued"])
    if all(_stands(row, found) for row in rows):
        return None
    return {
        "document": first["citing"],
        "cited": first["cited"],
        "from": first["target"],
        "to": found.target,
        "status": found.status,
        "candidates": list(found.candidates),
    }


def _stands(row: Row, found: Settlement) -> bool:
    return (row["status"], row["target"], tuple(row["candidates"])) == (found.status, found.target, found.candidates)


def _move(work: Work, moves: list[Row]) -> Touched:
    """Make mentions, and all that rests on them, refer to other documents."""
    run = statements("settling")
    # An undated document that had been settled is there no more.
    meant = {("Document", move["to"]) for move in moves}
    made = _ids(meant - known(work, meant).keys())
    work.run(statements("nodes")["create_documents"], rows=[document_row(one) for one in sorted(made)])
    provisions = {row["id"] for row in work.run(run["old_provisions"], rows=moves)}
    work.run(run["cut_provisions"], rows=moves)
    for name in ("move_references", "move_cites", "move_duty_cites"):
        work.run(run[name], rows=moves)
    parts, made_parts = _refer_to_provisions(work, work.run(run["moved_provisions"], rows=moves))
    return Touched(provisions=provisions | parts, pairs=_move_relations(work, moves), made=made | made_parts)


def known(work: Work, nodes: Iterable[Named]) -> dict[Named, str | None]:
    """Those of some shared nodes, by label and id, that there are, each with the document that names it first."""
    ids: dict[str, list[str]] = defaultdict(list)
    for label, one in sorted(nodes):
        ids[label].append(one)
    return {
        (label, row["id"]): row["asserted_by"]
        for kind, label in SHARED.items()
        for row in work.run(statements("journal")[f"known_{kind}"], ids=ids[label])
    }


def _ids(nodes: Iterable[Named]) -> set[str]:
    return {identity for _, identity in nodes}


def _refer_to_provisions(work: Work, mentions: Sequence[Row]) -> tuple[set[str], set[str]]:
    """The provisions that the mentions refer to now, and those of them that were not there."""
    parts, links = {}, []
    for mention in mentions:
        for row in provision_rows(mention["document"], mention["provision"]):
            parts[row["id"]] = row
            if row["cited"]:
                links.append({"from": mention["id"], "to": row["id"], "properties": mention["place"]})
    nodes = {("Provision", one) for one in parts}
    made = _ids(nodes - known(work, nodes).keys())
    write_provisions(work, [parts[one] for one in sorted(made)])
    work.run(statements("links")["refers_to_provision"], rows=links)
    return set(parts), made


def write_provisions(work: Work, parts: Sequence[Row]) -> None:
    """Make parts of documents, each as part of what holds it."""
    nodes = statements("nodes")
    work.run(nodes["create_provisions"], rows=parts)
    work.run(nodes["join_provisions"], rows=[part for part in parts if part["outer"]])
    work.run(nodes["join_documents"], rows=[part for part in parts if not part["outer"]])


def _move_relations(work: Work, moves: list[Row]) -> set[tuple[str, str]]:
    """What a text says of an undated document, it says of the one that this is now; the pairs before and after."""
    meant = {(move["document"], move["cited"]): move["to"] for move in moves}
    by_meaning = defaultdict(list)
    for move in moves:
        by_meaning[move["from"], move["cited"]].append(move["document"])
    said = [{"from": old, "cited": cited, "documents": some} for (old, cited), some in by_meaning.items()]
    relations = work.run(statements("settling")["old_relations"], rows=said)
    work.run(statements("settling")["cut_relations"], rows=said)
    pairs, rows = set(), defaultdict(list)
    for relation in relations:
        own = relation["properties"]
        source = meant.get((own["asserted_by"], own["citing"]), relation["source"])
        target = meant.get((own["asserted_by"], own["cited"]), relation["target"])
        pairs |= {(relation["source"], relation["target"]), (source, target)}
        # Both ends may be settled as one document; the next load may part them again, so that nothing is left out.
        rows[relation["kind"]].append({"from": source, "to": target, "properties": own})
    for kind, some in rows.items():
        work.run(statements("links")[f"relates_{kind.lower()}"], rows=some)
    return pairs
