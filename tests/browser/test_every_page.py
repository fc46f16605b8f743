"""Every page in every language, as somebody who may open them all: nothing leaves the machine, no raw key is shown."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, BrowserContext, Page

from figures.words import LANGUAGES
from pages.parts.frame import PAGES
from tests.browser.conftest import HARMLESS
from tests.browser.server import ROOT, Server, leaves, running
from tests.browser.signed_in import everybody_s_session
from tests.look import settle
from tests.needs import SOAK

# Every page once, the languages in turn; all of them under `make soak`.
CASES = [
    (name, lang) for at, name in enumerate(PAGES) for lang in (LANGUAGES if SOAK else LANGUAGES[at % 3 : at % 3 + 1])
]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("every")) as server:
        yield server


@pytest.fixture(scope="module")
def reader(everything: Server, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=everything.url, viewport={"width": 1440, "height": 1000})
    first = context.new_page()
    first.goto("/")
    settle(first)
    first.close()
    context.add_cookies([everybody_s_session(everything)])
    yield context
    context.close()


def keys() -> re.Pattern[str]:
    """Any message's key where it stands as a word of its own."""
    with (ROOT / "data" / "locale" / "vi" / "LC_MESSAGES" / "dti.po").open("rb") as file:
        known = [entry.id if isinstance(entry.id, str) else entry.id[0] for entry in read_po(file) if entry.id]
    return re.compile(rf"(?<![\w./@-])(?:{'|'.join(map(re.escape, known))})(?![\w@-])|⟦")


def watched(reader: BrowserContext, faults: list[str]) -> Page:
    page = reader.new_page()
    page.on("request", lambda request: leaves(request.url) and faults.append(f"left: {request.url}"))
    page.on("websocket", lambda socket: leaves(socket.url) and faults.append(f"left: {socket.url}"))
    page.on("pageerror", lambda error: HARMLESS in str(error) or faults.append(f"script error: {error}"))
    page.on("console", lambda said: said.type == "error" and faults.append(f"console: {said.text}"))
    return page


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_a_page_stays_here_and_speaks_in_words(reader: BrowserContext, everything: Server, name: str, lang: str):
    raw, faults, before = keys(), [], len(everything.failures())
    page = watched(reader, faults)
    page.goto(f"/{name}?lang={lang}")
    settle(page)
    labels = page.evaluate(
        """[...document.querySelectorAll('[aria-label],[title],[alt]')]
            .flatMap(e => ['aria-label', 'title', 'alt'].map(name => e.getAttribute(name) || ''))"""
    )
    for text in (page.evaluate("document.body.innerText"), *labels):
        faults += [f"shows {found[0]}" for found in raw.finditer(text)]
    page.close()
    faults += everything.failures()[before:]
    assert not faults, "\n".join(faults)


def test_a_raw_key_is_found():
    assert keys().search("Xem nav.rankings ở đây") and keys().search("⟦x⟧")
    assert not keys().search("https://dti.gov.vn/about.release")
