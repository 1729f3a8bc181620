"""The resources: filters, words without tone marks, orders, cursors, facets, single things, chains and neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from plans import plans
from serving import serving
from test_http import problem

from api.ask import ask
from api.connect import open_store
from api.resources.lists import cursor_at
from api.settings import Settings
from graph.loader import load
from graph.server import stop_server
from graph.store import Store

HUNG_YEN, QUANG_NGAI = "kh-11-kh-ubnd-hung-yen-2021", "kh-12-kh-ubnd-quang-ngai-2024"
VAN_QUAN, NQ121 = "kh-13-kh-ubnd-van-quan-2024", "nq-121-2020-qh14"
PLANS = {HUNG_YEN, QUANG_NGAI, VAN_QUAN}
LISTS = ("/documents", "/agencies", "/obligations", "/jurisdictions", "/citations", "/loads", "/changes")
QUERIES = Path(__file__).parent.parent.parent / "queries"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that lead to a database with the three plans and nothing else."""
    home = tmp_path_factory.mktemp("own")
    yield Settings(NGHIAVU_HOME=home, NEO4J_URI=None)
    stop_server(home)


@pytest.fixture(scope="module")
def loaded(own: Settings) -> Iterator[Store]:
    with open_store(own) as store:
        for record in plans():
            load(store, record)
        yield store


@pytest.fixture(scope="module")
def service(loaded: Store, own: Settings) -> Iterator[httpx.Client]:
    with serving(own) as client:
        yield client


def page(service: httpx.Client, address: str, **given: Any) -> dict[str, Any]:
    answer = service.get(address, params=given or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(service: httpx.Client, address: str, **given: Any) -> set[str]:
    found = page(service, address, total=True, **given)
    assert found["total"] == len(found["items"])
    return {item["id"] for item in found["items"]}


# Filters


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "Kế hoạch"}, PLANS),
        ({"type": "ke hoach"}, PLANS),
        ({"type": "plan"}, PLANS),
        ({"type": ["plan", "Luật"]}, PLANS | {"luat-102-2016-qh13"}),
        ({"type": "plan", "year": 2024}, {QUANG_NGAI, VAN_QUAN}),
        ({"status": "ingested"}, PLANS),
        ({"place": "Lạng Sơn", "status": "ingested"}, {VAN_QUAN}),
        ({"place": "tinh.hung-yen"}, {HUNG_YEN}),
        ({"cites": "121/2020/QH14"}, {HUNG_YEN}),
        ({"implements": "121/2020/QH14"}, {"qd-1472-qd-ttg-2020"}),
        ({"implements": "qd-1472-qd-ttg-2020", "cites": "121/2020/QH14"}, {HUNG_YEN}),
        ({"q": "cham soc tre em"}, {QUANG_NGAI}),
        ({"q": "CHĂM sóc", "year": 2021}, set()),
        ({"id": [NQ121, HUNG_YEN, "nothing"]}, {NQ121, HUNG_YEN}),
        ({"id": HUNG_YEN, "year": 2024}, set()),
        ({"issuer": "", "type": "nothing"}, set()),
    ],
)
def test_documents_by_their_filters(service: httpx.Client, given: dict[str, Any], expected: set[str]) -> None:
    assert ids(service, "/documents", **given) == expected


def test_bodies_duties_places_and_mentions_by_their_filters(service: httpx.Client) -> None:
    health = {"so-y-te.hung-yen", "so-y-te.quang-ngai"}
    assert ids(service, "/agencies", name="Sở Y tế") == health
    assert ids(service, "/agencies", level="tỉnh", q="department") == health
    assert ids(service, "/agencies", place="tỉnh Lạng Sơn", document=VAN_QUAN) == {
        "trung-tam-y-te.van-quan.lang-son",
        "uy-ban-nhan-dan.van-quan.lang-son",
    }
    assert ids(service, "/obligations", agency="so-y-te.quang-ngai") == {f"{QUANG_NGAI}/II.1.a", f"{QUANG_NGAI}/II.1.b"}
    assert ids(service, "/obligations", agency="Department of Health", year=2021) == {f"{HUNG_YEN}/III.1.a"}
    assert ids(service, "/obligations", q="kham suc khoe") == {f"{HUNG_YEN}/III.1.a"}
    assert ids(service, "/obligations", deadline="scheduled") == {f"{HUNG_YEN}/III.1.a"}
    assert ids(service, "/obligations", recurrence="P1Y") == set()
    assert ids(service, "/obligations", implements="1472/QĐ-TTg") == {f"{HUNG_YEN}/III.1.a"}
    assert ids(service, "/obligations", place="Lạng Sơn", level="huyện") == {f"{VAN_QUAN}/III.a", f"{VAN_QUAN}/III.b"}
    assert ids(service, "/obligations", role="lead") == set()
    assert ids(service, "/jurisdictions", place="Lạng Sơn") == {"tinh.lang-son", "huyen.van-quan.lang-son"}
    assert {item["cites"] for item in page(service, "/citations", document=VAN_QUAN)["items"]} == {
        "luat-102-2016-qh13",
        "qd-06-qd-ttg-2019",
    }
    assert {item["document"] for item in page(service, "/citations", cites="qd-06-qd-ttg-2022")["items"]} == {
        QUANG_NGAI
    }
    assert page(service, "/provisions", total=True)["total"] == 0  # the plans cite whole documents


def test_due_between_is_what_falls_due_between(service: httpx.Client, loaded: Store) -> None:
    """As the question deadlines_between counts it, for days around the one deadline there is."""
    day = date(2021, 3, 31)
    for start, end in ((-1, 0), (0, 0), (1, 9), (-9, -1), (-400, 400)):
        first, last = ((day + timedelta(days=one)).isoformat() for one in (start, end))
        due = {row["obligation"] for row in ask(loaded, "deadlines_between", {"from": first, "to": last}).rows}
        assert ids(service, "/obligations", due_from=first, due_to=last) == due
    assert ids(service, "/obligations", due_from="2021-03-31") == {f"{HUNG_YEN}/III.1.a"}
    assert ids(service, "/obligations", due_to="2021-03-30") == set()


# Pages


@pytest.mark.parametrize("address", LISTS)
def test_pages_make_up_the_list(service: httpx.Client, address: str) -> None:
    everything = page(service, address, limit=500, total=True)
    assert everything["next"] is None
    assert everything["total"] == len(everything["items"]) > 1
    seen: list[Any] = []
    following = f"{address}?limit=1&total=true"
    while following:
        part = page(service, following)
        assert part["total"] == everything["total"]
        seen += part["items"]
        following = part["next"]
    assert seen == everything["items"]


@pytest.mark.parametrize("order", ["issued", "type", "number", "title", "citing", "id"])
def test_an_order_and_its_reverse(service: httpx.Client, order: str) -> None:
    up = [item["id"] for item in page(service, "/documents", sort=order)["items"]]
    assert [item["id"] for item in page(service, "/documents", sort=f"-{order}")["items"]] == up[::-1]


def test_a_cursor_is_of_its_list_and_order(service: httpx.Client) -> None:
    following = page(service, "/documents", limit=1)["next"]
    cursor = httpx.URL(following).params["cursor"]
    assert "sort" not in following
    problem(service.get("/documents", params={"cursor": cursor, "sort": "id"}), 404)
    problem(service.get("/documents", params={"cursor": cursor, "cites": NQ121}), 404)
    for wrong in ("zzz", "!", "bnVsbA", cursor[:-3], cursor_at("documents_by_day ", "")):
        assert "cursor" in problem(service.get("/documents", params={"cursor": wrong}), 404)["detail"]
    last = page(service, "/documents", cursor=cursor_at("documents_by_day ", " "), total=True)
    assert (last["items"], last["next"]) == ([], None)
    assert last["total"] == page(service, "/documents", total=True)["total"]


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/documents", {}),
        ("/documents", {"type": "plan", "year": 2024}),
        ("/documents", {"q": "cham soc"}),
        ("/documents", {"level": "tỉnh", "status": "ingested"}),
        ("/obligations", {"role": "responsible", "level": "tỉnh"}),
        ("/obligations", {"q": "tre em", "year": 2021, "type": "plan"}),
        ("/obligations", {"deadline": "scheduled"}),
        ("/citations", {"status": "ambiguous"}),
    ],
)
def test_a_list_in_the_order_of_an_index_has_what_the_sorted_one_has(
    service: httpx.Client, address: str, given: dict[str, Any]
) -> None:
    order = {"/documents": "-issued"}.get(address, "document")
    walked, sorted_ = (page(service, address, **given, **more) for more in ({}, {"sort": order}))
    by_id = {one["id"]: one for one in sorted_["items"]}
    assert {one["id"]: one for one in walked["items"]} == by_id
    if address == "/documents":
        assert [one["id"] for one in walked["items"]] == list(by_id)
    else:
        assert [one["id"] for one in walked["items"]] == sorted(by_id)


def test_all_are_counted_only_where_that_is_asked_for(service: httpx.Client) -> None:
    assert page(service, "/documents")["total"] is None
    assert page(service, "/documents", facets=True)["total"] == page(service, "/documents", total=True)["total"] > 5
    assert page(service, "/documents", type="nothing", total=True)["total"] == 0


def test_facets_count_what_the_filters_leave(service: httpx.Client) -> None:
    facets = page(service, "/documents", facets=True, status="ingested")["facets"]
    assert {one["value"]: one["count"] for one in facets["year"]} == {"2021": 1, "2024": 2}
    assert {one["value"] for one in facets["place"]} == {"tỉnh Hưng Yên", "tỉnh Quảng Ngãi", "tỉnh Lạng Sơn"}
    # Each value is one that the filter takes, and as many are then left.
    for name in ("type", "status", "year", "place"):
        for one in facets[name]:
            given = {"status": "ingested", name: one["value"]}
            assert page(service, "/documents", total=True, **given)["total"] == one["count"]
    duties = page(service, "/obligations", facets=True)["facets"]
    for name in ("role", "deadline", "agency", "level", "place", "year", "type", "document"):
        for one in duties[name]:
            given = {name: one["value"], "sets": False, "total": True}
            assert page(service, "/obligations", **given)["total"] == one["count"]
    assert page(service, "/documents")["facets"] is None


@pytest.mark.parametrize("name", ["document", "agency", "obligation", "citation", "provision", "jurisdiction"])
def test_a_list_and_its_facets_have_the_same_filters(name: str) -> None:
    plural = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    texts = [(QUERIES / f"{one}.cypher").read_text("utf-8") for one in (plural, f"{name}_facets")]
    blocks = [text[text.index("CALL {") : text.index("\nWITH ", text.index("\nWHERE "))] for text in texts]
    assert blocks[0] == blocks[1]
    assert "WHERE" in blocks[0]
    given = [[line for line in text.split("\n") if line.startswith("// param")] for text in texts]
    paged = ("// param: sort ", "// param: after ", "// param: limit ")
    assert [line for line in given[0] if not line.startswith(paged)] == given[1][:-1]


@pytest.mark.parametrize("address", LISTS)
def test_every_list_comes_in_other_forms_with_its_total(service: httpx.Client, address: str) -> None:
    whole = page(service, address, limit=2, total=True)
    lines = service.get(address, params={"limit": 2, "format": "jsonl", "total": True})
    assert lines.headers["x-total-count"] == str(whole["total"])
    assert ("link" in lines.headers) is (whole["next"] is not None)
    assert len(lines.text.splitlines()) == len(whole["items"])
    for form in ("csv", "xlsx", "graphml", "jsonld"):
        assert service.get(address, params={"format": form}).status_code == 200


# Single things


def test_single_things(service: httpx.Client) -> None:
    document = page(service, "/documents/11/KH-UBND")
    assert (document["id"], document["jurisdiction"], document["source"]) == (
        HUNG_YEN,
        ["tỉnh Hưng Yên"],
        "hung-yen.txt",
    )
    assert page(service, "/agencies/SYT Quảng Ngãi")["duties"] == 2
    assert page(service, "/jurisdictions/Quảng Ngãi")["id"] == "tinh.quang-ngai"
    duty = page(service, f"/obligations/{HUNG_YEN}/III.1.a")
    assert [body["id"] for body in duty["bearers"]] == ["so-y-te.hung-yen"]
    assert (duty["due"], duty["deadline_class"]) == (["2021-03-31"], "scheduled")
    mention = page(service, "/citations", cites=NQ121)["items"][0]
    assert page(service, f"/citations/{mention['id']}") == mention
    node = page(service, f"/nodes/{mention['id']}")
    assert node["labels"] == ["Citation"]
    for kind in ("obligations", "citations", "provisions", "nodes"):
        assert "nothing" in problem(service.get(f"/{kind}/nothing"), 404)["detail"]
    problem(service.get("/provisions/nothing/citations"), 404)
    problem(service.get("/jurisdictions/nowhere"), 404)


def test_the_plans_of_a_province_are_those_within_it_too(service: httpx.Client) -> None:
    for name in ("Lạng Sơn", "tinh.lang-son", "Lang Son province"):
        assert ids(service, f"/jurisdictions/{name}/plans") == {VAN_QUAN}


def test_a_chain_has_the_quote_of_every_hop(service: httpx.Client) -> None:
    (row,) = page(service, f"/documents/{HUNG_YEN}/chains/121/2020/QH14")["rows"]
    assert row["path"] == [HUNG_YEN, "qd-1472-qd-ttg-2020", NQ121]
    assert all(step["quote"] and step["asserted_by"] for step in row["evidence"])


def test_what_a_document_cites_and_what_cites_it(service: httpx.Client) -> None:
    cited = page(service, f"/documents/{HUNG_YEN}/citations")["items"]
    assert [item["cites"] for item in cited] == ["qd-1472-qd-ttg-2020", NQ121]
    assert {item["document"] for item in page(service, "/documents/Luật Trẻ em/cited-by")["items"]} == {VAN_QUAN}


def test_neighbours_are_both_ways_and_say_why(service: httpx.Client) -> None:
    found = page(service, f"/nodes/{NQ121}/neighbours")
    assert found["total"] == len(found["items"])
    implements = page(service, f"/nodes/{NQ121}/neighbours", relationship="IMPLEMENTS")["items"]
    assert [(one["direction"], one["id"]) for one in implements] == [("in", "qd-1472-qd-ttg-2020")]
    assert implements[0]["quote"]
    assert implements[0]["asserted_by"] == HUNG_YEN
    out = page(service, f"/nodes/{HUNG_YEN}/neighbours", direction="out", kind="Agency")["items"]
    assert {(one["relationship"], one["id"]) for one in out} == {("NAMES", "so-y-te.hung-yen")}
    both = [page(service, f"/nodes/{HUNG_YEN}/neighbours", direction=way)["total"] for way in ("in", "out")]
    assert page(service, f"/nodes/{HUNG_YEN}/neighbours")["total"] == sum(both)


@pytest.mark.parametrize(
    "address",
    [
        "/documents?sort=nonsense", "/documents?year=x", "/documents?status=read", "/obligations?role=boss",
        "/obligations?deadline=soon", "/obligations?due_from=soon", "/obligations?level=world",
        "/agencies?collective=2", "/nodes/a/neighbours?direction=up", "/changes?since=-1", "/loads?outcome=none",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_422(service: httpx.Client, address: str) -> None:
    problem(service.get(address), 422)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/documents?cites=999/2099", 404), ("/documents?place=nowhere", 404), ("/documents?cites=06/QĐ-TTg", 409)],
)
def test_a_name_in_a_filter_is_looked_up(service: httpx.Client, address: str, status: int) -> None:
    problem(service.get(address), status)
