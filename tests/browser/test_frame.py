"""The frame in a real browser: cold links, languages, cookies, narrow screens."""

import re

import pytest
from playwright.sync_api import Page, expect

from figures.words import LANGUAGES, translator
from pages.parts.frame import EVIDENCE, FIRST
from tests.browser.server import leaves
from tests.look import settle

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=30_000)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8501/map", False),
        ("ws://127.0.0.1:8501/_stcore/stream", False),
        ("data:image/png;base64,x", False),
        ("blob:http://127.0.0.1:8501/x", False),
        ("https://tiles.example/1.png", True),
        ("http://127.0.0.1.example/", True),
    ],
)
def test_the_watch_knows_what_leaves_the_machine(url, expected):
    assert leaves(url) is expected


def test_the_watch_sees_errors_and_the_policy_forbids_other_hosts(page, faults):
    page.goto("/method")
    title(page, translator("vi")("method.title"))
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://tiles.example/1.png'}))")
    page.evaluate("console.error('planted')")
    page.wait_for_timeout(300)
    assert any("Content Security Policy" in fault and "tiles.example" in fault for fault in faults), faults
    assert "console: planted" in faults
    faults.clear()


def test_a_cold_link_opens_its_page_in_the_frame(page):
    page.goto("/map")
    title(page, translator("vi")("map.title"))
    expect(page.get_by_test_id("stTopNav").get_by_role("link")).to_have_count(len(FIRST))
    assert page.evaluate("document.documentElement.lang") == "vi"


def test_the_default_page_has_its_name_as_address_too(page):
    page.goto("/overview?lang=en")
    title(page, translator("en")("overview.title"))
    expect(page).to_have_url(re.compile(r"/\?(.*&)?lang=en"))


@pytest.mark.parametrize(("locale", "lang"), [("en-US", "vi"), ("fr-FR", "vi")])
def test_without_a_choice_the_page_is_vietnamese(visitor, locale, lang):
    page = visitor(locale=locale)
    page.goto("/method")
    title(page, translator(lang)("method.title"))
    assert "lang=" not in page.url


def test_the_chosen_language_stays_on_other_pages_and_after_a_reload(page):
    page.goto("/map")
    title(page, translator("vi")("map.title"))
    for lang, name in (("es", "Español"), ("en", "English"), ("es", "Español")):
        page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).first.click()
        title(page, translator(lang)("map.title"))
        expect(page).to_have_url(re.compile(f"lang={lang}"))
    page.get_by_role("link", name=translator("es")("nav.trends")).click()
    title(page, translator("es")("trends.title"))
    expect(page).to_have_url(re.compile("/trends.*lang=es"))
    page.goto("/map")
    title(page, translator("es")("map.title"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_streamlits_own_words_are_said_in_the_language(page, lang):
    page.goto(f"/upload?lang={lang}")
    title(page, translator(lang)("upload.title"))
    said = {"vi": "Tải tệp lên", "en": "Upload", "es": "Cargar"}[lang]
    expect(page.get_by_test_id("stFileUploaderDropzone").locator("button")).to_contain_text(said)


def test_cookies_say_who_owns_drafts_and_how_maps_can_be_drawn(page):
    page.goto("/method")
    title(page, translator("vi")("method.title"))
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert re.fullmatch("[0-9a-f]{32}", cookies["dti_owner"]["value"])
    assert cookies["dti_owner"]["httpOnly"]
    assert cookies["webgl"]["value"] in ("hardware", "software", "none")


def test_text_is_drawn_with_our_own_font(page):
    page.goto("/method")
    title(page, translator("vi")("method.title"))
    assert page.evaluate("document.fonts.check(\"16px 'Be Vietnam Pro'\", 'ữ ợ ẵ')")
    assert "Be Vietnam Pro" in page.get_by_role("heading", level=1).evaluate("e => getComputedStyle(e).fontFamily")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_desk_no_page_is_folded_away_and_a_heading_opens_the_rest(page, lang):
    t = translator(lang)
    page.goto(f"/map?lang={lang}")
    title(page, t("map.title"))
    menu = page.get_by_test_id("stTopNav")
    expect(menu.get_by_role("link")).to_have_text([t(f"nav.{name}") for name in FIRST])
    headings = [t("nav.evidence"), t("nav.work")]
    expect(menu.get_by_role("button")).to_have_text(headings)  # no "3 more" beside them
    menu.get_by_text(headings[0]).click()
    page.get_by_role("menuitem", name=t(f"nav.{EVIDENCE[0]}")).click()
    title(page, t("method.title"))


def test_on_a_phone_the_menu_has_every_page(visitor):
    # Streamlit takes the menu away after a choice where the browser says that it is a phone's.
    page, t = visitor(width=390, user_agent=PHONE, is_mobile=True, has_touch=True), translator("es")
    page.goto("/map?lang=es")
    title(page, t("map.title"))
    page.get_by_test_id("stExpandSidebarButton").click()
    menu = page.get_by_test_id("stSidebar")
    for name in (*FIRST, *EVIDENCE, "upload"):
        expect(menu.get_by_role("link", name=t(f"nav.{name}"), exact=True)).to_be_visible()
    menu.get_by_role("link", name=t("nav.method"), exact=True).click()
    title(page, t("method.title"))
    expect(menu.get_by_role("link", name=t("nav.method"), exact=True)).not_to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 780, 1100])
def test_nothing_in_the_header_lies_on_anything_else(visitor, width):
    page = visitor(width=width)
    page.goto("/method?lang=es")
    title(page, translator("es")("method.title"))
    page.wait_for_timeout(500)
    boxes = page.evaluate(
        """() => ['[data-testid=stTopNav] > div', '.st-key-corner', '[data-testid=stMainMenuButton]',
                  '[data-testid=stExpandSidebarButton]']
            .flatMap(selector => [...document.querySelectorAll(selector)])
            .map(element => element.getBoundingClientRect()).filter(box => box.width && box.height)
            .map(box => [box.left, box.right])"""
    )
    assert len(boxes) >= 3
    boxes.sort()
    assert all(left[1] <= right[0] + 1 for left, right in zip(boxes, boxes[1:], strict=False)), boxes
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_back_leads_to_the_page_or_the_unit_before(page):
    t = translator("vi")
    page.goto("/rankings?lang=vi")
    title(page, t("rankings.title"))
    settle(page)
    page.get_by_test_id("stTopNav").get_by_role("link", name=t("nav.unit")).click()
    title(page, t("unit.title"))
    settle(page)
    first = page.get_by_role("heading", level=2).first.inner_text()
    page.get_by_role("searchbox").fill("Quảng Nam")
    page.locator(".st-key-search_results a").first.click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Quảng Nam", timeout=30_000)
    settle(page)
    page.get_by_role("button", name=t("unit.part_parts")).or_(page.get_by_text(t("unit.part_parts"))).first.click()
    expect(page).to_have_url(re.compile("part=parts"), timeout=30_000)
    settle(page)
    page.go_back()  # over the part, to the unit before
    expect(page.get_by_role("heading", level=2).first).to_have_text(first, timeout=30_000)
    settle(page)
    page.go_back()
    title(page, t("rankings.title"))
