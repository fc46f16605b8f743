"""More readers than one process carries: whoever comes next is told so at once, and those who are there go on.

    DTI_MOST_READERS   open pages at once (500)
    DTI_MOST_OF_ONE    of them from one address on the network (150)
    DTI_MOST_MEMORY    MiB of memory from which nobody new is let in (2048)
    DTI_STATIC_URL     address of the static edition, to which the others are sent

Accounts get in all the same: the work of those who publish must not wait for a crowd. An office whose readers share an
address has many pages open and is no attack; this machine itself, where a proxy stands that names nobody, has no limit.
"""

import os
from collections import Counter
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


def most_of_one() -> int:
    return _number("DTI_MOST_OF_ONE", 150)


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


def is_heavy() -> bool:
    """Whether the process holds as much memory as it may."""
    return memory_used() > most_memory()


class Overload:
    """Counts the open streams. `is_page`: whether a path is that of a page; `client_of`: by which name a connection is
    counted; `memory`: bytes in use."""

    def __init__(
        self, app: ASGIApp, is_page: Callable[[str], bool], client_of: Callable[[HTTPConnection], str],
        memory: Callable[[], int] = memory_used,
    ) -> None:  # fmt: skip
        self.app, self.is_page, self.client_of, self.memory = app, is_page, client_of, memory
        self.readers = 0
        self.of_one: Counter[str] = Counter()
        self._looked, self._heavy = float("-inf"), False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"].endswith(_STREAM):
            await self._stream(scope, receive, send)
        elif scope["type"] == "http" and (why := self._refusal(scope)) and not await _has_account(scope):
            await _told(scope, why)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = self._client(scope)
        is_full = self.readers >= most_readers() * _ROOM or self.of_one[client] >= most_of_one() * _ROOM
        if is_full and not await _has_account(scope):
            await send({"type": "websocket.close", "code": 1013})  # try again later
            return
        self.readers += 1
        self.of_one.update([client] if client else [])
        try:
            await self.app(scope, receive, send)
        finally:
            self.readers -= 1
            self.of_one.subtract([client] if client else [])
            if not self.of_one[client]:
                del self.of_one[client]

    def _client(self, scope: Scope) -> str:
        """Empty for this machine itself."""
        client = self.client_of(HTTPConnection(scope))
        return "" if client == "::1" or client.startswith(("127.", "::/")) else client

    def _refusal(self, scope: Scope) -> str:
        """Why a newcomer is not let in; empty for everybody else."""
        wants_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
        if not (wants_page and self.is_page(scope["path"])):
            return ""
        if self.readers >= most_readers() or self._is_heavy():
            return "all"
        return "one" if self.of_one[self._client(scope)] >= most_of_one() else ""

    def _is_heavy(self) -> bool:
        if monotonic() - self._looked > 1:
            self._looked, self._heavy = monotonic(), self.memory() > most_memory()
        return self._heavy


async def _has_account(scope: Scope) -> bool:
    connection = HTTPConnection(scope)
    if signed_in.COOKIE not in connection.cookies:
        return False
    return (await run_in_threadpool(partial(signed_in.viewer, connection))).signed_in


def _told(scope: Scope, why: str) -> Response:
    request = Request(scope)
    words = forms.words_of(request)
    t, static = words.t, os.environ.get("DTI_STATIC_URL", "").strip().rstrip("/")
    said = t("overload.text", seconds=_AGAIN) if why == "all" else t("overload.one", most=most_of_one())
    there = f"{static}/{words.lang}/index.html"
    links = [(t("overload.static"), there)] if static.startswith(("https://", "http://")) else []
    links.append((t("overload.again"), request.url.path + (f"?{request.url.query}" if request.url.query else "")))
    answer = forms.page(
        request, t("overload.title"), intro=said, links=links, status=503 if why == "all" else 429
    )  # fmt: skip
    answer.headers["Retry-After"] = str(_AGAIN)
    return answer
