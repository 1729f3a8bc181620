"""The schema that is printed for researchers: the same on both servers, and in the README as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.connect import open_store
from api.settings import Settings
from graph.queries import run
from servers import samples

README = Path(__file__).parent.parent.parent / "README.md"
QUERIES = ("schema_nodes", "schema_relationships")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    with samples.in_embedded(tmp_path_factory.mktemp("home")) as settings:
        yield _schema(settings)


def test_both_servers_have_the_same_schema(
    embedded: list[dict[str, Any]], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assert _schema(samples.in_neo4j(request.getfixturevalue("neo4j_server"), tmp_path)) == embedded


def test_the_readme_has_the_schema_of_the_samples(embedded: list[dict[str, Any]]) -> None:
    """When the graph has changed, put what this expects between the marks."""
    shown = re.search(r"<!-- nghiavu schema -->\n(.*?)<!-- end -->", README.read_text("utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == table(embedded)


def table(rows: list[dict[str, Any]]) -> str:
    """The schema as Markdown; without the kinds of documents and the counts, which are those of the samples."""
    shown = [row for row in rows if not row["pattern"].startswith("(:Document:")]
    lines = [f"| `{row['pattern']}` | {', '.join(row['properties'])} |\n" for row in shown]
    return "".join(["| kind | properties |\n", "|---|---|\n", *lines])


def _schema(settings: Settings) -> list[dict[str, Any]]:
    with open_store(settings) as store:
        return [row for name in QUERIES for row in run(store, name, {})]
