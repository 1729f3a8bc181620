"""When a duty is due: a closed grammar of Vietnamese administrative times.

`parse_deadline` reads the words of one duty, or of a line that states its time, into a `Deadline`:

| words | value |
|---|---|
| "hoàn thành trong quý I năm 2021" | due 2021-03-31 |
| "trước 10/5", in a plan of 2023 | due 2023-05-10 |
| "trước ngày 15/6 và 15/12 hàng năm" | due --06-15, --12-15; recurrence P1Y |
| "trước ngày 20 hàng tháng" | due ---20; recurrence P1M |
| "định kỳ 6 tháng, năm" | recurrence P6M, P1Y |
| "thực hiện năm 2020 và các năm tiếp theo" | start 2020, ongoing |
| "sau khi Bộ Y tế ban hành", "trong vòng 15 ngày kể từ ngày …" | the words alone: it waits for something |

No date is invented: each is printed, or is a printed day in the plan's year. Dates of cited documents, of data ("tính
đến ngày …"), of facts ("đã mất trước ngày …"), of events in brackets, and spans of years ("giai đoạn 2021 - 2025") are
none.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import alternation, fold_same_length, table
from ..memory import remember
from ..model import Deadline
from .mentions import fold_span
from .pieces import Piece, find_pieces, tells_time
from .span import Span
from .words import any_of, opening


def parse_deadline(masked: str, start: int, end: int, *, plan_year: int | None, text: str) -> Deadline | None:
    """The deadline that a span of the mask states, or None. A day without a year is of the plan's year.

    `text` is the source, of the mask's length: the deadline's `text` is cut from it, its pieces joined by " | ".
    Reads: the mask, the plan's year. Writes: the deadline of an obligation.
    """
    return _parsed(masked[start:end], text[start:end], _is_labelled(masked, start), plan_year)


def parse_time(masked: str, start: int, end: int, *, plan_year: int | None, text: str) -> Deadline | None:
    """The same of a span that stands where only a time does, as in a column of times: all its words say when."""
    return _parsed(masked[start:end], text[start:end], True, plan_year)


@remember(longest=1_000)
def _parsed(printed: str, source: str, labelled: bool, plan_year: int | None) -> Deadline | None:
    folded = fold_span(printed, 0, len(printed))
    if not (labelled or tells_time(folded)):
        return None
    words = _without_names(folded, printed)
    pieces: list[Piece] = []
    if labelled or len(folded.strip()) <= _CELL:
        pieces = find_pieces(Span(words, printed, plan_year, relaxed=True))
    if not labelled and (not pieces or _leaves_words(folded, pieces)):
        pieces = find_pieces(Span(words, printed, plan_year, relaxed=False))
    if labelled and all(piece.waits for piece in pieces):
        pieces = _whole(folded)
    return _deadline(pieces, folded, source) if pieces else None


_CELL = 80  # no cell of a table that holds only a time is longer
_LINE = 300  # nor a line "Thời gian thực hiện: …"


def _whole(folded: str) -> list[Piece]:
    """All that a labelled line says; the years of a programme are no deadline."""
    said = folded.strip(" .:;,()-+*")
    if not said or len(said) > _LINE or opening("refusals", "periods").match(said):
        return []
    return [Piece(folded.index(said), folded.index(said) + len(said))]


def _leaves_words(folded: str, pieces: list[Piece]) -> bool:
    """Whether a short span says more than a time, so that it is no cell of times."""
    rest = list(folded)
    for piece in pieces:
        rest[piece.start : piece.end] = " " * (piece.end - piece.start)
    return bool(re.sub(r"(?<!\w)(?:và|hoặc|thời gian|thời hạn)(?!\w)|[\W_]", "", "".join(rest)))


@cache
def _label() -> re.Pattern[str]:
    names = alternation(map(fold_same_length, table("layout")["labels"]["time"]), " ")
    return re.compile(rf"(?<!\w){names}\s{{0,9}}(?:\([^()]{{0,60}}\)\s{{0,9}})?:\s*$")


def _is_labelled(masked: str, start: int) -> bool:
    """Whether a line such as "Thời gian hoàn thành:" introduces the span, so that all of it is a time."""
    before = masked[max(0, start - 120) : start]
    return before.rstrip().endswith(":") and bool(_label().search(fold_same_length(before)))


@cache
def _names() -> re.Pattern[str]:
    year = r"(?:năm\s{1,9}+)?(?:19|20)\d\d"
    periods = any_of("refusals", "periods")
    return re.compile(
        rf"(?<!\w){periods}\s{{0,60}}+(?:từ\s{{1,9}}+)?{year}(?:\s{{0,9}}+(?:-|đến|và)\s{{0,9}}+{year})?(?!\d)"
        rf"(?:\s{{0,9}}+và\s{{1,9}}+(?:các|những)\s{{1,9}}+năm\s{{1,9}}+tiếp\s{{1,9}}+theo)?"
        rf"|(?<!\w)số\s{{0,9}}:?\s{{0,9}}\d[\w/.-]{{0,40}}+,?\s{{0,60}}+(?:ra\s{{1,9}}+)?ngày\s{{0,60}}+\d{{1,2}}(?:[\s/.-]|tháng|năm|\d){{2,40}}+"
    )


_QUOTED = re.compile(r"“[^“”]{0,400}”|\"[^\"“”]{0,300}\"")


def _without_names(folded: str, masked: str) -> str:
    """The words with what is quoted, the spans of years and the dates of documents blanked: no deadline is there."""
    kept, cursor = [], 0
    for match in _QUOTED.finditer(masked):
        if match.end() - match.start() < 0.7 * len(masked):
            kept += [folded[cursor : match.start()], "¤" * (match.end() - match.start())]
            cursor = match.end()
    words = "".join([*kept, folded[cursor:]])
    return _names().sub(lambda match: "¤" * len(match.group()), words)


def _deadline(pieces: list[Piece], folded: str, source: str) -> Deadline:
    """One deadline of all its pieces, those that touch joined."""
    due = tuple(dict.fromkeys(day for piece in pieces for day in piece.due))
    recurrence = tuple(dict.fromkeys(span for piece in pieces for span in piece.recurrence))
    begins = next((piece.begins for piece in pieces if piece.begins), None)
    ongoing = any(piece.ongoing or (piece.open and not (recurrence or due)) for piece in pieces)
    reasons = [piece.unresolved for piece in pieces if piece.unresolved]
    return Deadline(
        text=" | ".join(source[start:end] for start, end in _merged(pieces, folded)),
        due=due[0] if len(due) == 1 else due or None,
        start=begins,
        ongoing=ongoing,
        recurrence=recurrence or None,
        kind=_kind(pieces),
        unresolved=reasons[0] if reasons else None,
    )


def _kind(pieces: list[Piece]) -> str:
    if any(piece.recurrence for piece in pieces):
        return "recurring"
    if any(piece.due for piece in pieces):
        return "scheduled"
    if any(piece.ongoing or piece.open for piece in pieces):
        return "ongoing"
    if any(piece.dated for piece in pieces):
        return "scheduled"
    return "recurring" if any(piece.unresolved for piece in pieces) else "contingent"


def _merged(pieces: list[Piece], folded: str) -> list[tuple[int, int]]:
    """The spans of the words, in order; what only a comma or bracket parts is one."""
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        if spans and re.fullmatch(r"[\s,(]{0,9}(?:và\s)?", folded[spans[-1][1] : piece.start] or " "):
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.end))
        else:
            spans.append((piece.start, piece.end))
    return [(start, end + _closing(folded, start, end)) for start, end in spans]


def _closing(folded: str, start: int, end: int) -> int:
    """One more when a bracket that the words open closes straight after them."""
    words = folded[start:end]
    return int(words.count("(") > words.count(")") and folded[end : end + 1] == ")")
