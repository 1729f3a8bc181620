"""What all texts together say of a document that they cite, counted: a `:Saying` for each thing that is said of it.

A law is cited by fifty thousand texts, which say a handful of different things of it. What the graph says of the law
follows from all of them (`graph.facts`), and a load must not read them all: it adds what its texts say now and takes
away what they said before. Only where the text that said a thing first says it no longer are its mentions gone
through. A saying is known by the document and the facts; it is no part of what the texts say, and left out of exports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from .facts import FACTS, first_of
from .queries import statements
from .store import Work

Row = dict[str, Any]
# By its id: the document, the facts, `votes` (how many mentions say so) and `first`, the provenance of the first.
Sayings = Mapping[str, Row]

_SAID = (*FACTS, "issuers", "candidates", "open")
_PLACE = ("asserted_by", "evidence", "section", "start", "end")


def said_by(work: Work, texts: Iterable[str]) -> Sayings:
    """What these texts say, as they are in the graph."""
    return said_of(work, ({"document": text, "cited": ""} for text in sorted(texts)))


def said_of(work: Work, mentions: Iterable[Row]) -> Sayings:
    """What some mentions say, as they are in the graph: in a `document`, all there or those that name `cited`."""
    return _sum(_ask(work, "said", rows=list(mentions)))


def sayings_of(work: Work, documents: Iterable[str]) -> dict[str, list[Row]]:
    """All that is said of some documents; [] for one of which nothing is."""
    found: dict[str, list[Row]] = {document: [] for document in sorted(documents)}
    for row in _ask(work, "sayings", ids=list(found)):
        place = {key: value for key in _PLACE if (value := row.pop(f"first_{key}")) is not None}
        found[row["document"]].append(row | {"first": place})
    return found


def recount(work: Work, before: Sayings, after: Sayings) -> set[str]:
    """Count what some mentions said before and what they say now; the documents of which something else is said."""
    changed = {
        id_: before.get(id_) or after[id_] for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)
    }
    documents = {row["document"] for row in changed.values()}
    standing = sayings_of(work, documents)
    known = {row["id"]: row for rows in standing.values() for row in rows}
    # What nothing was known of is counted from its mentions, and so is what the first of them says no longer.
    anew = {document for document, rows in standing.items() if not rows}
    counted: dict[str, Row] = {}
    for id_, row in changed.items():
        if row["document"] not in anew:
            if one := _moved(known.get(id_), before.get(id_), after.get(id_)):
                counted[id_] = one
            else:
                anew.add(row["document"])
    counted = {id_: row for id_, row in counted.items() if row["document"] not in anew}
    counted |= _sum(_ask(work, "count_sayings", ids=sorted(anew)))
    gone = [id_ for id_, row in known.items() if row["document"] in anew and id_ not in counted]
    gone += [id_ for id_, row in counted.items() if not row["votes"]]
    _ask(work, "cut_sayings", ids=sorted(gone))
    _ask(work, "set_sayings", rows=[_written(row) for row in counted.values() if row["votes"]])
    return documents


def _moved(known: Row | None, before: Row | None, after: Row | None) -> Row | None:
    """A saying with what is added to it and taken away; None when that does not say which mention is the first now."""
    some = known or after
    votes = sum(sign * row["votes"] for sign, row in ((1, known), (-1, before), (1, after)) if row)
    if some is None or votes < 0 or (before and not known):
        return None
    firsts = [row["first"] for row in (known, after) if row]
    if known and before and known["first"] == before["first"] and votes:
        # It was of those that are taken away: it is known only if what is added is not later.
        firsts = [row["first"] for row in (after,) if row]
        if not firsts or first_of([*firsts, known["first"]]) != firsts[0]:
            return None
    return some | {"votes": votes, "first": first_of(firsts)}


def _sum(rows: Iterable[Row]) -> dict[str, Row]:
    """What some texts say each, together."""
    found: dict[str, Row] = {}
    for row in rows:
        said = [row["document"], *(row[fact] for fact in _SAID)]
        id_ = sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
        first = {key: value for key, value in row["first"].items() if value is not None}
        other = found.get(id_)
        found[id_] = row | {
            "id": id_,
            "votes": row["votes"] + (other["votes"] if other else 0),
            "first": first_of([first, other["first"]]) if other else first,
        }
    return found


def _written(row: Row) -> Row:
    """A saying as the properties of its node."""
    said = {key: row[key] for key in ("id", "document", "votes", *_SAID) if row[key] is not None}
    return said | {f"first_{key}": value for key, value in row["first"].items()}


def _ask(work: Work, name: str, **parameters: Any) -> list[Row]:
    return work.run(statements("sayings")[name], **parameters)
