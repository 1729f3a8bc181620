"""A researcher's first minutes with Neo4j Browser, the same on the embedded database and on Neo4j."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from place import Place
from playwright.sync_api import Locator, expect
from window import Window

from api import kit
from graph.queries import load_queries, run

RESOLUTION = "nq-121-2020-qh14"


def test_a_favourite_is_drawn_in_the_colours_of_the_style(place: Place, window: Window, pictures: Path | None) -> None:
    _take_kit(place, window)
    window.open_favourites(kit.PICTURES)
    window.choose(kit.pictures()["draw_implementing"].title)
    frame = window.run()
    drawn = _drawn(frame)
    plans = run(place.store, "plans_implementing", {"document": RESOLUTION})
    assert len(drawn) > len({row["plan"] for row in plans}) > 0
    assert _colour_of(drawn, "121/2020") == _style("Resolution")
    assert set(drawn.values()) == {_style(label) for label in ("Plan", "Decision", "Resolution")}
    window.enlarge()
    window.keep(pictures, f"implementing-{place.name}")


def test_duties_are_drawn_between_bodies_and_documents(place: Place, window: Window, pictures: Path | None) -> None:
    _take_kit(place, window)
    window.open_favourites(kit.PICTURES)
    window.choose(kit.pictures()["draw_obligations"].title)
    drawn = _drawn(window.run())
    assert _colour_of(drawn, "SởYtế") == _style("Agency")
    assert {_style("Obligation"), _style("Plan")} <= set(drawn.values())
    window.enlarge()
    window.keep(pictures, f"obligations-{place.name}")


def test_a_favourite_gives_the_table_that_the_service_gives(place: Place, window: Window) -> None:
    _take_kit(place, window)
    window.open_favourites(kit.QUESTIONS)
    window.choose(load_queries()["plans_implementing"].title)
    frame = window.run()
    rows = httpx.get(f"{place.service}/queries/plans_implementing", params={"document": RESOLUTION}).json()["rows"]
    expect(frame.locator("[data-testid=frameStatusbar], .statusbar")).to_contain_text(f"{len(rows)} record")


def test_the_guide_leads_to_the_first_question(place: Place, window: Window, pictures: Path | None) -> None:
    _take_kit(place, window)
    window.write(f":play {place.service}/kit/{kit.GUIDE}")
    guide = window.run()
    expect(guide).to_contain_text("What is here")
    window.keep(pictures, f"guide-{place.name}")
    guide.get_by_test_id("nextSlide").click()
    guide.get_by_test_id("nextSlide").click()
    expect(guide).to_contain_text("Which plans implement Resolution 121/2020/QH14?")
    guide.locator("pre.runnable").first.click()
    assert _colour_of(_drawn(window.run()), "121/2020") == _style("Resolution")


@pytest.mark.parametrize("file", ["favourites", "guide"])
def test_every_statement_of_the_kit_runs_and_finds_something(place: Place, file: str) -> None:
    """As it stands there, without parameters; what is to be drawn is there to be drawn."""
    statements = _favourites(place) if file == "favourites" else _guided(place)
    empty = [name for name, statement in statements.items() if not _rows(place, statement)]
    assert statements
    assert not [name for name in empty if name in kit.pictures() or file == "guide"]


def _take_kit(place: Place, window: Window) -> None:
    """Drop the style sheet and the favourites on the window, as the service gives them."""
    window.drop(kit.STYLE, httpx.get(f"{place.service}/kit/{kit.STYLE}").content)
    expect(window.frame()).to_contain_text("node.Agency")
    window.drop(kit.FAVOURITES, httpx.get(f"{place.service}/kit/{kit.FAVOURITES}").content)


def _drawn(frame: Locator) -> dict[str, str]:
    """The colour of every node that a frame draws, by its caption without spaces, of which as much as fits is shown."""
    said = re.compile(r"Displaying (\d+) nodes")
    expect(frame).to_contain_text(said)
    number = said.search(frame.inner_text())
    assert number
    nodes = frame.locator("g.node")
    expect(nodes).to_have_count(int(number[1]))
    found = {}
    for node in nodes.all():
        caption = "".join("".join(node.locator("text").all_text_contents()).split())
        found[caption] = str(node.locator("circle.b-outline").get_attribute("fill"))
    return found


def _colour_of(drawn: dict[str, str], beginning: str) -> str:
    """The colour of the node whose caption begins like this."""
    return next(colour for caption, colour in drawn.items() if caption.startswith(beginning))


def _style(label: str) -> str:
    found = re.search(rf"node\.{label} {{[^}}]*?\n  color: (#\w+);", kit.style())
    assert found
    return found[1]


def _favourites(place: Place) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(httpx.get(f"{place.service}/kit/{kit.FAVOURITES}").content)) as archive:
        return {Path(name).stem: archive.read(name).decode() for name in archive.namelist()}


def _guided(place: Place) -> dict[str, str]:
    page = httpx.get(f"{place.service}/kit/{kit.GUIDE}").text
    found = re.findall(r"<pre [^>]*>(.*?)</pre>", page, re.DOTALL)
    marks = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
    return {f"block {number}": re.sub("|".join(marks), lambda m: marks[m[0]], one) for number, one in enumerate(found)}


def _rows(place: Place, statement: str) -> list[dict[str, Any]]:
    return place.store.read(replace(kit.pictures()["draw_graph"], text=statement), {})
