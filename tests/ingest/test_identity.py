"""Identities are tables: what a text says of a document, a body or a place, and the slug it gets."""

from __future__ import annotations

import pytest

from ingest.identity import agency_id, document_id, number_key, place_id
from ingest.lexicon import number_spelling

BAC_KAN = "Ủy ban nhân dân tỉnh Bắc Kạn"


@pytest.mark.parametrize(
    ("said", "identity"),
    [
        (("Nghị quyết", "121/2020/QH14", "2020-06-19", "Quốc hội"), "nq-121-2020-qh14"),
        (("Nghị quyết", "121/2020/QH14", None, None), "nq-121-2020-qh14"),
        (("Quyết định", "06/QĐ-TTg", "2022-01-06", "Thủ tướng Chính phủ"), "qd-06-qd-ttg-2022"),
        (("Quyết định", "06/QĐ-TTg", "2019-01-03", None), "qd-06-qd-ttg-2019"),
        (("Quyết định", "6/QĐ-TTg", None, None), "qd-06-qd-ttg"),
        (("Kế hoạch", "231/KH-UBND", "2023", BAC_KAN), "kh-231-kh-ubnd-bac-kan-2023"),
        (("Luật", "102/2016/QH13", None, None), "luat-102-2016-qh13"),
        (("Bộ luật", "91/2015/QH13", None, None), "luat-91-2015-qh13"),
        (("Luật", None, "2016", None, "Luật Trẻ em"), "luat-tre-em-2016"),
        (("Luật", None, None, None, "Luật Phòng, chống tham nhũng"), "luat-phong-chong-tham-nhung"),
        (("Luật", None, None, None, "Luật Phòng chống tham nhũng"), "luat-phong-chong-tham-nhung"),
        (("Văn bản", "87/TB-VPCP", "2021-04-06", None), "tb-87-tb-vpcp-2021"),
        (("Văn bản", "1534/BYT-KCB", "2021", None), "cv-1534-byt-kcb-2021"),
        (("Quy định", "37-QĐ/TW", "2021", None), "quy-dinh-37-qd-tw-2021"),
        (("Quyết định", "37-QĐ/TW", "2021", None), "qd-37-qd-tw-2021"),
        (("Quyết định", "999-TC/QĐ-CĐKT", "1996", None), "qd-999-tc-qd-cdkt-1996"),
        (("Nghị quyết", "30a/2008/NQ-CP", None, None), "nq-30a-2008-nq-cp"),
        (("Nghị quyết", "5a/NQ-CP", "2010", None), "nq-05a-nq-cp-2010"),
        (("Quyết định", "327/CT", "1992", None), "qd-327-ct-1992"),
        (("Công văn", "105 TC/ĐT", "1998", None), "cv-105-tc-dt-1998"),
        (("Thông tư", "09/2013/TTLT-BTP-TANDTC", None, None), "ttlt-09-2013-ttlt-btp-tandtc"),
        (("Chỉ thị", "20-CT/TW", "2012-11-05", "Bộ Chính trị"), "ct-20-ct-tw-2012"),
        (("Công văn", "1534", "2020-05-04", "Bộ Y tế"), "cv-1534-bo-y-te-2020"),
        (("Kế hoạch", "97/KH-UBND", "2023", "Ủy ban nhân dân huyện Bạch Thông"), "kh-97-kh-ubnd-bach-thong-2023"),
        (("Kế hoạch", "97/KH-UBND", "2023", "Ủy ban nhân dân huyện Điện Biên"), "kh-97-kh-ubnd-huyen-dien-bien-2023"),
        (("Kế hoạch", "97/KH-UBND", "2023", "Ủy ban nhân dân Thành phố Hồ Chí Minh"), "kh-97-kh-ubnd-ho-chi-minh-2023"),
        (("Kế hoạch", "97/KH-UBND", "2023", "Ủy ban nhân dân thị xã Kỳ Anh"), "kh-97-kh-ubnd-thi-xa-ky-anh-2023"),
        (("Chỉ thị", "12-CT/TU", "2022", "Tỉnh ủy Lạng Sơn"), "ct-12-ct-tu-lang-son-2022"),
    ],
)
def test_document(said: tuple[str | None, ...], identity: str) -> None:
    assert document_id(*said) == identity


def test_blank_number_is_told_apart_by_title() -> None:
    def of(title: str) -> str:
        return document_id("Kế hoạch", "KH-UBND", "2021", "Ủy ban nhân dân tỉnh Hưng Yên", None, title)

    assert of("Bảo vệ trẻ em").startswith("kh-kh-ubnd-hung-yen-2021-")
    assert of("Bảo vệ trẻ em") == of("BẢO VỆ  TRẺ EM")
    assert of("Bảo vệ trẻ em") != of("Bảo vệ rừng")


def test_dated_and_undated_mentions_share_a_key() -> None:
    assert number_key("Quyết định", "06/QĐ-TTg", None) == "qd-06-qd-ttg"
    assert number_key("Quyết định", "145/QĐ-UBND", BAC_KAN) == "qd-145-qd-ubnd-bac-kan"


@pytest.mark.parametrize(
    ("name", "level", "places", "identity"),
    [
        ("Sở Y tế", "tỉnh", ("tỉnh Quảng Ngãi",), "so-y-te.quang-ngai"),
        ("Ủy ban nhân dân", "huyện", ("tỉnh Lạng Sơn", "huyện Văn Quan"), "uy-ban-nhan-dan.van-quan.lang-son"),
        ("Ủy ban nhân dân", "xã", ("tỉnh Lạng Sơn", "xã Văn Quan"), "uy-ban-nhan-dan.xa-van-quan.lang-son"),
        ("Công an", "tỉnh", ("Thành phố Hồ Chí Minh",), "cong-an.ho-chi-minh"),
        ("Công an", "xã", ("tỉnh Lạng Sơn",), "cong-an.cap-xa.lang-son"),
        ("Bộ Y tế", "trung ương", (), "bo-y-te"),
        ("Công an", "xã", (), "cong-an.cap-xa"),
    ],
)
def test_agency(name: str, level: str, places: tuple[str, ...], identity: str) -> None:
    assert agency_id(name, level, places) == identity


def test_town_and_district_of_one_name_are_two() -> None:
    identities = {
        agency_id("Ủy ban nhân dân", "huyện", ("tỉnh Hà Tĩnh", place)) for place in ("huyện Kỳ Anh", "thị xã Kỳ Anh")
    }
    assert len(identities) == 2


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        (("tỉnh Quảng Ngãi",), "tinh.quang-ngai"),
        (("tỉnh Lạng Sơn", "huyện Văn Quan"), "huyen.van-quan.lang-son"),
        (("tỉnh Tây Ninh", "thành phố Tây Ninh"), "thanh-pho.tay-ninh.tay-ninh"),
    ],
)
def test_place(path: tuple[str, ...], identity: str) -> None:
    assert place_id(path) == identity


def test_signs_between_letters_do_not_make_another_number() -> None:
    assert {number_spelling(number) for number in ("28-CT/TW", "28 CT/TW", "28/CT-TW", "28-ct tw")} == {"28 cttw"}
    assert number_spelling("6/QĐ-TTg") == number_spelling("06/QĐ-TTg")
    assert number_spelling("13/2021/TTB-LĐTBXH") == number_spelling("13/2021/TT-BLĐTBXH")
    assert number_spelling("121/2020/QH14") != number_spelling("12/2020/QH14")
