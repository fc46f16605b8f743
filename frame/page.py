"""Streamlit's index page, made ours: language, title, icon, fonts, our script and style.

Streamlit hands the same English page to everyone; what it says before its program runs, a screen reader, a search
engine and a slow phone take at its word.
"""

import gzip
import html
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from figures import small_style, words
from frame.files import address

_MARK = b'<div id="root"></div>'
# Pages of our own routes that caches keep: they are not Streamlit's, and their "not modified" is about themselves.
_OTHERS = ("/embed/", "/opendata")
# What draws charts is the largest script of all; Streamlit asks for it only once it has something to draw.
_DRAWS = "static/js/PlotlyChart.*.js"
_FONTS = ("latin-400", "vietnamese-400", "latin-600", "vietnamese-600")


@dataclass(frozen=True)
class Saying:
    """What the page says in one language before anything else is loaded."""

    title: str
    noscript: str


def sayings() -> dict[str, Saying]:
    """By language, out of the catalogues."""
    every = {lang: words.translator(lang) for lang in words.LANGUAGES}
    return {lang: Saying(t("app.title"), t("app.noscript")) for lang, t in every.items()}


def languages_asked(request: HTTPConnection) -> list[str]:
    """Two-letter languages in order of wish: `?lang=`, then the cookie. Whoever chose none reads Vietnamese."""
    given = [request.query_params.get("lang", ""), request.cookies.get("lang", "")]
    return [lang.lower() for lang in given]


def rewrite(page: str, lang: str, saying: Saying) -> str:
    """`page`, Streamlit's index, in `lang`; ValueError where a place to change is no longer in it."""
    head = [
        f'<link rel="stylesheet" href="{address("fonts/faces.css")}" />',
        f"<style>:root {{ {small_style.of_both()} }}\n{small_style.RULES}</style>",
        f'<link rel="stylesheet" href="{address("frame/frame.css")}" />',
        f'<script src="{address("frame/page.js")}" data-es="{address("locale/streamlit.es.json")}"'
        f' data-vi="{address("locale/streamlit.vi.json")}"></script>',
        *(
            # Asked for exactly as in faces.css, or the browser would fetch them twice.
            f'<link rel="preload" href="./files/fonts/be-vietnam-pro-{font}-normal.woff2" as="font"'
            ' type="font/woff2" crossorigin />'
            for font in _FONTS
        ),
    ]
    changes = [
        (r'<html lang="en">', f'<html lang="{lang}">'),
        (r"<title>.*?</title>", f"<title>{html.escape(saying.title)}</title>"),
        (r'href="\./favicon\.png"', f'href="{address("frame/icon.png")}"'),
        (r'<link\s+rel="preload"\s+href="\./static/media/SourceSans[^>]*>', "\n    ".join(head)),
        (r"<!--\s+Machine-readable.*?-->\s+<link rel=\"service-desc\"[^>]*>", ""),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(saying.noscript)}</p></noscript>"),
    ]
    for pattern, replacement in changes:
        page, count = re.subn(pattern, replacement.replace("\\", r"\\"), page, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"Streamlit's index page has {count} places that read {pattern}, not one")
    return page


async def first_page(request: Request) -> Response:
    """Streamlit gives the default page no address but "/"; ours has its name as well."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", 307)


class OwnPage:
    """Answers with our page wherever Streamlit would answer with its own."""

    def __init__(
        self,
        app: ASGIApp,
        index: Path,
        sayings: Mapping[str, Saying],
        tags: Callable[[HTTPConnection, str], str],
        drawn: Collection[str] = (),
    ) -> None:
        """tags: what of an address's head, in a language, tells other sites what a link to it shows; drawn: the names
        of the pages that begin with a chart, for which what draws it is fetched while the page begins.
        """
        self.app, self.tags, self.drawn = app, tags, drawn
        draws = [found.relative_to(index.parent).as_posix() for found in index.parent.glob(_DRAWS)]
        links = [f'<link rel="modulepreload" href="./{each}" fetchpriority="low" crossorigin />' for each in draws]
        self.draws = "\n    ".join(links)
        source = index.read_text(encoding="utf-8")
        self.pages = {lang: rewrite(source, lang, saying) for lang, saying in sayings.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_OTHERS):
            await self.app(scope, receive, send)
            return
        inner = dict(scope)
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # Streamlit's "not modified" would be about its page, not about ours.
            conditions = (b"if-none-match", b"if-modified-since")
            inner["headers"] = [pair for pair in scope["headers"] if pair[0] not in conditions]
        start: Message | None = None
        body = b""

        async def keep_or_send(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                if not (message["status"] == 200 and kind.startswith("text/html")):
                    await send(message)
                    return
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._finish(scope, receive, send, start, body)

        await self.app(inner, receive, keep_or_send)

    async def _finish(self, scope: Scope, receive: Receive, send: Send, start: Message, body: bytes) -> None:
        packed = Headers(raw=start["headers"]).get("content-encoding") == "gzip"
        if _MARK not in (gzip.decompress(body) if packed else body):
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return
        wished = languages_asked(Request(scope))
        lang = next((lang for lang in wished if lang in self.pages), next(iter(self.pages)))
        tags = await run_in_threadpool(self.tags, Request(scope), lang)
        name = scope["path"].rstrip("/").rpartition("/")[2]
        head = f"{tags}\n    {self.draws}" if name in self.drawn else tags
        page = self.pages[lang].replace("</head>", f"    {head}\n  </head>", 1)
        response = HTMLResponse(page, headers={"Cache-Control": "no-cache", "Vary": "Cookie"})
        # The XSRF cookie, if Streamlit set one, goes along.
        response.raw_headers += [pair for pair in start["headers"] if pair[0].lower() == b"set-cookie"]
        await response(scope, receive, send)
