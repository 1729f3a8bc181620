"""What the commands write on standard output: a table for a person, or the rows as `api.tables` has them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from ingest.errors import InputError

from .tables import as_csv, as_json, as_jsonl, as_xlsx

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Row = Mapping[str, Any]

# A table that goes to a file or a pipe has no terminal to fit; this is wide enough for a quote and its place.
PIPED_WIDTH = 160
# Cells up to this length (ids, numbers, dates) stay on one line, so that they can be copied and searched for.
SHORT = 48
# Rows of a table that shows how a long command went.
SHOWN = 200
# What a column of long cells needs at the least, to be folded in it.
FOLDED = 20


class Format(StrEnum):
    """How rows are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"


class AnswerFormat(StrEnum):
    """How an answer is written, whose rows name things of the graph."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    graphml = "graphml"
    jsonld = "jsonld"


class RecordFormat(StrEnum):
    """How a record is written: all that was found, or a page that shows it in its place in the text."""

    json = "json"
    html = "html"


def write_rows(
    rows: Sequence[Row],
    columns: Sequence[str],
    form: Format,
    title: str = "nghiavu",
    headings: Mapping[str, str] | None = None,
) -> None:
    """Write the rows to standard output; `title` is that of a spreadsheet. Raises InputError for one to a terminal."""
    out = sys.stdout
    if form is Format.json:
        out.write(as_json(rows))
    elif form is Format.jsonl:
        out.write(as_jsonl(rows))
    elif form is Format.csv:
        out.write(as_csv(columns, rows, headings))
    elif form is Format.xlsx:
        write_file(as_xlsx(title, columns, rows, headings))
    else:
        _write_table(rows, columns, out)


def write_stream(rows: Iterator[Row], columns: Sequence[str], form: Format) -> None:
    """Write rows that may be more than memory holds: as JSON lines each as it comes, as a table the first of them."""
    if form is Format.jsonl:
        for row in rows:
            sys.stdout.write(as_jsonl([row]))
        return
    if form is not Format.table:
        write_rows(list(rows), columns, form)
        return
    write_rows(list(islice(rows, SHOWN)), columns, form)
    if more := sum(1 for _ in rows):
        sys.stdout.write(f"There are {more} more; --format jsonl writes all of them.\n")


def write_file(content: bytes) -> None:
    """Write to standard output what a file would hold. Raises InputError for a terminal, which cannot show it."""
    if sys.stdout.isatty():
        raise InputError("A terminal cannot show this form; send it to a file: nghiavu ... > FILE.")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _write_table(rows: Sequence[Row], columns: Sequence[str], out: IO[str]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a table needs it, and it takes a tenth of a second

    terminal = out.isatty()
    console = Console(file=out, width=None if terminal else PIPED_WIDTH, markup=False, highlight=False, emoji=False)
    if not rows:
        console.print("No rows.")
    elif _fits(rows, columns, console.width):
        console.print(_table(rows, columns))
    else:
        _write_apart(rows, columns, console)


def _fits(rows: Sequence[Row], columns: Sequence[str], width: int) -> bool:
    """Whether every column has room for its short cells, and for twenty characters of a long one; evidence has none."""
    if any(isinstance(part, dict) for row in rows for value in row.values() if _is_nested(value) for part in value):
        return False
    cells = ([column, *(_table_cell(row.get(column)) for row in rows)] for column in columns)
    widest = (max(len(line) for cell in column for line in cell.split("\n") or [""]) for column in cells)
    return sum(3 + (room if room <= SHORT else FOLDED) for room in widest) < width


def _write_apart(rows: Sequence[Row], columns: Sequence[str], console: Console) -> None:
    """Each row by itself, a line a field, as there are too many columns to stand side by side."""
    from rich.table import Table  # noqa: PLC0415

    for number, row in enumerate(rows, 1):
        fields = Table.grid(padding=(0, 2))
        fields.add_column(min_width=max(map(len, columns)))
        fields.add_column(overflow="fold")
        for column in columns:
            if row.get(column) not in (None, "", []):
                fields.add_row(column, _table_cell(row[column]))
        console.rule(f"{number} of {len(rows)}", align="left")
        console.print(fields)


def _table(rows: Sequence[Row], columns: Sequence[str]) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table(*columns, show_lines=any(_is_nested(value) for row in rows for value in row.values()))
    for column in table.columns:
        column.overflow = "fold"  # a quote is never cut off
        column.no_wrap = all(len(_table_cell(row.get(str(column.header)))) <= SHORT for row in rows)
    for row in rows:
        table.add_row(*(_table_cell(row.get(column)) for column in columns))
    return table


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list | tuple)


def _table_cell(value: Any) -> str:
    """Lists one entry a line, maps as `key: value`."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_table_cell(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, list | tuple):
        return "\n".join(_table_cell(part) for part in value)
    return str(value)
