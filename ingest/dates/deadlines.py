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
from dataclasses import dataclass, replace
from functools import cache

from ..lexicon import fold_same_length, table
from ..model import Deadline
from .conditions import find_always, find_conditions
from .mentions import fold_span
from .phrases import Phrase, find_phrases, with_years
from .points import Point, day_before, first, last_day, yearly_day
from .repeats import Repeat, find_repeats
from .words import any_of, ending, opening


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a deadline and what they say, as fields of `Deadline`."""

    start: int
    end: int
    due: tuple[str, ...] = ()
    begins: str | None = None
    ongoing: bool = False
    open: bool = False  # from a day on: without end, unless something says how often
    recurrence: tuple[str, ...] = ()
    unresolved: str | None = None
    scheduled: bool = False


def parse_deadline(masked: str, start: int, end: int, *, plan_year: int | None, text: str) -> Deadline | None:
    """The deadline that a span of the mask states, or None. A day without a year is of the plan's year.

    `text` is the source, of the mask's length: the deadline's `text` is cut from it, its pieces joined by " | ".
    Reads: the mask, the plan's year. Writes: the deadline of an obligation.
    """
    folded = fold_span(masked, start, end)
    labelled = _is_labelled(masked, start)
    printed = masked[start:end]
    reader = _Reader(_without_names(folded, printed), printed, plan_year, labelled or _is_short(folded))
    pieces = reader.pieces()
    if not labelled and reader.relaxed and _leaves_words(folded, pieces):
        reader = _Reader(reader.words, printed, plan_year, relaxed=False)
        pieces = reader.pieces()
    if not pieces or (labelled and all(piece == _Piece(piece.start, piece.end) for piece in pieces)):
        said = folded.strip(" .;,()")
        if not (labelled and said and len(said) <= 300) or opening("refusals", "periods").match(said):
            return None
        pieces = [_Piece(folded.index(said), folded.index(said) + len(said))]
    return _deadline(pieces, folded, text[start:end])


def _is_short(folded: str) -> bool:
    return len(folded.strip()) <= 80


def _leaves_words(folded: str, pieces: list[_Piece]) -> bool:
    """Whether a short span says more than a time, so that it is no cell of times."""
    rest = list(folded)
    for piece in pieces:
        rest[piece.start : piece.end] = " " * (piece.end - piece.start)
    return bool(re.sub(r"(?<!\w)(?:và|hoặc|thời gian|thời hạn)(?!\w)|[\W_]", "", "".join(rest)))


@cache
def _label() -> re.Pattern[str]:
    names = sorted(map(fold_same_length, table("layout")["labels"]["time"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})\s{{0,9}}(?:\([^()]{{0,60}}\)\s{{0,9}})?:\s*$")


def _is_labelled(masked: str, start: int) -> bool:
    """Whether a line such as "Thời gian hoàn thành:" introduces the span, so that all of it is a time."""
    return bool(_label().search(fold_same_length(masked[max(0, start - 120) : start])))


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
    words = folded
    for match in _QUOTED.finditer(masked):
        if match.end() - match.start() < 0.7 * len(masked):
            words = words[: match.start()] + "¤" * (match.end() - match.start()) + words[match.end() :]
    return _names().sub(lambda match: "¤" * len(match.group()), words)


class _Reader:
    """One span being read. `relaxed` when all of it is a time, so that a bare "Quý II/2024" or "30/11" counts."""

    def __init__(self, words: str, printed: str, plan_year: int | None, relaxed: bool) -> None:
        self.words, self.printed, self.plan_year, self.relaxed = words, printed, plan_year, relaxed
        self.repeats = tuple(find_repeats(words))

    def pieces(self) -> list[_Piece]:
        found = [self._repeat(repeat) for repeat in self.repeats]
        found += [self._piece(phrase) for phrase in find_phrases(self.words) if self._is_deadline(phrase)]
        spans = {span for piece in found for span in piece.recurrence}
        found += [_Piece(start, end) for start, end in find_conditions(self.words, self.printed)]
        if not spans:
            found += [_Piece(start, end, ongoing=True) for start, end in find_always(self.words, self.relaxed)]
        found.sort(key=lambda piece: (piece.start, piece.end))
        return self._with_periodic(found, bare=not spans)

    def _with_periodic(self, found: list[_Piece], *, bare: bool) -> list[_Piece]:
        """The pieces with "định kỳ", which opens the one after it or, where nothing says how often, is one itself."""
        starts = {piece.start: index for index, piece in enumerate(found)}
        for match in _periodic().finditer(self.words):
            index = starts.get(match.end())
            if index is not None:
                found[index] = replace(found[index], start=match.start())
            elif bare:
                found.append(_Piece(match.start(), match.end("word"), unresolved="how often is not stated"))
        return sorted(found, key=lambda piece: (piece.start, piece.end))

    def _repeat(self, repeat: Repeat) -> _Piece:
        return _Piece(repeat.start, repeat.end, recurrence=repeat.spans)

    # ---- which points are deadlines

    def _is_deadline(self, phrase: Phrase) -> bool:
        before, clause = self._before(phrase), self._clause(phrase.start)
        if self._is_repeat(phrase) or self._is_refused(phrase, before, clause):
            return False
        if self.relaxed or (phrase.cue and phrase.cue.label):
            return True
        opens = self._opens(phrase, before, clause)
        if phrase.cue is None or not phrase.cue.classes - {"end", "part", "filler"}:
            return self._stands_alone(phrase, opens)
        return self._is_cued(phrase, opens, clause)

    def _is_cued(self, phrase: Phrase, opens: str, clause: str) -> bool:
        """Whether the cue makes a deadline of the point."""
        point = phrase.points[0]
        dated = not point.bare or point.year is not None or bool(phrase.tails)
        if phrase.has("before"):
            return True
        if phrase.has("limit") or not dated:
            return dated or (phrase.range and opens != "")
        if phrase.has("until"):
            return phrase.has("end", "from", "finish") or self._finishes(phrase, opens, clause)
        if phrase.has("from"):
            return bool(opens) or phrase.range or phrase.has("finish", "act", "begin")
        if phrase.has("within"):
            return point.grain != "year" or phrase.onward or bool(opens) or phrase.has("finish", "act")
        return phrase.has("finish") or phrase.onward or opens == "(" or bool(phrase.tails)

    def _before(self, phrase: Phrase) -> str:
        return self.words[max(0, phrase.start - 60) : phrase.start]

    def _clause(self, position: int) -> str:
        """The words of the clause before a position."""
        before = self.words[max(0, position - 200) : position]
        return re.split(r"[.;:()]\s|\(", before)[-1]

    def _opens(self, phrase: Phrase, before: str, clause: str) -> str:
        """Whether a phrase opens a bracket, "(", or a clause, "^"."""
        if before.rstrip().endswith("("):
            return "("
        return "^" if not clause.strip(" -+*") and (phrase.start < 60 or before.rstrip()[-1:] in ".;:") else ""

    def _is_repeat(self, phrase: Phrase) -> bool:
        """Whether a point is only a part of words that say how often: "6 tháng một lần"."""
        first_point = phrase.points[0]
        for repeat in self.repeats:
            if repeat.start <= first_point.start and first_point.end <= repeat.end:
                inside = self.words[repeat.start : first_point.start]
                return inside.count("(") <= inside.count(")") and phrase.cue is None
        return False

    def _is_refused(self, phrase: Phrase, before: str, clause: str) -> bool:
        """Whether the point dates a fact, data, an event, or the thing that is spoken of."""
        if ending("refusals", "facts").search(before) or opening("refusals", "after").match(self.words, phrase.end):
            return True
        if not phrase.has("before", "limit", "finish", "act") and ending("refusals", "things").search(before):
            return True
        if opening("refusals", "leads").match(clause) and "," not in clause and "báo cáo" not in clause:
            return True
        if self._is_past(phrase, clause) or (not phrase.has("before", "within", "finish") and _event().search(before)):
            return True
        years = [point.until or point.year for point in with_years(phrase) if point.year]
        return bool(self.plan_year and years and max(years) < self.plan_year - 1)

    def _is_past(self, phrase: Phrase, clause: str) -> bool:
        """Whether something was done by then: "đã mất trước ngày …", "được cấp trước ngày … thì …"."""
        done = _done().search(clause)
        if done is None or _finish().search(clause[: done.start()]):
            return False
        follows = opening("refusals", "follows").match(self.words, phrase.end) is not None
        if done.group("past") != "đã":
            return follows
        return (
            follows or len(done.group().split()) <= 3 or self.words[phrase.end :].lstrip(" )")[:1] not in {"", ".", ";"}
        )

    def _stands_alone(self, phrase: Phrase, opens: str) -> bool:
        """Whether a point without a cue is a time all the same: "(quý II/2024)", "Quý II/2024, tổ chức …"."""
        point = phrase.points[0]
        if not opens or point.bare:
            return False
        following = self.words[phrase.end : phrase.end + 9].lstrip()
        closed = following[:1] in {")", "", ";"} if opens == "(" else following[:1] in {",", ":"}
        if not closed:
            return False
        if point.grain in {"day", "monthday"}:
            return any(tail.every for tail in phrase.tails.values())
        if point.grain == "year":
            return phrase.onward or not self.plan_year or (point.year or 0) >= self.plan_year
        return any(p.year for p in phrase.points) or bool(phrase.tails) or point.grain != "month"

    def _finishes(self, phrase: Phrase, opens: str, clause: str) -> bool:
        """Whether "đến …" limits a duty: words of finishing stand in its clause; a day may also open the clause."""
        rest = re.split(r"[.;]\s", self.words[phrase.end : phrase.end + 80])[0]
        if _finish().search(clause) or _finish().match(rest.lstrip(" ,")) or _finish().search(rest[:40]):
            return True
        return phrase.points[0].grain in {"day", "month", "quarter"} and bool(opens)

    # ---- what they say

    def _said_from(self, phrase: Phrase) -> int:
        """Where the words of a time begin: what is to be done by then is of them in a bracket only."""
        act = opening("cues", "act").match(self.words, phrase.start) if phrase.has("act") else None
        if act is None or self._before(phrase).rstrip().endswith("(") or act.end() >= phrase.points[0].start:
            return phrase.start
        rest = self.words[act.end() : phrase.points[0].start]
        return act.end() + len(rest) - len(rest.lstrip())

    def _piece(self, phrase: Phrase) -> _Piece:
        points, every = with_years(phrase), self._every(phrase)
        recurrence = (every,) if every else ()
        blank = _Piece(self._said_from(phrase), phrase.end, recurrence=recurrence, scheduled=True)
        if points[0].grain == "school":
            return replace(blank, begins=f"{points[0].year}", ongoing=phrase.onward or phrase.has("from"))
        if phrase.range or (phrase.has("from") and not phrase.has("until")):
            return self._span(phrase, points, blank, every)
        if phrase.onward:
            return replace(blank, begins=self._first(points[0], every), ongoing=True, scheduled=False)
        if phrase.has("part"):
            return replace(blank, unresolved="which day of it is not stated")
        return self._due(phrase, points, blank, every)

    def _span(self, phrase: Phrase, points: list[Point], blank: _Piece, every: str | None) -> _Piece:
        """From a point on, or between two."""
        begins = self._first(points[0], every)
        if not phrase.range:
            return replace(blank, begins=begins, open=True, scheduled=False)
        due = self._last(phrase, points[-1], len(points) - 1, every)
        if due is None:
            return replace(blank, unresolved="the year is not stated")
        return replace(blank, begins=begins, due=(due,))

    def _due(self, phrase: Phrase, points: list[Point], blank: _Piece, every: str | None) -> _Piece:
        if any(tail.loose for tail in phrase.tails.values()):
            return replace(blank, unresolved="a day of a quarter's month is no one date")
        days = [self._last(phrase, point, index, every) for index, point in enumerate(points)]
        found = tuple(dict.fromkeys(day for day in days if day))
        return replace(blank, due=found, unresolved=None if all(days) else "the year or the month is not stated")

    def _every(self, phrase: Phrase) -> str | None:
        """How often a phrase's days return, by its own tail."""
        return next((tail.every for tail in reversed(phrase.tails.values()) if tail.every), None)

    def _governing(self, phrase: Phrase, span: str, *, every: bool = False) -> bool:
        """Whether something said before in the sentence, or around the phrase, returns at this span."""
        for repeat in self.repeats:
            between = self.words[repeat.end : phrase.start]
            near = repeat.start <= phrase.start and len(between) <= 250 and not re.search(r"[.;]\s", between)
            if near and span in repeat.spans and (repeat.every or not every):
                return True
        return False

    def _year(self, phrase: Phrase, point: Point, index: int) -> int | None:
        if point.year is not None:
            return point.year
        later = [tail for at, tail in phrase.tails.items() if at >= index]
        if any(tail.next for tail in later):
            return self.plan_year + 1 if self.plan_year else None
        return self.plan_year

    def _last(self, phrase: Phrase, point: Point, index: int, every: str | None) -> str | None:
        if point.grain == "monthday":
            monthly = every == "P1M" or self._governing(phrase, "P1M")
            return f"---{point.day:02}" if monthly and not self._governing_only(phrase, "P3M") else None
        yearly = point.year is None and (every == "P1Y" or self._governing(phrase, "P1Y", every=True))
        year = self._year(phrase, point, index)
        if not yearly and year is None and any(self._governing(phrase, span) for span in ("P1Y", "P6M")):
            yearly = True
        if yearly:
            return yearly_day(point)
        if year is None or (point.grain == "day" and not _exists(point, year)):
            return None
        if point.grain != "day" and phrase.has("before") and not phrase.has("limit", "end", "until"):
            return day_before(point, year)
        return last_day(point, year)

    def _governing_only(self, phrase: Phrase, span: str) -> bool:
        return self._governing(phrase, span) and not self._governing(phrase, "P1M")

    def _first(self, point: Point, every: str | None) -> str | None:
        year = point.year or (None if every else self.plan_year)
        return first(point, year) if year and point.grain != "monthday" and _exists(point, year) else None


def _exists(point: Point, year: int) -> bool:
    return not (point.month == 2 and point.day == 29 and (year % 4 or (year % 100 == 0 and year % 400)))


@cache
def _periodic() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<word>{any_of('repeats', 'periodic')})\s{{0,60}}+")


@cache
def _done() -> re.Pattern[str]:
    """What may be a fact: "đã mất", "được cấp", with the words up to the time."""
    return re.compile(r"(?<!\w)(?P<past>đã|được|bị)(?:\s{1,9}[^\W\d_]{1,9}){1,6}\s{0,9}$")


@cache
def _finish() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('cues', 'finish')}")


@cache
def _event() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('refusals', 'events')}[^.;:()]{{0,50}}\(\s*$")


def _deadline(pieces: list[_Piece], folded: str, source: str) -> Deadline:
    """One deadline of all its pieces, those that touch joined."""
    due = tuple(dict.fromkeys(day for piece in pieces for day in piece.due))
    recurrence = tuple(dict.fromkeys(span for piece in pieces for span in piece.recurrence))
    begins = next((piece.begins for piece in pieces if piece.begins), None)
    ongoing = any(piece.ongoing or (piece.open and not recurrence) for piece in pieces)
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


def _kind(pieces: list[_Piece]) -> str:
    if any(piece.recurrence for piece in pieces):
        return "recurring"
    if any(piece.due for piece in pieces):
        return "scheduled"
    if any(piece.ongoing or piece.open for piece in pieces):
        return "ongoing"
    if any(piece.scheduled for piece in pieces):
        return "scheduled"
    return "recurring" if any(piece.unresolved for piece in pieces) else "contingent"


def _merged(pieces: list[_Piece], folded: str) -> list[tuple[int, int]]:
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
