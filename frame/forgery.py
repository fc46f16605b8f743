"""Whether a posted form comes from a page of ours.

A page that asks for something carries a mark, the HMAC of a secret that only this browser's cookies hold: the session's
token, or before anybody signed in a random cookie of its own. A page from elsewhere can send the browser's cookies but
not read them. Besides, a browser says from where it posts, and another origin is refused.
"""

import hashlib
import hmac
import re
import secrets
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from frame import mail, signed_in
from frame.https import secure

COOKIE, FIELD = "dti_form", "mark"
_FORM = re.compile(r"[\w-]{43}")


def mark(secret: str) -> str:
    """What a form carries to prove that its page could read `secret`, without telling it."""
    return hmac.new(secret.encode(), b"a form of ours", hashlib.sha256).hexdigest()


def secret_of(request: Request) -> str:
    """The browser's own secret for forms, a new one where it has none."""
    kept = request.cookies.get(COOKIE, "")
    return kept if _FORM.fullmatch(kept) else secrets.token_urlsafe(32)


def keep(response: Response, request: Request, secret: str) -> None:
    """Let the browser keep the secret of the form that the response shows."""
    response.set_cookie(COOKIE, secret, path="/account", httponly=True, samesite="lax", secure=secure(request))


def is_ours(request: Request, given: str) -> bool:
    """Whether the mark in a posted form is this browser's, and the form's page one of this installation."""
    kept = [request.cookies.get(name, "") for name in (COOKIE, signed_in.COOKIE)]
    marked = [hmac.compare_digest(mark(secret), given) for secret in kept if secret and given.isascii()]
    return any(marked) and same_origin(request)


def same_origin(request: HTTPConnection) -> bool:
    """Whether the browser posts from here; one that says nothing is judged by the mark alone."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    hosts = {request.headers.get("host", "").lower(), urlsplit(mail.public_url()).netloc.lower()} - {""}
    # By the host alone: behind a proxy that ends TLS this server sees another scheme than the browser.
    return origin is None or origin.partition("://")[2].lower() in hosts


class OwnStream:
    """Lets only pages of ours open the stream (a WebSocket) over which a page runs, as whoever the cookies say.

    Streamlit would let pages of this machine in as well, and ask elsewhere for its own outside address to compare.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not same_origin(HTTPConnection(scope)):
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)
