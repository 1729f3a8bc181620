"""Reconciliation: the shapes of the protocol's answers (Reconciliation Service API 0.2), and what is a match."""

# ruff: noqa: F811 - the fixtures of another module are its functions, and so are the parameters that ask for them

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema_rs
import pytest
from test_http import problem
from test_resources import loaded, own, service  # noqa: F401 - the three plans and nothing else

# The shapes that the protocol asks for, written from its text.
_TEXT = {"type": "string"}
_TYPE = {"type": "object", "required": ["id", "name"], "properties": {"id": _TEXT, "name": _TEXT}}
_NAMED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": _TEXT, "name": _TEXT, "description": _TEXT},
}
_PLACE = {"type": "object", "required": ["service_url", "service_path"]}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace", "view", "preview", "suggest", "extend"],
    "properties": {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": _TEXT,
        "identifierSpace": _TEXT,
        "schemaSpace": _TEXT,
        "defaultTypes": {"type": "array", "items": _TYPE, "uniqueItems": True},
        "view": {"properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}, "required": ["url"]},
        "preview": {
            "required": ["url", "width", "height"],
            "properties": {
                "url": {"pattern": r"\{\{id\}\}"},
                "width": {"type": "integer"},
                "height": {"type": "integer"},
            },
        },
        "suggest": {"required": ["entity", "type", "property"], "additionalProperties": _PLACE},
        "extend": {"required": ["propose_properties"], "properties": {"propose_properties": _PLACE}},
    },
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "name", "score", "match", "type"],
                    "properties": {
                        "id": _TEXT,
                        "name": _TEXT,
                        "description": _TEXT,
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                        "type": {"type": "array", "items": _TYPE},
                    },
                },
            }
        },
    },
}
SUGGESTIONS = {"type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": _NAMED}}}
_CELL = {
    "oneOf": [
        {"type": "object", "required": ["str"], "properties": {"str": _TEXT}, "additionalProperties": False},
        {
            "type": "object",
            "required": ["date"],
            "properties": {"date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}},
            "additionalProperties": False,
        },
    ]
}
EXTENDED = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": _NAMED},
        "rows": {"type": "object", "additionalProperties": {"additionalProperties": {"type": "array", "items": _CELL}}},
    },
}


def fits(schema: dict[str, Any], value: Any) -> Any:
    jsonschema_rs.validate(schema, value)
    return value


def ask(service: httpx.Client, **asked: Any) -> dict[str, Any]:
    """One query by GET and by POST, which must be answered alike."""
    batch = json.dumps({"q0": asked}, ensure_ascii=False)
    by_get = service.get("/reconcile", params={"queries": batch})
    by_form = service.post("/reconcile", data={"queries": batch})
    assert by_get.status_code == by_form.status_code == 200, by_get.text
    assert by_get.json() == by_form.json()
    return fits(RESULTS, by_get.json())["q0"]["result"]


def matched(service: httpx.Client, **asked: Any) -> str | None:
    return next((one["id"] for one in ask(service, **asked) if one["match"]), None)


def test_the_manifest_says_where_everything_is(service: httpx.Client) -> None:
    manifest = fits(MANIFEST, service.get("/reconcile").json())
    base = str(service.base_url).rstrip("/")
    assert {one["id"] for one in manifest["defaultTypes"]} == {"Document", "Agency"}
    for place in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert place["service_url"] == base
        given = {"prefix": "s", "type": "Agency"} if "suggest" in place["service_path"] else {"type": "Agency"}
        assert service.get(place["service_path"], params=given).status_code == 200
    identity = "so-y-te.hung-yen"
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert service.get(address.replace("{{id}}", identity)).status_code == 200


@pytest.mark.parametrize(
    ("asked", "identity"),
    [
        ({"query": "Nghị quyết số 121/2020/QH14", "type": "Document"}, "nq-121-2020-qh14"),
        ({"query": "resolution 121/2020/qh14"}, "nq-121-2020-qh14"),
        ({"query": "SYT Quảng Ngãi", "type": "Agency"}, "so-y-te.quang-ngai"),
        ({"query": "Sở Y tế", "properties": [{"pid": "places", "v": "Hưng Yên"}]}, "so-y-te.hung-yen"),
        ({"query": "SYT", "properties": [{"pid": "places", "v": {"id": "x", "name": "hung yen"}}]}, "so-y-te.hung-yen"),
        ({"query": "06/QĐ-TTg", "properties": [{"pid": "issued", "v": ["2022"]}]}, "qd-06-qd-ttg-2022"),
        ({"query": "06/QĐ-TTg", "properties": [{"pid": "issued", "v": 2019}]}, "qd-06-qd-ttg-2019"),
        ({"query": "06/QĐ-TTg"}, None),
        ({"query": "Sở Y tế"}, None),
        ({"query": "Sở Y tế", "type": "Document"}, None),
        ({"query": "Sở Y tế Hưng Yên", "type": ["Agency"]}, "so-y-te.hung-yen"),
        ({"query": "121/2020/QH14", "properties": [{"pid": "issued", "v": "1999"}]}, None),
        ({"query": "zzzz"}, None),
        ({"query": ""}, None),
    ],
)  # fmt: skip
def test_one_thing_of_a_name_is_a_match_and_several_are_not(
    service: httpx.Client, asked: dict[str, Any], identity: str | None
) -> None:
    assert matched(service, **asked) == identity


def test_what_is_not_sure_is_offered_in_order(service: httpx.Client) -> None:
    found = ask(service, query="Sở Y tế", type="Agency")
    assert {one["id"] for one in found} == {"so-y-te.hung-yen", "so-y-te.quang-ngai"}
    assert all(one["score"] < 100 for one in found)
    near = ask(service, query="Luat tre em 2016", type="Document")
    assert near[0]["id"] == "luat-102-2016-qh13"
    assert [one["score"] for one in near] == sorted((one["score"] for one in near), reverse=True)
    assert len(ask(service, query="quyết định", limit=1)) <= 1


def test_a_batch_is_answered_by_its_keys(service: httpx.Client) -> None:
    batch = {f"q{number}": {"query": "121/2020/QH14"} for number in range(3)}
    answer = fits(RESULTS, service.post("/reconcile", data={"queries": json.dumps(batch)}).json())
    assert list(answer) == list(batch)
    problem(service.post("/reconcile", data={"queries": json.dumps({str(n): {"query": "x"} for n in range(101)})}), 422)


@pytest.mark.parametrize("queries", ["{", "[]", '"q"', '{"q0": {"nonsense": 1}}', '{"q0": "x"}', "[" * 20000])
def test_what_is_no_batch_is_422(service: httpx.Client, queries: str) -> None:
    problem(service.post("/reconcile", data={"queries": queries}), 422)


def test_a_body_that_is_no_form_is_415(service: httpx.Client) -> None:
    refused = service.post("/reconcile", json={"queries": {}})
    problem(refused, 415)
    assert refused.headers["accept-post"] == "application/x-www-form-urlencoded"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    problem(service.post("/reconcile", content=b"queries=\xff", headers=form), 422)
    assert fits(MANIFEST, service.post("/reconcile", content=b"", headers=form).json())


def test_suggestions_as_one_types(service: httpx.Client) -> None:
    found = fits(SUGGESTIONS, service.get("/reconcile/suggest/entity", params={"prefix": "sở y t"}).json())["result"]
    assert {one["id"] for one in found} == {"so-y-te.hung-yen", "so-y-te.quang-ngai"}
    assert found[0]["notable"] == [{"id": "Agency", "name": "Body"}]
    documents = fits(SUGGESTIONS, service.get("/reconcile/suggest/entity", params={"prefix": "nghi quyet 12"}).json())
    assert [one["id"] for one in documents["result"]] == ["nq-121-2020-qh14"]
    rest = service.get("/reconcile/suggest/entity", params={"prefix": "sở y t", "cursor": 1}).json()["result"]
    assert rest == found[1:]
    for kind, prefix, first in (("type", "ag", "Agency"), ("property", "is", "issued"), ("property", "ngày", None)):
        result = fits(SUGGESTIONS, service.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}).json())[
            "result"
        ]
        assert next((one["id"] for one in result), None) == first


def test_more_columns(service: httpx.Client) -> None:
    proposed = service.get("/reconcile/properties", params={"type": "Document", "limit": 5}).json()
    assert (proposed["type"], len(proposed["properties"])) == ("Document", 5)
    problem(service.get("/reconcile/properties", params={"type": "Nonsense"}), 422)
    wanted = {
        "ids": ["nq-121-2020-qh14", "so-y-te.hung-yen", "nothing", "a|b"],
        "properties": [{"id": "issued"}, {"id": "name_en", "settings": {}}, {"id": "places"}, {"id": "nonsense"}],
    }
    extended = fits(EXTENDED, service.post("/reconcile", data={"extend": json.dumps(wanted)}).json())
    assert extended == fits(EXTENDED, service.get("/reconcile", params={"extend": json.dumps(wanted)}).json())
    assert extended["rows"]["nq-121-2020-qh14"]["issued"] == [{"date": "2020-06-19T00:00:00Z"}]
    assert extended["rows"]["so-y-te.hung-yen"]["name_en"] == [{"str": "Department of Health"}]
    assert extended["rows"]["so-y-te.hung-yen"]["places"] == [{"str": "tỉnh Hưng Yên"}]
    assert extended["rows"]["nothing"] == extended["rows"]["a|b"] == {one["id"]: [] for one in wanted["properties"]}
    assert [one["id"] for one in extended["meta"]] == [one["id"] for one in wanted["properties"]]


def test_a_preview_may_be_framed_and_nothing_else(service: httpx.Client) -> None:
    shown = service.get("/reconcile/preview", params={"id": "nq-121-2020-qh14"})
    assert "121/2020/QH14" in shown.text
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in service.get("/reconcile").headers["content-security-policy"]
    for identity in ("nothing", "a|b", "<script>"):
        refused = service.get("/reconcile/preview", params={"id": identity})
        problem(refused, 404)
