"""The main job as a visitor does it: map on a cold start, good and bad workbooks, a table downloaded."""

import io
import re

import openpyxl
from playwright.sync_api import Page, expect

from scoring.units import DATA
from tests.browser.server import running

JUNE = DATA / "demo" / "province-2023-06.xlsx"
SLOW = 30_000


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=SLOW)


def spoiled() -> bytes:
    """June with three cells spoiled by hand."""
    book = openpyxl.load_workbook(JUNE)
    sheet = book["Dữ liệu"]
    sheet["D2"], sheet["B5"], sheet["H7"] = "12o", "Nơi nào đó", 250
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()
    settled(page)


def settled(page: Page) -> None:
    """Wait until no run has been under way for a moment: what is clicked before may belong to the run that ends."""
    page.wait_for_function(
        """() => {
            const idle = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning';
            window.idleSince = idle ? (window.idleSince ?? performance.now()) : undefined;
            return idle && performance.now() - window.idleSince > 300;
        }""",
        timeout=SLOW,
    )


def upload(page: Page, content: bytes, name: str = "thang-6.xlsx") -> None:
    page.goto("/upload?lang=vi")
    heading(page, "Tải lên")
    choose(page, "Bộ chỉ số", "Minh họa: các thành phần")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def test_the_map_is_there_for_the_first_visitor_after_a_start(visitor, tmp_path):
    with running(tmp_path / "cold") as cold:
        page = visitor()
        page.goto(f"{cold.url}/map?lang=vi")
        heading(page, "Bản đồ")
        drawn = page.locator(".js-plotly-plot .choroplethlayer path")
        expect(drawn.first).to_be_visible(timeout=SLOW)
        expect(drawn).to_have_count(63, timeout=SLOW)
        for archipelago in ("Hoàng Sa", "Trường Sa"):
            expect(page.locator(".js-plotly-plot").get_by_text(re.compile(archipelago)).first).to_be_visible()


def test_a_spoiled_workbook_names_three_cells_and_keeps_nothing(page):
    upload(page, spoiled())
    expect(page.get_by_text(re.compile("3 lỗi phải sửa"))).to_be_visible(timeout=SLOW)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải danh sách lỗi").click()
    listed = download.value.path().read_text(encoding="utf-8")
    assert all(cell in listed for cell in ("D2", "B5", "H7"))
    expect(page.get_by_role("button", name="Lưu bản nháp")).to_have_count(0)


def test_a_good_workbook_is_previewed_kept_and_seen_by_its_owner_alone(page, visitor):
    upload(page, JUNE.read_bytes())
    expect(page.get_by_text(re.compile("Đã tính điểm 63 dòng"))).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text(re.compile("Số bản nháp đã lưu: 1"))).to_be_visible(timeout=SLOW)
    page.get_by_role("main").get_by_role("link", name="Xem xếp hạng").first.click()
    heading(page, "Xếp hạng")
    expect(page.get_by_text("BẢN NHÁP")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile("release=province-63-2023-06-"))
    other = visitor()
    other.goto(page.url)
    heading(other, "Xếp hạng")
    expect(other.get_by_text(re.compile("Không tìm thấy bản"))).to_be_visible(timeout=SLOW)
    assert other.get_by_text("BẢN NHÁP").count() == 0


def test_the_ranking_is_downloaded_with_its_source(page):
    page.goto("/rankings?lang=en")
    heading(page, "Rankings")
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Download CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "# Release: province-63-2024-" in text and "Ho Chi Minh City" in text
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Download Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book.worksheets[0].max_row == 64


def test_six_months_are_drawn_when_the_example_is_asked_for(page):
    page.goto("/trends?lang=vi")
    heading(page, "Xu hướng sáu tháng")
    page.get_by_role("button", name=re.compile("Xem ví dụ sáu tháng")).click()
    expect(page.get_by_text("SỐ LIỆU MINH HỌA").first).to_be_visible(timeout=SLOW)
    expect(page.locator(".js-plotly-plot").first.locator(".xtick")).to_have_count(6, timeout=SLOW)
