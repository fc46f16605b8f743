"""The session cookie: a random token and nothing else. What it opens stands in the store and is looked up each time."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from frame import owner
from frame.https import secure
from store import clock, start
from store.rights import Subject, may
from store.sessions import begin, viewer_of
from store.viewers import Viewer

COOKIE = "dti_session"


def viewer(connection: HTTPConnection) -> Viewer:
    """Who asks: the account of the session, else the browser. It reads the store: not for the event loop."""
    owned = connection.cookies.get(owner.COOKIE)
    return viewer_of(connection.cookies.get(COOKIE), owned if owner.valid(owned) else None, clock.now())


def may_upload(connection: HTTPConnection) -> bool:
    """Whether who asks may open the upload page; before the tables are there, nobody. It reads the store as well."""
    return start.progress().ready and may(viewer(connection), "open", Subject("page:upload"))


def let_in(response: Response, connection: HTTPConnection, token: str) -> None:
    """Give the browser its token, until it is closed; scripts in a page cannot read it."""
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="lax", secure=secure(connection))


def let_out(response: Response, connection: HTTPConnection) -> None:
    """Take the token away; the session itself is ended in the store."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=secure(connection))


def fresh(account: str, connection: HTTPConnection) -> str:
    """A new session, never one that the browser brought along: nobody can prepare it for somebody else."""
    return begin(account, clock.now(), browser=connection.headers.get("user-agent", ""))
