"""One question asked in the four ways there are: over HTTP, by command, on a page, in Cypher on the graph itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import httpx
from typer.testing import CliRunner

from api.cli import app
from api.graphs import ids_in
from api.pages.forms import MOST
from graph.queries import Query
from graph.store import Store

# Columns whose words a page gives as they are.
PLAIN = frozenset({"text", "title", "name", "name_en", "number", "issuer", "what", "deadline", "hops", "plans"})
# Columns that a page leaves out, as it does those that no row has.
LEFT_OUT = frozenset({"start", "end", "total", "key"})


def examples(query: Query) -> dict[str, object]:
    """What a question is asked with where nothing else is given."""
    return {one.name: one.default for one in query.parameters if one.default not in (None, "")}


def asked_every_way(
    service: httpx.Client, store: Store, query: Query, given: Mapping[str, object]
) -> list[dict[str, Any]] | None:
    """The rows, which are the same in every way; None where a name means nothing or several things, in every way.

    The surroundings have to lead a command to the same graph.
    """
    written = {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in given.items()}
    answer = service.get(f"/queries/{query.name}", params=written)
    options = [f"--{key}={value}" for key, value in written.items()]
    said = CliRunner().invoke(app, ["query", query.name, *options, "--format", "json"])
    # As a browser sends the form: a box that is not ticked not at all.
    sent = {key: value for key, value in written.items() if given[key] is not False}
    page = service.get(f"/pages/queries/{query.name}", params={"asked": 1, "lang": "en", **sent})
    service.cookies.clear()
    if answer.status_code in (404, 409):
        assert said.exit_code == 1
        assert answer.json()["detail"] == said.stderr.strip()
        assert page.status_code >= 400
        return None
    assert answer.status_code == page.status_code == 200, answer.text
    assert said.exit_code == 0, said.output
    rows: list[dict[str, Any]] = answer.json()["rows"]
    assert rows == json.loads(said.stdout) == store.read(query, answer.json()["parameters"])
    columns = [
        one for one in query.returns if one not in LEFT_OUT and any(row[one] not in (None, "", []) for row in rows)
    ]
    shown = _shown(page.text, columns)
    assert len(shown) == min(len(rows), MOST)
    for on_page, row in zip(shown, rows, strict=False):
        for column in PLAIN & on_page.keys() & row.keys():
            if not isinstance(row[column], list | dict | bool) and not list(ids_in(row[column])):
                assert on_page[column] == _spaced(row[column]), column
    return rows


class _Cells(HTMLParser):
    """The words of the cells of the table of an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.rows[-1][-1] += data


def _shown(page: str, columns: list[str]) -> list[dict[str, str]]:
    parser = _Cells()
    parser.feed(page)
    return [dict(zip(columns, map(_spaced, row), strict=True)) for row in parser.rows if row]


def _spaced(value: object) -> str:
    return " ".join(str("" if value is None else value).split())
