"""Tasks in tables: a row is a task, and its cells say who leads, who helps, and by when.

Tables come as rows of Markdown, with tabs or with blanks, or flattened with each cell on a line of its own:

    STT · Nội dung · Cơ quan chủ trì · Thời gian hoàn thành · 1 · Rà soát văn bản · Phòng Tư pháp · Quý II/2022 · 2 · …

The words at the head of a column say what it holds, as the same words do before a colon (`text.labels`). In a flattened
table empty cells have left no line, so that a cell is told by what it is: bodies alone, or a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple

from ..agencies import AgencyMention
from ..text import Layout, label_kind, row_cells
from .charges import distinct, names
from .clauses import clauses, partners_of
from .reading import Reading, pattern
from .reports import steps_of
from .values import Idle, Unit

_MOST_COLUMNS = 12
_HEAD_ROWS = 4  # of these one heads the columns
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})?|[a-zđ])[.)]?$")
_GROUP = re.compile(r"([IVX]{1,5}|[A-HĐ])[.)]?$")
_BLANK_HEAD = re.compile(r"^[ ]{0,20}S?TT[ ]{2}", re.MULTILINE)
_ENDS = re.compile(r"(?:[IVX]{1,5}|[A-Z])\.\s|nơi nhận|tm\.|kt\.", re.IGNORECASE)
_TIME = re.compile(
    r"(?:trước|sau|trong|từ|đến|quý|tháng|năm|ngày|hằng|hàng|thường xuyên|theo|khi|chậm nhất|định kỳ|hoàn thành|\d)"
)


class Cell(NamedTuple):
    """The words of a cell without the white space around them; an empty one starts where it ends."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells by the kind of their column; `number` is as printed; `group` is that of a row which heads others."""

    number: str | None
    cells: tuple[tuple[str, Cell], ...]
    group: str | None = None

    def of(self, *kinds: str) -> tuple[Cell, ...]:
        return tuple(cell for kind, cell in self.cells if kind in kinds and cell.start < cell.end)


@dataclass(frozen=True, slots=True)
class Tables:
    """The duties and open tasks of all tables, and the spans that the tables take in the text."""

    found: tuple[Unit | Idle, ...]
    spans: tuple[tuple[int, int], ...]

    def hold(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.spans)


def find_tables(layout: Layout, reading: Reading) -> Tables:
    """The tasks of all tables that say who does them.

    Reads: text, mask, bodies. Writes: units with offsets, in text order.
    """
    lines = tuple(_lines(layout))
    found: list[Unit | Idle] = []
    spans = []
    for begin, end, rows in (*_marked(layout, lines), *_flattened(reading, lines)):
        spans.append((begin, end))
        section = path = layout.section_at(begin) or ""
        for row in rows:
            path = ".".join(part for part in (section, row.group) if part) if row.group else path
            found.extend(_duty(reading, path, row))
    return Tables(tuple(found), tuple(spans))


def _duty(reading: Reading, section: str, row: _Row) -> Iterator[Unit | Idle]:
    tasks = row.of("content")
    if not tasks or row.number is None:
        return
    start, end = tasks[0].start, tasks[-1].end
    path = ".".join(part for part in (section, row.number) if part)
    bearers, helpers, led = _shares(reading, row.of("lead", "execute"))
    if not bearers:
        yield Idle(start, end, path)
        return
    found = clauses(reading, start, end, charged=True)
    partners = helpers + _bodies(reading, row.of("partners")) + partners_of(reading, found, names(bearers))
    said = tuple((cell.start, cell.end) for cell in row.of("time"))
    role = "lead" if led or row.of("lead") else "responsible"
    steps = steps_of(reading, found, bearers)
    yield Unit(start, end, path, bearers, role, partners, steps, (*said, (start, end)), "split", cell=bool(said))


def _shares(
    reading: Reading, cells: tuple[Cell, ...]
) -> tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...], bool]:
    """Who does a task, who helps, and whether one presides; a cell may say all: "Chủ trì: Sở A; phối hợp: Sở B"."""
    parts = [(cell, pattern("roles", "cooperate").search(reading.folded, cell.start, cell.end)) for cell in cells]
    doing = _bodies(reading, tuple(cell._replace(end=at.start()) if at else cell for cell, at in parts))
    helping = _bodies(reading, tuple(cell._replace(start=at.end()) for cell, at in parts if at))
    led = any(pattern("roles", "lead").search(reading.folded, cell.start, cell.end) for cell in cells)
    return (doing, helping, led) if doing else (_bodies(reading, cells), (), led)


def _bodies(reading: Reading, cells: tuple[Cell, ...]) -> tuple[AgencyMention, ...]:
    return distinct(mention for cell in cells for mention in reading.mentions_in(cell.start, cell.end))


# ---- where the cells stand


def _lines(layout: Layout) -> Iterator[Cell]:
    """The lines that hold words."""
    for match in re.finditer(r"[^\n]+", layout.mask):
        words = match.group()
        if words.strip() or layout.text[match.start() : match.end()].lstrip().startswith("|"):
            yield _trimmed(layout.mask, match.start(), match.end())


def _trimmed(masked: str, start: int, end: int) -> Cell:
    words = masked[start:end]
    left = len(words) - len(words.lstrip())
    return Cell(start + left, max(start + left, end - (len(words) - len(words.rstrip()))))


def _marked(layout: Layout, lines: tuple[Cell, ...]) -> Iterator[tuple[int, int, list[_Row]]]:
    """Tables of rows on one line whose head says who does the tasks; a second head begins another table."""
    rows: list[tuple[Cell, ...]] = []
    if "|" not in layout.text and "\t" not in layout.text and not _BLANK_HEAD.search(layout.text):
        return
    for line in (*lines, Cell(len(layout.text), len(layout.text))):
        opening = layout.text.rfind("\n", 0, line.start) + 1
        ending = layout.text.find("\n", opening)
        raw = layout.text[opening : ending if ending >= 0 else len(layout.text)]
        if len(cells := row_cells(raw)) > 1:
            rows.append(tuple(_trimmed(layout.mask, opening + left, opening + right) for left, right in cells))
            continue
        heads = [index for index, row in enumerate(rows) if _is_head(layout.mask, row)]
        for head, after in pairwise((*heads, len(rows)) if heads and heads[0] < _HEAD_ROWS else ()):
            kinds = _kinds(layout.mask, rows[head])
            body = [_row(layout.mask, kinds, cells) for cells in rows[head + 1 : after]]
            yield rows[heads[0]][0].start, rows[after - 1][-1].end, body
        rows = []


def _kinds(masked: str, cells: tuple[Cell, ...]) -> tuple[str | None, ...]:
    return tuple(label_kind(masked[cell.start : cell.end]) for cell in cells)


def _is_head(masked: str, row: tuple[Cell, ...]) -> bool:
    """Whether a row heads the columns of those who do the tasks; one that a number opens is a task."""
    return not masked[row[0].start : row[0].end][:1].isdigit() and _says_who(_kinds(masked, row))


def _says_who(kinds: tuple[str | None, ...]) -> bool:
    return "content" in kinds and ("lead" in kinds or "execute" in kinds)


def _row(masked: str, kinds: tuple[str | None, ...], cells: tuple[Cell, ...]) -> _Row:
    named = tuple((kind or "other", cell) for kind, cell in zip(kinds, cells, strict=False))
    number = next((masked[cell.start : cell.end] for kind, cell in named if kind == "number"), None)
    printed, group = (shape.match(number or "") for shape in (_NUMBER, _GROUP))
    return _Row(printed[1] if printed else None, named, group[1] if group else None)


# ---- flattened tables


def _flattened(reading: Reading, lines: tuple[Cell, ...]) -> Iterator[tuple[int, int, list[_Row]]]:
    """Tables whose cells stand on lines of their own, from the heads of the columns on."""
    at = 0
    heads = _kinds(reading.mask, lines)
    while at < len(lines):
        kinds = tuple(takewhile(bool, heads[at : at + _MOST_COLUMNS]))
        width = len(kinds)
        if width < 3 or not _says_who(kinds) or "number" not in kinds:
            at += 1
            continue
        end, rows = _rows(reading, lines, at + width)
        if rows:
            yield lines[at].start, lines[end - 1].end, rows
        at = max(end, at + width)


def _rows(reading: Reading, lines: tuple[Cell, ...], at: int) -> tuple[int, list[_Row]]:
    """The rows that begin at a line, each opened by its number, and the index after the last."""
    rows: list[_Row] = []
    while at < len(lines):
        number = _NUMBER.fullmatch(reading.mask[lines[at].start : lines[at].end])
        if number is None:
            break
        end, cells = _row_of_lines(reading, lines, at + 1)
        rows.append(_Row(number[1], tuple(cells)))
        at = end
    return at, rows


def _row_of_lines(reading: Reading, lines: tuple[Cell, ...], at: int) -> tuple[int, list[tuple[str, Cell]]]:
    """The cells of a row by what they are: words first, then bodies that lead, bodies that help, a time."""
    cells: list[tuple[str, Cell]] = []
    while at < len(lines):
        words = reading.mask[lines[at].start : lines[at].end]
        if _NUMBER.fullmatch(words) or _ENDS.match(words):
            break
        led = any(kind == "lead" for kind, _ in cells)
        kind = _kind_of(reading, lines[at], led=led)
        if kind == "content" and led:
            break
        cells.append((kind, lines[at]))
        at += 1
    return at, cells


def _kind_of(reading: Reading, line: Cell, *, led: bool) -> str:
    mentions = reading.mentions_in(line.start, line.end)
    rest = reading.plain(line.start, line.end)
    for mention in reversed(mentions):
        rest = rest[: mention.start - line.start] + rest[mention.end - line.start :]
    if mentions and re.fullmatch(r"(?:[\s,;.&/-]|và|tỉnh|huyện|thành phố|xã)*", rest):
        return "partners" if led else "lead"
    return "time" if led and _TIME.match(reading.folded, line.start) else "content"
