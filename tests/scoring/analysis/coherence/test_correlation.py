"""Correlations against SciPy and by hand, their flags, and the pairs that say the same."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring import score
from scoring.analysis.coherence.correlation import (
    StatisticsError,
    correlations,
    evidence,
    node_correlations,
    nodes_at,
    redundant,
)
from tests.scoring.trees import panel, tree

NAN = np.nan
ORACLES = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}


@pytest.mark.parametrize("kind", ORACLES)
@pytest.mark.parametrize("decimals", [1, 12])
def test_coefficients_and_p_values_are_scipys_pair_by_pair_with_holes_and_ties(kind, decimals):
    rng = np.random.default_rng(3)
    values = pd.DataFrame(rng.normal(0.5, 0.2, (40, 6)).round(decimals), columns=list("abcdef"))
    values = values.mask(rng.random(values.shape) < 0.2)
    before = values.copy()
    found = correlations(values, kind=kind)
    pd.testing.assert_frame_equal(values, before)
    assert len(found) == 15
    for row in found.itertuples():
        both = values[[row.node, row.against]].dropna()
        expected = ORACLES[kind](both[row.node], both[row.against])
        assert row.n == len(both)
        np.testing.assert_allclose([row.coefficient, row.p_value], [*expected], rtol=1e-11, atol=1e-15)


def test_three_kinds_on_four_units_worked_by_hand():
    values = pd.DataFrame({"x": [1, 2, 3, 4], "y": [1, 3, 2, 9]})
    found = {kind: correlations(values, kind=kind).iloc[0] for kind in ORACLES}
    # Pearson: Σdxdy = 11.5, Σdx² = 5, Σdy² = 38.75. Spearman: 1 − 6·2/(4·15). Kendall: (5 − 1)/6; of the 24 orders of
    # four 4 have at least five concordant pairs, so p = 2·4/24.
    assert found["pearson"]["coefficient"] == pytest.approx(11.5 / np.sqrt(5 * 38.75), rel=1e-14)
    assert found["spearman"]["coefficient"] == pytest.approx(0.8, rel=1e-14)
    assert found["kendall"]["coefficient"] == pytest.approx(2 / 3, rel=1e-14)
    assert found["kendall"]["p_value"] == pytest.approx(1 / 3, rel=1e-12)


def test_flags_say_what_to_look_at():
    values = pd.DataFrame(
        {
            "a": [1, 2, 3, 4, 5, 6.0],
            "same": [2, 4, 6, 8, 10, 12.5],
            "against": [6, 5, 4, 3, 2, 1.5],
            "loose": [2, 1, 4, 3, 6, 2.0],
            "one": [0.1 + 0.2] * 6,
            "rare": [1, 2, NAN, NAN, NAN, NAN],
        }
    )
    found = correlations(values).set_index(["node", "against"])
    assert found.loc[("a", "same"), "flag"] == "high"
    assert found.loc[("a", "against"), "flag"] == "negative"
    assert found.loc[("a", "loose"), "flag"] == ""
    assert found.loc[("a", "one"), ["coefficient", "p_value"]].isna().all()
    assert found.loc[("a", "one"), "flag"] == "constant"
    assert found.loc[("a", "rare"), ["n", "flag"]].tolist() == [2, "few"]
    assert correlations(values, high=1.01).set_index(["node", "against"]).loc[("a", "same"), "flag"] == ""


def test_one_table_against_another_has_every_pair_and_one_column_alone_none():
    x, y = pd.DataFrame({"a": [1, 2, 4.0], "b": [3, 1, 2.0]}), pd.DataFrame({"c": [1, 2, 3.0]})
    found = correlations(x, y)
    assert found[["node", "against"]].to_numpy().tolist() == [["a", "c"], ["b", "c"]]
    np.testing.assert_allclose(found["coefficient"], [np.corrcoef(x[c], y["c"])[0, 1] for c in x], rtol=1e-14)
    assert correlations(y).empty


def sample():
    framework = tree(
        ("g", "dti", 50), ("g1", "g", 1), ("g2", "g", 1, 'rule = { kind = "share" }\nmissing = "zero"'),
        ("h", "dti", 50), ("shown", "dti", 0), composites={"p": {"g1": 1, "h": 2}},
    )  # fmt: skip
    values = {"g1": [0.1, 0.2, 0.3, 0.5], "g2": [0.2, 0.4, 0.6, NAN], "h": [0.9, 0.1, 0.5, 0.4], "shown": [0.1] * 4}
    return score(framework, panel(values))


def test_levels_and_relations_of_the_tree():
    scores = sample()
    within = node_correlations(scores, "indicators").set_index(["node", "against"])
    assert within["relation"].to_dict() == {("g1", "g2"): "siblings", ("g1", "h"): "", ("g2", "h"): ""}
    across = node_correlations(scores, 2, against=1).set_index(["node", "against"])
    assert across["relation"].to_dict() == {
        ("g1", "g"): "parent", ("g2", "g"): "parent", ("g1", "h"): "", ("g2", "h"): "",
    }  # fmt: skip
    assert node_correlations(scores, "composites", 0)[["node", "against"]].to_numpy().tolist() == [["p", "dti"]]


def test_a_zero_for_want_of_evidence_is_no_evidence():
    scores = sample()
    assert scores.scores["g2"].tolist() == [0.2, 0.4, 0.6, 0]
    assert np.isnan(evidence(scores).loc["04", "g2"])
    pair = redundant(scores)
    assert pair[["node", "against", "relation", "n"]].to_numpy().tolist() == [["g1", "g2", "siblings", 3]]
    np.testing.assert_allclose(pair[["pearson", "spearman"]], [[1, 1]], rtol=1e-14)


def test_an_imputed_figure_is_no_evidence():
    framework = tree(("a", "dti", 1), ("b", "dti", 1), steps=('step = "impute"\nkind = "mean"\nindicators = ["a"]',))
    scores = score(framework, panel({"a": [0.1, NAN, 0.3], "b": [0.2, 0.4, NAN]}))
    assert scores.scores["a"].tolist() == pytest.approx([0.1, 0.2, 0.3])
    np.testing.assert_array_equal(evidence(scores)[["a", "b"]], [[0.1, 0.2], [NAN, 0.4], [0.3, NAN]])


def test_opposites_are_redundant_too_and_a_curve_is_by_rank():
    framework = tree(("a", "dti", 1), ("b", "dti", 1), ("c", "dti", 1))
    rows = np.linspace(0.05, 1, 20)
    scores = score(framework, panel({"a": rows, "b": 1 - rows, "c": rows**6}))
    found = redundant(scores)
    assert found[["node", "against"]].to_numpy().tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    np.testing.assert_allclose(found["spearman"], [-1, 1, -1], rtol=1e-14)
    assert found["pearson"].iloc[1] < 0.95


def test_what_cannot_be_worked_out_is_refused():
    scores = sample()
    with pytest.raises(StatisticsError) as fault:
        correlations(scores.scores, kind="distance")
    assert str(fault.value) == "There is no correlation 'distance'. Known are: pearson, spearman, kendall."
    with pytest.raises(StatisticsError) as fault:
        nodes_at(scores.framework, 7)
    assert str(fault.value) == (
        "The framework t has no level '7'. Known are 0 to 2, 'indicators' and 'composites'."
    )  # fmt: skip
    both = score(scores.framework, pd.concat([scores.values, panel(scores.values.to_dict("list"), "2024")]))
    with pytest.raises(StatisticsError) as fault:
        evidence(both)
    assert str(fault.value) == (
        "Statistics compare the units of one period; these scores hold 2023, 2024. Choose one."
    )  # fmt: skip
