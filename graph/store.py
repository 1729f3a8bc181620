"""The graph database over Bolt: an embedded ArcadeDB or a Neo4j, by the official driver.

Nothing above this module sees the driver: rows are plain values, errors are `StoreUnavailable` and `StoreRefused`.
"""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Result, RoutingControl, ServerInfo
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from ingest.errors import StoreError, StoreRefused, StoreUnavailable

from .headers import Query, code_of

Row = dict[str, Any]
T = TypeVar("T")

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
# Sub-queries that say what they take in, as the questions have them, came with 5.23; ArcadeDB says which it is like.
OLDEST = (5, 23)
# Seconds. A database on this machine or in this building connects at once; what accepts and then says nothing is none.
CONNECT = 5.0
ACQUIRE = 10.0
# For how long a transaction is tried again when the server or the net broke it off, and when others were in the way.
BROKEN = 5.0
RETRY = 60.0
DELAY = 0.1
_UNAVAILABLE = (ServiceUnavailable, SessionExpired)

# The server remarks on every label that a small graph does not have yet, and the driver on every transaction that it
# tries again; both are in order. That a connection broke off is told in a sentence.
logging.getLogger("neo4j").setLevel(logging.ERROR)
logging.getLogger("neo4j.io").setLevel(logging.CRITICAL)


class Work:
    """A transaction: statements run in it are kept together, or not at all."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, query: Query, **parameters: Any) -> list[Row]:
        """The rows of a statement, as plain values. A statement that is given an empty list unwinds nothing of it."""
        if [] in parameters.values():
            return []
        # The text of a statement is a file of this package or of `queries/`, and nothing is spliced into it.
        return _rows(self._transaction.run(query.text, parameters))


class Store:
    """An open graph database. Use it as a context, or close it; it may be shared between threads."""

    def __init__(self, uri: str, user: str, password: str, database: str | None = None) -> None:
        """Connect. Raises StoreUnavailable when nothing answers, StoreRefused when it says no."""
        self._uri, self._user, self._database = uri, user, database
        self._prepared = False
        self._lock = Lock()
        self._driver = self._connect(password)
        try:
            self._check()
        except BaseException:
            self._driver.close()
            raise

    def _connect(self, password: str) -> Driver:
        scheme, _, rest = self._uri.partition("://")
        if scheme not in SCHEMES or not rest:
            raise StoreUnavailable(f"'{self._uri}' is no Bolt address; give one such as bolt://127.0.0.1:7687.")
        with self._sentences():
            return GraphDatabase.driver(
                self._uri,
                auth=(self._user, password),
                user_agent="nghiavu",
                connection_timeout=CONNECT,
                connection_acquisition_timeout=ACQUIRE,
                max_transaction_retry_time=BROKEN,
                initial_retry_delay=DELAY,
            )

    def _check(self) -> None:
        with self._sentences():
            version = version_of(self._driver.get_server_info())
            if version < OLDEST:
                said, needed = (".".join(map(str, one)) for one in (version, OLDEST))
                raise StoreRefused(f"The database at {self._uri} is Neo4j {said}; use Neo4j {needed} or later.")
        self.ping()

    def ping(self) -> None:
        """Return when the database answers. Raises StoreUnavailable, StoreRefused."""
        with self._sentences(), self._driver.session(database=self._database) as session:
            session.run("RETURN 1").consume()

    def read(self, query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        """The rows of one statement that only reads, as plain values."""
        # The driver sends a statement that is alone in its transaction along with the transaction's begin.
        with self._sentences():
            return _again(
                lambda: self._driver.execute_query(
                    query.text,
                    dict(parameters),
                    routing_=RoutingControl.READ,
                    database_=self._database,
                    bookmark_manager_=None,
                    result_transformer_=_rows,
                )
            )

    def reading(self, work: Callable[[Work], T]) -> T:
        """Do what only reads in one transaction; it is begun anew when the server asks for that."""
        with self._sentences(), self._driver.session(database=self._database) as session:
            return _again(lambda: session.execute_read(lambda transaction: work(Work(transaction))))

    def writing(self, work: Callable[[Work], T]) -> T:
        """Do what writes in one transaction, all or nothing; it is begun anew when the server asks for that."""
        self._prepare()
        with self._sentences(), self._driver.session(database=self._database) as session:
            return _again(lambda: session.execute_write(lambda transaction: work(Work(transaction))))

    def _prepare(self) -> None:
        """Make the constraints and indexes, once for this store and where they are not there."""
        with self._lock:
            if self._prepared:
                return
            with self._sentences(), self._driver.session(database=self._database) as session:
                for statement in schema():
                    session.run(statement).consume()
            self._prepared = True

    def close(self) -> None:
        """Let go of the connections."""
        self._driver.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn what the driver raises into one sentence that says what to do."""
        try:
            yield
        except (DriverError, Neo4jError, ValueError, OSError) as error:
            raise self._sentence(error) from error

    def _sentence(self, error: Exception) -> StoreError:
        where = f"The database at {self._uri}"
        if isinstance(error, AuthError):
            return StoreRefused(f"{where} does not let '{self._user}' in with this password; set user and password.")
        if isinstance(error, Neo4jError):
            code = error.code or ""
            if code.endswith("DatabaseUnavailable"):
                return StoreUnavailable(f"{where} has its database offline; start it.")
            if code.endswith("DatabaseNotFound"):
                why = f"has no database '{self._database}'; name one that it has."
            elif code.endswith("General.UnknownError"):  # all that the embedded server says when its memory is spent
                why = "could not answer, as when what is asked for outgrows its memory; ask for less, or give it more."
            else:
                why = f"refuses a statement: {(error.message or code).splitlines()[0].rstrip('.')}."
            return StoreRefused(f"{where} {why}")
        if isinstance(error, (*_UNAVAILABLE, ConfigurationError, ValueError, OSError)):
            return StoreUnavailable(f"No database answers at {self._uri}; start it, or name another address.")
        return StoreUnavailable(f"{where} broke off: {error}.")


def _rows(result: Result) -> list[Row]:
    return [dict(zip(record.keys(), map(plain, record.values()), strict=True)) for record in result]


def _again(attempt: Callable[[], T]) -> T:
    """Try until nobody was in the way, beyond the time for which the driver tries.

    Of two loaders that make the same node at once the second is told that it is there already; and who reads what
    another just deletes is told by the embedded server that it is not there.
    """
    longest, until = DELAY, time.monotonic() + RETRY
    while True:
        try:
            return attempt()
        except (ClientError, TransientError) as error:
            met = isinstance(error, ConstraintError | TransientError) or str(error.code).endswith(".EntityNotFound")
            if not met or time.monotonic() > until:
                raise
        # Longer each time, and of chance, so that the two do not meet again.
        time.sleep(random.uniform(0, longest))  # noqa: S311 - not for secrets
        longest = min(2 * longest, 2.0)


@cache
def schema() -> tuple[str, ...]:
    """The statements that make constraints and indexes, each of which leaves one alone that is there."""
    text = (Path(__file__).parent / "cypher" / "schema.cypher").read_text("utf-8")
    return tuple(statement.strip() for statement in code_of(text).split(";") if statement.strip())


def version_of(server: ServerInfo) -> tuple[int, int]:
    """The version of Neo4j that a server is, or says it is like: "Neo4j/5.26.0 compatible (ArcadeDB …)"."""
    match = re.match(r"Neo4j/(\d+)\.(\d+)", server.agent)
    return (int(match[1]), int(match[2])) if match else OLDEST


def plain(value: Any) -> Any:
    """A value of the driver as JSON has it: dates are ISO 8601, what a node or relationship carries is a map."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return dict(value.items()) if hasattr(value, "items") else str(value)
