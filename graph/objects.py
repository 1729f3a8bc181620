"""The graph as objects of py2neo, to read: documents with what they do to others, bodies with what they owe.

For those who know py2neo and have notebooks in it. It is no longer developed, since 2021: it speaks the Bolt of Neo4j
4.4, which Neo4j 5 and ArcadeDB still understand, and knows neither `neo4j+s://` routing to clusters of today nor new
types of values. New work is better done with the official driver, by `graph.store` or `api.notebook`.

Needs the extra: pip install "nghiavu[py2neo]".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from py2neo import Graph
from py2neo.errors import ConnectionUnavailable, Neo4jError
from py2neo.ogm import Model, Property, RelatedFrom, RelatedTo

from ingest.errors import StoreRefused, StoreUnavailable

from .headers import Query
from .store import Row, plain


class Document(Model):  # type: ignore[misc]
    """A document that was read (status "ingested") or is only cited."""

    __primarykey__ = "id"

    id = Property()
    type = Property()
    number = Property()
    name = Property()
    title = Property()
    issued = Property()
    issuer = Property()
    status = Property()
    implements = RelatedTo("Document", "IMPLEMENTS")
    implemented_by = RelatedFrom("Document", "IMPLEMENTS")
    based_on = RelatedTo("Document", "BASED_ON")
    cites = RelatedTo("Document", "CITES")
    cited_by = RelatedFrom("Document", "CITES")
    states = RelatedFrom("Obligation", "STATED_IN")


class Agency(Model):  # type: ignore[misc]
    """A body of one place, or an open set of bodies."""

    __primarykey__ = "id"

    id = Property()
    name = Property()
    name_en = Property()
    level = Property()
    places = Property()
    owes = RelatedTo("Obligation", "OWES")
    issued = RelatedTo("Document", "ISSUED")


class Obligation(Model):  # type: ignore[misc]
    """A duty that a document states."""

    __primarykey__ = "id"

    id = Property()
    text = Property()
    section = Property()
    role = Property()
    deadline = Property()
    due = Property()
    stated_in = RelatedTo(Document, "STATED_IN")
    owed_by = RelatedFrom(Agency, "OWES")
    partners = RelatedTo(Agency, "WITH")
    reports_to = RelatedTo(Agency, "REPORTS_TO")


class Objects:
    """The graph through py2neo, read only: there is nothing here that writes."""

    def __init__(self, uri: str, user: str, password: str, database: str | None = None) -> None:
        """Connect. Raises StoreUnavailable when nothing answers, StoreRefused when it says no."""
        self._uri = uri
        try:
            self._graph = Graph(uri, auth=(user, password), name=database, user_agent="nghiavu")
        except (ConnectionUnavailable, OSError, ValueError) as error:
            raise StoreUnavailable(f"No database answers py2neo at {uri}; start it, or name another.") from error
        except Neo4jError as error:
            raise StoreRefused(f"The database at {uri} refuses py2neo: {error.message or error.code}.") from error

    def documents(self, **properties: object) -> Iterator[Document]:
        """The documents with these properties."""
        return iter(Document.match(self._graph).where(**properties))

    def agencies(self, **properties: object) -> Iterator[Agency]:
        """The bodies with these properties."""
        return iter(Agency.match(self._graph).where(**properties))

    def obligations(self, **properties: object) -> Iterator[Obligation]:
        """The duties with these properties."""
        return iter(Obligation.match(self._graph).where(**properties))

    def read(self, query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of one statement that only reads, as plain values; as `graph.store.Store` gives them."""
        try:
            cursor = self._graph.query(query.text, dict(parameters))
            return [{key: plain(value) for key, value in row.items()} for row in cursor.data()]
        except Neo4jError as error:
            raise StoreRefused(
                f"The database at {self._uri} refuses a statement: {error.message or error.code}."
            ) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._graph.service.connector.close()
