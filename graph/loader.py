"""Loading records into the graph, some in one transaction: what a statement costs beside its rows is shared by them.

What a text adds stands under its document's id, so that loading it again replaces it and what vanished from the text
vanishes from the graph. What several texts share (documents they cite, bodies, places, provisions) is said anew from
all of them, where the load can have changed it. So the graph is a function of the set of texts, whatever their order.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ingest.errors import ConflictError, InputError
from ingest.model import Record

from .facts import document_facts, document_order, document_search, document_spelling, issuers_of, key_of
from .journal import Change, look, record_changes
from .mapping import OWN, Batch, Rows, map_record
from .queries import statements
from .settling import SHARED, Named, Touched, changed_keys, dated, settle_mentions, write_provisions
from .store import Store, Work
from .tally import recount, said_by, sayings_of
from .witnesses import refresh_named, refresh_provisions

Row = dict[str, Any]

# How many documents are loaded together at most, and how many rows (`Rows.size`): enough to share the cost of the
# statements, few enough for the memory of the embedded server and for others to have their turn.
TOGETHER = 50
SIZE = 20_000


def load_all(store: Store, texts: Iterable[Rows], together: int = TOGETHER) -> Iterator[Change | InputError]:
    """Load the rows of many texts; what each changed, or why it was refused, in their order.

    At most so many are loaded `together`, all or nothing, and held at a time. That makes the same graph as one by one,
    for less. Raises StoreError.
    """
    for batch in _batches(texts, together):
        outcomes, new, _ = store.reading(partial(_judged, batch=batch))
        if new:
            yield from store.writing(partial(_load, batch=batch))
        else:
            yield from (outcomes[rows.id] for rows in batch)


def load(store: Store, record: Record, text: str | None = None) -> str:
    """Load a record, whole or not at all; its document's id. A record that is loaded already changes nothing.

    The text that it was read from is kept beside it where it is given.
    Raises StoreError; InputError when another file of other content says that it is the same document, and comes
    before this one by its name: two texts of one document would else depend on their order.
    """
    return put(store, record, text).document


def put(store: Store, record: Record, text: str | None = None) -> Change:
    """Load a record as `load` does, and tell what that changed."""
    (change,) = load_all(store, [map_record(record, text)])
    if isinstance(change, InputError):
        raise change
    return change


def remove(store: Store, document: str) -> Change:
    """Take out what a document's own text says, and tell what that changed. Raises StoreError.

    The document stays as far as others cite it; one that was not read is left as it is.
    """
    return store.writing(lambda work: _remove(work, document))


def _batches(texts: Iterable[Rows], together: int) -> Iterator[list[Rows]]:
    """Texts to be loaded together: no two of one document or of the same words, as the second hangs on the first."""
    batch: list[Rows] = []
    seen: set[str] = set()
    size = 0
    for rows in texts:
        own = {rows.id, rows.document["sha256"] or rows.id}
        if batch and (len(batch) == together or size + rows.size > SIZE or own & seen):
            yield batch
            batch, seen, size = [], set(), 0
        batch.append(rows)
        seen |= own
        size += rows.size
    if batch:
        yield batch


def _load(work: Work, batch: Sequence[Rows]) -> list[Change | InputError]:
    work.run(statements("changes")["lock"])
    outcomes, new, read = _judged(work, batch)
    twins = _twins(work, new)
    if len(batch) > 1 and not twins.isdisjoint(rows.id for rows in batch):
        # What becomes of some hangs on what becomes of others first.
        return [outcome for rows in batch for outcome in _load(work, [rows])]
    if twins:
        _replace(work, dict.fromkeys(sorted(twins)), twins)
    if new:
        outcomes |= {change.document: change for change in _replace(work, new, read)}
    return [outcomes[rows.id] for rows in batch]


def _judged(
    work: Work, batch: Sequence[Rows]
) -> tuple[dict[str, Change | InputError], dict[str, Rows], frozenset[str]]:
    """Of a batch the texts that are not to be loaded, with why; those that are, and which of them stand already."""
    standing = _standing(work, [rows.id for rows in batch])
    outcomes: dict[str, Change | InputError] = {}
    new: dict[str, Rows] = {}
    for given in batch:
        there = standing[given.id]
        rows = _under_first_name(given, there)
        if (there["digest"], there["source"]) == (rows.digest, rows.document.get("source")):
            outcomes[rows.id] = Change(rows.id, "unchanged")
        elif refusal := _another_text(rows, there):
            outcomes[rows.id] = refusal
        else:
            new[rows.id] = rows
    return outcomes, new, frozenset(one for one in new if standing[one]["status"] == "ingested")


def _remove(work: Work, document: str) -> Change:
    work.run(statements("changes")["lock"])
    if _standing(work, [document])[document]["status"] != "ingested":
        return Change(document, "unchanged")
    return _replace(work, {document: None}, frozenset({document}))[0]


def _standing(work: Work, documents: list[str]) -> dict[str, Row]:
    """What the graph has of some documents."""
    nothing = dict.fromkeys(("status", "digest", "source", "sha256"))
    rows = work.run(statements("changes")["standing"], documents=documents)
    return dict.fromkeys(documents, nothing) | {row.pop("document"): row for row in rows}


def _under_first_name(rows: Rows, standing: Row) -> Rows:
    """A text that stands in several files is known by the first of them by name."""
    ours, theirs = rows.document.get("source"), standing["source"]
    if not ours or not theirs or ours <= theirs or standing["sha256"] != rows.document["sha256"]:
        return rows
    return replace(rows, document=rows.document | {"source": theirs})


def _another_text(rows: Rows, standing: Row) -> ConflictError | None:
    """Of two files that say they are one document the first by name is kept; a file that changed is read anew."""
    ours, theirs = rows.document.get("source"), standing["source"]
    if standing["sha256"] == rows.document["sha256"] or not ours or not theirs or ours <= theirs:
        return None
    return ConflictError(
        f"{ours} says that it is {rows.id}, which was loaded from {theirs} with another text; leave one of them out."
    )


def _twins(work: Work, new: Mapping[str, Rows]) -> frozenset[str]:
    """Documents of other ids that were read from the same texts."""
    wanted = [{"document": one, "sha256": sha} for one, rows in new.items() if (sha := rows.document["sha256"])]
    return frozenset(row["id"] for row in work.run(statements("changes")["twins"], rows=wanted))


def _replace(work: Work, batch: Batch, read: frozenset[str]) -> list[Change]:
    """Put these rows in place of all that the documents' texts said before; `read` are those that had one."""
    documents, rows = list(batch), [one for one in batch.values() if one is not None]
    old = _named_by(work, sorted(read))
    was = Touched.all_of(old.values())
    stood = look(work, batch, old)
    named = {one: {one} | _cited(own) | (old[one].documents if one in old else set()) for one, own in batch.items()}
    all_named = set().union(*named.values())
    before, said_before = dated(work, all_named), said_by(work, read)
    if read:
        _forget(work, {one: batch[one] for one in sorted(read)})
    bare = [{"id": one, "properties": _only_cited(one)} for one, own in batch.items() if own is None]
    work.run(statements("nodes")["set_documents"], rows=bare)
    _write(work, rows, stood.known)
    said = recount(work, said_before, said_by(work, documents)) | set(documents)
    _refresh_documents(work, said)
    keys = _changed_keys(before, dated(work, all_named), named)
    settled = settle_mentions(work, keys, documents)
    _refresh_documents(work, settled.said)
    refresh_named(work, batch, "Agency", was.agencies, stood.known)
    refresh_named(work, batch, "Jurisdiction", was.jurisdictions, stood.known)
    refresh_provisions(work, batch, was.provisions, settled.provisions, stood.known)
    _prune(work, was | settled | Touched(set(documents) - {one.id for one in rows}))
    pairs = was.pairs | settled.pairs | {pair for one in rows for pair in one.pairs}
    work.run(statements("changes")["rank_relations"], rows=[{"source": a, "target": b} for a, b in sorted(pairs)])
    return record_changes(work, stood, was | settled | Touched(all_named), keys)


def _cited(rows: Rows | None) -> set[str]:
    return {row["id"] for row in rows.shared["Document"]} if rows else set()


def _named_by(work: Work, documents: Sequence[str]) -> dict[str, Touched]:
    """The shared nodes that each of some documents names as it is in the graph."""
    found = {document: Touched() for document in documents}
    for kind in SHARED:
        for row in work.run(statements("changes")[f"named_{kind}"], documents=documents):
            getattr(found[row["document"]], kind).add(row["id"])
    for row in work.run(statements("changes")["related_documents"], documents=documents):
        found[row["document"]].pairs.add((row["source"], row["target"]))
    return found


def _changed_keys(before: dict[str, Row], after: dict[str, Row], named: Mapping[str, set[str]]) -> dict[str, str]:
    """The undated identities that mean others than before, each with the first document whose names changed it."""
    causes: dict[str, str] = {}
    for document, ids in named.items():
        states = ({one: state[one] for one in ids & state.keys()} for state in (before, after))
        causes = dict.fromkeys(changed_keys(*states), document) | causes
    return causes


def _forget(work: Work, batch: Batch) -> None:
    """Take out all that documents said, but for the nodes that they say again, which stay with nothing between them.

    The embedded server may take a node that is deleted and made again in one transaction for two of one id.
    """
    changes, documents = statements("changes"), list(batch)
    kept = [{"document": one, "kept": rows.own_ids if rows else []} for one, rows in batch.items()]
    # In this order: each finds what it deletes by way of what the later ones delete.
    for what in ("duty_targets", "targets"):
        work.run(changes[f"forget_{what}"], rows=kept)
    for what in ("members", "relations", "links"):
        work.run(changes[f"forget_{what}"], documents=documents)
    work.run(changes["forget_passages"], rows=kept)
    work.run(changes["cut_passages"], documents=documents)


def _only_cited(document: str) -> Row:
    return {"id": document, "status": "cited"} | ({"key": key} if (key := key_of(document)) else {})


def _write(work: Work, batch: Sequence[Rows], known: Container[Named]) -> None:
    nodes, links = statements("nodes"), statements("links")
    new = {
        label: list(
            {row["id"]: row for rows in batch for row in rows.shared[label] if (label, row["id"]) not in known}.values()
        )
        for label in SHARED.values()
    }
    for kind in ("documents", "agencies", "jurisdictions"):
        work.run(nodes[f"create_{kind}"], rows=new[SHARED[kind]])
    write_provisions(work, new["Provision"])
    work.run(nodes["set_documents"], rows=[{"id": rows.id, "properties": rows.document} for rows in batch])
    for label in OWN:
        work.run(nodes[f"put_{label.lower()}"], rows=[row for rows in batch for row in rows.nodes[label]])
    for kind in sorted({kind for rows in batch for kind in rows.links}):
        work.run(links[kind], rows=[row for rows in batch for row in rows.links.get(kind, ())])


def _prune(work: Work, touched: Touched) -> None:
    unsaid = [one for one, rows in sayings_of(work, touched.documents).items() if not rows]
    # Provisions before the documents that they are parts of.
    for kind, ids in (
        ("provisions", touched.provisions),
        ("documents", unsaid),
        ("agencies", touched.agencies),
        ("jurisdictions", touched.jurisdictions),
    ):
        work.run(statements("changes")[f"prune_{kind}"], ids=sorted(ids))


def _refresh_documents(work: Work, ids: Iterable[str]) -> None:
    """Say anew of documents what follows from all that is said of them."""
    sayings = sayings_of(work, ids)
    there: dict[str, Row] = {}
    issued: dict[str, dict[str, Row]] = {}
    for row in work.run(statements("changes")["document_facts"], ids=list(sayings)):
        there[row["id"]] = row["properties"]
        if row["issuer"]:
            issued.setdefault(row["id"], {})[row["issuer"]] = row["issued"]
    facts, changed, links = [], [], []
    for one, said in sayings.items():
        own = there.get(one)
        is_read = own is not None and own.get("status") == "ingested"
        if own is None or not (said or is_read):
            continue
        row, issuers = _read_document(own, said) if is_read else _cited_document(one, said)
        row |= {"search": document_search(row), "order": document_order(row)}
        if spelling := document_spelling(row):
            row["spelling"] = spelling
        if row != own:
            facts.append({"id": one, "properties": row})
        if issuers != issued.get(one, {}):
            changed.append(one)
            links += [{"from": body, "to": one, "properties": place} for body, place in issuers.items()]
    work.run(statements("nodes")["set_documents"], rows=facts)
    work.run(statements("changes")["cut_issued"], ids=changed)
    work.run(statements("links")["issued"], rows=links)


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
