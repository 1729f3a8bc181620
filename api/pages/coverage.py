"""Who has duties and when they are due: what the pages of bodies and plans draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from .charts import Mark, bars, times
from .languages import Words
from .rendering import Links
from .things import Thing

Row = Mapping[str, Any]

# Bars and dots that can be told apart; the table beside them has all.
MOST_BARS, MOST_DOTS = 25, 400


def span(duties: Iterable[Row], documents: Iterable[Thing]) -> dict[str, str]:
    """The first and the last day between which duties fall due, whole years; empty where none does.

    A duty that comes back each year has no end: the years of the others and of the documents are looked at.
    """
    due = [one for duty in duties for one in duty["due"] or ()]
    if not due:
        return {}
    years = {one[:4] for one in due if not one.startswith("-")}
    if any(one.startswith("-") for one in due):
        years |= {str(thing.row["issued"])[:4] for thing in documents if thing.row.get("issued")}
    return {"from": f"{min(years)}-01-01", "to": f"{max(years)}-12-31"} if years else {}


def covered(bodies: Iterable[Row]) -> list[Row]:
    """The bodies that have duties, of the rows of the query agencies_of_plan."""
    return [row for row in bodies if row["duties"] or row["as_member"]]


def bars_of(bodies: Iterable[Row], t: Words, link: Links) -> Markup | None:
    """How many duties each body bears itself; None where none does."""
    marks = [
        Mark(row["duties"], name_of(row, t), f"{name_of(row, t)}: {row['duties']}", link.agency(row["agency"]))
        for row in bodies
        if row["duties"]
    ]
    return bars(marks[:MOST_BARS], t("chart_bodies", count=len(marks))) if marks else None


def name_of(row: Row, t: Words) -> str:
    """A body in the reader's language, as far as it has a name in it."""
    return str((row["name_en"] if t.language == "en" else None) or row["name"])


def calendar(due: Sequence[Row], t: Words) -> Markup | None:
    """The rows of the query deadlines_between as dots, each a link to its line in the table; None for no rows."""
    marks = [
        Mark(date.fromisoformat(row["due"]), "", f"{t.date(row['due'])}: {row['text'][:120]}", f"#due-{number}")
        for number, row in enumerate(due, 1)
    ]
    described = t("chart_due", count=len(due))
    return times(marks[:MOST_DOTS], described, lambda day: f"{day.month}/{day.year}") if marks else None
