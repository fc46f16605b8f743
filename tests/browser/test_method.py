"""The method page of an operator's own framework on a phone: every formula is drawn and fits, names are only names."""

import shutil

import pytest
from playwright.sync_api import Browser, expect

from figures.formulas import formula
from figures.words import LANGUAGES, words
from scoring import load_framework
from scoring.engine.tree import branches
from tests.browser.server import ROOT, Server, running

EVERY = load_framework(ROOT / "tests" / "every_method.toml")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A dashboard to whose folder of blocks the operator has added the framework."""
    blocks = tmp_path_factory.mktemp("blocks")
    for name in ("blocks.csv", "units.csv"):
        header = (ROOT / "data" / name).read_text(encoding="utf-8").splitlines()[0]
        (blocks / name).write_text(f"{header}\n", encoding="utf-8")
    (blocks / "frameworks").mkdir()
    shutil.copy(ROOT / "tests" / "every_method.toml", blocks / "frameworks")
    with running(tmp_path_factory.mktemp("own"), DTI_BLOCKS=str(blocks), DTI_DEMO="0") as server:
        yield server


@pytest.mark.parametrize("lang", LANGUAGES)
def test_formulas_are_drawn_and_fit_a_phone(own: Server, browser: Browser, lang: str):
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{own.url}/method?lang={lang}")
    t = words(lang).t
    expect(page.get_by_role("heading", name=t("method.title"), level=1)).to_be_visible(timeout=60_000)
    page.get_by_test_id("stSelectbox").first.locator("input").click()
    page.get_by_role("option", name=EVERY.names[lang], exact=True).click()
    page.get_by_text(t("method.formula_more", n=3)).click()
    shown = [branch for branch in branches(EVERY) if formula(branch, EVERY, words(lang))]
    formulas = page.locator(".katex-display")
    expect(formulas).to_have_count(len(shown), timeout=20_000)
    assert len(shown) == 4
    expect(page.locator(".katex-error")).to_have_count(0)
    for drawn in formulas.all():
        drawn.scroll_into_view_if_needed()
        wide, room = drawn.evaluate("it => [it.scrollWidth, it.parentElement.closest('[data-testid]').clientWidth]")
        assert wide <= 390 - 2 * 33 and wide <= room + 4  # within the box of the further formulas, which is narrower
    expect(page.get_by_text(EVERY.name("1", lang), exact=True).first).to_be_visible()
    expect(page.get_by_text("⟦")).to_have_count(0)
    assert not own.failures()
    page.close()
