"""The owner cookie: until accounts exist, a draft belongs to the browser that uploaded it."""

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame.https import secure

COOKIE = "dti_owner"
_MAX_AGE = 180 * 24 * 3600
_FORM = re.compile(r"[0-9a-f]{32}")


def valid(value: str | None) -> bool:
    """Whether `value` can be one of ours: 128 random bits as 32 hexadecimal digits."""
    return value is not None and _FORM.fullmatch(value) is not None


def _framed(scope: Scope) -> bool:
    """Whether the answer stands on a page of another site, whose readers get no cookie of ours, not even of a fault."""
    return str(scope["path"]).startswith("/embed/")


class OwnerCookie:
    """Gives a browser that opens a page its cookie; scripts in the page cannot read it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or valid(HTTPConnection(scope).cookies.get(COOKIE)):
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # Only a page is kept by one browser; an answer that caches may share must carry no cookie.
                shared = headers.get("cache-control", "").startswith("public")
                if headers.get("content-type", "").startswith("text/html") and not shared and not _framed(scope):
                    ends = "; Secure" if secure(HTTPConnection(scope)) else ""
                    headers.append(
                        "Set-Cookie",
                        f"{COOKIE}={secrets.token_hex(16)}; Path=/; Max-Age={_MAX_AGE}; HttpOnly; SameSite=Lax{ends}",
                    )
            await send(message)

        await self.app(scope, receive, send_with_cookie)
