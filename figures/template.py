"""Workbooks to be filled in: one for every framework, block, division and period, in the reader's language.

Of an index a row is a unit and a column a figure; of a programme a row is a promise and a column a month.

The data sheet is named by the period and headed by the framework's own names, so that it is read as it stands; the
guide and the lists have names that the reader passes over (`guide_sheets` in data/headers.toml).
"""

from itertools import groupby

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from figures import template_promises
from figures.template_columns import FORMATS, Column, columns, facts, labels, validation
from figures.words import Words
from scoring.frameworks import Framework
from scoring.units import Units
from scoring.workbooks.styles import comment, fill, landscape, lines, put, saved

_CODE, _NAME, _FIRST = 1, 2, 3
_WIDTHS = {"code": 8, "name": 26, "value": 16, "source": 28, "note": 28}
_GUIDE_WIDTHS = (12, 40, 16, 10, 44, 26, 34)
_ABOUT = ("title", "source", "licence", "note", "origin", "stage")
_CHOSEN = {"origin": ("own", "demonstration"), "stage": ("provisional", "revised", "final")}
_STEPS = [f"step_{number}" for number in range(1, 9)]


def template(framework: Framework, units: Units, division: str, period: str, words: Words) -> bytes:
    """A workbook (.xlsx) with a row for every unit in force at `period` and a column for every raw figure; of a
    programme with a row for every promise and a column for every month of the year up to `period`.

    `division` is empty for a block without divisions; `period` is "2023", "2023-H1" or "2023-06". Filled in, it is
    read by `scoring.read_workbook` without a problem.
    """
    t = words.t
    book = openpyxl.Workbook()
    data: Worksheet = book.active
    data.title = period
    guide, about = book.create_sheet(t("template.sheet_guide")), book.create_sheet(t("template.sheet_about"))
    found = columns(framework, words.lang)
    title = " · ".join(
        (framework.names[words.lang], units.blocks.loc[framework.block, f"name_{words.lang}"], words.period(period))
    )
    lists = _lists(book, found, words)
    fill_in = template_promises.data if framework.is_programme else _data
    fill_in(data, framework, units, division, found, lists, title, words)
    _guide(guide, framework, found, title, period, words)
    _about(about, words)
    return saved(book)


def filename(framework: Framework, division: str, period: str, lang: str) -> str:
    """What the file is called when it is downloaded."""
    return "-".join(part for part in (framework.id, division, period, lang) if part) + ".xlsx"


def _lists(book: openpyxl.Workbook, found: list[Column], words: Words) -> dict[tuple[str, ...], str]:
    """A sheet with every list of choices once, and where each list stands; no sheet where nothing is chosen."""
    wanted: dict[tuple[str, ...], Column] = {}
    for column in found:
        if column.kind == "choice":
            wanted.setdefault(tuple(labels(column.input, words.lang)), column)
    if not wanted:
        return {}
    sheet = book.create_sheet(words.t("template.sheet_lists"))
    places = {}
    for number, (names, column) in enumerate(wanted.items()):
        at = 1 + 3 * number
        put(sheet, 1, at, words.t("template.choice"), "header")
        for row, name in enumerate(names, start=2):
            put(sheet, row, at, name, "cell")
        if column.node:  # the choices of a column beside the indicators carry no points
            put(sheet, 1, at + 1, words.t("template.share"), "header")
            for row, (share, _) in enumerate(column.input.choices, start=2):
                put(sheet, row, at + 1, share, "cell", "0%")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width, sheet.column_dimensions[get_column_letter(at + 1)].width = 24, 18
        places[names] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(names) + 1}"
    return places


def _data(
    sheet: Worksheet,
    framework: Framework,
    units: Units,
    division: str,
    found: list[Column],
    lists: dict[tuple[str, ...], str],
    title: str,
    words: Words,
) -> None:
    t, lang = words.t, words.lang
    chosen = units.in_force(framework.block, division, sheet.title)
    put(sheet, 1, _CODE, title, "title")
    sheet.row_dimensions[1].height = 24
    header = 3 if any(column.group for column in found) else 2
    if header == 3:
        _groups(sheet, found)
    first, last = header + 1, header + len(chosen)
    put(sheet, header, _CODE, t("template.code"), "header")
    put(sheet, header, _NAME, t("template.name"), "header")
    for row, unit in enumerate(chosen.to_dict("records"), start=first):
        put(sheet, row, _CODE, unit["code"], "given", "@")
        put(sheet, row, _NAME, unit[f"name_{lang}"], "given")
    checks: dict[str, DataValidation] = {}
    for at, column in enumerate(found, start=_FIRST):
        head = put(sheet, header, at, column.header, "header" if column.counts else "optional")
        told = [f"{column.input.code} · {column.input.names[lang]}"]
        comment(head, "\n".join(told + [f"{label}: {text}" for label, text in facts(column, words)]), framework.id)
        fill(sheet, first, last, at, "input", FORMATS[column.kind])
        choices = lists.get(tuple(labels(column.input, lang)), "")
        checks[get_column_letter(at)] = validation(column, choices, words)
    for letter, check in checks.items():
        check.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(check)
    for at, key in enumerate(("source", "note"), start=_FIRST + len(found)):
        comment(put(sheet, header, at, t(f"template.{key}"), "optional"), t(f"template.{key}_help"), framework.id)
        fill(sheet, first, last, at, "input", "@")
    _shape(sheet, header, len(found), max(lines(c.header, _WIDTHS["value"]) for c in found))


def _groups(sheet: Worksheet, found: list[Column]) -> None:
    """Over the header, the main indicators: a name runs on over its columns. Nothing is merged, so columns can move."""
    at = _FIRST
    for name, group in groupby(found, key=lambda column: column.group):
        length = len(list(group))
        for column in range(at, at + length):
            put(sheet, 2, column, name if column == at else None, "group" if name else "text")
        if length == 1:
            sheet.cell(2, at).alignment = Alignment(vertical="center", wrap_text=True)
            sheet.row_dimensions[2].height = max(
                sheet.row_dimensions[2].height or 18, 15 * lines(name, _WIDTHS["value"]) + 3
            )
        at += length


def _shape(sheet: Worksheet, header: int, count: int, tallest: int) -> None:
    """Widths and heights, what stays in view, and how the sheet is printed."""
    named = [*(("value"),) * count, "source", "note"]
    for at, kind in enumerate(["code", "name", *named], start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[kind]
    sheet.row_dimensions[header].height = 15 * tallest + 6
    sheet.freeze_panes = sheet.cell(header + 1, _FIRST)
    sheet.print_title_rows, sheet.print_title_cols = f"1:{header}", "A:B"
    landscape(sheet)
    sheet.page_setup.fitToWidth = max(1, round(count / 9))


def _guide(sheet: Worksheet, framework: Framework, found: list[Column], title: str, period: str, words: Words) -> None:
    """How to fill it in, step by step, then every column in a table."""
    t = words.t
    put(sheet, 1, 1, title, "title")
    put(sheet, 2, 1, f"{t('about.decision')}: {framework.decision}", "faint").alignment = Alignment(vertical="top")
    told = {
        "sheet": period,
        "about": t("template.sheet_about"),
        "source": t("template.source"),
        "note": t("template.note"),
        "framework": framework.names[words.lang],
        "page": t("nav.upload"),
    }
    row, room = 4, sum(_GUIDE_WIDTHS)
    steps = template_promises.STEPS if framework.is_programme else _STEPS
    for number, key in enumerate(steps, start=1):
        text = f"{number}. {t(f'template.{key}', **told)}"
        put(sheet, row, 1, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_GUIDE_WIDTHS))
        sheet.row_dimensions[row].height = 15 * lines(text, room) + 3
        row += 1
    heads = ("method.code", "template.column", "method.measure", "method.points", "method.rule", "method.missing")
    shown = [t(key) for key in heads] + [t("template.allowed")]
    for at, label in enumerate(shown, start=1):
        put(sheet, row + 1, at, label, "header")
        sheet.column_dimensions[get_column_letter(at)].width = _GUIDE_WIDTHS[at - 1]
    sheet.row_dimensions[row + 1].height = 33
    sheet.print_title_rows = f"{row + 1}:{row + 1}"
    for line, column in enumerate(found, start=row + 2):
        known = dict(facts(column, words))
        texts = [column.input.code, column.input.names[words.lang], *(known.get(label, "") for label in shown[2:])]
        for at, text in enumerate(texts, start=1):
            put(sheet, line, at, text, "cell")
        height = max(lines(text, width) for text, width in zip(texts, _GUIDE_WIDTHS, strict=True))
        sheet.row_dimensions[line].height = 15 * height + 3
    landscape(sheet)


def _about(sheet: Worksheet, words: Words) -> None:
    """What the workbook may say of itself; the keys in the first column are read as they stand."""
    for row, key in enumerate(_ABOUT, start=1):
        put(sheet, row, 1, key, "given")
        put(sheet, row, 2, _CHOSEN[key][0] if key in _CHOSEN else None, "input")
        put(sheet, row, 3, words.t(f"template.about_{key}"), "faint")
        sheet.row_dimensions[row].height = 33
        if key in _CHOSEN:
            check = DataValidation(type="list", formula1=f'"{",".join(_CHOSEN[key])}"', allow_blank=True)
            check.showErrorMessage = True
            check.add(sheet.cell(row, 2))
            sheet.add_data_validation(check)
    for letter, width in (("A", 12), ("B", 60), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    landscape(sheet)
