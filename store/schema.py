"""The tables. A release is a set of documents kept by their SHA-256; the rows carry what is searched."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import JSON

metadata = MetaData()

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
)

releases = Table(
    "releases",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("submission", String(32), ForeignKey("submissions.id"), nullable=False),
    Column("block", String(40), nullable=False),
    Column("division", String(20), nullable=False),
    Column("framework", String(80), nullable=False),
    Column("period", String(10), nullable=False),
    Column("state", String(20), nullable=False),
    Column("origin", String(20), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("owner", String(64), nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("publish_at", DateTime),
    Column("manifest", JSON, nullable=False),
    Index("releases_by_state", "state", "publish_at"),
    Index("releases_by_owner", "owner"),
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
    Index("frameworks_by_owner", "owner"),
)
