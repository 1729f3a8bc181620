"""What the tests of Neo4j Browser are given."""

from __future__ import annotations

from dataclasses import dataclass

from graph.store import Store


@dataclass(frozen=True, slots=True)
class Place:
    """A server with the samples in it, as a person comes to it."""

    name: str  # "embedded" or "neo4j"
    service: str  # where the kit is served
    browser: str  # where Neo4j Browser is
    password: str
    store: Store
