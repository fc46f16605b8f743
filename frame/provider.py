"""Coming back from a provider (OIDC): its sign-in becomes a session of ours, and its cookie is not kept.

Streamlit's `st.login` leads to the provider and checks what it answers. It would then give the browser a signed cookie
with the claims, good for thirty days whatever happens here, that still opens the door when it was copied before a
sign-out. So the cookie stays on this side: the claims are read once, and the browser gets a session like everybody's.
"""

import logging
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame import claims, forms
from frame.accounts import PROVIDER, SIGN_IN, SIGN_OUT, enter, refused
from frame.https import secure
from store import clock, sessions
from store.accounts import ADMINISTRATOR, AccountError
from store.providers import from_provider

log = logging.getLogger(__name__)
_BACK = "/oauth2callback"
# Streamlit's cookies with the claims and the tokens, in as many pieces as they need.
_COOKIES = "_streamlit_user"
_THERE = "dti_next"
Read = Callable[[Mapping[str, str]], dict[str, Any] | None]


def routes(providers: Callable[[], list[tuple[str, str]]]) -> list[Route]:
    """The way to a provider: a page of ours that calls `st.login`, and a note of where to go afterwards."""

    async def leave(request: Request) -> Response:
        name = request.query_params.get("name", "")
        if name not in [known for known, _ in providers()]:
            return forms.goes_to(SIGN_IN)
        response = forms.goes_to(f"/?{urlencode({'provider': name})}")
        response.set_cookie(
            _THERE, forms.next_of(request).encode().hex(), 600, path=_BACK, httponly=True, samesite="lax",
            secure=secure(request),
        )  # fmt: skip
        return response

    return [Route(PROVIDER, leave)]


class ProviderReturn:
    """Takes the provider's answer over; `read` gives the claims of Streamlit's cookies, None where they are not its."""

    def __init__(self, app: ASGIApp, read: Read) -> None:
        self.app, self.read = app, read

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != _BACK:
            await self.app(scope, receive, send)
            return
        if not scope["query_string"]:  # from where its session ended: an answer to a sign-in says something
            await forms.goes_to(SIGN_OUT)(scope, receive, send)
            return
        said: list[Message] = []

        async def keep(message: Message) -> None:
            said.append(message)

        await self.app(scope, receive, keep)
        set_cookies = Headers(raw=said[0]["headers"]).getlist("set-cookie")
        theirs = [line for line in set_cookies if line.startswith(_COOKIES)]
        response = await self._answer(Request(scope), theirs)
        # What Streamlit kept to know the answer by is done with, and says so itself.
        response.raw_headers += [(b"set-cookie", line.encode("latin-1")) for line in set_cookies if line not in theirs]
        response.delete_cookie(_THERE, path=_BACK)
        await response(scope, receive, send)

    async def _answer(self, request: Request, theirs: list[str]) -> Response:
        given = self.read({name: kept.value for line in theirs for name, kept in SimpleCookie(line).items()})
        if not given:
            return refused("provider")
        try:
            if not await forms.work(may_be_first, given):
                return refused("first")
            account = await forms.work(admit, given)
        except AccountError as fault:
            log.warning("%s signed somebody in who has no account here: %s", given.get("iss", ""), fault)
            return refused(fault.code)
        return await enter(request, account, _there(request))


def may_be_first(given: Mapping[str, Any]) -> bool:
    """Whether this person may have the first account: as an administrator only, or nobody could make another."""
    return sessions.any_account() or any(role.name == ADMINISTRATOR for role in claims.roles(given) or ())


def admit(given: Mapping[str, Any]) -> str:
    """The account of the person whom the claims describe, with the roles they claim. Raises AccountError."""
    email, subject = str(given.get("email") or ""), str(given.get("sub") or "")
    if not email or not subject:
        raise AccountError("email", email=email)
    issuer = str(given.get("iss") or given.get("provider") or "")
    name = str(given.get("name") or given.get("preferred_username") or email)
    return from_provider(
        issuer[:200], subject[:255], email, name, clock.now(),
        verified=given.get("email_verified") in (True, "true"), claimed=claims.roles(given),
    )  # fmt: skip


def _there(request: Request) -> str:
    try:
        return forms.inside(bytes.fromhex(request.cookies.get(_THERE, "")).decode())
    except ValueError:
        return "/"
