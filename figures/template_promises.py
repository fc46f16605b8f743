"""The sheet of a programme's template: one row a promise with what was promised of it, one column a month.

The headings are those that the reader knows (`rows` in data/headers.toml); the months head themselves.
"""

from typing import Any

import pandas as pd
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from figures.template_columns import FORMATS, Column, facts, labels, validation
from figures.trend_lines import short
from figures.words import Words
from scoring.frameworks import Framework
from scoring.periods import span
from scoring.programme import target_of
from scoring.units import Units
from scoring.workbooks.styles import comment, fill, landscape, lines, put

STEPS = ("promise_step_1", "step_2", "step_3", "promise_step_2", "promise_step_3", "promise_step_4", "step_8")
FLAGS = ("measured", "self-reported", "verified", "estimated", "provisional")
_HEADER, _FIRST = 2, 3
_PROMISED = ("code", "priority", "promise", "unit_code", "name", "measure", "baseline", "target", "deadline", "owner")
_WIDTHS = {"code": 22, "priority": 20, "promise": 46, "unit_code": 10, "name": 22, "measure": 12, "baseline": 12,
           "target": 14, "deadline": 12, "owner": 22}  # fmt: skip
_BESIDE = {"flag": 16, "source": 36, "note": 28}
_MONTH = 11


def months(period: str) -> list[str]:
    """The months of the year up to the end of the period: "2023-03" gives January to March, "2023" all twelve."""
    last = span(period)[1]
    return [str(month) for month in pd.period_range(f"{last.year}-01", last, freq="M")]


def data(
    sheet: Worksheet, framework: Framework, units: Units, division: str, found: list[Column],
    lists: dict[tuple[str, ...], str], title: str, words: Words,
) -> None:  # fmt: skip
    """Fill the sheet, which is named by its period: all promises of a unit below each other."""
    t, lang = words.t, words.lang
    chosen = units.in_force(framework.block, division, sheet.title)
    heads = [key for key in _PROMISED if len(chosen) > 1 or key not in ("unit_code", "name")]
    periods = months(sheet.title)
    put(sheet, 1, 1, title, "title")
    sheet.row_dimensions[1].height = 24
    for at, key in enumerate(heads, start=1):
        put(sheet, _HEADER, at, t(f"template.promise_{key}"), "header")
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[key]
    first_month = len(heads) + 1
    for at, period in enumerate(periods, start=first_month):
        put(sheet, _HEADER, at, short(period, words), "header")
        sheet.column_dimensions[get_column_letter(at)].width = _MONTH
    row = _FIRST
    for unit in chosen.to_dict("records"):
        for column in found:
            told = _told(column, framework, lang) | {"unit_code": unit["code"], "name": unit[f"name_{lang}"]}
            for at, key in enumerate(heads, start=1):
                cell = put(sheet, row, at, told[key], "given", "General" if key in ("baseline", "target") else "@")
                cell.alignment = Alignment(vertical="top", wrap_text=True)
            said = [f"{column.input.code} · {column.input.names[lang]}"]
            said += [f"{label}: {text}" for label, text in facts(column, words)]
            comment(sheet.cell(row, heads.index("promise") + 1), "\n".join(said), framework.id)
            tallest = max(lines(str(told[key] or ""), _WIDTHS[key]) for key in heads)
            sheet.row_dimensions[row].height = 15 * tallest + 3
            for at in range(first_month, first_month + len(periods)):
                fill(sheet, row, row, at, "input", FORMATS[column.kind])
            check = validation(column, lists.get(tuple(labels(column.input, lang)), ""), words)
            letters = [get_column_letter(at) for at in (first_month, first_month + len(periods) - 1)]
            check.add(f"{letters[0]}{row}:{letters[1]}{row}")
            sheet.add_data_validation(check)
            row += 1
    _beside(sheet, first_month + len(periods), row - 1, framework, words)
    sheet.freeze_panes = sheet.cell(_FIRST, heads.index("promise") + 2)
    sheet.print_title_rows, sheet.print_title_cols = f"1:{_HEADER}", "A:C"
    landscape(sheet)


def _told(column: Column, framework: Framework, lang: str) -> dict[str, Any]:
    """What was promised, as it was decided; the reader tells where a workbook says otherwise."""
    assert column.node is not None and column.node.promise is not None
    node, promise, target = column.node, column.node.promise, target_of(column.node)
    choice = next((names[lang] for share, names in node.inputs[0].choices if share == target), None)
    return {
        "code": node.inputs[0].code, "priority": framework.main[node.code].names[lang], "promise": node.names[lang],
        "measure": node.measure.get(lang, ""), "baseline": promise.baseline,
        "target": choice or (None if pd.isna(target) else target), "deadline": promise.deadline,
        "owner": promise.owner.get(lang, ""),
    }  # fmt: skip


def _beside(sheet: Worksheet, first: int, last: int, framework: Framework, words: Words) -> None:
    """Flag, source and note of a row."""
    t = words.t
    for at, (key, width) in enumerate(_BESIDE.items(), start=first):
        comment(put(sheet, _HEADER, at, t(f"template.{key}"), "optional"), t(f"template.{key}_help"), framework.id)
        fill(sheet, _FIRST, last, at, "input", "@")
        sheet.column_dimensions[get_column_letter(at)].width = width
    choices = ",".join(t(f"flag.{flag}") for flag in FLAGS)
    check = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    letter = get_column_letter(first)
    check.add(f"{letter}{_FIRST}:{letter}{last}")
    sheet.add_data_validation(check)
