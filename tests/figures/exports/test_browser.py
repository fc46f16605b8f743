"""The kept browser: used from several threads, started again after its death, missing with a clear word; no network."""

import asyncio
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psutil
import pytest

from figures.exports import browser, png, svg
from figures.exports.browser import Browser, NoBrowser
from figures.exports.printing import printed
from tests.figures.press.materials import MINISTRIES, PROVINCES, drawn, material


def test_without_a_chromium_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nowhere"))
    assert not browser.available()
    with pytest.raises(NoBrowser, match="There is no Chromium on this machine"):
        png.png(drawn("ranking", material(MINISTRIES)), 1, Browser(1))


def test_a_chromium_that_does_not_start_is_told_apart_from_a_missing_one(monkeypatch, tmp_path):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    with pytest.raises(NoBrowser, match="Chromium did not start"):
        png.png(drawn("ranking", material(MINISTRIES)), 1, Browser(1))


def test_several_threads_draw_at_once_and_get_what_they_asked_for(kept):
    charts = [drawn("ranking", material(MINISTRIES), lang, "og") for lang in ("vi", "en", "es")]
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda chart: svg.svg(chart, kept).decode(), charts))
    for chart, content in zip(charts, found, strict=True):
        assert f"<title>{chart.texts.title}</title>" in content and f'lang="{chart.mark.lang}"' in content


def test_only_so_many_wait_and_what_is_made_in_the_background_is_let_in(monkeypatch):
    """None of them starts a Chromium here: what counts is who is let in."""
    crowd, busy, over = browser.Browser(), threading.Barrier(browser.MOST + 1), threading.Event()

    def slow(work):
        if work is None:
            busy.wait(30)
            over.wait(30)
        return work

    monkeypatch.setattr(crowd, "_run", slow)
    with ThreadPoolExecutor(browser.MOST) as pool:
        waiting = [pool.submit(crowd.run, None) for _ in range(browser.MOST)]
        busy.wait(30)
        with pytest.raises(browser.Crowded):
            crowd.run("mine")
        assert browser.InTheBackground(crowd).run("a kit") == "a kit"
        over.set()
    assert {each.result() for each in waiting} == {None} and crowd.run("mine") == "mine"


def test_after_its_death_another_is_started(kept):
    chart = drawn("ranking", material(MINISTRIES), size="og")
    before = png.png(chart, 1, kept)
    pid = kept.pid
    for each in [*psutil.Process(pid).children(recursive=True), psutil.Process(pid)]:
        with suppress(ProcessLookupError):  # one goes as soon as another is gone
            os.kill(each.pid, signal.SIGKILL)
    assert png.png(chart, 1, kept) == before
    assert kept.pid != pid


def test_nothing_is_asked_from_elsewhere(kept):
    asked: list[str] = []

    async def watch(kaleido: Any) -> None:
        async def note(event: dict[str, Any]) -> None:
            asked.append(event["params"]["request"]["url"])

        for tab in kaleido.tabs.values():
            tab.subscribe("Network.requestWillBeSent", note)
            await tab.send_command("Network.enable")
        await asyncio.sleep(0)

    chart = drawn("map", material(PROVINCES), size="og")
    kept.run(watch)
    png.png(chart, 1, kept)
    svg.svg(chart, kept)
    assert asked and {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}


def test_own_pages_are_printed_with_their_own_margins_and_numbers(kept):
    page = """<!doctype html><html lang="vi"><title>Sơ kết</title><style>@page{size:A5;margin:20mm;
    @bottom-center{content:"Trang " counter(page)}}</style><h1>Đà Nẵng</h1>
    <p style="break-before:page">Huế</p></html>"""
    content = printed(page, kept)
    assert content.startswith(b"%PDF-") and content.count(b"/Type /Page\n") == 2
