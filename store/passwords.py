"""Passwords: kept as Argon2 hashes, guessed at five times a quarter of an hour, changed by their owner."""

import threading
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import and_, delete, func, or_, select

from store import audit, sessions
from store.acts import acting, alone
from store.database import engine, reading
from store.rights import NotAllowed, Subject, check
from store.schema import accounts, failures
from store.schema.base import clean
from store.viewers import Viewer

LEAST, MOST = 12, 256
GUESSES, WINDOW = 5, timedelta(minutes=15)
_hasher = PasswordHasher()
# A hash takes 64 MiB: a crowd at the door waits instead of taking all memory.
_at_once = threading.BoundedSemaphore(2)


class WeakPassword(ValueError):
    """A password that is not accepted; `code` says why."""

    TEMPLATES = {
        "short": "The password is too short: use at least {least} characters.",
        "long": "The password is too long: use at most {most} characters.",
        "known": "The password is the name or e-mail address itself. Choose another.",
    }

    def __init__(self, code: str):
        super().__init__(self.TEMPLATES[code].format(least=LEAST, most=MOST))
        self.code = code


class SignInRefused(PermissionError):
    """A wrong e-mail address or password; which of them is not said."""

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is wrong.")


class LockedOut(PermissionError):
    """Too many wrong passwords for one e-mail address, known or not; again possible from `until` (UTC)."""

    def __init__(self, until: datetime):
        super().__init__(f"Too many wrong passwords. Try again from {until:%H:%M} UTC on.")
        self.until = until


def hashed(password: str, email: str = "", name: str = "") -> str:
    """The hash to keep. Raises WeakPassword."""
    text = _normal(password)
    if len(text) < LEAST:
        raise WeakPassword("short")
    if len(text) > MOST:
        raise WeakPassword("long")
    if text.casefold() in (email.casefold(), name.casefold()):
        raise WeakPassword("known")
    with _at_once:
        return _hasher.hash(text)


def matches(kept: str, password: str) -> bool:
    """Whether the password is that of the hash. It takes as long where there is no hash to compare with."""
    with _at_once:
        try:
            return _hasher.verify(kept or _nobodys(), _normal(password)[: MOST + 1]) and kept != ""
        except (VerifyMismatchError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return _hasher.hash("a password that nobody has")


def _normal(password: str) -> str:
    """One spelling of a text: keyboards compose the letters of Vietnamese in different ways."""
    return unicodedata.normalize("NFKC", clean(password))


def authenticate(email: str, password: str, at: datetime) -> str:
    """The account of that e-mail address and password. Raises SignInRefused, and LockedOut before trying.

    A guess is counted before it is looked at, so that many at once are no more than one after the other.
    """
    address = email.strip().casefold()[:254]
    _count(address, at)
    with reading(engine()) as connection:
        chosen = select(accounts.c.id, accounts.c.password).where(accounts.c.email == address)
        row = connection.execute(chosen.where(accounts.c.disabled_at.is_(None))).first()
    if not matches(row.password if row else "", password) or row is None:
        raise SignInRefused
    with engine().begin() as connection:
        connection.execute(delete(failures).where(failures.c.email == address))
        if _hasher.check_needs_rehash(row.password):
            newer = _hasher.hash(_normal(password))
            connection.execute(accounts.update().where(accounts.c.id == row.id).values(password=newer))
    return str(row.id)


def _count(address: str, at: datetime) -> None:
    with engine().begin() as connection:
        alone(connection)
        # Those that are over, and those of a clock that was ahead, which would lock for as much longer.
        connection.execute(delete(failures).where(or_(failures.c.at <= at - WINDOW, failures.c.at > at + WINDOW)))
        number, last = connection.execute(
            select(func.count(), func.max(failures.c.at)).where(failures.c.email == address)
        ).one()
        if number < GUESSES:
            connection.execute(failures.insert(), {"email": address, "at": at})
            return
    raise LockedOut(last + WINDOW)


def locked(viewer: Viewer, at: datetime) -> dict[str, datetime]:
    """E-mail addresses, known or not, that are locked now → until when (UTC). Raises NotAllowed."""
    check(viewer, "administer", Subject("accounts"))
    near = and_(failures.c.at > at - WINDOW, failures.c.at <= at + WINDOW)
    recent = select(failures.c.email, func.max(failures.c.at)).where(near)
    chosen = recent.group_by(failures.c.email).having(func.count() >= GUESSES).order_by(failures.c.email)
    with reading(engine()) as connection:
        return {email: last + WINDOW for email, last in connection.execute(chosen)}


def unlock(viewer: Viewer, email: str, at: datetime) -> None:
    """Forget the wrong passwords of an e-mail address. Raises NotAllowed."""
    check(viewer, "administer", Subject("accounts"))
    subject = f"address:{email}"
    with acting("unlock", subject, viewer) as connection:
        if connection.execute(delete(failures).where(failures.c.email == email)).rowcount:
            audit.append(connection, viewer, at, "unlocked", subject)


def has_one(viewer: Viewer) -> bool:
    """Whether the viewer signs in with a password here, and not through a provider alone."""
    chosen = select(accounts.c.password).where(accounts.c.id == (viewer.account or ""))
    with reading(engine()) as connection:
        return bool(connection.scalar(chosen))


def change(viewer: Viewer, old: str, new: str, at: datetime) -> None:
    """The owner of an account changes its password; every other session of it ends.

    Raises NotAllowed without an account of one's own, SignInRefused and LockedOut as `authenticate`, WeakPassword.
    """
    if viewer.account is None:
        raise NotAllowed("no_account" if viewer.local else "signed_out", action="change the password")
    with reading(engine()) as connection:
        row = connection.execute(select(accounts).where(accounts.c.id == viewer.account)).one()
    kept = hashed(new, row.email, row.name)
    authenticate(row.email, old, at)
    with acting("change the password", f"account:{row.id}", viewer) as connection:
        connection.execute(accounts.update().where(accounts.c.id == row.id).values(password=kept))
        ended = sessions.end_all(connection, row.id, at, "a new password", but=viewer.session)
        audit.append(connection, viewer, at, "password changed", f"account:{row.id}", sessions_ended=ended)
