"""Which assumption the ranks hang on: first-order and total sensitivity indices on scrambled Sobol points.

Two sets A and B of n points of all uniform numbers that a draw takes; for the assumption g, AB_g is A with the numbers
of g from B. With f the output of a draw and V its variance over A and B (Saltelli and others 2010; Jansen 1999):

    first_g = mean( f(B) · (f(AB_g) − f(A)) ) / V        the share of V that g explains alone
    total_g = mean( (f(A) − f(AB_g))² ) / (2 V)          with all it does together with others

An assumption counts as one however many numbers it takes. Outputs are the mean absolute rank shift of all units and the
rank of every unit. Intervals are percentiles over bootstrap samples of the points.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy.stats import qmc

from scoring.analysis.uncertainty.assumptions import Assumption
from scoring.analysis.uncertainty.executors import Progress, Stop, run
from scoring.analysis.uncertainty.robustness import refuse_seed
from scoring.analysis.uncertainty.simulation import Case, case, ranks
from scoring.engine.draws import BLOCK
from scoring.engine.errors import ScoringError
from scoring.frameworks import Framework

Array = np.ndarray

SHIFT = "mean shift"
INDICES = ("first", "total")
_MOST_DIMENSIONS = qmc.Sobol.MAXDIM // 2
_TASK = 4 * BLOCK


@dataclass(frozen=True)
class Sensitivity:
    """What `sensitivity` gives.

    table: a row an output ("mean shift", then the units) and assumption, with first, first_low, first_high, total,
    total_low, total_high; empty for an output that never changes. evaluations, how many draws it took.
    """

    period: str
    node: str
    table: pd.DataFrame
    evaluations: int


def sensitivity(
    framework: Framework,
    values: pd.DataFrame,
    assumptions: Sequence[Assumption],
    *,
    points: int = 1024,
    seed: int = 0,
    resamples: int = 1000,
    confidence: float = 0.95,
    period: str | None = None,
    node: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Sensitivity:
    """Sensitivity of ranks to each of at least two assumptions, from points · (2 + assumptions) draws.

    `points` is a power of 2, without which Sobol points lose their balance; `values`, `period`, `node` and the rest as
    in `robustness`. A draw in which a unit has no score counts with its nominal rank. Raises ScoringError, Cancelled.
    """
    if points < 2 or points & (points - 1):
        raise ScoringError(f"{points} points were asked for; Sobol points come in powers of 2, such as 1024.")
    if len(assumptions) < 2:
        raise ScoringError("Sensitivity compares assumptions: give at least two.")
    refuse_seed(seed)
    of = case(framework, values, assumptions, period, node)
    if sum(of.dimensions) > _MOST_DIMENSIONS:
        raise ScoringError(f"The assumptions take {sum(of.dimensions)} numbers a draw; the most is {_MOST_DIMENSIONS}.")
    samples = _samples(of, points, seed)
    tasks = [samples[start : start + _TASK] for start in range(0, len(samples), _TASK)]
    drawn = np.concatenate(run(partial(ranks, of), tasks, executor, progress, stop))
    found = _outputs(drawn, of.nominal).reshape(2 + len(assumptions), points, -1)
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(1,)))
    counts = rng.multinomial(points, np.full(points, 1 / points), size=resamples) / points
    table = _table(found, counts, confidence, [SHIFT, *of.units], [assumption.name for assumption in assumptions])
    return Sensitivity(of.period, of.node, table, len(samples))


def indices(a: Array, b: Array, ab: Array, counts: Array) -> tuple[Array, Array]:
    """First-order and total indices, samples × assumptions × outputs.

    `a` and `b` are points × outputs, `ab` assumptions × points × outputs; `counts` (samples × points, rows adding up to
    1) says how often each point is in a sample. NaN where the variance is 0.
    """
    middle = np.concatenate([a, b]).mean(axis=0)
    a, b, ab = a - middle, b - middle, ab - middle
    variance = (counts @ (a**2 + b**2)) / 2 - (counts @ (a + b) / 2) ** 2
    first = np.stack([counts @ (b * (each - a)) for each in ab], axis=1)
    total = np.stack([counts @ (a - each) ** 2 for each in ab], axis=1) / 2
    flat = np.ptp(np.concatenate([a, b, *ab]), axis=0) == 0
    variance = np.where(flat | (variance <= 0), np.nan, variance)[:, None]
    return first / variance, total / variance


def _samples(of: Case, points: int, seed: int) -> Array:
    """A, B and every AB below one another: points · (2 + assumptions) rows of uniform numbers."""
    dimensions = sum(of.dimensions)
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0,)))
    both = qmc.Sobol(2 * dimensions, scramble=True, rng=rng).random(points)
    a, b = both[:, :dimensions], both[:, dimensions:]
    found, start = [a, b], 0
    for width in of.dimensions:
        mixed = a.copy()
        mixed[:, start : start + width] = b[:, start : start + width]
        found.append(mixed)
        start += width
    return np.concatenate(found)


def _outputs(drawn: Array, nominal: Array) -> Array:
    """Draws × (1 + units): the mean absolute shift of the units with a nominal rank, and every unit's rank."""
    held = np.where(drawn > 0, drawn, nominal).astype(float)
    shifts = np.abs(held - nominal)[:, nominal > 0]
    shift = shifts.mean(axis=1) if shifts.size else np.zeros(len(drawn))
    return np.column_stack([shift, held])


def _table(found: Array, counts: Array, confidence: float, outputs: list[str], names: list[str]) -> pd.DataFrame:
    whole = np.full((1, found.shape[1]), 1 / found.shape[1])
    columns: dict[str, Array] = {}
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    estimates = zip(
        INDICES,
        indices(found[0], found[1], found[2:], whole),
        indices(found[0], found[1], found[2:], counts),
        strict=True,
    )
    for name, estimate, sampled in estimates:
        low, high = np.quantile(sampled, ends, axis=0)
        columns |= {name: estimate[0].T.ravel(), f"{name}_low": low.T.ravel(), f"{name}_high": high.T.ravel()}
    index = pd.MultiIndex.from_product([outputs, names], names=["output", "assumption"])
    return pd.DataFrame(columns, index=index)
