"""Neo4j Browser as a person uses it: a window of Chromium with what one does in it."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect, sync_playwright

# Nothing of the page or of Chromium itself is to be looked for outside this machine.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
SIZE = {"width": 1400, "height": 900}
PATIENCE = 60_000  # milliseconds, on a machine that is busy with a server or two
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  return transfer;
}"""


def chromium() -> str | None:
    """The Chromium or Chrome of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def opened(address: str, failed: Path) -> Iterator[Window]:
    """A window with nothing remembered, at this address; what it shows when the block fails is kept in a picture."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium cannot have its sandbox.
        sandbox = os.geteuid() != 0
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS), chromium_sandbox=sandbox)
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        try:
            yield Window(page)
        except BaseException:
            page.screenshot(path=failed)
            print(f"The window as it was: {failed}")  # noqa: T201 - for the report of the test
            raise
        finally:
            browser.close()


class Window:
    """Neo4j Browser 5 and what a person does in it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def log_in(self, password: str) -> None:
        """Fill in what the address did not, and wait until the editor takes statements."""
        # The form first shows where a Neo4j is by default, and only then what the address says.
        named = urlsplit(parse_qs(urlsplit(self.page.url).query)["connectURL"][0])
        expect(self.page.get_by_test_id("boltaddress")).to_have_value(f"{named.hostname}:{named.port}")
        self.page.get_by_test_id("password").fill(password)
        self.page.get_by_test_id("connect").click()
        expect(self.page.get_by_test_id("password")).to_be_hidden()
        expect(self.page.get_by_test_id("disconnectedBanner")).to_be_hidden()

    def drop(self, name: str, content: bytes) -> None:
        """Drop a file on the window."""
        transfer = self.page.evaluate_handle(DROP, [name, base64.b64encode(content).decode()])
        self.page.dispatch_event(".filedrop", "drop", {"dataTransfer": transfer})

    def open_favourites(self, folder: str) -> None:
        """Unfold a folder of the favourites in the drawer on the left."""
        self.page.get_by_test_id("navigationFavorites").click()
        self.page.get_by_test_id(f"expandFolder-{folder}").click()

    def choose(self, favourite: str) -> None:
        """Put a favourite into the editor."""
        self.page.get_by_text(favourite, exact=True).first.click()

    def write(self, text: str) -> None:
        """Put a text into the editor."""
        self.page.get_by_test_id("activeEditor").locator(".monaco-editor").first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def run(self) -> Locator:
        """Run what is in the editor: the frame that it gives."""
        self.page.get_by_test_id("editor-Run").click()
        return self.frame()

    def frame(self) -> Locator:
        """The newest frame."""
        return self.page.get_by_test_id("frame").first

    def enlarge(self) -> None:
        """Give the newest frame the whole window, and its drawing all of the frame."""
        self.frame().get_by_title("Fullscreen").first.click()
        self.page.wait_for_timeout(1500)  # until the drawing has come to rest
        self.frame().get_by_role("button", name="zoom-to-fit").click()

    def keep(self, folder: Path | None, name: str) -> None:
        """Keep a picture of the window, where a folder is given for them."""
        if folder is not None:
            self.page.wait_for_timeout(1000)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png")
