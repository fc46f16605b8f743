"""Intervals, probabilities, pairs and classes of ranks: by hand, and against plain pandas."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import ScoringError
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.rank_statistics import pairwise, rank_shares, stable_classes, summary, top_shares
from scoring.analysis.uncertainty.robustness import Robustness, robustness
from tests.scoring.trees import panel, tree

FRAMEWORK = tree(("a", "dti", 1), ("b", "dti", 1))


def run_of(ranks, nominal=None, units=None):
    """A run with these ranks, draws × units, 0 for none."""
    ranks = np.array(ranks, dtype=np.int32)
    nominal = ranks[0] if nominal is None else np.array(nominal, dtype=np.int32)
    units = pd.Index(units or [f"u{at}" for at in range(ranks.shape[1])])
    return Robustness(FRAMEWORK, "2023", "dti", (), 0, units, nominal, ranks)


# Four draws of u0, u1, u2, u3: u0 leads in three, u1 and u2 tie in one, u3 has a rank in two.
FOUR = run_of([[1, 2, 3, 4], [1, 3, 2, 0], [2, 1, 3, 4], [1, 2, 2, 0]], nominal=[1, 2, 3, 0])


def test_a_summary_by_hand():
    table = summary(FOUR)
    assert list(table.columns) == ["nominal", "mean", "median", "low", "high", "ranked", "stable_class"]
    assert table["nominal"].tolist() == [1, 2, 3, pd.NA]
    assert table["mean"].tolist() == [1.25, 2.0, 2.5, 4.0]
    assert table["median"].tolist() == [1.0, 2.0, 2.5, 4.0]
    # 5 % and 95 % of four draws are reached with the first and the fourth, of two with the first and the second.
    assert table["low"].tolist() == [1, 1, 2, 4]
    assert table["high"].tolist() == [2, 3, 3, 4]
    assert table["ranked"].tolist() == [1.0, 1.0, 1.0, 0.5]


def test_intervals_leave_a_twentieth_out_on_either_side():
    hundred = run_of(np.arange(1, 101)[:, None])
    table = summary(hundred)
    # 5 of 100 draws do not exceed rank 5, 95 do not exceed rank 95.
    assert table[["low", "median", "high"]].iloc[0].tolist() == [5, 50.5, 95]


def test_quantiles_agree_with_numpy():
    rng = np.random.default_rng(1)
    ranks = rng.integers(1, 30, (333, 29))
    table = summary(run_of(ranks))
    np.testing.assert_array_equal(table["low"], np.quantile(ranks, 0.05, axis=0, method="inverted_cdf"))
    np.testing.assert_array_equal(table["high"], np.quantile(ranks, 0.95, axis=0, method="inverted_cdf"))
    np.testing.assert_array_equal(table["median"], np.median(ranks, axis=0))
    np.testing.assert_allclose(table["mean"], ranks.mean(axis=0), rtol=1e-14)


def test_the_share_of_each_rank_and_of_the_first_few_by_hand():
    shares = rank_shares(FOUR)
    assert shares.loc["u0"].tolist() == [0.75, 0.25, 0, 0]
    assert shares.loc["u1"].tolist() == [0.25, 0.5, 0.25, 0]
    assert shares.loc["u3"].tolist() == [0, 0, 0, 1]
    assert top_shares(FOUR, [1, 3])[3].tolist() == [1, 1, 1, 0]
    assert top_shares(FOUR, [1, 3])[1].tolist() == [0.75, 0.25, 0, 0]


def test_pairs_by_hand():
    table = pairwise(FOUR)
    assert table.loc["u0"].tolist()[1:] == [0.75, 1.0, 1.0]
    assert table.loc["u1", "u2"] == 0.5 and table.loc["u2", "u1"] == 0.25  # a tie in the fourth draw
    assert table.loc["u2", "u3"] == 1.0  # of the two draws in which u3 has a rank
    assert np.isnan(np.diag(table)).all()
    pd.testing.assert_frame_equal(pairwise(FOUR, ["u2", "u0"]), table.loc[["u2", "u0"], ["u2", "u0"]])
    with pytest.raises(ScoringError, match=r"^u9 is not among the units of 2023\.$"):
        pairwise(FOUR, ["u0", "u9"])


RANKS = st.integers(2, 7).flatmap(
    lambda units: st.lists(st.lists(st.integers(0, units), min_size=units, max_size=units), min_size=1, max_size=25)
)


@given(RANKS)
@settings(max_examples=60, deadline=None)
def test_shares_add_up(ranks):
    found = run_of(ranks)
    ever = (found.ranks > 0).any(axis=0)
    sums = rank_shares(found).sum(axis=1, min_count=1)
    np.testing.assert_allclose(sums[ever], 1, rtol=1e-12)
    assert sums[~ever].isna().all()
    top = top_shares(found, [len(found.units)]).to_numpy()[:, 0]
    np.testing.assert_allclose(top[ever], 1, rtol=1e-12)
    above = pairwise(found)
    for one in range(len(found.units)):
        for two in range(one):
            both = (found.ranks[:, one] > 0) & (found.ranks[:, two] > 0)
            ties = (found.ranks[both, one] == found.ranks[both, two]).mean() if both.any() else np.nan
            total = above.iloc[one, two] + above.iloc[two, one] + ties
            assert np.isnan(total) if not both.any() else total == pytest.approx(1)


def test_classes_by_hand():
    # Of 20 draws u0 is ahead of u1 in all, u1 of u2 in 18 (90 %), of u3 in 19 (95 %): u1 and u2 stay together.
    ranks = np.tile([1, 2, 3, 4], (20, 1))
    ranks[:2, 1:3] = [3, 2]
    ranks[2, [1, 3]] = [4, 2]
    assert stable_classes(run_of(ranks)).tolist() == [1, 2, 2, 3]
    assert summary(run_of(ranks))["stable_class"].tolist() == [1, 2, 2, 3]


def test_who_leads_two_units_of_equal_standing_does_not_hang_on_the_rows():
    """u0 is ahead of u2 in every draw, u1 is not; otherwise u0 and u1 stand the same, so the code decides."""
    ranks = np.array([[1, 1, 2], [1, 3, 2], [3, 1, 4], [3, 3, 4]])
    one = run_of(ranks, nominal=[1, 1, 3], units=["a", "b", "c"])
    two = run_of(ranks[:, [1, 0, 2]], nominal=[1, 1, 3], units=["b", "a", "c"])
    assert stable_classes(one).to_dict() == stable_classes(two).to_dict() == {"a": 1, "b": 1, "c": 2}


def test_units_that_always_tie_or_never_rank_are_no_class_of_their_own():
    ranks = [[1, 1, 3, 0], [1, 1, 3, 0]]
    assert stable_classes(run_of(ranks)).tolist() == [1, 1, 2, pd.NA]


def test_one_class_may_be_longer_than_what_is_looked_at_once():
    rng = np.random.default_rng(5)
    noise = np.argsort(np.argsort(rng.random((200, 50)), axis=1), axis=1) + 1
    last = np.full((200, 1), 51)
    classes = stable_classes(run_of(np.hstack([noise, last])))
    assert classes.tolist() == [1] * 50 + [2]


@given(st.permutations(range(15)), st.sampled_from([0.1, 0.3, 0.6]))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_and_of_codes_changes_no_class(order, within):
    rng = np.random.default_rng(3)
    values = panel({"a": rng.random(15), "b": rng.random(15)})
    plain = stable_classes(robustness(FRAMEWORK, values, [Weights(within)], draws=200))
    moved = stable_classes(robustness(FRAMEWORK, values.iloc[list(order)], [Weights(within)], draws=200))
    assert moved.reindex(plain.index).tolist() == plain.tolist()
    assert plain.max() > 1


def test_a_run_of_one_draw_has_an_interval_of_one_rank():
    table = summary(run_of([[2, 1]]))
    assert table[["low", "median", "high"]].to_numpy().tolist() == [[2, 2, 2], [1, 1, 1]]
