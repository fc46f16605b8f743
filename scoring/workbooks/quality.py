"""How good the data of an upload are, in the four words of the national programme, every point lost with its cells.

    correct     1 − cells with a fault of correctness / (figures given + such cells that hold no figure: totals …)
    sufficient  figures known / figures expected; what is flagged not applicable is not expected
    clean       1 − untidy cells / (figures given + untidy cells that hold no figure: unit names, headings …)
    living      mean over the figures whose date is stated of max(0, 1 − months too old / 12); a figure is not too old
                while its date lies within its period or behind it

Every score is 0..1 and is given for the upload, for each unit, each indicator and each node above them; one that rests
on nothing is missing. Source of the words: "đúng, đủ, sạch, sống", the programme's demand on databases.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.shares import ASSESSED
from scoring.frameworks import Framework
from scoring.units import Units
from scoring.workbooks import losses
from scoring.workbooks.parts import stacked
from scoring.workbooks.read import Reading, Table

WORDS = ("correct", "sufficient", "clean", "living")
# The rule of thumb for coverage under which a composite should not be worked out (OECD/JRC handbook of 2008 and COIN).
ENOUGH = 0.65
LOSSES = sorted(losses.CORRECT | losses.CLEAN | {losses.MISSING, losses.OLD})


@dataclass(frozen=True)
class Quality:
    """`upload` by word; `units` and `indicators` by code × word; `nodes` likewise, for everything above an indicator.

    losses: one row a cell that costs points: word, code (of the problem, or "missing", "old"), period, unit, column,
    file, sheet, cell, value. compared: figures that were self-reported and verified, with the difference.
    """

    upload: pd.Series
    units: pd.DataFrame
    indicators: pd.DataFrame
    nodes: pd.DataFrame
    losses: pd.DataFrame
    compared: pd.DataFrame


def assess(reading: Reading, framework: Framework, units: Units) -> Quality | None:
    """The quality of what was read; None where no table could be made of it."""
    table = reading.table
    if table is None:
        return None
    faults, dated = losses.faults(table, reading.found), losses.ages(table)
    grid = losses.grid_of(table, faults, framework, units)
    lost = {word: faults[faults["word"] == word] for word in ("correct", "clean")}
    fresh = losses.fresh(dated, grid)
    # Word → figures that count as good, and figures that count.
    figures = {
        "correct": (grid.given & ~grid.marked(lost["correct"]), grid.given),
        "sufficient": (grid.known & grid.expected, grid.expected),
        "clean": (grid.given & ~grid.marked(lost["clean"]), grid.given),
        "living": (np.nan_to_num(fresh), ~np.isnan(fresh)),
    }
    unit_of = grid.index.get_level_values("unit")
    by_unit = {word: _sums(pair, 1, unit_of).groupby(level=0).sum() for word, pair in figures.items()}
    by_column = {word: _sums(pair, 0, pd.Index(grid.columns)) for word, pair in figures.items()}
    upload = pd.DataFrame({word: sums.sum() for word, sums in by_unit.items()}).T
    for word, rows in lost.items():
        # Cells that hold no figure count for the upload, and for their unit where they have one.
        other = rows[grid.positions(rows)[0] < 0]
        upload.loc[word, "base"] += len(other)
        by_unit[word]["base"] += other.groupby("unit").size().reindex(by_unit[word].index, fill_value=0)
    return Quality(
        _share(upload),
        pd.DataFrame({word: _share(sums) for word, sums in by_unit.items()}),
        pd.DataFrame({word: _share(sums) for word, sums in by_column.items()}),
        _by_node(by_column, framework),
        stacked([faults, losses.missing(table, grid), losses.old(table, dated, grid)], losses.COLUMNS),
        compared(table),
    )


def _sums(pair: tuple[np.ndarray, np.ndarray], axis: int, index: pd.Index) -> pd.DataFrame:
    good, base = pair
    return pd.DataFrame({"good": good.sum(axis=axis, dtype=float), "base": base.sum(axis=axis, dtype=float)}, index)


def _share(sums: pd.DataFrame) -> pd.Series:
    """good / base, missing where nothing counts."""
    return sums["good"] / sums["base"].where(sums["base"] > 0)


def _by_node(by_column: dict[str, pd.DataFrame], framework: Framework) -> pd.DataFrame:
    """Every node above an indicator and every composite: figures good and given under it, summed."""
    below: dict[str, list[str]] = {}
    for node in reversed(framework.nodes):
        own = [column.code for column in node.inputs] + [node.code + ASSESSED]
        below[node.code] = own + [code for child in framework.children[node.code] for code in below[child.code]]
    groups = {node.code: below[node.code] for node in framework.nodes if framework.children[node.code]}
    groups |= {c.code: [code for part in c.points for code in below[part]] for c in framework.composites}

    def summed(sums: pd.DataFrame) -> pd.DataFrame:
        found = [sums[sums.index.isin(codes)].sum() for codes in groups.values()]
        return pd.DataFrame(found, list(groups), ["good", "base"])  # of no group, where there is no node above another

    return pd.DataFrame({word: _share(summed(sums)) for word, sums in by_column.items()})


def compared(table: Table) -> pd.DataFrame:
    """Figures that were self-reported and verified: period, unit, column, self_reported, verified, difference."""
    found = table.self_reported
    return found.assign(difference=found["verified"] - found["self_reported"]).reset_index(drop=True)


def flags_used(table: Table) -> pd.Series:
    """How many figures carry which flag."""
    counts = table.remarks["flag"].value_counts()
    counts.index = counts.index.astype(str)
    return counts[(counts.index != "") & (counts > 0)]
