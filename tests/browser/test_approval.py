"""A workbook's way to the public: an analyst sends it, an approver sets the hour, a visitor sees it come."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from scoring.units import DATA
from store import clock, database
from store import sessions as signed
from store.clock import to_local
from store.viewers import Role, Viewer
from tests.browser.server import Server, running
from tests.browser.test_main_job import SLOW, choose, heading
from tests.store.made import person

TITLE = "Bộ, ngành không có dịch vụ công · Tháng 9 năm 2023"
# What is left of a minute must suffice to set the hour and press the button.
_ENOUGH = timedelta(seconds=12)


@pytest.fixture
def own_server(tmp_path, monkeypatch) -> Iterator[Server]:
    """A dashboard with accounts, which the other tests do without; its store is this process's as well."""
    with running(tmp_path / "approval") as started:
        monkeypatch.setenv("DTI_DATA", str(started.data))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield started
        database.engine().dispose()
        assert started.failures() == []


@pytest.fixture
def arrive(own_server, visitor) -> Callable[..., Page]:
    """`arrive(somebody)`: a browser in which they are signed in; without anybody a visitor's."""

    def of(viewer: Viewer | None = None) -> Page:
        page = visitor()
        if viewer and viewer.account:
            token = signed.begin(viewer.account, clock.now())
            page.context.add_cookies([{"name": "dti_session", "value": token, "url": own_server.url}])
        return page

    return of


def workbook() -> bytes:
    """A month of one's own figures, one of them a text."""
    book = openpyxl.load_workbook(DATA / "demo" / "ministry-other-2023-01.xlsx")
    sheet, about = book["Dữ liệu"], book["Thông tin"]
    for row in range(2, 11):
        sheet.cell(row, 3).value = "2023-09"
    sheet["D2"] = "47,44"
    for row in about.iter_rows():
        if row[0].value == "origin":
            row[1].value = "own"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(page: Page, url: str) -> None:
    """The analyst uploads, keeps and sends."""
    page.goto(f"{url}/upload?lang=vi")
    heading(page, "Tải lên")
    choose(page, "Bộ chỉ số", "Minh họa: bộ, ngành không có dịch vụ công")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files({"name": "t9.xlsx", "mimeType": kind, "buffer": workbook()})
    page.get_by_role("button", name="Lưu bản nháp").click(timeout=SLOW)
    page.get_by_role("button", name="Gửi thẩm định").click(timeout=SLOW)
    expect(page.get_by_text("Đã gửi thẩm định.", exact=False).first).to_be_visible(timeout=SLOW)


def set_moment(page: Page) -> None:
    """Type the next minute of Ha Noi's clock that leaves time to press the button.

    The page draws its fields anew after the day was entered, and what is typed into the old ones meanwhile is lost:
    then it is typed again, as a person would.
    """
    for _ in range(5):
        moment = to_local(clock.now() + _ENOUGH).replace(second=0, microsecond=0) + timedelta(minutes=1)
        for label, text in (("ngày, Ngày", f"{moment:%d%m%Y}"), ("Giờ, Giờ (Hà Nội)", f"{moment:%H%M}")):
            page.get_by_role("spinbutton", name=label).click()
            page.keyboard.type(text)
            page.keyboard.press("Enter")
        said = page.get_by_text(re.compile(f"Công bố lúc: .*{moment:%H:%M}.*giờ Hà Nội"))
        with suppress(PlaywrightTimeout):
            said.wait_for(timeout=5_000)
            return
    raise AssertionError("the moment that was typed is not the one that is said")


def test_from_a_workbook_to_the_public_at_the_hour_that_was_set(own_server, arrive):
    url = own_server.url
    everyone = arrive()
    everyone.goto(f"{url}/rankings?lang=vi")
    heading(everyone, "Xếp hạng")
    anna, bình = person("Anna", Role("analyst")), person("Bình", Role("approver"))
    send(arrive(anna), url)

    approver = arrive(bình)
    approver.goto(f"{url}/method?lang=vi")
    approver.get_by_role("link", name=re.compile(f"{TITLE}: chờ bạn phê duyệt")).click(timeout=SLOW)
    heading(approver, "Phê duyệt")
    button = approver.get_by_role("button", name="Phê duyệt, công bố vào thời điểm này")
    expect(button).to_be_disabled(timeout=SLOW)
    warning = approver.get_by_role("checkbox", name=re.compile("ô D2"))
    approver.locator("label").filter(has=warning).click()
    approver.get_by_role("button", name="Ghi nhận mục đã đánh dấu (1)").click(timeout=SLOW)
    expect(approver.get_by_text("Không còn mục nào chưa xong.")).to_be_visible(timeout=SLOW)
    set_moment(approver)
    button.click()
    expect(approver.get_by_text("Đã phê duyệt; công bố lúc", exact=False)).to_be_visible(timeout=SLOW)
    release = re.search(r"ministry-other-2023-09-\w+", approver.locator("main, .stMain").first.inner_text())[0]
    address = f"{url}/rankings?lang=vi&release={release}"

    def is_public() -> bool:
        """Whether a visitor who opens the address reads the figures of that month."""
        everyone.goto(address)
        heading(everyone, "Xếp hạng")
        there = everyone.get_by_text(re.compile(f"Mã bản công bố: {release}"))
        refused = everyone.get_by_text(f"Không tìm thấy bản “{release}”", exact=False)
        expect(there.or_(refused).first).to_be_visible(timeout=SLOW)
        return refused.count() == 0

    assert not is_public()
    expect(everyone.get_by_text("Tháng 9 năm 2023")).to_have_count(0)
    # Nothing is pressed any more: the hour comes by itself, at the next look.
    for _ in range(60):
        if is_public():
            break
        everyone.wait_for_timeout(1_000)
    expect(everyone.get_by_text("Tháng 9 năm 2023").first).to_be_visible(timeout=SLOW)
    approver.reload()
    expect(approver.get_by_text("đã công bố").first).to_be_visible(timeout=SLOW)
