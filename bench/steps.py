"""A framework that fills holes and takes ranges, against bare NumPy that makes the same outputs."""

import numpy as np
import pandas as pd

from bench.timing import alternate
from scoring import Framework, parse_framework, score

Row = tuple[float, str, float, str]
UNITS, INDICATORS, GROUPS = 5_000, 100, 10


def imputed_5000() -> Row:
    """5,000 units × 100 indicators: holes filled with the mean, min-max, means of ten groups, coverage and ranks."""
    rng = np.random.default_rng(8)
    raw = rng.lognormal(0, 1, (UNITS, INDICATORS))
    raw[rng.random(raw.shape) < 0.02] = np.nan
    index = pd.MultiIndex.from_product([["2023"], [f"u{n:05d}" for n in range(UNITS)]], names=["period", "unit"])
    framework = _framework()
    values = pd.DataFrame(raw, index=index, columns=[column.code for column in framework.inputs])
    found = score(framework, values)
    order = [*values.columns, *(f"g{number}" for number in range(GROUPS)), "dti"]
    scores, filled, ranks = bare(raw)
    np.testing.assert_allclose(found.scores[order], scores, rtol=1e-9)
    np.testing.assert_array_equal(found.flagged("imputed")[values.columns], filled)
    np.testing.assert_array_equal(found.ranks[order], ranks)
    return alternate(lambda: score(framework, values), lambda: bare(raw)), "times bare NumPy", 2, "lower"


def bare(raw: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores of all nodes, what was filled in, and competition ranks, as one would write them down for this tree."""
    filled = np.isnan(raw)
    x = np.where(filled, np.nanmean(raw, axis=0), raw)
    scores = np.empty((UNITS, INDICATORS + GROUPS + 1))
    low = x.min(axis=0)
    scores[:, :INDICATORS] = (x - low) / (x.max(axis=0) - low)
    for number, columns in enumerate(np.array_split(np.arange(INDICATORS), GROUPS)):
        scores[:, INDICATORS + number] = scores[:, columns].mean(axis=1)
    scores[:, -1] = scores[:, INDICATORS:-1].mean(axis=1)
    across = -np.round(scores, 12).T
    order = np.argsort(across, axis=1)
    ordered = np.take_along_axis(across, order, axis=1)
    first = np.ones(ordered.shape, dtype=bool)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    place = np.maximum.accumulate(np.where(first, np.arange(1, UNITS + 1), 0), axis=1)
    ranks = np.empty(across.shape)
    np.put_along_axis(ranks, order, place, axis=1)
    return scores, filled, ranks.T


def _framework() -> Framework:
    """Ten groups of indicators of one point each, all by the same step and rule."""

    def node(code: str, more: str = "") -> str:
        return f'[[nodes]]\ncode = "{code}"\nnames = {{ vi = "{code}", en = "{code}", es = "{code}" }}\n{more}\n'

    text = 'id = "bench"\nblock = "province"\nkind = "illustrative"\ndecision = ""\nyears = []\nsources = []\n'
    text += 'names = { vi = "b", en = "b", es = "b" }\n' + node("dti")
    for number, columns in enumerate(np.array_split(np.arange(INDICATORS), GROUPS)):
        text += node(f"g{number}", 'parent = "dti"\npoints = 1')
        for column in columns:
            text += node(f"i{column}", f'parent = "g{number}"\npoints = 1\nrule = {{ kind = "min_max" }}')
    return parse_framework(text + '[[steps]]\nstep = "impute"\nkind = "mean"\n')
