"""Two published indices as framework files, without code, on cases worked by hand."""

from pathlib import Path

import numpy as np
import pytest

from scoring import load_framework, score
from scoring.engine.missing import why_missing
from tests.scoring.trees import panel

HERE = Path(__file__).resolve().parent
NAN = np.nan


def test_egdi_is_the_mean_of_three_and_ranked_on_four_decimals():
    values = panel(
        {
            "osi": [0.9797, 0.8000, 0.8001, 0.5, 0.6],
            "tii": [0.9795, 0.7000, 0.7000, 0.5, NAN],
            "hci": [0.9559, 0.9000, 0.9000, 0.5, 0.6],
        }
    )
    found = score(load_framework(HERE / "egdi.toml"), values)
    # (0.9797 + 0.9795 + 0.9559) / 3 = 2.9151 / 3; 2.4 / 3; 2.4001 / 3; 1.5 / 3; one component is missing.
    np.testing.assert_allclose(found.scores["dti"], [0.9717, 0.8, 0.80003333333333333, 0.5, NAN], rtol=1e-14)
    # 0.8000 and 0.80003 are one rank on four decimals, and the next is the fourth.
    np.testing.assert_array_equal(found.ranks["dti"], [1, 2, 2, 4, NAN])


def test_hdi_as_undp_computes_it():
    values = panel(
        {
            #            half   capped  lowest  another one  no income
            "health": [72, 90, 33, 72.4, 70],
            "expected": [20, 22, 9, 15.2, 12],
            "mean": [9, 16, 3, 12.1, 9],
            "income": [100 * 750**0.5, 100_000, 100 * 750**0.1, 18_849, NAN],
        }
    )
    found = score(load_framework(HERE / "hdi.toml"), values)
    # health (72 − 20) / 65; expected years 20, cut off at 18; mean years 9 / 15; income half of the way in logarithms.
    np.testing.assert_allclose(found.scores.iloc[0][["health", "expected", "mean", "income"]], [0.8, 1, 0.6, 0.5])
    assert found.scores["education"].iloc[0] == pytest.approx(0.8)  # (1 + 0.6) / 2
    np.testing.assert_allclose(
        found.scores["dti"],
        [
            0.684,  # (0.8 · 0.8 · 0.5)^⅓ = 0.32^⅓ = 0.68399
            1,  # everything at or above its upper goalpost
            0.191,  # 13 / 65 = 0.2; (0.5 + 0.2) / 2 = 0.35; 0.1; (0.2 · 0.35 · 0.1)^⅓ = 0.007^⅓ = 0.19129
            # 52.4 / 65 = 0.80615; (15.2 / 18 + 12.1 / 15) / 2 = (0.84444 + 0.80667) / 2 = 0.82556;
            # ln 188.49 / ln 750 = 5.23905 / 6.62007 = 0.79139; (0.80615 · 0.82556 · 0.79139)^⅓ = 0.52669^⅓ = 0.80759
            0.808,
            NAN,
        ],
        atol=1e-12,
    )
    np.testing.assert_array_equal(found.ranks["dti"], [3, 1, 4, 2, NAN])
    assert why_missing(found, "05", "dti").lacking == ("income",)
