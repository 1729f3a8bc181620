"""Rows as files for programs and spreadsheets: JSON, JSON lines, CSV, XLSX. Here alone is how a cell is written.

A value that is not plain (a path, evidence) is JSON in its cell, so that nothing is lost.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Row = Mapping[str, Any]

# With these a spreadsheet begins a formula, and a text of somebody else's may begin with them: "- Phối hợp với …" too.
# The apostrophe before it is what OWASP advises; spreadsheets take it for "this is text".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Characters of the name of a file, without its ending.
LONGEST_NAME = 100
# What Excel takes: characters in a cell, and in the name of a sheet, which has none of these.
LONGEST_CELL = 32_767
LONGEST_SHEET = 31
_NOT_IN_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
# Widths of columns, in characters: what is shorter is seen whole, what is longer is wrapped.
NARROWEST, WIDEST = 8, 60
# One and the same file for one and the same rows.
_THEN = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)

# What people call the columns of an answer, in the words of the rules that the answer follows: of the register, those
# of Decision 42/2014/QĐ-TTg on tracking the tasks that the Government and the Prime Minister assign.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    "obligation_register": {
        "task": "Nhiệm vụ",
        "lead": "Cơ quan chủ trì",
        "partners": "Cơ quan phối hợp",
        "deadline": "Thời hạn",
        "result": "Kết quả",
        "assigned_by": "Văn bản giao nhiệm vụ",
        "section": "Mục",
        "obligation": "Mã nhiệm vụ",
        "document": "Mã văn bản",
    }
}


def as_json(rows: Sequence[Row]) -> str:
    """An array of objects."""
    return json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n"


def as_jsonl(rows: Sequence[Row]) -> str:
    """An object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(columns: Sequence[str], rows: Sequence[Row], headings: Mapping[str, str] | None = None) -> str:
    """A line of headings and a line a row; a text that a spreadsheet would run begins with an apostrophe."""
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow([(headings or {}).get(column, column) for column in columns])
    writer.writerows([_harmless(flat(row.get(column))) for column in columns] for row in rows)
    return "".join(lines)


class _Lines(list[str]):
    """Lines that end as those of other commands do; told to end them so itself, `csv` would not quote a lone \\r."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def as_xlsx(
    title: str, columns: Sequence[str], rows: Sequence[Row], headings: Mapping[str, str] | None = None
) -> bytes:
    """A spreadsheet of one sheet; texts are cells of text there, so that none of them is a formula or a link."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only a spreadsheet needs it

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _THEN})
    sheet = book.add_worksheet(title.translate(_NOT_IN_SHEET).strip()[:LONGEST_SHEET] or "rows")
    shown = [[flat(row.get(column)) for column in columns] for row in rows]
    named = [(headings or {}).get(column, column) for column in columns]
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, named, book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}))
    for place, name in enumerate(named):
        longest = max((len(str(cells[place])) for cells in shown if cells[place] is not None), default=0)
        sheet.set_column(place, place, min(max(longest, len(name), NARROWEST) + 2, WIDEST), text)
    for line, cells in enumerate(shown, 1):
        for place, value in enumerate(cells):
            _write(sheet, line, place, value)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    book.close()
    return out.getvalue()


def named(*parts: object) -> str:
    """A name of a file, out of what was asked: "obligations-of-agency.so-y-te-quang-ngai"."""
    from ingest.lexicon import slug  # noqa: PLC0415 - the command line needs this module to show its help

    return ".".join(filter(None, (slug(str(part)) for part in parts)))[:LONGEST_NAME].strip(".-") or "answer"


def flat(value: Any) -> Any:
    """A value as one cell holds it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | tuple) else value


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write(sheet: Any, line: int, place: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    else:
        text = str(value)
        # Excel would leave the whole cell out.
        sheet.write_string(line, place, text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…")
