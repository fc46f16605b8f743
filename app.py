"""The web application: start-up, headers, our routes, then the pages.

`streamlit run app.py` starts it, and so does any ASGI server (`app:app`). The script is `pages/shell.py` and not
this file: with the script beside `pages/`, a cold link to a page would run it without the frame.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config, file_util

from figures import words
from frame import files, logs
from frame.headers import SecurityHeaders, inline_hashes
from frame.owner import OwnerCookie
from frame.page import OwnPage, Saying
from frame.uploads import UploadGuard
from pages.parts import failure
from pages.parts.frame import DEFAULT

INDEX = Path(file_util.get_static_dir()) / "index.html"


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    # Imported here: `streamlit run` reads this file once to find the application and once to serve it.
    from store import start

    logs.configure()
    start.begin()
    logging.getLogger("dti").info("started")
    yield
    logging.getLogger("dti").info("stopped")


async def healthz(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def first_page(request: Request) -> Response:
    """Streamlit gives the default page no address but "/"; ours has its name as well."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", 307)


def sayings() -> dict[str, Saying]:
    every = {lang: words.translator(lang) for lang in words.LANGUAGES}
    return {lang: Saying(t("app.title"), t("app.noscript")) for lang, t in every.items()}


app = st.App(
    "pages/shell.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz), Route(f"/{DEFAULT}", first_page), *files.routes()],
    middleware=[
        Middleware(SecurityHeaders, script_hashes=inline_hashes(INDEX.read_text(encoding="utf-8"))),
        Middleware(UploadGuard, limit=config.get_option("server.maxUploadSize") * 1024 * 1024),
        Middleware(OwnerCookie),
        Middleware(OwnPage, index=INDEX, sayings=sayings()),
    ],
    on_script_error=failure.show,
)
