"""Free Cypher: statements that the people who ask wrote themselves. They are answered, and change nothing.

Every statement passes the words of `graph.checked` first. Then it depends on the server:

- **Neo4j** is asked what it takes the statement for (`EXPLAIN`, which Neo4j does not execute): one of type "r", whose
  plan has no file, and no procedure but those allowed. It runs in a transaction whose access mode is READ, in which
  Neo4j refuses to write, and which the server ends at the time limit.
- **The embedded database** keeps none of these promises, so another process answers of a copy (`graph.reader`), which
  ends when the time is up.
- Another database that speaks Bolt is refused, as nobody knows what it promises.

Whatever a statement does, it is never committed.

An answer has no more rows than the limit, and no more text than fits in memory; what there would be beyond is not asked
for, so that counts in a statement are of everything. One statement is answered at a time.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import Timeout
from neo4j import READ_ACCESS, AsyncGraphDatabase, AsyncResult, AsyncTransaction
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from ingest.errors import InputError, StoreBusy, StoreUnavailable

from .checked import PROCEDURES, check
from .reader import ReaderHome
from .server import ensure, ensure_server, stop
from .store import CONNECT, Row, plain

# Characters of JSON that one answer may have.
MOST = 5_000_000
# Rows that are fetched at a time.
FETCH = 200
# Seconds for which a statement waits for those before it, and for which a server may be late to end one.
WAIT = 30.0
LATE = 1.0
# What Neo4j calls the end of a transaction that took too long; whose limit it was stands behind it.
_LATEST = ".TransactionTimedOut"

Address = tuple[str, str, str, str | None]
_turn = Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a statement may run, in seconds, and how many rows it may give."""

    seconds: float
    rows: int


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a statement. `more` says that there would be others, which were not asked for."""

    columns: tuple[str, ...]
    rows: list[Row]
    more: bool


def ask_embedded(home: Path, statement: str, parameters: Mapping[str, Any], limits: Limits) -> Found:
    """Ask the database of a home folder. Raises InputError for what may not be asked or takes too long, StoreError."""
    check(statement, parameters)
    place = ReaderHome(home)
    with _turns(place):
        address = _fresh(place, home)
        try:
            return asyncio.run(_ask(address, statement, parameters, limits, trusted=True))
        except TimeoutError as error:
            stop(place)  # nothing else ends what it does
            raise _too_long(limits) from error
        except _Gone as error:
            stop(place)
            why = "The statement was ended with its process, most likely for want of memory; ask for less."
            raise InputError(why) from error


def ask_server(address: Address, statement: str, parameters: Mapping[str, Any], limits: Limits) -> Found:
    """Ask a Neo4j. Raises InputError for what may not be asked or takes too long, StoreError."""
    check(statement, parameters)
    with _turns():
        try:
            return asyncio.run(_ask(address, statement, parameters, limits, trusted=False))
        except TimeoutError as error:
            raise _too_long(limits) from error
        except _Gone as error:
            why = f"No database answers at {address[0]}; start it, or name another address."
            raise StoreUnavailable(why) from error


class _Gone(Exception):
    """The server broke off."""


def _too_long(limits: Limits) -> InputError:
    return InputError(f"The statement ran for more than {limits.seconds:g} seconds and was ended; ask for less.")


@contextmanager
def _turns(place: ReaderHome | None = None) -> Iterator[None]:
    """Wait for the turn among the statements of this process, and of others with this home. Raises StoreBusy."""
    busy = StoreBusy("Other statements are being answered; ask again in half a minute.")
    if not _turn.acquire(timeout=WAIT):
        raise busy
    try:
        if place is None:
            yield
            return
        try:
            place.busy.acquire(timeout=WAIT)
        except Timeout as error:
            raise busy from error
        try:
            yield
        finally:
            place.busy.release()
    finally:
        _turn.release()


def _fresh(place: ReaderHome, home: Path) -> Address:
    """The address of a reader that reads the graph as it is now. Raises StoreUnavailable."""
    ensure_server(home)
    if not place.is_fresh():
        stop(place)
    return ensure(place)


async def _ask(
    address: Address, statement: str, parameters: Mapping[str, Any], limits: Limits, *, trusted: bool
) -> Found:
    """Raises InputError, TimeoutError, _Gone."""
    uri, user, password, database = address
    time = asyncio.timeout(None)
    try:
        async with AsyncGraphDatabase.driver(
            uri, auth=(user, password), user_agent="nghiavu", connection_timeout=CONNECT
        ) as driver:
            if not trusted:
                await _refuse_others(driver)
            async with driver.session(
                database=database, default_access_mode=READ_ACCESS, fetch_size=min(FETCH, limits.rows + 1)
            ) as session:
                async with time:
                    time.reschedule(asyncio.get_running_loop().time() + limits.seconds + (0 if trusted else LATE))
                    transaction = await session.begin_transaction(timeout=limits.seconds)
                    if not trusted:
                        await _refuse_by_plan(transaction, statement, parameters)
                    found = await _read(await transaction.run(statement, dict(parameters)), limits.rows)
                session.cancel()  # what is left is not to be sent, nor thrown away one by one
                return found
    except Neo4jError as error:
        raise _refusal(error) from error
    except (DriverError, OSError) as error:
        if time.expired():
            raise TimeoutError from error
        raise _Gone from error


def _refusal(error: Neo4jError) -> Exception:
    if _LATEST in str(error.code):
        return TimeoutError()
    said = (error.message or error.code or "").strip().splitlines()[0].rstrip(".")
    return InputError(f"The database refuses the statement: {said}.")


async def _refuse_others(driver: Any) -> None:
    agent = (await driver.get_server_info()).agent
    if not agent.startswith("Neo4j/") or "compatible" in agent:
        raise InputError(f"Free Cypher is answered by Neo4j and by the embedded database, not by {agent}.")


async def _refuse_by_plan(transaction: AsyncTransaction, statement: str, parameters: Mapping[str, Any]) -> None:
    """Raise InputError unless Neo4j plans to read the graph, and nothing else."""
    summary = await (await transaction.run(f"EXPLAIN {statement}", dict(parameters))).consume()
    if summary.query_type != "r":
        raise InputError("Neo4j takes the statement for one that writes; only questions may be asked here.")
    plans = [summary.plan or {}]
    while plans:
        plan = plans.pop()
        plans += plan.get("children", ())
        operator = str(plan.get("operatorType", "")).partition("@")[0]
        called = str(plan.get("args", {}).get("Details", "")).partition("(")[0].strip("` ").lower()
        if operator == "LoadCSV" or (operator == "ProcedureCall" and called not in PROCEDURES):
            raise InputError("Neo4j would read a file or call a procedure for this; only questions may be asked here.")


async def _read(result: AsyncResult, most: int) -> Found:
    rows: list[Row] = []
    size, columns = 0, tuple(result.keys())
    async for record in result:
        row = {column: value_of(record[column]) for column in columns}
        size += len(json.dumps(row, ensure_ascii=False, default=str))
        if len(rows) == most or size > MOST:
            if not rows:
                raise InputError("The first row is too long to be sent; return less of it.")
            return Found(columns, rows, more=True)
        rows.append(row)
    return Found(columns, rows, more=False)


def value_of(value: Any) -> Any:
    """A value as JSON has it; nodes and relationships as `graph.export` has them, a path as the list of its parts."""
    if isinstance(value, Node | Relationship):
        return _labelled(value) | {"properties": plain({name: value[name] for name in value})}
    if isinstance(value, GraphPath):
        pairs = zip(value.nodes, (*value.relationships, None), strict=True)
        return [value_of(part) for pair in pairs for part in pair if part is not None]
    if isinstance(value, Mapping):
        return {str(key): value_of(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [value_of(part) for part in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else plain(value)


def _labelled(value: Node | Relationship) -> Row:
    if isinstance(value, Node):
        return {"labels": sorted(value.labels)}
    return {"from": _id(value.start_node), "type": value.type, "to": _id(value.end_node)}


def _id(node: Node | None) -> Any:
    """The node's id, where the server sent the node itself along."""
    return node.get("id") if node is not None else None
