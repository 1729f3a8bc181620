"""The kit for Neo4j Browser: what its files hold, and that a page of another address may read them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import httpx
import pytest

from api import kit
from api.browse import login
from api.settings import Settings
from graph.headers import Parameter, Query
from graph.queries import load_queries
from graph.store import Store, schema
from ingest.lexicon import table


def rules() -> dict[str, dict[str, str]]:
    """The rules of the style sheet by selector."""
    return {
        selector: dict(re.findall(r"([\w-]+): ([^;]+);", body))
        for selector, body in re.findall(r"(\S+) \{\n([^}]*(?:\{\w+\}[^}]*)*)\n\}", kit.style())
    }


def test_every_label_has_a_colour_and_a_caption() -> None:
    labels = {label for statement in schema() for label in re.findall(r"FOR \(n:(\w+)\)", statement)}
    labels -= {"Lock", "Reading", "Saying"}  # the loader's own
    labels |= set(table("labels")["documents"].values())
    styled = rules()
    for label in labels:
        assert re.fullmatch("#[0-9A-F]{6}", styled[f"node.{label}"]["color"]), label
        assert styled[f"node.{label}"]["caption"].startswith('"{'), label
    colours = [styled[f"node.{label}"]["color"] for label in labels]
    assert len(set(colours)) == len(labels)
    assert {selector.removeprefix("node.") for selector in styled if "." in selector} == labels


def test_captions_are_properties_of_what_they_stand_on(loaded: Store) -> None:
    kinds = loaded.read(load_queries()["schema_nodes"], {})
    for kind in kinds:
        if kind["properties"]:
            caption = rules()[f"node.{kind['pattern'][2:-1]}"]["caption"]
            assert set(re.findall(r"\{(\w+)\}", caption)) <= set(kind["properties"]), kind["pattern"]


def test_favourites_are_every_question_by_its_title(service: httpx.Client, loaded: Store) -> None:
    answer = service.get("/kit/favourites.zip")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        texts = {Path(name).stem: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == set(load_queries()) | set(kit.pictures())
    for name, query in {**load_queries(), **kit.pictures()}.items():
        assert texts[name].startswith(f"// {query.title}\n// {query.title_vi}\n")
        assert "$" not in texts[name]
    assert answer.content == kit.favourites(loaded)


def test_a_name_in_a_favourite_is_the_id_it_has_in_this_graph(loaded: Store) -> None:
    assert 'id: "nq-121-2020-qh14"' in kit.favourite(loaded, load_queries()["plans_implementing"])


def test_values_stand_for_parameters_and_for_nothing_else(loaded: Store) -> None:
    code = "MATCH (n {a: $text, b: '$text'}) // $text\nRETURN n.`$text`, $limit, $whether\n"
    parameters = (
        Parameter("text", "string", 'quo"te \\ của', "words"),
        Parameter("limit", "integer", 5, "how many"),
        Parameter("whether", "boolean", False, "whether"),
    )
    query = Query("q", "T", "T", "", "read", parameters, (), f"// name: q\n{code}")
    assert kit.favourite(loaded, query).endswith(
        "MATCH (n {a: \"quo te cua\", b: '$text'}) // $text\nRETURN n.`$text`, 5, false\n"
    )


def test_a_name_that_is_not_in_the_graph_stands_as_it_is_written(loaded: Store) -> None:
    parameters = (Parameter("document", "string", "999/2099/QĐ-XYZ", "id"),)
    query = Query("q", "T", "T", "", "read", parameters, (), "MATCH (d {id: $document}) RETURN d\n")
    assert '{id: "999/2099/QĐ-XYZ"}' in kit.favourite(loaded, query)


def test_the_guide_is_filled_in_for_the_address_it_is_read_at(service: httpx.Client) -> None:
    page = service.get("/kit/guide.html").text
    assert f'href="{str(service.base_url).rstrip("/")}/kit/style.grass"' in page
    assert "<!-- cypher" not in page
    assert "{address}" not in page
    assert page.count("<slide ") == 5
    assert "nq-121-2020-qh14" in page


@pytest.mark.parametrize("file", [kit.STYLE, kit.FAVOURITES, kit.GUIDE])
def test_pages_of_other_addresses_may_read_the_kit_and_nothing_else(service: httpx.Client, file: str) -> None:
    asked = {
        "Origin": "http://127.0.0.1:7474",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "cache-control,pragma",
    }
    for answer in (service.options(f"/kit/{file}", headers=asked), service.get(f"/kit/{file}", headers=asked)):
        assert answer.is_success
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    other = service.get("/documents", headers=asked)
    assert "access-control-allow-origin" not in other.headers
    assert other.headers["cross-origin-resource-policy"] == "same-origin"


def test_without_its_archive_the_service_says_where_neo4j_browser_is_to_be_had(service: httpx.Client) -> None:
    answer = service.get("/browser/")
    assert answer.status_code == 404
    assert "make browser" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({"NEO4J_URI": "bolt://db.example:7687"}, "http://db.example:7474/browser/?connectURL="),
        ({"NEO4J_URI": "neo4j+s://x.databases.neo4j.io"}, "https://browser.neo4j.io/?connectURL=neo4j%2Bs%3A%2F%2F"),
        (
            {"NEO4J_URI": "bolt://127.0.0.1:17687", "NEO4J_BROWSER": "http://127.0.0.1:17474/browser/"},
            "http://127.0.0.1:17474/browser/?connectURL=bolt%3A%2F%2Fneo4j%40127.0.0.1%3A17687",
        ),
    ],
)
def test_where_neo4j_browser_is_opened(settings: dict[str, str], address: str, tmp_path: Path) -> None:
    told = login(Settings(**{"NGHIAVU_HOME": tmp_path, "NEO4J_PASSWORD": "x", **settings}))
    assert told.browser.startswith(address)


def test_an_archive_in_the_home_folder_is_served(tmp_path: Path) -> None:
    (tmp_path / "neo4j-browser-5.24.0.jar").touch()
    settings = Settings(NGHIAVU_HOME=tmp_path, NEO4J_URI="bolt://db.example:7687", NGHIAVU_PORT=8123)
    assert login(settings).browser.startswith("http://localhost:8123/browser/?connectURL=")
