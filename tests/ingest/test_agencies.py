"""The bodies of sentences, by the table `agencies.toml`; whose they are; and that no text makes the finder slow."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from ingest.agencies import AgencyMention, Home, english_name, find_agencies, full_issuer, resolve_agency
from ingest.agencies.words import bodies, fields, heads
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
