"""Pace, by hand."""

import numpy as np
import pytest

from scoring.programme.pace import months_until, pace

RATE, STEP = np.array([True]), np.array([False])


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def test_from_1_4_to_20_million_in_thirteen_months():
    # November 2022 to December 2023 are 13 months: (20 / 1.4)^(1/13) − 1 = 14.2857^0.076923 − 1.
    # ln 14.2857 = 2.65926; / 13 = 0.204558; e^0.204558 = 1.22698: 22.7 % a month.
    assert pace(one(1.4), one(20), one(13), RATE)[0] == pytest.approx(0.22698, abs=1e-5)


@pytest.mark.parametrize(("rate", "months"), [(0.03, 90), (0.05, 55)])
def test_at_three_and_at_five_per_cent(rate, months):
    # ln 14.2857 / ln 1.03 = 2.65926 / 0.0295588 = 89.97, in the 90th month; / ln 1.05 = 2.65926 / 0.0487902 = 54.50.
    assert months_until(one(1.4), one(20), one(rate), RATE)[0] == months


def test_a_step_a_month():
    assert pace(one(54.8), one(60), one(8), STEP)[0] == pytest.approx(0.65)
    assert months_until(one(54.8), one(60), one(0.65), STEP)[0] == 8
    assert months_until(one(54.8), one(60), one(0.64), STEP)[0] == 9


def test_what_cannot_be_told():
    assert np.isnan(pace(one(0), one(20), one(13), RATE)[0])  # nothing grows from nothing by a rate
    assert np.isnan(pace(one(1), one(2), one(0), STEP)[0])
    assert np.isnan(months_until(one(np.nan), one(20), one(0.03), RATE)[0])


def test_what_never_arrives():
    assert months_until(one(1.4), one(20), one(-0.01), RATE)[0] == np.inf
    assert months_until(one(1.4), one(20), one(0), RATE)[0] == np.inf
    assert months_until(one(10), one(20), one(0), STEP)[0] == np.inf
    assert months_until(one(20), one(20), one(0), STEP)[0] == 0
