"""The graph as tables, one for each kind of node and of relationship."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO, Any

from ingest.errors import InputError

from ..store import schema
from .values import Kind, Line, Type, kind_of, survey

Read = Callable[[], Iterator[Line]]
# What stands between the parts of a list in a cell of neo4j-admin: the sign that is for this, and in no text.
BETWEEN = "\x1f"
_ADMIN_TYPES: Mapping[Type, str] = {
    Type.text: "string",
    Type.integer: "long",
    Type.number: "double",
    Type.truth: "boolean",
    Type.texts: "string[]",
}
# The options of the import, in a file that it takes by `@import.args`.
ARGUMENTS = ("--id-type=string", "--multiline-fields=true", "--array-delimiter=U+001F", "--legacy-style-quoting=false")
HOW = """\
A Neo4j database is made of these files while its server is down, in this folder:

    neo4j-admin database import full @import.args --overwrite-destination=true neo4j

and when the server is up again, it is given its constraints and indexes, and the lists that are empty, of which a table
can say no more than that nothing is there:

    cypher-shell --database neo4j --file finish.cypher
"""
# Relationships and nodes that one statement names at most.
BATCH = 1000


def write_csv(read: Read, out: Path) -> None:
    """`nodes/Agency.csv`, `relationships/Agency-OWES-Obligation.csv`: lists are JSON in their cell."""
    kinds = survey(read())
    heads = {kind: [*_keys(kind), *types] for kind, types in kinds.items()}
    with ExitStack() as stack:
        files = {kind: _opened(stack, out / _folder(kind) / f"{kind.name}.csv") for kind in kinds}
        for kind, head in heads.items():
            files[kind].write(_row(head))
        for line in read():
            kind = kind_of(line)
            values = [line["properties"].get(name) for name in kinds[kind]]
            files[kind].write(_row([*_key_values(line), *map(_plain_cell, values)]))


def write_neo4j_admin(read: Read, out: Path) -> None:
    """Tables with a head of their own, `import.args` with the options, and README.txt with the command."""
    kinds = survey(read())
    arguments = list(ARGUMENTS)
    with ExitStack() as stack:
        files = {kind: _opened(stack, out / f"{kind.name}.csv") for kind in kinds}
        for kind, types in kinds.items():
            (out / f"{kind.name}-header.csv").write_text(_row(_admin_head(kind, types)), "utf-8")
            named = f"--nodes={kind.start}" if kind.is_node else f"--relationships={kind.type}"
            arguments.append(f"{named}={kind.name}-header.csv,{kind.name}.csv")
        for line in read():
            kind = kind_of(line)
            values = [line["properties"].get(name) for name in kinds[kind] if name != "id"]
            files[kind].write(_row([*_admin_keys(line), *map(_admin_cell, values)]))
    with (out / "finish.cypher").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{one};\n" for one in chain(schema(), _empty_lists(read, kinds)))
    (out / "import.args").write_text("".join(f"{argument}\n" for argument in arguments), "utf-8")
    (out / "README.txt").write_text(HOW, "utf-8")


def write_parquet(read: Read, out: Path) -> None:
    """`nodes/Agency.parquet`, `relationships/Agency-OWES-Obligation.parquet`, with lists. Needs the extra frames."""
    try:
        import polars as pl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError('Parquet is written by polars; install it with pip install "nghiavu[frames]".') from error
    kinds: dict[Type, pl.DataType] = {
        Type.text: pl.String(),
        Type.integer: pl.Int64(),
        Type.number: pl.Float64(),
        Type.truth: pl.Boolean(),
        Type.texts: pl.List(pl.String()),
    }
    found = survey(read())
    # A table may be larger than memory, so that its rows are kept in a file, from which polars takes some at a time.
    paths = {kind: out / _folder(kind) / f"{kind.name}.jsonl" for kind in found}
    with ExitStack() as stack:
        files = {kind: _opened(stack, path) for kind, path in paths.items()}
        for line in read():
            kind = kind_of(line)
            keys = {"labels": line["labels"]} if kind.is_node else {"from": line["from"][1], "to": line["to"][1]}
            files[kind].write(json.dumps(keys | line["properties"], ensure_ascii=False) + "\n")
    for kind, types in found.items():
        schema: dict[str, pl.DataType] = {"labels": kinds[Type.texts]} if kind.is_node else {}
        schema |= dict.fromkeys(("id",) if kind.is_node else ("from", "to"), kinds[Type.text])
        schema |= {name: kinds[type_] for name, type_ in types.items() if name != "id"}
        pl.scan_ndjson(paths[kind], schema=schema).sink_parquet(paths[kind].with_suffix(".parquet"))
        paths[kind].unlink()


def _folder(kind: Kind) -> str:
    return "nodes" if kind.is_node else "relationships"


def _opened(stack: ExitStack, path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return stack.enter_context(path.open("w", encoding="utf-8", newline=""))


def _row(cells: Iterable[str | None]) -> str:
    """A line of a table. What is there is quoted, so that an empty text and none are two things."""
    return ",".join("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _keys(kind: Kind) -> Sequence[str]:
    return ("labels",) if kind.is_node else ("from", "to")


def _key_values(line: Line) -> list[str]:
    return [line["from"][1], line["to"][1]] if "type" in line else [":".join(line["labels"])]


def _plain_cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _empty_lists(read: Read, kinds: Mapping[Kind, Mapping[str, Type]]) -> Iterator[str]:
    """Statements that make the lists that are empty; where no thing of a kind is without the list, one for all."""
    wanted = {kind: [name for name, type_ in types.items() if type_ is Type.texts] for kind, types in kinds.items()}
    partial: set[tuple[Kind, str]] = set()
    empty: set[tuple[Kind, str]] = set()
    for line in read():
        kind = kind_of(line)
        for name in wanted[kind]:
            value = line["properties"].get(name)
            if not value:
                (partial if value is None else empty).add((kind, name))
    for kind, name in sorted(empty - partial):
        thing = f"(n:{kind.start})" if kind.is_node else f"(:{kind.start})-[n:{kind.type}]->(:{kind.end})"
        yield f"MATCH {thing} WHERE n.{name} IS NULL SET n.{name} = []"
    # The others by their keys, some at a time, as there may be more of them than memory holds.
    keys: dict[tuple[Kind, str], list[list[str]]] = defaultdict(list)
    for line in read():
        kind = kind_of(line)
        for name in wanted[kind]:
            if line["properties"].get(name) == [] and (kind, name) in partial:
                keys[kind, name].append(_keys_of(line))
                if len(keys[kind, name]) == BATCH:
                    yield _empty_list(kind, name, keys.pop((kind, name)))
    for (kind, name), some in sorted(keys.items()):
        yield _empty_list(kind, name, some)


def _empty_list(kind: Kind, name: str, keys: list[list[str]]) -> str:
    thing = f"(n:{kind.start} {{id: key[0]}})"
    if not kind.is_node:
        thing = f"(:{kind.start} {{id: key[0]}})-[n:{kind.type}]->(:{kind.end} {{id: key[1]}})"
    given = json.dumps(keys, ensure_ascii=False)
    return f"UNWIND {given} AS key MATCH {thing} WHERE n.{name} IS NULL SET n.{name} = []"


def _keys_of(line: Line) -> list[str]:
    return [line["from"][1], line["to"][1]] if "type" in line else [line["properties"]["id"]]


def _admin_head(kind: Kind, types: Mapping[str, Type]) -> list[str]:
    keys = [f"id:ID({kind.start})", ":LABEL"] if kind.is_node else [f":START_ID({kind.start})", f":END_ID({kind.end})"]
    return keys + [f"{name}:{_ADMIN_TYPES[type_]}" for name, type_ in types.items() if name != "id"]


def _admin_keys(line: Line) -> list[str]:
    if "type" in line:
        return _key_values(line)
    return [line["properties"]["id"], BETWEEN.join(line["labels"])]


def _admin_cell(value: Any) -> str | None:
    if isinstance(value, list):
        return BETWEEN.join(str(part).replace(BETWEEN, " ") for part in value)
    return _plain_cell(value)
