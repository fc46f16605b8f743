"""What was exported of releases: pictures by their codes, and press kits with their files."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, LargeBinary, Table
from sqlalchemy.types import JSON

from store.schema.base import String, Text, metadata

# A picture is what it was drawn from: the same releases, template, options and language have one code.
pictures = Table(
    "pictures",
    metadata,
    Column("code", String(10), primary_key=True),
    Column("releases", JSON, nullable=False),
    Column("template", String(40), nullable=False),
    Column("options", JSON, nullable=False),
    Column("lang", String(5), nullable=False),
    Column("made_at", DateTime, nullable=False),
)

# `reader` is the account whose name is on every file; empty in a kit for everybody, which waits for the release's hour.
kits = Table(
    "kits",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("release", String(80), ForeignKey("releases.id"), nullable=False),
    Column("account", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("reader", String(32), nullable=False, server_default=""),
    Column("settings", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("planned", Integer, nullable=False, server_default="0"),
    Column("fault", Text, nullable=False, server_default=""),
    Column("worker", String(64), nullable=False, server_default=""),
    Column("made_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Index("kits_by_release", "release", "state"),
)

kit_parts = Table(
    "kit_parts",
    metadata,
    Column("kit", String(32), ForeignKey("kits.id"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
