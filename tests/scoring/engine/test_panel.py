"""A panel knows the names of its rows and columns, and refuses what no treatment can take."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError
from scoring.engine.errors import Unfit, refuse, sentences
from scoring.engine.impute import impute
from scoring.engine.normalise import normalise
from scoring.engine.outliers import treat
from scoring.engine.panel import CELLS, Panel, blocks, rows_of
from tests.scoring.panels import NAN, panel, random_panel


def table(rows, columns=("a",)):
    index = pd.MultiIndex.from_tuples([row[:2] for row in rows], names=["period", "unit"])
    return pd.DataFrame([row[2:] for row in rows], index=index, columns=list(columns))


def test_a_panel_gives_back_the_table_it_was_made_of():
    frame = table([("2024", "B", 1.0), ("2023", "Đà Nẵng", NAN), ("2023", "A", 3.0)], ["1.1"])
    found = Panel.of(frame)
    assert (found.periods, found.columns) == (("2023", "2024"), ("1.1",))
    np.testing.assert_array_equal(found.groups, [1, 0, 0])
    pd.testing.assert_frame_equal(found.frame(), frame)


def test_periods_stand_in_time_order_however_the_index_was_made():
    index = pd.MultiIndex(levels=[["2024", "2022", "2023"], ["A"]], codes=[[0, 1], [0, 0]])
    found = Panel.of(pd.DataFrame({"a": [4.0, 2.0]}, index=index))
    np.testing.assert_array_equal(np.array(found.periods)[found.groups], ["2024", "2022"])
    assert list(found.periods) == sorted(found.periods)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (table([("2023", "A", 1.0), ("2023", "A", 2.0)]), "The unit A stands twice in 2023."),
        (table([("2023", "A", np.inf)]), "The indicator a of A in 2023 has an infinite value."),
        (table([("2023", "A", -np.inf)]), "The indicator a of A in 2023 has an infinite value."),
        (table([("2023", "A", "12o")]), "The indicator a of A in 2023 is '12o', which is not a number."),
        (table([("2023", None, 1.0)]), "A row has no period or no unit."),
        (pd.DataFrame({"a": [1.0]}, index=["A"]), "The values must have one row for each period and unit."),
    ],
)
def test_what_no_treatment_can_take_is_named(frame, message):
    with pytest.raises(ScoringError) as caught:
        Panel.of(frame)
    assert str(caught.value) == message


def test_whether_two_panels_are_about_the_same_rows():
    here = panel({"a": [1, 2]}, ["2023", "2024"], ["A", "A"])
    assert here.has_rows_of(panel({"b": [5, 6]}, ["2023", "2024"], ["A", "A"]))
    assert not here.has_rows_of(panel({"b": [5, 6]}, ["2023", "2025"], ["A", "A"]))
    assert not here.has_rows_of(panel({"b": [5, 6]}, ["2023", "2024"], ["A", "B"]))
    assert not here.has_rows_of(panel({"b": [5]}, ["2023"], ["A"]))


def test_rows_that_stand_together_are_a_slice():
    together, apart = np.array([1, 1, 0]), np.array([0, 1, 0])
    assert list(rows_of(together)) == [slice(2, 3), slice(0, 2)]
    first, second = rows_of(apart)
    assert first.tolist() == [0, 2] and second == slice(1, 2)


@pytest.mark.parametrize(
    ("rows", "sizes"), [(10, [5]), (CELLS, [1] * 5), (9 * CELLS, [1] * 5), (CELLS // 2, [2, 2, 1]), (0, [5])]
)
def test_columns_are_parted_where_a_panel_is_large(rows, sizes):
    found = blocks([0, 2, 3, 5, 7], rows)
    assert [len(part) for part in found] == sizes
    assert np.concatenate(found).tolist() == [0, 2, 3, 5, 7]


@pytest.mark.parametrize("cells", [1, 90, 1 << 22])
def test_parts_make_the_same_whole(monkeypatch, cells):
    x = random_panel(30, 7, periods=2, missing=0.2)
    ways = (
        lambda: normalise(x, [{"kind": kind} for kind in ("min_max", "rank") * 3] + [{"kind": "z_score"}]).frame(),
        lambda: impute(x, [{"kind": "mean"}] * 4 + [{"kind": "last"}] * 3).panel.frame(),
        lambda: impute(x, [{"kind": "mean"}] * 4 + [{"kind": "last"}] * 3).report,
        lambda: treat(x, [{"kind": "limits"}] * 7).panel.frame(),
        lambda: treat(x, [{"kind": "limits"}] * 7).report,
    )
    expected = [way() for way in ways]
    monkeypatch.setattr("scoring.engine.panel.CELLS", cells)
    for way, whole in zip(ways, expected, strict=True):
        pd.testing.assert_frame_equal(way(), whole, rtol=1e-12)


def test_five_faults_are_named_and_the_rest_counted():
    assert sentences([f"{n}." for n in range(5)]) == "0. 1. 2. 3. 4."
    assert sentences([f"{n}." for n in range(7)]) == "0. 1. 2. 3. 4. And 2 more."


def test_only_what_is_marked_is_refused():
    refuse(np.array([False, False]), "is wrong")
    with pytest.raises(Unfit, match="^is wrong$") as caught:
        refuse(np.array([False, True]), "is wrong")
    assert caught.value.where.tolist() == [[False, True]]


def test_different_marks_for_missing_in_one_column_are_all_missing():
    frame = table([("2023", "A", 0.0), ("2023", "B", 0.0), ("2023", "C", 0.0)])
    frame["a"] = np.array([None, pd.NA, 0.3], dtype=object)
    np.testing.assert_array_equal(Panel.of(frame).values[:, 0], [np.nan, np.nan, 0.3])
