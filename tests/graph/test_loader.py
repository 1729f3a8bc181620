"""Loading: the graph is a function of the set of texts, whatever their order, and says nothing without its place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from asking import empty
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import records

from graph.export import export
from graph.journal import Change
from graph.loader import load, load_all, remove
from graph.mapping import map_record
from graph.server import Address
from graph.store import Store
from ingest import extract
from ingest.errors import InputError
from ingest.model import Citation, Document, DocumentRef, Obligation, Record, Relation

SAMPLES = Path(__file__).parent.parent.parent / "samples"
TTG = "Thủ tướng Chính phủ"


def lines(store: Store) -> list[str]:
    return list(export(store))


def graph_of(store: Store, texts: Iterable[Record], together: int = 1) -> list[str]:
    """The graph of some texts that are loaded so many together."""
    empty(store)
    for outcome in load_all(store, map(map_record, texts), together):
        assert isinstance(outcome, Change)
    return lines(store)


# A number in two years, cited without its date


def decision(year: int) -> Citation:
    text = f"Quyết định số 06/QĐ-TTg ngày 06/01/{year}"
    return Citation(text, 0, len(text), "Quyết định", "06/QĐ-TTg", None, f"{year}-01-06", TTG, None,
                    f"qd-06-qd-ttg-{year}", "resolved", (), "I.1")  # fmt: skip


UNDATED = Citation(
    "Quyết định số 06/QĐ-TTg", 50, 73, "Quyết định", "06/QĐ-TTg", None, None, TTG, "khoản 1 Điều 2",
    "qd-06-qd-ttg", "unknown", (), "I.2",
)  # fmt: skip


def plan(name: str, issued: str | None, *citations: Citation) -> Record:
    identity = f"kh-{name}-kh-ubnd-x-{issued[:4]}" if issued else f"kh-{name}-kh-ubnd-x"
    return Record(
        source=f"{name}.txt",
        document=Document("Kế hoạch", f"{name}/KH-UBND", issued=issued, title=f"Kế hoạch {name}", id=identity),
        citations=citations,
        sha256=name,
    )


def undated(issued: str | None = "2023-05-01") -> Record:
    """A plan that implements 06/QĐ-TTg and rests a duty on it, without saying of which year."""
    record = plan("50", issued, UNDATED)
    said = Relation("self", "IMPLEMENTS", UNDATED.ref, "task", UNDATED.text, 50, 73, "I.2")
    duty = Obligation("Việc này.", 80, 89, "II.1", (), "responsible", cites=(UNDATED.ref,))
    return replace(record, relations=(said,), obligations=(duty,))


MEANT = """
MATCH (:Document {id: $plan})<-[:IN]-(c:Citation {open: true})-[:REFERS_TO]->(d:Document)
RETURN c.status AS status, c.candidates AS candidates, d.id AS document
"""
LINKED = """
MATCH (p:Document {id: $plan})
RETURN COLLECT { MATCH (p)-[:IMPLEMENTS]->(d) RETURN d.id } AS implements,
       COLLECT { MATCH (p)-[:CITES]->(d) RETURN d.id } AS cites,
       COLLECT { MATCH (p)<-[:STATED_IN]-(:Obligation)-[:CITES]->(d) RETURN d.id } AS rests,
       COLLECT {
         MATCH (p)<-[:IN]-(:Citation)-[:REFERS_TO]->(:Provision)-[:PART_OF*]->(d:Document) RETURN d.id
       } AS provisions
"""


def meant(cypher: Any, plan_id: str = "kh-50-kh-ubnd-x-2023") -> tuple[str, list[str], str]:
    """What the undated mention means now; all that rests on it must follow."""
    (row,) = cypher(MEANT, plan=plan_id)
    (linked,) = cypher(LINKED, plan=plan_id)
    assert linked == {
        "implements": [row["document"]], "cites": [row["document"]],
        "rests": [row["document"]], "provisions": [row["document"]],
    }  # fmt: skip
    return row["status"], row["candidates"], row["document"]


def test_an_undated_mention_follows_what_the_graph_knows(store: Store, cypher: Any) -> None:
    load(store, undated())
    assert meant(cypher) == ("unknown", [], "qd-06-qd-ttg")
    load(store, plan("51", "2023-06-01", decision(2022)))
    assert meant(cypher) == ("resolved", [], "qd-06-qd-ttg-2022")
    assert cypher("MATCH (d:Document {id: 'qd-06-qd-ttg'}) RETURN d") == []
    load(store, plan("52", "2023-06-01", decision(2019)))
    both = ["qd-06-qd-ttg-2019", "qd-06-qd-ttg-2022"]
    assert meant(cypher) == ("ambiguous", both, "qd-06-qd-ttg")
    assert cypher("MATCH (d:Document {id: 'qd-06-qd-ttg'}) RETURN d.candidates AS them") == [{"them": both}]
    # The text is read anew and no longer cites it; another is taken out.
    load(store, plan("51", "2023-06-01"))
    assert meant(cypher) == ("resolved", [], "qd-06-qd-ttg-2019")
    remove(store, "kh-52-kh-ubnd-x-2023")
    assert meant(cypher) == ("unknown", [], "qd-06-qd-ttg")


def test_no_document_cites_a_later_one(store: Store, cypher: Any) -> None:
    load(store, undated("2020-05-01"))
    load(store, plan("51", "2023-06-01", decision(2022), decision(2019)))
    assert meant(cypher, "kh-50-kh-ubnd-x-2020") == ("resolved", [], "qd-06-qd-ttg-2019")


def test_a_text_that_does_not_say_when_it_is_from_leaves_both_open(store: Store, cypher: Any) -> None:
    load(store, plan("51", "2023-06-01", decision(2022), decision(2019)))
    load(store, undated(None))
    assert meant(cypher, "kh-50-kh-ubnd-x")[0] == "ambiguous"


def test_a_document_that_is_read_is_one_that_may_be_meant(store: Store, cypher: Any) -> None:
    own = Document("Quyết định", "06/QĐ-TTg", issued="2022-01-06", issuer=TTG, id="qd-06-qd-ttg-2022")
    load(store, undated())
    load(store, Record("06.txt", own, sha256="06"))
    assert meant(cypher) == ("resolved", [], "qd-06-qd-ttg-2022")
    remove(store, "qd-06-qd-ttg-2022")
    assert meant(cypher) == ("unknown", [], "qd-06-qd-ttg")


def test_what_a_text_leaves_to_choose_from_is_kept(store: Store, cypher: Any) -> None:
    laws = ("luat-13-2003-qh11", "luat-45-2013-qh13")
    law = Citation(
        "Luật Đất đai", 0, 12, "Luật", None, "Luật Đất đai", id="luat-dat-dai", status="ambiguous", candidates=laws
    )
    load(store, plan("60", "2014-01-01", law))
    (row,) = cypher(MEANT, plan="kh-60-kh-ubnd-x-2014")
    assert row == {"status": "ambiguous", "candidates": list(laws), "document": "luat-dat-dai"}


def test_two_mentions_that_are_one_document_for_a_while(store: Store, cypher: Any) -> None:
    said = Relation(decision(2022).ref, "IMPLEMENTS", UNDATED.ref, None, UNDATED.text, 50, 73, "I.2")
    both = replace(plan("50", "2023-05-01", decision(2022), UNDATED), relations=(said,))
    older = plan("52", "2023-06-01", decision(2019))
    expected = graph_of(store, [older, both])
    assert cypher("MATCH (a)-[:IMPLEMENTS]->(b) RETURN a.id AS a, b.id AS b") == [
        {"a": "qd-06-qd-ttg-2022", "b": "qd-06-qd-ttg"}
    ]
    assert graph_of(store, [both, older]) == expected


# One graph for all orders


@pytest.mark.parametrize("together", [1, 7, 16])
def test_the_order_of_texts_does_not_matter(store: Store, together: int) -> None:
    texts = records(together, 16)
    expected = graph_of(store, texts)
    Random(2).shuffle(texts)  # noqa: S311
    assert graph_of(store, texts, together) == expected


def test_the_order_of_two_hundred_texts_does_not_matter(embedded: Address) -> None:
    """On one server only, as it takes a while; the other holds the same graph, as the next test shows."""
    with Store(*embedded) as opened:
        texts = records(5, 200)
        expected = graph_of(opened, texts, 50)
        for seed, together in enumerate((7, 200)):
            Random(seed).shuffle(texts)  # noqa: S311
            assert graph_of(opened, texts, together) == expected
        empty(opened)


def test_both_servers_hold_the_same_graph(store: Store) -> None:
    kept = _KEPT.setdefault("lines", lines_of_made := graph_of(store, records(11, 12)))
    assert kept == lines_of_made


_KEPT: dict[str, list[str]] = {}


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    steps=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["load", "change", "all", "remove"])), max_size=12),
)
def test_any_history_leaves_the_graph_of_what_is_loaded_last(
    store: Store, seed: int, steps: list[tuple[int, str]]
) -> None:
    """Texts are loaded, changed and taken out at random, by themselves and together with those that come after them;
    what stays is the graph of those that stay, made afresh."""
    texts, others = records(seed, 6), records(seed + 1, 6)
    changed = [
        replace(other, document=text.document, source=text.source) for text, other in zip(texts, others, strict=True)
    ]
    empty(store)
    standing: dict[int, Record] = {}
    for index, step in steps:
        if step == "remove":
            remove(store, str(texts[index].document.id))
            standing.pop(index, None)
        elif step == "all":
            standing |= dict(enumerate(texts[index:], index))
            assert len(list(load_all(store, map(map_record, texts[index:])))) == len(texts) - index
        else:
            standing[index] = changed[index] if step == "change" else texts[index]
            load(store, standing[index])
    assert lines(store) == graph_of(store, [standing[index] for index in sorted(standing)])


def test_many_texts_are_replaced_together(store: Store) -> None:
    """Most of what they say they say again, so that it stands under the ids that it had."""
    texts = records(2, 50)
    less = [replace(text, sha256=text.sha256[::-1], obligations=text.obligations[1:]) for text in texts]
    expected = graph_of(store, less, 50)
    graph_of(store, texts, 50)
    outcomes = {change.outcome for change in load_all(store, map(map_record, less)) if isinstance(change, Change)}
    assert outcomes == {"replaced"}
    assert lines(store) == expected


def test_loaders_at_once_make_the_graph_of_one(store: Store, address: tuple[str, str, str, str | None]) -> None:
    texts = records(5, 16)
    expected = graph_of(store, texts)
    empty(store)

    def load_some(part: list[Record]) -> None:
        with Store(*address) as own:
            list(load_all(own, map(map_record, part), 3))

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(load_some, [texts[start::3] for start in range(3)]))
    assert lines(store) == expected


# Again, and less


def test_loading_again_writes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = records(2, 6)
    before = graph_of(store, texts)
    monkeypatch.setattr("graph.loader._replace", lambda *_: pytest.fail("something was written"))
    assert {one.outcome for one in load_all(store, map(map_record, texts)) if isinstance(one, Change)} == {"unchanged"}
    assert lines(store) == before


def test_what_vanished_from_the_text_vanishes_from_the_graph(store: Store, cypher: Any) -> None:
    text = next(record for record in records(2, 12) if record.obligations and record.agencies and record.relations)
    load(store, text)
    bare = replace(text, citations=(), relations=(), agencies=(), obligations=(), plan_targets=(), unassigned=())
    load(store, replace(bare, document=replace(text.document, jurisdiction=()), sha256="other"))
    rows = cypher("MATCH (n) WHERE NOT n:Lock AND NOT n:Load RETURN labels(n) AS labels, n.id AS id")
    assert [row["id"] for row in rows] == [text.document.id]
    assert cypher("MATCH ()-[r]->() RETURN count(r) AS links") == [{"links": 0}]
    remove(store, str(text.document.id))
    assert cypher("MATCH (n) WHERE NOT n:Lock AND NOT n:Load RETURN n") == []


def test_a_document_that_others_cite_stays_when_its_text_is_taken_out(store: Store, cypher: Any) -> None:
    own = Document("Quyết định", "06/QĐ-TTg", issued="2022-01-06", issuer=TTG, title="Đề án", id="qd-06-qd-ttg-2022")
    alone = graph_of(store, [plan("51", "2023-06-01", decision(2022))])
    load(store, Record("06.txt", own, sha256="06"))
    (row,) = cypher("MATCH (d:Decision {id: 'qd-06-qd-ttg-2022'}) RETURN d.status AS status, d.title AS title")
    assert row == {"status": "ingested", "title": "Đề án"}
    remove(store, "qd-06-qd-ttg-2022")
    assert lines(store) == alone


def test_removing_what_is_not_there_changes_nothing(store: Store) -> None:
    before = graph_of(store, records(2, 4))
    remove(store, "no-such-document")
    assert lines(store) == before


def test_two_files_that_say_they_are_one_document_do_not_depend_on_their_order(store: Store) -> None:
    one = plan("70", "2023-01-01", decision(2022))
    other = replace(one, source="10.txt", sha256="other", citations=(decision(2019),))
    expected = graph_of(store, [other])
    with pytest.raises(InputError, match=r"^70\.txt says that it is kh-70-kh-ubnd-x-2023.*10\.txt.*\.$"):
        load(store, one)
    assert lines(store) == expected
    assert graph_of(store, [one, other]) == expected


def test_one_text_in_two_files_is_known_by_the_first_of_them(store: Store) -> None:
    one = plan("70", "2023-01-01", decision(2022))
    other = replace(one, source="10.txt")
    expected = graph_of(store, [other])
    assert graph_of(store, [one, other]) == graph_of(store, [other, one], 2) == expected


def test_a_text_that_is_refused_does_not_stop_those_it_came_with(store: Store) -> None:
    texts = [plan(name, "2023-01-01", decision(2022)) for name in ("70", "71", "72")]
    another = replace(texts[1], source="99.txt", sha256="another")
    expected = graph_of(store, texts)
    for some in ([*texts[:2], another, texts[2]], [another, *texts], [*texts, another]):
        empty(store)
        outcomes = dict(zip([one.source for one in some], load_all(store, map(map_record, some)), strict=True))
        refused = [source for source, outcome in outcomes.items() if isinstance(outcome, InputError)]
        assert refused == ([] if some[0] is another else ["99.txt"])
        assert lines(store) == expected
    # Also where it is met with those that stand already.
    refusal, *rest = load_all(store, map(map_record, [another, plan("69", "2023-01-01")]))
    assert isinstance(refusal, InputError)
    assert [one.outcome for one in rest if isinstance(one, Change)] == ["added"]


def test_a_file_that_changed_is_read_anew(store: Store) -> None:
    one = plan("70", "2023-01-01", decision(2022))
    other = replace(one, sha256="other", citations=(decision(2019),))
    assert graph_of(store, [one, other]) == graph_of(store, [other])


def test_a_text_that_is_read_as_another_document_now_is_that_one_only(store: Store) -> None:
    one = plan("70", "2023-01-01", decision(2022))
    better = replace(one, document=replace(one.document, id="kh-70-kh-ubnd-ha-giang-2023"))
    taken = replace(plan("70", "2023-02-01", decision(2019)), sha256="taken")
    assert graph_of(store, [one, better]) == graph_of(store, [better])
    # Another text is now what this one was taken for, and both come together.
    expected = graph_of(store, [better, taken])
    load(store, one)
    assert [outcome for outcome in load_all(store, map(map_record, [better, taken])) if isinstance(outcome, Change)]
    assert graph_of(store, [one, better, taken], 3) == lines(store) == expected


# Provenance


def test_everything_says_where_it_is_said(store: Store) -> None:
    texts = records(4, 16)
    ids = {record.document.id for record in texts}
    for line in graph_of(store, texts):
        row = json.loads(line)
        said = row["properties"]
        assert said["asserted_by"] in ids, line
        # What the head of a document says has no other place; the record does not keep it.
        if said.get("section") != "header":
            assert {"start", "end"} <= said.keys(), line
            assert said.get("evidence") or said.get("text"), line


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_quotes_stand_in_the_text_where_they_are_said_to(store: Store, path: Path) -> None:
    text = path.read_text("utf-8")
    for line in graph_of(store, [extract(text, name=path.name)]):
        said = json.loads(line)["properties"]
        quote = said.get("evidence", said.get("text"))
        if quote is not None:
            assert text[said["start"] : said["end"]] == quote, line


def test_a_document_that_only_a_relation_names_is_cited_there(store: Store, cypher: Any) -> None:
    ref = DocumentRef("Nghị quyết", "121/2020/QH14", None, "nq-121-2020-qh14")
    said = Relation("self", "IMPLEMENTS", ref, "preamble", "Thực hiện Nghị quyết", 0, 20, "preamble")
    load(store, replace(plan("80", "2021-01-01"), relations=(said,)))
    (row,) = cypher("MATCH (:Plan)-[r:IMPLEMENTS]->(d:Resolution) RETURN d.number AS number, r.basis AS basis")
    assert row == {"number": "121/2020/QH14", "basis": "preamble"}


# Mapping, without a server


def test_equal_records_give_equal_rows_and_others_another_digest() -> None:
    record = records(1, 1)[0]
    assert map_record(record) == map_record(records(1, 1)[0])
    assert map_record(replace(record, warnings=("other",))).digest != map_record(record).digest
    assert map_record(replace(record, source="other.txt")).digest == map_record(record).digest


def test_passages_of_one_section_are_told_apart() -> None:
    duty = Obligation("Việc một.", 0, 9, "III.1", (), "responsible")
    rows = map_record(replace(plan("90", "2021"), obligations=(duty, replace(duty, start=10, end=19))))
    assert [row["id"] for row in rows.nodes["Obligation"]] == [
        "kh-90-kh-ubnd-x-2021/III.1",
        "kh-90-kh-ubnd-x-2021/III.1~2",
    ]


def test_a_text_that_says_nothing_of_itself_is_told_apart_by_its_words() -> None:
    first, second = (map_record(Record(None, sha256=sha)).id for sha in ("a" * 64, "b" * 64))
    assert first != second
