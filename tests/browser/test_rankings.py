"""The ranking in a browser: a name opens its unit, a key offers it, numbers are written as the language does."""

import re

import pytest
from playwright.sync_api import Page, expect

from figures.words import LANGUAGES, translator
from tests.look import settle

SLOW = 30_000
HEADER, ROW, NAME = 38, 35, 110  # pixels: heights in a table, and where names begin in it


def table(page: Page, lang: str) -> dict[str, float]:
    page.goto(f"/rankings?lang={lang}&release=province-63-2024-f00ab55b")
    settle(page)
    box = page.get_by_test_id("stDataFrame").first
    box.scroll_into_view_if_needed()
    return box.bounding_box()


def test_a_click_on_a_name_opens_the_unit_in_the_release_and_back_returns(page):
    at = table(page, "en")
    page.mouse.click(at["x"] + NAME, at["y"] + HEADER + 1.5 * ROW)  # the second row
    expect(page.get_by_role("heading", level=2).first).to_have_text("Da Nang, 2024", timeout=SLOW)
    expect(page).to_have_url(re.compile("/unit.*release=province-63-2024-f00ab55b.*unit=48"))
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(translator("en")("rankings.title"), timeout=SLOW)


def test_on_a_phone_rank_name_and_score_are_beside_each_other_and_a_touch_opens_the_unit(visitor):
    page = visitor(width=390, has_touch=True)
    at = table(page, "en")
    page.touchscreen.tap(at["x"] + NAME, at["y"] + HEADER + 0.5 * ROW)
    expect(page.get_by_role("heading", level=2).first).to_have_text("Ho Chi Minh City, 2024", timeout=SLOW)


def test_with_the_keyboard_a_cell_offers_its_unit(page):
    table(page, "en")
    page.get_by_test_id("data-grid-canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    link = page.get_by_role("link", name="Open the page of")
    expect(link).to_have_text(re.compile("Open the page of (Da Nang|Ho Chi Minh City)"), timeout=SLOW)
    link.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile(", 2024"), timeout=SLOW)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_write_numbers_as_the_page_s_language_does(visitor, lang):
    page = visitor(locale="de-CH" if lang == "en" else "en-US")
    page.goto(f"/rankings?lang={lang}")
    settle(page)
    written = page.evaluate("new Intl.NumberFormat(navigator.languages, {minimumFractionDigits: 4}).format(12345.6789)")
    assert written == {"vi": "12.345,6789", "en": "12,345.6789", "es": "12.345,6789"}[lang]
