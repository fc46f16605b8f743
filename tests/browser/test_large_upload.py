"""A workbook of a whole country's communes goes through the page while another reader clicks.

By default 3,321 × 100, at full size 50,000 × 100 (about 44 MB). How long it took and how much memory it needed is
printed; what must hold whatever the machine is that both readers get their pages and that memory has an end.
"""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import large
from tests.browser.server import Server, running
from tests.browser.test_main_job import SLOW, choose, heading
from tests.needs import SOAK

UNITS = 50_000 if SOAK else 3_321
MOST_MIB = 2_048
PREVIEW = 120_000


def memory(process: int) -> float:
    """Resident MiB of a process and everything it started."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        found = dict(re.findall(r"^(Pid|PPid|VmRSS):\s+(\d+)", text, re.MULTILINE))
        if str(process) in (found.get("Pid"), found.get("PPid")):
            total += int(found.get("VmRSS", 0)) / 1024
    return total


@contextmanager
def watched(server: Server) -> Iterator[list[float]]:
    """The highest memory seen, as the one element of a list, while the block runs."""
    highest, stop = [0.0], threading.Event()

    def watch() -> None:
        while not stop.wait(0.05):
            highest[0] = max(highest[0], memory(server.process.pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield highest
    finally:
        stop.set()
        thread.join()


@pytest.mark.load
def test_a_large_workbook_is_previewed_while_another_reader_clicks(visitor, tmp_path, record_property):
    file = large.make(tmp_path / "own", UNITS, 100)
    with running(tmp_path / "data", DTI_BLOCKS=str(tmp_path / "own")) as server, watched(server) as highest:
        analyst, reader = visitor(), visitor()
        reader.goto(f"{server.url}/rankings?lang=vi")
        heading(reader, "Xếp hạng")
        analyst.goto(f"{server.url}/upload?lang=vi")
        heading(analyst, "Tải lên")
        choose(analyst, "Bộ chỉ số", "Nhiều đơn vị")
        begun = time.perf_counter()
        analyst.locator("input[type=file]").set_input_files(str(file))
        clicks = []
        for link, title in [("So sánh", "So sánh các đơn vị"), ("Bản đồ", "Bản đồ"), ("Xếp hạng", "Xếp hạng")] * 2:
            clicked = time.perf_counter()
            reader.get_by_role("link", name=link).first.click()
            heading(reader, title)
            clicks.append(time.perf_counter() - clicked)
        expect(analyst.get_by_text(re.compile("Đã tính điểm"))).to_be_visible(timeout=PREVIEW)
        taken = time.perf_counter() - begun
        expect(analyst.get_by_text(re.compile("Không tìm thấy vấn đề nào"))).to_be_visible(timeout=SLOW)
        for page in (analyst, reader):  # before the server goes
            page.goto("about:blank")
    print(f"{UNITS} × 100, {file.stat().st_size / 2**20:.0f} MB: preview after {taken:.1f} s,"
          f" at most {highest[0]:.0f} MiB, the other reader's clicks {[round(c, 2) for c in clicks]} s")  # fmt: skip
    assert highest[0] < MOST_MIB
