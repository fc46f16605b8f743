"""Every fault in what is done to the values before they are scored: columns beside the indicators, and steps."""

from collections.abc import Callable, Mapping
from typing import Any

from scoring.engine import denominate, impute, normalise, outliers, screen
from scoring.engine.settings import NUMBER, Form
from scoring.forms import NAMES, STRING, STRINGS, TABLES, form_faults, is_list_of, is_names, names_faults

FAMILIES: dict[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "denominate": denominate.faults,
    "screen": screen.faults,
    "impute": impute.faults,
    "treat": outliers.faults,
    "normalise": normalise.faults,
}
# The kind of the families that have but one, so that a file need not name it.
DEFAULT_KIND: dict[str, dict[str, str]] = {
    "denominate": {"kind": "divide"},
    "screen": {"kind": "coverage"},
    "treat": {"kind": "limits"},
}
_COLUMN: dict[str, Form] = {
    "code": STRING,
    "spellings": STRINGS,
    "low": NUMBER,
    "high": NUMBER,
    "measure": NAMES,
    "options": TABLES,
}
Nodes = list[dict[str, Any]]


def measured(nodes: Nodes) -> list[str]:
    """The columns that hold what is measured: those of the indicators and of given nodes, in the order of the tree."""
    found = []
    for node in nodes:
        if "rule" in node or node.get("given"):
            found += [column.get("code") for column in node.get("inputs") or [node]]
    return [code for code in found if isinstance(code, str)]


def column_faults(raw: Mapping[str, Any], nodes: Nodes) -> list[str]:
    """Sentences naming what is wrong with [[columns]]."""
    found = []
    taken = set(measured(nodes))
    for number, column in enumerate(_tables(raw, "columns"), 1):
        code = column.get("code")
        place = f"Column {code}" if isinstance(code, str) else f"Column {number}"
        found += names_faults(column.get("names"), place)
        without = {key: column[key] for key in column if key != "names"}
        found += form_faults(without, _COLUMN, place, needed=("code",))
        if isinstance(code, str) and code in taken:
            found.append(f"{place}: the code is taken by another column.")
        taken |= {code} if isinstance(code, str) else set()
        options = column.get("options", [])
        whole = (
            [NUMBER[1](o.get("value")) and is_names(o.get("names")) for o in options if isinstance(o, dict)]
            if (is_list_of(dict, options))
            else []
        )
        if not all(whole):
            found.append(f"{place}: every option needs a number as its 'value', and names in vi, en and es.")
    return found


def step_faults(raw: Mapping[str, Any], nodes: Nodes) -> list[str]:
    """Sentences naming what is wrong with [[steps]]."""
    columns = [column.get("code") for column in _tables(raw, "columns")]
    found = []
    for number, step in enumerate(_tables(raw, "steps"), 1):
        found += [f"Step {number}: {fault}" for fault in _step(step, measured(nodes), columns)]
    return found


def _step(step: Mapping[str, Any], indicators: list[str], columns: list[Any]) -> list[str]:
    family = step.get("step")
    if not isinstance(family, str) or family not in FAMILIES:
        return [f"'step' is {family!r}; it must be one of {', '.join(FAMILIES)}."]
    listed, own = step.get("indicators", indicators), step.get("for", {})
    if not is_list_of(str, listed) or not isinstance(own, dict) or not is_list_of(dict, list(own.values())):
        return ["'indicators' must be a list of codes, and 'for' a table of settings by code."]
    found = [f"there is no indicator {code!r}." for code in [*listed, *own] if code not in indicators]
    found += [
        f"'for' names {code!r}, which 'indicators' leaves out."
        for code in own
        if code in indicators and code not in listed
    ]
    if family == "screen" and own:
        found.append("'for' has no use in a screen, which looks at all indicators together.")
    usual = DEFAULT_KIND.get(family, {})
    settings = usual | {key: step[key] for key in step if key not in ("step", "indicators", "for")}
    found += FAMILIES[family](settings)
    for code, differing in own.items():
        found += [f"{code}: {fault}" for fault in FAMILIES[family](usual | differing)]
    by = [each["by"] for each in (settings, *own.values()) if isinstance(each.get("by"), str)]
    return found + [f"there is no column {name!r} in [[columns]]." for name in dict.fromkeys(by) if name not in columns]


def _tables(raw: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The entries of a list of tables; none where it is something else, which is a fault named elsewhere."""
    value = raw.get(key, [])
    return value if is_list_of(dict, value) else []
