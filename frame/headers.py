"""Security headers on every answer; Streamlit sends none of its own."""

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame.https import secure

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_PLAIN = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# For this name alone: what else the operator serves under the domain is not ours to bind.
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


def inline_hashes(page: str) -> list[str]:
    """The policy's names ('sha256-…') for the inline scripts of `page`, which it allows and no others."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(script_hashes: Iterable[str]) -> str:
    """The content security policy: everything from this server, no inline script but those of the index page."""
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *script_hashes])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data:",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        ]
    )


class SecurityHeaders:
    """Adds the headers, where readers come by https also that they shall come in no other way; a route that sets one
    itself (an embed, say) keeps its own."""

    def __init__(self, app: ASGIApp, script_hashes: Iterable[str]) -> None:
        self.app = app
        self.headers = {**_PLAIN, "Content-Security-Policy": policy(script_hashes)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self.headers | (_HTTPS_ONLY if secure(HTTPConnection(scope)) else {})

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
