"""The list of pages: file names, and so addresses, in the order of the menu."""

DEFAULT = "rankings"
# What everybody opens; then what some do, under one heading of the menu.
PUBLIC = (DEFAULT, "map", "trends", "method")
WORK = ("upload",)
PAGES = (*PUBLIC, *WORK)
