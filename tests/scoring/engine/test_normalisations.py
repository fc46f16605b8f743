"""Each method on cases worked by hand, in both directions, and against SciPy."""

from math import log, sqrt

import numpy as np
import pytest
from scipy import stats

from scoring import ScoringError
from scoring.engine.normalise import NORMALISATIONS, PARAMETERS, normalise
from tests.scoring.panels import NAN, panel, random_panel

# min 5, max 40; mean 95 / 5 = 19; squared deviations 81 + 1 + 1 + 441 + 196 = 720, over n − 1 = 4 is 180
X = [10, 20, 20, NAN, 40, 5]
SD = sqrt(180)


def normalised(x, **method):
    return normalise(panel({"a": x}), [method]).values[:, 0]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ({"kind": "min_max"}, [5 / 35, 15 / 35, 15 / 35, NAN, 1, 0]),
        ({"kind": "min_max", "to": [1, 100]}, [1 + 99 / 7, 1 + 99 * 3 / 7, 1 + 99 * 3 / 7, NAN, 100, 1]),
        ({"kind": "min_max", "direction": "lower"}, [30 / 35, 20 / 35, 20 / 35, NAN, 0, 1]),
        ({"kind": "goalposts", "posts": [10, 30]}, [0, 0.5, 0.5, NAN, 1, 0]),
        ({"kind": "goalposts", "posts": [10, 30], "direction": "lower"}, [1, 0.5, 0.5, NAN, 0, 1]),
        ({"kind": "goalposts", "posts": [10, 30], "truncate": False}, [0, 0.5, 0.5, NAN, 1.5, -0.25]),
        ({"kind": "goalposts", "posts": [10, 30], "to": [0, 10]}, [0, 5, 5, NAN, 10, 0]),
        # ln 20 / 10 = ln 2 and ln 40 / 10 = 2 ln 2 on a way of ln 40 / 10 = 2 ln 2
        ({"kind": "goalposts", "posts": [10, 40], "logarithm": True}, [0, 0.5, 0.5, NAN, 1, 0]),
        (
            {"kind": "goalposts", "posts": [10, 40], "logarithm": True, "truncate": False, "direction": "lower"},
            [1, 0.5, 0.5, NAN, 0, 1.5],
        ),
        ({"kind": "z_score"}, [-9 / SD, 1 / SD, 1 / SD, NAN, 21 / SD, -14 / SD]),
        (
            {"kind": "z_score", "mean": 10, "sd": 2},
            [10 - 18 / SD, 10 + 2 / SD, 10 + 2 / SD, NAN, 10 + 42 / SD, 10 - 28 / SD],
        ),
        ({"kind": "z_score", "direction": "lower"}, [9 / SD, -1 / SD, -1 / SD, NAN, -21 / SD, 14 / SD]),
        ({"kind": "scaled", "posts": [0, 40], "to": [0, 100]}, [25, 50, 50, NAN, 100, 12.5]),
        ({"kind": "scaled", "posts": [0, 20], "direction": "lower"}, [0.5, 0, 0, NAN, -1, 0.75]),
        ({"kind": "rank"}, [2, 3, 3, NAN, 5, 1]),
        ({"kind": "rank", "direction": "lower"}, [4, 2, 2, NAN, 1, 5]),
        ({"kind": "borda"}, [1, 2, 2, NAN, 4, 0]),
        ({"kind": "percentile_rank"}, [0.25, 0.5, 0.5, NAN, 1, 0]),
        ({"kind": "percentile_rank", "direction": "lower"}, [0.75, 0.25, 0.25, NAN, 0, 1]),
        ({"kind": "distance_to_max"}, [1 - 30 / 35, 1 - 20 / 35, 1 - 20 / 35, NAN, 1, 0]),
        ({"kind": "distance_to_max", "direction": "lower"}, [1 - 5 / 35, 1 - 15 / 35, 1 - 15 / 35, NAN, 0, 1]),
        ({"kind": "distance_to_reference", "reference": "B"}, [5 / 15, 1, 1, NAN, 1, 0]),
        ({"kind": "distance_to_reference", "reference": "B", "cap": False}, [5 / 15, 1, 1, NAN, 35 / 15, 0]),
        (
            {"kind": "distance_to_reference", "reference": "B", "cap": False, "direction": "lower"},
            [30 / 20, 1, 1, NAN, 0, 35 / 20],
        ),
        ({"kind": "distance_to_target", "target": 30}, [0.2, 0.6, 0.6, NAN, 1, 0]),
        ({"kind": "distance_to_target", "target": 30, "cap": False}, [0.2, 0.6, 0.6, NAN, 1.4, 0]),
        ({"kind": "distance_to_target", "target": 10, "direction": "lower"}, [1, 20 / 30, 20 / 30, NAN, 0, 1]),
        ({"kind": "fraction_of_max"}, [0.25, 0.5, 0.5, NAN, 1, 0.125]),
        ({"kind": "fraction_of_max", "direction": "lower"}, [0.75, 0.5, 0.5, NAN, 0, 0.875]),
        ({"kind": "none"}, X),
        ({"kind": "none", "direction": "lower"}, [-10, -20, -20, NAN, -40, -5]),
    ],
)
def test_method(method, expected):
    np.testing.assert_allclose(normalised(X, **method), expected, rtol=1e-14, atol=1e-15)


def test_income_as_in_the_human_development_index():
    # (ln 10 000 − ln 100) / (ln 75 000 − ln 100); 120 000 is capped at 1
    found = normalised([10_000, 120_000, 100], kind="goalposts", posts=[100, 75_000], logarithm=True)
    np.testing.assert_allclose(found, [log(100) / log(750), 1, 0], rtol=1e-14)


def test_income_of_nothing_is_cut_off_before_its_logarithm_is_taken():
    assert normalised([0, 1_000], kind="goalposts", posts=[100, 1_000], logarithm=True).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("x", "method", "fault"),
    [
        ([3, 3, 3], {"kind": "min_max"}, "has the same value everywhere, and min_max divides by its spread"),
        ([3, 3, NAN], {"kind": "z_score"}, "has the same value everywhere, and z_score divides by its spread"),
        (
            [0, 0, 0],
            {"kind": "distance_to_max"},
            "has the same value everywhere, and distance_to_max divides by its spread",
        ),
        ([7, NAN], {"kind": "min_max"}, "has the same value everywhere, and min_max divides by its spread"),
        (
            [0.1 + 0.2, 0.3, 0.3],
            {"kind": "z_score"},
            "has the same value everywhere, and z_score divides by its spread",
        ),
        ([7, NAN], {"kind": "percentile_rank"}, "has one value only, and percentile_rank compares it with the others"),
        (
            [0, 0],
            {"kind": "fraction_of_max"},
            "has a highest value that is not above 0, and fraction_of_max divides by it",
        ),
        (
            [-1, -2],
            {"kind": "fraction_of_max"},
            "has a highest value that is not above 0, and fraction_of_max divides by it",
        ),
        (
            [1, 2],
            {"kind": "goalposts", "posts": [0, 5], "logarithm": True},
            "has a lower goalpost that is not above 0, which has no logarithm",
        ),
        (
            [5, 6],
            {"kind": "distance_to_target", "target": 5},
            "cannot be measured: its worst value has already reached the target",
        ),
        (
            [5, 6],
            {"kind": "distance_to_target", "target": 7, "direction": "lower"},
            "cannot be measured: its worst value has already reached the target",
        ),
        (
            [5, 6],
            {"kind": "distance_to_reference", "reference": "A"},
            "cannot be measured: the reference unit is itself the worst",
        ),
        ([5, 6], {"kind": "distance_to_reference", "reference": "Z"}, "has no value for its reference unit"),
        ([5, NAN], {"kind": "distance_to_reference", "reference": "B"}, "has no value for its reference unit"),
    ],
)
def test_what_a_method_cannot_take_is_named(x, method, fault):
    with pytest.raises(ScoringError) as caught:
        normalised(x, **method)
    assert str(caught.value) == f"The indicator a in 2023 {fault}."


def test_a_value_without_a_logarithm_is_named_with_its_unit():
    with pytest.raises(ScoringError) as caught:
        normalised([1, 0, -2], kind="goalposts", posts=[1, 5], logarithm=True, truncate=False)
    assert str(caught.value) == (
        "The indicator a of B in 2023 is not above 0 and has no logarithm; truncate it to its goalposts. "
        "The indicator a of C in 2023 is not above 0 and has no logarithm; truncate it to its goalposts."
    )


@pytest.mark.parametrize("kind", ["rank", "borda", "percentile_rank"])
def test_floating_point_noise_ties(kind):
    found = normalised([0.1 + 0.2, 0.3, 0.5, 1e-20], kind=kind)
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_small_and_large_values_are_told_apart():
    assert normalised([1e-20, 2e-20, 1e20, 1.000001e20], kind="rank").tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("kind", NORMALISATIONS)
def test_missing_columns_stay_missing_and_values_do_not_become_so(kind):
    needed = {"posts": [1, 9], "reference": "B", "target": 50}
    method = {"kind": kind} | {name: needed[name] for name, default in PARAMETERS[kind].items() if default is None}
    x = {"a": [1, 3, NAN, 8], "b": [NAN, NAN, NAN, NAN]}
    found = normalise(panel(x), [method, method]).values
    np.testing.assert_array_equal(np.isnan(found), np.isnan(panel(x).values))


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("kind", NORMALISATIONS)
def test_a_better_value_is_never_worth_less(kind, direction):
    needed = {"posts": [2, 9], "reference": "u0", "target": 5 if direction == "higher" else 1}
    method = {"kind": kind, "direction": direction}
    method |= {name: needed[name] for name, default in PARAMETERS[kind].items() if default is None}
    x = random_panel(60, 4, missing=0, seed=3)
    x = x.with_values(np.where((x.units == "u0")[:, None], 4, x.values))  # neither the best nor the worst
    found = normalise(x, [method] * 4).values
    for raw, score in zip(x.values.T, found.T, strict=True):
        ordered = score[np.argsort(raw if direction == "higher" else -raw)]
        assert (np.diff(ordered) >= -1e-15).all()


def test_z_scores_and_ranks_agree_with_scipy():
    x = random_panel(200, 5, missing=0.2)
    rounded = x.with_values(np.round(x.values))  # for ties
    for kind, oracle in {
        "z_score": lambda x: stats.zscore(x, axis=0, ddof=1, nan_policy="omit"),
        "rank": lambda x: stats.rankdata(x, method="min", axis=0, nan_policy="omit"),
    }.items():
        found = normalise(rounded, [{"kind": kind}] * 5).values
        np.testing.assert_allclose(found, oracle(rounded.values), rtol=1e-12, atol=1e-14)
