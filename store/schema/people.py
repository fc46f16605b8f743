"""Who may sign in, as whom, and with what."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, Table, UniqueConstraint

from store.schema.base import String, Text, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text, nullable=False, server_default=""),
    Column("provider", String(200), nullable=False, server_default=""),
    Column("provider_subject", String(255)),
    Column("created_at", DateTime, nullable=False),
    Column("disabled_at", DateTime),
    UniqueConstraint("provider", "provider_subject", name="accounts_by_provider"),
)

roles = Table(
    "roles",
    metadata,
    Column("account", String(32), ForeignKey("accounts.id"), primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("block", String(40), primary_key=True),
    Column("division", String(20), primary_key=True),
    Column("unit", String(20), primary_key=True),
    Column("given_as", String(10), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("account", String(32), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("created_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("ended_by", Text, nullable=False, server_default=""),
    Column("browser", Text, nullable=False, server_default=""),
)

links = Table(
    "links",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("account", String(32), ForeignKey("accounts.id")),
    Column("created_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("used_at", DateTime),
    Index("links_by_account", "account", "purpose"),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False),
    Column("at", DateTime, nullable=False),
    Index("failures_by_email", "email", "at"),
)
