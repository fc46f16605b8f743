"""Colours of values: fifths as pandas cuts them, changes around zero, one scale for several maps."""

import numpy as np
import pandas as pd
import pytest

from figures.palette import CHANGES, CLASSES, NO_DATA
from figures.scales import joint, scale
from figures.words import words

EN = words("en")


def test_scores_fall_into_fifths_as_pandas_cuts_them():
    values = pd.Series(np.random.default_rng(5).permutation(np.arange(63) / 63))
    found = scale(values, "score")
    cut = pd.cut(values, [-np.inf, *values.quantile([0.2, 0.4, 0.6, 0.8]).to_list(), np.inf], labels=False, right=False)
    assert list(found.classes(values)) == list(cut)
    assert found.colour_of(values) == [CLASSES[number] for number in cut]


def test_equal_values_share_a_class_and_few_values_make_few_classes():
    values = pd.Series([0.5] * 10 + [0.7, 0.7, np.nan])
    found = scale(values, "score")
    classes = found.classes(values)
    assert len(set(classes[:10])) == 1 and classes[10] == classes[11] > classes[0] and classes[12] == -1
    assert scale(pd.Series([0.4, 0.4]), "score").legend(EN) == [(CLASSES[2], "0.4000")]
    assert scale(pd.Series([np.nan, np.nan]), "score").legend(EN) == []


def test_the_first_rank_is_dark():
    values = pd.Series([1.0, 2, 3, 4, 5])
    found = scale(values, "rank")
    assert found.colour_of(values) == list(reversed(CLASSES))
    assert found.legend(EN)[0] == (CLASSES[-1], "1")


def test_changes_part_at_zero_and_at_the_median_change():
    values = pd.Series([-4.0, -1, 0, 0, 1, 2, 9, np.nan])  # the moved ones: 4 1 1 2 9, the median is 2
    found = scale(values, "places")
    assert list(found.classes(values)) == [0, 1, 2, 2, 3, 4, 4, -1]
    said = [text for _, text in found.legend(EN)]
    assert said == ["-4", "-1", "0", "+1", "+2 to +9"]
    assert [colour for colour, _ in found.legend(EN)] == list(CHANGES)


def test_a_class_without_members_is_not_in_the_legend():
    assert [text for _, text in scale(pd.Series([1.0, 3, 5]), "places").legend(EN)] == ["+1", "+3 to +5"]


def test_a_continuous_scale_runs_from_least_to_greatest_and_mixes_colours():
    values = pd.Series([0.2, 0.4, 0.6, np.nan])
    found = scale(values, "score", continuous=True)
    assert list(found.positions(values)) == pytest.approx([0, 0.5, 1, -0.1])
    assert found.colour_of(values) == [CLASSES[0], CLASSES[2], CLASSES[-1], NO_DATA]
    change = scale(pd.Series([-1.0, 4.0]), "points", continuous=True)
    assert (change.low, change.high) == (-4, 4)  # zero stays in the middle


def test_one_scale_means_the_same_on_two_maps():
    low, high = pd.Series([0.1, 0.2, 0.3]), pd.Series([0.6, 0.7, 0.9, np.nan])
    both = joint([low, high], "score")
    assert set(both.colour_of(low)).isdisjoint(both.colour_of(high.dropna()))
    assert both.ranges[0][0] == 0.1 and both.ranges[-1][1] == 0.9


@pytest.mark.parametrize("continuous", [True, False])
def test_plotly_gets_the_colour_of_every_position(continuous):
    """Read as plotly reads a scale: the last stop at or before a place, mixed with the next."""
    values = pd.Series([0.11, 0.22, 0.35, 0.48, 0.5, 0.77, np.nan])
    found = scale(values, "score", continuous)
    stops = found.plotly()
    assert stops[0][0] == 0 and stops[-1][0] == pytest.approx(1)
    for position, colour in zip(found.positions(values), found.colour_of(values), strict=True):
        at = (position + 0.1) / 1.1
        channels = [[int(stop[1][i : i + 2], 16) for _, *stop in [(0, *s) for s in stops]] for i in (1, 3, 5)]
        mixed = [np.interp(at, [stop[0] for stop in stops], channel) for channel in channels]
        assert mixed == pytest.approx([int(colour[i : i + 2], 16) for i in (1, 3, 5)], abs=1)
