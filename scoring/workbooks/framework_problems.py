"""What can be wrong with an edition written as a workbook, beside what any workbook can have."""

ERROR, WARNING = "error", "warning"

FRAMEWORK_TEMPLATES: dict[str, tuple[str, str]] = {
    "framework_sheet_missing": (
        ERROR,
        "The workbook has no sheet '{value}'. Start from the workbook of an edition and keep the names of its sheets.",
    ),
    "framework_header": (
        ERROR,
        "Sheet '{sheet}' has no header row with the columns {value}. Keep the headers of the workbook of an edition.",
    ),
    "framework_column_unknown": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is no column or key of an edition and was left out.{hint}",
    ),
    "framework_large": (
        ERROR,
        "Sheet '{sheet}' has {value} filled rows; {limit} is the most. Delete the rows that belong to no edition.",
    ),
    "framework_missing": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is missing. Fill it in.",
    ),
    "framework_code_number": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the code is kept as the number {value}, so 1.1 and 1.10 are the same. Format "
        "the cell as text and type the code again.{hint}",
    ),
    "framework_date": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the spreadsheet turned what was typed into the date {value}. Format the cell "
        "as text and type it again.{hint}",
    ),
    "framework_twice": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' stands twice (first in row {row}). Give each its own, or delete one.",
    ),
    "framework_code_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: no row has the code '{value}'. Correct it.{hint}",
    ),
    "framework_headline": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' stands where the headline belongs. Write 'dti' into the first row, "
        "without a parent.",
    ),
    "framework_parent_missing": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' has no parent. Give it one; only the first row has none.",
    ),
    "framework_parent_below": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the parent '{value}' stands below its child. Move its row up.",
    ),
    "framework_circular": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' is an ancestor of itself ({path}). Correct one of these parents.",
    ),
    "framework_deep": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' stands more than {limit} levels under the headline. Correct the "
        "parents above it.",
    ),
    "framework_steps": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the step {value} is not above the one before it, {before}. Sort the steps of "
        "'{node}' from low to high.",
    ),
    "framework_name_shared": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' also names {other}, so workbooks must head both columns by their "
        "codes. Give one of them another name.",
    ),
    "framework_id": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' cannot be an id. Use small letters, digits and hyphens, for example "
        "dti-2026-province.",
    ),
    "framework_id_taken": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the edition '{value}' exists and is never overwritten. Give this one another "
        "id.",
    ),
    "framework_fault": (ERROR, "Sheet '{sheet}', cell {cell}: {value} Correct it."),
}
