"""The only code that talks to the database: releases as documents, the gate before them, the first start."""

from store.releases import Draft, Release, Viewer, before, find, in_force, read, save, visible, workbooks

__all__ = ["Draft", "Release", "Viewer", "before", "find", "in_force", "read", "save", "visible", "workbooks"]
