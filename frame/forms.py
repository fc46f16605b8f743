"""The small pages at the doors: plain HTML, one form each, and how what was posted is read."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from figures.words import LANGUAGES, NAMES, Words, best_language
from figures.words import words as words_in
from frame import files, forgery
from frame.https import secure
from frame.page import languages_asked

_MOST_BYTES = 16 * 1024
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent / "templates"), autoescape=True, trim_blocks=True
)
# A password's hash takes long: a crowd at the door waits here, and leaves the server's other threads alone.
_workers = ThreadPoolExecutor(4, thread_name_prefix="doors")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    kind: str = "text"
    autocomplete: str = ""
    value: str = ""
    help: str = ""
    accept: str = ""  # of a file: the endings that are asked for


class Refused(Exception):
    """A posted form that is not read, and with which HTTP status: 403 where it is not from a page of ours."""

    def __init__(self, status: int, reason: str):
        super().__init__(reason)
        self.status = status


async def work(call: Callable[..., _T], *given: object, **named: object) -> _T:
    """Call the store in a thread, so that nobody else waits for it."""
    return await asyncio.get_running_loop().run_in_executor(_workers, partial(call, *given, **named))


def words_of(request: Request) -> Words:
    """The reader's language: the address, else the cookie, else Vietnamese."""
    return words_in(best_language(*languages_asked(request)))


def next_of(request: Request) -> str:
    """Where the reader goes afterwards: a path of this installation and nothing else; the first page without one."""
    return inside(request.query_params.get("next", ""))


def inside(address: str) -> str:
    """The address where it is a path of ours, '/' where a browser could take it for another host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    plain = address.isprintable() and "\\" not in address and not parts.scheme and not parts.netloc
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def goes_to(address: str) -> Response:
    """On to a page of ours after a form."""
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


async def posted(request: Request) -> dict[str, str]:
    """The fields of a posted form. Raises Refused where it is too long, no form, or not from a page of ours."""
    length = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if not (length.isascii() and length.isdigit()) or kind != "application/x-www-form-urlencoded":
        raise Refused(400, "it is no form of stated length")
    if int(length) > _MOST_BYTES:
        raise Refused(413, "it is too long")
    try:
        fields = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError as fault:  # not UTF-8, or too many
        raise Refused(400, "its fields cannot be read") from fault
    if not forgery.is_ours(request, fields.get(forgery.FIELD, "")):
        raise Refused(403, "it is not from a page of ours")
    return fields


def page(
    request: Request,
    title: str,
    *,
    intro: str = "",
    fault: str = "",
    fields: Sequence[Field] = (),
    button: str = "",
    action: str = "",
    links: Sequence[tuple[str, str]] = (),
    facts: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    """One page at a door: a sentence, facts, a form where there is a button, links below; never kept by a cache."""
    words = words_of(request)
    secret = forgery.secret_of(request)
    query = {"next": there} if (there := next_of(request)) != "/" else {}
    shown = _templates.get_template("door.html").render(
        t=words.t, lang=words.lang, title=title, intro=intro, fault=fault, fields=fields, button=button,
        action=action or _same(request), links=links, facts=facts, mark=forgery.mark(secret), field=forgery.FIELD,
        posts_file=any(line.kind == "file" for line in fields),
        languages=[(lang, NAMES[lang], "?" + urlencode({**query, "lang": lang})) for lang in LANGUAGES],
        style=files.address("frame/door.css").removeprefix("."), icon=files.address("frame/icon.png").removeprefix("."),
    )  # fmt: skip
    response = HTMLResponse(shown, status, headers={"Cache-Control": "no-store"})
    if button:
        forgery.keep(response, request, secret)
    if request.query_params.get("lang") in LANGUAGES:
        lasting = {"max_age": 31_536_000, "samesite": "lax", "secure": secure(request)}
        response.set_cookie("lang", words.lang, path="/", **lasting)  # type: ignore[arg-type]
    return response


def _same(request: Request) -> str:
    """The form's own address, with where the reader goes afterwards."""
    there = next_of(request)
    return quote(request.url.path) + (f"?{urlencode({'next': there})}" if there != "/" else "")
