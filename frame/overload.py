"""More readers than one process carries: whoever comes next is told so at once, and those who are there go on.

    DTI_MOST_READERS   open pages at once (500)
    DTI_MOST_MEMORY    MiB of memory from which nobody new is let in (2048)
    DTI_STATIC_URL     address of the static edition, to which the others are sent

Accounts get in all the same: the work of those who publish must not wait for a crowd.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from frame import forms, signed_in

_STREAM = "/_stcore/stream"
_AGAIN = 30  # seconds
# Who has the page already may open its stream, also anew after a break, while newcomers are told to wait.
_ROOM = 1.1
_PAGE = os.sysconf("SC_PAGE_SIZE")


def most_readers() -> int:
    return _number("DTI_MOST_READERS", 500)


def most_memory() -> int:
    """Bytes."""
    return _number("DTI_MOST_MEMORY", 2048) * 2**20


def _number(name: str, usual: int) -> int:
    said = os.environ.get(name, "").strip()
    return int(said) if said.isdigit() and int(said) > 0 else usual


def memory_used() -> int:
    """Bytes that the process holds; 0 where the system does not tell (it is Linux that does)."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


class Overload:
    """Counts the open streams. `is_page`: whether a path is that of a page; `memory`: bytes in use."""

    def __init__(
        self, app: ASGIApp, is_page: Callable[[str], bool], memory: Callable[[], int] = memory_used
    ) -> None:  # fmt: skip
        self.app, self.is_page, self.memory = app, is_page, memory
        self.readers = 0
        self._looked, self._heavy = float("-inf"), False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"].endswith(_STREAM):
            await self._stream(scope, receive, send)
        elif scope["type"] == "http" and self._is_newcomer(scope) and not await _has_account(scope):
            await _told(scope)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.readers >= most_readers() * _ROOM and not await _has_account(scope):
            await send({"type": "websocket.close", "code": 1013})  # try again later
            return
        self.readers += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.readers -= 1

    def _is_newcomer(self, scope: Scope) -> bool:
        wants_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
        return wants_page and self.is_page(scope["path"]) and (self.readers >= most_readers() or self._is_heavy())

    def _is_heavy(self) -> bool:
        if monotonic() - self._looked > 1:
            self._looked, self._heavy = monotonic(), self.memory() > most_memory()
        return self._heavy


async def _has_account(scope: Scope) -> bool:
    connection = HTTPConnection(scope)
    if signed_in.COOKIE not in connection.cookies:
        return False
    return (await run_in_threadpool(partial(signed_in.viewer, connection))).signed_in


def _told(scope: Scope) -> Response:
    request = Request(scope)
    t = forms.words_of(request).t
    static = os.environ.get("DTI_STATIC_URL", "").strip()
    links = [(t("overload.static"), static)] if static.startswith(("https://", "http://")) else []
    links.append((t("overload.again"), request.url.path + (f"?{request.url.query}" if request.url.query else "")))
    answer = forms.page(
        request, t("overload.title"), intro=t("overload.text", seconds=_AGAIN), links=links, status=503
    )  # fmt: skip
    answer.headers["Retry-After"] = str(_AGAIN)
    return answer
