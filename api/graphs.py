"""An answer as a graph: the things that its cells name, and what the graph says between them, as GraphML or JSON-LD.

Every row that has ids in it is one: an id is looked for in each cell, at any depth. So the graph of an answer is not
what its rows happen to have columns for, but all that is known of the same things, with the words that say it.

JSON-LD speaks of documents in the terms of the European Legislation Identifier (ELI 1.4) and of schema.org; what
neither has a term for has one of this project's own. A relationship is a property of where it begins, and beside it an
`rdf:Statement` that has the text and the words that say so.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from graph.queries import run
from graph.store import Store

from .tables import flat

Row = Mapping[str, Any]

SEPARATOR = "|"
# As ids begin: all but a few texts are left out before the graph is asked.
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:[./@#~][^|\n]*)?")
LONGEST_ID = 300
# What the graph keeps for itself: folded words to search by, an order to list in, keys and digests to load by.
_OWN = frozenset({"search", "order", "key", "digest"})
# Characters that XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; `label` is its kind, `type` the kind of document or "" for other things."""

    id: str
    label: str
    type: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """What a text says of two things."""

    source: str
    type: str
    target: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """Things and what is between them, both in an order that is always the same."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def graph_of(store: Store, rows: Sequence[Row]) -> Graph:
    """The graph of an answer. Raises StoreError."""
    named = {"ids": SEPARATOR.join(dict.fromkeys(ids_in(rows)))}
    nodes = tuple(_node(row) for row in run(store, "nodes_named", named))
    found = {"ids": SEPARATOR.join(node.id for node in nodes)}
    links = run(store, "links_between", found) if nodes else []
    return Graph(nodes, tuple(Link(row["source"], row["type"], row["target"], row["properties"]) for row in links))


def ids_in(value: Any) -> Iterator[str]:
    """What may be an id, in a value of any depth."""
    if isinstance(value, str):
        if len(value) <= LONGEST_ID and _ID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from ids_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from ids_in(part)


def _node(row: Row) -> Node:
    labels = row["labels"]
    label = "Document" if "Document" in labels else labels[0]
    kind = next((one for one in labels if one != "Document"), "") if label == "Document" else ""
    known = {key: value for key, value in row["properties"].items() if key not in _OWN}
    return Node(row["id"], label, kind, known)


def as_graphml(graph: Graph) -> bytes:
    """GraphML, as Gephi, yEd, Cytoscape and networkx read it; what is not plain is JSON in its attribute."""
    import networkx as nx  # noqa: PLC0415 - it takes a third of a second

    made = nx.MultiDiGraph()
    for node in graph.nodes:
        made.add_node(_clean(node.id), **_attributes(node.properties, label=_caption(node), kind=node.label))
    for link in graph.links:
        made.add_edge(_clean(link.source), _clean(link.target), **_attributes(link.properties, label=link.type))
    out = io.BytesIO()
    nx.write_graphml_xml(made, out)
    return out.getvalue() + b"\n"


def _caption(node: Node) -> str:
    """What a drawing has beside a thing."""
    said = (node.properties.get(key) for key in ("label", "number", "name", "title", "text"))
    return next((str(one) for one in said if one), node.id)


def _attributes(properties: Mapping[str, Any], **ours: str) -> dict[str, Any]:
    known = {key: flat(value) for key, value in {**properties, **ours}.items() if key != "id" and value is not None}
    return {key: _clean(value) if isinstance(value, str) else value for key, value in known.items()}


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


# JSON-LD

THING = "urn:nghiavu:"
CONTEXT: Mapping[str, Any] = {
    "eli": "http://data.europa.eu/eli/ontology#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "nghiavu": "urn:nghiavu:vocabulary:",
}
CLASSES: Mapping[str, tuple[str, ...]] = {
    "Document": ("eli:LegalResource", "schema:Legislation"),
    "Provision": ("eli:LegalResourceSubdivision", "schema:Legislation"),
    "Agency": ("schema:GovernmentOrganization",),
    "Jurisdiction": ("schema:AdministrativeArea",),
    "Obligation": ("nghiavu:Obligation",),
    "Task": ("nghiavu:Task",),
    "Target": ("nghiavu:Target",),
    "Citation": ("nghiavu:Citation",),
}
# The relationships that have terms elsewhere, by the kind of thing that they begin at or "" for any. Regulations in
# detail ensure that a law is carried out too, so DETAILS is said by ELI's term and by one of ours, which is closer.
TERMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("", "IMPLEMENTS"): ("eli:ensures_implementation_of", "schema:legislationEnsuresImplementationOf"),
    ("", "DETAILS"): ("eli:ensures_implementation_of", "nghiavu:details"),
    ("", "BASED_ON"): ("eli:based_on",),
    ("", "AMENDS"): ("eli:amends", "schema:legislationAmends"),
    ("", "REPLACES"): ("eli:repeals", "dcterms:replaces"),
    ("", "REPEALS"): ("eli:repeals", "schema:legislationRepeals"),
    ("", "CORRECTS"): ("eli:corrects", "schema:legislationCorrects"),
    ("", "CONSOLIDATES"): ("eli:consolidates", "schema:legislationConsolidates"),
    ("Document", "CITES"): ("eli:cites", "schema:citation"),
    ("Document", "APPLIES_IN"): ("eli:jurisdiction", "schema:legislationJurisdiction"),
    ("Provision", "PART_OF"): ("eli:is_part_of", "schema:isPartOf"),
    ("Jurisdiction", "PART_OF"): ("schema:containedInPlace",),
    ("Agency", "OF"): ("schema:areaServed",),
    ("Agency", "MEMBER_OF"): ("schema:memberOf",),
}
# A relationship that others say the other way round.
TURNED: Mapping[str, tuple[str, ...]] = {"ISSUED": ("eli:passed_by", "schema:legislationPassedBy")}
PROPERTIES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Document", "number"): ("eli:number", "schema:legislationIdentifier"),
    ("Document", "title"): ("eli:title", "schema:name"),
    ("Document", "name"): ("eli:title_short", "schema:alternateName"),
    ("Document", "issued"): ("eli:date_document", "schema:legislationDate"),
    ("Document", "type"): ("schema:legislationType",),
    ("Agency", "name"): ("schema:name",),
    ("Agency", "name_en"): ("schema:alternateName",),
    ("Jurisdiction", "name"): ("schema:name",),
    ("Provision", "label"): ("eli:number", "schema:name"),
    ("", "text"): ("schema:text",),
}
# In English where its name says so, and else in Vietnamese; ids, numbers and codes are in no language.
_WORDS = frozenset(
    {"title", "name", "label", "text", "evidence", "deadline", "issuer", "heading", "type", "signer_title"}
)
_DATES = ((10, "xsd:date"), (7, "xsd:gYearMonth"), (4, "xsd:gYear"))


def as_jsonld(graph: Graph) -> bytes:
    """JSON-LD with its context in it, so that nothing has to be fetched to read it."""
    labels = {node.id: node.label for node in graph.nodes}
    things = {node.id: _thing(node) for node in graph.nodes}
    for link in graph.links:
        source, target, terms = _said(link, labels)
        for term in terms:
            things[source].setdefault(term, []).append({"@id": iri(labels[target], target)})
    for thing in things.values():
        for key, value in thing.items():
            thing[key] = _distinct(value)
    statements = [_statement(link, labels) for link in graph.links]
    whole = {"@context": CONTEXT, "@graph": [*things.values(), *statements]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


WRITERS: Mapping[str, Callable[[Graph], bytes]] = {"graphml": as_graphml, "jsonld": as_jsonld}


def iri(label: str, identity: str) -> str:
    """The name of a thing anywhere: "urn:nghiavu:document:nq-121-2020-qh14"."""
    return f"{THING}{label.lower()}:{quote(identity, safe='/@.-')}"


def _thing(node: Node) -> dict[str, Any]:
    types = [*CLASSES[node.label], *([f"nghiavu:{node.type}"] if node.type else [])]
    said: dict[str, Any] = {"@id": iri(node.label, node.id), "@type": types, "dcterms:identifier": [node.id]}
    for key, value in node.properties.items():
        if key == "id" or value is None or value == []:
            continue
        own = (f"nghiavu:{key}",)
        for term in PROPERTIES.get((node.label, key), PROPERTIES.get(("", key), own)):
            said[term] = [_literal(key, one) for one in (value if isinstance(value, list) else [value])]
    return said


def _literal(key: str, value: Any) -> Any:
    if key == "name_en":
        return {"@value": value, "@language": "en"}
    if key in _WORDS:
        return {"@value": value, "@language": "vi"}
    if key == "issued":
        kind = next((kind for length, kind in _DATES if len(value) == length), None)
        return {"@value": value, "@type": kind} if kind else value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _said(link: Link, labels: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """(from, to, terms) of a relationship in JSON-LD."""
    if link.type in TURNED:
        return link.target, link.source, TURNED[link.type]
    own = (f"nghiavu:{link.type.lower()}",)
    terms = TERMS.get((labels[link.source], link.type)) or TERMS.get(("", link.type)) or own
    return link.source, link.target, terms


def _statement(link: Link, labels: Mapping[str, str]) -> dict[str, Any]:
    source, target, terms = _said(link, labels)
    said: dict[str, Any] = {
        "@type": "rdf:Statement",
        "rdf:subject": {"@id": iri(labels[source], source)},
        "rdf:predicate": {"@id": terms[0]},
        "rdf:object": {"@id": iri(labels[target], target)},
    }
    for key, value in link.properties.items():
        if key == "asserted_by":
            said["dcterms:source"] = {"@id": iri("Document", value)}
        elif value is not None and key not in _OWN:
            said[f"nghiavu:{key}"] = _literal(key, value)
    return said


def _distinct(value: Any) -> Any:
    """A list without what it has already; two texts may say the same of two things."""
    if not isinstance(value, list):
        return value
    return list({json.dumps(one, ensure_ascii=False): one for one in value}.values())
