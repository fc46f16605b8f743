"""An analyst's afternoon: a workbook with twenty faults, mended from what comes back, clean at the second upload."""

import datetime
import io
import re

import openpyxl
from playwright.sync_api import Page, expect

from scoring.units import DATA
from tests.browser.test_main_job import JUNE, SLOW, upload

MAY = DATA / "demo" / "province-2023-05.xlsx"
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
