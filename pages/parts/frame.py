"""The list of pages: file names, and so addresses, in the order of the menu."""

DEFAULT = "overview"
# What everybody opens; then what some do, under one heading of the menu.
PUBLIC = (DEFAULT, "rankings", "unit", "compare", "map", "trends", "halfyear", "programme", "method", "verify")
WORK = ("upload", "approval", "accounts", "audit", "watch")
PAGES = (*PUBLIC, *WORK)
