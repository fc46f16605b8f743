"""The first start: who may come in before anybody has an account, and the link that makes the first one."""

import ipaddress
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from figures.words import best_language, translator
from frame.account_links import first_address
from frame.page import languages_asked
from store import clock, links, sessions, start


def announce(base: str) -> None:
    """Print the single-use link that makes the administrator, while there is no account; it replaces an older one."""
    token = links.first(clock.now())
    if token is not None:
        print(f"Administrator's link: {first_address(token, base)}", flush=True)


def has_accounts() -> bool:
    """Whether the installation has an account; before its tables are there it has none."""
    progress = start.progress()
    return (progress.migrated or progress.ready) and sessions.any_account()


class OnlyThisMachine:
    """Serves nobody but this machine until there is an account, whatever address the server listens on.

    A browser here could be led by a foreign page to a name of its own that points here, so the name asked for must be
    this machine's too; and what a proxy brings counts by the address it brings it from.
    """

    def __init__(self, app: ASGIApp, is_open: Callable[[], bool] = has_accounts) -> None:
        self.app, self.is_open = app, is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self.is_open() or comes_from_here(HTTPConnection(scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            t = translator(best_language(*languages_asked(HTTPConnection(scope))))
            refusal = PlainTextResponse(t("account.only_this_machine"), 403, headers={"Cache-Control": "no-store"})
            await refusal(scope, receive, send)


def comes_from_here(connection: HTTPConnection) -> bool:
    """Whether the peer, every hop that a proxy tells of, and the name asked for are this machine."""
    peers = [connection.client.host if connection.client else ""]
    for name in ("x-forwarded-for", "x-real-ip"):
        peers += [hop for line in connection.headers.getlist(name) for hop in line.split(",")]
    # The third way in which proxies tell it has a grammar of its own; nobody here needs it.
    plain = "forwarded" not in connection.headers
    return plain and all(map(_is_loopback, peers)) and _names_this_machine(connection.headers.get("host", ""))


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def _names_this_machine(host: str) -> bool:
    name = host[1 : host.find("]")] if host.startswith("[") else host.rpartition(":")[0] or host
    return name.lower() == "localhost" or _is_loopback(name)
