"""The guard of Streamlit's upload route, which takes files into memory whatever a page says."""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from frame import owner

# A form's boundaries and part headers come on top of the file itself.
_FORM_MARGIN = 64 * 1024


class UploadGuard:
    """Refuses, before a byte is read, what has no owner, no stated length or too great a one."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit + _FORM_MARGIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "/_stcore/upload_file" in scope["path"] and scope["method"] == "PUT":
            refusal = self._refusal(HTTPConnection(scope))
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, request: HTTPConnection) -> PlainTextResponse | None:
        if not owner.valid(request.cookies.get(owner.COOKIE)):
            return PlainTextResponse("Open the dashboard in this browser first.", 403)
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit():
            return PlainTextResponse("The length of the file must be stated.", 411)
        if int(length) > self.limit:
            return PlainTextResponse("The file is too large.", 413)
        return None
