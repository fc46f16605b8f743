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
from starlette.routing import Route
from streamlit import config, file_util, runtime

from frame import account_links, accounts, downloads, files, first, health, logs, metrics, signed_in, verifying
from frame import provider as signed_in_elsewhere
from frame.allowance import MB, allowances
from frame.collector import keep_what_is_there
from frame.forgery import OwnStream
from frame.ground import stand
from frame.guesses import Guesses
from frame.headers import SecurityHeaders, inline_hashes
from frame.lengths import OneLength
from frame.overload import Overload
from frame.owner import OwnerCookie
from frame.page import OwnPage, first_page, sayings
from frame.provider import ProviderReturn
from frame.scripts import OwnScripts
from frame.sockets import take_little
from frame.uploads import UploadGuard
from frame.watched import Watched
from opendata import previews, verify
from opendata.limits import Limit, client_of
from opendata.routes import routes as open_routes
from pages.parts import failure, provider
from pages.parts.frame import DEFAULT, PAGES

INDEX = Path(file_util.get_static_dir()) / "index.html"


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    # Imported here: `streamlit run` reads this file once to find the application and once to serve it.
    from store import start

    logs.configure()
    stand(provider.providers)
    take_little()
    start.begin(then=loaded)
    logging.getLogger("dti").info("started")
    yield
    logging.getLogger("dti").info("stopped")


def here() -> str:
    """The address on this machine, which alone is served until there is an account."""
    return f"http://127.0.0.1:{config.get_option('server.port')}"


def loaded() -> None:
    first.announce(here())
    keep_what_is_there()


def has_browser(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


def is_page(path: str) -> bool:
    return path.strip("/") in {"", *PAGES}


def connected() -> int:
    """Browsers with an open page, which Streamlit tells in its own statistics only."""
    if not runtime.exists():
        return 0
    found = runtime.get_instance().stats_mgr.get_stats(["active_sessions"])
    return int(sum(stat.value for stats in found.values() for stat in stats))


routes = [
    Route(f"/{DEFAULT}", first_page),
    *health.routes(),
    *metrics.routes(connected),
    *files.routes(),
    *accounts.routes(provider.providers, Guesses(Limit(burst=30, per_minute=1), client_of), provider.way_out),
    *account_links.routes(Guesses(Limit(burst=10, per_minute=0.5), client_of)),
    *signed_in_elsewhere.routes(provider.providers),
    *downloads.routes(Guesses(Limit(burst=60, per_minute=60), client_of)),
    *open_routes(),
    *verify.routes(verifying.Screen()),
]
app = st.App(
    "pages/shell.py",
    lifespan=lifespan,
    routes=routes,
    middleware=[
        Middleware(Watched, own=[each for each in routes if isinstance(each, Route)]),
        Middleware(SecurityHeaders, script_hashes=inline_hashes(INDEX.read_text(encoding="utf-8"))),
        Middleware(OneLength),
        Middleware(first.OnlyThisMachine),
        Middleware(metrics.TheirFigures),
        Middleware(OwnScripts, folder=INDEX.parent),
        Middleware(Overload, is_page=is_page, client_of=client_of),
        Middleware(OwnStream),
        Middleware(
            UploadGuard,
            limit=config.get_option("server.maxUploadSize") * MB,
            may_upload=signed_in.may_upload,
            **allowances(has_browser),
        ),
        Middleware(OwnerCookie),
        Middleware(ProviderReturn, read=provider.claims),
        Middleware(OwnPage, index=INDEX, sayings=sayings(), tags=previews.tags, drawn=("", "map", "trends", "unit")),
    ],
    on_script_error=failure.show,
)
