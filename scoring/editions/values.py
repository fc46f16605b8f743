"""What stands in a cell of an edition's workbook → what its column holds."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scoring.editions.words import Field, book_words, choices
from scoring.text import fold, tidy
from scoring.toml_text import read_value

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell: code of the problem, the value and the other words of its sentence."""

    code: str
    value: str
    words: dict[str, Any] = field(default_factory=dict)


def text_of(cell: Any) -> str:
    """A cell as a person reads it: 1.0 as "1", a date as its ISO text."""
    if isinstance(cell, tuple):
        return str(cell[1])
    return tidy(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell))


def convert(cell: Any, found: Field) -> Any:
    """What a cell that is not empty holds in a column of that kind, or what is wrong with it."""
    if found.kind == "date":
        return _date(text_of(cell))
    if isinstance(cell, tuple):
        return Fault("date_for_number" if found.kind == "number" else "framework_date", str(cell[1])[:10])
    if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
        return Fault("formula_error", cell)
    number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    if found.kind == "any":
        return _whole(cell) if number else cell if isinstance(cell, bool) else read_value(_kept(cell))
    if found.kind == "number":
        return _whole(cell) if number else _number(cell)
    if found.kind == "years":
        return _years(cell)
    if found.kind == "code" and number and not float(cell).is_integer():
        return Fault("framework_code_number", f"{cell:g}")
    if found.kind == "tick":
        ticked = fold(text_of(cell)) in book_words().yes
        return True if ticked else Fault("not_a_choice", text_of(cell), {"choices": "x"})
    if found.kind == "choice":
        return _choice(text_of(cell), found)
    if found.kind == "texts":
        return _texts(_kept(cell))
    return text_of(cell) if found.kind == "code" or not isinstance(cell, str) else _kept(cell)


def _kept(cell: Any) -> str:
    """A text as it was typed, lines and all, with composed letters."""
    return unicodedata.normalize("NFC", cell if isinstance(cell, str) else text_of(cell)).strip()


def _whole(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def _number(cell: Any) -> Any:
    text = text_of(cell)
    if not _NUMBER.fullmatch(text):
        return Fault("not_a_number", text)
    value = float(text.replace(",", "."))
    if _AMBIGUOUS.fullmatch(text):
        return Fault("number_ambiguous", text, {"low": f"{value:g}", "high": re.sub(r"[.,]", "", text)})
    return _whole(value)


def _date(text: str) -> Any:
    day = text.partition("T")[0].partition(" ")[0]
    try:
        return date.fromisoformat(day).isoformat() if len(day) == 10 else Fault("units_date", text)
    except ValueError:
        return Fault("units_date", text)


def _years(cell: Any) -> Any:
    parts = re.split(r"[;,\s]+", text_of(cell).strip("[] "))
    wrong = [part for part in parts if not re.fullmatch(r"(?:19|20)\d\d", part)]
    return Fault("not_a_number", wrong[0]) if wrong and parts != [""] else [int(part) for part in parts if part]


def _choice(text: str, found: Field) -> Any:
    allowed = choices(found.key) if found.key != "block" else ()  # which blocks there are, `read` is told
    if allowed and text.lower() not in allowed:
        return Fault("not_a_choice", text, {"choices": ", ".join(allowed)})
    return text.lower() if allowed else text


def _texts(text: str) -> list[str]:
    written = read_value(text) if text.startswith("[") else None
    if isinstance(written, list):
        return [str(part) for part in written]
    return [part.strip() for part in text.split(";") if part.strip()]
