"""Correlations, alpha and weights against the reference folder beside a development checkout."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.analysis.coherence.correlation import correlations
from scoring.analysis.coherence.statistics import cronbach_alpha, distribution, global_weights
from tests.scoring.trees import tree

REFERENCE = Path(__file__).resolve().parents[5] / "shared" / "reference" / "engine"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not beside this checkout"),
]


def read(name: str, index: str | None = None) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", index_col=index)


def groups() -> pd.Series:
    """Indicator → pillar."""
    meta = read("in_ASEM_iMeta", "iCode")
    return meta.loc[meta["Type"] == "Indicator", "Parent"]


def test_correlations_of_indicators_with_pillars():
    x = read("agg_input_minmax_1_100", "uCode")
    pillars = x.T.groupby(groups()).mean().T  # the weights are all 1
    found = correlations(x, pillars).set_index(["against", "node"])["coefficient"]
    expected = read("corr_L1_L2").set_index(["Var1", "Var2"])["Correlation"]
    assert len(expected) == 392
    np.testing.assert_allclose(found.loc[expected.index], expected, rtol=1e-12, atol=1e-14)


def test_alpha_of_the_pillars():
    x, pillar = read("agg_input_minmax_1_100", "uCode"), groups()
    for row in read("cronbach").itertuples():
        assert cronbach_alpha(x[pillar.index[pillar == row.group]])[0] == pytest.approx(row.alpha, rel=1e-12)


def test_global_weights():
    meta = read("in_ASEM_iMeta")
    meta = meta[meta["Level"].notna()].sort_values("Level", ascending=False).replace({"Index": "dti"})
    nodes = [(row.iCode, row.Parent, row.Weight) for row in meta.itertuples() if row.iCode != "dti"]
    found = global_weights(tree(*nodes))
    expected = read("ex_EffWeights", "iCode")["EffWeight"].rename({"Index": "dti"})
    assert len(expected) == 60
    np.testing.assert_allclose(found.loc[expected.index], expected, rtol=1e-14)


def test_skewness_and_kurtosis():
    expected = read("skew_kurt_raw", "iCode")
    found = distribution(read("in_ASEM_iData", "uCode")[expected.index]).set_index("node")
    np.testing.assert_allclose(found[["skewness", "kurtosis"]], expected, rtol=1e-12)
