"""An edition of the index as a workbook, to be changed into next year's; `framework_read` reads it back.

The settings, the tree, its inputs, choices and steps, and the composites have a sheet each. What has no column of
its own is written as it stands: a column (or a row of the settings) headed by its dotted key, with TOML in the cells.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.editions.words import TABLES, Field, book_words, choices, dotted
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.rules import RULES
from scoring.frameworks import Framework
from scoring.text import tidy
from scoring.toml_text import leaves, read_value, value_text
from scoring.workbooks.styles import fill, landscape, lines, put, saved

KINDS_OF_RULE = (*RULES, *NORMALISATIONS)
SEPARATOR = "; "
_SPARE = 50  # rows below the table that are formatted like it
_WIDTHS = {"code": 12, "number": 11, "choice": 15, "tick": 11, "texts": 30, "text": 30, "more": 30}
Row = dict[tuple[str, ...], Any]


def framework_workbook(framework: Framework, lang: str = "vi") -> bytes:
    """The edition as a workbook (.xlsx) with headers in `lang`: `read_framework` gives it back, equal but for the text.

    Comments of the framework's file are not kept.
    """
    return workbook_of(tomllib.loads(framework.text), framework.names[lang], lang)


def workbook_of(raw: Mapping[str, Any], title: str, lang: str) -> bytes:
    """`framework_workbook` for the content of a framework file."""
    words, tables = book_words(), split(raw)
    book = openpyxl.Workbook()
    sheet: Worksheet = book.active
    sheet.title = words.sheets["settings"][lang]
    _settings(sheet, {key: found for key, found in raw.items() if key not in ("nodes", "composites")}, lang)
    for table in TABLES:
        _table(book.create_sheet(words.sheets[table][lang]), table, tables[table], lang)
    _guide(book.create_sheet(words.sheets["guide"][lang]), title, lang)
    for made in book.worksheets:
        landscape(made)
    return saved(book)


def split(raw: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of every sheet but the settings, as path → value: ("names", "vi") → "Nhận thức số"."""
    found: dict[str, list[Row]] = {table: [] for table in TABLES}
    for entry in raw["nodes"]:
        at: Row = {("node",): entry["code"]}
        rest = {key: part for key, part in entry.items() if key not in ("inputs", "rule")}
        rule = dict(entry.get("rule", {}))
        inputs = entry.get("inputs", [])
        parts = rule.pop("parts") if inputs and len(rule.get("parts", ())) == len(inputs) else [None] * len(inputs)
        for column, part in zip(inputs, parts, strict=True):
            row: Row = {**at, **dict(leaves(column))}
            found["inputs"].append(row if part is None else {**row, ("part",): part})
        if rule.get("options") and all(isinstance(option, Mapping) for option in rule["options"]):
            found["options"] += [{**at, **dict(leaves(option))} for option in rule.pop("options")]
        if rule.get("steps") and all(isinstance(step, list) and len(step) == 2 for step in rule["steps"]):
            found["steps"] += [{**at, ("from",): a, ("share",): b} for a, b in rule.pop("steps")]
        found["nodes"].append(dict(leaves({**rest, **({"rule": rule} if rule else {})})))
    for entry in raw.get("composites", []):
        rest = {key: part for key, part in entry.items() if key != "points"}
        found["composites"].append(dict(leaves(rest)))
        for node, points in entry["points"].items():
            found["weights"].append({("composite",): entry["code"], ("node",): node, ("points",): points})
    return found


def cell_value(value: Any, kind: str) -> str | float | bool | None:
    """How a value stands in a cell: texts of known fields as they are, the rest so that it is read as what it is."""
    if kind == "tick":
        return "x" if value else None
    if kind in ("texts", "years") and isinstance(value, list):
        texts = [str(part) for part in value]
        plain = all(text and ";" not in text and text == tidy(text) and text[0] != "[" for text in texts)
        return SEPARATOR.join(texts) if plain else value_text(value)
    if isinstance(value, str):
        mistakable = read_value(value) != value or value != tidy(value) or value == ""
        return value_text(value) if kind == "any" and mistakable else value
    return value if isinstance(value, (bool, int, float)) else value_text(value)


def _settings(sheet: Worksheet, raw: Mapping[str, Any], lang: str) -> None:
    """One row a key: those known in their order, then the others by their dotted keys."""
    words = book_words()
    found = {dotted(path): value for path, value in leaves(raw)}
    for at, head in enumerate(("key", "value", "help"), start=1):
        put(sheet, 1, at, words.heads[head][lang], "header")
    row = 2
    for field in words.fields["settings"].values():
        value = found.pop(field.key, None)
        for part in (value or [None]) if field.kind == "more" else [value]:
            _setting(sheet, row, field, part, lang)
            row += 1
    for key, value in found.items():
        _setting(sheet, row, Field(key, "any", {}), value, lang)
        row += 1
    for letter, width in (("A", 18), ("B", 70), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"


def _setting(sheet: Worksheet, row: int, field: Field, value: Any, lang: str) -> None:
    put(sheet, row, 1, field.key, "given")
    shown = None if value is None else cell_value(value, field.kind)
    cell = put(sheet, row, 2, shown, "cell", "@" if isinstance(shown, str) else "General")
    put(sheet, row, 3, field.labels.get(lang), "faint")
    sheet.row_dimensions[row].height = 15 * max(lines(str(shown or ""), 70), lines(field.labels.get(lang, ""), 60)) + 3
    _limit(sheet, field, cell.coordinate)


def _table(sheet: Worksheet, table: str, rows: list[Row], lang: str) -> None:
    """The known columns, then one for every other key that a row has; spare rows are formatted alike."""
    known = book_words().fields[table]
    others = dict.fromkeys(dotted(path) for row in rows for path in row if dotted(path) not in known)
    fields = [*known.values(), *(Field(key, "any", {}) for key in others)]
    for at, field in enumerate(fields, start=1):
        needed = field.kind == "code" or field.key.startswith("names.")
        put(sheet, 1, at, field.labels.get(lang, field.key), "header" if needed else "optional")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDTHS.get(field.kind, 20)
        number_format = "@" if field.kind == "code" else "General"
        fill(sheet, 2, len(rows) + 1 + _SPARE, at, "input", number_format)
        for line, row in enumerate(rows, start=2):
            path = tuple(field.key.split(".")) if field.key in known else _path(row, field.key)
            if path in row:
                put(sheet, line, at, cell_value(row[path], field.kind), "input", number_format)
        _limit(sheet, field, f"{letter}2:{letter}{len(rows) + 1 + _SPARE}")
    tallest = max(lines(field.labels.get(lang, field.key), _WIDTHS.get(field.kind, 20)) for field in fields)
    sheet.row_dimensions[1].height = 15 * tallest + 6
    sheet.freeze_panes = "C2" if table == "nodes" else "B2"


def _path(row: Mapping[tuple[str, ...], Any], key: str) -> tuple[str, ...] | None:
    return next((path for path in row if dotted(path) == key), None)


def _limit(sheet: Worksheet, field: Field, where: str) -> None:
    """A drop-down list where there is a choice."""
    allowed = KINDS_OF_RULE if field.key == "rule.kind" else ("x",) if field.kind == "tick" else choices(field.key)
    if allowed and field.kind in ("choice", "tick"):
        check = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
        check.showErrorMessage, check.errorStyle = True, "stop"
        check.add(where)
        sheet.add_data_validation(check)


def _guide(sheet: Worksheet, title: str, lang: str) -> None:
    words = book_words()
    put(sheet, 1, 1, title, "title")
    row = 3
    for number, text in enumerate(words.guide[lang], start=1):
        put(sheet, row, 1, str(number))
        put(sheet, row, 2, text)
        sheet.row_dimensions[row].height = 15 * lines(text, 100) + 3
        row += 1
    put(sheet, row + 1, 1, words.fields["nodes"]["rule.kind"].labels[lang], "header")
    put(sheet, row + 1, 2, words.heads["help"][lang], "header")
    for line, kind in enumerate(KINDS_OF_RULE, start=row + 2):
        put(sheet, line, 1, kind, "cell")
        put(sheet, line, 2, words.rules[kind][lang], "cell")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 100
