"""A workbook that proves itself: every score worked out by formulas, beside the engine's, for an auditor to follow."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scoring.engine.errors import ScoringError
from scoring.engine.score import Scores
from scoring.frameworks import Composite, Node
from scoring.units import Units
from scoring.workbooks import proof_formulas as formulas
from scoring.workbooks import proof_layout as place
from scoring.workbooks.proof_guide import CARRIED, SHEETS, spelled, write_guide
from scoring.workbooks.proof_layout import Layout

HEAD = PatternFill("solid", fgColor="E8EEF4")
Heads = list[tuple[str, str]]


def proof(
    scores: Scores,
    units: Units,
    division: str,
    about: Mapping[str, str] | None = None,
    lang: str = "en",
    texts: Mapping[str, str] | None = None,
) -> bytes:
    """The scores of one period as .xlsx, with live formulas for every rule of points, arithmetic mean and rank.

    The first sheet explains, says how far formulas and engine are apart, and lists what carries the engine's values:
    indicators under a normalisation or changed by a step before, and means other than the arithmetic one. `about` is
    shown there (title, origin, source …); `lang` is the language of names, `texts` take the place of the words of
    `proof_guide`. Nothing is calculated until a spreadsheet opens the file. Raises ScoringError where the scores are
    not of one period.
    """
    if len(scores.periods) != 1:
        raise ScoringError(f"A proof is of one period; these scores hold {', '.join(scores.periods)}. Choose one.")
    layout = Layout(scores)
    book = openpyxl.Workbook()
    guide = book.active
    sheets = {name: book.create_sheet(name) for name in SHEETS}
    names = units.of(scores.framework.block, division)[f"name_{lang}"].to_dict()
    listed = [(unit, names.get(unit, unit)) for _, unit in scores.scores.index]
    heads = [(code, layout.framework.name(code, lang)) for code in layout.codes]
    _framework(sheets["Framework"], layout, heads, lang)
    rules = _rules(sheets["Rules"], layout, lang)
    _inputs(sheets["Inputs"], layout, listed, lang)
    for name, cell in _by_node(layout, rules).items():
        _heads(sheets[name], heads)
        for row, unit in zip(layout.rows, listed, strict=True):
            _write(sheets[name], row, unit, (cell(code, row) for code in layout.codes))
    _mark(sheets, layout)
    write_guide(guide, layout, about or {}, lang, texts)
    book.calculation.fullCalcOnLoad = True
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _by_node(layout: Layout, rules: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Callable[[str, int], Any]]:
    """Of every sheet with a column a node: what stands in the cell of a node and a row."""
    by_code, scores = layout.framework.by_code, layout.scores.scores
    engine = {"scores": _values(scores), "ranks": _values(layout.scores.ranks)}
    unfilled = _values(scores.mask(layout.scores.zeroed.astype(bool)))

    def engines(table: Mapping[str, list[Any]]) -> Callable[[str, int], Any]:
        return lambda code, row: table[code][row - place.FIRST_ROW]

    def share(code: str, row: int) -> Any:
        node = by_code[code]
        if isinstance(node, Composite) or not node.is_leaf:
            return None
        if not layout.is_live(code, row):
            return engines(unfilled)(code, row)
        return formulas.leaf_share(layout, node, rules[code], row)

    def score(code: str, row: int) -> Any:
        node = by_code[code]
        if isinstance(node, Node) and node.is_leaf and not layout.screened[row - place.FIRST_ROW]:
            return formulas.leaf_score(layout, node, row)
        if layout.is_mean(code) and layout.is_live(code, row):
            return formulas.mean(layout, code, row)
        return engines(engine["scores"])(code, row)

    def points(code: str, row: int) -> Any:
        return None if layout.weight_of(code) is None else formulas.earned(layout, code, row)

    return {
        "Shares": share,
        "Present": lambda code, row: formulas.present(layout, code, row) if layout.is_mean(code) else None,
        "Scores": score,
        "Points": points,
        "Rounded": lambda code, row: formulas.for_ranking(layout, code, row),
        "Ranks": lambda code, row: formulas.rank(layout, code, row),
        "Engine scores": engines(engine["scores"]),
        "Engine ranks": engines(engine["ranks"]),
        "Check": lambda code, row: formulas.checked(layout, code, row),
    }


def _values(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Column → its figures, missing as None."""
    return {code: [None if np.isnan(x) else x for x in table[code].astype(float).tolist()] for code in table}


def _framework(sheet: Worksheet, layout: Layout, heads: Heads, lang: str) -> None:
    """One column a node: what the means refer to. Rows are those of `proof_layout`."""
    nodes = [layout.framework.by_code[code] for code in layout.codes]
    means = [node if layout.is_mean(node.code) else None for node in nodes]
    points = [node and layout.points_of(node.code) for node in means]
    lines: dict[int, tuple[str, list[Any]]] = {
        place.PARENT: ("parent", [getattr(node, "parent", None) for node in nodes]),
        place.POINTS: ("points", [layout.weight_of(code) for code in layout.codes]),
        place.REQUIRED: ("may not be missing", [int(node.missing == "none") for node in nodes]),
        place.TOTAL: ("points of its parts", [range and f"=SUM({range})" for range in points]),
        place.PARTS: ("parts with points", [range and f'=COUNTIF({range},">0")' for range in points]),
        place.LEAST_POINTS: ("least share of the points", [node and node.least_coverage for node in means]),
        place.LEAST_PARTS: ("least share of the parts", [node and node.least_children for node in means]),
        place.DECIMALS: ("rounded to decimals", [node.round for node in nodes]),
        place.METHOD: ("rule or mean", [getattr(node, "rule", None) or node.mean.kind for node in nodes]),
        place.MISSING: ("where missing", [node.missing for node in nodes]),
    }
    _heads(sheet, heads)
    for row, (label, cells) in lines.items():
        _write(sheet, row, [label, ""], cells)
    for row, composite in enumerate(layout.framework.composites, place.FIRST_COMPOSITE):
        weights = [composite.points.get(code) for code in layout.codes]
        _write(sheet, row, [composite.code, composite.names[lang]], weights)
    sheet.column_dimensions["A"].width = 26


def _rules(sheet: Worksheet, layout: Layout, lang: str) -> dict[str, dict[str, list[str]]]:
    """One row a parameter; gives node → parameter → the cells it stands in."""
    _write(sheet, 1, ["node", "name", "rule", "direction", "parameter", "values"])
    found: dict[str, dict[str, list[str]]] = {}
    row = 1
    for node in layout.framework.nodes:
        if not node.is_leaf or node.code in layout.carried:
            continue
        found[node.code] = {}
        for name, values in (formulas.parameters(node, lang) or {"": []}).items():
            row += 1
            direction = node.parameters.get("direction", "higher")
            _write(sheet, row, [node.code, node.names[lang], node.rule, direction, name, *values])
            cells = [f"Rules!${get_column_letter(column)}${row}" for column in range(6, 6 + len(values))]
            found[node.code][name] = cells
    _dress(sheet)
    return found


def _inputs(sheet: Worksheet, layout: Layout, listed: Heads, lang: str) -> None:
    """The values as they were read; a choice by its label."""
    values = _values(layout.scores.values.reindex(columns=list(layout.inputs)))
    for column in layout.framework.inputs:
        labels = {share: names[lang] for share, names in column.choices if not formulas.WILD & set(names[lang])}
        values[column.code] = [labels.get(x, x) for x in values[column.code]]
    _heads(sheet, [(code, names[lang]) for code, names in layout.inputs.items()])
    for at, unit in enumerate(listed):
        _write(sheet, at + place.FIRST_ROW, [*unit, *(figures[at] for figures in values.values())])


def _heads(sheet: Worksheet, heads: Heads) -> None:
    for row in (0, 1):
        _write(sheet, row + 1, ["", "", *(head[row] for head in heads)])
    _dress(sheet)


def _write(sheet: Worksheet, row: int, texts: Sequence[Any], cells: Iterable[Any] = ()) -> None:
    """A row: `texts` stay texts, whatever they start with; `cells` behind them may be formulas."""
    for column, value in enumerate((*texts, *cells), 1):
        if value is not None and value != "":
            is_text = isinstance(value, str) and column <= len(texts)
            cell = sheet.cell(row, column, spelled(value) if is_text else value)
            if is_text:
                cell.data_type = "s"


def _mark(sheets: Mapping[str, Worksheet], layout: Layout) -> None:
    """Colour what carries the engine's value."""
    for column, code in enumerate(layout.codes, place.FIRST_COLUMN):
        node = layout.framework.by_code[code]
        leaf = isinstance(node, Node) and node.is_leaf
        for row in layout.rows:
            if not layout.is_live(code, row):
                sheets["Shares" if leaf else "Scores"].cell(row, column).fill = CARRIED
                if leaf and layout.screened[row - place.FIRST_ROW]:
                    sheets["Scores"].cell(row, column).fill = CARRIED


def _dress(sheet: Worksheet) -> None:
    for cells in sheet.iter_rows(max_row=2):
        for cell in cells:
            cell.font, cell.fill = Font(bold=cell.row == 1), HEAD
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C3"
    sheet.column_dimensions["B"].width = 28
