"""Sessions: rows, looked up at every run of a page, so that one that was ended opens nothing however it was copied.

A token goes to the browser and is kept as its SHA-256 only.
"""

import hashlib
import os
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from store import audit
from store.acts import acting, alone
from store.database import engine, reading
from store.rights import Subject, check, may
from store.schema import accounts, roles, sessions
from store.viewers import Role, Viewer

# How often the time of the last look is written down.
_SEEN_EVERY = timedelta(minutes=1)
_with_accounts: set[str] = set()
_ANY = select(exists(select(accounts.c.id)))


class Session(NamedTuple):
    """One sign-in; times are UTC. `id` names it to people, and opens nothing."""

    id: str
    account: str
    name: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    ended_by: str
    browser: str


def longest() -> timedelta:
    """How long a session lasts at most (`DTI_SESSION_HOURS`, by default 12)."""
    return timedelta(hours=float(os.environ.get("DTI_SESSION_HOURS") or 12))


def idle() -> timedelta:
    """How long it lasts without a look (`DTI_IDLE_MINUTES`, by default 120)."""
    return timedelta(minutes=float(os.environ.get("DTI_IDLE_MINUTES") or 120))


def sum_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def viewer_of(session_token: str | None, owner: str | None, at: datetime) -> Viewer:
    """Who looks, asked anew at every run: the session's account with its roles of this moment, else the browser.

    A token that is unknown, ended, too old, unused for too long or of a disabled account is no token.
    """
    found = _signed_in(session_token, owner, at) if session_token else None
    return found or Viewer(owner, local=not any_account())


def _signed_in(session_token: str, owner: str | None, at: datetime) -> Viewer | None:
    columns = [sessions.c.id, sessions.c.seen_at, accounts.c.id.label("account"), accounts.c.name]
    chosen = (
        select(*columns, roles.c.role, roles.c.block, roles.c.division, roles.c.unit)
        .select_from(sessions.join(accounts).outerjoin(roles, roles.c.account == accounts.c.id))
        .where(sessions.c.token == sum_of(session_token), _alive(at), accounts.c.disabled_at.is_(None))
        .order_by(roles.c.role, roles.c.block, roles.c.division, roles.c.unit)
    )
    with reading(engine()) as connection:
        rows = connection.execute(chosen).all()
    if not rows:
        return None
    first = rows[0]
    if at - first.seen_at > _SEEN_EVERY:
        with engine().begin() as connection:
            connection.execute(sessions.update().where(sessions.c.id == first.id).values(seen_at=at))
    held = tuple(Role(row.role, row.block, row.division, row.unit) for row in rows if row.role is not None)
    return Viewer(owner, first.account, first.name, held, first.id)


def _alive(at: datetime) -> ColumnElement[bool]:
    """Neither ended nor over; nor seen long after now: then the clock was ahead, and it would last as much longer."""
    near = and_(sessions.c.seen_at > at - idle(), sessions.c.seen_at < at + idle())
    return and_(sessions.c.ended_at.is_(None), sessions.c.expires_at > at, near)


def any_account() -> bool:
    """Whether the installation has an account; once it has, it always has."""
    if str(engine().url) not in _with_accounts:
        with reading(engine()) as connection:
            if not connection.scalar(_ANY):
                return False
        _with_accounts.add(str(engine().url))
    return True


def begin(account: str, at: datetime, *, browser: str = "", token: str | None = None) -> str:
    """Open a session of an account that has just proved who it is; the token for its cookie.

    `token` is for a provider whose own cookie is the key: something that only this sign-in there has. Begun twice it
    stays one session, and once ended it stays ended.
    """
    given = token or secrets.token_urlsafe(32)
    row = {
        "id": secrets.token_hex(8),
        "token": sum_of(given),
        "account": account,
        "created_at": at,
        "seen_at": at,
        "expires_at": at + longest(),
        "browser": browser[:200],
    }
    with engine().begin() as connection:
        alone(connection)
        if connection.scalar(select(sessions.c.id).where(sessions.c.token == row["token"])) is None:
            connection.execute(sessions.insert(), row)
    return given


def end(viewer: Viewer, at: datetime) -> None:
    """Sign out: the viewer's own session ends for good."""
    if viewer.session:
        with engine().begin() as connection:
            _end(connection, at, "its owner", sessions.c.id == viewer.session)


def end_session(viewer: Viewer, session: str, at: datetime) -> None:
    """End somebody's session by its id. Raises NotAllowed."""
    check(viewer, "administer", Subject("accounts"))
    subject = f"session:{session}"
    with acting("end", subject, viewer) as connection:
        if _end(connection, at, viewer.as_written, sessions.c.id == session):
            audit.append(connection, viewer, at, "session ended", subject)


def end_all(connection: Connection, account: str, at: datetime, by: str, but: str | None = None) -> int:
    """End every open session of an account, save one, in the transaction of an act; how many there were."""
    return _end(connection, at, by, and_(sessions.c.account == account, sessions.c.id != (but or "")))


def _end(connection: Connection, at: datetime, by: str, which: ColumnElement[bool]) -> int:
    ended = sessions.update().where(which, sessions.c.ended_at.is_(None)).values(ended_at=at, ended_by=by)
    return connection.execute(ended).rowcount


def open_sessions(viewer: Viewer, at: datetime) -> list[Session]:
    """All sessions that still open something, the last seen first: an administrator's list, else the viewer's own."""
    columns = [sessions.c[name] if name != "name" else accounts.c.name for name in Session._fields]
    chosen = select(*columns).select_from(sessions.join(accounts)).where(_alive(at)).order_by(sessions.c.seen_at.desc())
    if not may(viewer, "administer", Subject("accounts")):
        chosen = chosen.where(sessions.c.account == (viewer.account or ""))
    with reading(engine()) as connection:
        return [Session(*row) for row in connection.execute(chosen)]


def last_seen(viewer: Viewer) -> dict[str, datetime]:
    """Account → when somebody signed in to it looked last (UTC), to a minute. Raises NotAllowed."""
    check(viewer, "administer", Subject("accounts"))
    chosen = select(sessions.c.account, func.max(sessions.c.seen_at)).group_by(sessions.c.account)
    with reading(engine()) as connection:
        return {row[0]: row[1] for row in connection.execute(chosen)}
