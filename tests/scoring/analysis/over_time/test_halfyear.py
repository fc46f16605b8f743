"""Changes node by node against loops over a table."""

import numpy as np

from scoring.analysis.over_time.halfyear import below_coverage, node_changes
from tests.scoring.halves import demonstration, made


def test_the_demonstration_against_plain_pandas():
    before, after = demonstration("2023-01"), demonstration("2023-06")
    found = node_changes(before, after)
    a, b = (s.scores["nhan_luc_so"].droplevel(0) for s in (before, after))
    row = found.loc["nhan_luc_so"]
    assert (row["median_before"], row["median_after"]) == (a.median(), b.median())
    assert (row["rose"], row["fell"], row["known"]) == ((b > a).sum(), (b < a).sum(), len(a))
    places = before.ranks["nhan_luc_so"].droplevel(0) - after.ranks["nhan_luc_so"].droplevel(0)
    assert row["climb"] == places.max() and places[row["climber"]] == places.max()
    assert row["fall"] == -places.min() and places[row["faller"]] == places.min()
    assert list(row["leaders"]) == list(b.index[b == b.max()])


def test_coverage_below_65_per_cent():
    scores = made([[50] * 6, [60] * 4 + [np.nan] * 2, [70] * 3 + [np.nan] * 3, [90] * 6], "2023-06")
    assert below_coverage(scores).to_dict() == {"VNA": 0.5}  # four of six are 0.667
