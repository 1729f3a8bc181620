"""Citations: a table of hard cases, the rules by their own examples, spoiled text, and the evaluation material."""

from __future__ import annotations

import json
import re
import sys
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import within

from ingest.agencies import Home
from ingest.citations import RULES, Rule, find_citations
from ingest.citations.numbers import read_number
from ingest.lexicon import fold_same_length
from ingest.model import Citation
from ingest.places import find_place
from ingest.text import lay_out

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "citations.toml").read_text("utf-8"))
CASES = [(form["name"], case["text"], case["cites"]) for form in TABLE["form"] for case in form["case"]]
ISSUED = "2024-05-10"


def home(*places: str) -> Home:
    found, outer = [], None
    for name in places:
        outer = find_place(name, within=outer, date=ISSUED)
        assert outer is not None
        found.append(outer)
    level = found[-1].level if found else "trung ương"
    return Home(tuple(found), level, ISSUED, f"Ủy ban nhân dân {found[-1].full_name}" if found else None)


LANG_SON = home("tỉnh Lạng Sơn")


def cited(text: str, at: Home = LANG_SON, issued: str | None = ISSUED) -> tuple[Citation, ...]:
    return find_citations(lay_out(unicodedata.normalize("NFC", text)), home=at, issued=issued)


def row(citation: Citation) -> str:
    said = (citation.type, citation.number or citation.name, citation.date, citation.issuer, citation.provision)
    fields = (" ".join(citation.text.split()), *said, citation.id, citation.status)
    return " | ".join(field or "-" for field in fields)


@pytest.mark.parametrize(("form", "text", "cites"), CASES, ids=[f"{form}-{text[:30]}" for form, text, _ in CASES])
def test_hard_case(form: str, text: str, cites: list[str]) -> None:
    assert [row(citation) for citation in cited(text)] == cites


def test_the_table_is_large_enough() -> None:
    assert len(TABLE["form"]) >= 40
    assert sum(len(cites) for _, _, cites in CASES) >= 300
    assert len(TABLE["none"]) >= 100


@pytest.mark.parametrize("text", TABLE["none"])
def test_cites_nothing(text: str) -> None:
    assert not cited(text)


@pytest.mark.parametrize(("form", "text", "cites"), CASES, ids=[f"{form}-{text[:30]}" for form, text, _ in CASES])
def test_quotes_and_offsets(form: str, text: str, cites: list[str]) -> None:
    found = cited(text)
    assert all(text[citation.start : citation.end] == citation.text for citation in found)
    assert [citation.start for citation in found] == sorted(citation.start for citation in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    """A rule wins on each of its examples, and reads nothing in its refusals."""
    assert rule.examples
    for example in rule.examples:
        assert rule.name in {citation.rule for citation in cited(example)}, example
    for refusal in rule.refuses:
        assert rule.name not in {citation.rule for citation in cited(refusal)}, refusal


@pytest.mark.parametrize(
    ("printed", "value", "repair"),
    [
        ("28 CT/TW", "28-CT/TW", "lost sign; Party order"),
        ("20/CT-TW", "20-CT/TW", "Party order"),
        ("12/CTr-TU", "12-CTr/TU", "Party order"),
        ("26-NQ/TƯ", "26-NQ/TW", "one spelling"),
        ("13/2021/TTB-LĐTBXH", "13/2021/TT-BLĐTBXH", "moved hyphen"),
        ("56/2017/NĐCP", "56/2017/NĐ-CP", "lost hyphen"),
        ("1377/QĐ UBND", "1377/QĐ-UBND", "lost sign"),
        ("98QĐ-UBND", "98/QĐ-UBND", "lost sign"),
        ("56/2017/ND-CP", "56/2017/NĐ-CP", "lost stroke"),
        ("50/2019/NQ-HDND", "50/2019/NQ-HĐND", "lost stroke"),
        ("13/2021/TT-BLDTBXH", "13/2021/TT-BLĐTBXH", "lost stroke"),
        ("O6/QĐ-TTg", "06/QĐ-TTg", "letters for digits"),
        ("2O/2O15/NĐ-CP", "20/2015/NĐ-CP", "letters for digits"),
        ("l21/2020/QH14", "121/2020/QH14", "letters for digits"),
        ("121/2020/QHI4", "121/2020/QH14", "letters for digits"),
        ("18/013/TT-BGTVT", "18/2013/TT-BGTVT", "lost digit"),
        ("56/2017/NĐ-CP1", "56/2017/NĐ-CP", "mark of a note"),
    ],
)
def test_a_spoiled_number_is_a_proposal(printed: str, value: str, repair: str) -> None:
    (citation,) = cited(f"Thực hiện Quyết định số {printed} trong năm nay.")
    assert (citation.number, citation.raw_number, citation.repair) == (value, printed, repair)
    assert printed in citation.text


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("31/TTr-SLTBXH", "31/TTr-SLTBXH"),
        ("105 TC/ĐT", "105 TC/ĐT"),
        ("5/2000/TT-BXD", "05/2000/TT-BXD"),
        ("20/2000/QĐ-TTG", "20/2000/QĐ-TTg"),
        ("31/2015/TT- BYT", "31/2015/TT-BYT"),
        ("45/2003/QĐ.UB", "45/2003/QĐ.UB"),
        ("1229 TC/QĐ/CĐKT", "1229 TC/QĐ/CĐKT"),
        ("16/2009-L-CTN", "16/2009-L-CTN"),
        ("210a TC/VP", "210a TC/VP"),
        ("567/SLĐTBXH-BVCSTE&BĐG", "567/SLĐTBXH-BVCSTE&BĐG"),
    ],
)
def test_what_is_merely_unusual_is_not_mended(printed: str, value: str) -> None:
    number = read_number(printed, fold_same_length(printed), 0)
    assert number is not None
    assert (number.value, number.raw, number.repair) == (value, None, None)


@pytest.mark.parametrize(
    "text", ["12/5", "12/5/2020", "15%", "100.000", "3/4 số hộ", "2021-2025", "số", "", "1.250.000 đồng"]
)
def test_what_is_no_number(text: str) -> None:
    number = read_number(text, fold_same_length(text), 0)
    assert number is None or number.bare


PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 98/KH-UBND

Lạng Sơn, ngày 10 tháng 5 năm 2024

KẾ HOẠCH
Thực hiện công tác trẻ em năm 2024

Thực hiện Nghị quyết số 121/2020/QH14 ngày 19/6/2020 của Quốc hội; theo Quyết định số 145/QĐ-UBND<sup>1</sup>.

I. NHIỆM VỤ

1. Sở Y tế triển khai Kế hoạch số 98/KH-UBND và Kế hoạch này tại các huyện.

2. Các xã đối chiếu với Kế hoạch số 98/KH-UBND ngày 03/02/2020 của Ủy ban nhân dân tỉnh.

---

<sup>1</sup> Quyết định số 145/QĐ-UBND ngày 02/02/2021 của Ủy ban nhân dân tỉnh về việc bảo vệ trẻ em.

II. TỔ CHỨC THỰC HIỆN

Các đơn vị thực hiện nghiêm Kế hoạch này./.

PHỤ LỤC
(Kèm theo Kế hoạch số 98/KH-UBND ngày 10 tháng 5 năm 2024 của Ủy ban nhân dân tỉnh Lạng Sơn)
"""


def test_the_file_itself_is_no_citation() -> None:
    numbers = [(citation.number, citation.id) for citation in cited(PLAN)]
    assert numbers == [
        ("121/2020/QH14", "nq-121-2020-qh14"),
        ("145/QĐ-UBND", "qd-145-qd-ubnd-lang-son-2021"),
        ("98/KH-UBND", "kh-98-kh-ubnd-lang-son-2020"),
        ("145/QĐ-UBND", "qd-145-qd-ubnd-lang-son-2021"),
    ]


def test_an_amending_law_cites_what_it_amends() -> None:
    """It is not its own number, nor the name under its type line, which goes on with the number of the other law."""
    text = (
        "QUỐC HỘI\nLuật số: 77/2031/QH17\nHà Nội, ngày 20 tháng 6 năm 2031\n\n"
        "LUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT TRẺ EM SỐ 102/2016/QH13\n\n"
        "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Trẻ em số 102/2016/QH13.\n"
    )
    assert [(c.name, c.number) for c in cited(text)] == [("Luật Trẻ em", "102/2016/QH13")] * 2


def test_the_number_of_the_file_may_stand_on_the_line_after_its_word() -> None:
    assert not cited("ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\n|\nSố:\n37/KH-UBND\n|\nKẾ HOẠCH\nPhòng dịch\n\nI. MỤC ĐÍCH\n")


def test_a_number_like_the_files_own_may_be_anothers() -> None:
    """Another body has the same number in the same year; so has the file's own body in another."""
    added = "3. Các xã thực hiện Kế hoạch số 98/KH-UBND ngày 04/3/2024 của Ủy ban nhân dân tỉnh Cao Bằng.\n\nII. TỔ"
    found = {citation.id for citation in cited(PLAN.replace("II. TỔ", added))}
    assert "kh-98-kh-ubnd-cao-bang-2024" in found
    assert "kh-98-kh-ubnd-lang-son-2024" not in found


def test_a_count_of_two_documents_is_ambiguous() -> None:
    text = "Theo Nghị định số 56/2017/NĐ-CP và Nghị định số 56/2022/NĐ-CP; Nghị định 56 được áp dụng."
    last = cited(text)[-1]
    assert (last.status, last.candidates) == ("ambiguous", ("nd-56-2017-nd-cp", "nd-56-2022-nd-cp"))


def test_a_footnote_says_where_it_belongs() -> None:
    note = cited(PLAN)[-1]
    assert (note.footnote, note.date) == ("1", "2021-02-02")
    assert all(citation.footnote is None for citation in cited(PLAN)[:-1])


def test_number_under_the_title_is_the_files_own() -> None:
    text = "THÔNG TƯ\n\nCỦA BỘ XÂY DỰNG SỐ 04/2001/TT-BXD NGÀY 20 THÁNG 8 NĂM 2001\n\nCăn cứ Nghị định số 61/CP;\n"
    assert [citation.number for citation in cited(text, home(), "2001-08-20")] == ["61/CP"]


def test_two_provinces_have_two_decisions_of_one_number() -> None:
    text = "Theo Quyết định số 145/QĐ-UBND ngày 02/02/2021 và Quyết định số 31/2011/QĐ-UBND."
    ids = [[citation.id for citation in cited(text, home(place))] for place in ("tỉnh Lạng Sơn", "tỉnh Gia Lai")]
    assert ids == [
        ["qd-145-qd-ubnd-lang-son-2021", "qd-31-2011-qd-ubnd-lang-son"],
        ["qd-145-qd-ubnd-gia-lai-2021", "qd-31-2011-qd-ubnd-gia-lai"],
    ]


def test_a_districts_plan_leaves_open_whose_number_it_is() -> None:
    (citation,) = cited("Theo Quyết định số 145/QĐ-UBND ngày 02/02/2021.", home("tỉnh Lạng Sơn", "huyện Văn Quan"))
    assert (citation.id, citation.status) == ("qd-145-qd-ubnd", "ambiguous")
    assert citation.candidates == ("qd-145-qd-ubnd-van-quan-2021", "qd-145-qd-ubnd-lang-son-2021")


def test_without_a_home_nothing_is_guessed() -> None:
    (citation,) = cited("Theo Quyết định số 145/QĐ-UBND ngày 02/02/2021.", home(), None)
    assert (citation.id, citation.status) == ("qd-145-qd-ubnd", "unknown")


@pytest.mark.parametrize(
    ("text", "issued", "identity", "status"),
    [
        ("theo Luật Đất đai", "2001-05-05", None, None),
        ("theo Luật Đất đai", "2008-05-05", "luat-13-2003-qh11", "resolved"),
        ("theo Luật Đất đai", "2020-05-05", "luat-45-2013-qh13", "resolved"),
        ("theo Luật Đất đai", "2025-05-05", "luat-31-2024-qh15", "resolved"),
        ("theo Luật Đất đai", None, "luat-dat-dai", "ambiguous"),
        ("theo Luật Trẻ em", None, "luat-102-2016-qh13", "resolved"),
        ("theo Luật Trẻ em", "2005-01-01", None, None),
    ],
)
def test_a_law_is_the_one_of_the_day(text: str, issued: str | None, identity: str | None, status: str | None) -> None:
    (citation,) = cited(text, home(), issued)
    if identity is None:
        assert citation.status in ("resolved", "unknown")
        assert citation.id not in ("luat-13-2003-qh11", "luat-45-2013-qh13", "luat-31-2024-qh15")
    else:
        assert (citation.id, citation.status) == (identity, status)
    assert "luat-31-2024-qh15" not in citation.candidates or issued is None


def test_a_law_named_with_its_number_settles_the_others() -> None:
    text = "Căn cứ Luật Việc làm số 74/2025/QH15; các sở phổ biến Luật Việc làm."
    assert {citation.id for citation in cited(text, home(), "2025-11-18")} == {"luat-74-2025-qh15"}


def _ids(text: str) -> list[str | None]:
    return [citation.id for citation in cited(text)]


TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "ọa": "oạ"}


def _other_tones(text: str) -> str:
    return re.sub("|".join(TONES) + r"(?!\w)", lambda match: TONES.get(match.group(), match.group()), text)


# In capitals a type word is no longer told from a verb, nor a name from the words that follow it.
PLAINLY_NAMED = [text for form, text, _ in CASES if not re.search("no table|lists? of|alias|back-ref|type word", form)]


@pytest.mark.parametrize("text", [text for _, text, _ in CASES])
def test_spelling_does_not_change_what_is_meant(text: str) -> None:
    expected = _ids(text)
    assert _ids(unicodedata.normalize("NFD", text)) == expected
    assert _ids(_other_tones(text)) == expected
    assert _ids(text.replace(" ", "  ")) == expected
    assert _ids(text.replace("Đ", "Ð")) == expected


@pytest.mark.parametrize("text", PLAINLY_NAMED)
def test_capitals_do_not_change_what_is_meant(text: str) -> None:
    assert [identity for identity in _ids(text.upper()) if identity] == _ids(text)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([text for _, text, _ in CASES]), min_size=1, max_size=4), st.randoms())
def test_spoiled_texts_keep_their_documents(texts: list[str], random: Any) -> None:
    """Sentences put together, with spaces doubled and tones moved at random, cite what they cite."""
    text = "\n\n".join(texts)
    spoiled = "".join(c + " " * random.randint(0, 2) if c == " " else c for c in _other_tones(text))
    assert _ids(unicodedata.normalize("NFD", spoiled)) == _ids(text)


PIECES = (
    "Nghị định ", "Nghị định số ", "Nghị định số 56/2017/NĐ-CP ", "Nghị định số 1, 2, 3, ", "Quyết định của ", "số số ",
    "56/2017/", "1/2/3/", "Luật ", "Luật Đất đai, ", "Luật sửa đổi, bổ sung một số điều của ", "các Luật: ",
    "Pháp lệnh về ", "BLHS ", "Công ước về ", "Đề án 06 ", "khoản 1 Điều 2, ", "Điều 1 đến Điều 9 ", "điểm a, b, c ",
    "phụ lục ", "(sau đây gọi tắt là Nghị định 56) ", "(sau đây gọi là Luật) ", "Quyết định nêu trên ", "năm 2020 ",
    "của Chính phủ ", "QĐ 20 ", "-/-/", "O0l1/", "và ", "a ", "    ", "\n", "12/QĐ-", "Luật A, b, ", "ngày 1/1/2020 ",
    "Ngày 1/1/2020, Bộ Y tế đã có ", "Hiến pháp nước ", "Thông tư liên tịch Bộ Y tế - ", "12 và 13 và ",
    "Luật về về ", "về ", "Nghị định số 1/2015/NĐ-CP và Điều 1 ", "số 12/2015/NĐ-CP, ", "Luật Trẻ em (sửa đổi) năm ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    layout = lay_out(text)
    with within(1):
        find_citations(layout, home=LANG_SON, issued=ISSUED, bodies=())


@pytest.fixture
def scorer(evaluation_folder: Path) -> Any:
    sys.path.insert(0, str(evaluation_folder))
    try:
        import score  # noqa: PLC0415

        return score
    finally:
        sys.path.remove(str(evaluation_folder))


def _gold_home(document: dict[str, Any]) -> Home:
    places, outer = [], None
    for name in document.get("jurisdiction") or []:
        outer = find_place(name, within=outer, date=document.get("issued"))
        places += [outer] if outer else []
    return Home(
        tuple(places), places[-1].level if places else "trung ương", document.get("issued"), document.get("issuer")
    )


def test_gold(gold_folder: Path, corpus_folder: Path, scorer: Any) -> None:
    """The annotated texts: three plans, then all; by the scorer's own reading of what is the same citation."""
    hits = {"plans": [0, 0, 0], "all": [0, 0, 0]}
    dated = []
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = (corpus_folder / gold["source"]).read_text("utf-8")
        scorer.with_offsets(gold, source)
        home_, issued = _gold_home(gold["document"]), gold["document"].get("issued")
        mine = [
            {"start": c.start, "end": c.end, "type": c.type, "number": c.number, "name": c.name, "date": c.date}
            for c in find_citations(lay_out(source), home=home_, issued=issued)
        ]
        pairs = scorer.pair(
            gold["citations"],
            mine,
            lambda a, b: scorer.overlap(a, b) > 0 and scorer.document_key(a) == scorer.document_key(b),
        )
        dated += [a["date"] == b["date"] for a, b in pairs if a.get("date")]
        for key in ("all", "plans") if path.name.startswith("00") else ("all",):
            for index, count in enumerate((len(pairs), len(gold["citations"]), len(mine))):
                hits[key][index] += count
    f1 = {key: 2 * found / (gold_count + mine_count) for key, (found, gold_count, mine_count) in hits.items()}
    assert f1["plans"] >= 0.99
    assert f1["all"] >= 0.99
    assert sum(dated) / len(dated) >= 0.99


LABELS = {
    "L": "Luật", "BL": "Bộ luật", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "QĐ": "Quyết định", "PL": "Pháp lệnh", "NQ": "Nghị quyết", "HP": "Hiến pháp",
}  # fmt: skip


def test_vnlegaltext(vnlegaltext_file: Path) -> None:
    """F1 on the sentences of VNLegalText once four faults of its annotation, all of them mechanical, are left aside.

    Two annotations over the same words (the second occurrence was given the place of the first); no annotation in the
    title that opens a sentence; none of a repeated mention whose other occurrence has one; and documents without any
    number that are no laws, which the annotation guide leaves out.
    """
    hits = missed = extra = 0
    for line in vnlegaltext_file.read_text("utf-8").splitlines():
        sentence = json.loads(line)
        text = sentence["data"]["value"].replace("_", " ")
        gold = [(e["value"]["start"], e["value"]["end"], LABELS[e["value"]["labels"][0]])
                for a in sentence["annotations"] for e in a["result"]]  # fmt: skip
        found, counts = _compare(text, gold)
        hits, missed, extra = hits + found, missed + counts[0], extra + counts[1]
    assert 2 * hits / (2 * hits + missed + extra) >= 0.985


def _compare(text: str, gold: list[tuple[int, int, str]]) -> tuple[int, tuple[int, int]]:
    left = [c for c in cited(text, home(), None) if c.type in LABELS.values()]
    missed, hits = [], 0
    for start, end, kind in gold:
        match = next((c for c in left if c.type == kind and c.start < end and start < c.end), None)
        if match is None:
            missed.append((start, end, kind))
        else:
            left.remove(match)
            hits += 1
    for gap in list(missed):
        start, end, kind = gap
        twin = next((c for c in left if c.type == kind and c.text.split()[-1] == _core(text[start:end])), None)
        over = any(other != gap and other[0] < end and start < other[1] for other in gold)
        unnumbered = not re.search(r"\d", text[start:end]) and kind in (
            "Nghị định",
            "Thông tư",
            "Nghị quyết",
            "Quyết định",
        )
        if twin or over or unnumbered:
            missed.remove(gap)
            left = [c for c in left if c is not twin]
    body = text.find("Căn cứ")
    titled = re.match("(?:Thông tư|Nghị định|Quyết định|Luật|Pháp lệnh|Nghị quyết) ", text) and all(
        g[0] >= body for g in gold
    )
    cores = {_core(text[start:end]) for start, end, _ in gold}
    left = [c for c in left if not (titled and 0 < c.start < body) and _core(c.text) not in cores]
    return hits, (len(missed), len(left))


def _core(words: str) -> str:
    return words.partition(" ngày")[0].split()[-1]
