"""The pages as a reader goes through them, on the samples, the same on the embedded database and on Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest
from place import Place
from playwright.sync_api import Browser, expect
from reader import NARROW, WIDE, Reader, chrome

from graph.queries import load_queries, run

RESOLUTION = "nq-121-2020-qh14"
HEALTH = "so-y-te.quang-ngai"
Opens = Callable[..., Reader]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chrome() as browser:
        yield browser


@pytest.fixture
def opens(place: Place, browser: Browser) -> Iterator[Opens]:
    """`opens(locale="en-GB")` is a reader with nothing remembered; none may meet a complaint or a stranger."""
    readers, contexts = [], []

    def open_one(**how: Any) -> Reader:
        context = browser.new_context(**({"viewport": WIDE, "locale": "vi-VN"} | how))
        contexts.append(context)
        readers.append(Reader(context, place.service))
        return readers[-1]

    yield open_one
    for context in contexts:
        context.close()
    assert [one.complaints for one in readers if one.complaints] == []
    assert [one.strangers for one in readers if one.strangers] == []


@pytest.fixture
def reader(opens: Opens) -> Reader:
    return opens()


def sample(place: Place, words: str) -> str:
    """The id of the sample whose title has these words."""
    rows = run(place.store, "find_documents", {"text": words, "limit": 50, "offset": 0})
    (found,) = (row["id"] for row in rows if row["status"] == "ingested")
    return str(found)


def ask(place: Place, query: str, **given: object) -> list[dict[str, Any]]:
    """What the interface answers to a question."""
    answer = httpx.get(f"{place.service}/queries/{query}", params=given, timeout=60)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


# Finding


def test_words_that_name_several_bodies_give_them_to_choose_from(place: Place, reader: Reader) -> None:
    reader.go("/")
    reader.search("so y te")
    named = reader.page.get_by_role("region", name="“so y te”").first
    expect(named.get_by_role("link")).to_have_count(2)
    named.get_by_role("link", name="Quảng Ngãi").click()
    assert reader.path == f"/pages/agencies/{HEALTH}"
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Sở Y tế")


@pytest.mark.parametrize("words", ["121/2020/QH14", "nghi quyet 121", "Resolution 121/2020/QH14", "NQ 121/2020/QH14"])
def test_a_document_is_found_by_any_name(reader: Reader, words: str) -> None:
    reader.go("/pages/search")
    reader.search(words)
    reader.page.get_by_role("region").first.get_by_role("link").first.click()
    assert reader.path == f"/pages/documents/{RESOLUTION}"


def test_a_list_is_narrowed_and_widened(place: Place, reader: Reader) -> None:
    total = run(place.store, "find_documents", {"text": "", "limit": 500, "offset": 0})
    kinds = [row["type"] for row in total]
    reader.go("/pages/search")
    facet = reader.page.get_by_role("complementary").get_by_role("link", name=f"Quyết định {kinds.count('Quyết định')}")
    facet.click()
    shown = reader.page.locator("ol.results > li")
    expect(shown).to_have_count(kinds.count("Quyết định"))
    assert all("Quyết định" in one for one in shown.all_inner_texts())
    reader.page.get_by_role("complementary").locator("[aria-current]").click()
    expect(shown).to_have_count(min(len(total), 50))


def test_what_nothing_is_called_leads_to_the_nearest(reader: Reader) -> None:
    reader.go("/")
    reader.search("1427/QĐ-TTg")
    reader.page.get_by_role("link", name="Quyết định 1472/QĐ-TTg").first.click()
    reader.page.get_by_role("region").first.get_by_role("link", name="1472/QĐ-TTg").click()
    assert "1472" in reader.path


def test_an_example_question_is_answered(place: Place, reader: Reader) -> None:
    reader.go("/")
    reader.page.get_by_role("link", name="Kế hoạch nào triển khai Nghị quyết 121/2020/QH14?").click()
    rows = ask(place, "plans_implementing", document=RESOLUTION)
    expect(reader.page.get_by_role("heading", name=f"Kết quả: {len(rows)} dòng")).to_be_visible()


# A document


def test_a_text_stands_whole_with_all_its_finds(place: Place, reader: Reader, pictures: Path | None) -> None:
    document = sample(place, "van quan 2024")
    page = reader.go(f"/pages/documents/{document}")
    found = run(place.store, "document_finds", {"document": document})
    duties = [row for row in found if row["kind"] == "duty"]
    text = page.locator(".text")
    assert text.locator(".badge:not(.task)").count() == len(duties) == page.locator("#duties ~ table tbody tr").count()
    assert text.locator(".badge.task").count() == sum(row["kind"] == "task" for row in found)
    cited = {row["leads_to"][0]["id"] for row in found if row["kind"] == "citation" and row["leads_to"]}
    links = {quote(one, safe="") for one in cited}
    assert {str(one.get_attribute("href")).rpartition("/")[2] for one in text.locator("a.citation").all()} == links
    # But for the badges it is the text itself, line by line.
    (source,) = run(place.store, "document_text", {"document": document})
    page.evaluate("document.querySelectorAll('.badge').forEach((one) => one.remove())")
    lines = [line for line in source["text"].split("\n") if line.strip()]
    assert text.locator("p").all_text_contents() == lines
    reader.go(f"/pages/documents/{document}")
    reader.keep(pictures, f"document-{place.name}")


def test_each_find_in_a_text_leads_where_it_says(place: Place, reader: Reader) -> None:
    document = sample(place, "van quan 2024")
    page = reader.go(f"/pages/documents/{document}")
    page.locator(".text a.citation", has_text="121/2020/QH14").first.click()
    assert reader.path == f"/pages/documents/{RESOLUTION}"
    page.go_back()
    page.locator(".text a.body", has_text="Thủ tướng Chính phủ").first.click()
    assert reader.path == "/pages/agencies/thu-tuong-chinh-phu"
    page.go_back()
    page.locator(".text a.deadline").first.click()
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    row.get_by_role("link").first.click()
    expect(page.locator(".anchor:target + *")).to_be_in_viewport()


def test_a_chain_is_drawn_and_each_step_quoted(place: Place, reader: Reader, pictures: Path | None) -> None:
    page = reader.go(f"/pages/documents/{RESOLUTION}")
    steps = ask(place, "document_chains", document=RESOLUTION)
    ends = {quote(end, safe="") for row in steps for end in (row["source"], row["target"])}
    boxes = page.locator("svg.chain a", has=page.locator("rect"))
    assert {str(box.get_attribute("href")).rpartition("/")[2] for box in boxes.all()} == ends
    assert page.locator("svg.chain circle").count() == len(steps) > 3
    assert page.locator("ol.steps blockquote").all_inner_texts() == [row["quote"] for row in steps]
    page.locator("svg.chain a", has=page.locator("circle")).first.click()
    expect(page.locator("li:target")).to_be_in_viewport()
    page.locator("li:target p a").first.click()
    # The words stand there in the text that says them.
    start = int(urlsplit(page.url).fragment.removeprefix("at-"))
    said = next(row for row in steps if row["start"] == start and quote(row["asserted_by"], safe="") in page.url)
    assert said["quote"].split()[0] in page.locator(".text p", has=page.locator(f"#at-{start}")).inner_text()
    reader.go(f"/pages/documents/{RESOLUTION}")
    reader.keep(pictures, f"chain-{place.name}")


# A body, a plan


def test_a_body_has_its_duties_as_a_table_and_its_deadlines_in_time(
    place: Place, reader: Reader, pictures: Path | None
) -> None:
    page = reader.go(f"/pages/agencies/{HEALTH}")
    duties = ask(place, "obligations_of_agency", agency=HEALTH)
    shown = reader.cells(page.locator("#duties ~ table"))
    assert [row[1] for row in shown] == [" ".join(row["text"].split()) for row in duties]
    assert [row[5] for row in shown] == [row["through"] or "" for row in duties]
    places = page.locator("#duties ~ table td:nth-child(5) a:first-child")
    assert [str(one.get_attribute("href")) for one in places.all()] == [
        f"/pages/documents/{quote(row['document'], safe='')}#at-{row['start']}" for row in duties
    ]
    due = ask(place, "deadlines_between", agency=HEALTH, **{"from": "2024-01-01", "to": "2024-12-31"})
    assert page.locator("svg.chart circle").count() == len(due) > 0
    page.locator("svg.chart a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr:target time")).to_have_attribute("datetime", due[0]["due"])
    places.first.click()
    expect(page.locator(".anchor:target + *")).to_be_in_viewport()
    reader.go(f"/pages/agencies/{HEALTH}")
    reader.keep(pictures, f"body-{place.name}")


def test_the_time_that_is_looked_at_can_be_changed(place: Place, reader: Reader) -> None:
    page = reader.go(f"/pages/agencies/{HEALTH}")
    page.get_by_label("đến ngày").fill("2024-06-30")
    page.get_by_role("button", name="Xem").click()
    due = ask(place, "deadlines_between", agency=HEALTH, **{"from": "2024-01-01", "to": "2024-06-30"})
    expect(page.locator("#due ~ table tbody tr")).to_have_count(len(due))
    assert len(due) < page.locator("#duties ~ table tbody tr").count()


def test_a_body_is_given_as_files(place: Place, reader: Reader) -> None:
    page = reader.go(f"/pages/agencies/{HEALTH}")
    for name, media in (
        ("CSV", "text/csv"),
        ("Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("Đưa các thời hạn vào lịch (ICS)", "text/calendar"),
    ):
        answer = httpx.get(place.service + str(page.get_by_role("link", name=name).first.get_attribute("href")))
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, media)


def test_the_coverage_of_a_plan(place: Place, reader: Reader, pictures: Path | None) -> None:
    document = sample(place, "quang ngai 2024")
    reader.go(f"/pages/documents/{document}").get_by_role("link", name="Phân công và thời hạn").click()
    page = reader.page
    bodies = ask(place, "agencies_of_plan", document=document)
    assert page.locator("svg.chart rect + text").all_text_contents() == [
        str(row["duties"]) for row in reversed(bodies) if row["duties"]
    ]
    shown = reader.cells(page.locator("#bodies ~ table"))
    assert [row[1:] for row in shown] == [
        [str(row[column]) for column in ("duties", "lead", "as_member", "partner_in", "receives")] for row in bodies
    ]
    tasks = ask(place, "unassigned_tasks", document=document)
    assert page.locator("#tasks ~ ul.passages li span").all_inner_texts() == [row["text"] for row in tasks]
    due = ask(place, "deadlines_between", document=document, **{"from": "2024-01-01", "to": "2024-12-31"})
    assert [
        row[1].startswith(one["text"][:40])
        for row, one in zip(reader.cells(page.locator("#due ~ table")), due, strict=True)
    ]
    page.locator("svg.chart a").last.click()
    assert reader.path.startswith("/pages/agencies/") or "#due-" in page.url
    reader.go(f"/pages/coverage/{document}")
    reader.keep(pictures, f"coverage-{place.name}")


# Questions


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_every_question_has_a_form_that_answers_as_the_interface_does(place: Place, reader: Reader, name: str) -> None:
    query = load_queries()[name]
    page = reader.go(f"/pages/queries/{name}")
    expect(page.get_by_role("heading", level=1)).to_have_text(query.title_vi)
    kinds = {"string": ("text", "search"), "integer": ("number",), "date": ("date",), "boolean": ("checkbox",)}
    for parameter in query.parameters:
        assert page.locator(f"[name={parameter.name}]").get_attribute("type") in kinds[parameter.type]
    given = {one.name: one.default for one in query.parameters if one.default not in (None, "")}
    answer = httpx.get(f"{place.service}/queries/{name}", params=given, timeout=60)
    if query.parameters:
        page.get_by_role("button", name="Hỏi").click()
    if answer.status_code != 200:  # the samples have nothing of the example's name
        expect(page.locator("p.kind").first).to_have_text(str(answer.status_code))
        return
    rows = answer.json()["rows"]
    expect(page.get_by_role("heading", name=f"Kết quả: {len(rows)} dòng")).to_be_visible()
    expect(page.locator("#answer ~ .scrolled > table > tbody > tr")).to_have_count(min(len(rows), 200))


# A question with a slip, two bodies and a word that is not understood; and one with a name that two documents have.
SLIP = "What do the Departmnt of Health and the police of Hưng Yên owe in Ruritania?"
SEVERAL = "Văn bản nào thực hiện Quyết định 06/QĐ-TTg?"


def test_a_question_is_asked_in_words_and_shows_how_it_was_read(opens: Opens) -> None:
    reader = opens(locale="en-GB")
    page = reader.go("/")
    page.get_by_label("A question in Vietnamese or English").fill(SLIP)
    page.keyboard.press("Enter")
    page.wait_for_url("**/pages/ask?**")
    expect(page.locator("mark.mended")).to_have_text("Departmnt")
    expect(page.locator("mark.left")).to_have_text("Ruritania")
    assert page.locator("mark.understood").all_inner_texts() == [" of Health", "police of Hưng Yên"]
    expect(page.get_by_role("note")).to_contain_text("Ruritania")
    duties = [
        row for body in ("so-y-te.hung-yen", "cong-an.hung-yen") for row in asked_for(reader, agency=body, sets="false")
    ]
    expect(page.get_by_role("heading", name=f"Answer: {len(duties)} rows")).to_be_visible()
    page.get_by_text("The same asked by name, and its Cypher").click()
    expect(page.locator("pre")).to_contain_text("MATCH")
    page.get_by_role("link", name="What does a body owe?").click()
    assert reader.path == "/pages/queries/obligations_of_agency"


def asked_for(reader: Reader, **given: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{reader.service}/queries/obligations_of_agency", params=given, timeout=60)
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def test_of_several_of_one_name_one_is_chosen_by_key(reader: Reader) -> None:
    page = reader.go("/pages/ask")
    page.get_by_label("Câu hỏi bằng tiếng Việt hoặc tiếng Anh").fill(SEVERAL)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    choice = page.get_by_role("region", name="Có nhiều mục mang tên này").get_by_role("link")
    expect(choice).to_have_count(2)
    choice.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Câu hỏi được hiểu là")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["choose"][0].startswith("qd-06-qd-ttg-")


def test_a_question_that_is_not_understood_leads_to_what_can_be_asked(reader: Reader) -> None:
    page = reader.go("/pages/ask?q=vi+sao")
    expect(page.get_by_role("alert")).to_contain_text("Không hiểu được câu hỏi này")
    page.get_by_role("link", name="Sở Y tế phải làm những gì?").click()
    expect(page.get_by_role("heading", name="Câu hỏi được hiểu là")).to_be_visible()


def test_a_value_that_cannot_be_read_is_said_beside_the_form(reader: Reader) -> None:
    page = reader.go("/pages/queries/deadlines_between?from=soon&to=2024-01-01")
    expect(page.get_by_role("alert")).to_contain_text("'soon' is no date")
    expect(page.get_by_label("Đến ngày")).to_have_value("2024-01-01")


# The graph


def test_what_is_around_a_thing_is_drawn_and_listed(place: Place, reader: Reader, pictures: Path | None) -> None:
    page = reader.go(f"/pages/graph?id={HEALTH}")
    near = {row["id"] for row in ask(place, "neighbours", id=HEALTH, limit=80)}
    expect(page.locator("#drawing")).to_have_attribute("data-drawn", str(len(near) + 1))
    assert page.locator("#drawing canvas").count() > 0
    assert page.locator("#list ~ ul > li").count() == len(near) > 5
    reader.keep(pictures, f"graph-{place.name}")
    page.get_by_role("link", name="Xem xung quanh").first.click()
    expect(page.locator("#drawing[data-drawn]")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["id"] != [HEALTH]


def test_a_node_that_is_chosen_says_what_it_is(reader: Reader) -> None:
    page = reader.go(f"/pages/graph?id={HEALTH}")
    expect(page.locator("#drawing[data-drawn]")).to_be_visible()
    box = page.locator("#drawing").bounding_box()
    assert box
    told = page.locator("#pointed a")
    for across in range(20, int(box["width"]) - 20, 24):  # somewhere on the way there is a node
        for down in range(20, int(box["height"]) - 20, 24):
            page.mouse.click(box["x"] + across, box["y"] + down)
            if told.count():
                assert "/pages/" in str(told.first.get_attribute("href"))
                return
    pytest.fail("no node was found")


# Errors


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/pages/agencies/so%20y%20te", 409, "Có nhiều mục mang tên này"),
        ("/pages/documents/1427%2FQ%C4%90-TTg", 404, "Không tìm thấy"),
        ("/pages/graph?id=nothing", 404, "Không tìm thấy"),
        ("/pages/nothing/here", 404, "Không tìm thấy"),
        ("/pages/queries/plan_implementing", 404, "Không tìm thấy"),
        ("/pages/graph", 422, "Không đọc được yêu cầu"),
        ("/pages/search?q=" + "x" * 301, 422, "Không đọc được yêu cầu"),
    ],
)
def test_an_error_is_a_page_that_leads_on(reader: Reader, path: str, status: int, said: str) -> None:
    page = reader.go(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    expect(page.locator("p.kind")).to_have_text(str(status))
    assert "Traceback" not in page.content()
    expect(page.get_by_role("searchbox")).to_be_visible()
    if status == 409:
        page.get_by_role("link", name="Quảng Ngãi").click()
        assert reader.path == f"/pages/agencies/{HEALTH}"


# Languages, keys, phones


def test_the_language_is_the_readers_and_stays_what_was_chosen(opens: Opens) -> None:
    english = opens(locale="en-GB")
    english.go("/")
    assert english.page.locator("html").get_attribute("lang") == "en"
    english.page.get_by_role("link", name="Tiếng Việt").click()
    expect(english.page.get_by_role("heading", level=1)).to_have_text("Ai phải làm gì, bao giờ, theo văn bản nào")
    english.go("/pages/queries")
    assert english.page.locator("html").get_attribute("lang") == "vi"
    vietnamese = opens(locale="fr-FR")
    vietnamese.go("/")
    assert vietnamese.page.locator("html").get_attribute("lang") == "vi"


def test_a_page_is_read_without_a_mouse(reader: Reader) -> None:
    page = reader.go("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("so y te quang ngai")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pages/search?**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.name"))
        if seen[-1] == f"/pages/agencies/{HEALTH}":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pages/agencies/{HEALTH}")
    assert seen[0] == "q"


def test_nothing_but_the_drawing_needs_a_script(place: Place, opens: Opens) -> None:
    reader = opens(java_script_enabled=False)
    reader.go("/")
    reader.page.get_by_role("searchbox").fill("121/2020/QH14")
    reader.page.get_by_role("search").get_by_role("button").click()
    reader.page.get_by_role("region").first.get_by_role("link").first.click()
    assert reader.path == f"/pages/documents/{RESOLUTION}"
    reader.go(f"/pages/graph?id={RESOLUTION}")
    assert reader.page.locator("#list ~ ul > li").count() > 3


def every_page(place: Place) -> dict[str, str]:
    plan = sample(place, "quang ngai 2024")
    return {
        "home": "/",
        "search": "/pages/search?q=so+y+te",
        "all": "/pages/search",
        "document": f"/pages/documents/{plan}",
        "cited": f"/pages/documents/{RESOLUTION}",
        "body": f"/pages/agencies/{HEALTH}",
        "coverage": f"/pages/coverage/{plan}",
        "questions": "/pages/queries",
        "question": f"/pages/queries/plans_implementing?document={RESOLUTION}",
        "due": "/pages/queries/deadlines_between?from=2024-01-01&to=2024-12-31&asked=1",
        "graph": f"/pages/graph?id={HEALTH}",
        "ask": "/pages/ask",
        "asked": f"/pages/ask?{urlencode({'q': SLIP})}",
        "choice": f"/pages/ask?{urlencode({'q': SEVERAL})}",
        "unread": "/pages/ask?q=why",
        "several": "/pages/agencies/so%20y%20te",
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_fits_and_is_for_everybody(
    place: Place, opens: Opens, pictures: Path | None, size: dict[str, int], lang: str
) -> None:
    reader = opens(viewport=size)
    for name, path in every_page(place).items():
        reader.go(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        reader.page.wait_for_load_state()
        assert reader.wider() == [], name
        assert reader.barriers() == [], name
        assert reader.page.locator("h1").count() == 1, name
        reader.keep(pictures, f"{name}-{lang}-{size['width']}-{place.name}")
