"""What can be wrong with a workbook, each with an English sentence that says where, what and how to mend it.

The command line prints these sentences; pages translate them by the same key (`problem.<code>`).
"""

from dataclasses import dataclass, field
from typing import Any

from scoring.workbooks.framework_problems import FRAMEWORK_TEMPLATES
from scoring.workbooks.units_problems import UNITS_TEMPLATES

ERROR, WARNING = "error", "warning"
_LONGEST = 120

TEMPLATES: dict[str, tuple[str, str]] = {
    "not_a_workbook": (
        ERROR,
        "The file is not a workbook that can be read. Save it as an Excel workbook (.xlsx).",
    ),
    "web_page": (
        ERROR,
        "The file is a web page under another name. Open it in a spreadsheet programme. Save it as an Excel "
        "workbook (.xlsx).",
    ),
    "encoding_unknown": (ERROR, "The letters of the text file cannot be read. Save it as CSV in UTF-8."),
    "too_large": (ERROR, "The file has {value} MB; {limit} MB is the most. Split it or remove pictures."),
    "encrypted": (ERROR, "The workbook is protected with a password. Save a copy without a password."),
    "macros": (ERROR, "The workbook carries macros. Save it as .xlsx, which has none."),
    "unsafe": (
        ERROR,
        "The workbook contains parts that are not accepted ({value}). Save a fresh copy as .xlsx.",
    ),
    "unreadable": (
        ERROR,
        "The workbook could not be read within the limits of memory and time. Delete empty rows and columns far "
        "outside the table, then save it again.",
    ),
    "sparse": (
        ERROR,
        "Sheet '{sheet}' reaches to cell {value}. Delete the empty rows and columns beyond the table.",
    ),
    "quote_open": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the quotation marks of this row do not pair. Correct the row.",
    ),
    "empty": (ERROR, "The workbook has no filled cell. Upload the workbook with the figures."),
    "no_header": (
        ERROR,
        "No sheet has a header row with a unit column and indicator columns of '{framework}'. Head the columns by "
        "code or by name, for example '{example}'.",
    ),
    "sheet_skipped": (
        WARNING,
        "Sheet '{sheet}' has no header that fits this framework and was left out. Head its columns by code or by name "
        "if it holds figures.",
    ),
    "sheet_hidden": (
        WARNING,
        "Sheet '{sheet}' is hidden and was left out. Show it if its figures belong to the upload, else delete it.",
    ),
    "no_rows": (
        ERROR,
        "Sheet '{sheet}' has a header in row {row} but no row of a unit under it. Add the units.",
    ),
    "column_missing": (
        ERROR,
        "Sheet '{sheet}', row {row}: the column '{value}' ({name}) is missing. Add it; leave cells empty where there "
        "is no figure.",
    ),
    "column_misspelt": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' was read as '{name}'. Correct the heading, or delete the column if it "
        "is another.",
    ),
    "column_unknown": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is no column of this framework and was left out.{hint}",
    ),
    "column_twice": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the column '{value}' stands twice. Keep one of them.",
    ),
    "unit_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is no unit of this block. Correct it.{hint}",
    ),
    "row_left_out": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is no unit and its row has no figure; the row was left out. Delete "
        "it, or correct the name.{hint}",
    ),
    "unit_empty": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the row has figures and no unit. Write the unit or delete the row.",
    ),
    "form_unit_missing": (
        ERROR,
        "Sheet '{sheet}': the form does not say whose it is. Write the unit above the table, for example "
        "'{example}', or name the sheet by it.",
    ),
    "unit_conflict": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: code '{value}' and name '{name}' are two different units. Correct one of them.",
    ),
    "unit_twice": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' stands twice for {period} (first in row {row}). Keep one row.",
    ),
    "value_twice": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: {value} for '{name}' stands elsewhere as {other} ({place}). Keep one of them.",
    ),
    "value_repeated": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: {value} for '{name}' stands a second time (first at {place}; {count} such cells "
        "in the column). Delete one.",
    ),
    "promise_differs": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is not what '{framework}' promises of '{name}', which is {stated}. "
        "Correct the cell, or bring a new edition of the programme.",
    ),
    "unit_missing": (WARNING, "Sheet '{sheet}': {count} of {total} units are missing for {period}: {value}."),
    "division_mixed": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' belongs to the division into {other}, the other rows to the division "
        "into {division}. Use one division in a workbook.",
    ),
    "unit_spelling": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is written '{name}' in the register. Correct the spelling.",
    ),
    "indicator_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is no indicator of this framework. Correct it.{hint}",
    ),
    "indicator_conflict": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: code '{value}' and name '{name}' are two different indicators. Correct one of "
        "them.",
    ),
    "code_turned": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the code {value} has become a number and may stand for {choices}. Format the "
        "column as text and type the code again.",
    ),
    "flag_unknown": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is no flag. Use one of: {choices}.",
    ),
    "points_differ": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the form gives '{name}' at most {value} points, the framework {expected}. Use "
        "the form of this framework.",
    ),
    "period_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is no period. Write 2023, 2023-H1 or 2023-06.",
    ),
    "period_missing": (
        ERROR,
        "Sheet '{sheet}': no period is given. Add a column 'Period' or name the sheet by its period, for example "
        "2023-06.",
    ),
    "not_a_number": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is not a number. Type a number or leave the cell empty.{hint}",
    ),
    "number_ambiguous": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' can be read as {low} or as {high}. Type the number without a "
        "separator of thousands.",
    ),
    "date_for_number": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the date {value} stands where a number belongs. Format the cell as a number "
        "and type the figure again.",
    ),
    "formula_error": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the formula gives {value}. Mend the formula or leave the cell empty.",
    ),
    "formula_without_value": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the formula {value} has no computed value. Open the workbook in a spreadsheet "
        "programme and save it, or type the figure.",
    ),
    "formula_stale": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: the formula gives {expected} and the workbook still shows {value}. Use a fresh "
        "computation: recalculate (F9) and save.",
    ),
    "formula_external": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: the figure comes from another workbook ({value}) and was taken as last saved. "
        "Type the figure itself.",
    ),
    "not_a_choice": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is not among the choices. Use one of: {choices}.",
    ),
    "out_of_range": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: {value} is outside the range {low} to {high} of '{name}'. Correct the figure.",
    ),
    "part_exceeds_whole": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: {value} of '{name}' is more than the whole, {whole} of '{other}'. Correct one "
        "of the two.",
    ),
    "total_differs": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: the total {value} of '{name}' differs from the sum of the rows, {expected}. "
        "Correct the total or a row.",
    ),
    "difference_wrong": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: the difference {value} is not verified less self-score, {expected}. Correct it.",
    ),
    "as_of_unknown": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is no date of a figure. Write it as 2023-06-30.",
    ),
    "as_of_late": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: the date {value} lies more than twelve months behind the period {period}. "
        "Correct the date or the period.",
    ),
    "jump": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{name}' of {unit} goes from {before} in {period} to {value}, far from how the "
        "others changed. Correct it, or say in a note why.",
    ),
    "mixed_units": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: {value} looks like a share where '{name}' is counted in percent. Write "
        "{percent} if that is meant.",
    ),
    "looks_like_shares": (
        WARNING,
        "Sheet '{sheet}', cell {cell} ({count} cells of '{name}'): the column is counted in percent and holds shares "
        "such as {value}. Write {percent} for it if that is meant, and so on: the percent format only shows it so.",
    ),
    "number_as_text": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: {value} is a text; it was read as {number} (such cells of '{name}': {count}). "
        "Format the cells as numbers.",
    ),
    "more_faults": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{name}' has more than {count} faulty cells; it was not read further. Correct "
        "the column as a whole.",
    ),
    "problems_more": (
        WARNING,
        "{count} more problems are not listed. Correct those that are, then upload again.",
    ),
    "denominator_zero": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the denominator '{name}' is 0. Leave it empty if there were no cases.",
    ),
    "maximum_zero": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: no unit has a value above 0 for '{name}' in {period}, so no share of the "
        "highest can be worked out. Correct the column or leave it empty.",
    ),
    **FRAMEWORK_TEMPLATES,
    **UNITS_TEMPLATES,
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an upload: a code of `TEMPLATES`, the place, the value and the template's other words.

    `file` is empty where the upload is one file; `unit` is the code of the unit whose row it is, where that is known;
    `also` are further cells of the same sheet with the same problem, which is then told once.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    words: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    unit: str = ""
    also: tuple[str, ...] = ()

    @property
    def severity(self) -> str:
        """`error` blocks, `warning` informs."""
        return TEMPLATES[self.code][0]

    @property
    def blocks(self) -> bool:
        return self.severity == ERROR

    @property
    def place(self) -> str:
        """Sheet!cell, as the command line prints it; "-" for the whole file; behind the file's name among several."""
        place = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet or "-"
        return f"{self.file}: {place}" if self.file else place

    def message(self, template: str | None = None) -> str:
        """The sentence in English, or in the language of the given template."""
        words = {"sheet": self.sheet, "cell": self.cell, "value": self.value, "hint": "", **self.words}
        if template is not None or words["hint"] == "":
            return (template or TEMPLATES[self.code][1]).format(**words)
        return TEMPLATES[self.code][1].format(**{**words, "hint": f" Did you mean '{words['hint']}'?"})


def shortened(text: str) -> str:
    """A text short enough for a sentence."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def column_letter(number: int) -> str:
    """1 → A, 27 → AA, as a spreadsheet counts."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(cell: str) -> int:
    """ "F14" → 5, counted from 0."""
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Rows and columns counted from 0 → "F14"."""
    return f"{column_letter(column + 1)}{row + 1}"
