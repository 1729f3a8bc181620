"""Callers that mean no good: a problem each time, and others are answered meanwhile."""

from __future__ import annotations

import socket
import threading
import time

import httpx
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient
from test_http import problem

from api.app import create_app
from api.schemas import MAX_NAMED, MAX_TEXT
from api.settings import Settings

KEY = "a-key-that-may-write"
JSON = {"Content-Type": "application/json"}
# A request whose body begins, and does not go on.
HEAD = b"POST /resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n{"
DECREES = "".join(f"Nghị định số {n}/2020/NĐ-CP, " for n in range(1, MAX_NAMED + 2))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 100_000, 400),
        (b'{"text":' * 100_000, 400),
        (b'{"text":' + b"9" * 100_000 + b"}", 400),
        (b'{"text":1e999}', 422),
        (b'{"text":"\\ud800"}', 422),
        (b'{"text":"\xff"}', 400),
        (b"\x1f\x8b\x08" + b"a" * 100, 400),
        (b'{"text":"a","text":["b"]}', 422),
        (b" " * 1_000_001, 413),
        (f'{{"text":"{"a" * (MAX_TEXT + 1)}"}}'.encode(), 422),
    ],
    ids=["lists", "objects", "digits", "exponent", "half a pair", "bytes", "packed", "twice", "too long", "long text"],
)
def test_a_body_that_is_no_text_is_a_problem(service: httpx.Client, body: bytes, status: int) -> None:
    problem(service.post("/resolve", content=body, headers=JSON), status)


@pytest.mark.parametrize(
    "text", ["\x00", "Luật \u202eĐất đai\u2066", "e\u0301" * 1_000, "\U0010ffff", "Điều " * 12_000]
)
def test_any_text_is_resolved(service: httpx.Client, text: str) -> None:
    for one in service.post("/resolve", json={"text": text}).raise_for_status().json()["citations"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_a_text_that_names_too_many_documents_is_to_be_sent_in_parts(service: httpx.Client) -> None:
    said = problem(service.post("/resolve", json={"text": DECREES}), 422)["detail"]
    assert said == f"The text names {MAX_NAMED + 1} documents, of at most {MAX_NAMED}; send it in parts."


def test_a_body_that_does_not_end_is_not_waited_for(service: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.guard.BODY_SECONDS", 0.5)
    host, port = service.base_url.host, service.base_url.port
    with socket.create_connection((host, port), timeout=20) as slow:
        slow.sendall(HEAD)
        answer = slow.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer


@pytest.mark.parametrize("path", ["/resolve", "/documents"])
def test_a_text_waits_for_its_turn_and_not_for_ever(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("api.reading.PATIENCE", 0.1)
    service = create_app(settings.model_copy(update={"api_keys": (SecretStr(KEY),)}))
    with TestClient(service, headers={"X-API-Key": KEY}) as client:
        client.portal.call(service.state.turns.acquire)
        said = client.post(path, json={"text": "Sở Y tế chủ trì."})
    problem(said, 503)
    assert said.headers["retry-after"] == "10"


def test_others_are_answered_while_many_texts_wait_to_be_read(service: httpx.Client) -> None:
    """As many texts as the service has threads, and as many bodies that do not end."""
    host, port = service.base_url.host, service.base_url.port
    slow = [socket.create_connection((host, port)) for _ in range(45)]
    for one in slow:
        one.sendall(HEAD)
    ended: list[int] = []

    def press() -> None:
        text = "1. Sở Y tế chủ trì việc này trước ngày 1/2/2024.\n\n" * 1_200
        ended.append(httpx.post(f"{service.base_url}/resolve", json={"text": text}, timeout=60).status_code)

    callers = [threading.Thread(target=press) for _ in range(45)]
    for caller in callers:
        caller.start()
    time.sleep(0.5)
    assert service.get("/documents/121/2020/QH14").is_success
    assert len(ended) < len(callers) // 2  # it was not they whose end was waited for
    for caller in callers:
        caller.join()
    for one in slow:
        one.close()
    assert set(ended) <= {200, 503}
