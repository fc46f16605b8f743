"""Units kept or left out by how much is known of them, and the reason for each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.errors import ScoringError, sentences
from scoring.engine.panel import Array, Panel
from scoring.engine.settings import SHARE, TEXTS, Form, one_of
from scoring.engine.settings import faults as settings_faults

# `least_known`, of all indicators; `least_nonzero`, of the known ones; `keep` and `drop` name units whatever they have.
PARAMETERS: dict[str, dict[str, Any]] = {
    "coverage": {"least_known": 0.0, "least_nonzero": 0.0, "keep": (), "drop": (), "over": "period"},
    "none": {},
}
FORMS: dict[str, Form] = {
    "least_known": SHARE,
    "least_nonzero": SHARE,
    "keep": TEXTS,
    "drop": TEXTS,
    "over": one_of("period", "panel"),
}


@dataclass(frozen=True)
class Screened:
    """`panel`, the rows that were kept; `kept`, true for these, one entry a row of the panel that was screened.

    `report`, one row each of these too: period, unit, known and nonzero (shares), kept, why (empty for what is kept
    because it meets the thresholds).
    """

    panel: Panel
    kept: Array
    report: pd.DataFrame


def faults(setting: Mapping[str, Any]) -> list[str]:
    """Sentences naming what is wrong with the settings; empty where nothing is."""
    found = settings_faults(setting, "screening", PARAMETERS, FORMS)
    both = [] if found else sorted(set(setting.get("keep", ())) & set(setting.get("drop", ())))
    return found + [f"the unit {unit} stands in both 'keep' and 'drop'." for unit in both]


def screen(panel: Panel, setting: Mapping[str, Any]) -> Screened:
    """Leave out the units of which too little is known.

        known = values / indicators        nonzero = values other than 0 / values

    A unit is kept where both reach their thresholds; `over` "period" judges each period alone, "panel" the unit over
    all its periods. The panel is not changed. Raises ScoringError for a setting or a unit that is not known.
    """
    if found := faults(setting):
        raise ScoringError(sentences(found))
    chosen = PARAMETERS["coverage"] | dict(setting)
    if unknown := sorted({*chosen["keep"], *chosen["drop"]} - set(panel.units)):
        raise ScoringError(sentences([f"There is no unit {unit} to keep or drop." for unit in unknown]))
    values = (~np.isnan(panel.values)).sum(axis=1)
    zeros = (panel.values == 0).sum(axis=1)
    cells = np.full(len(values), len(panel.columns))
    if chosen["over"] == "panel":
        unit, _ = pd.factorize(panel.units)
        values, zeros, cells = (np.bincount(unit, weights=part)[unit] for part in (values, zeros, cells))
    known = values / np.maximum(cells, 1)
    nonzero = np.where(values > 0, (values - zeros) / np.maximum(values, 1), 0.0)
    sparse, empty = (
        _under(share, chosen[least]) for share, least in ((known, "least_known"), (nonzero, "least_nonzero"))
    )
    forced, banned = (np.isin(panel.units, list(chosen[name])) for name in ("keep", "drop"))
    kept = np.ones(len(values), dtype=bool) if setting["kind"] == "none" else (~(sparse | empty) | forced) & ~banned
    whys = np.select(
        [setting["kind"] == "none", banned, forced & (sparse | empty), sparse, empty],
        ["", "dropped by name", "kept by name", "too little is known", "too many values are 0"],
        default="",
    )
    periods = np.array(panel.periods, dtype=object)
    report = {"period": periods[panel.groups], "unit": panel.units, "known": known, "nonzero": nonzero}
    left = replace(panel, values=panel.values[kept], groups=panel.groups[kept], units=panel.units[kept])
    return Screened(left, kept, pd.DataFrame(report | {"kept": kept, "why": whys}))


def _under(share: Array, least: float) -> Array:
    # 0.7 × 10 cells is 7.000000000000001 in floating point; seven of ten reach it all the same.
    return share < least - 1e-12
