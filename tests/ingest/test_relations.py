"""What one document does to another, by `relations.toml`, by the rules' own examples and by the annotations."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
from timing import within

from ingest.citations import find_citations
from ingest.header import home_of, read_header
from ingest.lexicon import slug
from ingest.model import DocumentRef, Relation
from ingest.relations import find_relations
from ingest.relations.verbs import RULES, governing
from ingest.text import lay_out

TABLE = tomllib.loads(Path(__file__).with_name("relations.toml").read_text("utf-8"))
_ACTS = {"Quyết định", "Nghị quyết", "Nghị định", "Thông tư"}


def document(row: dict) -> str:
    """A document around the words of a row."""
    kind = row.get("kind", "Kế hoạch")
    number = row.get("symbol") or f"{''.join(word[0] for word in kind.split()).upper()}-UBND"
    head = "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    title = f"{kind.upper()}\n{row.get('title', 'Về công tác năm 2025')}"
    parts = [f"{head}\nSố: 99/{number}\n\nHà Nam, ngày 05 tháng 6 năm 2025", title]
    if kind == "Công văn":
        parts[1] = "Kính gửi: Các sở, ban, ngành"
    parts.append(row.get("preamble", "Ủy ban nhân dân tỉnh thông báo như sau:"))
    body = "Điều 1." if kind in _ACTS else "I. NỘI DUNG\n\n1."
    parts.append(f"{body} {row.get('task', 'Giao các đơn vị phối hợp.')}")
    if "note" in row:
        parts.append(f"<sup>1</sup> {row['note']}")
    parts.append("2. Văn phòng theo dõi, đôn đốc.")
    return "\n\n".join(parts)


def relations(text: str) -> tuple[Relation, ...]:
    layout = lay_out(text)
    own = read_header(layout)
    found = find_relations(layout, own, find_citations(layout, home=home_of(own), issued=own.issued))
    assert all(text[relation.start : relation.end] == relation.evidence for relation in found)
    return found


def named(party: DocumentRef | str) -> str:
    return party if isinstance(party, str) else party.number or party.name or "?"


def said(row: dict) -> list[list[str]]:
    return sorted([named(r.source), r.type, named(r.target), r.basis or ""] for r in relations(document(row)))


def label(row: dict) -> str:
    return " ".join((row.get("task") or row.get("preamble") or row["title"]).split())[:60]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE["case"]) >= 80
    assert len(TABLE["none"]) >= 30


@pytest.mark.parametrize("row", TABLE["case"], ids=label)
def test_what_sentences_say(row: dict) -> None:
    assert said(row) == sorted(row["says"])


@pytest.mark.parametrize(
    "respell",
    [
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("ủy", "uỷ").replace("Ủy", "Uỷ").replace("hủy", "huỷ"),
        lambda text: re.sub(r"(.{60,75}?) ", r"\1\n", text),
    ],
    ids=["doubled spaces", "hard spaces", "newer tones", "broken lines"],
)
def test_spelling_changes_nothing(respell) -> None:
    for row in TABLE["case"]:
        if "\n" not in "".join(row.get(zone, "") for zone in ("title", "preamble", "task")):
            zones = {zone: respell(row[zone]) for zone in ("title", "preamble", "task") if zone in row}
            assert [r[:2] for r in said(row | zones)] == [r[:2] for r in said(row)], row


@pytest.mark.parametrize("row", TABLE["none"], ids=label)
def test_plain_citing_is_no_relation(row: dict) -> None:
    assert said(row) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_win_on_their_examples_and_are_silent_on_their_refusals(rule) -> None:
    kinds = set()
    for words in rule.examples:
        verb = governing(words, "preamble" if rule.name != "correct" else "title", rule.target)
        assert verb, words
        kinds.add(verb.type)
    assert len(kinds) == 1
    for words in rule.refuses:
        verb = governing(words, "preamble", rule.target)
        assert verb is None or verb.type not in kinds, words


def edges(score, entries: list[dict]) -> set[tuple[str, str, str]]:
    return {(score.document_key(e["source"]), e["type"], score.document_key(e["target"])) for e in entries}


def test_gold_relations(gold_folder: Path, corpus_folder: Path, evaluation_folder: Path) -> None:
    """Every relation of every annotated text, with its basis, and no other."""
    spec = importlib.util.spec_from_file_location("score", evaluation_folder / "score.py")
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        found = [asdict(relation) for relation in relations((corpus_folder / gold["source"]).read_text("utf-8"))]
        assert edges(score, found) == edges(score, gold["relations"]), path.stem
        bases = {key: e["basis"] for e in gold["relations"] for key in edges(score, [e])}
        assert {key: e["basis"] for e in found for key in edges(score, [e])} == bases, path.stem


def reached(found: tuple[Relation, ...], chain: list[str]) -> bool:
    """Whether a text says each hop of a chain of documents that begins with itself."""
    hops = {(named(r.source), named(r.target)) for r in found if r.type == "IMPLEMENTS"}
    return all(hop in hops for hop in pairwise(["self", *chain]))


def test_questions_about_chains(questions_file: Path, corpus_folder: Path) -> None:
    """Each plan reaches what the researchers say, by the documents that they name, and no other plan does."""
    plans: dict[str, tuple[Relation, ...]] = {}
    for path in sorted(corpus_folder.glob("00*.txt")):
        text = path.read_text("utf-8")
        place = slug(read_header(lay_out(text)).jurisdiction[-1]).removeprefix("tinh-")
        plans[place.removeprefix("huyen-").removeprefix("thanh-pho-")] = relations(text)
    asked = [q for q in json.loads(questions_file.read_text("utf-8")) if "paths" in q["expected"]]
    assert asked
    for question in asked:
        for path in question["expected"]["paths"]:
            if set(path) >= {"plan", "chain"}:
                assert reached(plans[path["plan"]], path["chain"]), (question["id"], path)
        for other in question["expected"].get("must_not_include", {}).get("plans", ()):
            targets = {named(r.target) for r in plans[other] if r.type == "IMPLEMENTS"}
            assert question["expected"]["paths"][0]["chain"][-1] not in targets, (question["id"], other)


HOSTILE = (
    "Thực hiện |Căn cứ Luật Trẻ em; |Nghị định số 1/2020/NĐ-CP, |của Chính phủ, |được sửa đổi bởi Luật số 34/2018/QH14 "
    "|Nghị định số 1/2020/NĐ-CP của Chính phủ về việc thực hiện |sửa đổi, bổ sung Nghị định số 5/2019/NĐ-CP và "
    "|(sau đây gọi tắt là Nghị định số 5/2019/NĐ-CP) |thực hiện Đề án¹ |“Sửa đổi Nghị định số 5/2019/NĐ-CP” "
    '|a, b của UBND tỉnh, |(|"|. |- Nghị quyết số 5/2019/NQ-HĐND;\n|thực hiện các văn bản<sup>1</sup>\n|\n\n- '
    "|<sup>1</sup> Nghị định số 5/2019/NĐ-CP;\n|Bãi bỏ các văn bản sau:\n- Nghị quyết số 5/2019/NQ-HĐND;\n"
)


@pytest.mark.parametrize("piece", HOSTILE.split("|"))
def test_repetition_is_read_in_time(piece: str) -> None:
    layout = lay_out(piece * (50_000 // len(piece)))
    own = read_header(layout)
    citations = find_citations(layout, home=home_of(own), issued=own.issued)
    with within(1):
        find_relations(layout, own, citations)
