"""A visitor takes a release's bundle home, has it worked out again, and sees what somebody changed in it."""

import re

from playwright.sync_api import Page, expect

from scoring.bundle import archive
from tests.browser.test_main_job import SLOW, heading


def check(page: Page, content: bytes) -> None:
    page.goto("/verify?lang=vi")
    heading(page, "Kiểm chứng bản công bố")
    bundle = {"name": "goi.zip", "mimeType": "application/zip", "buffer": content}
    page.locator("input[type=file]").set_input_files(bundle)


def test_a_bundle_is_taken_home_and_verified(page):
    page.goto("/rankings?lang=vi")
    heading(page, "Xếp hạng")
    page.get_by_text("Tải về và kiểm chứng bản công bố").click(timeout=SLOW)
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Gói công bố (.zip)").click(timeout=SLOW)
    content = download.value.path().read_bytes()
    assert re.fullmatch(r"province-63-2024-\w+\.zip", download.value.suggested_filename)
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Tệp gốc: province-2024.xlsx").click()
    assert download.value.path().read_bytes() == archive.unpack(content)["workbooks/1.xlsx"]

    check(page, content)
    expect(page.get_by_text("Giống hệt.", exact=False)).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("đang có hiệu lực ở đây", exact=False)).to_be_visible()

    members = archive.unpack(content)
    other = members["scores.csv"].replace(b"0.7", b"0.8", 1)
    check(page, archive.pack({**members, "scores.csv": other}))
    expect(page.get_by_text("Không giống.", exact=False)).to_be_visible(timeout=SLOW)

    check(page, content[:-200])
    expect(page.get_by_text("Tệp hỏng hoặc không phải gói công bố.", exact=False)).to_be_visible(timeout=SLOW)
