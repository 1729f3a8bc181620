"""The service as its clients see it: over a real socket, on a real store."""

from __future__ import annotations

import html

import httpx
import pytest

from graph.queries import Parameter, load_queries

CHOICES = [(query.name, one) for query in load_queries().values() for one in query.parameters if one.values]
SO_Y_TE = {"so-y-te.hung-yen", "so-y-te.quang-ngai"}


def problem(response: httpx.Response, status: int) -> dict:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"].endswith(".")
    assert "\n" not in body["detail"]
    return body


@pytest.mark.parametrize(
    "name",
    [
        "nq-121-2020-qh14",
        "121/2020/QH14",
        "121%2F2020%2FQH14",
        "Resolution 121/2020/QH14",
        "nghi quyet so 121/2020/qh14",
    ],
)
def test_a_document_by_any_name(service: httpx.Client, name: str) -> None:
    answer = service.get(f"/documents/{name}").json()
    assert (answer["id"], answer["type"], answer["number"]) == ("nq-121-2020-qh14", "Nghị quyết", "121/2020/QH14")
    assert (answer["issued"], answer["issuer"]) == ("2020-06-19", "Quốc hội")


def test_an_ambiguous_document_is_409_with_candidates(service: httpx.Client) -> None:
    body = problem(service.get("/documents/Quyết định 06/QĐ-TTg"), 409)
    assert {row["issued"] for row in body["candidates"]} == {"2019-01-03", "2022-01-06"}


def test_an_unknown_document_is_404_with_the_nearest(service: httpx.Client) -> None:
    assert any("1472" in name for name in problem(service.get("/documents/1427/QĐ-TTg"), 404)["nearest"])


def test_implementers(service: httpx.Client) -> None:
    answer = service.get("/documents/121/2020/QH14/implementers").json()
    assert answer["parameters"] == {"document": "nq-121-2020-qh14"}
    assert "kh-11-kh-ubnd-hung-yen-2021" in str(answer["rows"])
    assert "quang-ngai" not in str(answer["rows"])


def test_a_body_by_any_name(service: httpx.Client) -> None:
    assert service.get("/agencies/SYT Quảng Ngãi").json()["id"] == "so-y-te.quang-ngai"
    assert {row["id"] for row in problem(service.get("/agencies/so y te"), 409)["candidates"]} == SO_Y_TE
    assert problem(service.get("/agencies/Sở Y tế Lai Châu"), 404)["nearest"]


def test_obligations_of_one_body(service: httpx.Client) -> None:
    rows = service.get("/agencies/so-y-te.quang-ngai/obligations").json()["rows"]
    assert len(rows) == 2
    problem(service.get("/agencies/Sở Y tế/obligations"), 409)


def test_obligations_of_all_bodies_of_a_name_are_apart(service: httpx.Client) -> None:
    answer = service.get("/queries/obligations_of_agency", params={"agency": "Department of Health"}).json()
    assert len(answer["rows"]) == 3
    assert "Trạm y tế" not in str(answer["rows"])


def test_lists_are_searched_and_paged(service: httpx.Client) -> None:
    found = service.get("/documents", params={"q": "quyết định 06"}).json()
    assert {item["id"] for item in found["items"]} == {"qd-06-qd-ttg-2019", "qd-06-qd-ttg-2022"}
    everything = service.get("/documents?total=true").json()
    seen = []
    address = "/documents?limit=3&total=true"
    while address:
        page = service.get(address).json()
        assert page["total"] == everything["total"]
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert seen == [item["id"] for item in everything["items"]]
    assert {item["id"] for item in service.get("/agencies?q=department health").json()["items"]} == SO_Y_TE


@pytest.mark.parametrize(
    "address",
    [
        "/documents?limit=0",
        "/documents?limit=501",
        "/documents?offset=1",
        "/documents?limit=x",
        "/agencies?nonsense=1",
        "/documents?q=" + "x" * 301,
        "/agencies/" + "x" * 301,
        "/queries/plans_implementing?documents=121",
        "/queries/find_documents?limit=many",
    ],
)
def test_a_value_that_cannot_be_read_is_422(service: httpx.Client, address: str) -> None:
    problem(service.get(address), 422)


@pytest.mark.parametrize(("name", "parameter"), CHOICES, ids=lambda one: getattr(one, "name", one))
def test_a_value_that_is_none_of_a_few_is_refused_with_them(
    service: httpx.Client, name: str, parameter: Parameter
) -> None:
    examples = {one.name: str(one.default) for one in load_queries()[name].parameters if one.required}
    for value in ("boss", f"{parameter.values[0]}|boss"):
        asked = examples | {parameter.name: value}
        said = problem(service.get(f"/queries/{name}", params=asked), 422)["detail"]
        wrong = "boss" if parameter.several else value
        assert said.startswith(f"'{wrong}' is no '{parameter.name}'; give one of {', '.join(parameter.values)}")
        assert said in html.unescape(service.get(f"/pages/queries/{name}", params=asked | {"asked": "1"}).text)
        service.cookies.clear()


def test_a_head_that_is_too_long_is_a_problem(service: httpx.Client) -> None:
    answer = problem(service.get("/reconcile", headers={"X-Queries": "a" * 70_000}), 400)
    assert "64 kB" in answer["detail"]


def test_every_error_is_a_problem(service: httpx.Client) -> None:
    problem(service.get("/nothing/here"), 404)
    assert "plans_implementing" in problem(service.get("/queries/plan_implementing"), 404)["nearest"]
    assert problem(service.delete("/documents"), 405)
    problem(service.post("/resolve", content=b"{", headers={"content-type": "application/json"}), 422)
    problem(service.post("/resolve", json={"text": "x" * 64_001}), 422)
    problem(service.post("/resolve", content=b"x" * 1_000_001), 413)
    problem(service.post("/resolve", content=(b"x" * 100_000 for _ in range(11))), 413)


@pytest.mark.parametrize("address", ["/", "/documents", "/nothing", "/documents/zzz", "/docs"])
def test_every_answer_has_the_careful_headers(service: httpx.Client, address: str) -> None:
    headers = service.get(address, headers={"origin": "https://elsewhere.example"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_citations_of_a_text_with_their_documents(service: httpx.Client) -> None:
    text = "Căn cứ Nghị quyết số 121/2020/QH14 và Quyết định số 06/QĐ-TTg, Quyết định số 77/QĐ-BYT ngày 02/02/2022."
    found = service.post("/resolve", json={"text": text}).json()["citations"]
    assert [(row["status"], len(row["documents"])) for row in found] == [
        ("resolved", 1),
        ("ambiguous", 2),
        ("unknown", 0),
    ]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)
    assert service.post("/resolve", json={"text": ""}).json() == {"citations": []}


def test_queries_are_listed_and_described(service: httpx.Client) -> None:
    listed = {query["name"]: query for query in service.get("/queries").json()}
    assert "document" in [parameter["name"] for parameter in listed["plans_implementing"]["parameters"]]
    paths = service.get("/openapi.json").json()["paths"]
    for query in listed.values():
        described = paths[query["href"]]["get"]
        assert {p["name"] for p in described["parameters"]} == {p["name"] for p in query["parameters"]} | {"format"}
        assert "application/problem+json" in described["responses"]["422"]["content"]
        assert query["cost"] in described["description"]
    assert listed["find_documents"]["cost"]
    assert not listed["document"]["cost"]


def test_the_index_leads_to_the_documentation(service: httpx.Client) -> None:
    assert 'href="/docs"' in service.get("/").text
    assert service.get("/healthz").json()["status"] == "ok"
    assert service.get("/readyz").json()["status"] == "ready"
