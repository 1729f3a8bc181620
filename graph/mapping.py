"""A record as rows of the graph: what one text adds to it, keyed by identity. Pure.

Every node and every relationship that a text adds carries where it says so: `asserted_by` (the document), `section`,
`start` and `end`, and the words: `text` on a node that is a passage itself, `evidence` on all else. Documents, bodies,
places and provisions that several texts name are given here by id only; what is said of them follows from all those
texts together (`graph.facts`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from ingest.errors import InputError
from ingest.identity import document_id, place_id
from ingest.lexicon import fold
from ingest.model import Agency, Citation, DocumentRef, Obligation, Record, Relation, Target
from ingest.provisions import parse_provisions

from .facts import document_row, key_of, place_level, search_words
from .members import members

Row = dict[str, Any]

RELATIONS = (
    "IMPLEMENTS", "BASED_ON", "PROPOSED_IN", "DETAILS", "AMENDS", "REPLACES", "REPEALS", "CORRECTS", "CONSOLIDATES",
)  # fmt: skip
# Nodes that belong to one document.
OWN = ("Citation", "Obligation", "Target", "Task", "Source")
# What a citation's node takes over as it is.
_CITATION = ("type", "number", "name", "issuer", "provision", "status", "footnote", "raw_number", "repair", "rule")

_LONGEST = 4_000  # characters that a relationship quotes: no sentence is half as long


@dataclass(frozen=True, slots=True)
class Rows:
    """What one document adds: `nodes` are its own and `shared` those that others name too, by label; `links` are the
    relationships by statement of `links.cypher`, each with `from`, `to` and `properties`. Equal digests are equal rows,
    but for the file that they were read from."""

    id: str
    document: Row
    nodes: dict[str, list[Row]]
    shared: dict[str, list[Row]]
    links: dict[str, list[Row]]
    digest: str

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """The documents that it relates to one another."""
        kinds = (some for kind, some in self.links.items() if kind.startswith("relates_"))
        return {(row["from"], row["to"]) for some in kinds for row in some}

    @property
    def own_ids(self) -> list[str]:
        """The ids of the nodes that belong to it alone."""
        return [row["id"] for rows in self.nodes.values() for row in rows]

    @property
    def size(self) -> int:
        """How many rows there are, a thousand characters of the whole text counted as one."""
        rows = sum(map(len, (*self.nodes.values(), *self.shared.values(), *self.links.values())))
        return rows + sum(len(row["text"]) for row in self.nodes["Source"]) // 1000


# What is loaded together: by document the rows to put in place of what its text said, None for nothing.
Batch = Mapping[str, Rows | None]


def map_record(record: Record, text: str | None = None) -> Rows:
    """The rows of a record, and of the text that it was read from where that is given, to be shown to readers.

    Reads: the record, the text. Writes: nothing; equal records give equal rows. Raises InputError for a text with half
    of a surrogate pair, which no database takes.
    """
    return _Mapping(record, text).rows()


def identity_of(record: Record) -> str:
    """The id of the record's own document; one that says nothing of itself is told apart by its text."""
    said = record.document
    return said.id or f"{document_id(said.type, None, said.issued, said.issuer)}-{record.sha256[:8]}"


class _Mapping:
    """One record being mapped."""

    def __init__(self, record: Record, text: str | None) -> None:
        self.record, self.text = record, text
        self.id = identity_of(record)
        self.bodies = {_called(agency): agency.id for agency in record.agencies if not agency.collective}
        self.citations = tuple(_all_citations(record))
        self.open = _open_ids(self.citations)
        self.links: dict[str, list[Row]] = {}
        self.nodes: dict[str, list[Row]] = {label: [] for label in OWN}
        self.shared: dict[str, dict[str, Row]] = {
            label: {} for label in ("Document", "Agency", "Jurisdiction", "Provision")
        }

    def rows(self) -> Rows:
        self._share_document(self.id)
        self._map_citations()
        self._map_obligations()
        for target, id_ in _numbered(f"{self.id}/target", self.record.plan_targets):
            self._map_target("document_target", self.id, id_, target, self._at_head())
        for task, id_ in _keyed(self.id, "task", self.record.unassigned):
            place = self._at(task.text, task.section, task.start, task.end)
            self.nodes["Task"].append({"id": id_} | _passage(place))
            self._link("task_in", id_, self.id, place)
        self._map_relations()
        self._map_names()
        self._map_source()
        for body, group, here in members(self.record.agencies):
            self._link("member_of", body, group, self._named_at(body), here=here)
        document = self._document()
        shared = {label: list(rows.values()) for label, rows in self.shared.items()}
        said = {key: value for key, value in document.items() if key != "source"}
        content = json.dumps([said, self.nodes, shared, self.links], ensure_ascii=False, sort_keys=True)
        digest = sha256(_encoded(content, self.record.source)).hexdigest()
        return Rows(self.id, document | {"digest": digest}, self.nodes, shared, self.links, digest)

    # Provenance

    def _at(self, text: str, section: str | None, start: int | None, end: int | None) -> Row:
        return {"asserted_by": self.id, "evidence": text, "section": section, "start": start, "end": end}

    def _at_head(self) -> Row:
        """What the head of the document says, whose place the record does not keep."""
        return self._at("", "header", None, None) | {"evidence": None}

    def _link(self, kind: str, source: str, target: str, place: Row, **more: Any) -> None:
        row = {"from": source, "to": target, "properties": _known(_shortened(place) | more)}
        self.links.setdefault(kind, []).append(row)

    def _share_document(self, identity: str) -> None:
        self.shared["Document"][identity] = document_row(identity)

    # The document itself

    def _document(self) -> Row:
        said = asdict(self.record.document) | {"id": self.id}
        of_file = {"source": self.record.source, "sha256": self.record.sha256, "warnings": list(self.record.warnings)}
        lists = {field: list(said[field]) for field in ("jurisdiction", "recipients")}
        issuers = {"issuers": self._bodies_called(self.record.document.issuer)}
        own = {"status": "ingested", "asserted_by": self.id, "section": "header", "key": key_of(self.id)}
        return _known(said | lists | of_file | issuers | own)

    def _bodies_called(self, issuer: str | None) -> list[str]:
        """The ids of the bodies that are named as issuer; a joint document has several, with commas between them."""
        if not issuer:
            return []
        whole = self.bodies.get(fold(issuer))
        parts = [self.bodies.get(fold(part)) for part in issuer.split(", ")]
        return [whole] if whole else [part for part in parts if part]

    def _map_source(self) -> None:
        """The whole text is a node of its own: who looks through documents need not lift it each time."""
        if self.text is not None:
            place = self._at(self.text, None, 0, len(self.text))
            self.nodes["Source"].append({"id": f"{self.id}/text"} | _passage(place))
            self._link("source_of", f"{self.id}/text", self.id, {"asserted_by": self.id, "section": "header"})

    # Citations

    def _map_citations(self) -> None:
        for citation, id_ in _at_starts(self.id, self.citations):
            place = self._at(citation.text, citation.section, citation.start, citation.end)
            self.nodes["Citation"].append({"id": id_} | self._citation(citation) | _passage(place))
            self._link("citation_in", id_, self.id, place)
            if citation.id:
                self._share_document(citation.id)
                self._link("refers_to", id_, citation.id, place, cited=citation.id)
                self._map_provisions(id_, citation, place)
        mentions = Counter(citation.id for citation in self.citations)
        for citation in {one.id: one for one in reversed(self.citations) if one.id}.values():
            place = self._at(citation.text, citation.section, citation.start, citation.end)
            count = mentions[citation.id]
            self._link("cites", self.id, str(citation.id), place, cited=citation.id, mentions=count)

    def _citation(self, citation: Citation) -> Row:
        is_open = citation.id in self.open
        row: Row = {field: getattr(citation, field) for field in _CITATION}
        row |= {"issued": citation.date, "cited": citation.id, "open": is_open}
        row |= {"issuers": self._bodies_called(citation.issuer), "candidates": list(citation.candidates)}
        if is_open:
            # Of an unknown document the candidates are other numbers it may have; of an ambiguous one, documents.
            alike = citation.status == "unknown"
            row["keys"] = [citation.id, *(citation.candidates if alike else ())]
            row["proposed"] = [] if alike else list(citation.candidates)
        return _known(row)

    def _map_provisions(self, id_: str, citation: Citation, place: Row) -> None:
        for provision in provision_rows(str(citation.id), citation.provision or ""):
            self.shared["Provision"][provision["id"]] = provision
            if provision["cited"]:
                self._link("refers_to_provision", id_, provision["id"], place, cited=citation.id)

    # Obligations

    def _map_obligations(self) -> None:
        for duty, id_ in _keyed(self.id, "", self.record.obligations):
            place = self._at(duty.text, duty.section, duty.start, duty.end)
            search = {"search": search_words(duty.text)}
            self.nodes["Obligation"].append({"id": id_} | _obligation(duty) | search | _passage(place))
            self._link("stated_in", id_, self.id, place)
            for body in dict.fromkeys(duty.bearer_ids):
                self._link("owes", body, id_, place, role=duty.role, heading=duty.heading)
            for body in dict.fromkeys(duty.partner_ids):
                self._link("with", id_, body, place)
            for step, report in enumerate(duty.reports, 1):
                more = {"sender": report.sender, "via": report.via, "step": step}
                self._link("reports_to", id_, report.recipient, place, **more)
            for target, target_id in _numbered(f"{id_}/target", duty.targets):
                self._map_target("has_target", id_, target_id, target, place)
            for ref in dict.fromkeys(ref.id for ref in duty.cites if ref.id):
                self._link("duty_cites", id_, ref, place, cited=ref)

    def _map_target(self, kind: str, owner: str, id_: str, target: Target, around: Row) -> None:
        """An aim; where it does not say its place, that is looked for in the passage that it belongs to."""
        start = target.start
        if start is None and (at := (around["evidence"] or "").find(target.text)) >= 0:
            start = around["start"] + at
        end = None if start is None else start + len(target.text)
        place = self._at(target.text, target.section or around["section"], start, end)
        said = {"value": target.value, "unit": target.unit, "comparator": target.comparator, "upper": target.upper}
        self.nodes["Target"].append(_known({"id": id_} | said) | _passage(place))
        self._link(kind, owner, id_, place)

    # Relations between documents

    def _map_relations(self) -> None:
        """One relationship for what is said of two documents; the first place that says it, as the record has it."""
        said: dict[tuple[str, str, str], Relation] = {}
        for relation in self.record.relations:
            source, target = (
                end.id if isinstance(end, DocumentRef) else self.id for end in (relation.source, relation.target)
            )
            if source and target and source != target:
                said.setdefault((relation.type, source, target), relation)
        for (kind, source, target), relation in said.items():
            place = self._at(relation.evidence, relation.section, relation.start, relation.end)
            more = {"basis": relation.basis, "provision": relation.provision, "citing": source, "cited": target}
            self._link(f"relates_{kind.lower()}", source, target, place, **more)

    # Bodies and places

    def _map_names(self) -> None:
        for agency in {agency.id: agency for agency in reversed(self.record.agencies)}.values():
            said = _known({key: value for key, value in asdict(agency).items() if key != "id"})
            self.shared["Agency"][agency.id] = {"id": agency.id}
            self._link("names", self.id, agency.id, self._named_at(agency.id), **said | {"places": list(agency.places)})
            self._map_places(agency.places, self._named_at(agency.id))
        own = self.record.document.jurisdiction
        self._map_places(own, self._at_head())
        if own:
            self._link("applies_in", self.id, place_id(own), self._at_head())

    def _map_places(self, path: tuple[str, ...], place: Row) -> None:
        for end in range(1, len(path) + 1):
            part = path[:end]
            if place_id(part) in self.shared["Jurisdiction"]:
                continue
            self.shared["Jurisdiction"][place_id(part)] = {"id": place_id(part)}
            said = {"name": part[-1], "level": place_level(part), "places": list(part)}
            self._link("names_place", self.id, place_id(part), place, **said)

    def _named_at(self, body: str) -> Row:
        return self._named.get(body) or self._at_head()

    @cached_property
    def _named(self) -> dict[str, Row]:
        """Where the text first names each body: in a duty, else as the issuer of what it cites."""
        found: dict[str, Row] = {}
        for duty in self.record.obligations:
            steps = (one for step in duty.reports for one in (step.sender, step.recipient, step.via) if one)
            for body in (*duty.bearer_ids, *duty.partner_ids, *steps):
                found.setdefault(body, self._at(duty.text, duty.section, duty.start, duty.end))
        for citation in self.citations:
            for body in self._bodies_called(citation.issuer):
                found.setdefault(body, self._at(citation.text, citation.section, citation.start, citation.end))
        return found


def _shortened(place: Row) -> Row:
    """Where a relationship is said, in words as many as it may quote; a passage can hold thousands of relationships."""
    if len(place.get("evidence") or "") <= _LONGEST:
        return place
    return place | {"evidence": place["evidence"][:_LONGEST], "end": place["start"] + _LONGEST}


def _encoded(content: str, source: str | None) -> bytes:
    try:
        return content.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"U+{ord(content[error.start]):04X}, half of a character"
        raise InputError(f"{source or 'The text'} holds {half}, which is no Unicode text; give it whole.") from error


def provision_rows(document: str, provision: str) -> list[Row]:
    """The parts of a document that some words name, and those that hold them; `cited` are the parts themselves."""
    rows: dict[str, Row] = {}
    for found in parse_provisions(provision):
        outer: str | None = None
        for depth in range(1, len(found.steps) + 1):
            part = replace(found, steps=found.steps[:depth])
            id_ = f"{document}/{part.id}"
            own = {"id": id_, "label": part.label, "document": document, "outer": outer, "cited": False}
            rows[id_] = rows.get(id_, own)
            outer = id_
        if outer:
            rows[outer] = rows[outer] | {"cited": True}
    return list(rows.values())


def _called(agency: Agency) -> str:
    """The folded full name that issuers are given by: "uy ban nhan dan tinh bac kan"."""
    return fold(f"{agency.name} {agency.places[-1]}" if agency.places else agency.name)


def _open_ids(citations: Iterable[Citation]) -> frozenset[str]:
    """The documents that the text names without saying which they are."""
    said = {citation.id for citation in citations if citation.id}
    return frozenset(said - {citation.id for citation in citations if citation.status == "resolved"})


def _all_citations(record: Record) -> Iterator[Citation]:
    """The record's citations; and one for each document that it relates, or rests a duty on, without citing it."""
    yield from record.citations
    cited = {citation.id for citation in record.citations} | {None}
    refs = [
        (end, relation.evidence, relation.start, relation.end, relation.section)
        for relation in record.relations
        for end in (relation.source, relation.target)
    ]
    refs += [(ref, duty.text, duty.start, duty.end, duty.section) for duty in record.obligations for ref in duty.cites]
    for ref, text, start, end, section in refs:
        if isinstance(ref, DocumentRef) and ref.id not in cited:
            cited.add(ref.id)
            yield Citation(
                text=text,
                start=start,
                end=end,
                type=ref.type or "",
                number=ref.number,
                name=ref.name,
                id=ref.id,
                status="resolved",
                section=section,
            )


def _obligation(duty: Obligation) -> Row:
    said = _known({"role": duty.role, "form": duty.form, "heading": duty.heading})
    deadline = duty.deadline or duty.inherited
    if deadline is None:
        return said
    return said | _known(
        {
            "deadline": deadline.text,
            "deadline_kind": deadline.kind,
            "deadline_inherited": duty.deadline is None,
            "deadline_unresolved": deadline.unresolved,
            "due": [deadline.due] if isinstance(deadline.due, str) else list(deadline.due or ()),
            "due_from": deadline.start,
            "ongoing": deadline.ongoing,
            "recurrence": list(deadline.recurrence or ()),
        }
    )


def _passage(place: Row) -> Row:
    """The provenance of a node that is a passage of the text: its words are its `text`."""
    return _known({"text": place["evidence"]} | {key: value for key, value in place.items() if key != "evidence"})


def _known(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None}


def _keyed(document: str, kind: str, parts: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Each part with its id: document and section, and which it is of those of one section, in text order."""
    keys = ["/".join(filter(None, (document, kind, part.section))) for part in parts]
    return _unique(parts, keys)


def _at_starts(document: str, citations: Sequence[Citation]) -> Iterator[tuple[Citation, str]]:
    return _unique(citations, [f"{document}@{citation.start}" for citation in citations])


def _numbered(stem: str, parts: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    return ((part, f"{stem}-{number}") for number, part in enumerate(parts, 1))


def _unique(parts: Sequence[Any], keys: Sequence[str]) -> Iterator[tuple[Any, str]]:
    seen: Counter[str] = Counter()
    for part, key in zip(parts, keys, strict=True):
        seen[key] += 1
        yield part, key if seen[key] == 1 else f"{key}~{seen[key]}"
