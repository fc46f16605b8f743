"""Somebody who may open every page, and work that waits for them, in a running dashboard."""

import os
from unittest.mock import patch

from pages.parts.access import SESSION_COOKIE
from store import clock, sessions
from store.database import engine
from store.viewers import Role
from tests.browser.server import Server
from tests.store import made

EVERY_ROLE = (Role("analyst"), Role("approver"), Role("press"), Role("administrator"))


def everybody_s_session(server: Server) -> dict[str, str]:
    """The cookie of a new account with every role; an upload by somebody else waits for its approval."""
    settings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with patch.dict(os.environ, settings | {"DTI_DATA": str(server.data)}, clear=True):
        made.in_review(made.analyst())
        token = sessions.begin(made.person("Every Role", *EVERY_ROLE).account, clock.now())
        engine().dispose()
    return {"name": SESSION_COOKIE, "value": token, "url": server.url}
