"""Releases and what happens to them before they are public."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, LargeBinary, Table
from sqlalchemy.types import JSON

from store.schema.base import String, Text, metadata

documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("filename", Text, nullable=False),
    Column("owner", String(64), nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("account", String(32), nullable=False, server_default=""),
    Column("uploader", Text, nullable=False, server_default=""),
    Column("state", String(20), nullable=False, server_default="draft"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("publish_at", DateTime),
    Column("changed_at", DateTime, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("withdrawn_from", String(20), nullable=False, server_default=""),
    Column("readers_listed", Boolean, nullable=False, server_default="0"),
    Column("files_deleted_at", DateTime),
    Column("reading", JSON, nullable=False, server_default="{}"),
    Index("submissions_by_state", "state", "publish_at"),
    Index("submissions_by_owner", "owner"),
)

releases = Table(
    "releases",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("submission", String(32), ForeignKey("submissions.id"), nullable=False, index=True),
    Column("block", String(40), nullable=False),
    Column("division", String(20), nullable=False),
    Column("framework", String(80), nullable=False),
    Column("period", String(10), nullable=False),
    Column("origin", String(20), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("manifest", JSON, nullable=False),
)

# What was said of the upload when it was saved; a warning is acknowledged by name before approval.
problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", String(32), ForeignKey("submissions.id"), nullable=False, index=True),
    Column("severity", String(10), nullable=False),
    Column("code", String(40), nullable=False),
    Column("file", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", String(20), nullable=False),
    Column("value", Text, nullable=False),
    Column("unit", String(20), nullable=False),
    Column("words", JSON, nullable=False),
    Column("also", JSON, nullable=False),
    Column("acknowledged_by", String(32), nullable=False, server_default=""),
    Column("acknowledged_name", Text, nullable=False, server_default=""),
    Column("acknowledged_at", DateTime),
)

notices = Table(
    "notices",
    metadata,
    Column("release", String(80), ForeignKey("releases.id"), primary_key=True),
    Column("supersedes", String(80), ForeignKey("releases.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("effect", JSON, nullable=False),
    Column("account", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release", String(80), ForeignKey("releases.id"), nullable=False, index=True),
    Column("unit", String(20), nullable=False),
    Column("column", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("account", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("status", String(10), nullable=False),
    Column("answer", Text, nullable=False, server_default=""),
    Column("answered_by", String(32), nullable=False, server_default=""),
    Column("answered_name", Text, nullable=False, server_default=""),
    Column("answered_at", DateTime),
)

readers = Table(
    "readers",
    metadata,
    Column("submission", String(32), ForeignKey("submissions.id"), primary_key=True),
    Column("account", String(32), ForeignKey("accounts.id"), primary_key=True),
    Column("named_by", Text, nullable=False),
    Column("named_at", DateTime, nullable=False),
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("block", String(40), nullable=False),
    Column("period", String(10), nullable=False),
    Column("publish_at", DateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("account", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("cancelled_at", DateTime),
    Index("announcements_by_moment", "publish_at"),
)

# Editions made by workbook. A row is never changed; those shipped with the program are files and have none.
frameworks = Table(
    "frameworks",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("based_on", String(80), nullable=False),
    Column("account", String(32), nullable=False, server_default=""),
    Index("frameworks_by_owner", "owner"),
)
