"""Links that work once: the first administrator's, invitations, forgotten passwords."""

import threading
from datetime import datetime, timedelta

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from figures.words import Words
from frame import forms, letters, owner, sentences
from frame.accounts import FORGOTTEN, SIGN_IN, door, enter, new_password, twice
from frame.forms import Field, work
from frame.guesses import Guesses, too_many
from store import clock, links
from store.links import DOORS, FIRST, RESET, LinkSpent

# Whoever asks again and again fills nobody's letter box.
_LETTER_EVERY = timedelta(minutes=5)
_letters: dict[str, datetime] = {}
_one_at_a_time = threading.Lock()


def routes(guesses: Guesses) -> list[Route]:
    """The routes, each page of which works without a session; `guesses` counts who asks for letters."""

    async def forgotten(request: Request) -> Response:
        return await _forgotten(request, guesses)

    found = [(f"{DOORS[FIRST]}{{token}}", _first), (f"{DOORS[RESET]}{{token}}", _link), (FORGOTTEN, forgotten)]
    return [Route(path, door(answer), methods=["GET", "POST"]) for path, answer in found]


def first_address(token: str, base: str) -> str:
    """Where the first administrator sets name and password."""
    return f"{base}{DOORS[FIRST]}{token}"


async def _first(request: Request) -> Response:
    """The first account of an installation, and the drafts that this browser kept before."""
    words, token = forms.words_of(request), request.path_params["token"]
    title = words.t("account.first")
    link = await work(links.look, token, clock.now())
    if link is None or link.purpose != FIRST:
        return _spent(request, title)
    given: dict[str, str] = {}
    fault, status = "", 200
    if request.method == "POST":
        given = await forms.posted(request)
        fault, status = twice(given, words), 400
        if not fault:
            kept = request.cookies.get(owner.COOKIE)
            about = [given.get(name, "") for name in ("email", "name", "password")]
            try:
                mine = kept if owner.valid(kept) else None
                account = await work(links.make_administrator, token, *about, clock.now(), owner=mine)
                return await enter(request, account, "/")
            except LinkSpent:
                return _spent(request, title)
            except sentences.REFUSALS as refusal:
                fault = sentences.said(refusal, words)
    fields = [
        Field("name", words.t("account.name"), "text", "name", given.get("name", "")),
        Field("email", words.t("account.email"), "email", "username", given.get("email", "")),
        *new_password(words),
    ]
    intro = words.t("account.first_intro")
    return forms.page(request, title, intro=intro, fault=fault, fields=fields, button=title, status=status)


async def _link(request: Request) -> Response:
    """A password of one's own, by an invitation or in the place of a forgotten one."""
    words, token = forms.words_of(request), request.path_params["token"]
    title = words.t("account.set_password")
    link = await work(links.look, token, clock.now())
    if link is None or link.purpose == FIRST:
        return _spent(request, title)
    fault, status = "", 200
    if request.method == "POST":
        given = await forms.posted(request)
        fault, status = twice(given, words), 400
        if not fault:
            try:
                account = await work(links.set_password, token, given.get("password", ""), clock.now())
                return await enter(request, account, "/")
            except LinkSpent:
                return _spent(request, title)
            except sentences.REFUSALS as refusal:
                fault = sentences.said(refusal, words)
    intro = words.t("account.link_intro", name=link.name, email=link.email)
    return forms.page(request, title, intro=intro, fault=fault, fields=new_password(words), button=title, status=status)


async def _forgotten(request: Request, guesses: Guesses) -> Response:
    """The same answer at once, whether there is such an account or not; what follows happens afterwards."""
    words = forms.words_of(request)
    title = words.t("account.forgotten")
    links_below = [(words.t("account.sign_in"), f"{SIGN_IN}?lang={words.lang}")]
    if not letters.possible():
        return forms.page(request, title, intro=words.t("account.ask_administrator"), links=links_below)
    if request.method == "POST":
        given = await forms.posted(request)
        if seconds := guesses.wait(request):
            return too_many(request, title, seconds)
        response = forms.page(request, title, intro=words.t("account.forgotten_sent"), links=links_below)
        response.background = BackgroundTask(work, _write, given.get("email", ""), words)
        return response
    fields = [Field("email", words.t("account.email"), "email", "username")]
    intro = words.t("account.forgotten_intro")
    return forms.page(request, title, intro=intro, fields=fields, button=words.t("account.send"), links=links_below)


def _write(email: str, words: Words) -> None:
    address = email.strip().casefold()
    if not _may_write(address, clock.now()):
        return
    token = links.forgotten(address, clock.now())
    link = links.look(token, clock.now()) if token else None
    if token and link:
        letters.write(link, token, words)


def _may_write(address: str, at: datetime) -> bool:
    with _one_at_a_time:
        for old in [kept for kept, when in _letters.items() if at - when >= _LETTER_EVERY]:
            del _letters[old]
        return _letters.setdefault(address, at) == at


def _spent(request: Request, title: str) -> Response:
    words = forms.words_of(request)
    below = [(words.t("account.sign_in"), f"{SIGN_IN}?lang={words.lang}")]
    return forms.page(request, title, fault=words.t("account.link_spent"), links=below, status=404)
