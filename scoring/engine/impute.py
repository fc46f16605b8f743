"""Missing values filled in, every indicator by its own method; what was filled is marked and says what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.errors import ScoringError, sentences
from scoring.engine.imputations import FORMS, IMPUTATIONS, PARAMETERS, Setting
from scoring.engine.panel import Array, Panel, blocks
from scoring.engine.settings import faults as settings_faults
from scoring.periods import span

__all__ = ["IMPUTATIONS", "PARAMETERS", "Imputed", "faults", "impute"]


@dataclass(frozen=True)
class Imputed:
    """The panel with its holes filled, and `cells` rows × columns, true where a value was filled in.

    What no method could fill is missing as before. `filled` is what `report` is made of when it is asked for.
    """

    panel: Panel
    cells: Array
    filled: tuple[Mapping[str, Any], ...]

    @cached_property
    def report(self) -> pd.DataFrame:
        """One row a filled cell, by rows and columns: period, unit, indicator, kind, by (the group's name, empty
        without), value, number (of values it rests on), first and last period of these."""
        return _report(self.panel, self.filled)


def faults(method: Mapping[str, Any]) -> list[str]:
    """Sentences naming what is wrong with a method's settings; empty where nothing is."""
    return settings_faults(method, "imputation", PARAMETERS, FORMS)


def impute(panel: Panel, methods: Sequence[Mapping[str, Any]], units: pd.DataFrame | None = None) -> Imputed:
    """Every column by its own method.

    `methods`, one mapping a column: `kind` and the parameters of that kind (`PARAMETERS`): `by`, a column of `units`
    (one row a unit, indexed by its code) whose equal entries make a group; `over`, "period" or "panel"; `oldest`, in
    months. Columns with equal settings are done together. The panel is not changed. Raises ScoringError naming the
    indicator where a setting is not known, or the unit that has no group.
    """
    panel.check_settings(methods, faults)
    together: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for at, method in enumerate(methods):
        together.setdefault(tuple(sorted((PARAMETERS[method["kind"]] | dict(method)).items())), []).append(at)
    holes = np.isnan(panel.values)
    values = panel.values.copy()
    units_of_rows, codes = pd.factorize(panel.units)
    shape = len(panel.periods), len(codes)
    filled = []
    parts = [(dict(items), columns) for items, listed in together.items() for columns in blocks(listed, len(values))]
    for method, columns in parts:
        row, column = np.nonzero(holes[:, columns])
        if method["kind"] == "none" or not len(row):
            continue
        labels, groups = _groups(codes, method.get("by", ""), units)
        months = _months(panel, method["kind"])
        setting = Setting(months, groups, method.get("oldest"), method.get("over") == "panel")
        fill = IMPUTATIONS[method["kind"]](_cube(panel, columns, units_of_rows, shape), setting)
        unit = units_of_rows[row]
        cell = panel.groups[row], groups[unit] if fill.by_group else unit, column
        whole = shape[0], len(labels) if fill.by_group else shape[1], len(columns)
        value, number, first, last = (np.broadcast_to(part, whole)[cell] for part in fill[:4])
        values[row, columns[column]] = value
        by = labels[groups[unit]] if method.get("by") else ""
        found = {"row": row, "column": columns[column], "kind": method["kind"], "by": by, "value": value}
        filled.append(found | {"number": number, "first": first, "last": last})
    return Imputed(panel.with_values(values), holes & ~np.isnan(values), tuple(filled))


def _cube(panel: Panel, columns: Array, units: Array, shape: tuple[int, int]) -> Array:
    """Periods × units × columns; where a unit has no row in a period, all is missing."""
    block = panel.values if len(columns) == len(panel.columns) else panel.values[:, columns]
    place = panel.groups * shape[1] + units
    if len(place) == shape[0] * shape[1] and (np.diff(place) == 1).all():
        return block.reshape(*shape, -1)
    cube = np.full((*shape, len(columns)), np.nan)
    cube[panel.groups, units] = block
    return cube


def _months(panel: Panel, kind: str) -> Array:
    """The last month of every period, counted from any one; not asked where time does not matter."""
    if kind not in ("last", "linear"):
        return np.arange(len(panel.periods))
    try:
        months = np.array([span(period)[1].ordinal for period in panel.periods])
    except ValueError:
        raise ScoringError(
            f"The imputation '{kind}' needs periods such as 2023, 2023-H1 or 2023-06; there are {_list(panel.periods)}."
        ) from None
    if (np.diff(months) <= 0).any():
        raise ScoringError(
            f"The imputation '{kind}' needs periods of one kind, in time order; there are {_list(panel.periods)}."
        )
    return months


def _list(periods: tuple[str, ...]) -> str:
    return ", ".join(periods[:5]) + (" and more" if len(periods) > 5 else "")


def _groups(codes: Array, by: str, units: pd.DataFrame | None) -> tuple[Array, Array]:
    """The names of the groups, and each unit's group as its place among them."""
    if not by:
        return np.array([""]), np.zeros(len(codes), dtype=np.intp)
    if units is None or by not in units.columns:
        known = "none" if units is None or units.columns.empty else ", ".join(map(str, units.columns))
        raise ScoringError(f"The units have no column '{by}' to impute by. Known are: {known}.")
    labels = units[by].reindex(codes)
    if without := list(labels.index[labels.isna()]):
        raise ScoringError(sentences([f"The unit {unit} has no '{by}' to impute by." for unit in without]))
    is_numeric = pd.api.types.is_numeric_dtype(labels)  # a workbook's column of choices holds their numbers
    names, groups = np.unique([f"{label:g}" if is_numeric else str(label) for label in labels], return_inverse=True)
    return names, groups


def _report(panel: Panel, filled: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    columns = ["period", "unit", "indicator", "kind", "by", "value", "number", "first", "last"]
    if not filled:
        return pd.DataFrame(columns=columns)
    whole = pd.concat([pd.DataFrame(part) for part in filled])
    whole = whole[whole["value"].notna()].sort_values(["row", "column"], ignore_index=True)
    periods, rows = np.array(panel.periods, dtype=object), whole["row"].to_numpy()
    return whole.assign(
        period=periods[panel.groups[rows]],
        unit=panel.units[rows],
        indicator=np.array(panel.columns, dtype=object)[whole["column"]],
        first=periods[whole["first"]],
        last=periods[whole["last"]],
    )[columns]
