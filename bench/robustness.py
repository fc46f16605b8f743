"""Draws of ranks: a thousand against bare NumPy that makes the same from clean arrays, their memory, two workers."""

import resource
import subprocess
import sys
from concurrent.futures import Executor

import numpy as np
import pandas as pd

from bench.scoring import framework_of
from bench.timing import alternate, seconds
from scoring import Framework
from scoring.analysis.uncertainty.assumptions import MissingData, Weights
from scoring.analysis.uncertainty.robustness import robustness

Row = tuple[float, str, float, str]
DRAWS, WITHIN = 1_000, 0.25
ASSUMPTIONS = [Weights(WITHIN), MissingData(0.05)]  # of the cluster's draws


def wide() -> Row:
    """5,000 units × 100 indicators, all cells known."""
    return _ratio(5_000, 100, gaps=0.0), "times bare NumPy", 3, "lower"


def wide_gaps() -> Row:
    """The same with one cell in fifty missing, whose points each unit shares out."""
    return _ratio(5_000, 100, gaps=0.02), "times bare NumPy", 3, "lower"


def small() -> Row:
    """51 units × 49 indicators: seconds from the values to the ranks of a thousand draws."""
    framework, _, values = _case(51, 49, gaps=0.0)
    times = [seconds(lambda: robustness(framework, values, [Weights(WITHIN)], draws=DRAWS)) for _ in range(9)]
    return float(np.median(times)), "seconds", 0.1, "lower"


def memory() -> Row:
    """The most memory that a process of its own takes for 5,000 × 100, libraries and data included."""
    found = subprocess.run([sys.executable, "-m", "bench.robustness"], capture_output=True, text=True, check=True)
    return float(found.stdout), "MiB", 2_048, "lower"


def two_workers() -> Row:
    """How many times faster two Dask workers of one thread each draw 5,000 × 100, cells lost at random, than one.

    A draw scores the whole panel anew, so that the 64 of a task take a second or more.
    """
    from distributed import Client, LocalCluster

    framework, _, values = _case(5_000, 100, gaps=0.02)
    local = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
    with LocalCluster(n_workers=2, threads_per_worker=1, **local) as cluster, Client(cluster) as client:
        one = client.get_executor(workers=list(client.scheduler_info()["workers"])[:1])

        def drawn(executor: Executor) -> np.ndarray:
            return robustness(framework, values, ASSUMPTIONS, draws=64 * 4, executor=executor).ranks

        return alternate(lambda: drawn(one), lambda: drawn(client.get_executor()), 2), "times one worker", 1.5, "higher"


def _ratio(units: int, indicators: int, gaps: float) -> float:
    framework, groups, values = _case(units, indicators, gaps)
    raw = values.to_numpy()

    def ours() -> np.ndarray:
        return robustness(framework, values, [Weights(WITHIN)], draws=DRAWS).ranks

    # The run's own numbers, so that both rank the same draws.
    seeds = [np.random.SeedSequence(0, spawn_key=(block,)) for block in range(-(-DRAWS // 64))]
    numbers = [np.random.default_rng(seed).random((64, len(groups) + indicators)) for seed in seeds]
    uniform = np.concatenate(numbers)[:DRAWS]
    np.testing.assert_array_equal(ours(), bare(raw, groups, uniform))
    return alternate(ours, lambda: bare(raw, groups, uniform), pairs=3)


def bare(raw: np.ndarray, groups: list[np.ndarray], uniform: np.ndarray) -> np.ndarray:
    """Competition ranks, draws × units: points of every group and indicator within ±25 %, as one would write it down.

    `uniform` has a column a group, then one an indicator. Fifty draws at a time, which is fastest.
    """
    sizes = np.array([len(columns) for columns in groups], dtype=float)
    points = (1 + WITHIN * (2 * uniform - 1)) * np.concatenate([sizes, np.ones(raw.shape[1])])
    x = np.clip(raw / 100, 0, 1).T
    known = ~np.isnan(x)
    scored = whole if known.all() else shared_out
    filled, counted = np.where(known, x, 0), known.astype(float)
    blocks = (points[start : start + 50] for start in range(0, len(points), 50))
    parts = ((block[:, : len(groups)], block[:, len(groups) :]) for block in blocks)
    return np.concatenate([ranked(scored(upper, lower, filled, counted, groups)) for upper, lower in parts])


def whole(upper: np.ndarray, lower: np.ndarray, filled: np.ndarray, counted: np.ndarray, groups: list) -> np.ndarray:
    """Scores where nothing is missing: one product."""
    weights = np.empty_like(lower)
    for number, columns in enumerate(groups):
        weights[:, columns] = lower[:, columns] / lower[:, columns].sum(axis=1, keepdims=True)
        weights[:, columns] *= (upper[:, number] / upper.sum(axis=1))[:, None]
    return weights @ filled


def shared_out(
    upper: np.ndarray, lower: np.ndarray, filled: np.ndarray, counted: np.ndarray, groups: list
) -> np.ndarray:
    """Scores where points of missing indicators and groups are shared out."""
    total, present = 0.0, 0.0
    for number, columns in enumerate(groups):
        own = lower[:, columns]
        there = own @ counted[columns]
        share = upper[:, number, None] * (there >= own.sum(axis=1, keepdims=True) / 2)
        total = total + share * np.divide(own @ filled[columns], there, out=np.zeros(there.shape), where=there > 0)
        present = present + share
    enough = present >= upper.sum(axis=1, keepdims=True) / 2
    return np.divide(total, present, out=np.full(present.shape, np.nan), where=enough)


def ranked(scores: np.ndarray) -> np.ndarray:
    across = -np.round(scores, 12)
    order = np.argsort(across, axis=1)
    ordered = np.take_along_axis(across, order, axis=1)
    first = np.ones(ordered.shape, dtype=bool)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    place = np.maximum.accumulate(np.where(first, np.arange(1, scores.shape[1] + 1), 0), axis=1)
    ranks = np.empty(scores.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.where(np.isnan(ordered), 0, place).astype(np.int32), axis=1)
    return ranks


def _case(units: int, indicators: int, gaps: float) -> tuple[Framework, list[np.ndarray], pd.DataFrame]:
    framework, groups = framework_of(indicators)
    rng = np.random.default_rng(3)
    raw = rng.uniform(0, 100, (units, indicators))
    raw[rng.random(raw.shape) < gaps] = np.nan
    index = pd.MultiIndex.from_product([["2023"], [f"u{n:05d}" for n in range(units)]], names=["period", "unit"])
    return framework, groups, pd.DataFrame(raw, index=index, columns=[column.code for column in framework.inputs])


if __name__ == "__main__":
    _framework, _, _values = _case(5_000, 100, gaps=0.02)
    robustness(_framework, _values, [Weights(WITHIN)], draws=DRAWS)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
