"""The questions of `queries/*.cypher`: one a file, each by its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ingest.errors import UnknownNameError

from .headers import HeaderError, Parameter, Query, parse_query, parse_statements
from .store import Row, Store

__all__ = ["Parameter", "Query", "load_queries", "run", "statements"]

# Beside this package, in a clone and where it is installed.
QUERIES = Path(__file__).parent.parent / "queries"
STATEMENTS = Path(__file__).parent / "cypher"


def read_queries(folder: Path) -> dict[str, Query]:
    """The questions of a folder by name, in alphabetical order. Raises HeaderError for a file that is not in order."""
    queries = {}
    for path in sorted(folder.glob("*.cypher")):
        query = parse_query(path.read_text("utf-8"), path.name)
        if query.name != path.stem:
            raise HeaderError(
                path.name, 1, f"the question is named '{query.name}', so its file is {query.name}.cypher."
            )
        queries[query.name] = query
    return queries


@cache
def load_queries() -> Mapping[str, Query]:
    """Every question there is, by name."""
    return MappingProxyType(read_queries(QUERIES))


@cache
def statements(file: str) -> Mapping[str, Query]:
    """The statements of `graph/cypher/<file>.cypher` by name, in their order there."""
    path = STATEMENTS / f"{file}.cypher"
    return MappingProxyType({one.name: one for one in parse_statements(path.read_text("utf-8"), path.name)})


def run(store: Store, name: str, parameters: Mapping[str, Any]) -> list[Row]:
    """The rows of a question, as plain values. Raises UnknownNameError for no such question, StoreError."""
    query = load_queries().get(name)
    if query is None:
        raise UnknownNameError(f"No query is named '{name}'.")
    return store.read(query, parameters)
