"""Every imputation on cases worked by hand and against pandas; every filled cell marked, with what it rests on."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import ScoringError
from scoring.engine.impute import IMPUTATIONS, impute
from scoring.engine.panel import Panel
from tests.scoring.panels import NAN, panel, random_panel

YEARS = ["2020", "2021", "2022", "2023"]
REGIONS = pd.DataFrame({"region": ["north", "south", "north", "south"]}, index=list("ABCD"))


def filled(x, *methods, units=None):
    return impute(x, list(methods), units)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ({"kind": "mean"}, [1, 2, 9, 4]),
        ({"kind": "median"}, [1, 2, 9, 2]),
        ({"kind": "mean", "by": "region"}, [1, 2, 9, 2]),
        ({"kind": "none"}, [1, 2, 9, NAN]),
    ],
)
def test_from_the_other_units(method, expected):
    # (1 + 2 + 9) / 3 = 4; the middle one is 2; the south has B alone
    np.testing.assert_array_equal(
        filled(panel({"a": [1, 2, 9, NAN]}), method, units=REGIONS).panel.values[:, 0], expected
    )


def test_the_median_of_an_even_number_lies_between_the_middle_two():
    assert filled(panel({"a": [1, 2, 5, 9, NAN]}), {"kind": "median"}).panel.values[-1, 0] == 3.5


def test_each_period_by_itself_or_all_together():
    x = panel({"a": [1, 3, NAN, 8, 12, NAN], "b": [1, 3, NAN, 8, 12, NAN]}, ["2020"] * 3 + ["2021"] * 3, list("ABCABC"))
    found = filled(x, {"kind": "mean"}, {"kind": "median", "over": "panel"})
    assert found.panel.values[[2, 5]].tolist() == [[2, 5.5], [10, 5.5]]
    assert found.report.iloc[0].to_dict() == {
        "period": "2020", "unit": "C", "indicator": "a", "kind": "mean", "by": "",
        "value": 2, "number": 2, "first": "2020", "last": "2020",
    }  # fmt: skip
    assert found.report.iloc[1].to_dict() == {
        "period": "2020", "unit": "C", "indicator": "b", "kind": "median", "by": "",
        "value": 5.5, "number": 4, "first": "2020", "last": "2021",
    }  # fmt: skip


def test_the_last_value_is_carried_as_far_as_it_may():
    x = panel({"a": [5, NAN, NAN, NAN], "b": [NAN, 7, NAN, NAN]}, YEARS, ["A"] * 4)
    found = filled(x, {"kind": "last", "oldest": 24}, {"kind": "last"})
    np.testing.assert_array_equal(found.panel.values, [[5, NAN], [5, 7], [5, 7], [NAN, 7]])
    np.testing.assert_array_equal(found.cells, [[0, 0], [1, 0], [1, 1], [0, 1]])
    assert found.report[["period", "indicator", "first", "last", "number"]].to_numpy().tolist() == [
        ["2021", "a", "2020", "2020", 1],
        ["2022", "a", "2020", "2020", 1],
        ["2022", "b", "2021", "2021", 1],
        ["2023", "b", "2021", "2021", 1],
    ]


def test_a_period_that_is_not_there_counts_for_the_age():
    x = panel({"a": [5, NAN]}, ["2023-01", "2023-09"], ["A", "A"])
    assert filled(x, {"kind": "last", "oldest": 8}).panel.values[1, 0] == 5
    assert np.isnan(filled(x, {"kind": "last", "oldest": 7}).panel.values[1, 0])
    halves = panel({"a": [5, NAN]}, ["2022-H2", "2023-H1"], ["A", "A"])
    assert filled(halves, {"kind": "last", "oldest": 6}).panel.values[1, 0] == 5


def test_on_the_line_between_two_known_values_by_months():
    # From 0 in January to 6 in April: 2 a month. Nothing before the first and after the last known value.
    x = panel({"a": [NAN, 0, NAN, 6, NAN]}, ["2022-12", "2023-01", "2023-02", "2023-04", "2023-05"], ["A"] * 5)
    found = filled(x, {"kind": "linear"})
    np.testing.assert_allclose(found.panel.values[:, 0], [NAN, 0, 2, 6, NAN], rtol=1e-15)
    assert found.report[["period", "first", "last", "number"]].to_numpy().tolist() == [
        ["2023-02", "2023-01", "2023-04", 2]
    ]


def test_a_unit_is_filled_from_its_own_past_whatever_the_order_of_rows():
    x = panel({"a": [NAN, 1, 3, NAN]}, ["2021", "2020", "2020", "2021"], list("ABAB"))
    assert filled(x, {"kind": "last"}).panel.values[:, 0].tolist() == [3, 1, 3, 1]


def test_what_nothing_can_fill_stays_missing_and_is_not_reported():
    x = panel({"a": [NAN, NAN], "b": [NAN, 1]})
    found = filled(x, {"kind": "mean"}, {"kind": "mean", "by": "region"}, units=REGIONS)
    np.testing.assert_array_equal(found.panel.values, [[NAN, NAN], [NAN, 1]])
    assert not found.cells.any() and found.report.empty
    assert list(found.report.columns) == [
        "period",
        "unit",
        "indicator",
        "kind",
        "by",
        "value",
        "number",
        "first",
        "last",
    ]


def test_the_group_stands_in_the_report():
    found = filled(panel({"a": [1, 2, 9, NAN]}), {"kind": "mean", "by": "region"}, units=REGIONS).report
    assert found[["unit", "by", "value", "number"]].to_numpy().tolist() == [["D", "south", 2, 1]]


def test_numbered_groups_are_named_by_their_number():
    numbered = pd.DataFrame({"region": [1.0, 2.0, 1.0, 2.0]}, index=list("ABCD"))
    found = filled(panel({"a": [1, 2, 9, NAN]}), {"kind": "mean", "by": "region"}, units=numbered).report
    assert found[["by", "value"]].to_numpy().tolist() == [["2", 2]]


@pytest.mark.parametrize(
    ("method", "oracle"),
    [
        ({"kind": "mean"}, lambda f: f.fillna(f.groupby(level=0).transform("mean"))),
        ({"kind": "median"}, lambda f: f.fillna(f.groupby(level=0).transform("median"))),
        ({"kind": "mean", "over": "panel"}, lambda f: f.fillna(f.mean())),
        ({"kind": "median", "over": "panel"}, lambda f: f.fillna(f.median())),
        ({"kind": "mean", "by": "g"}, lambda f: f.fillna(f.groupby([years(f), of(f)]).transform("mean"))),
        ({"kind": "median", "by": "g", "over": "panel"}, lambda f: f.fillna(f.groupby(of(f)).transform("median"))),
        ({"kind": "last"}, lambda f: f.sort_index().groupby(level=1).ffill().reindex(f.index)),
        (
            {"kind": "linear"},
            lambda f: f.sort_index().groupby(level=1, group_keys=False)
            .apply(lambda u: u.interpolate(limit_area="inside")).reindex(f.index),
        ),
    ],
)  # fmt: skip
def test_agrees_with_pandas(method, oracle):
    x = random_panel(30, 5, periods=5, missing=0.4)
    units = pd.DataFrame({"g": [f"g{n % 4}" for n in range(30)]}, index=[f"u{n}" for n in range(30)])
    before = x.values.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = impute(x, [method] * 5, units)
    pd.testing.assert_frame_equal(found.panel.frame(), oracle(x.frame()), rtol=1e-13)
    np.testing.assert_array_equal(x.values, before)
    np.testing.assert_array_equal(found.cells, np.isnan(before) & ~np.isnan(found.panel.values))
    assert len(found.report) == found.cells.sum()


def years(frame):
    return frame.index.get_level_values(0)


def of(frame):
    """The group of every row: units u0, u4, u8 … are of the first, u1, u5 … of the second."""
    return frame.index.get_level_values(1).str[1:].astype(int) % 4


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=2, max_size=12), st.sampled_from(sorted(IMPUTATIONS)))
def test_known_values_are_kept_and_a_filled_one_lies_among_them(values, kind):
    raw = [NAN if value is None else value for value in values]
    years = [str(2000 + n) for n in range(len(raw))]
    index = pd.MultiIndex.from_arrays([years, ["A"] * len(raw)])
    method = {"kind": kind} | ({"over": "panel"} if kind in ("mean", "median") else {})
    found = impute(Panel.of(pd.DataFrame({"a": raw}, index=index)), [method])
    after, known = found.panel.values[:, 0], ~np.isnan(raw)
    np.testing.assert_array_equal(after[known], np.array(raw)[known])
    if found.cells.any():
        least, most = np.nanmin(raw), np.nanmax(raw)
        slack = 1e-9 * max(abs(least), abs(most))
        assert ((after[found.cells[:, 0]] >= least - slack) & (after[found.cells[:, 0]] <= most + slack)).all()


@pytest.mark.parametrize(
    ("x", "method", "message"),
    [
        (
            {"a": [1, NAN]},
            {"kind": "mean", "by": "area"},
            "The units have no column 'area' to impute by. Known are: region.",
        ),
        ({"a": [1, 2, 3, 4, NAN]}, {"kind": "mean", "by": "region"}, "The unit E has no 'region' to impute by."),
        (
            {"a": [1, NAN]},
            {"kind": "avg"},
            "The indicator a: the imputation 'avg' is not known. Known are: mean, median, last, linear, none.",
        ),
    ],
)
def test_what_cannot_be_imputed_is_named(x, method, message):
    with pytest.raises(ScoringError) as caught:
        filled(panel(x), method, units=REGIONS)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("periods", "message"),
    [
        (["first", "second"], "needs periods such as 2023, 2023-H1 or 2023-06; there are first, second."),
        (["2022", "2022-H2"], "needs periods of one kind, in time order; there are 2022, 2022-H2."),
    ],
)
def test_time_must_be_known_where_it_matters(periods, message):
    x = panel({"a": [1, NAN]}, periods, ["A", "A"])
    with pytest.raises(ScoringError) as caught:
        filled(x, {"kind": "last"})
    assert str(caught.value) == f"The imputation 'last' {message}"
    assert filled(x, {"kind": "mean", "over": "panel"}).panel.values[1, 0] == 1
