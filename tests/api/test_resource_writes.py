"""Texts that are loaded over HTTP and taken back: who may, what is told, and that nothing of them stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from serving import serving
from test_http import problem

from api.connect import open_store
from api.settings import Settings
from graph.export import export
from graph.server import stop_server
from ingest import extract

WRITES, READS = "may-write-0123456789", "may-read-01234567890"
KEY = {"Authorization": f"Bearer {WRITES}"}
SAMPLES = Path(__file__).parent.parent.parent / "samples"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that lead to a database of these tests alone, and have keys."""
    home = tmp_path_factory.mktemp("writes")
    keys = {"api_keys": (SecretStr(WRITES),), "read_keys": (SecretStr(READS),)}
    yield Settings(NGHIAVU_HOME=home, NEO4J_URI=None).model_copy(update=keys)
    stop_server(home)


@pytest.fixture(scope="module")
def writing(own: Settings) -> Iterator[httpx.Client]:
    with serving(own) as client:
        yield client


def texts() -> list[dict[str, str]]:
    found = sorted(SAMPLES.glob("*.txt"))[:3]
    assert len(found) == 3
    return [{"text": path.read_text("utf-8"), "name": path.name} for path in found]


def load(service: httpx.Client, body: dict[str, Any]) -> dict[str, Any]:
    answer = service.post("/documents", json=body, headers=KEY, timeout=120)
    assert answer.status_code in (200, 201), answer.text
    assert answer.headers["location"] == f"/documents/{answer.json()['change']['document']}"
    assert (answer.status_code == 201) is (answer.json()["change"]["outcome"] == "added")
    return answer.json()


def loads(service: httpx.Client) -> int:
    return service.get("/loads?total=true").json()["total"]


def lines(own: Settings) -> list[str]:
    with open_store(own) as store:
        return list(export(store))


def test_only_a_key_that_may_write_writes(writing: httpx.Client) -> None:
    body = texts()[0]
    before = loads(writing)
    for ask in (lambda headers: writing.post("/documents", json=body, headers=headers),
                lambda headers: writing.delete("/documents/any", headers=headers)):  # fmt: skip
        problem(ask({}), 401)
        problem(ask({"Authorization": "Bearer wrong"}), 401)
        problem(ask({"Authorization": f"Bearer {READS}"}), 403)
    assert loads(writing) == before


def test_a_text_is_loaded_taken_back_and_loaded_to_the_same_graph(writing: httpx.Client, own: Settings) -> None:
    bodies = texts()
    for body in bodies[:2]:
        load(writing, body)
    before, since = lines(own), writing.get("/loads").json()["items"][0]["load"]
    told = load(writing, bodies[2])
    record, change = told["record"], told["change"]
    assert record["document"]["title"] == extract(bodies[2]["text"], name=bodies[2]["name"]).document.title
    assert change["outcome"] == "added"
    assert change["added"] >= len(record["citations"]) + len(record["obligations"])
    assert {"kind": "Document", "id": change["document"]} in change["created"] or change["settled"]
    full = lines(own)
    assert load(writing, bodies[2])["change"] == change | {
        "outcome": "unchanged", "load": None, "at": None, "added": 0, "created": [], "deleted": [], "settled": [],
    }  # fmt: skip

    differences = writing.get("/changes", params={"since": since, "limit": 500}).json()["items"]
    assert [one["change"] for one in differences if one["kind"] == "Text"] == ["added"]
    made = {(one["kind"], one["id"]) for one in differences if one["change"] == "added" and one["kind"] != "Text"}
    assert made == {(one["kind"], one["id"]) for one in change["created"]}

    back = writing.delete(f"/documents/{change['document']}", headers=KEY)
    assert back.status_code == 200
    assert back.json()["outcome"] == "removed"
    assert back.json()["deleted"] == change["created"]
    assert lines(own) == before
    assert writing.get("/changes", params={"since": since}).json()["total"] == 0
    problem(writing.delete(f"/documents/{change['document']}", headers=KEY), 404)

    assert load(writing, bodies[2])["change"]["outcome"] == "added"
    assert lines(own) == full


def test_a_cursor_stays_true_while_texts_come_and_go(writing: httpx.Client) -> None:
    load(writing, texts()[0])
    whole = [one["id"] for one in writing.get("/documents?sort=id&limit=500").json()["items"]]
    first = writing.get("/documents?sort=id&limit=5").json()
    written = load(writing, {"text": "KẾ HOẠCH\nVề công tác cây xanh năm 2023\n\nCăn cứ Luật Trẻ em.\n"})
    seen = [one["id"] for one in first["items"]]
    following = first["next"]
    while following:
        part = writing.get(following).json()
        seen += [one["id"] for one in part["items"]]
        following = part["next"]
    assert len(set(seen)) == len(seen)
    assert set(whole) <= set(seen)
    writing.delete(f"/documents/{written['change']['document']}", headers=KEY)


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "x" * 1_000_001])
def test_what_is_no_text_is_refused(writing: httpx.Client, text: str) -> None:
    before = loads(writing)
    body = b'{"text": "\\ud800 x"}' if text == "\ud800" else None
    headers = KEY | {"Content-Type": "application/json"}
    answer = (
        writing.post("/documents", content=body, headers=headers) if body
        else writing.post("/documents", json={"text": text}, headers=KEY)
    )  # fmt: skip
    problem(answer, 413 if len(text) > 1_000_000 else 422)
    assert loads(writing) == before


def test_a_text_with_odd_characters_is_loaded_all_the_same(writing: httpx.Client) -> None:
    told = load(writing, {"text": "KẾ HOẠCH\x00\nVề công tác \U0001f333 năm 2023\n", "name": "odd.txt"})
    assert writing.delete(f"/documents/{told['change']['document']}", headers=KEY).status_code == 200


def test_a_cited_document_is_not_taken_back(writing: httpx.Client) -> None:
    load(writing, texts()[0])
    cited = writing.get("/documents?status=cited&limit=1").json()["items"][0]["id"]
    problem(writing.delete(f"/documents/{cited}", headers=KEY), 404)


def test_what_the_disk_does_not_take_is_told(
    writing: httpx.Client, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lines(own)
    with monkeypatch.context() as patch:
        patch.setattr("graph.server.ROOM", 2**62)
        refused = writing.post("/documents", json={"text": "KẾ HOẠCH\nSố: 1/KH-UBND"}, headers=KEY)
        assert "disk" in problem(refused, 507)["detail"]
        assert refused.headers["retry-after"] == "5"
    assert lines(own) == before
    load(writing, {"text": "KẾ HOẠCH\nSố: 1/KH-UBND", "name": "1.txt"})


def test_another_text_of_the_same_document_is_refused_and_the_first_stays(writing: httpx.Client, own: Settings) -> None:
    head = "KẾ HOẠCH\nSố: 2/KH-UBND\nngày 02 tháng 02 năm 2022\n"
    load(writing, {"text": head + "Về việc thứ nhất.", "name": "a.txt"})
    before = lines(own)
    body = {"text": head + "Về việc thứ hai.", "name": "b.txt"}
    told = problem(writing.post("/documents", json=body, headers=KEY), 409)["detail"]
    assert "b.txt" in told
    assert "a.txt" in told
    assert lines(own) == before
