"""Every request has an id, in its answer and in each line that is logged for it; answers of our routes are timed.

A line names the route, never the address asked for: an address may hold a link that opens an account.
"""

import logging
import re
import secrets
from collections.abc import Sequence
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame import logs, metrics

log = logging.getLogger("dti.requests")
HEADER = "X-Request-ID"
_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")
_RELEASE = re.compile(r"[0-9a-z][0-9a-z.-]{3,79}")
# Asked for every few seconds by those who watch.
_QUIET = {"/healthz", "/readyz", "/metrics"}


class Watched:
    """`own` are our routes; what none of them answers is Streamlit's and neither timed nor told."""

    def __init__(self, app: ASGIApp, own: Sequence[Route]) -> None:
        self.app, self.own = app, own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        given = asked.headers.get(HEADER, "")
        request = given if _ID.fullmatch(given) else secrets.token_hex(8)
        logs.REQUEST.set(request)
        status, begun = 500, perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            # Not from the scope, of which those in between pass a copy on.
            matches = ((route, *route.matches(scope)) for route in self.own)
            route, found = next(((r, child) for r, match, child in matches if match is not Match.NONE), (None, {}))
            if route is not None:
                release = found.get("path_params", {}).get("release") or asked.query_params.get("release", "")
                _tell(route.path, status, perf_counter() - begun, scope["method"], release)


def _tell(route: str, status: int, seconds: float, method: str, release: str) -> None:
    metrics.REQUESTS.labels(route, str(status)).observe(seconds)
    if route not in _QUIET:
        said = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        named = {"release": release} if _RELEASE.fullmatch(release) else {}
        log.info("request", extra={"fields": {**said, **named}})
