"""The only code that talks to the database: releases as documents, the gate before them, the first start."""

from store.releases import Draft, Release, Viewer, find, read, save, visible, workbook

__all__ = ["Draft", "Release", "Viewer", "find", "read", "save", "visible", "workbook"]
