"""The browser that draws files: one for the whole process, started at the first file, started again when it dies.

plotly's own exporter (Kaleido) drives the system's Chromium; our typeface reaches it by a fontconfig file of its own.
Nothing is fetched from anywhere.
"""

import asyncio
import atexit
import logging
import os
import tempfile
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import TimeoutError as TooLong
from pathlib import Path
from typing import Any

from scoring.units import DATA

for _name in ("kaleido", "choreographer", "logistro"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # they tell of every step
TABS = 2  # figures that are drawn at once; each costs memory (0.3 GB) and a core
SECONDS = 60
MOST = 12  # pieces of work that are under way or wait; each keeps its figure in memory meanwhile
_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine, or it does not start; charts are still drawn in the reader's browser."""


def available() -> bool:
    """Whether a Chromium is there; it need not have been started."""
    return path() is not None


def path() -> str | None:
    """Of the Chromium: where BROWSER_PATH says, else as the system has it."""
    from choreographer.browsers.chromium import Chromium

    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).is_file() else None
    return Chromium.find_browser(skip_local=True)


class Crowded(RuntimeError):
    """So many wait to have something drawn already that nobody else is let in."""


class Browser:
    """A Chromium kept in a thread of its own; `run` may be called from any thread."""

    def __init__(self, tabs: int = TABS) -> None:
        self.tabs = tabs
        self._turns = threading.BoundedSemaphore(MOST)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Any = None
        self._folder: tempfile.TemporaryDirectory | None = None

    def run(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        """What `work(kaleido)` gives, in the browser's thread; tried once more in a new browser where that one died.

        Raises NoBrowser and Crowded.
        """
        if not self._turns.acquire(blocking=False):
            raise Crowded(f"{MOST} pieces of work are being drawn or wait already.")
        try:
            return self._run(work)
        finally:
            self._turns.release()

    def _run(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        for again in (True, False):
            loop, kaleido = self._started()
            try:
                return asyncio.run_coroutine_threadsafe(_in_time(work(kaleido)), loop).result(SECONDS + 5)
            except Exception as problem:
                if not self._died(kaleido, problem):
                    raise
                self.stop()
                if not again:
                    raise NoBrowser("The browser that draws charts stopped twice.") from problem
        raise AssertionError  # not reached

    @property
    def pid(self) -> int | None:
        """The process of the browser, None where none is kept."""
        return self._kaleido.subprocess.pid if self._kaleido is not None else None

    def stop(self) -> None:
        """Close the browser; the next `run` starts another."""
        with self._lock:
            loop, kaleido, folder = self._loop, self._kaleido, self._folder
            self._loop = self._kaleido = self._folder = None
        if loop is None:
            return
        try:
            asyncio.run_coroutine_threadsafe(kaleido.close(), loop).result(10)
        except Exception:
            kaleido.subprocess.kill()
        loop.call_soon_threadsafe(loop.stop)
        if folder is not None:
            folder.cleanup()

    def _started(self) -> tuple[asyncio.AbstractEventLoop, Any]:
        with self._lock:
            if self._loop is None:
                self._start()
            assert self._loop is not None
            return self._loop, self._kaleido

    def _start(self) -> None:
        import kaleido

        if not available():
            raise NoBrowser("There is no Chromium on this machine.")
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, daemon=True, name="press-browser").start()
        folder = tempfile.TemporaryDirectory(prefix="dti-fonts-", ignore_cleanup_errors=True)
        conf = Path(folder.name) / "fonts.conf"
        conf.write_text(_CONF.format(fonts=DATA / "fonts", cache=Path(folder.name) / "cache"), encoding="utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(conf)  # the child takes it along; ours is put back at once

        async def opened() -> Any:
            made = kaleido.Kaleido(n=self.tabs, timeout=SECONDS, mathjax=False, path=path())
            await made.open()
            return made

        try:
            self._kaleido = asyncio.run_coroutine_threadsafe(opened(), loop).result(SECONDS)
        except Exception as problem:
            loop.call_soon_threadsafe(loop.stop)
            folder.cleanup()
            raise NoBrowser(f"Chromium did not start: {problem or type(problem).__name__}") from problem
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
        self._loop, self._folder = loop, folder

    def _died(self, kaleido: Any, problem: Exception) -> bool:
        gone = kaleido.subprocess.poll() is not None
        return gone or isinstance(problem, TimeoutError | TooLong) or "Closed" in type(problem).__name__


class InTheBackground(Browser):
    """The same browser for work that comes one piece at a time by itself, and is let in whoever waits."""

    def __init__(self, kept: Browser) -> None:
        super().__init__(kept.tabs)
        self.kept = kept

    def run(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        return self.kept._run(work)


async def _in_time(work: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(work, SECONDS)


KEPT = Browser()
BACKGROUND = InTheBackground(KEPT)
atexit.register(KEPT.stop)
