"""The guard of Streamlit's upload route, which takes files into memory whatever a page says.

Who may open the upload page sends files of any size that the server takes. Everybody else sends small ones, to have a
release bundle verified. What each session holds, and all of either kind together, is no more than an allowance, and
while the process is short of memory it takes nothing: neither strangers nor accounts fill it.
"""

import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame import owner
from frame.allowance import MB, VISITOR_MB, Allowance
from frame.overload import is_heavy

# A form's boundaries and part headers come on top of the file itself.
_FORM_MARGIN = 64 * 1024
_AGAIN = {"Retry-After": "60"}
_PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?$")


class UploadGuard:
    """Refuses, before a byte is read, what has no owner, no stated length or too great a one.

    may_upload: whether who sends it may open the upload page, it may read the store; members, visitors: what those who
    may, and those who may not, hold in memory; is_heavy: whether the process has no memory to spare.
    """

    def __init__(
        self, app: ASGIApp, limit: int, may_upload: Callable[[HTTPConnection], bool], members: Allowance,
        visitors: Allowance, is_heavy: Callable[[], bool] = is_heavy,
    ) -> None:  # fmt: skip
        self.app, self.limit, self.may_upload, self.is_heavy = app, limit, may_upload, is_heavy
        self.members, self.visitors = members, visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "/_stcore/upload_file" not in scope["path"]:
            await self.app(scope, receive, send)
        elif scope["method"] == "PUT":
            await self._put(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self.app(scope, receive, self._counted(scope, send))
        else:
            await self.app(scope, receive, send)

    async def _put(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        refusal = self._refusal(request)
        if refusal is None:
            is_member = await run_in_threadpool(self.may_upload, request)
            allowance, most = (self.members, self.limit) if is_member else (self.visitors, VISITOR_MB * MB)
            path = _PATH.search(scope["path"])
            is_new = path is not None and not allowance.holds(path["session"], path["file"])
            refusal = _over(allowance, most, request)
            # What was there before stays there when the new one is not taken.
            if path is not None and is_new and refusal is None:
                await self._taken(allowance, path["session"], path["file"])(scope, receive, send)
                return
        await (refusal or self.app)(scope, receive, send)

    def _taken(self, allowance: Allowance, session: str, file: str) -> ASGIApp:
        """The application, for a file that counts only where it is answered that it was taken: a connection that broke
        off half-way leaves nothing, and gets no answer."""

        async def taken(scope: Scope, receive: Receive, send: Send) -> None:
            status = 500

            async def noted(message: Message) -> None:
                nonlocal status
                status = message["status"] if message["type"] == "http.response.start" else status
                await send(message)

            try:
                await self.app(scope, receive, noted)
            finally:
                if status >= 400:
                    allowance.give_back(session, file)

        return taken

    def _refusal(self, request: HTTPConnection) -> PlainTextResponse | None:
        if not owner.valid(request.cookies.get(owner.COOKIE)):
            return PlainTextResponse("Open the dashboard in this browser first.", 403)
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit():
            return PlainTextResponse("The length of the file must be stated.", 411)
        if int(length) > self.limit + _FORM_MARGIN:
            return PlainTextResponse("The file is too large.", 413)
        if self.is_heavy():
            return PlainTextResponse("The server has no memory to spare just now. Try again later.", 503, _AGAIN)
        return None

    def _counted(self, scope: Scope, send: Send) -> Send:
        """`send`, which gives the file's bytes back to the allowances where the answer says that it was taken out."""

        async def counted(message: Message) -> None:
            is_gone = message["type"] == "http.response.start" and message["status"] < 400
            if is_gone and (path := _PATH.search(scope["path"])):
                for allowance in (self.members, self.visitors):
                    allowance.give_back(path["session"], path["file"])
            await send(message)

        return counted


def _over(allowance: Allowance, most: int, request: HTTPConnection) -> PlainTextResponse | None:
    """The refusal of a file that is larger than its sender may send, or that would be too much beside the others."""
    length, path = int(request.headers["content-length"]), _PATH.search(request.scope["path"])
    if path is None:
        return PlainTextResponse("Not Found", 404)
    if not allowance.is_alive(path["session"]):
        # Streamlit would say the same, but only after it had been counted.
        return PlainTextResponse("The page that sends the file is not open any more. Load it anew.", 400)
    if length > most + _FORM_MARGIN:
        return PlainTextResponse("The file is too large.", 413)
    if not allowance.take(path["session"], path["file"], length):
        return PlainTextResponse("Too many files are held for now. Take some out, or try again later.", 503, _AGAIN)
    return None
