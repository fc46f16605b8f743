"""Sheets and columns of the workbook in which an edition is written: `data/framework_book.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scoring.framework_checks import KINDS, MISSING
from scoring.text import fold
from scoring.toml_text import key_text
from scoring.units import DATA, load_units

TABLES = ("nodes", "inputs", "options", "steps", "composites", "weights")
# Columns without which a table's header is not recognised, and cells that no row may lack.
ANCHORS = {
    "nodes": ("code", "names.vi"),
    "inputs": ("node", "code"),
    "options": ("node", "share"),
    "steps": ("node", "from"),
    "composites": ("code", "names.vi"),
    "weights": ("composite", "node"),
}
_NAMES = ("names.vi", "names.en", "names.es")
NEEDED = {
    "settings": ("id", "block", "kind", "decision", *_NAMES),
    "nodes": ("code", *_NAMES),
    "inputs": ("node", "code", *_NAMES),
    "options": ("node", "share", *_NAMES),
    "steps": ("node", "from", "share"),
    "composites": ("code", *_NAMES),
    "weights": ("composite", "node", "points"),
}


@dataclass(frozen=True)
class Field:
    """A column, or a row of the settings: its key (`rule.target`), what its cells hold, its name by language."""

    key: str
    kind: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class BookWords:
    """Names of sheets and heads by language, fields by table and key, lines of the guide, what a rule does.

    kind: what the book holds, with which its problems begin; anchors: by table, the columns that its header must have.
    """

    sheets: dict[str, Mapping[str, str]]
    fields: dict[str, dict[str, Field]]
    heads: dict[str, Mapping[str, str]]
    guide: dict[str, list[str]]
    rules: dict[str, Mapping[str, str]]
    yes: frozenset[str]
    kind: str = "framework"
    anchors: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: ANCHORS)

    def table_of(self, sheet: str) -> str | None:
        """Which table a sheet of that name holds, in any language."""
        name = fold(sheet)
        return next((table for table, names in self.sheets.items() if name in map(fold, names.values())), None)

    def field_of(self, table: str, head: str) -> Field | None:
        """The field that a header names by its key or in any language."""
        for found in self.fields[table].values():
            if head == found.key or fold(head) in map(fold, found.labels.values()):
                return found
        return None


@cache
def book_words() -> BookWords:
    raw = tomllib.loads((DATA / "framework_book.toml").read_text(encoding="utf-8"))
    return BookWords(
        sheets=raw["sheets"],
        fields={
            "settings": fields_of(raw["settings"]),
            **{table: fields_of(raw["tables"][table]) for table in TABLES},
        },
        heads=raw["heads"],
        guide=raw["guide"],
        rules=raw["rules"],
        yes=frozenset(map(fold, raw["yes"])),
    )


def fields_of(rows: Mapping[str, Any]) -> dict[str, Field]:
    return {
        key: Field(key, row["kind"], {lang: text for lang, text in row.items() if lang != "kind"})
        for key, row in rows.items()
    }


def choices(key: str) -> tuple[str, ...]:
    """What a cell of kind `choice` may hold; none where `framework_checks` decides (rules)."""
    known = {
        "block": tuple(load_units().blocks.index),
        "kind": KINDS,
        "missing": MISSING,
        "rule.direction": ("higher", "lower"),
        "territory": ("yes", "no"),
    }
    return known.get(key, ())


def dotted(path: tuple[str, ...]) -> str:
    return key_text(*path)
