"""From a name as people type it to the one thing that is meant, or to the candidates, or to the nearest."""

from __future__ import annotations

import pytest

from api import lookup
from graph.store import Store
from ingest.errors import AmbiguousNameError, UnknownNameError

SO_Y_TE = {"so-y-te.hung-yen", "so-y-te.quang-ngai"}
QD06 = {"qd-06-qd-ttg-2019", "qd-06-qd-ttg-2022"}


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Resolution 121/2020/QH14", "nq-121-2020-qh14"),
        ("nghi quyet so 121/2020/qh14", "nq-121-2020-qh14"),
        ("Nghị quyết 121/2020/QH14 của Quốc hội", "nq-121-2020-qh14"),
        ("121/2020/QH14", "nq-121-2020-qh14"),
        ("Nghị quyết 121", "nq-121-2020-qh14"),
        ("nq-121-2020-qh14", "nq-121-2020-qh14"),
        ("Quyết định 06/QĐ-TTg ngày 03/01/2019", "qd-06-qd-ttg-2019"),
        ("06/QĐ-TTg năm 2022", "qd-06-qd-ttg-2022"),
        ("Decision 1472/QD-TTg of 28 September 2020", "qd-1472-qd-ttg-2020"),
        ("Luật trẻ em", "luat-102-2016-qh13"),
        ("luat tre em", "luat-102-2016-qh13"),
        ("11/KH-UBND", "kh-11-kh-ubnd-hung-yen-2021"),
        ("kế hoạch phòng ngừa tai nạn", "kh-11-kh-ubnd-hung-yen-2021"),
    ],
)
def test_one_document(loaded: Store, text: str, identity: str) -> None:
    assert lookup.document(loaded, text)["id"] == identity


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("SYT Quảng Ngãi", "so-y-te.quang-ngai"),
        ("so y te quang ngai", "so-y-te.quang-ngai"),
        ("Department of Health of Quang Ngai", "so-y-te.quang-ngai"),
        ("Hung Yen Department of Health", "so-y-te.hung-yen"),
        ("Sở Y tế tỉnh Hưng Yên", "so-y-te.hung-yen"),
        ("so-y-te.hung-yen", "so-y-te.hung-yen"),
        ("Trung tâm Y tế", "trung-tam-y-te.van-quan.lang-son"),
        ("TTYT huyện Văn Quan", "trung-tam-y-te.van-quan.lang-son"),
        ("UBND huyện Văn Quan", "uy-ban-nhan-dan.van-quan.lang-son"),
        ("UBND huyện Văn Quan, tỉnh Lạng Sơn", "uy-ban-nhan-dan.van-quan.lang-son"),
    ],
)
def test_one_body(loaded: Store, text: str, identity: str) -> None:
    assert lookup.agency(loaded, text)["id"] == identity


@pytest.mark.parametrize("text", ["Quyết định 06/QĐ-TTg", "06/QĐ-TTg", "6/qd-ttg", "Decision 06/QD-TTg"])
def test_two_documents_of_one_number_are_candidates(loaded: Store, text: str) -> None:
    with pytest.raises(AmbiguousNameError, match="qd-06-qd-ttg-2019") as caught:
        lookup.document(loaded, text)
    assert {row["id"] for row in caught.value.candidates} == QD06


@pytest.mark.parametrize(
    "text", ["Sở Y tế", "so y te", "SYT", "Department of Health", "Provincial Department of Health"]
)
def test_bodies_of_two_provinces_are_candidates(loaded: Store, text: str) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        lookup.agency(loaded, text)
    assert {row["id"] for row in caught.value.candidates} == SO_Y_TE


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("1427/QĐ-TTg", "1472/QĐ-TTg"),
        ("Decision 121/2020/QH14", "Nghị quyết 121/2020/QH14"),
        ("Quyết định 06/QĐ-TTg năm 2020", "06/QĐ-TTg"),
        ("Luật tre em 2", "Luật 102/2016/QH13"),
    ],
)
def test_an_unknown_document_comes_with_the_nearest(loaded: Store, text: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        lookup.document(loaded, text)
    assert not isinstance(caught.value, AmbiguousNameError)
    assert any(near in name for name in caught.value.nearest)


@pytest.mark.parametrize("text", ["11/KH-UBND của tỉnh Quảng Ngãi", "Plan 11/KH-UBND of Quang Ngai province"])
def test_a_number_of_another_province_is_not_meant(loaded: Store, text: str) -> None:
    with pytest.raises(UnknownNameError, match="11/KH-UBND"):
        lookup.document(loaded, text)
    assert lookup.document(loaded, text.replace("Quảng Ngãi", "Hưng Yên").replace("Quang Ngai", "Hung Yen"))


def test_an_unknown_body_comes_with_the_nearest(loaded: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"Sở Y tế \(Department of Health\)"):
        lookup.agency(loaded, "Departement of Helth")
    with pytest.raises(UnknownNameError, match=r"Sở Y tế .*Hưng Yên"):
        lookup.agency(loaded, "Sở Y tế Lai Châu")


@pytest.mark.parametrize("text", ["", " ", "xyzzy", "'; MATCH (n) DETACH DELETE n //", "\x00", "\ud800", "%", "🜚"])
def test_a_name_of_nothing_is_unknown(loaded: Store, text: str) -> None:
    with pytest.raises(UnknownNameError):
        lookup.anything(loaded, text)


def test_all_bodies_of_one_name_are_asked_for_by_that_name(loaded: Store) -> None:
    assert lookup.agency_or_name(loaded, "Department of Health") == "Sở Y tế"
    assert lookup.agency_or_name(loaded, "SYT Hưng Yên") == "so-y-te.hung-yen"


def test_a_text_may_name_documents_or_bodies(loaded: Store) -> None:
    assert [(row["kind"], row["id"]) for row in lookup.anything(loaded, "luật trẻ em")] == [
        ("document", "luat-102-2016-qh13")
    ]
    assert {(row["kind"], row["id"]) for row in lookup.anything(loaded, "so y te")} == {
        ("agency", identity) for identity in SO_Y_TE
    }
    # No name, only words of names: everything that holds them.
    assert {row["id"] for row in lookup.anything(loaded, "y tế")} == SO_Y_TE | {"trung-tam-y-te.van-quan.lang-son"}
