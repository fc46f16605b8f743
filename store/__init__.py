"""The only code that talks to the database: releases as documents, the gate before them, the first start."""

from store.contents import Read, read, workbooks
from store.editions import Edition, FrameworkTaken, frameworks, keep_framework, kept
from store.gate import visible
from store.releases import Release, before, find, in_force
from store.saving import Draft, save
from store.units import change_in_force, load_units
from store.viewers import Viewer

__all__ = [
    "Draft",
    "Edition",
    "FrameworkTaken",
    "Read",
    "Release",
    "Viewer",
    "before",
    "change_in_force",
    "find",
    "frameworks",
    "in_force",
    "keep_framework",
    "kept",
    "load_units",
    "read",
    "save",
    "visible",
    "workbooks",
]
