"""Accounts and their roles, which administrators alone change."""

import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, exists, select

from store import audit, sessions
from store.acts import acting
from store.database import engine, reading
from store.rights import ROLES, Subject, check
from store.schema import accounts, roles
from store.units import load_units
from store.viewers import Role, Viewer

ADMINISTRATOR = "administrator"
# Who gave a role: an administrator, in our table, or the provider's claim, at each sign-in anew.
TABLE, CLAIM = "table", "claim"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Account(NamedTuple):
    """Somebody who may sign in, by a password or by a provider; times are UTC."""

    id: str
    email: str
    name: str
    roles: tuple[Role, ...]
    has_password: bool
    provider: str
    created_at: datetime
    disabled_at: datetime | None


class AccountError(ValueError):
    """An account or role that cannot be as it is asked for; `code` and `words` let a page say it."""

    TEMPLATES = {
        "email": "'{email}' is no e-mail address.",
        "taken": "'{email}' has an account already.",
        "name": "An account needs a name.",
        "unknown": "There is no account '{account}'.",
        "role": "There is no role '{role}'. Known are: {known}.",
        "block": "There is no block '{block}'. Known are: {known}.",
        "unit": "The role '{role}' needs a unit of {where}; '{unit}' is none.",
        "scope": "The role '{role}' has no unit: it is for a whole block or for all.",
        "last": "The last administrator stays administrator. Name another one first.",
        "password": "'{email}' signs in with a password here, not through {provider}.",
        "unverified": "{provider} does not vouch for the address '{email}'.",
    }

    def __init__(self, code: str, **words: str):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


def listed(viewer: Viewer) -> list[Account]:
    """All accounts by name, for administrators and for those who name readers. Raises NotAllowed."""
    check(viewer, "see", Subject("accounts"))
    with reading(engine()) as connection:
        rows = connection.execute(select(accounts).order_by(accounts.c.name, accounts.c.id)).all()
        held: dict[str, list[Role]] = {}
        for row in connection.execute(select(roles).order_by(roles.c.role, roles.c.block, roles.c.unit)):
            held.setdefault(row.account, []).append(Role(row.role, row.block, row.division, row.unit))
    return [
        Account(
            row.id, row.email, row.name, tuple(held.get(row.id, ())), row.password != "", row.provider,
            row.created_at, row.disabled_at,
        )
        for row in rows
    ]  # fmt: skip


def add(viewer: Viewer, email: str, name: str, given: Sequence[Role], at: datetime) -> str:
    """An account without a password: for an invitation, or for one who comes through a provider; its id.

    Raises NotAllowed and AccountError.
    """
    check(viewer, "administer", Subject("accounts"))
    check_roles(given)
    account = secrets.token_hex(8)
    with acting("add", f"account:{account}", viewer) as connection:
        create(connection, account, email, name, given, at)
        audit.append(connection, viewer, at, "account added", f"account:{account}", after=said(given), name=name)
    return account


def create(
    connection: Connection, account: str, email: str, name: str, given: Iterable[Role], at: datetime,
    password: str = "", provider: str = "", provider_subject: str | None = None, given_as: str = TABLE,
) -> None:  # fmt: skip
    """Write the rows of a new account in the transaction of an act. Raises AccountError."""
    address = normal(email)
    if connection.scalar(select(exists(select(accounts.c.id).where(accounts.c.email == address)))):
        raise AccountError("taken", email=address)
    if not name.strip():
        raise AccountError("name")
    about = {"id": account, "email": address, "name": name.strip(), "password": password, "created_at": at}
    connection.execute(accounts.insert(), {**about, "provider": provider, "provider_subject": provider_subject})
    give(connection, account, given, given_as)


def normal(email: str) -> str:
    """The address as it is kept. Raises AccountError."""
    address = email.strip().casefold()
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        raise AccountError("email", email=email)
    return address


def set_roles(viewer: Viewer, account: str, given: Sequence[Role], at: datetime) -> None:
    """Exactly these roles from the next look on. Raises NotAllowed and AccountError."""
    check(viewer, "administer", Subject("accounts"))
    check_roles(given)
    with acting("give roles", f"account:{account}", viewer) as connection:
        before = roles_of(connection, account)
        _must_exist(connection, account)
        connection.execute(delete(roles).where(roles.c.account == account))
        give(connection, account, given, TABLE)
        _keep_one_administrator(connection)
        changed = {"before": said(before), "after": said(given)}
        audit.append(connection, viewer, at, "roles given", f"account:{account}", **changed)


def disable(viewer: Viewer, account: str, at: datetime) -> None:
    """The account opens nothing any more and its sessions end; what it did stays. Raises NotAllowed, AccountError."""
    _switch(viewer, account, at, at)


def enable(viewer: Viewer, account: str, at: datetime) -> None:
    """The account may sign in again. Raises NotAllowed, AccountError."""
    _switch(viewer, account, None, at)


def _switch(viewer: Viewer, account: str, disabled_at: datetime | None, at: datetime) -> None:
    check(viewer, "administer", Subject("accounts"))
    act = "disabled" if disabled_at else "enabled"
    with acting(act, f"account:{account}", viewer) as connection:
        _must_exist(connection, account)
        connection.execute(accounts.update().where(accounts.c.id == account).values(disabled_at=disabled_at))
        _keep_one_administrator(connection)
        if disabled_at:
            sessions.end_all(connection, account, at, viewer.as_written)
        audit.append(connection, viewer, at, f"account {act}", f"account:{account}")


def give(connection: Connection, account: str, given: Iterable[Role], given_as: str) -> None:
    """Write roles in the transaction of an act."""
    rows = [
        {"account": account, "role": role.name, "block": role.block, "division": role.division, "unit": role.unit,
         "given_as": given_as}
        for role in dict.fromkeys(given)
    ]  # fmt: skip
    if rows:
        connection.execute(roles.insert(), rows)


def roles_of(connection: Connection, account: str) -> list[Role]:
    chosen = select(roles).where(roles.c.account == account).order_by(roles.c.role, roles.c.block, roles.c.unit)
    return [Role(row.role, row.block, row.division, row.unit) for row in connection.execute(chosen)]


def said(given: Iterable[Role]) -> str:
    """The roles as the trail says them."""
    return ", ".join(sorted(set(map(str, given))))


def _must_exist(connection: Connection, account: str) -> None:
    if connection.scalar(select(accounts.c.id).where(accounts.c.id == account)) is None:
        raise AccountError("unknown", account=account)


def _keep_one_administrator(connection: Connection) -> None:
    able = roles.join(accounts)
    chosen = select(roles.c.account).select_from(able).where(
        roles.c.role == ADMINISTRATOR, accounts.c.disabled_at.is_(None)
    )  # fmt: skip
    if connection.scalar(chosen.limit(1)) is None:
        raise AccountError("last")


def check_roles(given: Iterable[Role]) -> None:
    """Raises AccountError naming a role, block or unit that does not exist."""
    units = load_units()
    for role in given:
        if role.name not in ROLES:
            raise AccountError("role", role=role.name, known=", ".join(ROLES))
        if role.block and role.block not in units.blocks.index:
            raise AccountError("block", block=role.block, known=", ".join(units.blocks.index))
        if role.name != "officer":
            if role.unit or role.division:
                raise AccountError("scope", role=role.name)
        elif role.unit not in units.of(role.block, role.division).index:
            where = "/".join(part for part in (role.block, role.division) if part) or "a block"
            raise AccountError("unit", role=role.name, unit=role.unit, where=where)
