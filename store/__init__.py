"""The only code that talks to the database: releases as documents, the gate before them, the first start."""

from store.frameworks import Edition, FrameworkTaken, editions, frameworks, keep_framework
from store.releases import Draft, Release, Viewer, before, find, in_force, read, save, visible, workbooks

__all__ = [
    "Draft",
    "Edition",
    "FrameworkTaken",
    "Release",
    "Viewer",
    "before",
    "editions",
    "find",
    "frameworks",
    "in_force",
    "keep_framework",
    "read",
    "save",
    "visible",
    "workbooks",
]
