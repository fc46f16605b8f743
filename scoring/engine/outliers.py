"""Outliers tamed, every indicator by its own settings, with a report of what was done to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.errors import Unfit
from scoring.engine.moments import skewness_and_kurtosis
from scoring.engine.panel import Array, Panel, blocks, rows_of
from scoring.engine.settings import COUNT, FLAG, NUMBER, POSITIVE, Form, one_of
from scoring.engine.settings import faults as settings_faults
from scoring.engine.treatments import TREATMENTS, extreme

__all__ = ["PARAMETERS", "TREATMENTS", "Treated", "faults", "treat"]

# The limits are those that the JRC uses in its audits of composite indicators: |skewness| 2 and kurtosis 3.5.
# `attempts` in turn, each on the raw values, until one meets the limits; `force` keeps the last where none does.
PARAMETERS: dict[str, dict[str, Any]] = {
    "limits": {
        "skewness": 2.0,
        "kurtosis": 3.5,
        "points": 5,
        "attempts": ("winsorise", "shifted_log"),
        "force": False,
        "over": "period",
    },
    "none": {},
}
FORMS: dict[str, Form] = {
    "skewness": POSITIVE,
    "kurtosis": NUMBER,
    "points": COUNT,
    "attempts": (
        f"a list of {', '.join(TREATMENTS)}",
        lambda value: isinstance(value, (list, tuple)) and all(isinstance(t, str) and t in TREATMENTS for t in value),
    ),
    "force": FLAG,
    "over": one_of("period", "panel"),
}


@dataclass(frozen=True)
class Treated:
    """The treated panel.

    `cells` rows × columns, true where a value was changed; `report` one row an indicator and period (empty for the
    panel as a whole): period, indicator, skewness, kurtosis (before), treatment (empty where none was kept), points
    (winsorised), skewness_after, kurtosis_after, passed.
    """

    panel: Panel
    cells: Array
    report: pd.DataFrame


def faults(setting: Mapping[str, Any]) -> list[str]:
    """Sentences naming what is wrong with an indicator's settings; empty where nothing is."""
    return settings_faults(setting, "outlier treatment", PARAMETERS, FORMS)


def treat(panel: Panel, settings: Sequence[Mapping[str, Any]]) -> Treated:
    """Every column by its own settings, one mapping a column: `kind` ("limits" or "none") and `PARAMETERS`.

    A column is treated where |skewness| > `skewness` and kurtosis > `kurtosis`, over the units of each period or over
    all rows. A treatment that does not bring it within the limits is taken back (unless `force`), and the report says
    that it did not pass. A column without spread has no outliers. The panel is not changed. Raises ScoringError naming
    the indicator where a setting is not known, or the cell of which a treatment asks for a logarithm it does not have.
    """
    panel.check_settings(settings, faults)
    together: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for at, setting in enumerate(settings):
        if setting["kind"] != "none":
            chosen = PARAMETERS[setting["kind"]] | dict(setting)
            chosen["attempts"] = tuple(chosen["attempts"])
            together.setdefault(tuple(sorted(chosen.items())), []).append(at)
    values = panel.values.copy()
    reports = []
    parts = [(dict(items), columns) for items, listed in together.items() for columns in blocks(listed, len(values))]
    for chosen, columns in parts:
        for rows in [slice(0, len(values))] if chosen["over"] == "panel" else rows_of(panel.groups):
            try:
                found, report = _treat(panel.values[rows][:, columns], chosen)
            except Unfit as fault:
                raise panel.error(fault, rows, columns, chosen["over"]) from None
            values[np.ix_(np.arange(len(values))[rows], columns)] = found
            period = "" if chosen["over"] == "panel" else panel.periods[panel.groups[rows][0]]
            reports.append(report.assign(period=period, column=columns))
    changed = (values != panel.values) & ~np.isnan(panel.values)
    return Treated(panel.with_values(values), changed, _named(panel, reports))


def _treat(block: Array, chosen: Mapping[str, Any]) -> tuple[Array, pd.DataFrame]:
    found = block.copy()
    before = skewness_and_kurtosis(block)
    after = before[0].copy(), before[1].copy()
    treatment = np.full(block.shape[1], "", dtype=object)
    failing = np.flatnonzero(extreme(*before, chosen))
    for number, attempt in enumerate(chosen["attempts"], 1):
        if not failing.size:
            break
        try:
            tried = TREATMENTS[attempt](block[:, failing], chosen)
        except Unfit as fault:
            where = np.zeros((len(fault.where), block.shape[1]), dtype=bool)
            where[:, failing] = fault.where
            raise Unfit(where, fault.why) from None
        moments = skewness_and_kurtosis(tried)
        still = extreme(*moments, chosen)
        keep = np.ones_like(still) if chosen["force"] and number == len(chosen["attempts"]) else ~still
        found[:, failing[keep]] = tried[:, keep]
        treatment[failing[keep]] = attempt
        for part, new in zip(after, moments, strict=True):
            part[failing[keep]] = new[keep]
        failing = failing[still]
    changed = ((found != block) & ~np.isnan(block)).sum(axis=0)
    report = {
        "skewness": before[0],
        "kurtosis": before[1],
        "treatment": treatment,
        "points": np.where(treatment == "winsorise", changed, 0),
        "skewness_after": after[0],
        "kurtosis_after": after[1],
        "passed": ~extreme(*after, chosen),
    }
    return found, pd.DataFrame(report)


def _named(panel: Panel, reports: list[pd.DataFrame]) -> pd.DataFrame:
    names = ["period", "indicator", "skewness", "kurtosis", "treatment", "points"]
    names += ["skewness_after", "kurtosis_after", "passed"]
    if not reports:
        return pd.DataFrame(columns=names)
    whole = pd.concat(reports).sort_values(["period", "column"], ignore_index=True)
    return whole.assign(indicator=np.array(panel.columns, dtype=object)[whole["column"]])[names]
