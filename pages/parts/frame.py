"""The list of pages: file names, and so addresses, in the order of the menu."""

DEFAULT = "rankings"
PAGES = (DEFAULT, "map", "trends", "upload", "method")
