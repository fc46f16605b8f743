"""Barriers: axe-core over every page, in every language, on a phone and on a wide screen; the keyboard alone."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from figures.words import LANGUAGES
from pages.parts.frame import PAGES
from tests.browser.server import Server, running
from tests.browser.signed_in import everybody_s_session
from tests.look import settle
from tests.needs import SOAK

pytestmark = pytest.mark.accessibility

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WIDTHS = (390, 1440)
# What Streamlit itself causes: rule → selector of the elements it is excused in, and why we cannot mend it.
_MENU = "the folded menu puts the pages of a heading into a <div> between the list and its items"
STREAMLITS_OWN = {
    "list": [("[data-testid=stSidebarNavItems]", _MENU)],
    "listitem": [("[data-testid=stSidebarNavItems]", _MENU)],
    "presentation-role-conflict": [
        ("[data-testid=stFileUploaderDropzone]", "the place where files are dropped is named and called decoration")
    ],
}

EVERY = [(name, lang, width) for name in PAGES for lang in LANGUAGES for width in WIDTHS]
# Every page on both screens, the languages in turn; all of them under `make soak`.
SOME = [
    (name, LANGUAGES[(place + turn) % 3], width)
    for place, name in enumerate(PAGES)
    for turn, width in enumerate(WIDTHS)
]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A dashboard of its own: accounts in it would close the upload page to the other tests."""
    with running(tmp_path_factory.mktemp("barriers")) as server:
        yield server


@pytest.fixture(scope="module")
def reader(everything: Server, browser: Browser) -> BrowserContext:
    """Somebody who may open every page."""
    context = browser.new_context(base_url=everything.url, reduced_motion="reduce")
    first = context.new_page()
    first.goto("/")
    settle(first)  # the first start has made the tables
    first.close()
    context.add_cookies([everybody_s_session(everything)])
    yield context
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds, one line a rule and element, without what Streamlit itself causes."""
    page.evaluate(AXE)
    excused = {rule: [selector for selector, _ in listed] for rule, listed in STREAMLITS_OWN.items()}
    found = page.evaluate(
        """async (excused) => {
            const found = await axe.run(document, {resultTypes: ["violations"]});
            return found.violations.flatMap((rule) => rule.nodes.map((node) => {
                const element = document.querySelector(node.target.flat().at(-1));
                const own = (excused[rule.id] || []).some((selector) => element?.closest(selector));
                return own ? null : `${rule.id}: ${node.target} ${node.html.slice(0, 160)} ${node.failureSummary}`;
            })).filter(Boolean);
        }""",
        excused,
    )
    return found


@pytest.mark.parametrize(("name", "lang", "width"), EVERY if SOAK else SOME)
def test_no_page_puts_up_a_barrier(reader: BrowserContext, name: str, lang: str, width: int):
    page = reader.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/{name}?lang={lang}")
    settle(page)
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)


def test_a_planted_barrier_is_found(reader: BrowserContext):
    page = reader.new_page()
    page.goto("/method?lang=en")
    settle(page)
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><button></button>')"
    )
    assert {line.split(":")[0] for line in violations(page)} >= {"image-alt", "button-name"}
    page.close()


def test_what_is_excused_has_a_reason():
    assert all(reason for listed in STREAMLITS_OWN.values() for _, reason in listed)
