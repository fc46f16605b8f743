"""Changes node by node against plain pandas."""

import numpy as np

from scoring.analysis.over_time.halfyear import below_coverage, leaders, moves, node_changes, without_a_rank
from tests.scoring.halves import UNITS, demonstration, made


def test_the_demonstration_against_plain_pandas():
    before, after = demonstration("2023-01"), demonstration("2023-06")
    row = node_changes(before, after).loc["nhan_luc_so"]
    a, b = (s.scores["nhan_luc_so"].droplevel(0) for s in (before, after))
    assert (row["median_before"], row["median_after"]) == (a.median(), b.median())
    assert (row["rose"], row["fell"], row["same"]) == ((b > a).sum(), (b < a).sum(), (b == a).sum())
    assert row["known"] == len(a) == len(b)


def test_who_leads_and_who_moved_against_plain_pandas():
    before, after = demonstration("2023-01"), demonstration("2023-06")
    first, last = (s.ranks["nhan_luc_so"].droplevel(0) for s in (before, after))
    assert set(leaders(after, "nhan_luc_so").index) == set(last.index[last <= 3])
    found = moves(before, after, "nhan_luc_so")
    assert (found["places"] == (first - last).reindex(found.index)).all() and len(found) == len(first)
    assert found["places"].is_monotonic_decreasing and found["places"].iloc[0] == (first - last).max()


def test_who_has_no_rank_does_not_lead_and_stops_ranks_from_being_compared():
    one = made([[50] * 6, [60] * 6, [70] * 6, [np.nan] * 6], "2023-01")
    two = made([[80] * 6, [60] * 6, [70] * 6, [90] * 6], "2023-06")
    assert moves(one, two, "dti") is None and without_a_rank(one, two, "dti") == ["VTV"]
    unranked = two.ranks["dti"].mask(two.ranks.index.get_level_values(1) == "VTV")
    two.ranks["dti"] = unranked
    assert "VTV" not in leaders(two, "dti").index and leaders(two, "dti").index[0] == "GI"


def test_of_equal_climbs_the_larger_gain_stands_first():
    one = made([[90] * 6, [80] * 6, [70] * 6, [60] * 6], "2023-01")
    two = made([[50] * 6, [40] * 6, [95] * 6, [70] * 6], "2023-06")
    # GI 1 → 3, CEMA 2 → 4, VNA 3 → 1 (+25), VTV 4 → 2 (+10).
    assert moves(one, two, "dti")["places"].to_dict() == {"VNA": 2, "VTV": 2, "GI": -2, "CEMA": -2}
    assert moves(one, two, "dti").index.tolist()[:2] == ["VNA", "VTV"]
    assert UNITS == ["GI", "CEMA", "VNA", "VTV"]


def test_coverage_below_65_per_cent():
    scores = made([[50] * 6, [60] * 4 + [np.nan] * 2, [70] * 3 + [np.nan] * 3, [90] * 6], "2023-06")
    assert below_coverage(scores).to_dict() == {"VNA": 0.5}  # four of six are 0.667
