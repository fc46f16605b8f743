"""People whom a provider (OIDC) signs in: each has an account here, found again by the provider's own name for them."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from store import audit
from store.accounts import CLAIM, AccountError, check_roles, create, give, normal, roles_of, said
from store.acts import alone
from store.database import engine, reading
from store.schema import accounts, roles
from store.viewers import Role, Viewer


def from_provider(
    provider: str, subject: str, email: str, name: str, at: datetime,
    *, verified: bool, claimed: Sequence[Role] | None = None,
) -> str:  # fmt: skip
    """The account of one whom a provider has signed in, made at the first time; its id.

    It is found by provider and subject, at first by a verified e-mail address that an administrator entered without a
    password. `claimed` are the roles of the provider's claim: they replace those of the last claim; None leaves roles
    to our table. Raises AccountError where the address belongs to somebody who signs in otherwise.
    """
    check_roles(claimed or ())
    address = normal(email)
    with engine().begin() as connection:
        alone(connection)
        mine = (accounts.c.provider == provider) & (accounts.c.provider_subject == subject)
        account = connection.scalar(select(accounts.c.id).where(mine))
        if account is None:
            account = _first_time(connection, provider, subject, address, name or address, at, verified)
        if claimed is not None:
            before = roles_of(connection, account)
            connection.execute(delete(roles).where(roles.c.account == account, roles.c.given_as == CLAIM))
            give(connection, account, set(claimed) - set(roles_of(connection, account)), CLAIM)
            after = roles_of(connection, account)
            if after != before:
                by = Viewer(account=account, name=provider)
                changed = {"before": said(before), "after": said(after)}
                audit.append(connection, by, at, "roles claimed", f"account:{account}", **changed)
    return str(account)


def issuer_of(viewer: Viewer) -> str:
    """The provider through which the viewer signs in; empty for one with a password."""
    chosen = select(accounts.c.provider).where(accounts.c.id == (viewer.account or ""))
    with reading(engine()) as connection:
        return str(connection.scalar(chosen) or "")


def _first_time(
    connection: Connection, provider: str, subject: str, email: str, name: str, at: datetime, verified: bool
) -> str:
    row = connection.execute(select(accounts).where(accounts.c.email == email)).first()
    if row is None:
        account = secrets.token_hex(8)
        create(connection, account, email, name, (), at, provider=provider, provider_subject=subject, given_as=CLAIM)
        by = Viewer(account=account, name=name)
        audit.append(connection, by, at, "account added", f"account:{account}", name=name, provider=provider)
        return account
    if row.password or row.provider_subject is not None:
        raise AccountError("password" if row.password else "taken", email=email, provider=provider)
    if not verified:
        raise AccountError("unverified", email=email, provider=provider)
    bound = {"provider": provider, "provider_subject": subject, "name": name}
    connection.execute(accounts.update().where(accounts.c.id == row.id).values(**bound))
    by = Viewer(account=row.id, name=name)
    audit.append(connection, by, at, "account bound", f"account:{row.id}", provider=provider)
    return str(row.id)
