"""Signing in and out and one's own password, as plain forms: a page's script cannot set a cookie."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from figures.words import Words
from frame import forms, sentences, signed_in
from frame.forms import Field, Refused, work
from frame.guesses import Guesses, too_many
from store import clock, passwords, sessions, start
from store.providers import issuer_of

log = logging.getLogger(__name__)
SIGN_IN, SIGN_OUT, PASSWORD, FORGOTTEN = (
    f"/account/{name}" for name in ("sign-in", "sign-out", "password", "forgotten")
)
PROVIDER = "/account/provider"
Door = Callable[[Request], Awaitable[Response]]


def door(answer: Door) -> Door:
    """A page at a door: it waits until the tables are ready and says why a posted form is not read."""

    async def guarded(request: Request) -> Response:
        words = forms.words_of(request)
        if not start.progress().ready:
            return forms.page(request, words.t("account.starting"), intro=words.t("start.preparing"), status=503)
        try:
            return await answer(request)
        except Refused as refusal:
            log.warning("a form was not read: %s", refusal)
            fault = words.t("account.not_ours") if refusal.status == 403 else words.t("account.no_form")
            again = [(words.t("account.sign_in"), f"{SIGN_IN}?lang={words.lang}")]
            return forms.page(request, words.t("account.not_read"), fault=fault, links=again, status=refusal.status)

    return guarded


def routes(
    providers: Callable[[], list[tuple[str, str]]], guesses: Guesses, way_out: Callable[[str], tuple[str, str] | None]
) -> list[Route]:
    """The routes; `providers` gives the name and the label of each that may sign somebody in, `way_out` the label and
    the address at which the one with an issuer ends its own session.
    """

    async def sign_in(request: Request) -> Response:
        return await _sign_in(request, providers(), guesses)

    async def sign_out(request: Request) -> Response:
        return await _sign_out(request, way_out)

    found: list[tuple[str, Door]] = [(SIGN_IN, sign_in), (SIGN_OUT, sign_out), (PASSWORD, _password)]
    return [Route(path, door(answer), methods=["GET", "POST"]) for path, answer in found]


async def _sign_in(request: Request, providers: list[tuple[str, str]], guesses: Guesses) -> Response:
    words, there = forms.words_of(request), forms.next_of(request)
    title = words.t("account.sign_in")
    email, fault, status = "", "", 200
    if request.method == "POST":
        given = await forms.posted(request)
        email = given.get("email", "")
        if seconds := guesses.wait(request):
            log.warning("a sign-in was refused: too many tries from one address")
            return too_many(request, title, seconds)
        try:
            account = await work(passwords.authenticate, email, given.get("password", ""), clock.now())
            guesses.give_back(request)
            return await enter(request, account, there)
        except sentences.REFUSALS as refusal:
            fault = sentences.said(refusal, words)
            status = 429 if isinstance(refusal, passwords.LockedOut) else 401
            # Without the address: people type their password into the wrong line.
            log.warning("a sign-in was refused: %s", type(refusal).__name__)
    elif (await work(signed_in.viewer, request)).signed_in:
        return forms.goes_to(there)
    elif code := request.query_params.get("fault"):
        known = code if code in ("unverified", "password", "taken", "email", "disabled", "first") else "provider"
        fault = words.t(f"account.from_provider_{known}")
    asked = {"next": there} if there != "/" else {}
    links = [
        (words.t("account.by_provider", name=label), f"{PROVIDER}?{urlencode({**asked, 'name': name})}")
        for name, label in providers
    ]
    links += [(words.t("account.forgotten"), f"{FORGOTTEN}?lang={words.lang}"), (words.t("account.back"), there)]
    fields = [
        Field("email", words.t("account.email"), "email", "username", email),
        Field("password", words.t("account.password"), "password", "current-password"),
    ]
    return forms.page(request, title, fault=fault, fields=fields, button=title, links=links, status=status)


async def enter(request: Request, account: str, there: str) -> Response:
    """Let in whoever has just proved to be the owner of an account; a session that the browser had ends."""
    before = await work(signed_in.viewer, request)
    await work(sessions.end, before, clock.now())
    token = await work(signed_in.fresh, account, request)
    if not (await work(sessions.viewer_of, token, None, clock.now())).signed_in:
        return refused("disabled")
    log.info("account %s signed in", account)
    response = forms.goes_to(there)
    signed_in.let_in(response, request, token)
    return response


def refused(code: str) -> Response:
    """Back to the sign-in page, which says why."""
    return forms.goes_to(f"{SIGN_IN}?{urlencode({'fault': code})}")


async def _sign_out(request: Request, way_out: Callable[[str], tuple[str, str] | None]) -> Response:
    words = forms.words_of(request)
    title = words.t("account.sign_out")
    viewer = await work(signed_in.viewer, request)
    if request.method == "POST":
        await forms.posted(request)
        issuer = await work(issuer_of, viewer)
        await work(sessions.end, viewer, clock.now())
        there = await work(way_out, issuer) if issuer else None
        response = _on_to(request, title, *there) if there else forms.goes_to(f"/?lang={words.lang}")
        signed_in.let_out(response, request)
        return response
    if not viewer.signed_in:
        return forms.page(request, title, intro=words.t("account.signed_out"), links=_ways(request))
    return forms.page(request, title, intro=words.t("account.signed_in_as", name=viewer.name), button=title)


def _on_to(request: Request, title: str, label: str, address: str) -> Response:
    """Signed out here, and on to the provider. By a page: a browser follows no form to another origin."""
    words = forms.words_of(request)
    links = [(words.t("account.out_of", name=label), address), *_ways(request)]
    response = forms.page(request, title, intro=words.t("account.out_there", name=label), links=links)
    response.headers["Refresh"] = f"1; url={address}"
    return response


async def _password(request: Request) -> Response:
    words, there = forms.words_of(request), forms.next_of(request)
    title = words.t("account.change_password")
    viewer = await work(signed_in.viewer, request)
    if not viewer.signed_in:
        again = f"{SIGN_IN}?{urlencode({'lang': words.lang, 'next': PASSWORD})}"
        links = [(words.t("account.sign_in"), again)]
        return forms.page(request, title, fault=words.t("account.signed_out"), links=links, status=401)
    if not await work(passwords.has_one, viewer):
        said = words.t("account.no_password", name=viewer.name)
        return forms.page(request, title, intro=said, links=[(words.t("account.back"), there)])
    fault, status = "", 200
    if request.method == "POST":
        given = await forms.posted(request)
        fault, status = twice(given, words), 400
        if not fault:
            try:
                await work(passwords.change, viewer, given.get("old", ""), given.get("password", ""), clock.now())
                said = words.t("account.password_changed")
                return forms.page(request, title, intro=said, links=[(words.t("account.back"), there)])
            except sentences.REFUSALS as refusal:
                fault = sentences.said(refusal, words)
    old = Field("old", words.t("account.old_password"), "password", "current-password")
    return forms.page(
        request, title, intro=words.t("account.signed_in_as", name=viewer.name), fault=fault, status=status,
        fields=[old, *new_password(words)], button=title, links=[(words.t("account.back"), there)],
    )  # fmt: skip


def new_password(words: Words) -> list[Field]:
    """The two lines in which somebody chooses a password."""
    chosen = words.t("account.password_help", least=passwords.LEAST)
    return [
        Field("password", words.t("account.new_password"), "password", "new-password", help=chosen),
        Field("again", words.t("account.again"), "password", "new-password"),
    ]


def twice(given: dict[str, str], words: Words) -> str:
    """What is wrong with a password that was typed twice; empty where it is the same."""
    return "" if given.get("password", "") == given.get("again", "") else words.t("account.not_the_same")


def _ways(request: Request) -> list[tuple[str, str]]:
    words = forms.words_of(request)
    return [(words.t("account.sign_in"), f"{SIGN_IN}?lang={words.lang}"), (words.t("account.back"), "/")]


def sign_in_address(there: str, lang: str) -> str:
    """Where one signs in to come back to `there`."""
    return f"{SIGN_IN}?lang={lang}&next={quote(there, safe='')}"
