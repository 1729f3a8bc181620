"""Which language a reader wants, and what the pages say in it: `texts.toml` has every sentence in both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fastapi import Request

LANGUAGES = ("vi", "en")
# The parameter, and the name of the cookie that keeps what it said.
NAME = "lang"
_WANTED = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,30})?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")
_LONGEST = 500
# ISO 8601 as precise as it is known, "--03-31" of each year, "---20" of each month.
_DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?|--(?P<yearly>\d\d)(?:-(?P<on>\d\d))?|---(?P<monthly>\d\d)"
)


def language_of(request: Request) -> str:
    """What the address says, else what was said before, else what the browser asks for, else Vietnamese."""
    for said in (request.query_params.get(NAME), request.cookies.get(NAME)):
        if said in LANGUAGES:
            return said
    return wanted(request.headers.get("accept-language", ""))


def wanted(field: str) -> str:
    """The language that a field Accept-Language (RFC 9110, 12.5.4) likes best of those there are."""
    best = (0.0, LANGUAGES[0])
    for part in field[:_LONGEST].split(","):
        match = _WANTED.fullmatch(part)
        if match and match[1].lower() in LANGUAGES:
            best = max(best, (float(match[2] or 1), match[1].lower()), key=lambda one: one[0])
    return best[1]


@cache
def _tables() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8")))


@cache
def _phrases() -> Mapping[str, str]:
    return {row["en"]: row["vi"] for row in _tables()["phrase"]}


class Words:
    """What the pages say, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, name: str, /, **values: object) -> str:
        """A sentence by its name in the table, with values in it."""
        said: str = _tables()["said"][name][self.language]
        return said.format(**values) if values else said

    def of(self, table: str, name: object) -> str:
        """What a value of the graph is called, such as a role or a column; itself where no table has it."""
        row = _tables()[table].get(str(name))
        return str(row[self.language] if row else name)

    def head(self, table: str, name: object) -> str:
        """The same at the head of a column or a field, where it begins with a capital letter."""
        said = self.of(table, name)
        return said[:1].upper() + said[1:]

    def about(self, query: str, english: str) -> str:
        """What a question is about, which its file says in English."""
        return str(english if self.language == "en" else _tables()["about"].get(query, english))

    def phrase(self, english: str) -> str:
        """What a parameter means, which the file says in English; as it is where no table has it."""
        return english if self.language == "en" else _phrases().get(english, english)

    def date(self, iso: str | None) -> str:
        """A date as it is read: "30/11/2024", "30 November 2024", as precise as it is; yearly and monthly ones too."""
        if not iso:
            return ""
        match = _DATE.fullmatch(iso)
        if match is None:
            return iso
        year, month, day = match["y"], match["m"] or match["yearly"], match["d"] or match["on"] or match["monthly"]
        if self.language == "vi":
            return _vietnamese(year, month, day)
        named = self.of("months", month) if month else ""
        parts = [str(int(day)) if day else "", named, year or ""]
        said = " ".join(part for part in parts if part)
        if year:
            return said
        return f"{self('each_year')} {said}" if month else f"{self('each_month')} {said}"


def _vietnamese(year: str | None, month: str | None, day: str | None) -> str:
    if year:
        return "/".join(part for part in (day, month, year) if part)
    if month:
        return f"{day}/{month} hằng năm" if day else f"tháng {int(month)} hằng năm"
    return f"ngày {day} hằng tháng"


@cache
def words(language: str) -> Words:
    """What the pages say in a language."""
    return Words(language)


def examples() -> tuple[Mapping[str, Any], ...]:
    """The questions that the first page gives as examples: a query, its values, and what is asked in each language."""
    return tuple(_tables()["example"])
