"""Blocks, units and mergers that were changed by workbook; those shipped with the program are files and have no row."""

from sqlalchemy import Column, DateTime, Index, Integer, Table

from store.schema.base import String, Text, metadata

registers = Table(
    "registers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("block", String(40), nullable=False),
    Column("filename", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("based_on", String(64), nullable=False),
    Column("account", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("effective_at", DateTime),
    Column("reason", Text, nullable=False, server_default=""),
    Column("decided_name", Text, nullable=False, server_default=""),
    Column("created_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Index("registers_by_state", "state", "effective_at"),
)
