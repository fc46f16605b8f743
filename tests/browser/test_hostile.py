"""Hostile files through the page: each gets its sentence, the server lives, and another reader clicks meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_main_job import SLOW, heading, upload
from tests.scoring.workbooks.spoiled import files

HOSTILE = {
    "sparse.xlsx": (files.sparse(), "XFD1048576"),
    "bomb.xlsx": (files.bomb(900), "không được chấp nhận"),
    "damaged.xlsx": (files.damaged(), "Không đọc được"),
    "many.xlsx": (files.many_sheets(3_000), "không được chấp nhận"),
    "page.xls": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "trang web"),
}


@pytest.mark.fuzz
def test_hostile_files_hurt_neither_the_server_nor_another_reader(page, visitor):
    reader = visitor()
    reader.goto("/rankings?lang=vi")
    heading(reader, "Xếp hạng")
    for name, (content, said) in HOSTILE.items():
        upload(page, content, name)
        for link in ("Bản đồ", "Xếp hạng"):
            reader.get_by_role("link", name=link).first.click()
            heading(reader, link)
        expect(page.get_by_text(re.compile("1 lỗi phải sửa"))).to_be_visible(timeout=SLOW)
        with page.expect_download(timeout=SLOW) as download:
            page.get_by_role("button", name="Tải danh sách lỗi").click()
        assert re.search(said, download.value.path().read_text(encoding="utf-8")), name
        expect(page.get_by_role("button", name="Lưu bản nháp")).to_have_count(0)
