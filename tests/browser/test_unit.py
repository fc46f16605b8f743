"""The unit page in a browser: a name typed without diacritics, a slider, and one sheet of paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from figures.words import translator
from tests.look import settle


def open_unit(page: Page, query: str) -> None:
    page.goto(f"/unit?{query}")
    settle(page)


def test_a_name_typed_without_diacritics_leads_to_the_unit_of_today(page):
    t = translator("vi")
    open_unit(page, "lang=vi")
    box = page.get_by_role("combobox", name=t("choose.release"))
    box.click()
    page.get_by_role("option", name=re.compile("2024 · 34")).click()
    settle(page)
    box = page.get_by_role("combobox", name=t("table.name"))
    box.click()
    box.fill("quang nam")
    expect(page.get_by_role("option", name="Tìm “quang nam”")).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Đà Nẵng, 2024")).to_be_visible()
    expect(page.get_by_text("Quảng Nam thuộc Đà Nẵng từ 1 tháng 7, 2025.")).to_be_visible()
    expect(page).to_have_url(re.compile("unit=48.*was=63%2F49|was=63%2F49.*unit=48"))


def test_a_slider_moves_score_and_address(page):
    open_unit(page, "lang=en&unit=01&part=lift")
    page.get_by_role("combobox", name=translator("en")("choose.release")).click()
    page.get_by_role("option", name="2023 · 63 provinces", exact=True).click()
    settle(page)
    slider = page.get_by_role("slider", name="Digital-society activity")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(page.get_by_text("Ha Noi would have a score of")).to_be_visible()
    expect(page).to_have_url(re.compile("if=hd_xa_hoi_so%3D0.56"))


@pytest.mark.parametrize("lang", ["vi", "es"])
def test_the_main_facts_fill_one_sheet_of_paper(page, lang):
    open_unit(page, f"lang={lang}&unit=79")
    expect(page.locator(".sheet")).to_be_hidden()
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    paper = page.pdf(format="A4", margin=margins)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.get_by_test_id("stPlotlyChart")).to_be_hidden()
