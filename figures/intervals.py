"""How sure a rank is, for the rows of a table: its 5–95 % interval, drawn and written, and with whom it is tied."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from scoring.analysis.uncertainty.rank_statistics import HIGH, pairwise, summary
from scoring.analysis.uncertainty.robustness import Robustness

# Beyond so many units the pairs would take longer than a reader waits; their classes say as much.
MOST_PAIRED = 400
# Neither white nor black, so that both themes show it.
_LINE, _DOT, _TRACK = "%232a8f8b", "%230b6e6e", "%238b9a9a"
_WIDTH, _HEIGHT, _MARGIN = 112, 32, 5  # of the shape of a cell, which shows all of it


def sureness(found: Robustness) -> pd.DataFrame:
    """By unit: low and high, the 5 % and 95 % rank; stable_class; tied, the codes of units with which the order is not
    settled (neither is ahead in 95 % of the draws), the nearest in rank first; empty beyond MOST_PAIRED units.
    """
    table = summary(found)[["nominal", "low", "high", "stable_class"]]
    tied: Sequence[tuple[str, ...]] = [()] * len(table)
    if len(table) <= MOST_PAIRED:
        above = pairwise(found).to_numpy()
        open_ = (above < HIGH) & (above.T < HIGH)  # never true of a unit and itself, which has no share
        ranks = table["nominal"].to_numpy(float, na_value=np.nan)
        tied = [_nearest(table.index, ranks, at, open_[at]) for at in range(len(table))]
    return table.drop(columns="nominal").assign(tied=list(tied))


def equals(ranks: pd.Series) -> pd.Series:
    """By unit the codes of all others of the same rank, for ranks that are given and not computed."""
    groups = ranks.dropna().groupby(ranks.dropna()).groups
    found = {unit: tuple(other for other in units if other != unit) for units in groups.values() for unit in units}
    return pd.Series({unit: found.get(unit, ()) for unit in ranks.index}, dtype=object)


def told(tied: Sequence[str], names: Mapping[str, str], most: int = 2) -> str:
    """The tied units by name, the nearest ones first and the rest counted: "Huế, Hải Phòng +3"."""
    shown = ", ".join(names.get(code, code) for code in tied[:most])
    return f"{shown} +{len(tied) - most}" if len(tied) > most else shown


def written(table: pd.DataFrame) -> list[str]:
    """ "4–9" for the columns low and high; one number where they are the same, nothing where unknown."""
    pairs = zip(table["low"], table["high"], strict=True)
    return ["" if pd.isna(low) else f"{low}" if low == high else f"{low}–{high}" for low, high in pairs]


def drawn(table: pd.DataFrame, units: int) -> list[str | None]:
    """A picture a row for the columns rank, low and high: a bar from low to high and a dot at the rank, of `units`
    places from left to right. An SVG as a data address; None where unknown.
    """
    scale = (_WIDTH - 2 * _MARGIN) / max(1, units - 1)
    columns = (table[name].to_numpy(float, na_value=np.nan) for name in ("rank", "low", "high"))
    at = [np.round(_MARGIN + (column - 1) * scale, 1) for column in columns]
    return [None if np.isnan(low) else _picture(rank, low, high) for rank, low, high in zip(*at, strict=True)]


def _picture(rank: float, low: float, high: float) -> str:
    return (
        f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{_HEIGHT}'>"
        f"<path d='M{_MARGIN} {_HEIGHT // 2}H{_WIDTH - _MARGIN}' stroke='{_TRACK}' stroke-opacity='.45'/>"
        f"<path d='M{low - 1.5} {_HEIGHT // 2}H{high + 1.5}' stroke='{_LINE}' stroke-width='7' stroke-opacity='.7'/>"
        f"<circle cx='{rank}' cy='{_HEIGHT // 2}' r='4' fill='{_DOT}'/></svg>"
    )


def _nearest(units: pd.Index, ranks: np.ndarray, at: int, chosen: np.ndarray) -> tuple[str, ...]:
    others = np.flatnonzero(chosen)
    order = np.argsort(np.abs(ranks[others] - ranks[at]), kind="stable")
    return tuple(units[others[order]])
