"""Links that work once: the first administrator's, invitations, new passwords. They are kept as their SHA-256 only."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select

from store import accounts as people
from store import audit, passwords, sessions
from store.acts import acting, alone
from store.database import engine, reading
from store.rights import Subject, check
from store.schema import accounts, links, submissions
from store.sessions import sum_of
from store.viewers import Role, Viewer

FIRST, INVITATION, RESET = "first", "invitation", "reset"
_AHEAD = timedelta(hours=1)  # by which clocks of this world differ
LASTS = {FIRST: timedelta(days=1), INVITATION: timedelta(days=7), RESET: timedelta(hours=1)}
# Where the web application answers them, before the token.
DOORS = {FIRST: "/account/first/", INVITATION: "/account/link/", RESET: "/account/link/"}


class Link(NamedTuple):
    """A link that is still good: what it is for, and whose; the first administrator's is nobody's yet."""

    purpose: str
    account: str
    email: str
    name: str
    expires_at: datetime


class LinkSpent(PermissionError):
    """A link that is unknown, used or too old; which of them is not said."""

    def __init__(self) -> None:
        super().__init__("This link is no longer good. Ask for a new one.")


def first(at: datetime) -> str | None:
    """The token that makes the first administrator, and no other such token any more; None once there is an account."""
    with engine().begin() as connection:
        alone(connection)
        if _has_accounts(connection):
            return None
        connection.execute(delete(links).where(links.c.purpose == FIRST))
        return _make(connection, FIRST, None, at)


def invite(viewer: Viewer, account: str, at: datetime) -> str:
    """The token with which the owner of an account sets the first password, or a new one. Raises NotAllowed.

    An administrator never learns or sets a password: an older link of the account is no longer good, and the password
    in force stays so until the link is used.
    """
    check(viewer, "administer", Subject("accounts"))
    return _invite(viewer, account, at)


def from_the_console(account: str, at: datetime) -> str:
    """The same for one who stands at the machine, such as an administrator who forgot the password."""
    return _invite(audit.INSTALLATION, account, at)


def first_from_the_console(email: str, name: str, at: datetime) -> str | None:
    """The first administrator, where no browser of this machine's can reach it (in a container): an account and the
    token with which its owner sets the password; None once there is an account. Raises AccountError."""
    account = secrets.token_hex(8)
    with acting("add", f"account:{account}", audit.INSTALLATION) as connection:
        if _has_accounts(connection):
            return None
        people.create(connection, account, email, name, [Role(people.ADMINISTRATOR)], at)
        connection.execute(delete(links).where(links.c.purpose == FIRST))
        made = {"after": people.ADMINISTRATOR, "name": name.strip()}
        audit.append(connection, audit.INSTALLATION, at, "account added", f"account:{account}", **made)
    return from_the_console(account, at)


def _invite(viewer: Viewer, account: str, at: datetime) -> str:
    with acting("invite", f"account:{account}", viewer) as connection:
        kept = connection.scalar(select(accounts.c.password).where(accounts.c.id == account))
        if kept is None:
            raise people.AccountError("unknown", account=account)
        purpose = RESET if kept else INVITATION
        token = _fresh(connection, purpose, account, at)
        audit.append(connection, viewer, at, "link made", f"account:{account}", purpose=purpose)
    return token


def forgotten(email: str, at: datetime) -> str | None:
    """The token to be mailed to one who forgot the password; None where there is no such account with a password.

    The page says the same in both cases.
    """
    with engine().begin() as connection:
        alone(connection)
        mine = (accounts.c.email == email.strip().casefold()) & (accounts.c.password != "")
        account = connection.scalar(select(accounts.c.id).where(mine, accounts.c.disabled_at.is_(None)))
        return None if account is None else _fresh(connection, RESET, account, at)


def look(token: str, at: datetime) -> Link | None:
    """What a link is good for, to show its form; None where it is not."""
    columns = [links.c.purpose, links.c.account, accounts.c.email, accounts.c.name, links.c.expires_at]
    with reading(engine()) as connection:
        row = connection.execute(
            select(*columns).select_from(links.outerjoin(accounts)).where(_good(token, at))
        ).first()
    return Link(row.purpose, row.account or "", row.email or "", row.name or "", row.expires_at) if row else None


def make_administrator(
    token: str, email: str, name: str, password: str, at: datetime, *, owner: str | None = None
) -> str:
    """Use the first link: the account of the administrator; its id.

    Drafts that were kept in the same browser before (`owner`: its cookie) go to the new account. Raises LinkSpent,
    WeakPassword and AccountError.
    """
    kept = passwords.hashed(password, people.normal(email), name)
    account = secrets.token_hex(8)
    by = Viewer(account=account, name=name.strip())
    with acting("add", f"account:{account}", by) as connection:
        if _has_accounts(connection) or _use(connection, token, at, FIRST) is None:
            raise LinkSpent
        people.create(connection, account, email, name, [Role(people.ADMINISTRATOR)], at, password=kept)
        if owner:
            mine = and_(submissions.c.owner == owner, submissions.c.account == "")
            connection.execute(submissions.update().where(mine).values(account=account, uploader=by.name))
        audit.append(
            connection, by, at, "account added", f"account:{account}", after=people.ADMINISTRATOR, name=by.name
        )
    return account


def set_password(token: str, password: str, at: datetime) -> str:
    """Use an invitation or a link for a new password; every session of the account ends; its id.

    Raises LinkSpent and WeakPassword.
    """
    link = look(token, at)
    if link is None or not link.account:
        raise LinkSpent
    kept = passwords.hashed(password, link.email, link.name)
    by = Viewer(account=link.account, name=link.name)
    with acting("set the password", f"account:{link.account}", by) as connection:
        if _use(connection, token, at, link.purpose) is None:
            raise LinkSpent
        connection.execute(accounts.update().where(accounts.c.id == link.account).values(password=kept))
        ended = sessions.end_all(connection, link.account, at, "a new password")
        audit.append(connection, by, at, "password set", f"account:{link.account}", sessions_ended=ended)
    return link.account


def _fresh(connection: Connection, purpose: str, account: str, at: datetime) -> str:
    connection.execute(delete(links).where(links.c.account == account))
    return _make(connection, purpose, account, at)


def _make(connection: Connection, purpose: str, account: str | None, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    row = {"token": sum_of(token), "purpose": purpose, "account": account}
    connection.execute(links.insert(), {**row, "created_at": at, "expires_at": at + LASTS[purpose]})
    return token


def _good(token: str, at: datetime) -> ColumnElement[bool]:
    owners = accounts.alias("owners")
    able = links.c.account.is_(None) | links.c.account.in_(select(owners.c.id).where(owners.c.disabled_at.is_(None)))
    # One of a clock that was ahead would be good for as much longer.
    near = and_(links.c.expires_at > at, links.c.created_at < at + _AHEAD)
    return and_(links.c.token == sum_of(token), links.c.used_at.is_(None), near, able)


def _use(connection: Connection, token: str, at: datetime, purpose: str) -> str | None:
    """Take the link, once; its sum, or None where it was not good."""
    used = links.update().where(_good(token, at), links.c.purpose == purpose).values(used_at=at)
    return sum_of(token) if connection.execute(used).rowcount else None


def _has_accounts(connection: Connection) -> bool:
    return bool(connection.scalar(select(exists(select(accounts.c.id)))))
