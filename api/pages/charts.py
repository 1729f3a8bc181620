"""Bars and times as SVG, drawn on the server by leather: attributes only, and the same for the same rows.

Each bar and each dot is a link, with its words as its title; whatever a chart shows stands in a table beside it too.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leather import Chart, Linear, Series, Temporal, theme
from leather.shapes import Bars, Dots
from markupsafe import Markup

# The colours of `static/style.css`: on white, text has a contrast of 7 and what is drawn one of 4.5 at the least.
INK, LINE, MAIN = "#333f48", "#dfe5ea", "#1d5c8a"
FONT = "system-ui, sans-serif"
theme.background_color = "none"
theme.margin = 0.02
theme.label_color = INK
theme.tick_color = theme.zero_color = LINE
theme.tick_font_family = FONT
theme.tick_font_size = 13
theme.tick_font_char_width = 7.2

# Pixels: the whole, a bar with its space, a dot with its space, and what the axis takes.
WIDTH, BAR, DOT, AXIS = 700, 30, 13, 62
# Characters of a name at the side of a bar, which is whole in its title.
LONGEST = 36
MOST_MONTHS = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or a dot: `at` is a number or a day, `name` stands beside a bar, `title` is said when it is pointed at."""

    at: int | date
    name: str
    title: str
    href: str


class _Linked:
    """A shape whose parts are links, in the order of its marks."""

    def __init__(self, drawn: Any, marks: Sequence[Mark]) -> None:
        self._drawn, self._marks = drawn, marks

    def validate_series(self, series: Any) -> None:
        self._drawn.validate_series(series)

    def to_svg(self, *given: Any) -> ET.Element:
        group: ET.Element = self._drawn.to_svg(*given)
        for part, mark in zip(list(group), self._marks, strict=True):
            group.remove(part)
            link = ET.SubElement(group, "a", {"href": mark.href})
            ET.SubElement(link, "title").text = mark.title
            link.append(part)
            if part.tag == "rect":
                link.append(_number(part, mark))
        return group


def _number(bar: ET.Element, mark: Mark) -> ET.Element:
    """The number at the end of a bar."""
    at = {"x": str(float(bar.get("x", 0)) + float(bar.get("width", 0)) + 5)}
    at["y"] = str(float(bar.get("y", 0)) + float(bar.get("height", 0)) / 2)
    look = {"dy": "0.32em", "fill": INK, "font-family": FONT, "font-size": "13"}
    number = ET.Element("text", at | look)
    number.text = str(mark.at)
    return number


def bars(marks: Sequence[Mark], described: str) -> Markup:
    """Numbers as bars, the first at the top. `described` says in a sentence what is to be seen."""
    turned = list(reversed(marks))
    names = {str(place): _short(mark.name) for place, mark in enumerate(turned)}
    chart = Chart()
    shape = _Linked(Bars(MAIN), turned)
    chart.add_series(Series([(mark.at, str(place)) for place, mark in enumerate(turned)]), shape)
    most = max(int(str(mark.at)) for mark in marks)
    chart.set_x_scale(Linear(0, max(most * 1.08, 1)))
    chart.add_x_axis(ticks=[0], tick_formatter=_nothing)
    chart.add_y_axis(tick_formatter=lambda value, _place, _count: names[value])
    return _whole(chart, len(marks) * BAR + AXIS, described)


def times(marks: Sequence[Mark], described: str, month: Callable[[date], str]) -> Markup:
    """Days as dots on a line of time, those of one day above one another; `month` writes a month under the line."""
    seen: Counter[object] = Counter()
    data = []
    for mark in marks:
        seen[mark.at] += 1
        data.append((mark.at, seen[mark.at]))
    days = [mark.at for mark in marks if isinstance(mark.at, date)]
    first, last = min(days).replace(day=1), _next(max(days))
    chart = Chart()
    chart.add_series(Series(data), _Linked(Dots(MAIN, 5), marks))
    highest = max(seen.values())
    chart.set_x_scale(Temporal(first, last))
    chart.set_y_scale(Linear(0, highest + 1))
    chart.add_x_axis(ticks=_months(first, last), tick_formatter=lambda value, _place, _count: month(value))
    chart.add_y_axis(ticks=[0], tick_formatter=_nothing)
    return _whole(chart, (highest + 1) * DOT + AXIS, described)


def _nothing(_value: object, _place: int, _count: int) -> str:
    return ""


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(first: date, last: date) -> list[date]:
    """First days of months, no more of them than there is room to write under the line."""
    months = [first]
    while months[-1] < last:
        months.append(_next(months[-1]))
    return months[:: -(-len(months) // MOST_MONTHS)]


def _whole(chart: Any, height: int, described: str) -> Markup:
    box = {"viewBox": f"0 0 {WIDTH} {height}", "role": "group", "aria-label": described, "class": "chart"}
    whole = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **box})
    whole.append(chart.to_svg_group(WIDTH, height))
    return Markup(ET.tostring(whole, encoding="unicode"))  # noqa: S704 - an element tree writes what is in it as text
