"""A whole panel brought to one scale, every indicator by its own method and parameters, by period or all at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scoring.engine.errors import Unfit
from scoring.engine.normalisations import FORMS, NORMALISATIONS, PARAMETERS
from scoring.engine.panel import Array, Panel, blocks, rows_of
from scoring.engine.settings import faults as settings_faults

__all__ = ["NORMALISATIONS", "PARAMETERS", "faults", "normalise"]


def faults(method: Mapping[str, Any]) -> list[str]:
    """Sentences naming what is wrong with a method's settings; empty where nothing is."""
    return settings_faults(method, "normalisation", PARAMETERS, FORMS)


def normalise(panel: Panel, methods: Sequence[Mapping[str, Any]]) -> Panel:
    """Every column by its own method.

    `methods`, one mapping a column: `kind`, the parameters of that kind (`PARAMETERS`), `direction` ("higher" or
    "lower" is better) and `over`: "period" compares the units of each period, "panel" all rows. Columns of one kind
    are done together. A column without a value in a period stays missing there. The panel is not changed. Raises
    ScoringError naming the indicator, and the period, where a setting is not known or a method refuses the values.
    """
    panel.check_settings(methods, faults)
    together: dict[tuple[str, str], list[int]] = {}
    for at, method in enumerate(methods):
        together.setdefault((method["kind"], method.get("over", "period")), []).append(at)
    values = np.empty(panel.values.shape)
    parts = [(*way, columns) for way, listed in together.items() for columns in blocks(listed, len(values))]
    for kind, over, columns in parts:
        every = len(columns) == len(panel.columns)
        block = panel.values if every else panel.values[:, columns]
        found = values if every else np.empty(block.shape)
        parameters = _by_column(kind, [methods[at] for at in columns])
        if "reference" in parameters:
            parameters["reference"] = _references(panel, block, parameters["reference"])
        for rows in [slice(0, len(block))] if over == "panel" else rows_of(panel.groups):
            of_rows = {name: p[rows] if name == "reference" else p for name, p in parameters.items()}
            try:
                found[rows] = NORMALISATIONS[kind](block[rows], of_rows)
            except Unfit as fault:
                raise panel.error(fault, rows, columns, over) from None
        if not every:
            values[:, columns] = found
    lost = ~np.isfinite(values)
    if lost.any() and (lost := lost & ~np.isnan(panel.values)).any():
        why = "is too large for its normalisation; give it in a larger unit"
        raise panel.error(Unfit(lost, why), slice(None), np.arange(len(panel.columns)), "period")
    return panel.with_values(values)


def _by_column(kind: str, methods: Sequence[Mapping[str, Any]]) -> dict[str, Array]:
    """Every parameter of the kind as an array with one entry a column, and `lower`, true where lower is better."""
    found = {name: np.array([method.get(name, left) for method in methods]) for name, left in PARAMETERS[kind].items()}
    found = {name: given.astype(float) if given.dtype.kind == "i" else given for name, given in found.items()}
    return found | {"lower": np.array([method.get("direction") == "lower" for method in methods])}


def _references(panel: Panel, block: Array, codes: Array) -> Array:
    """The value of each column's reference unit in every row's period, rows × columns; NaN where it has none."""
    found = np.full(block.shape, np.nan)
    for code in np.unique(codes):
        rows = np.flatnonzero(panel.units == code)
        place = np.full(len(panel.periods), -1)
        place[panel.groups[rows]] = rows
        own = place[panel.groups]
        columns = codes == code
        found[:, columns] = np.where((own >= 0)[:, None], block[own][:, columns], np.nan)
    return found
