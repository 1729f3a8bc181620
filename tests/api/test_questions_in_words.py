"""Questions in words: every row of the table asks what it says, and so do questions that nobody wrote it for."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from servers.samples import in_embedded
from test_cli import run
from test_http import problem
from timing import within
from typer.testing import CliRunner

from api import lookup
from api.ask import ask, read_value
from api.cli import app
from api.connect import open_store
from api.intents import Intent, intents
from api.laws import find_laws, in_english
from api.mending import mend
from api.mentions import find_mentions
from api.questions import LONGEST, Question, answer, answers, read_question
from api.spellings import vocabulary
from api.times import EARLIEST, find_time
from graph.queries import Query, load_queries
from graph.store import Store
from ingest.errors import AmbiguousNameError, InputError, UnknownNameError, UnreadQuestionError
from ingest.lexicon import fold, table, words_of

TODAY = date(2024, 5, 15)
EXAMPLES = [(intent, example) for intent in intents() for example in intent.examples]
ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads((Path(__file__).parent / "asked.toml").read_text("utf-8"))
REFUSED = TABLE.pop("refused")["questions"]
ASKED = [(query, question, want) for query, rows in TABLE.items() for question, want in rows.items()]

Wanted = Mapping[str, str | Sequence[str]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A graph of the samples."""
    with in_embedded(tmp_path_factory.mktemp("samples")) as place, open_store(place) as store:
        yield store


@pytest.fixture(scope="module")
def names(samples: Store) -> list[tuple[str, str]]:
    return lookup.spellings(samples)


def left_out(read: Question) -> list[str]:
    return [one.text for one in read.left_out]


# The tables


@pytest.mark.parametrize(("intent", "example"), EXAMPLES, ids=[example.ask for _, example in EXAMPLES])
def test_every_example_of_the_table_is_read_as_it_says(intent: Intent, example: object) -> None:
    read = read_question(example.ask, TODAY)
    assert (read.query.name, [dict(one) for one in read.given]) == (intent.query, [{**intent.gives, **example.gives}])
    assert (left_out(read), read.mended) == ([], ())


def test_the_table_names_queries_and_parameters_that_there_are() -> None:
    for intent in intents():
        names = {parameter.name for parameter in load_queries()[intent.query].parameters}
        assert {*intent.takes, *intent.gives} <= names
        assert len(intent.examples) >= 2
        asked = "".join(example.ask for example in intent.examples)
        assert any(not character.isascii() for character in asked), f"{intent.query} has no example in Vietnamese"


@pytest.mark.parametrize(("query", "question", "want"), ASKED, ids=[question for _, question, _ in ASKED])
def test_a_question_is_read_as_people_mean_it(
    samples: Store, names: list[tuple[str, str]], query: str, question: str, want: Wanted
) -> None:
    read = read_question(question, TODAY, names)
    assert read.query.name == query
    always = {"sets", "limit"} - want.keys()
    asked = [{name: value for name, value in given.items() if name not in always} for given in read.given]
    assert [meant(samples, read.query, one) for one in asked] == [meant(samples, read.query, one) for one in each(want)]


def each(want: Wanted) -> list[dict[str, str]]:
    """What is asked each time: a list of values is a question for each."""
    times = max((len(value) for value in want.values() if isinstance(value, list)), default=1)
    return [
        {name: value if isinstance(value, str) else value[at] for name, value in want.items()} for at in range(times)
    ]


def meant(store: Store, query: Query, given: Mapping[str, str]) -> dict[str, object]:
    """Parameters with names looked up; of several of a name those that were read, else all; an unknown one as it is."""
    found: dict[str, object] = {}
    for parameter in query.parameters:
        if parameter.name in given:
            try:
                found[parameter.name] = read_value(store, query, parameter, given)
            except AmbiguousNameError as error:
                read = [row["id"] for row in error.candidates if row.get("status") == "ingested"]
                found[parameter.name] = read[0] if len(read) == 1 else sorted(row["id"] for row in error.candidates)
            except UnknownNameError:
                found[parameter.name] = fold(given[parameter.name])
    return found


@pytest.mark.parametrize(
    "question", [*REFUSED, "", " ", "?", "\ud800", "¦", "\x00\x01", "\u202e\u202e\u202e", "ĐĐĐ" * 100]
)
def test_what_is_not_understood_says_what_can_be_asked(names: list[tuple[str, str]], question: str) -> None:
    with pytest.raises(UnreadQuestionError) as caught:
        read_question(question, TODAY, names)
    assert caught.value.answers == answers()


def test_what_can_be_asked_is_told_with_examples() -> None:
    assert {"plans_implementing", "obligations_of_agency", "deadlines_between"} <= {row["query"] for row in answers()}
    assert all(row["title"] and row["title_vi"] and row["examples"] for row in answers())


@pytest.mark.parametrize(
    ("question", "query", "given"),
    [
        ("Việc gì quá hạn?", "deadlines_between", {"from": "1945-09-02", "to": "2024-05-14"}),
        ("Báo cáo 6 tháng được gửi cho ai?", "reports_of", {}),
        ("so-y-te.quang-ngai phải làm gì?", "obligations_of_agency", {"agency": "so-y-te.quang-ngai"}),
        ("Which bodies has the plan kh-11-kh-ubnd-hung-yen-2021?", "agencies_of_plan",
         {"document": "kh-11-kh-ubnd-hung-yen-2021"}),
        ("Which plans implement Plan 231/KH-UBND of Bắc Kạn Province?", "plans_implementing",
         {"document": "Plan 231/KH-UBND tỉnh Bắc Kạn"}),
        ("KẾ HOẠCH NÀO TRIỂN KHAI NGHỊ QUYẾT 121/2020/QH14?", "plans_implementing",
         {"document": "NGHỊ QUYẾT 121/2020/QH14"}),
    ],
)  # fmt: skip
def test_names_that_no_graph_has_to_know(question: str, query: str, given: dict[str, str]) -> None:
    read = read_question(question, TODAY)
    assert read.query.name == query
    assert given.items() <= read.given[0].items()


# What is said of how a question was read


def test_every_part_of_a_question_stands_where_it_is_said_to() -> None:
    question = "  Which duties does the  Departmnt of Health of Hu\u031bng Yên lead before 30/11/2024 in Ruritania?"
    read = read_question(question, TODAY)
    for one in (*read.understood, *read.mended, *read.left_out):
        assert question[one.start : one.end] == one.text
    assert {one.parameter: one.text for one in read.understood} == {
        "agency": "Departmnt of Health of Hu\u031bng Yên",
        "role": "lead",
        "due_from": "before 30/11/2024",
        "due_to": "before 30/11/2024",
    }
    assert [(one.text, one.read) for one in read.mended] == [("Departmnt", "Department")]
    assert left_out(read) == ["Ruritania"]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Which plans of Lào Cai are in the chain of Resolution 121/2020/QH14?", ["Lào Cai"]),
        ("Which bodies does the Hung Yen plan name that lead?", ["lead"]),
        ("Chỉ tiêu nào được nêu trong các nghị định?", ["nghị định"]),
        ("Hạn gần nhất của Sở Y tế Hưng Yên là khi nào?", ["gần nhất"]),
        ("Quyết định 1472/QĐ-TTg của tỉnh Hưng Yên ban hành khi nào?", ["tỉnh Hưng Yên"]),
        ("Văn bản nào được ít nhất hai kế hoạch cấp huyện viện dẫn?", ["cấp huyện"]),
        ("Kế hoạch nào triển khai Nghị quyết 121/2020/QH14 trong quý I năm 2023?", ["quý I năm 2023"]),
        ("Sở Y tế Hưng Yên phải làm gì với kinh phí?", ["kinh phí"]),
        ("Which targets are at commune level?", ["commune level"]),
    ],
)
def test_what_the_query_has_no_parameter_for_is_said_to_be_left_out(question: str, left: list[str]) -> None:
    assert left_out(read_question(question, TODAY)) == left


# What narrows a question down, and the word of it that has to be told of.
NARROWER = (
    ("ở tỉnh Lào Cai", "Lào Cai"), ("in Lao Cai province", "Lao Cai"), ("của Sở Tư pháp tỉnh Lào Cai", "Sở Tư pháp"),
    ("of the Department of Justice of Lao Cai", "Justice"), ("năm 2019", "2019"), ("in 2019", "2019"),
    ("trong quý III", "quý III"), ("theo Quyết định 999/QĐ-TTg", "999"), ("under Decision 999/QD-TTg", "999"),
    ("cấp xã", "cấp xã"), ("khoản 3 Điều 12", "Điều 12"), ("trên 77%", "77"), ("as amended", "amended"),
)  # fmt: skip


@pytest.mark.parametrize(("more", "word"), NARROWER)
def test_nothing_that_narrows_a_question_down_is_dropped_unsaid(
    names: list[tuple[str, str]], more: str, word: str
) -> None:
    answered = 0
    for _, question, _ in ASKED[:: len(NARROWER) // 3]:
        asked = f"{question.rstrip('?. ')} {more}?"
        with suppress(UnreadQuestionError):
            read = read_question(asked, TODAY, names)
            at = asked.rindex(word)
            told = (*read.understood, *read.left_out)
            assert any(one.start < at + len(word) and at < one.end for one in told), asked
            answered += 1
    assert answered


@pytest.mark.parametrize(
    "question",
    [
        "Which plans do not implement Resolution 121/2020/QH14?",
        "Kế hoạch nào không viện dẫn Luật Trẻ em?",
        "Which plans have never cited the Law on Children?",
        "Kế hoạch nào chưa triển khai Nghị quyết 121/2020/QH14?",
        "Which plans except Hung Yen's cite the Law on Children?",
        "What doesn't the Department of Health of Hung Yen have to do?",
        "Sở Y tế Hưng Yên không phải làm gì?",
        "Ai không báo cáo cho UBND tỉnh Hưng Yên?",
    ],
)
def test_the_contrary_of_a_question_is_not_answered(names: list[tuple[str, str]], question: str) -> None:
    with pytest.raises(UnreadQuestionError):
        read_question(question, TODAY, names)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch Hưng Yên có viện dẫn Luật Trẻ em không?",
        "Đã có kế hoạch nào triển khai Nghị quyết 121/2020/QH14 chưa vậy?",
        "Does the Van Quan plan cite Decision no 588/QD-TTg or not?",
        "Văn bản nào chứa các chỉ tiêu của kế hoạch Hưng Yên?",
        "Which duties of Hung Yen's plan are without a deadline?",
    ],
)
def test_a_word_that_only_asks_takes_nothing_back(names: list[tuple[str, str]], question: str) -> None:
    assert read_question(question, TODAY, names)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Departmnt of Helth", "Department of Health"),
        ("Sở Y tế Qảng Ngãi", "Sở Y tế Quang Ngãi"),
        ("quang ngia", "quang ngai"),
        ("NGHỊ QUYẾT SỐ QĐ-TTG", "NGHỊ QUYẾT SỐ QĐ-TTG"),
        ("duties on “drowing”", "duties on “drowing”"),
        ("Nguyễn Văn Xyz, director", "Nguyễn Văn Xyz, director"),
        ("reading policies that protect repeated situations", "reading policies that protect repeated situations"),
        ("  a\u200b \t\n b  ", "a b"),
    ],
)
def test_slips_are_mended_where_one_known_word_is_near(said: str, read: str) -> None:
    assert mend(said, vocabulary()).text == read


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_mended_with_its_places_kept(text: str) -> None:
    mended = mend(text, vocabulary())
    assert len(mended.spans) == len(mended.text)
    assert all(0 <= start < end <= len(text) for start, end in mended.spans)
    assert list(mended.spans) == sorted(mended.spans)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*table("questions")["plain"], *(one for _, one, _ in ASKED), "¦", "\u202e", "'", "{"]),
        max_size=4,
    )
)
def test_any_words_are_read_or_refused(words: list[str]) -> None:
    with suppress(UnreadQuestionError, InputError):
        read = read_question(" ".join(words), TODAY)
        known = {parameter.name for parameter in read.query.parameters}
        assert all(given.keys() <= known for given in read.given)


def test_a_question_has_an_end() -> None:
    with pytest.raises(InputError, match="at most 500 characters"):
        read_question("a" * (LONGEST + 1), TODAY)


@pytest.mark.parametrize(
    "part",
    [
        "Sở Y tế ", "kế hoạch tỉnh ", "1/1/2024 đến ", "06/QĐ-", "điểm a khoản 1 ", "which ", "ubnd ", "nhất ",
        "viện dẫn được ", "¦", "'s ", "xqzt ", "Law on ", "a\u0301", "duties about ", "tu 3 ",
    ],
)  # fmt: skip
def test_hostile_repetition_is_read_in_time(part: str) -> None:
    question = (part * LONGEST)[:LONGEST]
    mend("warm", vocabulary())
    find_mentions("warm")
    with within(2), suppress(UnreadQuestionError):
        read_question(question, TODAY)


# Names of laws


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("the Law on Children", "Luật Trẻ em"),
        ("Children Law", "Luật Trẻ em"),
        ("luat tre em", "Luật Trẻ em"),
        ("Law on Prevention and Control of Domestic Violence", "Luật Phòng, chống bạo lực gia đình"),
        ("Domestic Violence Law", "Luật Phòng, chống bạo lực gia đình"),
        ("Law on Environmental Protection", "Luật Bảo vệ môi trường"),
        ("Land Law", "Luật Đất đai"),
        ("Code of Criminal Procedure", "Bộ luật Tố tụng hình sự"),
        ("Law on the Organisation of Local Government", "Luật Tổ chức chính quyền địa phương"),
        ("Law on Artificial Intelligence", "Luật Trí tuệ nhân tạo"),
        ("Law on Elections of Deputies to the National Assembly and People's Councils",
         "Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân"),
        ("Ordinance on Population", "Pháp lệnh Dân số"),
        ("the Constitution", "Hiến pháp"),
        ("Convention on the Rights of the Child", "Công ước Quốc tế về quyền trẻ em"),
    ],
)  # fmt: skip
def test_laws_are_known_by_their_english_names(said: str, name: str) -> None:
    assert [found for _, _, found in find_laws(words_of(said))] == [name]


@pytest.mark.parametrize("said", ["law", "the law", "code of conduct", "a law on unicorns", "by law and order"])
def test_what_is_no_law_is_none(said: str) -> None:
    assert list(find_laws(words_of(said))) == []


def test_most_laws_have_an_english_name() -> None:
    """Those that only change another are found by what they change."""
    own = {row["name"] for row in table("laws")["law"] if "sửa đổi" not in row["name"]}
    named = {name for name in own if in_english(name)}
    assert len(named) >= 0.75 * len(own), sorted(own - named)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("từ 01/01/2021 đến 31/3/2021", "2021-01-01", "2021-03-31"),
        ("between 1 January and 31 March 2021", "2021-01-01", "2021-03-31"),
        ("between October and December 2024", "2024-10-01", "2024-12-31"),
        ("từ tháng 1 đến tháng 3 năm 2024", "2024-01-01", "2024-03-31"),
        ("quý I năm 2022", "2022-01-01", "2022-03-31"),
        ("quý 4/2024", "2024-10-01", "2024-12-31"),
        ("in the first quarter of 2022", "2022-01-01", "2022-03-31"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("sáu tháng đầu năm nay", "2024-01-01", "2024-06-30"),
        ("trước ngày 30/11/2024", str(EARLIEST), "2024-11-30"),
        ("before 30/11/2024", str(EARLIEST), "2024-11-30"),
        ("before the end of November", str(EARLIEST), "2024-11-30"),
        ("before December", str(EARLIEST), "2024-11-30"),
        ("trước năm 2024", str(EARLIEST), "2023-12-31"),
        ("by the end of 2021", str(EARLIEST), "2021-12-31"),
        ("by the end of the year", str(EARLIEST), "2024-12-31"),
        ("đến hết ngày 31/12/2024", str(EARLIEST), "2024-12-31"),
        ("sau ngày 30/6/2024", "2024-07-01", "2029-12-31"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("from 2023", "2023-01-01", "2023-12-31"),
        ("from 2023 on", "2023-01-01", "2028-12-31"),
        ("cuối tháng 6/2021", "2021-06-21", "2021-06-30"),
        ("cuối năm 2024", "2024-10-01", "2024-12-31"),
        ("early 2024", "2024-01-01", "2024-03-31"),
        ("quý sau", "2024-07-01", "2024-09-30"),
        ("next year", "2025-01-01", "2025-12-31"),
        ("tháng trước", "2024-04-01", "2024-04-30"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("trong 30 ngày tới", "2024-05-15", "2024-06-14"),
        ("in the next two weeks", "2024-05-15", "2024-05-29"),
        ("within 10 days", "2024-05-15", "2024-05-25"),
        ("30 ngày qua", "2024-04-15", "2024-05-15"),
        ("tuần này", "2024-05-13", "2024-05-19"),
        ("từ nay đến cuối năm", "2024-05-15", "2024-12-31"),
        ("between 1 and 30 June 2021", "2021-06-01", "2021-06-30"),
        ("từ ngày 5 đến ngày 20/6/2021", "2021-06-05", "2021-06-20"),
        ("trước 30/6 năm 2021", str(EARLIEST), "2021-06-30"),
        ("from now until 31/12/2024", "2024-05-15", "2024-12-31"),
        ("từ đầu năm đến nay", "2024-01-01", "2024-05-15"),
        ("đến hết tháng", str(EARLIEST), "2024-05-31"),
        ("by year end", str(EARLIEST), "2024-12-31"),
        ("H2 2024", "2024-07-01", "2024-12-31"),
        ("2021 Q3", "2021-07-01", "2021-09-30"),
        ("Q3", "2024-07-01", "2024-09-30"),
        ("báo cáo năm trước ngày 10/11", str(EARLIEST), "2024-11-10"),
        ("today", "2024-05-15", "2024-05-15"),
        ("ngày mai", "2024-05-16", "2024-05-16"),
    ],
)
def test_times_in_both_languages(words: str, first: str, last: str) -> None:
    found = find_time(fold(words), TODAY)
    assert found
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("words", ["", "31/2/2024", "Điều 90", "98/KH-UBND", "12.5%", "next 999", "what may it do"])
def test_what_no_calendar_has_is_no_time(words: str) -> None:
    assert find_time(fold(words), TODAY) is None


# Over the edges


def asked(service: httpx.Client, question: str, *choose: str) -> httpx.Response:
    return service.post("/ask", json={"question": question, "choose": choose})


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("Kế hoạch nào triển khai Nghị quyết 121/2020/QH14?", "plans_implementing"),
        ("what does the Department of Health of Hưng Yên owe before 30/11/2024?", "deadlines_between"),
        ("Sở Y tế phải làm những gì?", "obligations_of_agency"),
        ("nhiệm vụ nào của kế hoạch tỉnh Hưng Yên đến hạn từ 01/01/2021 đến 31/3/2021?", "deadlines_between"),
    ],
)
def test_the_answer_shows_its_query_and_is_the_same_everywhere(
    service: httpx.Client, database: dict[str, str], loaded: Store, question: str, query: str
) -> None:
    body = asked(service, question).json()
    assert body["query"] == query
    assert body["cypher"] == load_queries()[query].text
    assert body["title"] == load_queries()[query].title
    assert body["rows"]
    assert (body["count"], body["more"]) == (len(body["rows"]), False)
    (by_name,) = body["asked"]
    assert service.get(by_name["api"]).json()["rows"] == body["rows"]
    assert ask(loaded, query, by_name["parameters"]).rows == body["rows"]
    assert service.get(by_name["page"]).status_code == 200
    assert service.get("/pages/ask", params={"q": question}).status_code == 200
    result = run("ask", question, "--format", "json")
    assert json.loads(result.stdout) == body["rows"]
    assert result.stderr.splitlines()[0] == by_name["command"]


def test_of_two_bodies_both_are_asked(service: httpx.Client, database: dict[str, str]) -> None:
    question = "Sở Y tế Hưng Yên và Sở Y tế tỉnh Quảng Ngãi phải làm gì?"
    body = asked(service, question).json()
    assert [one["parameters"]["agency"] for one in body["asked"]] == ["so-y-te.hung-yen", "so-y-te.quang-ngai"]
    by_name = [row for one in body["asked"] for row in service.get(one["api"]).json()["rows"]]
    assert body["rows"] == by_name
    assert body["left_out"] == []
    assert json.loads(run("ask", question, "--format", "json").stdout) == by_name


def test_a_list_that_may_go_on_says_so(samples: Store) -> None:
    all_of_it = answer(samples, "Which bodies does the Hung Yen plan name?", today=TODAY)
    assert (len(all_of_it.rows) > 1, all_of_it.more) == (True, False)
    one = answer(samples, "The 1 body with the most duties in the Hung Yen plan", today=TODAY)
    assert (len(one.rows), one.more) == (1, True)


def test_a_row_that_two_bodies_share_is_told_once(loaded: Store) -> None:
    found = answer(loaded, "Which duties of Sở Y tế Hưng Yên and Sở Y tế Hưng Yên are there?", today=TODAY)
    assert len(found.answers) == 2
    assert found.rows == found.answers[0].rows != []


def test_an_ambiguous_name_comes_with_candidates_of_which_one_can_be_chosen(
    service: httpx.Client, database: dict[str, str]
) -> None:
    question = "Văn bản nào thực hiện Quyết định 06/QĐ-TTg?"
    body = problem(asked(service, question), 409)
    assert {row["id"] for row in body["candidates"]} == {"qd-06-qd-ttg-2019", "qd-06-qd-ttg-2022"}
    assert body["asked"] == {"query": "plans_implementing", "parameters": [{"document": "Quyết định 06/QĐ-TTg"}]}
    for one in ("qd-06-qd-ttg-2019", "qd-06-qd-ttg-2022"):
        assert asked(service, question, one).json()["asked"][0]["parameters"] == {"document": one}
        assert f"--document {one}" in run("ask", question, "--choose", one).stderr
        assert f"choose={one}" in service.get("/pages/ask", params={"q": question}).text
        assert service.get("/pages/ask", params={"q": question, "choose": one}).status_code == 200
    problem(asked(service, question, "nq-121-2020-qh14"), 409)


def test_a_name_that_nothing_has_comes_with_the_nearest(service: httpx.Client) -> None:
    body = problem(asked(service, "Sở Y tế Lai Châu phải làm gì?"), 404)
    assert any("Sở Y tế" in name for name in body["nearest"])
    assert body["asked"]["query"] == "obligations_of_agency"


def test_a_question_that_is_not_understood_lists_what_can_be_asked(
    service: httpx.Client, database: dict[str, str]
) -> None:
    body = problem(asked(service, "tại sao trời xanh?"), 404)
    assert [row["query"] for row in body["answers"]] == [row["query"] for row in answers()]
    result = run("ask", "tại sao trời xanh?")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Kế hoạch nào triển khai Nghị quyết 121/2020/QH14?" in result.stderr
    page = service.get("/pages/ask", params={"q": "tại sao trời xanh?"})
    assert (page.status_code, "Kế hoạch nào triển khai Nghị quyết 121/2020/QH14?" in page.text) == (404, True)


def test_the_command_says_what_was_mended_and_left_out_and_the_statement_on_demand(database: dict[str, str]) -> None:
    result = run("ask", "Departmnt of Health of Hung Yen duties in Ruritania", "--cypher")
    assert result.exit_code == 0
    assert "Read 'Departmnt' as 'Department'." in result.stderr
    assert "Left out of the question: Ruritania." in result.stderr
    assert "// name: obligations_of_agency" in result.stderr


@pytest.mark.parametrize("given", [b"\xff\xfe\x00", b"", b"a" * 1_000_000])
def test_the_command_takes_no_question_that_is_none(database: dict[str, str], given: bytes) -> None:
    result = CliRunner().invoke(app, ["ask", "-"], input=given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.strip().splitlines()[0]) < 200


def test_the_answer_comes_in_every_form(service: httpx.Client, database: dict[str, str]) -> None:
    answer = service.post("/ask?format=csv", json={"question": "Sở Y tế phải làm những gì?"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("so-y-te.") >= 3
    drawn = service.post("/ask?format=graphml", json={"question": "Sở Y tế phải làm những gì?"})
    assert run("ask", "Sở Y tế phải làm những gì?", "--format", "graphml").stdout == drawn.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": 5},
        {"question": "x" * 501},
        {"question": "x", "choose": "y"},
        {"question": "x", "choose": ["y"] * 21},
    ],
)
def test_a_body_that_is_none_is_refused(service: httpx.Client, body: object) -> None:
    problem(service.post("/ask", json=body), 422)


@pytest.mark.parametrize("question", ["a" * 1_000_000, "\u202e" * 400, "\x00", "nghĩa vụ \ud7ff", "🏛️" * 100])
def test_whatever_is_asked_gets_a_sentence(service: httpx.Client, question: str) -> None:
    answer = asked(service, question)
    assert answer.status_code in (404, 413, 422)
    assert answer.json()["detail"].endswith(".")


class Overheard:
    """A store that keeps every statement that it is asked, with its parameters."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.heard: list[tuple[Query, Mapping[str, object]]] = []

    def read(self, query: Query, parameters: Mapping[str, object]) -> list[dict[str, object]]:
        self.heard.append((query, parameters))
        return self._store.read(query, parameters)


@pytest.mark.parametrize(
    "name",
    [
        "x' OR 1=1 //",
        "'}) DETACH DELETE d //",
        "\\' RETURN 1",
        "`n`",
        "$document",
        "*/ MATCH (n)",
        "\u0027 OR true",
        "|" * 9,
    ],
)
def test_nothing_of_a_question_gets_into_a_statement(loaded: Store, name: str) -> None:
    """Every statement is a file's as it is; what was asked is in the parameters alone."""
    files = {query.text for query in load_queries().values()}
    for question in (
        f"Văn bản nào viện dẫn Nghị quyết 121/2020/QH14 {name}",
        f"nhiệm vụ nào liên quan đến {name}",
        f"documents about {name}",
        f"Sở Y tế {name} phải làm gì",
    ):
        overheard = Overheard(loaded)
        with suppress(UnreadQuestionError, UnknownNameError, AmbiguousNameError):
            answer(overheard, question, [name], today=TODAY)  # type: ignore[arg-type]
        assert {query.text for query, _ in overheard.heard} <= files
