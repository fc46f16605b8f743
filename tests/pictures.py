"""`python -m tests.pictures`: draws the pictures of the guides anew, under docs/pictures, from demonstration data.

Starts its own server with an account that has every role, does what the guides tell, and keeps what is to be seen.
"""

import argparse
import base64
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect, sync_playwright

from scoring import load_units
from scoring.register import units_workbook
from scoring.units import DATA
from tests.browser.server import FLAGS, ROOT, running
from tests.browser.signed_in import everybody_s_session
from tests.browser.test_analyst import spoiled
from tests.browser.test_main_job import SLOW, choose, settled
from tests.look import settle
from tests.needs import CHROMIUM, program
from tests.store.made import renamed

FOLDER = ROOT / "docs" / "pictures"
WIDE, HIGH = 1200, 860
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CALM = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent }"


def send(page: Page, content: bytes, name: str, framework: str) -> None:
    """Give the upload page a file, and wait until all is said of it."""
    page.goto("/upload?lang=en")
    settle(page)
    choose(page, "Framework", framework)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": _XLSX, "buffer": content})
    expect(page.get_by_role("tab", name="Data quality")).to_be_visible(timeout=SLOW)
    settled(page)


def problems(page: Page) -> None:
    send(page, spoiled(), "month-6.xlsx", "Illustration: components under")
    expect(page.get_by_text("What is wrong and how to mend it").first).to_be_attached(timeout=SLOW)
    page.wait_for_timeout(1000)  # the list is laid out below what is looked at
    page.get_by_text("Errors to mend").evaluate("said => said.scrollIntoView({block: 'center'})")


def quality(page: Page) -> None:
    page.get_by_role("tab", name="Data quality").click()
    settled(page)


def changes(page: Page) -> None:
    """Of May with some figures revised."""
    book, buffer = openpyxl.load_workbook(DATA / "demo" / "ministry-other-2023-05.xlsx"), io.BytesIO()
    for row in book["Dữ liệu"].iter_rows(min_row=3, max_row=6, min_col=4, max_col=6):
        for cell in row:
            if isinstance(cell.value, int | float):
                cell.value = round(cell.value * 0.9, 2)
    book.save(buffer)
    send(page, buffer.getvalue(), "month-5.xlsx", "Illustration: ministries without")
    tab = page.get_by_role("tab", name="What would change")
    tab.click()
    settled(page)
    tab.evaluate("tab => tab.scrollIntoView({block: 'start'})")


def mine(page: Page) -> None:
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("button", name="Send for review")).to_be_visible(timeout=SLOW)
    page.goto("/upload?lang=en&do=mine")
    settle(page)


def units(page: Page) -> None:
    """With a ministry under another name."""
    changed = renamed("Bộ Tài chính (ví dụ)", "MOF", of=load_units())
    page.goto("/upload?lang=en&do=units")
    settle(page)
    file = {"name": "units.xlsx", "mimeType": _XLSX, "buffer": units_workbook(changed, "en")}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("button", name="Send for review")).to_be_visible(timeout=SLOW)
    settled(page)


def opened(address: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        page.goto(address)
        settle(page)

    return show


# In this order: a picture may go on where the one before it ended.
PICTURES: dict[str, Callable[[Page], None]] = {
    "rankings": opened("/rankings?lang=en"),
    "problems": problems,
    "quality": quality,
    "changes": changes,
    "mine": mine,
    "units": units,
    "approval": opened("/approval?lang=en"),
    "press": opened("/press?lang=en"),
    "operation": opened("/watch?lang=en"),
}


def take(page: Page, path: Path) -> None:
    """What the window shows, as WebP."""
    page.add_style_tag(content=_CALM)
    page.mouse.move(1, 1)  # over nothing that answers
    page.wait_for_timeout(500)
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": 70})
    path.write_bytes(base64.b64decode(taken["data"]))
    session.detach()


def draw(folder: Path) -> None:
    """Every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(*CHROMIUM), args=FLAGS)
        context = chromium.new_context(
            base_url=server.url, viewport={"width": WIDE, "height": HIGH}, color_scheme="light", bypass_csp=True
        )
        page = context.new_page()
        page.goto("/rankings?lang=en")
        settle(page)  # the tables are there, so accounts can be
        context.add_cookies([everybody_s_session(server)])
        for name, show in PICTURES.items():
            show(page)
            take(page, folder / f"{name}.webp")
            print(folder / f"{name}.webp")
        chromium.close()


def main() -> None:
    argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__.splitlines()[0]).parse_args()
    draw(FOLDER)


if __name__ == "__main__":
    main()
