"""The list of pages: file names, and so addresses, in the order of the menu and under its headings."""

DEFAULT = "overview"
# What everybody opens: first what stands in the menu itself, one click away at 1,440 pixels in every language and for
# whoever is signed in; then what the figures rest on.
FIRST = (DEFAULT, "rankings", "unit", "compare", "map", "trends", "halfyear", "programme")
EVIDENCE = ("method", "press", "verify")
# What some do.
WORK = ("upload", "approval", "accounts", "audit", "watch")
PUBLIC = (*FIRST, *EVIDENCE)
PAGES = (*PUBLIC, *WORK)
