"""Every fault in what is done to the values before they are scored: columns beside the indicators, and steps."""

from collections.abc import Callable, Mapping
from typing import Any

from scoring.engine import denominate, impute, normalise, outliers, screen

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
_COLUMN_KEYS = {"code", "names", "spellings", "low", "high", "measure", "options"}
_LANGUAGES = ("vi", "en", "es")


def measured(nodes: list[dict[str, Any]]) -> list[str]:
    """The columns that hold what is measured: those of the indicators and of given nodes, in the order of the tree."""
    found = []
    for node in nodes:
        if "rule" in node or node.get("given"):
            found += [column.get("code") for column in node.get("inputs") or [node]]
    return [code for code in found if isinstance(code, str)]


def column_faults(raw: Mapping[str, Any], nodes: list[dict[str, Any]]) -> list[str]:
    """Sentences naming what is wrong with [[columns]]."""
    columns = raw.get("columns", [])
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        return ["'columns' must be a list of tables ([[columns]])."]
    found = []
    taken = set(measured(nodes))
    for number, column in enumerate(columns, 1):
        code = column.get("code")
        if not isinstance(code, str):
            found.append(f"Column {number} is missing a text 'code'.")
            continue
        if code in taken:
            found.append(f"Column {code}: the code is taken by another column.")
        taken.add(code)
        names = [column.get("names"), *(option.get("names") for option in column.get("options", []))]
        if not all(isinstance(n, dict) and all(isinstance(n.get(lang), str) for lang in _LANGUAGES) for n in names):
            found.append(f"Column {code}: a name in vi, en or es is missing.")
        if not all(isinstance(option.get("value"), (int, float)) for option in column.get("options", [])):
            found.append(f"Column {code}: every option needs a number as its 'value'.")
        found += [f"Column {code}: '{key}' is not known." for key in sorted(set(column) - _COLUMN_KEYS)]
    return found


def step_faults(raw: Mapping[str, Any], nodes: list[dict[str, Any]]) -> list[str]:
    """Sentences naming what is wrong with [[steps]]."""
    steps = raw.get("steps", [])
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        return ["'steps' must be a list of tables ([[steps]])."]
    beside = raw.get("columns", [])
    columns = [each.get("code") for each in beside if isinstance(each, dict)] if isinstance(beside, list) else []
    found = []
    for number, step in enumerate(steps, 1):
        found += [f"Step {number}: {fault}" for fault in _step(step, measured(nodes), columns)]
    return found


def _step(step: Mapping[str, Any], indicators: list[str], columns: list[Any]) -> list[str]:
    family = step.get("step")
    if family not in FAMILIES:
        return [f"'step' is {family!r}; it must be one of {', '.join(FAMILIES)}."]
    usual = DEFAULT_KIND.get(family, {})
    listed, own = step.get("indicators", indicators), step.get("for", {})
    if not isinstance(listed, list) or not isinstance(own, dict) or not all(isinstance(s, dict) for s in own.values()):
        return ["'indicators' must be a list of codes, and 'for' a table of settings by code."]
    found = [f"there is no indicator {code!r}." for code in [*listed, *own] if code not in indicators]
    found += [
        f"'for' names {code!r}, which 'indicators' leaves out."
        for code in own
        if code in indicators and code not in listed
    ]
    if family == "screen" and own:
        found.append("'for' has no use in a screen, which looks at all indicators together.")
    settings = usual | {key: step[key] for key in step if key not in ("step", "indicators", "for")}
    found += FAMILIES[family](settings)
    for code, differing in own.items():
        found += [f"{code}: {fault}" for fault in FAMILIES[family](usual | differing)]
    by = [each.get("by") for each in (settings, *own.values()) if each.get("by")]
    return found + [f"there is no column {name!r} in [[columns]]." for name in dict.fromkeys(by) if name not in columns]
