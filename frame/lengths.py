"""How long a request says that it is, said once.

Whoever takes a body asks first how long it is. A request that states a length and also comes in pieces (`chunked`) may
be as long as it likes: its length is passed over (RFC 9112, 6.3). No browser sends one, and a server may refuse it.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class OneLength:
    """Refuses, before a byte is read, a request whose stated length would not hold."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and {"content-length", "transfer-encoding"} <= set(Headers(scope=scope)):
            refusal = "A request that states its length comes whole, not in pieces."
            await PlainTextResponse(refusal, 400, headers={"Connection": "close"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)
