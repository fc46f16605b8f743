"""Embeds on a page of another site, and the guide to the open data, as browsers show them."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from figures import embedding
from figures.embedding import Live
from opendata import embedded
from tests.browser.server import Server
from tests.browser.test_accessibility import violations

Hosted = Callable[[str], str]


@pytest.fixture
def hosted() -> Iterator[Hosted]:
    """`hosted(html)`: the address of a page of another site with that in it."""
    pages: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><meta charset=utf-8><title>Báo</title>{pages[-1]}".encode()
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    served = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=served.serve_forever, daemon=True).start()

    def address(html: str) -> str:
        pages.append(html)
        return f"http://127.0.0.1:{served.server_address[1]}/"

    yield address
    served.shutdown()


@pytest.fixture
def loaded(server: Server) -> Server:
    """The server with its tables."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{server.url}/opendata/v1/releases").close()
            return server
        except urllib.error.HTTPError:
            time.sleep(0.2)
    raise AssertionError("the tables were not loaded")


def test_frames_take_the_height_of_what_is_in_them_and_no_cookie(visitor, loaded, hosted):
    page: Page = visitor(width=800)
    made = []
    for kind, n in (("ranking", 3), ("ranking", 40), ("map", "")):
        there = embedding.address(loaded.url, kind, Live("province", "63"), lang="vi", n=n)
        made.append(embedding.code(there, loaded.url, kind))
    page.goto(hosted("".join(made)))
    # Frames are loaded when a reader comes near them.
    fitted = """() => {
        scrollTo(0, document.body.scrollHeight);
        return [...document.querySelectorAll("iframe")].every((frame) => frame.style.height !== "480px");
    }"""
    page.wait_for_function(fitted, timeout=60_000)
    tall = _heights(page)
    assert tall[1] > 2 * tall[0] > 0
    # Narrower: lines break, and the frames grow with them.
    page.set_viewport_size({"width": 390, "height": 800})
    narrow = _heights(page)
    assert narrow[0] > tall[0]
    assert page.context.cookies() == []


def _heights(page: Page) -> list[int]:
    """Of the frames, each of which shows all that is in it, in both directions."""
    found = []
    for frame in page.frames[1:]:
        frame.frame_element().scroll_into_view_if_needed()  # what nobody sees is not laid out
        for _ in range(50):
            if frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1"):
                break
            page.wait_for_timeout(100)
        else:
            raise AssertionError(f"cut off: {frame.url}")
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth"), frame.url
        found.append(frame.evaluate("innerHeight"))
    return found


def test_a_page_of_ours_is_still_framed_by_nobody(visitor, loaded, hosted, faults):
    page: Page = visitor()
    page.goto(hosted(f'<iframe src="{loaded.url}/opendata"></iframe><iframe src="{loaded.url}/healthz"></iframe>'))
    page.wait_for_timeout(500)
    assert len(faults) == 2 and all("frame-ancestors" in fault for fault in faults)
    faults.clear()


@pytest.mark.accessibility
@pytest.mark.parametrize("width", [390, 1440])
def test_the_guide_and_the_embeds_have_no_barriers(visitor, loaded, width):
    page: Page = visitor(width=width, reduced_motion="reduce", bypass_csp=True)
    kinds = [kind for kind in embedded.KINDS if kind not in ("slope", "programme")]  # what this release can be drawn as
    there = [embedding.address(loaded.url, kind, Live("province", "63"), lang="en") for kind in kinds]
    for address in ("/opendata?lang=es", *there, *(f"{address}&look=dark" for address in there if "rank" in address)):
        page.goto(address, timeout=60_000)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_the_page_of_a_release_carries_its_preview(loaded):
    listed = json.load(urllib.request.urlopen(f"{loaded.url}/opendata/v1/releases?block=province&division=63"))["data"]
    release = listed[0]["release"]
    page = urllib.request.urlopen(f"{loaded.url}/unit?release={release}&unit=01&lang=en").read().decode()
    head = page.partition("</head>")[0]
    assert f"/preview/{release}/card.png?lang=en&amp;node=dti&amp;unit=01" in head and "Ha Noi · " in head
