"""What a reader waits for in Chromium: the first view, a further page, the map; each until its figures are drawn."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from tests.browser.server import FLAGS, running
from tests.needs import CHROMIUM, program

Row = tuple[float, str, float, str]
TIMES = 3
# What stands on a page once its figures are drawn.
DRAWN = {
    "overview": ".drawing svg circle",
    "rankings": "[data-testid=stDataFrame] canvas",
    "map": ".choropleth path",
}


def first_view() -> Row:
    """Seconds from an empty browser cache to the first page with its figures, of a server that is warm."""
    return _measured()["first"], "seconds", 2.5, "lower"


def navigation() -> Row:
    """Seconds from a click in the menu to the ranking's table."""
    return _measured()["next"], "seconds", 1, "lower"


def map_page() -> Row:
    """Seconds from a click in the menu to plotly's map."""
    return _measured()["map"], "seconds", 1.5, "lower"


@cache
def _measured() -> dict[str, float]:
    found: dict[str, list[float]] = {"first": [], "next": [], "map": []}
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(*CHROMIUM), args=FLAGS)
        for turn in range(TIMES + 1):
            page = chromium.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}).new_page()
            taken = {
                "first": _seconds(lambda page=page: page.goto("/?lang=en"), page, "overview"),
                "next": _seconds(_click(page, "rankings"), page, "rankings"),
                "map": _seconds(_click(page, "map"), page, "map"),
            }
            page.context.close()
            for name, seconds in taken.items():
                found[name] += [seconds] if turn else []  # the first turn warms the server
        chromium.close()
    return {name: median(seconds) for name, seconds in found.items()}


def _click(page: Page, name: str) -> Callable[[], None]:
    return lambda: page.locator(f'[data-testid=stTopNav] a[href$="/{name}"]').click()


def _seconds(act: Callable[[], object], page: Page, name: str) -> float:
    begun = perf_counter()
    act()
    page.locator(DRAWN[name]).first.wait_for(timeout=60_000)
    return perf_counter() - begun
