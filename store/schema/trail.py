"""What was done, what was begun, and the keys that sign it."""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table

from store.schema.base import String, Text, metadata

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("account", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Index("audit_by_subject", "subject"),
)

# How long the trail is and how it ends: entries cut off at the end leave a chain that holds.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
)

# What was begun: a row that outlives its process tells the next start what was cut short.
intents = Table(
    "intents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("act", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("process", Text, nullable=False),
    Column("done", Boolean, nullable=False),
)

# The private half never comes here.
keys = Table(
    "keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("public", String(64), nullable=False),
    Column("since", DateTime, nullable=False),
    Column("until", DateTime),
)
