"""The reference example as one framework file, from its raw table to every node's score."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring import parse_framework, score
from tests.scoring.trees import tree

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "engine"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not beside this checkout"),
]
NAMES = 'names = { vi = "x", en = "x", es = "x" }'
REGIONS = {"Asia": 1, "Europe": 2}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", keep_default_na=False, na_values=[""])


def framework():
    """Denominated, imputed by region, outliers tamed, 1 to 100, weighted means."""
    meta = read("in_ASEM_iMeta")
    meta = meta[meta["Level"].notna()].iloc[::-1].replace({"Index": "dti"})
    weights = read("in_weights_W1").replace({"Index": "dti"}).set_index("iCode")["Weight"]
    nodes = []
    for row in meta.itertuples():
        way = "lower" if row.Direction < 0 else "higher"
        rule = f'rule = {{ kind = "min_max", to = [1, 100], direction = "{way}" }}' if row.Type == "Indicator" else ""
        if row.iCode != "dti":
            nodes.append((row.iCode, row.Parent, weights[row.iCode], rule))
    sizes = meta[meta["Denominator"].notna()].groupby("Denominator")["iCode"].agg(list)
    steps = [
        f'step = "denominate"\nby = "{size}"\nwithout = "missing"\nindicators = {codes}'
        for size, codes in sizes.items()
    ]
    steps += ['step = "impute"\nkind = "mean"\nby = "region"', 'step = "treat"']
    text = tree(*nodes).text
    text += "".join(f'\n[[columns]]\ncode = "{code}"\n{NAMES}' for code in [*sizes.index, "region"])
    return parse_framework(text + "".join(f"\n[[steps]]\n{step}" for step in steps))


def test_from_raw_values_to_every_score():
    values = read("in_ASEM_iData").astype({"Time": str}).set_index(["Time", "uCode"])
    values["region"] = values["EurAsia_group"].map(REGIONS)
    found = score(framework(), values)
    expected = read("agg_amean_W1").rename(columns={"Index": "dti"}).set_index("uCode")
    assert len(expected) == 51
    nodes = [code for code in expected.columns if code in found.scores.columns]
    assert len(nodes) == 60
    ours = found.scores.droplevel(0).loc[expected.index, nodes]
    np.testing.assert_allclose(ours, expected[nodes], rtol=1e-12)
    ranks = read("rank_agg_amean_W1").rename(columns={"Index": "dti"}).set_index("uCode")
    # Raw indicators whose figures differ by floating-point noise only are one rank here and two there.
    places = found.ranks.droplevel(0).loc[ranks.index, nodes]
    apart = places != ranks[nodes]
    assert {code for code in nodes if apart[code].any()} == {"TolMin"}


def test_what_was_filled_in_is_marked():
    values = read("in_ASEM_iData").astype({"Time": str}).set_index(["Time", "uCode"])
    values["region"] = values["EurAsia_group"].map(REGIONS)
    found = score(framework(), values)
    raw = values[list(found.flagged("imputed").columns.intersection(values.columns))]
    marked = found.flagged("imputed")[raw.columns]
    lost = {("LAO", "Elec"), ("LAO", "Gas")}  # without a denominator
    assert found.flagged("undivided").to_numpy().sum() == 2  # filled in after all, and marked for both
    cells = {(unit, code) for (_, unit), row in marked.iterrows() for code in row.index[row]}
    assert cells == {(unit, code) for (_, unit), row in raw.isna().iterrows() for code in row.index[row]} | lost
