"""What a framework does to the values before they are scored, step by step, and what each step changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.denominate import Denominated, denominate
from scoring.engine.errors import ScoringError, sentences
from scoring.engine.impute import Imputed, impute
from scoring.engine.normalise import normalise
from scoring.engine.outliers import Treated, treat
from scoring.engine.panel import Array, Panel
from scoring.engine.screen import Screened, screen
from scoring.frameworks import Step

Result = Denominated | Screened | Imputed | Treated | None


@dataclass(frozen=True)
class Prepared:
    """The values after the steps; `flags` marks cells of the panel: imputed, carried, treated, undivided.

    `kept` is true for the rows that no screen left out; the panel has only these, and the flags too. `results` has what
    each step gave, with its report.
    """

    panel: Panel
    kept: Array
    flags: Mapping[str, Array] = field(default_factory=dict)
    results: tuple[Result, ...] = ()

    @property
    def reports(self) -> list[pd.DataFrame]:
        """One table a step: what was lost, left out, filled in or tamed; empty for a normalisation."""
        return [
            pd.DataFrame() if result is None else result.lost if isinstance(result, Denominated) else result.report
            for result in self.results
        ]


def prepare(panel: Panel, steps: tuple[Step, ...], beside: pd.DataFrame) -> Prepared:
    """The panel after all steps in their order.

    `beside` has the panel's rows and the framework's further columns: denominators, and what units are grouped by.
    Raises ScoringError as the steps do.
    """
    found = Prepared(panel, np.ones(len(panel.values), dtype=bool))
    for step in steps:
        found = _STEPS[step.family](found, step, beside)
    return found


def _settings(panel: Panel, step: Step) -> list[Mapping[str, Any]]:
    """One setting a column of the panel; those the step leaves out have the kind "none"."""
    return [
        step.differing.get(code, step.settings) if code in step.indicators else {"kind": "none"}
        for code in panel.columns
    ]


def _denominate(found: Prepared, step: Step, beside: pd.DataFrame) -> Prepared:
    settings = _settings(found.panel, step)
    denominators = Panel.of(beside.loc[found.kept, sorted({each["by"] for each in settings if "by" in each})])
    after = denominate(found.panel, denominators, settings)
    lost = np.isnan(after.panel.values) & ~np.isnan(found.panel.values)
    return _with(found, after.panel, {"undivided": lost}, after)


def _screen(found: Prepared, step: Step, beside: pd.DataFrame) -> Prepared:
    listed = [at for at, code in enumerate(found.panel.columns) if code in step.indicators]
    columns = tuple(found.panel.columns[at] for at in listed)
    seen = replace(found.panel, values=found.panel.values[:, listed], columns=columns)
    after = screen(seen, step.settings)
    kept = found.kept.copy()
    kept[found.kept] = after.kept
    rows = found.panel
    left = replace(rows, values=rows.values[after.kept], groups=rows.groups[after.kept], units=rows.units[after.kept])
    flags = {flag: cells[after.kept] for flag, cells in found.flags.items()}
    return Prepared(left, kept, flags, (*found.results, after))


def _impute(found: Prepared, step: Step, beside: pd.DataFrame) -> Prepared:
    settings = _settings(found.panel, step)
    groups = {setting["by"] for setting in settings if setting.get("by")}
    after = impute(found.panel, settings, _by_unit(beside[found.kept], sorted(groups)))
    last = np.array([setting["kind"] == "last" for setting in settings])
    return _with(found, after.panel, {"carried": after.cells & last, "imputed": after.cells & ~last}, after)


def _treat(found: Prepared, step: Step, beside: pd.DataFrame) -> Prepared:
    after = treat(found.panel, _settings(found.panel, step))
    return _with(found, after.panel, {"treated": after.cells}, after)


def _normalise(found: Prepared, step: Step, beside: pd.DataFrame) -> Prepared:
    return _with(found, normalise(found.panel, _settings(found.panel, step)), {}, None)


_STEPS: dict[str, Callable[[Prepared, Step, pd.DataFrame], Prepared]] = {
    "denominate": _denominate,
    "screen": _screen,
    "impute": _impute,
    "treat": _treat,
    "normalise": _normalise,
}


def _with(found: Prepared, panel: Panel, cells: Mapping[str, Array], result: Result) -> Prepared:
    flags = dict(found.flags)
    for flag, marked in cells.items():
        flags[flag] = flags[flag] | marked if flag in flags else marked
    return Prepared(panel, found.kept, flags, (*found.results, result))


def _by_unit(beside: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """One row a unit with its groups. Raises ScoringError where a unit changes its group between periods."""
    known = beside[columns].groupby(level=1)
    if columns and (changing := (known.nunique() > 1)).any(axis=None):
        cells = [(unit, column) for column in columns for unit in changing.index[changing[column]]]
        raise ScoringError(sentences([f"The unit {unit} has more than one '{column}'." for unit, column in cells]))
    return known.first()
