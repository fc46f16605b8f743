"""Weight sets drawn elsewhere and pillars left out, replayed against the reference folder beside a checkout.

The ranks there were made from min-max values on 0..100, the input here is on 1..100: weighted arithmetic means of the
two differ by a rising straight line, so their ranks are the same.
"""

from pathlib import Path

import pandas as pd
import pytest

from scoring import Framework
from scoring.analysis.uncertainty.robustness import leave_one_out, replay
from tests.scoring.trees import panel, tree

REFERENCE = Path(__file__).resolve().parents[5] / "shared" / "reference" / "engine"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not beside this checkout"),
]


def read(name: str, index: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", index_col=index)


def values() -> pd.DataFrame:
    table = read("agg_input_minmax_1_100", "uCode")
    found = panel({code: column.tolist() for code, column in table.items()})
    return found.set_axis(pd.MultiIndex.from_product([["2023"], table.index], names=["period", "unit"]))


def framework() -> Framework:
    """The tree of the reference, "dti" in place of its index, every node of 1 point."""
    meta = (
        read("in_ASEM_iMeta", "iCode")
        .query("Type in ('Indicator', 'Aggregate') and Level < 4")
        .sort_values("Level", ascending=False)
    )
    rule = "rule = { kind = 'share', scale = 100 }"
    nodes = [
        (code, row["Parent"] if row["Level"] < 3 else "dti", 1, *([rule] if row["Level"] == 1 else []))
        for code, row in meta.iterrows()
    ]
    return tree(*nodes)


def test_a_thousand_given_weight_sets_give_the_ranks_of_the_reference():
    sets = read("ua_wonly_weightsets_1000", "iCode").query("Level < 4").drop(columns="Level").T
    expected = read("ua_wonly_ranks_1000", "uCode")
    assert expected.shape == (51, 1000) and sets.shape == (1000, 59)
    found = replay(framework(), values(), sets)
    pd.testing.assert_frame_equal(found, expected.astype("Int64"), check_names=False)


def test_pillars_left_out_one_by_one_give_the_ranks_of_the_reference():
    expected = read("remove_L2_ranks", "uCode").rename(columns={"Nominal": "nominal"})
    assert expected.shape == (51, 9)
    found = leave_one_out(framework(), values(), level=2)
    assert (found["nominal"] == expected["nominal"]).all()
    pd.testing.assert_frame_equal(found[expected.columns], expected.astype("Int64"), check_names=False)
