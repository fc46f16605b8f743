"""Indicators divided by a measure of size: per inhabitant, per square kilometre, per unit of output."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.errors import ScoringError, sentences
from scoring.engine.panel import Panel
from scoring.engine.settings import POSITIVE, TEXT, Form, one_of
from scoring.engine.settings import faults as settings_faults

# `by` names the denominator, `per` what it counts in (100,000 inhabitants), `without` says what a value that has no
# denominator, or one that is not above 0, becomes.
PARAMETERS: dict[str, dict[str, Any]] = {
    "divide": {"by": None, "per": 1.0, "without": "refuse"},
    "none": {},
}
FORMS: dict[str, Form] = {"by": TEXT, "per": POSITIVE, "without": one_of("refuse", "missing")}


@dataclass(frozen=True)
class Denominated:
    """The divided panel; `lost`, one row a value that became missing: period, unit, indicator, by, why."""

    panel: Panel
    lost: pd.DataFrame


def faults(method: Mapping[str, Any]) -> list[str]:
    """Sentences naming what is wrong with a division's settings; empty where nothing is."""
    return settings_faults(method, "denominator", PARAMETERS, FORMS)


def denominate(panel: Panel, denominators: Panel, methods: Sequence[Mapping[str, Any]]) -> Denominated:
    """x / denominator · `per`, every column by its own denominator.

    `denominators` has the rows of `panel` and one column a denominator; `methods` one mapping a column: `kind`
    ("divide" or "none") with the parameters of that kind (`PARAMETERS`). Neither panel is changed. Raises ScoringError
    naming the cell where a value's denominator is missing or not above 0, unless `without` is "missing": then it is
    missing and `lost` says why.
    """
    panel.check_settings(methods, faults)
    divided = [at for at, method in enumerate(methods) if method["kind"] == "divide"]
    by = [methods[at]["by"] for at in divided]
    if unknown := sorted(set(by) - set(denominators.columns)):
        known = ", ".join(denominators.columns) or "none"
        raise ScoringError(f"There is no denominator {', '.join(unknown)}. Known are: {known}.")
    if not panel.has_rows_of(denominators):
        raise ScoringError("The denominators must have the rows of the values: the same units and periods in order.")
    below = denominators.values[:, [denominators.columns.index(name) for name in by]]
    above = panel.values[:, divided]
    useless = ~(below > 0) & ~np.isnan(above)
    strict = np.array([methods[at].get("without", "refuse") == "refuse" for at in divided], dtype=bool)
    whys = np.where(np.isnan(below), "is missing", np.where(below == 0, "is 0", "is below 0"))
    if (useless & strict).any():
        cells = np.argwhere(useless & strict)
        found = [f"{panel.place(row, divided[at])}: its denominator {by[at]} {whys[row, at]}." for row, at in cells]
        raise ScoringError(sentences(found) + " Correct it, or say that such values become missing.")
    per = np.array([methods[at].get("per", 1.0) for at in divided], dtype=float)
    values = panel.values.copy()
    values[:, divided] = above / np.where(below > 0, below, np.nan) * per
    row, at = np.nonzero(useless)
    lost = {
        "period": np.array(panel.periods, dtype=object)[panel.groups[row]],
        "unit": panel.units[row],
        "indicator": np.array(panel.columns, dtype=object)[np.array(divided, dtype=np.intp)[at]],
        "by": np.array(by, dtype=object)[at],
        "why": [f"the denominator {why}" for why in whys[row, at]],
    }
    return Denominated(panel.with_values(values), pd.DataFrame(lost))
