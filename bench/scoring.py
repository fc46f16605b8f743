"""Scoring against bare NumPy that makes the same outputs from clean arrays."""

import numpy as np
import pandas as pd

from bench.timing import alternate
from scoring import Framework, parse_framework, score

Row = tuple[float, str, float, str]


def wide_5000() -> Row:
    """5,000 units × 100 indicators, one period."""
    return _ratio(periods=1, units=5_000, indicators=100), "times bare NumPy", 2, "lower"


def panel_63() -> Row:
    """63 units × 98 indicators × 12 periods."""
    return _ratio(periods=12, units=63, indicators=98), "times bare NumPy", 10, "lower"


def _ratio(periods: int, units: int, indicators: int) -> float:
    framework, groups = framework_of(indicators)
    rng = np.random.default_rng(3)
    raw = rng.uniform(0, 100, (periods * units, indicators))
    raw[rng.random(raw.shape) < 0.02] = np.nan
    names = [f"2023-{month:02d}" for month in range(1, periods + 1)]
    index = pd.MultiIndex.from_product([names, [f"u{n:05d}" for n in range(units)]], names=["period", "unit"])
    values = pd.DataFrame(raw, index=index, columns=[column.code for column in framework.inputs])
    found = score(framework, values)
    scores, coverage, ranks = bare(raw, groups, periods)
    order = [f"i{n}" for n in range(indicators)] + [f"g{n}" for n in range(len(groups))] + ["dti"]
    for ours, theirs in ((found.scores, scores), (found.coverage, coverage), (found.ranks, ranks)):
        np.testing.assert_allclose(ours[order].to_numpy(), theirs, rtol=1e-9)
    return alternate(lambda: score(framework, values), lambda: bare(raw, groups, periods))


def bare(raw: np.ndarray, groups: list[np.ndarray], periods: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares, node scores, coverage and competition ranks by period, as one would write them down for this tree.

    Nodes × rows throughout, so that every sum and every sort runs along memory.
    """
    indicators, rows = raw.shape[1], raw.shape[0]
    nodes = indicators + len(groups) + 1
    scores, coverage = np.empty((nodes, rows)), np.empty((nodes, rows))
    scores[:indicators] = np.clip(raw.T / 100, 0, 1)
    coverage[:indicators] = ~np.isnan(scores[:indicators])
    blocks = [(indicators + number, slice(columns[0], columns[-1] + 1)) for number, columns in enumerate(groups)]
    blocks.append((nodes - 1, slice(indicators, nodes - 1)))
    for at, columns in blocks:
        weights = np.ones(len(scores[columns])) if at < nodes - 1 else np.array([float(len(c)) for c in groups])
        missing = np.isnan(scores[columns])
        present = weights.sum() - weights @ missing
        total = weights @ np.where(missing, 0, scores[columns])
        with np.errstate(invalid="ignore", divide="ignore"):
            scores[at] = np.where(present >= weights.sum() / 2, total / present, np.nan)
        coverage[at] = weights @ coverage[columns] / weights.sum()
    cube = -np.round(scores, 12).reshape(nodes, periods, rows // periods)
    cube[np.isnan(cube)] = np.inf
    order = np.argsort(cube, axis=2)
    ordered = np.take_along_axis(cube, order, axis=2)
    first = np.ones(ordered.shape, dtype=bool)
    first[:, :, 1:] = ordered[:, :, 1:] != ordered[:, :, :-1]
    place = np.maximum.accumulate(np.where(first, np.arange(1, cube.shape[2] + 1), 0), axis=2)
    ranks = np.empty(cube.shape)
    np.put_along_axis(ranks, order, np.where(np.isinf(ordered), np.nan, place), axis=2)
    return scores.T, coverage.T, ranks.reshape(nodes, rows).T


def framework_of(indicators: int) -> tuple[Framework, list[np.ndarray]]:
    """Ten groups of indicators of one point each."""
    groups = np.array_split(np.arange(indicators), 10)

    def node(code: str, parent: str, more: str = "") -> str:
        names = f'names = {{ vi = "{code}", en = "{code}", es = "{code}" }}'
        return f'[[nodes]]\ncode = "{code}"\nparent = "{parent}"\n{names}\n{more}\n'

    text = 'id = "bench"\nblock = "province"\nkind = "illustrative"\ndecision = ""\nyears = []\nsources = []\n'
    text += 'names = { vi = "b", en = "b", es = "b" }\n' + node("dti", "").replace('parent = ""\n', "")
    for number, columns in enumerate(groups):
        text += node(f"g{number}", "dti")
        for column in columns:
            text += node(f"i{column}", f"g{number}", 'points = 1\nrule = { kind = "share", scale = 100 }')
    return parse_framework(text), groups
