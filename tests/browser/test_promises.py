"""As a minister's assistant: two clicks to what is late, the review of the half-year, and both on paper."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from figures.template import template
from figures.words import LANGUAGES, translator, words
from scoring import load_framework, load_units
from tests.look import settle

PROGRAMME = load_framework("project06-2023")


def test_two_clicks_lead_from_the_overview_to_what_is_late_and_by_how_much(page):
    t = translator("en")
    page.goto("/?lang=en")
    settle(page)
    page.get_by_role("main").get_by_role("link", name=t("programme.title")).click()  # the first click
    page.get_by_role("heading", level=1, name=t("programme.title")).wait_for()
    settle(page)
    expect(page.get_by_role("heading", name=t("programme.late"))).to_be_visible()
    expect(page.get_by_role("paragraph").filter(has_text="No promise is known to be late in December")).to_be_visible()
    expect(page.get_by_text("28.7 percentage points short of the target of 80%").first).to_be_visible()
    # The second click: an earlier month.
    page.get_by_role("combobox", name=t("programme.release")).click()
    page.get_by_role("option", name="June 2023 · demonstration data").click()
    settle(page)
    expect(page.get_by_role("heading", name=t("programme.risk"))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="55.5% in June 2023, 24.5 percentage points")).to_be_visible()


@pytest.mark.parametrize(("path", "lang"), [("programme", "vi"), ("programme", "es"), ("halfyear", "vi")])
def test_on_paper_there_is_the_content_alone(page, path, lang):
    page.goto(f"/{path}?lang={lang}")
    settle(page)
    expect(page.locator(".sheet")).to_be_hidden()
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    paper = page.pdf(format="A4", margin=margins)
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", paper)) <= 5
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    wide = page.evaluate("[...document.querySelectorAll('.sheet table')].map(e => e.scrollWidth - e.clientWidth)")
    assert wide and max(wide) <= 1  # nothing is cut off at the right


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_shows_every_promise_without_scrolling_sideways(visitor, lang):
    page = visitor(width=390, height=844)
    page.goto(f"/programme?lang={lang}")
    settle(page)
    row = page.locator(".promises tr").filter(has_text="VNeID").first
    expect(row).to_be_visible()
    box = row.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    ends = "e => [...e.querySelectorAll('th, td, p')].map(each => each.getBoundingClientRect().right)"
    for table in page.locator(".promises, .years").all():
        assert max(table.evaluate(ends)) <= 390


def test_a_late_promise_of_an_upload_is_told_with_its_distance_before_it_is_kept(page):
    """The template with two figures of January 2024: what would be published is shown to the analyst."""
    book = openpyxl.load_workbook(io.BytesIO(template(PROGRAMME, load_units(), "", "2024-01", words("en"))))
    sheet = book["2024-01"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=3) if row[0].value == "dvc_co_ho_so")
    sheet.cell(row, 9).value = 72
    content = io.BytesIO()
    book.save(content)
    page.goto("/upload?lang=en")
    settle(page)
    page.get_by_role("combobox", name="Framework").click()
    page.get_by_role("option", name=re.compile("^National programme 2023 .Project 06")).click()
    settle(page)
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": "programme.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}
    )
    page.get_by_role("tab", name=translator("en")("upload.preview")).click()
    cell = page.locator(".promises tr").filter(has_text="Online services with any dossier")
    expect(cell.locator(".status")).to_have_text("Late", timeout=30_000)
    expect(cell).to_contain_text("72%")
