"""How sure an order is, said from a summary worked out by hand."""

import pandas as pd

from figures.sure import causes, order
from figures.words import words

NAMES = {"a": "Ha Noi", "b": "Hue", "c": "Da Nang"}
# b may be anything from 1 to 6: four places from its rank 2, which is more than the two of a steady unit.
SUMMARY = pd.DataFrame(
    {"nominal": [1, 2, 3], "low": [1, 1, 3], "high": [2, 6, 4], "stable_class": [1, 1, 2]}, index=list("abc")
)


def test_the_order_is_told_in_four_sentences():
    said = order(SUMMARY, {"a": 0.875, "b": 0.125, "c": 0.0}, NAMES, words("en"), 1000)
    assert "(1,000 times), 2 of 3 units stay within 2 places" in said[0]
    assert said[1] == "Width of the middle interval in places: 1; of the widest: 5."
    assert said[2] == "Ha Noi comes first in 87.5% of the draws."
    assert said[3].startswith("2 classes")


def test_nothing_is_told_of_units_without_ranks():
    empty = SUMMARY.assign(nominal=pd.NA, low=pd.NA, high=pd.NA)
    assert order(empty, {}, NAMES, words("en"), 10) == []


def found(weights: float, left_out: float) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([["mean shift"], ["weights", "left out"]], names=["output", "assumption"])
    return pd.DataFrame({"total": [weights, left_out]}, index=index)


def test_the_larger_cause_is_named_first():
    assert causes(found(0.02, 0.84), words("en")) == (
        "The order hangs most on leaving out a part right under the headline (84% of the variation); besides: "
        "changed weights 2%."
    )
    assert causes(found(float("nan"), float("nan")), words("en")).startswith("The order does not change")
