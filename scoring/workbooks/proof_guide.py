"""The first sheet of the workbook that proves itself: what it is, whether it agrees, what stands where."""

import re
from collections.abc import Mapping

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from scoring.workbooks.proof_layout import Layout

_BY_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{1,4}_)")
CARRIED = PatternFill("solid", fgColor="F6D9B8")
# The words; a page passes its own, by the same keys.
TEXTS: dict[str, str] = {
    "sheet": "Guide",
    "title": "{name}: {period}, worked out cell by cell",
    "framework": "Framework",
    "decision": "Decision",
    "units": "Units",
    "difference": "Largest difference between a score worked out here and the engine's",
    "ranks_differ": "Ranks worked out here that are not the engine's",
    "how": "From the sheet Shares on, the same column is the same node and the same row the same unit.",
    "carried": "A cell of this colour carries the engine's value, because no formula here follows its method:",
    "nothing_carried": "No cell carries the engine's value: every score is worked out here.",
    "screened": "the unit was screened out",
}
# What each sheet holds, in the order of the book.
SHEETS: dict[str, str] = {
    "Framework": "Parents, points and thresholds of the nodes; the points of the composites below.",
    "Rules": "Parameters of the rules: scales, steps, choices, targets, parts.",
    "Inputs": "The figures as they were read.",
    "Shares": "From figure to share, 0 to 1, by the rule of the indicator.",
    "Present": "Points of the parts of a node that have a score.",
    "Scores": "Sum of points × score over the parts that have one, divided by their points. Empty where too little is "
    "present or a part is missing that may not be; 0 where the framework scores a missing one so.",
    "Points": "Score × points of the node.",
    "Rounded": "Scores rounded as ranks are judged, to {decimals} decimals; a half goes to the even digit.",
    "Ranks": "1, 2, 2, 4: one more than the number of units above. Given ranks are shown as given.",
    "Engine scores": "What the engine found, as values.",
    "Engine ranks": "What the engine found, as values.",
    "Check": "Distance of every score from the engine's; 1 where only one of the two is missing.",
}


def write_guide(
    sheet: Worksheet, layout: Layout, about: Mapping[str, str], lang: str, texts: Mapping[str, str] | None = None
) -> None:
    """Fill the first sheet; `texts` take the place of `TEXTS` and `SHEETS` by their keys."""
    words = {**TEXTS, **SHEETS, **(texts or {})}
    framework = layout.framework
    sheet.title = words["sheet"]
    title = words["title"].format(name=framework.names[lang], period=layout.scores.periods[0])
    lines: list[tuple[str, object]] = [
        (title, None),
        (words["framework"], framework.id),
        (words["decision"], framework.decision),
        (words["units"], len(layout.scores.scores)),
        *((key, text) for key, text in about.items() if key != "framework"),
    ]
    if framework.notes:
        lines.append((framework.notes[lang], None))
    ranks, engine = layout.all_of("Ranks"), layout.all_of("'Engine ranks'")
    lines += [
        ("", None),
        (words["difference"], f"=MAX({layout.all_of('Check')})"),
        (words["ranks_differ"], f"=SUMPRODUCT(--({ranks}<>{engine}))"),
        ("", None),
        (words["how"], None),
        *((name, words[name].format(decimals=framework.rank_decimals)) for name in SHEETS),
        ("", None),
    ]
    marked = [(code, f"{framework.name(code, lang)} ({why})") for code, why in layout.carried.items()]
    units = [unit for (_, unit), out in zip(layout.scores.scores.index, layout.screened, strict=True) if out]
    marked += [(unit, words["screened"]) for unit in units]
    key = len(lines) + 1 if marked else 0
    lines += [(words["carried" if marked else "nothing_carried"], None), *marked]
    for row in lines:
        sheet.append(row)
    _dress(sheet, key)


def spelled(text: str) -> str:
    """The text as a workbook holds it: "_xa_", as in hd_xa_hoi_so, would be read as a character by its number."""
    return _BY_NUMBER.sub("_x005F_", text)


def _dress(sheet: Worksheet, key: int) -> None:
    for cells in sheet.iter_rows(max_col=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=cell.column == 2, vertical="top")
            if isinstance(cell.value, str) and not cell.value.startswith(("=MAX(", "=SUMPRODUCT(")):
                cell.value, cell.data_type = spelled(cell.value), "s"  # a text is no formula, whatever it starts with
    sheet["A1"].font = Font(bold=True, size=14)
    if key:
        sheet.cell(key, 1).fill = CARRIED
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 70, 90
