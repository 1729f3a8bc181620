"""A reader of the pages: a window of Chromium, what one does in it, and what must hold wherever one goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from window import FLAGS, PATIENCE, chromium

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# WCAG 2.2, A and AA, and what axe-core takes for good practice.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A status that a page is meant to have is told on the console too.
_MEANT = re.compile(r"status of (404|409|422|503)")
_WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scrolled, .hidden, .skip"))
  .map((one) => one.outerHTML.slice(0, 160))"""


@contextmanager
def chrome() -> Iterator[Browser]:
    """Chromium, as it is on this machine."""
    with sync_playwright() as playwright:
        sandbox = os.geteuid() != 0
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS), chromium_sandbox=sandbox)
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """Somebody who reads the pages of a service. What the console complains of, and who else is asked, is kept."""

    def __init__(self, context: BrowserContext, service: str) -> None:
        self.service = service
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.page.on("console", lambda one: self._hear(one.type, one.text))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.page.on("request", lambda one: self._note(one.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not _MEANT.search(text):
            self.complaints.append(text)

    def _note(self, address: str) -> None:
        if not address.startswith((self.service, "data:")):
            self.strangers.append(address)

    def go(self, path: str) -> Page:
        """Go to a page."""
        self.page.goto(self.service + path)
        return self.page

    @property
    def path(self) -> str:
        """Where the reader is."""
        return urlsplit(self.page.url).path

    def search(self, text: str) -> None:
        """Type words into the search box and press Enter."""
        box = self.page.get_by_role("searchbox").first
        box.fill(text)
        box.press("Enter")
        self.page.wait_for_load_state()

    def cells(self, table: Locator) -> list[list[str]]:
        """The words of a table, a list for each row of its body."""
        rows = table.locator("tbody tr")
        return [[" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()] for row in rows.all()]

    def wider(self) -> list[str]:
        """What reaches over the right edge of the window, but for what scrolls by itself."""
        found: list[str] = self.page.evaluate(_WIDER)
        sideways = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return found or (["the page scrolls sideways"] if sideways else [])

    def barriers(self) -> list[dict[str, Any]]:
        """What keeps people from using the page, by axe-core: contrast, labels, landmarks, the order of headings."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [{one["id"]: [node["html"][:200] for node in one["nodes"]]} for one in found]

    def keep(self, folder: Path | None, name: str) -> None:
        """Keep a picture of the whole page, where a folder is given for them."""
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png", full_page=True)
