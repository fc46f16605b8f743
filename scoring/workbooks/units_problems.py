"""What can be wrong with blocks and units written as a workbook, beside what any workbook can have."""

ERROR, WARNING = "error", "warning"

UNITS_TEMPLATES: dict[str, tuple[str, str]] = {
    "units_sheet_missing": (
        ERROR,
        "The workbook has no sheet '{value}'. Start from the workbook of units and keep the names of its sheets.",
    ),
    "units_header": (
        ERROR,
        "Sheet '{sheet}' has no header row with the columns {value}. Keep the headers of the workbook of units.",
    ),
    "units_column_unknown": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' is no column of the workbook of units and was left out.{hint}",
    ),
    "units_large": (ERROR, "Sheet '{sheet}' has {value} filled rows; {limit} is the most. Delete those of no unit."),
    "units_date": (ERROR, "Sheet '{sheet}', cell {cell}: '{value}' is no day. Write it as 2025-07-01."),
    "units_days": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the last day {value} comes before the first, {before}. Correct one of them.",
    ),
    "units_block_id": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' cannot name a block. Use small letters, digits and hyphens.",
    ),
    "units_block_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: no row of the blocks has the id '{value}'. Correct it, or add the block.{hint}",
    ),
    "units_division_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the block {name} has no division '{value}'. It has: {known}. Correct it, "
        "or name the division last in the block's row.",
    ),
    "units_divisions": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the divisions '{value}' do not begin with those in use, {before}. Keep "
        "these, and write a new one behind them.",
    ),
    "units_division_closed": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: the division {division} is in use and has no unit '{value}'. Give the "
        "new set of units a division of its own.",
    ),
    "units_code": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' cannot be a code. Use at most 20 letters, digits, points and hyphens.",
    ),
    "units_gone": (
        ERROR,
        "Sheet '{sheet}': '{value}' is in use and has no row. Put its row back; what has ended gets a last day.",
    ),
    "units_name_shared": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: '{value}' also names {other}, so workbooks of figures must give the "
        "code. Take it from one of them.",
    ),
    "units_merger_unknown": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: no unit is '{value}'. Correct block, division and code.",
    ),
    "units_merger_order": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: {other} cannot go into '{value}'. Write one of the next division of its "
        "block for a unit of a division, for any other a unit of a block without divisions.",
    ),
    "units_split": (
        WARNING,
        "Sheet '{sheet}', cell {cell}: {value} goes into {other} too, so its figures cannot be carried over. "
        "Keep one of the two rows if only one holds.",
    ),
    "units_circular": (
        ERROR,
        "Sheet '{sheet}', cell {cell}: '{value}' becomes itself again ({path}). Correct one of these mergers.",
    ),
}
