"""Every indicator by its own method, by period or over the panel."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import ScoringError
from scoring.engine.normalise import NORMALISATIONS, PARAMETERS, normalise
from scoring.engine.panel import Panel
from tests.scoring.panels import NAN, panel, random_panel

YEARS, UNITS = ["2023", "2024", "2023", "2024"], ["A", "A", "B", "B"]


def test_each_period_by_itself_or_all_together():
    x = panel({"a": [0, 5, 10, 15], "b": [0, 5, 10, 15]}, YEARS, UNITS)
    found = normalise(x, [{"kind": "min_max"}, {"kind": "min_max", "over": "panel"}]).frame()
    assert found["a"].tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(found["b"], [0, 1 / 3, 2 / 3, 1], rtol=1e-15)


def test_columns_of_one_method_keep_their_own_parameters_and_places():
    x = panel({"a": [1, 3], "b": [10, 20], "c": [5, 6], "d": [0, 4]})
    methods = [
        {"kind": "scaled", "posts": [0, 10]},
        {"kind": "min_max", "to": [0, 100]},
        {"kind": "scaled", "posts": [0, 2], "to": [0, 4], "direction": "lower"},
        {"kind": "min_max", "direction": "lower"},
    ]
    found = normalise(x, methods)
    assert found.values.tolist() == [[0.1, 0, -6, 1], [0.3, 100, -8, 0]]
    assert (found.columns, found.periods) == (x.columns, x.periods)


def test_parameters_of_one_column_do_not_touch_another():
    x = panel({"a": [0.5, 20], "b": [-5, 20], "c": [1, 100]})
    posts = {"kind": "goalposts", "posts": [1, 10]}
    methods = [posts, posts | {"truncate": False}, {"kind": "goalposts", "posts": [1, 100], "logarithm": True}]
    found = normalise(x, methods).values
    np.testing.assert_allclose(found, [[0, -6 / 9, 0], [1, 19 / 9, 1]], rtol=1e-15)


def test_the_reference_is_the_unit_of_the_same_period():
    x = panel({"a": [0, 0, 4, 8], "b": [2, 3, 2, 3]}, YEARS, UNITS)
    by = {"kind": "distance_to_reference", "reference": "B", "cap": False}
    assert normalise(x, [by, {"kind": "none"}]).values[:, 0].tolist() == [0, 0, 1, 1]
    pooled = normalise(panel({"a": [2, 0, 4, 8]}, YEARS, UNITS), [by | {"over": "panel"}])
    assert pooled.values[:, 0].tolist() == [0.5, 0, 1, 1]


def test_a_panel_agrees_with_pandas_by_period():
    x = random_panel(40, 6, periods=3, missing=0.2)
    by_period = x.frame().groupby(level=0)
    expected = (x.frame() - by_period.transform("min")) / (by_period.transform("max") - by_period.transform("min"))
    found = normalise(x, [{"kind": "min_max"}] * 6).frame()
    pd.testing.assert_frame_equal(found, expected, rtol=1e-13)
    expected = (x.frame() - by_period.transform("mean")) / by_period.transform("std")
    pd.testing.assert_frame_equal(normalise(x, [{"kind": "z_score"}] * 6).frame(), expected, rtol=1e-12)
    expected = by_period.rank(method="min")
    pd.testing.assert_frame_equal(normalise(x, [{"kind": "rank"}] * 6).frame(), expected)


def test_the_panel_is_not_changed_and_nothing_warns():
    x = random_panel(20, 3, periods=2)
    empty = x.values.copy()
    empty[:, 2] = NAN
    x = x.with_values(empty)
    before = x.values.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for kind in ("min_max", "z_score", "rank", "percentile_rank", "distance_to_max", "fraction_of_max", "none"):
            normalise(x, [{"kind": kind}] * 3)
    np.testing.assert_array_equal(x.values, before)


@pytest.mark.parametrize("kind", ["min_max", "z_score", "rank", "distance_to_max"])
def test_the_order_of_rows_does_not_matter(kind):
    x = random_panel(30, 4, periods=2).frame()
    methods = [{"kind": kind}] * 4
    again = x.sort_index(ascending=False)
    found = normalise(Panel.of(again), methods).frame().reindex(x.index)
    pd.testing.assert_frame_equal(found, normalise(Panel.of(x), methods).frame(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("kind", NORMALISATIONS)
@settings(max_examples=25)
@given(
    x=st.lists(st.none() | st.floats(0.001, 1000), min_size=3, max_size=9),
    step=st.floats(0, 1000),
    at=st.integers(0, 8),
)
def test_a_better_value_never_lowers_its_own_result(kind, direction, x, step, at):
    raw = [NAN if value is None else value for value in x]
    at %= len(raw)
    better = raw.copy()
    better[at] += step if direction == "higher" else -step
    method = needed(kind, {"posts": [1, 500], "reference": "A", "target": 1e4 if direction == "higher" else -1e4})
    try:
        before, after = (
            normalise(panel({"a": values}), [method | {"direction": direction}]).values[at, 0]
            for values in (raw, better)
        )
    except ScoringError:
        return  # without spread, or no maximum above 0: refused, and so not lowered
    assert np.isnan(raw[at]) or after >= before - 1e-9


def needed(kind, possible):
    """The method with what it needs of `possible`."""
    return {"kind": kind} | {name: possible[name] for name, left in PARAMETERS[kind].items() if left is None}


def test_every_constant_indicator_is_named_with_its_period():
    x = panel({"a": [1, 2, 1, 3], "b": [1, 2, 2, 2]}, YEARS, UNITS)
    with pytest.raises(ScoringError) as caught:
        normalise(x, [{"kind": "min_max"}] * 2)
    assert str(caught.value) == (
        "The indicator a in 2023 has the same value everywhere, and min_max divides by its spread."
    )
    with pytest.raises(ScoringError) as caught:
        normalise(panel({"a": [1, 1], "b": [2, 2]}), [{"kind": "z_score", "over": "panel"}] * 2)
    assert str(caught.value) == (
        "The indicator a has the same value everywhere, and z_score divides by its spread. "
        "The indicator b has the same value everywhere, and z_score divides by its spread."
    )


def test_settings_are_checked_with_the_name_of_the_indicator():
    with pytest.raises(ScoringError) as caught:
        normalise(panel({"a": [1, 2], "b": [1, 2]}), [{"kind": "rank"}, {"kind": "goalposts"}])
    assert str(caught.value) == "The indicator b: the normalisation 'goalposts' needs 'posts', two numbers that rise."
    with pytest.raises(ScoringError, match="^There are 1 settings for 2 indicators.$"):
        normalise(panel({"a": [1, 2], "b": [1, 2]}), [{"kind": "rank"}])


def test_values_too_large_for_their_method_are_named():
    x = panel({"a": [1.0, 2.0], "b": [1.7e308, -1.7e308]})
    with (
        np.errstate(all="ignore"),
        pytest.raises(ScoringError, match="^The indicator b of .* is too large for its norm"),
    ):
        normalise(x, [{"kind": "min_max"}, {"kind": "min_max"}])
