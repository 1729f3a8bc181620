"""What a load changed, and the journal of loads: a `:Load` for each that changed something.

The journal is for readers who ask what is new. It is no part of what the texts say, so that it is left out of exports:
two graphs of the same texts are the same however often each was loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from typing import Any

from .mapping import Batch, Rows
from .queries import statements
from .settling import SHARED, Named, Touched, known
from .store import Work

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """Mentions in a text that leave a document open, and what they mean since: their status, and which document."""

    document: str
    cited: str
    before: str
    after: str
    status: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a load or a removal did to the graph.

    `outcome` is "added", "replaced", "removed", or "unchanged" for a text that was loaded already, which has no `load`
    (the number in the journal). `passages` counts the document's own nodes that are new, gone or of other words;
    `created` and `deleted` are the shared nodes that nothing named before, or names now; `settled` are the mentions in
    other texts that mean something else since.
    """

    document: str
    outcome: str
    load: int | None = None
    at: str | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0
    created: tuple[Named, ...] = ()
    deleted: tuple[Named, ...] = ()
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """The graph before a batch is loaded, as far as is known by then that this may change it.

    `named` is what its documents name that were read already; `passages` are those documents' own nodes with their
    words; `asked` the shared nodes that were looked for, `known` those of them that there are, each with the document
    that names it first.
    """

    batch: Batch
    named: Mapping[str, Touched]
    passages: Mapping[str, Mapping[Named, str]]
    asked: frozenset[Named]
    known: Mapping[Named, str | None]


def look(work: Work, batch: Batch, named: Mapping[str, Touched]) -> Before:
    """What there is before a batch is loaded; `named` is what those of its documents name that were read already."""
    asked = {node for some in named.values() for node in _nodes(some)}
    asked |= {node for rows in batch.values() for node in _shared_of(rows)}
    passages: dict[str, dict[Named, str]] = {document: {} for document in named}
    for row in _ask(work, "passages", documents=list(named)):
        passages[row["document"]][row["label"], row["id"]] = row["text"]
    return Before(batch, named, passages, frozenset(asked), known(work, asked))


def record_changes(work: Work, before: Before, touched: Touched, keys: Mapping[str, str]) -> list[Change]:
    """Compare with what there was, and write the difference into the journal: a change for each of the batch.

    What the documents share with others is put down to the first of the batch that names it, or named it before; what
    mentions in other texts mean, to the one for which their key (`keys`) was settled anew.
    """
    batch = before.batch
    nodes = _nodes(touched)
    made = {node for node in nodes if node[1] in touched.made}
    stood = before.known.keys() | (nodes - before.asked - made)
    # What the texts name now stands, unless a mention of it turned out to mean something else.
    moved = {end for _, _, *ends, _ in touched.settled for end in ends}
    named = {node for rows in batch.values() for node in _shared_of(rows) if _document_of(node) not in moved}
    stands = named | known(work, (nodes | before.asked) - named).keys()
    causes = _causes(before, touched, keys)
    created, deleted = _by_cause(stands - stood, causes, batch), _by_cause(stood - stands, causes, batch)
    settled: dict[str, list[Settled]] = {document: [] for document in batch}
    for one in sorted(touched.settled):
        if one[0] not in batch:
            settled[keys[one[1]]].append(Settled(*one))
    last = _ask(work, "number_loads", count=len(batch))[0]["last"]
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    changes = [
        Change(
            document,
            "removed" if rows is None else "replaced" if document in before.named else "added",
            number,
            at,
            **_passages(before.passages.get(document, {}), rows),
            created=tuple(created[document]),
            deleted=tuple(deleted[document]),
            settled=tuple(settled[document]),
        )
        for number, (document, rows) in enumerate(batch.items(), last - len(batch) + 1)
    ]
    _ask(work, "write_loads", rows=[_written(change) for change in changes])
    return changes


def _causes(before: Before, touched: Touched, keys: Mapping[str, str]) -> dict[Named, str]:
    causes: dict[Named, str] = {}
    for document, rows in before.batch.items():
        named = before.named.get(document, Touched())
        for node in {("Document", document)} | _shared_of(rows) | _nodes(named):
            causes.setdefault(node, document)
    for text, cited, *ends, _ in touched.settled:
        for end in ends:
            causes.setdefault(("Document", end), text if text in before.batch else keys[cited])
    return causes


def _by_cause(nodes: Iterable[Named], causes: Mapping[Named, str], batch: Batch) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {document: [] for document in batch}
    for node in sorted(nodes):
        # A provision that only settling names comes and goes with its document.
        found[causes.get(node) or causes["Document", _document_of(node)]].append(node)
    return found


def _document_of(node: Named) -> str:
    """The document that a provision is a part of; of other nodes their id."""
    return node[1].partition("/")[0] if node[0] == "Provision" else node[1]


def _shared_of(rows: Rows | None) -> set[Named]:
    return {(label, row["id"]) for label, some in (rows.shared if rows else {}).items() for row in some}


def _written(change: Change) -> Row:
    """A change as its row in the journal: each of a list as one text, as a node's property holds no list in a list."""
    return asdict(change) | {
        "created": [" ".join(one) for one in change.created],
        "deleted": [" ".join(one) for one in change.deleted],
        "settled": [" ".join(astuple(one)) for one in change.settled],
    }


def _passages(old: Mapping[Named, str], rows: Rows | None) -> dict[str, int]:
    """How many of a document's own nodes are new, gone, or of other words."""
    own = rows.nodes if rows else {}
    new = {(label, row["id"]): row["text"] for label, some in own.items() if label != "Source" for row in some}
    changed = sum(old[node] != text for node, text in new.items() if node in old)
    return {"added": len(new.keys() - old.keys()), "changed": changed, "removed": len(old.keys() - new.keys())}


def _nodes(touched: Touched) -> set[Named]:
    return {(label, one) for kind, label in SHARED.items() for one in getattr(touched, kind)}


def _ask(work: Work, name: str, **parameters: Any) -> list[Row]:
    return work.run(statements("journal")[name], **parameters)
