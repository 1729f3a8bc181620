"""The pages over HTTP: their heads, their errors, their words, and that they answer as every other edge does."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.requests import Request
from ways import asked_every_way, examples

import api.pages
from api.ask import ask
from api.pages import search
from api.pages.rendering import Links
from graph.queries import load_queries
from graph.store import Store

FOLDER = Path(api.pages.__file__).parent
PLAN = "kh-11-kh-ubnd-hung-yen-2021"
PAGES = (
    "/",
    "/pages/search",
    "/pages/search?q=so+y+te",
    f"/pages/documents/{PLAN}",
    "/pages/documents/nq-121-2020-qh14",
    "/pages/agencies/so-y-te.hung-yen",
    f"/pages/coverage/{PLAN}",
    "/pages/queries",
    "/pages/queries/plans_implementing?document=121/2020/QH14",
    "/pages/graph?id=so-y-te.hung-yen",
    "/pages/ask",
    "/pages/ask?q=so+y+te+phai+lam+gi",
)
ERRORS = (("/pages/agencies/Sở Y tế", 409), ("/pages/documents/zzz", 404), ("/pages/graph", 422))


@pytest.mark.parametrize("path", [*PAGES, *(path for path, _ in ERRORS)])
def test_nothing_written_into_a_page_runs(service: httpx.Client, path: str) -> None:
    page = service.get(path)
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in str(policy)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=|<style|javascript:", page.text)
    assert not re.search(r"<script(?![^>]* src=\"/pages/static/)(?![^>]*application/json)", page.text)
    assert not re.search(r"(?:href|src|action)=\"(?:https?:)?//", page.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_for_the_same_graph(service: httpx.Client, path: str) -> None:
    first = service.get(path)
    assert first.status_code == 200
    assert service.get(path).text == first.text
    assert service.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert {"Accept-Language", "Cookie"} <= {one.strip() for one in first.headers["vary"].split(",")}


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "vi"),
        ({"Accept-Language": "en-GB,en;q=0.8"}, "en"),
        ({"Accept-Language": "fr, en;q=0.5, vi;q=0.7"}, "vi"),
        ({"Accept-Language": "en;q=0"}, "vi"),
        ({"Accept-Language": ";;;q=x," * 2000}, "vi"),
        ({"Cookie": "lang=en"}, "en"),
        ({"Cookie": "lang=xx", "Accept-Language": "en"}, "en"),
    ],
)
def test_a_page_speaks_the_language_that_is_wanted(service: httpx.Client, headers: dict, language: str) -> None:
    page = service.get("/", headers=headers)
    assert f'<html lang="{language}">' in page.text
    assert page.headers["content-language"] == language


def test_a_language_is_kept_when_the_address_names_it(service: httpx.Client) -> None:
    cookie = service.get("/", params={"lang": "en"}).headers["set-cookie"]
    assert cookie.startswith("lang=en;")
    assert "HttpOnly" in cookie
    assert "set-cookie" not in service.get("/", params={"lang": "xx"}).headers
    service.cookies.clear()


@pytest.mark.parametrize(("path", "status"), ERRORS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_error_is_a_page(service: httpx.Client, path: str, status: int, language: str) -> None:
    page = service.get(path, headers={"Accept-Language": language})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert page.headers["x-request-id"] in page.text
    assert "Traceback" not in page.text


def test_several_of_one_name_are_to_choose_from(service: httpx.Client) -> None:
    page = service.get("/pages/agencies/Sở Y tế").text
    for identity in ("so-y-te.hung-yen", "so-y-te.quang-ngai"):
        assert f'href="/pages/agencies/{identity}"' in page


@pytest.mark.parametrize("name", ["121/2020/QH14", "Resolution 121/2020/QH14", "nghi quyet 121/2020/qh14"])
def test_any_name_leads_to_the_one_page(service: httpx.Client, name: str) -> None:
    found = service.get(f"/pages/documents/{name}")
    assert found.headers["location"] == "/pages/documents/nq-121-2020-qh14"


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


@pytest.mark.parametrize(
    "path",
    [
        "/pages/search",
        "/pages/ask",
        "/pages/agencies/{}",
        "/pages/queries/find_documents",
        "/pages/queries/{}",
        "/pages/nothing/{}",
    ],
)  # fmt: skip
def test_what_somebody_writes_stays_text(service: httpx.Client, path: str) -> None:
    asked = {"q": HOSTILE, "text": HOSTILE} if "{}" not in path else {}
    asked = {key: value for key, value in asked.items() if key == "text" or "search" in path or "ask" in path}
    page = service.get(path.format(HOSTILE.replace("/", "%2F")), params=asked).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "49" not in re.sub(r"[0-9a-f]{32}", "", page)


def test_links_hold_wherever_a_proxy_puts_the_service() -> None:
    scope = {"type": "http", "root_path": "/nghiavu/", "path": "/nghiavu/pages/search", "query_string": b"q=a&lang=vi"}
    link = Links(Request(scope | {"headers": [], "server": ("a.example", 80), "scheme": "http"}))
    assert link.document("a/b", 3) == "/nghiavu/pages/documents/a%2Fb#at-3"
    assert link.query("x", document="Trẻ em", role="") == "/nghiavu/pages/queries/x?document=Tr%E1%BA%BB+em"
    assert link.here("en") == "/nghiavu/pages/search?q=a&lang=en"


# The same answer everywhere


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_a_question_is_answered_alike_on_a_page_over_http_by_command_and_in_cypher(
    service: httpx.Client, loaded: Store, database: dict[str, str], name: str
) -> None:
    query = load_queries()[name]
    here = {"from_document": PLAN, "id": PLAN, "agency": "so-y-te.hung-yen"}
    given = {key: here.get(key, value) for key, value in examples(query).items()}
    assert asked_every_way(service, loaded, query, given) is not None


def test_a_body_is_told_alike_on_its_page_and_over_http(service: httpx.Client) -> None:
    page = service.get("/pages/agencies/so-y-te.quang-ngai").text
    rows = service.get("/agencies/so-y-te.quang-ngai/obligations").json()["rows"]
    assert len(rows) == 2
    for row in rows:
        assert row["text"] in unescape(page)
        assert f'href="/pages/documents/{row["document"]}#at-{row["start"]}"' in page


def test_each_facet_of_a_list_counts_what_the_others_leave(loaded: Store) -> None:
    rows = ask(loaded, "documents", {"limit": 500}).rows
    decisions = [row for row in rows if row["type"] == "Quyết định"]
    listed = search.Search(loaded, "").listed("documents", {"type": "Quyết định", "q": "x", "year": ""}, "")
    facets = {facet.name: {value: count for value, _, count in facet.values} for facet in listed.facets}
    assert facets["type"] == Counter(row["type"] for row in rows)
    assert facets["year"] == Counter(row["issued"][:4] for row in decisions if row["issued"])
    assert [row["id"] for row in listed.rows] == [row["id"] for row in decisions]
    assert (listed.total, listed.after) == (len(decisions), None)
    nothing = search.Search(loaded, "").listed("documents", {"type": "Hiến pháp"}, "")
    assert (nothing.total, nothing.facets[0].values[-1]) == (0, ("Hiến pháp", "Hiến pháp", 0))


def test_a_long_list_goes_on_from_page_to_page(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SHOWN", 3)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        part = search.Search(loaded, "").listed("agencies", {}, after)
        seen += [row["id"] for row in part.rows]
        after = part.after
    assert seen == [row["id"] for row in ask(loaded, "agencies", {"limit": 500}).rows]


# The words


def _texts() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "texts.toml").read_text("utf-8"))


def test_every_sentence_is_there_in_both_languages() -> None:
    texts = _texts()
    tables = {name: rows for name, rows in texts.items() if isinstance(rows, dict)}
    for name, rows in tables.items():
        for key, said in rows.items():
            if name == "about":  # which the files say in English
                continue
            assert set(said) == {"vi", "en"}, f"{name}.{key}"
            assert all(said.values()), f"{name}.{key}"
            fields = [sorted(re.findall(r"\{\w+\}", sentence)) for sentence in said.values()]
            assert fields[0] == fields[1], f"{name}.{key}"
    for row in texts["example"]:
        assert row["vi"] != row["en"]
        assert {one.name for one in load_queries()[row["query"]].parameters} | {"asked"} >= row["values"].keys()


def _templates() -> Iterator[tuple[str, str]]:
    for path in [*FOLDER.glob("templates/*.html"), *FOLDER.glob("*.py")]:
        yield path.name, path.read_text("utf-8")


def test_every_sentence_that_a_template_says_is_there_and_no_other() -> None:
    texts = _texts()
    used = set()
    for name, template in _templates():
        said = re.findall(r"\bt\(\s*['\"](\w+)['\"]\s*[,)]", template) + re.findall(
            r"self\(['\"](\w+)['\"]\)", template
        )
        assert set(said) <= texts["said"].keys(), name
        used |= set(said)
        for table in re.findall(r"\bt\.(?:of|head)\(['\"](\w+)['\"]", template):
            assert table in texts, name
    errors = {key for key in texts["said"] if key.startswith("error_")}
    assert texts["said"].keys() - used - errors == set()


def test_no_template_says_anything_by_itself() -> None:
    """Whatever a reader reads is of the table, but for names."""
    for name, template in _templates():
        if name.endswith(".html"):
            bare = re.sub(r"\{([%#{]).*?[%#}]\}|<(script|code)\b.*?</\2>", " ", template, flags=re.DOTALL)
            bare = re.sub(r"<[^>]*>", " ", bare)
            words = set(re.findall(r"[^\W\d_]{2,}", bare)) - {"Nghiavu", "JSON"}
            assert not words, name


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_every_question_is_told_in_vietnamese(name: str) -> None:
    """Who adds a question says in `api/pages/texts.toml` what its file says, and what its columns are called."""
    query, texts = load_queries()[name], _texts()
    phrases = {row["en"]: row["vi"] for row in texts["phrase"]}
    assert name in texts["about"]
    for parameter in query.parameters:
        assert parameter.about in phrases, parameter.name
        assert parameter.name in texts["columns"], parameter.name
    for column in query.returns:
        assert column in texts["columns"], column


def test_nothing_is_told_of_questions_that_are_no_more() -> None:
    texts, queries = _texts(), load_queries()
    assert texts["about"].keys() - queries.keys() == set()
    asked = {one.about for query in queries.values() for one in query.parameters}
    assert [row["en"] for row in texts["phrase"] if row["en"] not in asked] == []


KEY = "a-key-of-many-characters"


def test_pages_are_closed_with_the_rest(service_with: Callable[..., httpx.Client]) -> None:
    closed = service_with(reads_closed=True, read_keys=(SecretStr(KEY),))
    assert closed.get("/pages/search").status_code == 401
    assert closed.get("/pages/search", auth=("reader", KEY)).status_code == 200
