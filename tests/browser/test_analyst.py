"""An analyst's afternoon: a workbook with twenty faults, mended from what comes back, clean at the second upload."""

import datetime
import io
import re

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import JUNE, SLOW, choose, heading, upload

# Twenty different faults, each at a cell of June's sheet: what is written there instead of the right value.
FAULTS = {
    "D2": "12o", "E3": "Đầy đủu", "F4": -3, "G5": "1.234", "H6": 250, "I7": datetime.date(2023, 5, 1), "J8": True,
    "K9": "#REF!", "L10": "=1/0*K10", "M11": "khoảng chín", "N12": "1,2,3", "B13": "Lào Caii", "B14": "Điên Biên Phủ",
    "A15": "99", "C16": "mùa hè", "E1": "Số cuộc họp", "Q17": "#DIV/0!", "B18": "Hải Châu", "O19": -0.5, "P20": "8.5.1",
}  # fmt: skip


def spoiled() -> bytes:
    book = openpyxl.load_workbook(JUNE)
    sheet = book["Dữ liệu"]
    for cell, value in FAULTS.items():
        sheet[cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def mended(returned: bytes) -> bytes:
    """The returned workbook with the right value at every marked cell, and nowhere else."""
    book, right = openpyxl.load_workbook(io.BytesIO(returned)), openpyxl.load_workbook(JUNE)["Dữ liệu"]
    sheet = book["Dữ liệu"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                sheet[cell.coordinate] = right[cell.coordinate].value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def returned(page: Page) -> bytes:
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Nhận lại tệp đã đánh dấu lỗi").click()
    return download.value.path().read_bytes()


def test_twenty_faults_are_mended_from_the_returned_file_in_one_round(page):
    upload(page, spoiled())
    expect(page.get_by_text(re.compile(r"lỗi phải sửa"))).to_be_visible(timeout=SLOW)
    marked = returned(page)
    sheet = openpyxl.load_workbook(io.BytesIO(marked))["Dữ liệu"]
    comments = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment is not None}
    assert set(FAULTS) <= comments
    page.get_by_test_id("stFileChipDeleteBtn").get_by_role("button").click()
    again = {"name": "sua.xlsx", "mimeType": "application/octet-stream", "buffer": mended(marked)}
    page.locator("input[type=file]").set_input_files(again)
    expect(page.get_by_text("Không tìm thấy vấn đề nào.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(re.compile("Đã tính điểm 63 dòng"))).to_be_visible()


def test_next_years_edition_is_made_from_a_workbook_and_used(page):
    page.goto("/upload?lang=vi")
    heading(page, "Tải lên")
    choose(page, "Bộ chỉ số", "Minh họa: các thành phần")
    page.get_by_role("radio", name="Bộ chỉ số mới").click()
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name=re.compile("Tải bộ chỉ số:")).click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    settings = {row[0].value: row[1] for row in book.worksheets[0].iter_rows(min_row=2)}
    settings["id"].value, settings["years"].value = "thu-2027", "2027"
    settings["names.vi"].value = "Bộ thử năm 2027"
    points = next(row[5] for row in book.worksheets[1].iter_rows(min_row=2) if row[0].value == "1.1.1")
    points.value = 25
    buffer = io.BytesIO()
    book.save(buffer)
    edition = {"name": "bo-moi.xlsx", "mimeType": "application/octet-stream", "buffer": buffer.getvalue()}
    page.locator("input[type=file]").first.set_input_files(edition)
    expect(page.get_by_text("Bộ thử năm 2027 so với", exact=False)).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Giữ bộ chỉ số thu-2027").click()
    expect(page.get_by_text("Bộ chỉ số thu-2027 đã được giữ")).to_be_visible(timeout=SLOW)
    page.get_by_role("radio", name="Số liệu").click()
    choose(page, "Bộ chỉ số", "Bộ thử năm 2027")
    june = {"name": "thang-6.xlsx", "mimeType": "application/octet-stream", "buffer": JUNE.read_bytes()}
    page.locator("input[type=file]").last.set_input_files(june)
    expect(page.get_by_text(re.compile("Đã tính điểm 63 dòng"))).to_be_visible(timeout=SLOW)
    page.goto("/method?lang=vi")
    heading(page, "Phương pháp")
    choose(page, "Bộ chỉ số", "Bộ thử năm 2027")
    expect(page.get_by_test_id("stMarkdown").filter(has_text="2027").first).to_be_visible(timeout=SLOW)


def test_a_template_is_downloaded_filled_in_and_has_no_problem(page):
    page.goto("/upload?lang=vi")
    heading(page, "Tải lên")
    choose(page, "Bộ chỉ số", "DTI cấp tỉnh 2021–2023")
    page.get_by_text("Tải biểu mẫu để điền").click()
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Tải biểu mẫu", exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["2023"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Mã")
    for row in sheet.iter_rows(min_row=header[0].row + 1, max_row=header[0].row + 63):
        for cell in row[2 : 2 + 9]:
            cell.value = 0.5
    buffer = io.BytesIO()
    book.save(buffer)
    filled = {"name": "bieu-mau.xlsx", "mimeType": "application/octet-stream", "buffer": buffer.getvalue()}
    page.locator("input[type=file]").last.set_input_files(filled)
    expect(page.get_by_text("Không tìm thấy vấn đề nào.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(re.compile("Đã tính điểm 63 dòng"))).to_be_visible()


def test_leaving_the_page_loses_nothing(page):
    upload(page, JUNE.read_bytes())
    expect(page.get_by_text(re.compile("Đã tính điểm 63 dòng"))).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Bản đồ").click()
    heading(page, "Bản đồ")
    page.get_by_test_id("stTopNav").get_by_text("Làm việc").click()
    page.get_by_role("menuitem", name="Tải lên").click()
    heading(page, "Tải lên")
    expect(page.get_by_text("Lần tải lên gần nhất trong phiên này: thang-6.xlsx.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(re.compile("Đã tính điểm 63 dòng"))).to_be_visible(timeout=SLOW)
