"""The only code that talks to the database: releases as documents, the gate before them, the first start."""

from store.editions import Edition, FrameworkTaken, frameworks, keep_framework, kept
from store.releases import Draft, Release, Viewer, before, find, in_force, read, save, visible, workbooks

__all__ = [
    "Draft",
    "Edition",
    "FrameworkTaken",
    "Release",
    "Viewer",
    "before",
    "find",
    "frameworks",
    "in_force",
    "keep_framework",
    "kept",
    "read",
    "save",
    "visible",
    "workbooks",
]
