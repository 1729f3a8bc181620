"""Over the real texts, each question has one answer: over HTTP, by command, on a page, and in Cypher."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from servers.samples import in_embedded
from serving import serving
from ways import asked_every_way, examples

from api.connect import open_store
from api.settings import Settings
from graph.queries import load_queries
from graph.store import Store

# What the lists are asked with beside their examples, so that filters and orders are among what is compared.
FILTERED = {
    "documents_by_day": {"type": "Kế hoạch|Quyết định", "status": "ingested"},
    "obligations_by_id": {"role": "lead", "level": "tỉnh"},
    "documents": {"type": "Kế hoạch", "status": "ingested", "sort": "-citing"},
    "agencies": {"level": "tỉnh", "sort": "-duties"},
    "obligations": {"due_from": "2021-01-01", "due_to": "2024-12-31", "sort": "due"},
    "citations": {"type": "Luật", "sort": "-issued"},
    "provisions": {"sort": "-citations"},
    "jurisdictions": {"level": "tỉnh", "sort": "-documents"},
    "neighbours": {"kind": "Document", "direction": "in"},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Iterator[Settings]:
    """Settings that lead to a graph of the real texts."""
    with in_embedded(tmp_path_factory.mktemp("corpus"), corpus_folder) as settings:
        yield settings


@pytest.fixture(scope="module")
def client(place: Settings) -> Iterator[httpx.Client]:
    with serving(place) as service:
        yield service


@pytest.fixture(scope="module")
def store(place: Settings) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_a_question_has_one_answer(
    client: httpx.Client, store: Store, place: Settings, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NGHIAVU_HOME", str(place.home))
    monkeypatch.setenv("NEO4J_URI", "")
    query = load_queries()[name]
    for filters in ({}, FILTERED[name]) if name in FILTERED else ({},):
        assert asked_every_way(client, store, query, examples(query) | filters) is not None


# The query that gives a list as it is without filters, where it has one of its own.
IN_ORDER = {"documents": "documents_by_day", "obligations": "obligations_by_id", "citations": "citations_by_id"}
LISTS = ("documents", "agencies", "obligations", "jurisdictions", "provisions", "citations")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_interface_is_the_answer_to_its_question(client: httpx.Client, store: Store, name: str) -> None:
    """Page by page, every row of the question and no other, in its order."""
    query = load_queries()[IN_ORDER.get(name, name)]
    everything = {one.name: one.default for one in query.parameters} | {"limit": 100_000}
    rows = store.read(query, everything)
    seen: list[str] = []
    following: str | None = f"/{name}?limit=100&total=true"
    while following:
        page = client.get(following).json()
        assert page["total"] == len(rows)
        seen += [item["id"] for item in page["items"]]
        following = page["next"]
    assert seen == [row["id"] for row in rows]
    assert len(set(seen)) == len(seen) > 10


@pytest.mark.parametrize("name", LISTS)
def test_facets_lead_to_as_many_as_they_count(client: httpx.Client, name: str) -> None:
    facets = client.get(f"/{name}", params={"facets": True, "limit": 1}).json()["facets"]
    assert facets
    for facet, values in facets.items():
        for one in values[:3]:
            extra = {"sets": False} if name == "obligations" else {}
            found = client.get(f"/{name}", params={facet: one["value"], "limit": 1, "total": True, **extra})
            if found.status_code == 409:  # two places of one name
                continue
            assert found.status_code == 200, found.text
            assert found.json()["total"] == one["count"], (facet, one)


# Ends of months, also of February in a leap year, single days, and many years.
SPANS = (
    ("2021-01-01", "2021-03-31"),
    ("2024-02-01", "2024-02-29"),
    ("2023-06-30", "2023-06-30"),
    ("2020-01-01", "2030-12-31"),
    ("2022-11-15", "2022-12-20"),
    ("2024-06-01", "2024-06-30"),
)


def test_due_between_is_what_falls_due_between(client: httpx.Client) -> None:
    for first, last in SPANS:
        rows = client.get("/queries/deadlines_between", params={"from": first, "to": last}).json()["rows"]
        found = client.get("/obligations", params={"due_from": first, "due_to": last, "limit": 500}).json()
        assert found["next"] is None
        assert {item["id"] for item in found["items"]} == {row["obligation"] for row in rows}, (first, last)


def test_duties_of_a_body_are_those_of_the_question(client: httpx.Client) -> None:
    for agency in ("Sở Y tế", "so-y-te.quang-ngai", "Công an Hưng Yên"):
        for sets in (True, False):
            rows = client.get("/queries/obligations_of_agency", params={"agency": agency, "sets": sets}).json()["rows"]
            found = client.get("/obligations", params={"agency": agency, "sets": sets, "limit": 500}).json()["items"]
            assert {(one["document"], one["start"]) for one in found} == {
                (row["document"], row["start"]) for row in rows
            }
