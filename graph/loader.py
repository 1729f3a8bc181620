"""Loading records into the graph, one transaction a document.

What a text adds stands under its document's id, so that loading it again replaces it and what vanished from the text
vanishes from the graph. What several texts share (documents they cite, bodies, places, provisions) is said anew from
all of them, where the load can have changed it. So the graph is a function of the set of texts, whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.errors import InputError
from ingest.identity import place_id
from ingest.model import Record

from .facts import agency_facts, document_facts, document_order, document_search, issuers_of, key_of, search_words
from .journal import SHARED, Change, look, record_change
from .mapping import Rows, map_record
from .queries import statements
from .settling import Touched, changed_keys, dated, settle_mentions, write_provisions
from .store import Store, Work

Row = dict[str, Any]


def load(store: Store, record: Record, text: str | None = None) -> str:
    """Load a record, whole or not at all; its document's id. A record that is loaded already changes nothing.

    The text that it was read from is kept beside it where it is given.
    Raises StoreError; InputError when another file of other content says that it is the same document, and comes
    before this one by its name: two texts of one document would else depend on their order.
    """
    return put(store, record, text).document


def put(store: Store, record: Record, text: str | None = None) -> Change:
    """Load a record as `load` does, and tell what that changed."""
    rows = map_record(record, text)
    return store.writing(lambda work: _load(work, rows))


def remove(store: Store, document: str) -> Change:
    """Take out what a document's own text says, and tell what that changed. Raises StoreError.

    The document stays as far as others cite it; one that was not read is left as it is.
    """
    return store.writing(lambda work: _remove(work, document))


def _load(work: Work, rows: Rows) -> Change:
    work.run(statements("changes")["lock"])
    standing = _standing(work, rows.id)
    if standing["digest"] == rows.digest:
        return Change(rows.id, "unchanged")
    _refuse_another_text(rows, standing)
    if rows.document["sha256"]:
        for twin in work.run(statements("changes")["twins"], document=rows.id, sha256=rows.document["sha256"]):
            _replace(work, twin["id"], None)
    return _replace(work, rows.id, rows)


def _remove(work: Work, document: str) -> Change:
    work.run(statements("changes")["lock"])
    if _standing(work, document)["status"] != "ingested":
        return Change(document, "unchanged")
    return _replace(work, document, None)


def _standing(work: Work, document: str) -> Row:
    nothing = dict.fromkeys(("status", "digest", "source", "sha256"))
    return next(iter(work.run(statements("changes")["standing"], document=document)), nothing)


def _refuse_another_text(rows: Rows, standing: Row) -> None:
    """Of two files that say they are one document the first by name is kept; a file that changed is read anew."""
    ours, theirs = rows.document.get("source"), standing["source"]
    if standing["sha256"] == rows.document["sha256"] or not ours or not theirs or ours <= theirs:
        return
    raise InputError(
        f"{ours} says that it is {rows.id}, which was loaded from {theirs} with another text; leave one of them out."
    )


def _replace(work: Work, document: str, rows: Rows | None) -> Change:
    """Put these rows in place of all that the document's text said before; None for nothing."""
    is_read = _standing(work, document)["status"] == "ingested"
    old = _named_by(work, document) if is_read else Touched()
    stood = look(work, document, old, rows, is_read=is_read)
    named = old.documents | {document} | {row["id"] for row in (rows.shared["Document"] if rows else ())}
    before = dated(work, named)
    if is_read:
        _forget(work, document)
    if rows is not None:
        _write(work, rows)
    else:
        work.run(statements("nodes")["set_documents"], rows=[{"id": document, "properties": _only_cited(document)}])
    changed = old | _stale(work, document) | Touched({document})
    _refresh_documents(work, changed.documents)
    settled = settle_mentions(work, changed_keys(before, dated(work, named)), document)
    _refresh_documents(work, _stale_by_settling(work, document, settled))
    changed |= settled
    _refresh_agencies(work, changed.agencies)
    _refresh_jurisdictions(work, changed.jurisdictions)
    _refresh_provisions(work, changed.provisions)
    _prune(work, changed | Touched(named))
    pairs = changed.pairs | _pairs(work, document)
    work.run(statements("changes")["rank_relations"], rows=[{"source": a, "target": b} for a, b in sorted(pairs)])
    return record_change(work, document, stood, changed | Touched(named), rows)


def _shared(work: Work, how: str, document: str) -> Touched:
    rows = {kind: work.run(statements("changes")[f"{how}_{kind}"], document=document) for kind in SHARED}
    return Touched(**{kind: {row["id"] for row in rows[kind]} for kind in SHARED})


def _pairs(work: Work, document: str) -> set[tuple[str, str]]:
    rows = work.run(statements("changes")["related_documents"], document=document)
    return {(row["source"], row["target"]) for row in rows}


def _named_by(work: Work, document: str) -> Touched:
    """The shared nodes that the document names as it is in the graph."""
    return _shared(work, "named", document) | Touched(pairs=_pairs(work, document))


def _stale(work: Work, document: str) -> Touched:
    """The shared nodes of which the document, as it is in the graph, says something else than they do, or first."""
    return _shared(work, "stale", document)


def _stale_by_settling(work: Work, document: str, settled: Touched) -> set[str]:
    """Documents of which more or less is said now: by other texts, or by the document's own settled mentions."""
    others = {one for text, _, before, after, _ in settled.settled if text != document for one in (before, after)}
    return others | {row["id"] for row in work.run(statements("changes")["stale_by_settling"], document=document)}


def _forget(work: Work, document: str) -> None:
    # In this order: each finds what it deletes by way of what the later ones delete.
    for what in ("duty_targets", "targets", "members", "relations", "links", "passages"):
        work.run(statements("changes")[f"forget_{what}"], document=document)


def _only_cited(document: str) -> Row:
    return {"id": document, "status": "cited"} | ({"key": key} if (key := key_of(document)) else {})


def _write(work: Work, rows: Rows) -> None:
    nodes, links = statements("nodes"), statements("links")
    for label, plural in (("Document", "documents"), ("Agency", "agencies"), ("Jurisdiction", "jurisdictions")):
        work.run(nodes[f"merge_{plural}"], rows=rows.shared[label])
    write_provisions(work, rows.shared["Provision"])
    work.run(nodes["set_documents"], rows=[{"id": rows.id, "properties": rows.document}])
    for label, own in rows.nodes.items():
        if own:
            work.run(nodes[f"create_{label.lower()}"], rows=own)
    for kind, some in rows.links.items():
        work.run(links[kind], rows=some)


def _prune(work: Work, touched: Touched) -> None:
    # Provisions before the documents that they are parts of.
    for kind in ("provisions", "documents", "agencies", "jurisdictions"):
        if ids := sorted(getattr(touched, kind)):
            work.run(statements("changes")[f"prune_{kind}"], ids=ids)


# What is said of shared nodes


def _refresh_documents(work: Work, ids: Iterable[str]) -> None:
    wanted = sorted(ids)
    votes: dict[str, list[Row]] = {one: [] for one in wanted}
    for row in work.run(statements("changes")["document_votes"], ids=wanted):
        votes[row["id"]].append(row)
    read = {row["id"]: row["properties"] for row in work.run(statements("changes")["read_documents"], ids=wanted)}
    facts, issued = [], []
    for one, said in votes.items():
        if not said and one not in read:
            continue
        row, issuers = _read_document(read[one], said) if one in read else _cited_document(one, said)
        facts.append({"id": one, "properties": row | {"search": document_search(row), "order": document_order(row)}})
        issued += [{"from": body, "to": one, "properties": place} for body, place in issuers.items()]
    work.run(statements("nodes")["set_documents"], rows=facts)
    work.run(statements("changes")["cut_issued"], ids=wanted)
    work.run(statements("links")["issued"], rows=issued)


def _cited_document(identity: str, votes: list[Row]) -> tuple[Row, dict[str, Row]]:
    facts = document_facts(identity, votes)
    issuers = issuers_of(facts, votes)
    known = {key: value for key, value in facts.items() if value is not None}
    return _only_cited(identity) | known | {"issuers": sorted(issuers)}, issuers


def _read_document(own: Row, votes: list[Row]) -> tuple[Row, dict[str, Row]]:
    """A document says itself what it is; only what it is called, others say."""
    name = document_facts(own["id"], votes)["name"] if votes else None
    row = {key: value for key, value in own.items() if key != "name"} | ({"name": name} if name else {})
    place = {"asserted_by": own["id"], "section": "header"}
    return row, dict.fromkeys(own["issuers"], place)


def _refresh_agencies(work: Work, ids: Iterable[str]) -> None:
    wanted = sorted(ids)
    facts, links = [], []
    for row in work.run(statements("changes")["agency_witnesses"], ids=wanted):
        said = agency_facts(row["id"], row["said"])
        facts.append({"id": row["id"], "properties": said})
        if places := said.get("places"):
            links.append({"from": row["id"], "to": place_id(tuple(places)), "properties": _provenance(said)})
    work.run(statements("nodes")["set_agencies"], rows=facts)
    work.run(statements("changes")["cut_agency_of"], ids=wanted)
    work.run(statements("links")["agency_of"], rows=links)


def _refresh_jurisdictions(work: Work, ids: Iterable[str]) -> None:
    wanted = sorted(ids)
    facts, links = [], []
    for row in work.run(statements("changes")["jurisdiction_witnesses"], ids=wanted):
        said = {"id": row["id"], "search": search_words(*row["said"]["places"])} | row["said"]
        facts.append({"id": row["id"], "properties": said})
        if outer := said["places"][:-1]:
            links.append({"from": row["id"], "to": place_id(tuple(outer)), "properties": _provenance(said)})
    work.run(statements("nodes")["set_jurisdictions"], rows=facts)
    work.run(statements("changes")["cut_place_part"], ids=wanted)
    work.run(statements("links")["place_part"], rows=links)


def _refresh_provisions(work: Work, ids: Iterable[str]) -> None:
    wanted = sorted(ids)
    facts = []
    for row in work.run(statements("changes")["provision_witnesses"], ids=wanted):
        place = {key: value for key, value in row.pop("first").items() if value is not None}
        facts.append({"id": row["id"], "properties": row | place, "place": place})
    work.run(statements("nodes")["set_provisions"], rows=facts)


def _provenance(said: Row) -> Row:
    return {key: said[key] for key in ("asserted_by", "evidence", "section", "start", "end") if key in said}
