"""Statements of the tests' own, for what no question of the project asks."""

from __future__ import annotations

from graph.headers import Query
from graph.store import Store


def statement(text: str) -> Query:
    """A statement as the store takes it."""
    return Query("test", "", "", "", "write", (), (), text)


def empty(store: Store) -> None:
    """Take everything out of the graph."""
    store.writing(lambda work: work.run(statement("MATCH (n) DETACH DELETE n")))
