"""Sensitivity indices against a function whose indices are known, and against SciPy's on the same points."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring import ScoringError
from scoring.analysis.uncertainty.assumptions import LeaveOneOut, MissingData, Weights
from scoring.analysis.uncertainty.methods import Means
from scoring.analysis.uncertainty.sensitivity import indices, sensitivity
from tests.scoring.trees import panel, tree

NODES = [("g", "dti", 2), ("a", "g", 1), ("b", "g", 3), ("h", "dti", 1), ("c", "h", 1), ("d", "h", 1)]
FRAMEWORK = tree(*NODES)
ASSUMPTIONS = [Weights(0.5), LeaveOneOut(2), Means(("arithmetic", {"kind": "geometric", "offset": 0.1}))]


def cells(rows=15, seed=0):
    rng = np.random.default_rng(seed)
    return panel({leaf: rng.random(rows) for leaf in "abcd"})


def ishigami(x):
    """Its indices are known: 0.3139, 0.4424, 0 alone and 0.5576, 0.4424, 0.2437 in all."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def points(n, seed=1):
    both = (stats.qmc.Sobol(6, rng=np.random.default_rng(seed)).random(n) * 2 - 1) * np.pi
    a, b = both[:, :3], both[:, 3:]
    mixed = []
    for at in range(3):
        mixed.append(a.copy())
        mixed[-1][:, at] = b[:, at]
    return ishigami(a)[:, None], ishigami(b)[:, None], np.array([ishigami(x)[:, None] for x in mixed])


def test_a_function_of_known_indices():
    n = 2**14
    first, total = indices(*points(n), np.full((1, n), 1 / n))
    np.testing.assert_allclose(first[0, :, 0], [0.3139, 0.4424, 0], atol=0.01)
    np.testing.assert_allclose(total[0, :, 0], [0.5576, 0.4424, 0.2437], atol=0.01)


def test_the_estimates_are_those_of_scipy():
    n = 256
    a, b, ab = points(n)
    expected = stats.sobol_indices(func={"f_A": a.T, "f_B": b.T, "f_AB": ab.transpose(0, 2, 1)}, n=n)
    first, total = indices(a, b, ab, np.full((1, n), 1 / n))
    np.testing.assert_allclose(first[0, :, 0], expected.first_order, rtol=1e-10)
    np.testing.assert_allclose(total[0, :, 0], expected.total_order, rtol=1e-10)


def test_a_sample_of_points_is_the_estimate_on_these_points():
    a, b, ab = points(8)
    chosen = np.array([0, 0, 3, 5, 5, 5, 6, 7])
    counts = np.bincount(chosen, minlength=8)[None] / 8
    middle = np.concatenate([a, b]).mean()
    a, b, ab = a - middle, b - middle, ab - middle
    variance = np.concatenate([a[chosen], b[chosen]]).var()
    first, total = indices(a, b, ab, counts)
    np.testing.assert_allclose(first[0, 1, 0], (b * (ab[1] - a))[chosen].mean() / variance, rtol=1e-12)
    np.testing.assert_allclose(total[0, 1, 0], ((a - ab[1]) ** 2)[chosen].mean() / 2 / variance, rtol=1e-12)


def test_what_changes_nothing_explains_nothing_and_all_else_everything():
    found = sensitivity(FRAMEWORK, cells(), [Weights(0.0), LeaveOneOut(1)], points=256)
    shift = found.table.loc["mean shift"]
    assert shift.loc["weights", ["first", "total"]].tolist() == [0, 0]
    np.testing.assert_allclose(shift.loc["left out", ["first", "total"]].astype(float), 1, atol=0.02)
    assert found.evaluations == 256 * 4
    turned = sensitivity(FRAMEWORK, cells(), [LeaveOneOut(1), Weights(0.0)], points=256).table.loc["mean shift"]
    assert turned.loc["weights", ["first", "total"]].tolist() == [0, 0]


def test_a_table_has_every_output_and_its_intervals_hold_the_estimate():
    values = cells()
    values.iloc[2] = 1.0  # first in every draw
    found = sensitivity(FRAMEWORK, values, ASSUMPTIONS, points=256)
    units = list(values.index.get_level_values(1))
    expected = pd.MultiIndex.from_product([["mean shift", *units], ["weights", "left out", "means"]])
    assert found.table.index.tolist() == expected.tolist()
    assert list(found.table.columns) == ["first", "first_low", "first_high", "total", "total_low", "total_high"]
    assert found.table.loc["03"].isna().all(axis=None)
    rest = found.table.loc[["mean shift", *(unit for unit in units if unit != "03")]]
    assert (rest["total_low"] <= rest["total"]).all() and (rest["total"] <= rest["total_high"]).all()
    assert (rest["first_low"] <= rest["first"]).all() and (rest["first"] <= rest["first_high"]).all()
    shift = rest.loc["mean shift"]
    assert (shift["total"] > shift["first"] - 0.05).all() and shift["first"].sum() < 1.05


def test_a_seed_gives_the_same_indices_on_any_executor():
    assumptions = [*ASSUMPTIONS, MissingData(0.1)]
    alone = sensitivity(FRAMEWORK, cells(), assumptions, points=64, seed=3).table
    with ThreadPoolExecutor(3) as executor:
        spread = sensitivity(FRAMEWORK, cells(), assumptions, points=64, seed=3, executor=executor).table
    pd.testing.assert_frame_equal(spread, alone, check_exact=True)
    other = sensitivity(FRAMEWORK, cells(), assumptions, points=64, seed=4).table
    assert (other["total"] != alone["total"]).any()


def test_wider_intervals_for_more_confidence():
    narrow = sensitivity(FRAMEWORK, cells(), ASSUMPTIONS, points=64, confidence=0.5).table.loc["mean shift"]
    wide = sensitivity(FRAMEWORK, cells(), ASSUMPTIONS, points=64, confidence=0.99).table.loc["mean shift"]
    assert (wide["total_high"] - wide["total_low"] > narrow["total_high"] - narrow["total_low"]).all()


@pytest.mark.parametrize(
    ("assumptions", "asked", "message"),
    [
        (ASSUMPTIONS, 100, "100 points were asked for; Sobol points come in powers of 2, such as 1024."),
        (ASSUMPTIONS[:1], 64, "Sensitivity compares assumptions: give at least two."),
    ],
)
def test_what_cannot_be_compared_is_refused(assumptions, asked, message):
    with pytest.raises(ScoringError) as raised:
        sensitivity(FRAMEWORK, cells(), assumptions, points=asked)
    assert str(raised.value) == message
