"""The bodies of sentences, by the table `agencies.toml`; whose they are; and that no text makes the finder slow."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from timing import within

from ingest.agencies import AgencyMention, Home, english_name, find_agencies, full_issuer, resolve_agency
from ingest.agencies.words import FIELD_LEVELS, bodies, cut, fields, heads
from ingest.lexicon import table
from ingest.places import Place, find_place

TABLE = tomllib.loads(Path(__file__).with_name("agencies.toml").read_text("utf-8"))
CASES = [(row[0], row[1:]) for key, rows in TABLE.items() if key != "none" for row in rows]

LANG_SON = Place("tỉnh", "Lạng Sơn")
VAN_QUAN = Home((LANG_SON, Place("huyện", "Văn Quan", LANG_SON)), "huyện", "2024", "Ủy ban nhân dân huyện Văn Quan")
HUNG_YEN = Home((Place("tỉnh", "Hưng Yên"),), "tỉnh", "2021-01-05", "Ủy ban nhân dân tỉnh Hưng Yên")
CENTRE = Home((), "trung ương", "2025-11-25", "Thủ tướng Chính phủ")


def one(text: str) -> AgencyMention:
    (mention,) = find_agencies(text)
    return mention


def test_the_table_is_long_enough() -> None:
    assert sum(len(names) for _, names in CASES) >= 200


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text[:40] for text, _ in CASES])
def test_names_take_their_normal_form(text: str, names: list[str]) -> None:
    mentions = find_agencies(text)
    assert [mention.name for mention in mentions] == names
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize("text", TABLE["none"])
def test_what_only_looks_like_a_body_is_none(text: str) -> None:
    assert [mention.name for mention in find_agencies(text)] == []


TAILS = [
    ("Công an tỉnh", "tỉnh", None),
    ("UBND huyện", "huyện", None),
    ("UBND Thành phố", None, None),
    ("UBND cấp xã", "xã", None),
    ("UBND huyện Văn Quan", "huyện", "huyện Văn Quan"),
    ("Sở Y tế", "tỉnh", None),
    ("Bộ Y tế", "trung ương", None),
    ("Trung tâm Y tế", None, None),
    ("Bảo hiểm xã hội Việt Nam", "trung ương", None),
    ("Công an Hà Nội", "tỉnh", "thành phố Hà Nội"),
]


@pytest.mark.parametrize(("text", "level", "place"), TAILS)
def test_the_words_after_a_name_give_its_level_and_place(text: str, level: str | None, place: str | None) -> None:
    mention = one(text)
    assert mention.text == text
    assert (mention.level, mention.place and mention.place.full_name) == (level, place)


RESOLVED = [
    ("UBND tỉnh", VAN_QUAN, "tỉnh", "Lạng Sơn", ("tỉnh Lạng Sơn",)),
    ("UBND huyện", VAN_QUAN, "huyện", "Văn Quan", ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("Sở Y tế", VAN_QUAN, "tỉnh", "Lạng Sơn", ("tỉnh Lạng Sơn",)),
    ("Phòng Tư pháp", VAN_QUAN, "huyện", "Văn Quan", ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("Công an huyện", VAN_QUAN, "huyện", "Văn Quan", ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("Trung tâm Y tế", VAN_QUAN, "huyện", "Văn Quan", ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("UBND các xã, thị trấn", VAN_QUAN, "xã", "Văn Quan", ("tỉnh Lạng Sơn", "huyện Văn Quan")),
    ("Bộ Y tế", VAN_QUAN, "trung ương", None, ()),
    ("Hội Làm vườn Việt Nam", VAN_QUAN, "trung ương", None, ()),
    ("UBND tỉnh Bắc Kạn", VAN_QUAN, "tỉnh", "Bắc Kạn", ("tỉnh Bắc Kạn",)),
    ("UBND các huyện, thị xã, thành phố", HUNG_YEN, "huyện", "Hưng Yên", ("tỉnh Hưng Yên",)),
    ("các địa phương", HUNG_YEN, "huyện", "Hưng Yên", ("tỉnh Hưng Yên",)),
    ("Công an", HUNG_YEN, "tỉnh", "Hưng Yên", ("tỉnh Hưng Yên",)),
    ("Sở Y tế", CENTRE, "tỉnh", None, ()),
    ("các địa phương", CENTRE, "tỉnh", None, ()),
]


@pytest.mark.parametrize(("text", "home", "level", "jurisdiction", "places"), RESOLVED)
def test_a_body_belongs_to_the_place_of_the_text_else_of_the_plan(
    text: str, home: Home, level: str, jurisdiction: str | None, places: tuple[str, ...]
) -> None:
    agency = resolve_agency(one(text), home)
    assert (agency.level, agency.jurisdiction, agency.places) == (level, jurisdiction, places)


def test_a_town_alone_has_the_province_of_the_gazetteer() -> None:
    town = find_place("thành phố Tây Ninh", date="2023-04")
    assert town is not None
    home = Home((town,), "huyện", "2023-04", "Ủy ban nhân dân thành phố Tây Ninh")
    assert resolve_agency(one("Sở Y tế"), home).places == ("tỉnh Tây Ninh",)
    assert resolve_agency(one("UBND Thành phố"), home).places == ("tỉnh Tây Ninh", "thành phố Tây Ninh")


def test_divisions_go_to_the_communes_with_the_districts() -> None:
    province = (Place("tỉnh", "Lai Châu"),)
    division = one("Phòng Văn hóa - Xã hội")
    assert resolve_agency(division, Home(province, "tỉnh", "2025-06-30")).level == "huyện"
    assert resolve_agency(division, Home(province, "tỉnh", "2025-07-01")).level == "xã"
    assert resolve_agency(division, Home(province, "tỉnh", "2025-07-01", "Sở Nội vụ")).level == "tỉnh"
    assert resolve_agency(division, Home((), "xã", "2024-03-01")).level == "huyện"
    assert resolve_agency(division, Home((), "xã", "2025-07-01")).level == "xã"
    assert resolve_agency(one("Trưởng Phòng Kinh tế"), Home((), "xã", "2025-07-01")).level == "xã"


def test_a_city_alone_is_the_one_that_holds_the_plan() -> None:
    city = Place("thành phố", "Hà Nội")
    ward = Home((Place("phường", "An Hải"),), "xã", "2025-07-01")
    for home in (Home((city, Place("quận", "Long Biên", city)), "huyện", "2024-03-06"), ward):
        assert resolve_agency(one("Công an Thành phố"), home).level == "tỉnh"
        assert resolve_agency(one("Thành ủy"), home).level == "tỉnh"
    assert resolve_agency(one("Công an Thành phố"), VAN_QUAN).level == "huyện"


ISSUERS = [
    ("UBND tỉnh", VAN_QUAN, "Ủy ban nhân dân tỉnh Lạng Sơn"),
    ("UBND huyện", VAN_QUAN, "Ủy ban nhân dân huyện Văn Quan"),
    ("Ủy ban nhân dân tỉnh Bắc Kạn", VAN_QUAN, "Ủy ban nhân dân tỉnh Bắc Kạn"),
    ("UBND Thành phố Hồ Chí Minh", CENTRE, "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    ("Bộ trưởng Bộ Y tế", VAN_QUAN, "Bộ Y tế"),
    ("Thủ tướng Chính phủ", VAN_QUAN, "Thủ tướng Chính phủ"),
    ("Sở Tư pháp", HUNG_YEN, "Sở Tư pháp tỉnh Hưng Yên"),
    ("HĐND tỉnh", HUNG_YEN, "Hội đồng nhân dân tỉnh Hưng Yên"),
]


@pytest.mark.parametrize(("text", "home", "issuer"), ISSUERS)
def test_an_issuer_is_named_with_its_place(text: str, home: Home, issuer: str) -> None:
    assert full_issuer(one(text), home) == issuer


def test_english_names_are_given_where_they_are_sure() -> None:
    assert english_name("Sở Y tế") == "Department of Health"
    assert english_name("Ủy ban nhân dân", "tỉnh") == "Provincial People's Committee"
    assert english_name("Ủy ban nhân dân") == "People's Committee"
    assert english_name("Hội Khuyến học") is None


def test_every_english_name_is_of_a_name_that_is_found() -> None:
    lost = [name for name in table("english")["names"] if [m.name for m in find_agencies(f"{name} tỉnh")] != [name]]
    central = [name for name in lost if [m.name for m in find_agencies(f"{name}.")] != [name]]
    assert not central


@pytest.mark.parametrize("row", table("agencies")["body"] + table("agencies")["field"], ids=lambda row: row["name"])
def test_every_entry_of_the_tables_wins_on_its_examples(row: dict[str, object]) -> None:
    name, examples = str(row["name"]), row["examples"]
    assert isinstance(examples, list)
    for example in examples:
        found = [tree.longest(cut(example), 0) for tree in (bodies(), *(fields(head) for head in FIELD_LEVELS))]
        assert any(match for match in found), (name, example)
        assert [m.name for m in find_agencies(example)] or row.get("alone") is False or row.get("needs_level"), example


@pytest.mark.parametrize("row", table("agencies")["head"], ids=lambda row: row["name"])
def test_every_head_wins_on_its_examples(row: dict[str, object]) -> None:
    assert isinstance(row["examples"], list)
    for example in row["examples"]:
        assert len(find_agencies(example)) == 1, example
        assert heads().longest(cut(example), 0), example


HOSTILE = [
    "Chủ tịch ", "Sở Y tế, ", "các sở, ", "huyện, ", "cấp huyện, ", "Ủy ban nhân dân các huyện, ", "Ban Chỉ đạo aa ",
    "Sở A, ", "A, ", "các Sở: Y tế, ", "UBND các tỉnh: Huế, ", "tỉnh Hà Nội ", "- ", "Văn phòng HĐND và ", "\n\n",
    "Hội A và B, C ", "UBND-", "Bộ A-B/C&D ", "Trung ương Hội ", "Thủ trưởng các ", "tất cả các ", "Hà Nội ",
    "1 huyện, ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_is_slow(piece: str) -> None:
    find_agencies("")  # the tables are read once
    with within(1):
        find_agencies(piece * (50_000 // len(piece)))
