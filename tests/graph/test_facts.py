"""What several texts say of one thing, made into one: pure functions and their tables."""

from __future__ import annotations

from random import Random

import pytest

from graph.facts import (
    Settlement,
    document_facts,
    document_search,
    issuers_of,
    key_of,
    keys_of,
    label_of,
    place_level,
    settle,
)
from graph.members import belongs, members
from ingest.lexicon import table
from ingest.model import Agency


@pytest.mark.parametrize(
    ("identity", "label"),
    [
        ("kh-11-kh-ubnd-hung-yen-2021", "Plan"),
        ("qd-06-qd-ttg", "Decision"),
        ("nq-121-2020-qh14", "Resolution"),
        ("nqlt-403-2017-nqlt-ubtvqh14", "Resolution"),
        ("luat-102-2016-qh13", "Law"),
        ("luat-tre-em-2016", "Law"),
        ("bo-luat-dan-su-2015", "Law"),
        ("hien-phap-2013", "Constitution"),
        ("de-an-06", "Scheme"),
        ("cong-uoc-quyen-tre-em", "Treaty"),
        ("quy-dinh-08-qdi-tw-2018", "Regulation"),
        ("something-else", "Text"),
        ("", "Text"),
    ],
)
def test_a_label_follows_from_the_identity(identity: str, label: str) -> None:
    assert label_of(identity) == label


def test_every_type_of_document_has_a_label() -> None:
    assert {row["id"] for row in table("document_types")["type"]} | {"other"} == table("labels")["documents"].keys()


@pytest.mark.parametrize(
    ("identity", "kind", "number", "keys"),
    [
        ("qd-06-qd-ttg-2022", "Quyết định", "06/QĐ-TTg", ("qd-06-qd-ttg",)),
        ("qd-145-qd-ubnd-bac-kan-2021", "Quyết định", "145/QĐ-UBND", ("qd-145-qd-ubnd-bac-kan", "qd-145-qd-ubnd")),
        ("nq-121-2020-qh14", "Nghị quyết", "121/2020/QH14", ("nq-121-2020-qh14",)),
        ("luat-tre-em-2016", "Luật", None, ("luat-tre-em",)),
    ],
)
def test_an_undated_mention_of_a_document_has_one_of_its_keys(
    identity: str, kind: str, number: str | None, keys: tuple[str, ...]
) -> None:
    assert keys_of(identity, kind, number) == keys


def test_only_a_document_that_its_year_tells_apart_has_a_key() -> None:
    assert key_of("qd-06-qd-ttg-2022") == "qd-06-qd-ttg"
    assert key_of("qd-06-qd-ttg") is None
    assert key_of("nq-121-2020-qh14") is None


KNOWN = {"d-2019": "2019-01-03", "d-2022": "2022-01-06"}


@pytest.mark.parametrize(
    ("known", "proposed", "issued", "expected"),
    [
        # Nothing of that number is known, or only what is later.
        ({}, (), "2023-01-01", Settlement("unknown", "d")),
        (KNOWN, (), "2018-05", Settlement("unknown", "d")),
        # The one that is not later; on the day itself, and in the year itself, it is not later.
        (KNOWN, (), "2020-01-01", Settlement("resolved", "d-2019")),
        (KNOWN, (), "2019-01-03", Settlement("resolved", "d-2019")),
        (KNOWN, (), "2019", Settlement("resolved", "d-2019")),
        # Several stay open, and so does a text that does not say when it is from.
        (KNOWN, (), "2023-01-01", Settlement("ambiguous", "d", ("d-2019", "d-2022"))),
        (KNOWN, (), None, Settlement("ambiguous", "d", ("d-2019", "d-2022"))),
        # A date that is not known is that of the identity's year, or fits all.
        ({"d-2019": None, "d-2022": None}, (), "2020", Settlement("resolved", "d-2019")),
        ({"d": None}, (), "2020", Settlement("resolved", "d")),
        # What the text itself leaves to choose from stays so.
        ({}, ("x", "y"), "2020", Settlement("ambiguous", "d", ("x", "y"))),
        # A document does not mean itself.
        ({"self": "2019"}, (), "2020", Settlement("unknown", "d")),
    ],
)
def test_an_open_mention_is_settled_when_one_document_fits(
    known: dict[str, str | None], proposed: tuple[str, ...], issued: str | None, expected: Settlement
) -> None:
    assert settle("d", known, proposed, citing="self", issued=issued) == expected


def vote(document: str, votes: int = 1, **said: object) -> dict[str, object]:
    nothing = dict.fromkeys(("type", "number", "name", "issued", "issuer", "candidates"))
    first = {"asserted_by": document, "evidence": "…", "section": None, "start": 1, "end": 2}
    return nothing | {"issuers": [], "votes": votes, "first": first} | said


def test_most_texts_win_then_the_most_exact_then_the_alphabet() -> None:
    votes = [
        vote("b", 2, number="06/QĐ-TTg", issued="2022-01-06", issuer="Thủ tướng Chính phủ", issuers=["ttg"]),
        vote("a", 9, number="06/QĐ-TTg", issued="2022"),
        vote("c", 1, number="6/QĐ-TTg", issued="2022-01-07", issuer="Thủ tướng", issuers=["tt"]),
    ]
    facts = document_facts("qd-06-qd-ttg-2022", votes)
    assert (facts["number"], facts["issued"], facts["issuer"]) == ("06/QĐ-TTg", "2022-01-06", "Thủ tướng Chính phủ")
    assert facts["asserted_by"] == "a"
    assert issuers_of(facts, votes) == {"ttg": votes[0]["first"]}
    for seed in range(5):
        Random(seed).shuffle(votes)  # noqa: S311
        assert document_facts("qd-06-qd-ttg-2022", votes) == facts


def test_the_table_of_laws_fills_in_what_no_text_says() -> None:
    facts = document_facts("luat-102-2016-qh13", [vote("a", type="Luật", name="Luật trẻ em")])
    assert (facts["number"], facts["issued"], facts["name"]) == ("102/2016/QH13", "2016-04-05", "Luật trẻ em")
    facts = document_facts("luat-102-2016-qh13", [vote("a", type="Luật", number="102/2016/QH13")])
    assert facts["name"] == "Luật Trẻ em"
    other = document_facts("luat-tre-em", [vote("a", type="Luật", name="Luật Trẻ em")])
    assert other["number"] is None


def test_candidates_of_all_mentions_are_named() -> None:
    votes = [vote("a", candidates=["y", "x"]), vote("b", candidates=["z", "x"])]
    assert document_facts("d", votes)["candidates"] == ["x", "y", "z"]


def test_documents_are_searched_by_whole_folded_words() -> None:
    search = document_search({"type": "Quyết định", "number": "6/QĐ-TTg", "title": "Đề án  ", "issued": "2022-01-06"})
    assert all(f" {word} " in search for word in ("quyet", "dinh", "06", "6", "qd", "ttg", "de", "an", "2022"))


@pytest.mark.parametrize(
    ("path", "level"),
    [
        (("tỉnh Lạng Sơn",), "tỉnh"),
        (("tỉnh Lạng Sơn", "huyện Văn Quan"), "huyện"),
        (("tỉnh Tây Ninh", "thành phố Tây Ninh"), "huyện"),
        (("thành phố Tây Ninh",), "huyện"),
        (("Thành phố Hồ Chí Minh",), "tỉnh"),
        (("thành phố Hà Nội", "phường Ba Đình"), "xã"),
        (("nơi khác",), ""),
    ],
)
def test_levels_of_places(path: tuple[str, ...], level: str) -> None:
    assert place_level(path) == level


# Members of sets

PLACE = ("tỉnh Hưng Yên",)
NOUNS = table("members")["noun"]


def is_member(case: list[str]) -> bool:
    group, body, level, *other = case
    set_level = other[0] if other else level
    return belongs(Agency(body, level, None, False, "b", PLACE), Agency(group, set_level, None, True, "s", PLACE))


@pytest.mark.parametrize("case", [case for noun in NOUNS for case in noun["examples"]], ids="-".join)
def test_members_of_sets(case: list[str]) -> None:
    assert is_member(case)


@pytest.mark.parametrize("case", [case for noun in NOUNS for case in noun.get("refuses", ())], ids="-".join)
def test_no_members_of_sets(case: list[str]) -> None:
    assert not is_member(case)


def test_a_set_of_one_kind_of_body_has_those_of_its_level_and_place() -> None:
    group = Agency("Ủy ban nhân dân các xã", "xã", "Văn Quan", True, "s", ("tỉnh Lạng Sơn", "huyện Văn Quan"))
    commune = ("tỉnh Lạng Sơn", "huyện Văn Quan", "xã Tân Đoàn")
    assert belongs(Agency("Ủy ban nhân dân", "xã", "Tân Đoàn", False, "b", commune), group)
    assert not belongs(Agency("Ủy ban nhân dân", "xã", "x", False, "b", ("tỉnh Hưng Yên",)), group)
    assert not belongs(Agency("Ủy ban nhân dân", "huyện", "Văn Quan", False, "b", commune[:2]), group)
    heads = Agency("Chủ tịch Ủy ban nhân dân các xã", "xã", "Văn Quan", True, "s", commune[:2])
    assert belongs(Agency("Chủ tịch Ủy ban nhân dân", "xã", "Tân Đoàn", False, "b", commune), heads)


def test_members_are_told_in_one_order_and_no_set_is_one() -> None:
    here = Agency("các cơ quan, đơn vị trong kế hoạch", "tỉnh", None, True, "s2", PLACE)
    agencies = [
        Agency("các sở, ngành", "tỉnh", None, True, "s1", PLACE),
        here,
        Agency("Sở Y tế", "tỉnh", None, False, "b2", PLACE),
        Agency("Công an", "tỉnh", None, False, "b1", PLACE),
    ]
    expected = [("b1", "s1", False), ("b2", "s1", False), ("b1", "s2", True), ("b2", "s2", True)]
    assert list(members(agencies)) == list(members(agencies[::-1])) == expected
