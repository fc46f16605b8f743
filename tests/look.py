"""`python -m tests.look`: a picture of every page, at 1440 and 390 pixels wide, under var/look.

Starts its own server, or looks at the one that DTI_LOOK_URL names. `--lang es` for another language, names of pages
(`map upload`) for some of them only.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from pages.parts.frame import PAGES
from tests.browser.server import FLAGS, ROOT, running
from tests.needs import CHROMIUM, program

WIDTHS = (1440, 390)
# The tallest picture; a longer page is cut here.
_TALLEST = 6000


def settle(page: Page) -> None:
    """Wait until the page's heading is there and nothing runs or is being drawn any more."""
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    # Not wait_for_function: the page's own policy forbids the eval behind it.
    for busy in ("stStatusWidget", "stSkeleton", "stProgress"):
        expect(page.get_by_test_id(busy)).to_have_count(0, timeout=60_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)


def height(page: Page) -> int:
    """Height of the whole content: Streamlit scrolls a container inside the window, not the window."""
    return page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")


def look(page: Page, url: str, width: int, picture: Path) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)
    settle(page)
    page.set_viewport_size({"width": width, "height": min(max(900, height(page)), _TALLEST)})
    page.wait_for_timeout(700)
    page.screenshot(path=picture)


@contextmanager
def address() -> Iterator[str]:
    """Of the server to look at."""
    if url := os.environ.get("DTI_LOOK_URL"):
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        yield server.url


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.look", description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"of {', '.join(PAGES)}; all without")
    parser.add_argument("--lang", default="vi", choices=("vi", "en", "es"))
    parser.add_argument("--dark", action="store_true", help="in the dark theme")
    asked = parser.parse_args()
    if unknown := set(asked.pages) - set(PAGES):
        parser.error(f"no page named {', '.join(sorted(unknown))}; there are {', '.join(PAGES)}")
    folder = Path(os.environ.get("DTI_DATA") or ROOT / "var") / "look"
    folder.mkdir(parents=True, exist_ok=True)
    scheme = "dark" if asked.dark else "light"
    with address() as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(*CHROMIUM), args=FLAGS)
        for name in asked.pages or PAGES:
            for width in WIDTHS:
                page = chromium.new_page(color_scheme=scheme)
                picture = folder / f"{name}-{asked.lang}{'-dark' if asked.dark else ''}-{width}.png"
                look(page, f"{url}/{name}?lang={asked.lang}", width, picture)
                page.close()
                print(picture)
        chromium.close()


if __name__ == "__main__":
    main()
