"""What a value rests on: measured figures, self-reported or estimated ones, or figures carried forward.

    basis(read.scores, read.remarks, "dti") → unit → one of BASES

A value rests on the weakest figure below it, for a chain is as strong as that. A figure that was self-reported and
then verified counts as measured.
"""

import numpy as np
import pandas as pd

from scoring import Scores
from scoring.engine.tree import under

MEASURED, SELF_REPORTED, ESTIMATED, CARRIED = "measured", "self_reported", "estimated", "carried"
NOT_APPLICABLE, UNKNOWN = "not_applicable", "unknown"
# From the strongest to the weakest; then the two ways in which a value can be missing.
BASES = (MEASURED, SELF_REPORTED, ESTIMATED, CARRIED)
MISSING = (UNKNOWN, NOT_APPLICABLE)

_FLAGS = {SELF_REPORTED: ("self-reported",), ESTIMATED: ("estimated",), NOT_APPLICABLE: ("not-applicable",)}


def basis(scores: Scores, remarks: pd.DataFrame, node: str) -> pd.Series:
    """By unit, of the rows of one period: one of `BASES` where the node has a score or a rank, else of `MISSING`.

    `remarks` has one row a figure (unit, column, flag). A missing value is "not applicable" where every figure that it
    lacks was flagged so.
    """
    leaves = leaves_of(scores, node)
    columns = [column for leaf in leaves for column in columns_of(scores, leaf)]
    units = scores.scores.index.get_level_values(1)
    flagged = {name: _flagged(remarks, flags, columns, units) for name, flags in _FLAGS.items()}
    imputed, carried = (_any(scores, flag, leaves) for flag in ("imputed", "carried"))
    found = pd.Series(MEASURED, index=units, dtype=object)
    found[flagged[SELF_REPORTED].any(axis=1)] = SELF_REPORTED
    found[flagged[ESTIMATED].any(axis=1) | imputed] = ESTIMATED
    found[carried] = CARRIED
    missing = scores.scores[node].isna().to_numpy() & scores.ranks[node].isna().to_numpy()
    lacking = scores.values.reindex(columns=columns).isna().to_numpy()
    excused = lacking.any(axis=1) & (flagged[NOT_APPLICABLE] | ~lacking).all(axis=1)
    found[missing] = UNKNOWN
    found[missing & excused] = NOT_APPLICABLE
    return found


def leaves_of(scores: Scores, node: str) -> list[str]:
    """The codes without children that a node rests on; itself where it has none."""
    branches = under(scores.framework, node)
    inner = {branch.code for branch in branches}
    leaves = {child for branch in branches for child in branch.children if child not in inner}
    return sorted(leaves or {node})


def columns_of(scores: Scores, leaf: str) -> list[str]:
    """The columns of the workbook that a leaf is worked out from."""
    inputs = next((node.inputs for node in scores.framework.nodes if node.code == leaf), ())
    return [column.code for column in inputs] or [leaf]


def joined(found: pd.Series, new: pd.Series) -> pd.Series:
    """The basis of merged units: by `new` (old unit → the unit it went into) the weakest of the old ones."""
    order = (*BASES, *MISSING)
    places = found.map({name: place for place, name in enumerate(order)})
    return places.groupby(new.reindex(found.index)).max().map(dict(enumerate(order)))


def _any(scores: Scores, flag: str, leaves: list[str]) -> np.ndarray:
    """By row, whether any of the leaves carries the flag; frames of flags not in use are not made."""
    if flag not in scores.flags:
        return np.zeros(len(scores.scores), dtype=bool)
    return scores.flags[flag][leaves].to_numpy().any(axis=1)


def _flagged(remarks: pd.DataFrame, flags: tuple[str, ...], columns: list[str], units: pd.Index) -> np.ndarray:
    """units × columns, true where a figure carries one of the flags."""
    cells = np.zeros((len(units), len(columns)), dtype=bool)
    if not remarks.empty:
        rows = remarks[remarks["flag"].isin(flags)]
        at, beside = units.get_indexer(rows["unit"]), pd.Index(columns).get_indexer(rows["column"])
        here = (at >= 0) & (beside >= 0)
        cells[at[here], beside[here]] = True
    return cells
