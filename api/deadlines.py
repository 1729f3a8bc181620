"""A body's deadlines as a calendar (iCalendar, RFC 5545) that other calendars subscribe to.

Each day, month or year that a duty's text gives is an event of a whole day: a month or a year is due on its last day, a
day of each year or month is a rule (RRULE), not before the duty's start nor before its document. So the calendar and
the query deadlines_between say the same. A duty that gives no day is in neither.

Nothing in it hangs on the moment that it is made, so that it changes when the graph does, and only then.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar, Event

from graph.store import Store

from . import lookup
from .ask import ask

Row = Mapping[str, Any]

MEDIA = "text/calendar"
# Characters of an event's line in a month's view; its description has the whole text.
SUMMARY = 120
# When a duty recurs whose document has no date: a rule must begin somewhere.
EARLIEST = date(2000, 1, 1)
_YEAR, _MONTH, _DAY = r"([12]\d{3})", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_ONCE = re.compile(rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?")
_YEARLY = re.compile(rf"--{_MONTH}(?:-{_DAY})?")
_MONTHLY = re.compile(rf"---{_DAY}")
_ALL = tuple(range(1, 13))
# In which months "on the 20th" of a quarter or a half-year falls; the shortest period that a text names is the one.
_MONTHS: Mapping[str, tuple[int, ...]] = {"P1M": _ALL, "P3M": (3, 6, 9, 12), "P6M": (6, 12), "P1Y": (12,)}


@dataclass(frozen=True, slots=True)
class Recurring:
    """A day of certain months, each year; in a month that is too short, its last day."""

    months: tuple[int, ...]
    day: int

    def first(self, since: date) -> date:
        """The first such day that is not before another."""
        days = (_day(since.year + years, month, self.day) for years in (0, 1) for month in self.months)
        return next(one for one in days if one >= since)

    def rule(self) -> dict[str, Any]:
        """The same as a rule of RFC 5545."""
        shortest = min(calendar.monthrange(2001, month)[1] for month in self.months)
        days: dict[str, Any] = {"bymonthday": [self.day]}
        if all(self.day >= calendar.monthrange(2000, month)[1] for month in self.months):
            days = {"bymonthday": [-1]}
        elif self.day > shortest:
            days = {"bymonthday": list(range(shortest, self.day + 1)), "bysetpos": [-1]}
        if len(self.months) == 1:
            return {"freq": "yearly", "bymonth": list(self.months)} | days
        return {"freq": "monthly"} | ({} if self.months == _ALL else {"bymonth": list(self.months)}) | days


def calendar_of(store: Store, name: str) -> tuple[str, bytes]:
    """(the body's id, its calendar). Raises UnknownNameError, AmbiguousNameError, StoreError."""
    body = lookup.agency(store, name)
    rows = ask(store, "agency_deadlines", {"agency": body["id"]}).rows
    return body["id"], as_calendar(lookup.label(body), rows)


def as_calendar(title: str, rows: Sequence[Row]) -> bytes:
    """The calendar of some duties, as the rows of agency_deadlines."""
    made = Calendar()
    made.add("prodid", "-//nghiavu//deadlines//VI")
    made.add("version", "2.0")
    made.add("name", title)
    made.add("x-wr-calname", title)
    events: dict[str, Event] = {}
    for event in (one for row in rows for one in _events(row)):
        events.setdefault(str(event["uid"]), event)  # what a body owes twice, as one of two sets, is one duty
    for event in events.values():
        made.add_component(event)
    return bytes(made.to_ical())


def read_due(stated: str, recurrence: Sequence[str]) -> date | Recurring | None:
    """When that is: a day, or a rule; None for what is neither.

    "2021-03" is 31 March 2021, "--03-31" each 31 March, "---20" with P3M the 20th of March, June, September, December.
    """
    if once := _ONCE.fullmatch(stated):
        return _day(int(once[1]), int(once[2] or 12), int(once[3] or 31))
    if yearly := _YEARLY.fullmatch(stated):
        return Recurring((int(yearly[1]),), int(yearly[2] or 31))
    if monthly := _MONTHLY.fullmatch(stated):
        months = next((_MONTHS[period] for period in _MONTHS if period in recurrence), _MONTHS["P1Y"])
        return Recurring(months if recurrence else _ALL, int(monthly[1]))
    return None


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _events(row: Row) -> Iterator[Event]:
    for index, stated in enumerate(row["due"]):
        due = read_due(stated, row["recurrence"] or ())
        if due is None:
            continue
        event = Event()
        # A duty has one event for each of the days that it states, and each keeps its name for ever.
        event.add("uid", f"{row['obligation']}#{stated}@nghiavu")
        event.add("dtstamp", _stamp(row["issued"]))
        if isinstance(due, date):
            event.add("dtstart", due)
        else:
            event.add("dtstart", due.first(max(_begin(row["due_from"]), _begin(row["issued"]))))
            event.add("rrule", due.rule())
        event.add("summary", _shortened(row["text"]))
        event.add("description", _described(row, _words(row, index)))
        event.add("transp", "TRANSPARENT")
        yield event


def _begin(said: str | None) -> date:
    """The first day of a day, month or year."""
    match = _ONCE.fullmatch(said or "")
    if match is None:
        return EARLIEST
    return _day(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _stamp(issued: str | None) -> datetime:
    """When what the event says was said: on the day of its document."""
    day = _begin(issued)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _words(row: Row, index: int) -> str:
    """The words that give one of the days; a text has them one for one, or once for all."""
    parts = str(row["deadline"] or "").split(" | ")
    return parts[index] if len(parts) == len(row["due"]) else str(row["deadline"] or "")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else f"{line[: SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _described(row: Row, words: str) -> str:
    named = " ".join(part for part in (row["type"], row["number"]) if part)
    lines = (
        ("", row["text"]),
        ("Thời hạn: ", words),
        ("Theo: ", row["through"]),
        ("Văn bản: ", ", ".join(part for part in (named, row["title"]) if part)),
        ("Mục: ", row["section"]),
    )
    return "\n".join(f"{label}{said}" for label, said in lines if said)
