"""How sure ranks are: the same index computed many times with what could have been decided otherwise.

Random numbers come in blocks of 64 draws, each block from its own child of the seed, and tasks are cut by the size of
the problem alone. So a seed gives the same ranks on any executor with any number of workers, and more draws only add to
those of fewer.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from scoring.analysis.uncertainty.assumptions import Assumption, nominal
from scoring.analysis.uncertainty.executors import Progress, Stop, run
from scoring.analysis.uncertainty.reweighting import at_level, without
from scoring.analysis.uncertainty.simulation import Case, case, plain_case, ranks
from scoring.engine.draws import BLOCK, ranks_by_draw
from scoring.engine.errors import ScoringError
from scoring.frameworks import Framework

Array = np.ndarray

# Cells (draws × units) of one task: a fraction of a second, so that progress is told and a wish to stop is heard.
CELLS, MOST_DRAWS = 1 << 23, 4096


@dataclass(frozen=True)
class Robustness:
    """Ranks of the units of one period under many draws.

    units, their codes; nominal, the rank of each as decided, and ranks, draws × units: whole numbers, 0 where there is
    no score. `scoring.analysis.uncertainty.rank_statistics` reads it.
    """

    framework: Framework
    period: str
    node: str
    assumptions: tuple[Assumption, ...]
    seed: int
    units: pd.Index
    nominal: Array
    ranks: Array


def robustness(
    framework: Framework,
    values: pd.DataFrame,
    assumptions: Sequence[Assumption],
    *,
    draws: int = 1000,
    seed: int = 0,
    period: str | None = None,
    node: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Robustness:
    """Ranks under `draws` random draws of all assumptions together.

    `values` as `score` takes them; of several periods one is named by `period`. `node` is the headline by default; a
    composite keeps its own points. With an `executor` the draws are spread over its workers; `progress` and `stop` as
    in `executors.run`. Memory: four bytes a draw and unit. Raises ScoringError where something cannot be drawn, and
    Cancelled.
    """
    if draws < 1:
        raise ScoringError(f"{draws} draws were asked for; at least 1 is needed.")
    refuse_seed(seed)
    of = case(framework, values, assumptions, period, node)
    found = run(partial(_drawn, of, seed), _tasks(of, draws), executor, progress, stop)
    kept = np.concatenate(found)[:draws].astype(np.int32)
    return Robustness(framework, of.period, of.node, of.assumptions, seed, of.units, of.nominal, kept)


def replay(
    framework: Framework,
    values: pd.DataFrame,
    points: pd.DataFrame,
    *,
    period: str | None = None,
    node: str | None = None,
) -> pd.DataFrame:
    """Ranks under given sets of points: units × sets.

    `points` has a row a set and a column for every node it names (by code); the other nodes keep their points. Raises
    ScoringError for an unknown node and for points that are negative or no number.
    """
    places = {each.code: at for at, each in enumerate(framework.nodes)}
    if unknown := [str(code) for code in points.columns if code not in places]:
        raise ScoringError(f"Points are given for {', '.join(unknown)}, no node of the framework {framework.id}.")
    given = points.to_numpy(float, na_value=np.nan)
    for row, column in np.argwhere(~(given >= 0) | np.isinf(given))[:1]:
        raise ScoringError(
            f"The points of {points.columns[column]} in the set {points.index[row]} are {given[row, column]}; they must"
            " be a number of 0 or more."
        )
    of, decided = plain_case(framework, values, period, node)
    drawn = nominal(framework, len(points)).points
    drawn[:, [places[code] for code in points.columns]] = given
    return _frame(ranks_by_draw(framework, decided, drawn, of.node).T, of.units, points.index)


def leave_one_out(
    framework: Framework, values: pd.DataFrame, level: int, *, period: str | None = None, node: str | None = None
) -> pd.DataFrame:
    """Ranks as decided ("nominal") and with each node at `level` left out in turn: units × (1 + nodes).

    Level 1 is right under the headline. The siblings of a node that is left out share its points. Raises ScoringError
    where the level holds no two nodes with points.
    """
    of, decided = plain_case(framework, values, period, node)
    nodes = at_level(framework, level)
    points = without(framework, nominal(framework, 1 + len(nodes)).points, np.array([-1, *nodes]))
    codes = pd.Index(["nominal", *(framework.nodes[at].code for at in nodes)])
    return _frame(ranks_by_draw(framework, decided, points, of.node).T, of.units, codes)


def refuse_seed(seed: int) -> None:
    if seed < 0:
        raise ScoringError(f"The seed is {seed}; it must be a whole number of 0 or more.")


def _tasks(of: Case, draws: int) -> list[range]:
    """Numbers of the blocks of every task."""
    alone = of.values is not None  # a draw that loses cells scores the panel anew
    size = BLOCK if alone else min(MOST_DRAWS, max(BLOCK, CELLS // max(1, len(of.units))))
    blocks, step = -(-draws // BLOCK), size // BLOCK
    return [range(first, min(first + step, blocks)) for first in range(0, blocks, step)]


def _drawn(of: Case, seed: int, blocks: range) -> Array:
    """Ranks of whole blocks, draws × units; the uniform numbers of a block follow from the seed and its number."""
    dimensions = sum(of.dimensions)
    seeds = [np.random.SeedSequence(seed, spawn_key=(block,)) for block in blocks]
    found = ranks(of, np.concatenate([np.random.default_rng(each).random((BLOCK, dimensions)) for each in seeds]))
    return found.astype(np.uint16) if len(of.units) < 1 << 16 else found  # half as much to send back


def _frame(found: Array, rows: pd.Index, columns: pd.Index) -> pd.DataFrame:
    table = pd.DataFrame(found, index=rows, columns=columns, dtype="Int64")
    return table.mask(table == 0)
