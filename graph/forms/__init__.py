"""The whole graph in the forms that other programs take, each written from the lines of `graph.export`.

jsonl        one file, the lines themselves
cypher       one file, a script for any server that speaks Cypher
graphml      one file, for Gephi, yEd, Cytoscape, networkx
jsonld       one file, for tools of linked data
csv          a folder, a table for each kind of node and relationship
parquet      a folder, the same for pandas, polars, DuckDB and Spark
neo4j-admin  a folder that `neo4j-admin database import full` makes a new database of, without a server
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from ingest.errors import InputError

from .linked import write_jsonld
from .script import write_cypher
from .tables import write_csv, write_neo4j_admin, write_parquet
from .values import Line
from .xml import write_graphml


class Form(StrEnum):
    """The forms, by the names that people give."""

    jsonl = "jsonl"
    cypher = "cypher"
    graphml = "graphml"
    jsonld = "jsonld"
    csv = "csv"
    parquet = "parquet"
    neo4j_admin = "neo4j-admin"


# What reads the lines, as often as it needs, and writes a file or a folder that is not there yet.
Read = Callable[[], Iterator[Line]]
WRITERS: dict[Form, Callable[[Read, Path], None]] = {
    Form.cypher: write_cypher,
    Form.graphml: write_graphml,
    Form.jsonld: write_jsonld,
    Form.csv: write_csv,
    Form.parquet: write_parquet,
    Form.neo4j_admin: write_neo4j_admin,
}
FOLDERS = frozenset({Form.csv, Form.parquet, Form.neo4j_admin})


def form_named(name: str, *, to_file: bool) -> Form:
    """The form of this name. Raises InputError where there is none, or it cannot go to standard output."""
    if name not in set(Form):
        raise InputError(f"'{name}' is no form of an export; these are: {', '.join(Form)}.")
    if not to_file and name != Form.jsonl:
        raise InputError(f"Say with --out where the export as {name} is to be written.")
    return Form(name)


def check_place(form: Form, out: Path) -> None:
    """Make the folder that an export is to be in.

    Raises InputError for a folder that holds something, which might be taken for a part of the export.
    """
    if out.is_dir() and (form not in FOLDERS or any(out.iterdir())):
        raise InputError(f"'{out}' is a folder with something in it; name one that is new.")
    out.absolute().parent.mkdir(parents=True, exist_ok=True)


def write(form: Form, lines: Iterable[str], out: Path) -> None:
    """Write the lines of an export in a form, whole or not at all. A file of that name is replaced.

    Most forms say at their head what comes, so that the lines are kept in a file of their own and read twice. Raises
    InputError as `check_place` does.
    """
    check_place(form, out)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.absolute().parent) as folder:
        kept, made = Path(folder) / "lines", Path(folder) / "made"
        with kept.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        if form in FOLDERS:
            made.mkdir()
        if form is Form.jsonl:
            kept.replace(made)
        else:
            WRITERS[form](lambda: _read(kept), made)
        made.replace(out)


def _read(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from map(json.loads, file)
