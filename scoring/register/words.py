"""Sheets and columns of the workbook of units: `data/units_book.toml`."""

import tomllib
from functools import cache

from scoring.editions.words import BookWords, fields_of
from scoring.units import DATA

TABLES = ("blocks", "units", "mergers")
NEEDED = {
    "blocks": ("id", "name_vi", "name_en", "name_es"),
    "units": ("block", "code", "name_vi", "name_en", "name_es"),
    "mergers": ("block_from", "code_from", "block_to", "code_to"),
}
_ANCHORS = {
    "blocks": ("id", "name_vi"),
    "units": ("block", "code", "name_vi"),
    "mergers": ("code_from", "code_to"),
}


@cache
def book_words() -> BookWords:
    raw = tomllib.loads((DATA / "units_book.toml").read_text(encoding="utf-8"))
    fields = {table: fields_of(raw["tables"][table]) for table in TABLES}
    return BookWords(raw["sheets"], fields, {}, raw["guide"], {}, frozenset(), "units", _ANCHORS)
