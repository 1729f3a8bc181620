"""What holds for every answer: ids, logs, counts, tags, compression, other origins, keys, rates, the description."""

from __future__ import annotations

import gzip
import json
import logging
import logging.config
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from starlette.testclient import TestClient
from test_http import problem

from api.app import create_app
from api.etags import names
from api.keys import Writer
from api.rates import rates_of
from api.settings import Settings
from ingest.errors import InputError

WRITES, READS = "may-write-0123456789", "may-read-01234567890"
Serve = Callable[..., httpx.Client]


# Ids and logs


def test_every_answer_has_an_id_and_a_problem_repeats_it(service: httpx.Client) -> None:
    made = service.get("/healthz").headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", made)
    assert service.get("/healthz").headers["x-request-id"] != made
    answer = service.get("/documents/zzz", headers={"X-Request-ID": "of-the-caller/1"})
    assert answer.headers["x-request-id"] == problem(answer, 404)["request_id"] == "of-the-caller/1"


@pytest.mark.parametrize("given", ["", "two words", "x" * 129, "-dash", "a;b", 'a"b', "ngày"])
def test_an_id_that_could_break_a_log_is_not_taken(service: httpx.Client, given: str) -> None:
    answer = service.get("/healthz", headers=[(b"X-Request-ID", given.encode())])
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


def test_a_request_is_a_line_of_the_log(service: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "nghiavu.access"):
        service.get("/documents/121/2020/QH14?unknown=secret", headers={"X-Request-ID": "one"})
        service.head("/nothing/here")
        until = time.monotonic() + 5  # the line follows the answer
        while len(lines := [one for one in caplog.records if one.name == "nghiavu.access"]) < 2:
            assert time.monotonic() < until
            time.sleep(0.01)
    first, second = lines
    assert (first.method, first.path, first.route, first.status) == (
        "GET",
        "/documents/121/2020/QH14",
        "/documents/{id}",
        200,
    )
    assert first.milliseconds > 0
    assert "secret" not in str(vars(first))
    assert (second.method, second.route, second.status) == ("HEAD", "none", 404)


@contextmanager
def process(surroundings: dict[str, str]) -> Iterator[SimpleNamespace]:
    """The service as a process of its own that logs JSON; `.log()` ends it and gives the lines."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    environment = {**os.environ, **surroundings, "NGHIAVU_LOG_FORMAT": "json", "NGHIAVU_API_KEYS": WRITES}
    running = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    lines = [running.stderr.readline()]
    while "running on" not in lines[-1]:
        lines.append(running.stderr.readline())
    port = re.search(r"http://127\.0\.0\.1:(\d+)", lines[-1])[1]

    def log() -> list[dict]:
        running.terminate()
        out, rest = running.communicate(timeout=20)
        assert out == ""
        return [json.loads(line) for line in (*lines, *rest.splitlines())]

    try:
        yield SimpleNamespace(url=f"http://127.0.0.1:{port}", log=log)
    finally:
        running.kill()
        running.communicate()


def test_the_log_is_json_lines_and_never_holds_a_key(database: dict[str, str]) -> None:
    with process(database) as service:
        for headers in ({"Authorization": f"Bearer {WRITES}"}, {"X-API-Key": WRITES}, {"X-API-Key": WRITES + "x"}):
            httpx.get(f"{service.url}/documents/zzz", headers=headers | {"X-Request-ID": "mine"}, timeout=30)
        log = service.log()
    requests = [line for line in log if line["logger"] == "nghiavu.access"]
    assert [line["request_id"] for line in requests] == ["mine"] * 3
    assert all(line["level"] == "info" and line["status"] == 404 and line["timestamp"] for line in requests)
    assert WRITES not in json.dumps(log)


def test_whatever_is_logged_while_a_request_is_answered_has_its_id(tmp_path: Path) -> None:
    with process({"NGHIAVU_HOME": str(tmp_path), "NEO4J_URI": "bolt://127.0.0.1:1"}) as service:
        assert httpx.get(f"{service.url}/documents", headers={"X-Request-ID": "mine"}, timeout=30).status_code == 503
        log = service.log()
    (warning,) = [line for line in log if line["level"] == "warning" and line.get("request_id") == "mine"]
    assert warning["message"].startswith("The graph is away: ")


def test_what_goes_wrong_is_told_to_the_log_and_not_to_the_caller(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings)

    def fail() -> None:
        raise RuntimeError("the password is in here")

    app.add_api_route("/fails", fail)
    answer = TestClient(app).get("/fails", headers={"X-Request-ID": "mine"})
    assert problem(answer, 500)["request_id"] == answer.headers["x-request-id"] == "mine"
    assert "password" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    (record,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert record.exc_info[1].args == ("the password is in here",)


# Counts


def counts(service: httpx.Client) -> dict[tuple[str, ...], float]:
    answer = service.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *(sample.labels[label] for label in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(service_with: Serve) -> None:
    service = service_with()
    for address in ("/documents/nq-121-2020-qh14", "/documents/kh-11-kh-ubnd-hung-yen-2021", "/documents/zzz", "/zzz"):
        service.get(address)
    service.request("PROPFIND", "/documents")
    found = counts(service)
    total = "nghiavu_http_requests_total"
    assert found[total, "GET", "/documents/{id}", "200"] == 2
    assert found[total, "GET", "/documents/{id}", "404"] == 1
    assert found[total, "GET", "none", "404"] == 1
    assert found[total, "other", "/documents", "405"] == 1
    assert found["nghiavu_http_request_duration_seconds_count", "GET", "/documents/{id}", "200"] == 2
    assert found["nghiavu_http_requests_in_progress",] == 1


def test_the_size_of_the_graph_is_counted(service: httpx.Client) -> None:
    found = counts(service)
    assert found["nghiavu_graph_up",] == 1
    rows = service.get("/queries/graph_size").json()["rows"]
    assert {row["kind"] for row in rows} >= {"Document", "Agency", "Obligation"}
    assert all(found["nghiavu_graph_size", row["kind"]] == row["count"] for row in rows)


# Entity tags and compression

ANSWERS = (
    "/documents",
    "/documents/nq-121-2020-qh14",
    "/documents/nq-121-2020-qh14/implementers",
    "/agencies",
    "/agencies/so-y-te.hung-yen",
    "/agencies/so-y-te.hung-yen/obligations",
    "/queries",
    "/queries/plans_implementing?document=121/2020/QH14",
    "/openapi.json",
)


@pytest.mark.parametrize("address", ANSWERS)
def test_what_has_not_changed_is_not_sent_again(service: httpx.Client, address: str) -> None:
    first = service.get(address)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for named in (tag, f'"other", {tag}', "*", tag.removeprefix("W/")):
        again = service.get(address, headers={"If-None-Match": named})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "content-type" not in again.headers
    other = service.get(address, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_a_tag_is_of_the_body(service: httpx.Client) -> None:
    tags = [service.get(address).headers["etag"] for address in ANSWERS]
    assert len(set(tags)) == len(tags) - 1  # the implementers of a document are the answer to a named query
    assert tags == [service.get(address).headers["etag"] for address in ANSWERS]


def test_errors_and_the_state_of_the_service_are_not_kept(service: httpx.Client) -> None:
    assert "etag" not in service.get("/documents/zzz").headers
    for address in ("/healthz", "/readyz", "/metrics"):
        answer = service.get(address, headers={"If-None-Match": "*"})
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
        (None, False),
    ],
)
def test_tags_are_compared_weakly(field: str | None, named: bool) -> None:
    assert names(field, 'W/"a"') is named


def test_long_answers_are_compressed(service: httpx.Client) -> None:
    with service.stream("GET", "/openapi.json", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    plain = service.get("/openapi.json", headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(packed) == plain.content
    assert answer.headers["etag"] == plain.headers["etag"]
    assert "content-encoding" not in service.get("/healthz").headers


@pytest.mark.parametrize("address", ["/documents", "/healthz", "/docs", "/documents/zzz"])
def test_a_head_is_the_get_without_its_body(service: httpx.Client, address: str) -> None:
    whole, head = service.get(address), service.head(address)
    assert head.status_code == whole.status_code
    assert head.content == b""
    assert head.headers.get("etag") == whole.headers.get("etag")
    assert head.headers["content-type"] == whole.headers["content-type"]


# Other origins


def test_pages_of_other_origins_read_where_a_setting_lets_them(service: httpx.Client, service_with: Serve) -> None:
    origin = {"Origin": "https://pages.example"}
    assert "access-control-allow-origin" not in service.get("/documents", headers=origin).headers
    shared = service_with(cors_origins=("https://pages.example",), reads_closed=True, api_keys=(SecretStr(WRITES),))
    asked = origin | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    before = shared.options("/documents", headers=asked)
    assert (before.status_code, before.headers["access-control-allow-origin"]) == (200, "https://pages.example")
    answer = shared.get("/documents", headers=origin | {"Authorization": f"Bearer {WRITES}"})
    assert answer.headers["access-control-allow-origin"] == "https://pages.example"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in shared.get("/healthz", headers={"Origin": "https://b.example"}).headers


# Keys


def with_a_write(settings: Settings) -> FastAPI:
    """The service with one route more, which writes."""
    app = create_app(settings)
    router = APIRouter()
    router.add_api_route("/write", lambda: {"written": True}, methods=["POST"], dependencies=[Writer])
    app.include_router(router)
    return app


@pytest.fixture
def keys(tmp_path: Path, settings: Settings, loaded: object) -> Settings:
    """Settings with a key that may write, from a file, and one that may only read."""
    file = tmp_path / "keys"
    file.write_text(f"# who may write\n\n{WRITES}\n", "utf-8")
    return settings.model_copy(update={"api_keys_file": file, "read_keys": (SecretStr(READS),)})


def test_writes_want_a_key_that_may(keys: Settings) -> None:
    with TestClient(with_a_write(keys)) as client:
        assert "www-authenticate" in client.post("/write").headers
        problem(client.post("/write"), 401)
        problem(client.post("/write", headers={"Authorization": "Bearer wrong"}), 401)
        problem(client.post("/write", headers={"Authorization": f"Bearer {READS}"}), 403)
        problem(client.post("/write", auth=("any", WRITES)), 401)
        for headers in ({"Authorization": f"bearer {WRITES}"}, {"X-API-Key": WRITES}):
            assert client.post("/write", headers=headers).json() == {"written": True}
        assert client.get("/documents").status_code == 200
        described = client.get("/openapi.json").json()
    assert described["paths"]["/write"]["post"]["security"] == [{"bearer": []}, {"key": []}]
    assert {"401", "403"} <= described["paths"]["/write"]["post"]["responses"].keys()
    assert "security" not in described["paths"]["/documents"]["get"]


def test_without_keys_nobody_writes(settings: Settings, loaded: object) -> None:
    with TestClient(with_a_write(settings)) as client:
        problem(client.post("/write", headers={"X-API-Key": WRITES}), 403)


@pytest.mark.parametrize("address", ["/documents", "/", "/queries", "/metrics", "/docsx", "/kit/style.grass", "/zzz"])
def test_closed_reads_want_a_key_too(keys: Settings, address: str) -> None:
    with TestClient(with_a_write(keys.model_copy(update={"reads_closed": True}))) as client:
        refused = client.get(address)
        problem(refused, 401)
        assert "Basic" in refused.headers["www-authenticate"]
        problem(client.get(address, headers={"X-API-Key": "wrong"}), 401)
        problem(client.get(address, headers={"Authorization": "Basic !"}), 401)
        for key in (READS, WRITES):
            for way in ({"headers": {"Authorization": f"Bearer {key}"}}, {"auth": ("any", key)}):
                assert client.get(address, **way).status_code in (200, 404)
        problem(client.post("/write", headers={"X-API-Key": READS}), 403)


def test_what_says_nothing_of_the_graph_stays_open(keys: Settings) -> None:
    with TestClient(with_a_write(keys.model_copy(update={"reads_closed": True}))) as client:
        for address in ("/healthz", "/readyz", "/docs", "/docs/start.js", "/openapi.json"):
            assert client.get(address).status_code == 200
        paths = client.get("/openapi.json").json()["paths"]
    assert paths["/documents"]["get"]["security"] == [{"bearer": []}, {"key": []}]
    assert "401" in paths["/documents"]["get"]["responses"]
    assert "security" not in paths["/healthz"]["get"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"api_keys": (SecretStr("short"),)}, "16 characters"),
        ({"reads_closed": True}, "nobody has a key"),
        ({"read_keys_file": Path("/nowhere/keys")}, "/nowhere/keys"),
        ({"rate_limit": "often"}, "120/minute"),
    ],
)
def test_keys_and_rates_that_cannot_be_are_refused_at_the_start(settings: Settings, wrong: dict, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        create_app(settings.model_copy(update=wrong))
    assert "short" not in str(caught.value)


# Rates


def test_who_asks_too_much_is_told_to_wait(service_with: Serve) -> None:
    service = service_with(rate_limit="3/minute; 1000/day", api_keys=(SecretStr(WRITES),))
    for left in (2, 1, 0):
        answer = service.get("/documents/nq-121-2020-qh14")
        assert answer.status_code == 200
        assert re.fullmatch(rf'"3-per-60s";r={left};t=\d+', answer.headers["ratelimit"])
        assert answer.headers["ratelimit-policy"] == '"3-per-60s";q=3;w=60, "1000-per-86400s";q=1000;w=86400'
    refused = service.get("/documents/nq-121-2020-qh14")
    problem(refused, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["x-content-type-options"] == "nosniff"
    # A key that is none does not make another caller, one that is does.
    problem(service.get("/documents", headers={"X-API-Key": "wrong"}), 429)
    assert service.get("/documents", headers={"X-API-Key": WRITES}).status_code == 200
    assert service.get("/healthz").status_code == 200


def test_callers_are_told_apart_by_their_network(settings: Settings, loaded: object) -> None:
    app = create_app(settings.model_copy(update={"rate_limit": "1/minute"}))
    statuses = []
    for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1", "192.0.2.2"):
        client = TestClient(app, client=(address, 1))
        statuses.append(client.get("/queries").status_code)
    assert statuses == [200, 429, 200, 200, 200]


def test_a_rate_is_open_again_after_a_while(service_with: Serve) -> None:
    service = service_with(rate_limit="1/second")
    # Of some at once the first is answered; a second may end between two of them, not between all.
    first, *others = (service.get("/queries").status_code for _ in range(4))
    assert first == 200
    assert 429 in others
    time.sleep(2.1)
    assert service.get("/queries").status_code == 200


def test_no_limit_is_no_limit() -> None:
    assert rates_of(None) == rates_of("") == ()


# The description


def test_the_interface_is_described(service: httpx.Client) -> None:
    schema = service.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert schema["servers"]
    assert set(schema["components"]["securitySchemes"]) == {"bearer", "key"}
    assert schema["info"]["license"]["identifier"] == "Apache-2.0"
    told = {tag["name"] for tag in schema["tags"] if tag["description"]}
    operations = [one for path in schema["paths"].values() for one in path.values()]
    assert {tag for one in operations for tag in one["tags"]} <= told
    ids = [one["operationId"] for one in operations]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", identity) for identity in ids)
    for one in operations:
        assert one.get("summary")
        assert one.get("description")
        for parameter in one.get("parameters", ()):
            assert parameter.get("description"), (one["operationId"], parameter["name"])
            assert parameter["in"] != "path" or parameter["schema"]["examples"], one["operationId"]
        for status, response in one["responses"].items():
            assert "X-Request-ID" in response["headers"]
            assert int(status) < 400 or list(response["content"]) == ["application/problem+json"]
    assert "#/components/schemas/HTTPValidationError" not in json.dumps(schema)


def test_a_body_of_another_type_is_415(service: httpx.Client) -> None:
    refused = service.post("/resolve", content=b"text", headers={"Content-Type": "text/plain"})
    problem(refused, 415)
    assert refused.headers["accept-post"] == "application/json"
    problem(service.post("/resolve", content=b'{"text": ""}'), 415)


def test_the_page_of_the_interface_needs_nobody_else(service: httpx.Client) -> None:
    page = service.get("/docs")
    assert "http" not in re.sub(r"<!doctype html>", "", page.text)
    for address in re.findall(r'(?:src|href)="(docs/[^"]+)"', page.text):
        part = service.get(f"/{address}")
        assert part.status_code == 200
        assert part.headers["content-type"].split(";")[0] in ("text/javascript", "text/css")
    policy = page.headers["content-security-policy"]
    assert "http" not in policy
    assert re.search(r"script-src 'self';", policy)
