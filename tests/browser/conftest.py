"""Tests that drive Chromium against the real server.

`page` is a new visitor on a wide screen whose test fails, at its end, on any request that left this machine, any error
in the browser's console and any page that failed on the server. `visitor` makes more of them: `visitor(width=390)`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import FLAGS, Server, leaves, running
from tests.needs import CHROMIUM, program

HERE = Path(__file__).parent
Visitor = Callable[..., Page]
# plotly's own, when a chart leaves the page while its text is still being set; nothing is lost by it.
HARMLESS = "Cannot read properties of undefined (reading 'typesetMath')"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            # Where others use the processor too, a click may meet an element that is just drawn anew.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("dashboard")) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: while it lives, no other test in its process can run an event loop."""
    path = program(*CHROMIUM)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong behind the test's back; a test that expects a fault takes it out."""
    return []


@pytest.fixture
def visitor(browser: Browser, server: Server, faults: list[str]) -> Iterator[Visitor]:
    contexts = []
    before = len(server.failures())

    def arrive(width: int = 1440, height: int = 1000, locale: str = "vi-VN", **options: object) -> Page:
        viewport = {"width": width, "height": height}
        context = browser.new_context(base_url=server.url, viewport=viewport, locale=locale, **options)
        contexts.append(context)
        page = context.new_page()
        # Chromium's own save dialogue would take downloads out of Playwright's sight.
        page.add_init_script("delete window.showSaveFilePicker")
        page.on("request", lambda request: _inside(request.url, faults))
        page.on("websocket", lambda socket: _inside(socket.url, faults))
        page.on("pageerror", lambda error: HARMLESS in str(error) or faults.append(f"script error: {error}"))
        page.on("console", lambda said: said.type == "error" and faults.append(f"console: {said.text}"))
        return page

    yield arrive
    for context in contexts:
        context.close()
    faults += server.failures()[before:]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor()


def _inside(url: str, faults: list[str]) -> None:
    if leaves(url):
        faults.append(f"left this machine: {url}")
