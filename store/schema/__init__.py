"""The tables. A release is a set of documents kept by their SHA-256; the rows carry what is searched.

A submission holds the state of all its releases, so that they move together. No state says "published" or
"superseded": the clock and the notices do.
"""

from store.schema.base import metadata
from store.schema.exports import kit_parts, kits, pictures
from store.schema.ground import registers
from store.schema.life import (
    announcements,
    comments,
    documents,
    frameworks,
    notices,
    problems,
    readers,
    releases,
    submissions,
)
from store.schema.people import accounts, failures, links, roles, sessions
from store.schema.trail import audit, audit_head, intents, keys

__all__ = [
    "accounts",
    "announcements",
    "audit",
    "audit_head",
    "comments",
    "documents",
    "failures",
    "frameworks",
    "intents",
    "keys",
    "kit_parts",
    "kits",
    "links",
    "metadata",
    "notices",
    "pictures",
    "problems",
    "readers",
    "registers",
    "releases",
    "roles",
    "sessions",
    "submissions",
]
