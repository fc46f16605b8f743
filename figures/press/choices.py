"""What a press officer chooses of a chart, and the limits that keep its words honest: figures cannot be edited."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

# Letters that each text may have; remarks on units: each of them, and how many.
LIMITS = {"title": 110, "subtitle": 180, "note": 280, "remark": 90, "alt_short": 220, "alt_long": 4000}
MOST_REMARKS, MOST_UNITS = 3, 6
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Choices:
    """node: what is drawn; units: highlighted, in order; n: how many of the ends ("top", "bottom" or "both").

    promise: its code. Empty texts stand for those that the template writes. remarks: unit → what is said of it.
    """

    node: str = ""
    units: tuple[str, ...] = ()
    n: int = 10
    ends: str = "top"
    promise: str = ""
    title: str = ""
    subtitle: str = ""
    note: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict, hash=False)
    alt_short: str = ""
    alt_long: str = ""

    def as_options(self) -> dict[str, Any]:
        """What differs from nothing chosen, as JSON holds it; `from_options` reads it."""
        nothing = Choices()
        said = {name: value for name, value in vars(self).items() if value != getattr(nothing, name)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def from_options(options: Mapping[str, Any]) -> Choices:
    """The choices that `as_options` wrote; what is none of them is left out."""
    own: dict[str, Any] = {name: options[name] for name in vars(Choices()) if name in options}
    own |= {"units": tuple(own.get("units", ()))}
    return Choices(**own)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text: `too_long`, `control` or `number`; of which field, with what to say of it."""

    field: str
    kind: str
    told: str


def faults(choices: Choices, allowed: Iterable[str], table: pd.DataFrame) -> list[Fault]:
    """What the edited texts may not say: more than their limit, signs that hide, numbers that the chart has not.

    `allowed` are texts whose numbers may be told again: those that the template wrote, the period, the source.
    """
    texts = [(name, getattr(choices, name)) for name in ("title", "subtitle", "note", "alt_short", "alt_long")]
    texts += [("remark", text) for text in choices.remarks.values()]
    written = [(name, text) for name, text in texts if text]
    if not written:
        return []
    known = numbers(" ".join(allowed)) | told(table)
    found = []
    for name, text in written:
        if len(text) > LIMITS[name]:
            found.append(Fault(name, "too_long", str(LIMITS[name])))
        if _CONTROL.search(text):
            found.append(Fault(name, "control", ""))
        strange = [number for number in _NUMBER.findall(text) if not numbers(number) <= known]
        if strange:
            found.append(Fault(name, "number", ", ".join(strange)))
    return found


def numbers(text: str) -> set[str]:
    """The numbers of a text by their digits alone, whatever parts them: '0,8512' and '0.8512' are one."""
    return {_bare(number) for number in _NUMBER.findall(text)}


def told(table: pd.DataFrame) -> set[str]:
    """Every number of a table in the forms in which it may be said: with 0 to 4 decimals, as per cent too."""
    found: set[str] = set()
    for column in table:
        if pd.api.types.is_numeric_dtype(table[column]):
            for value in table[column].dropna().abs():
                found |= {_bare(f"{value:.{d}f}") for d in range(5)} | {_bare(f"{value * 100:.{d}f}") for d in range(3)}
        else:
            found |= numbers(" ".join(map(str, table[column].dropna())))
    return found | {str(count) for count in range(len(table) + 1)}


def _bare(number: str) -> str:
    """Its digits; a nought in front counts where it parts '0.9' from '9'."""
    digits = re.sub(r"\D", "", number)
    return digits if digits != number else digits.lstrip("0") or "0"
