"""The guard of Streamlit's upload route, which takes files into memory whatever a page says.

Who may open the upload page sends files of any size that the server takes. Everybody else sends small ones, to have a
release bundle verified, and all of them together hold no more than an allowance: without an account nobody fills the
memory.
"""

import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame import owner
from frame.allowance import MB, VISITOR_MB, Allowance

# A form's boundaries and part headers come on top of the file itself.
_FORM_MARGIN = 64 * 1024
_PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?$")


class UploadGuard:
    """Refuses, before a byte is read, what has no owner, no stated length or too great a one.

    may_upload: whether who sends it may open the upload page; it may read the store.
    """

    def __init__(
        self, app: ASGIApp, limit: int, may_upload: Callable[[HTTPConnection], bool], allowance: Allowance
    ) -> None:  # fmt: skip
        self.app, self.limit, self.may_upload, self.allowance = app, limit, may_upload, allowance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "/_stcore/upload_file" not in scope["path"]:
            await self.app(scope, receive, send)
        elif scope["method"] == "PUT":
            await self._put(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self.app(scope, receive, self._counted(scope, send, lambda status: status < 400))
        else:
            await self.app(scope, receive, send)

    async def _put(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        refusal = self._refusal(request)
        if refusal is None and not await run_in_threadpool(self.may_upload, request):
            path = _PATH.search(scope["path"])
            is_new = path is not None and not self.allowance.holds(path["session"], path["file"])
            refusal = self._of_visitor(request)
            if is_new and refusal is None:  # what was there before stays there when the new one is not taken
                send = self._counted(scope, send, lambda status: status >= 400)
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, request: HTTPConnection) -> PlainTextResponse | None:
        if not owner.valid(request.cookies.get(owner.COOKIE)):
            return PlainTextResponse("Open the dashboard in this browser first.", 403)
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit():
            return PlainTextResponse("The length of the file must be stated.", 411)
        if int(length) > self.limit + _FORM_MARGIN:
            return PlainTextResponse("The file is too large.", 413)
        return None

    def _of_visitor(self, request: HTTPConnection) -> PlainTextResponse | None:
        length, path = int(request.headers["content-length"]), _PATH.search(request.scope["path"])
        if path is None:
            return PlainTextResponse("Not Found", 404)
        if length > VISITOR_MB * MB + _FORM_MARGIN:
            return PlainTextResponse("The file is too large.", 413)
        if not self.allowance.take(path["session"], path["file"], length):
            return PlainTextResponse("Too many files are being verified. Try again later.", 503)
        return None

    def _counted(self, scope: Scope, send: Send, is_gone: Callable[[int], bool]) -> Send:
        """`send`, which gives the file's bytes back to the allowance where the answer says that it is not there."""

        async def counted(message: Message) -> None:
            answered = message["type"] == "http.response.start" and is_gone(message["status"])
            if answered and (path := _PATH.search(scope["path"])):
                self.allowance.give_back(path["session"], path["file"])
            await send(message)

        return counted
