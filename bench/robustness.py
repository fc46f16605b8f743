"""A thousand draws of weights with their ranks, against bare NumPy that makes the same from clean arrays."""

import json
import os
import resource
import subprocess
import sys

import numpy as np
import pandas as pd

from bench.scoring import framework_of
from bench.timing import alternate, seconds
from scoring import Framework
from scoring.analysis.assumptions import Weights
from scoring.analysis.robustness import robustness

Row = tuple[float, str, float, str]
DRAWS, WITHIN = 1_000, 0.25


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


def _ratio(units: int, indicators: int, gaps: float) -> float:
    framework, groups, values = _case(units, indicators, gaps)
    raw = values.to_numpy()

    def ours() -> np.ndarray:
        return robustness(framework, values, [Weights(WITHIN)], draws=DRAWS).ranks

    uniform = _uniform(framework, groups)
    np.testing.assert_array_equal(ours(), bare(raw, groups, uniform))
    return alternate(ours, lambda: bare(raw, groups, uniform), pairs=5)


def bare(raw: np.ndarray, groups: list[np.ndarray], uniform: np.ndarray) -> np.ndarray:
    """Competition ranks, draws × units: points of every indicator and group within ±25 %, as one would write it down.

    `uniform` has a column a group, then one an indicator.
    """
    factors = 1 + WITHIN * (2 * uniform - 1)
    sizes = np.array([len(columns) for columns in groups], dtype=float)
    upper = factors[:, : len(groups)] * sizes
    lower = factors[:, len(groups) :]
    x = np.clip(raw / 100, 0, 1)
    known = ~np.isnan(x)
    if known.all():
        weights = np.empty_like(lower)
        for number, columns in enumerate(groups):
            weights[:, columns] = lower[:, columns] / lower[:, columns].sum(axis=1, keepdims=True)
            weights[:, columns] *= (upper[:, number] / upper.sum(axis=1))[:, None]
        return ranked(weights @ x.T)
    total, present = 0.0, 0.0
    filled, counted = np.where(known, x, 0).T, known.T.astype(float)
    for number, columns in enumerate(groups):
        own = lower[:, columns]
        there = own @ counted[columns]
        scored = there >= own.sum(axis=1, keepdims=True) / 2
        share = upper[:, number, None] * scored
        total = total + share * np.divide(own @ filled[columns], there, out=np.zeros(there.shape), where=there > 0)
        present = present + share
    enough = present >= upper.sum(axis=1, keepdims=True) / 2
    return ranked(np.divide(total, present, out=np.full(present.shape, np.nan), where=enough))


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
