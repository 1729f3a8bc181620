"""The gazetteer: which unit a name means on a date, and in which unit it lies."""

from __future__ import annotations

import pytest

from ingest.lexicon import table
from ingest.places import Place, find_place, is_place

AN_GIANG = Place("tỉnh", "An Giang")

FOUND = [
    ("Lạng Sơn", None, ("tỉnh Lạng Sơn",)),
    ("tỉnh Lạng Sơn", "2024-05-01", ("tỉnh Lạng Sơn",)),
    ("huyện Văn Quan", "2024", ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("Văn Quan", None, ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("Bạch Thông", "2023-04", ("tỉnh Bắc Kạn", "huyện Bạch Thông")),
    ("Tây Ninh", "2023", ("tỉnh Tây Ninh",)),
    ("thành phố Tây Ninh", "2023-04", ("tỉnh Tây Ninh", "thành phố Tây Ninh")),
    ("TP. Tây Ninh", "2023-04", ("tỉnh Tây Ninh", "thành phố Tây Ninh")),
    ("TP.HCM", None, ("Thành phố Hồ Chí Minh",)),
    ("TP. Hồ Chí Minh", "2025-11-18", ("Thành phố Hồ Chí Minh",)),
    ("Quận 1", "2020", ("Thành phố Hồ Chí Minh", "quận 1")),
    ("quận Thủ Đức", "2019", ("Thành phố Hồ Chí Minh", "quận Thủ Đức")),
    ("thành phố Thủ Đức", "2022", ("Thành phố Hồ Chí Minh", "thành phố Thủ Đức")),
    ("Huế", "2023", ("tỉnh Thừa Thiên Huế", "thành phố Huế")),
    ("thành phố Huế", "2024-12-31", ("tỉnh Thừa Thiên Huế", "thành phố Huế")),
    ("thành phố Huế", "2025-01-01", ("thành phố Huế",)),
    ("thành phố Huế", "2025-11-25", ("thành phố Huế",)),
    ("quận Thuận Hóa", "2025-03", ("thành phố Huế", "quận Thuận Hóa")),
    ("Bà Rịa – Vũng Tàu", "2024", ("tỉnh Bà Rịa - Vũng Tàu",)),
    ("tỉnh Hoà Bình", "2024", ("tỉnh Hòa Bình",)),
    ("Hà Tây", "2006", ("tỉnh Hà Tây",)),
    ("huyện Ba Vì", "2006", ("tỉnh Hà Tây", "huyện Ba Vì")),
    ("huyện Ba Vì", "2020", ("thành phố Hà Nội", "huyện Ba Vì")),
    ("phường Hồng Hà", "2025-08", ("thành phố Hà Nội", "phường Hồng Hà")),
    ("Bắc Kạn", "2026-02", ("tỉnh Bắc Kạn",)),
    ("quang ngai", None, ("tỉnh Quảng Ngãi",)),
    ("huyện Đông Triều", "2010", ("tỉnh Quảng Ninh", "huyện Đông Triều")),
]


@pytest.mark.parametrize(("name", "date", "path"), FOUND)
def test_a_name_means_one_unit_on_a_date(name: str, date: str | None, path: tuple[str, ...]) -> None:
    place = find_place(name, date=date)
    assert place is not None
    assert place.path == path


@pytest.mark.parametrize("name", ["huyện Châu Thành", "Atlantis", "", "tỉnh", "xã Tân Tiến"])
def test_what_is_unknown_or_ambiguous_is_none(name: str) -> None:
    assert find_place(name) is None


def test_a_province_tells_its_districts_apart() -> None:
    place = find_place("Châu Thành", kind="huyện", within=AN_GIANG, date="2024")
    assert place is not None
    assert place.path == ("tỉnh An Giang", "huyện Châu Thành")


def test_there_are_63_provinces_and_then_34() -> None:
    rows = table("places")["province"]
    before = {row["name"] for row in rows if row.get("from", "") <= "2025-06-30" <= row.get("until", "9999")}
    after = {row["name"] for row in rows if row.get("from", "") <= "2025-07-01" <= row.get("until", "9999")}
    assert (len(before), len(after)) == (63, 34)
    assert not any("huyện" in row for row in rows if row.get("from") == "2025-07-01")


def test_a_place_knows_its_level_and_key() -> None:
    place = Place("huyện", "Văn Quan", Place("tỉnh", "Lạng Sơn"))
    assert (place.level, place.key) == ("huyện", "van-quan.lang-son")
    assert Place("thành phố", "Đà Nẵng").level == "tỉnh"
    assert Place("thành phố", "Huế", Place("tỉnh", "Thừa Thiên Huế")).level == "huyện"
    assert [Place(kind, "X").level for kind in ("đặc khu", "thị trấn", "quận")] == ["xã", "xã", "huyện"]


def test_a_name_is_known_whatever_its_kind() -> None:
    assert is_place("thành phố Đà Nẵng")
    assert not is_place("Xa Xăm")
