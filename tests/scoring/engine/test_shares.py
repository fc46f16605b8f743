"""Shares: the rows' periods, the reports of the steps, and columns beside the indicators."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

from scoring import ScoringError, load_units, read_workbook, score, shares
from scoring.engine.shares import reports
from tests.scoring.trees import panel, tree

NAN = np.nan
NAMES = 'names = {{ vi = "{0}", en = "{0}", es = "{0}" }}'.format
REGION = (
    f'{{ code = "region", {NAMES("Vùng")}, options = ['
    f"{{ value = 1, {NAMES('Bắc')} }}, {{ value = 2, {NAMES('Nam')} }}] }}"
)
HEAD = f"""
columns = [{REGION}, {{ code = "people", {NAMES("Dân số")} }}]
steps = [
    {{ step = "denominate", by = "people", without = "missing", indicators = ["a"] }},
    {{ step = "screen", least_known = 0.5 }},
    {{ step = "impute", kind = "mean", by = "region" }},
    {{ step = "treat" }},
    {{ step = "normalise", kind = "min_max" }},
]
"""


def framework():
    return tree(*((code, "dti", 1, 'rule = { kind = "none" }') for code in "ab"), head=HEAD)


def test_groups_are_the_periods_in_time_order_and_rows_stay_as_they_stand():
    values = pd.concat([panel({"a": [0.1]}, "2023-02"), panel({"a": [0.2, 0.3]}, "2022-11")])
    found = shares(tree(("a", "dti", 1)), values)
    assert found.groups.tolist() == [1, 0, 0] and found.leaves == ("a",)
    assert found.frame.index.equals(values.index) and found.frame["a"].tolist() == [0.1, 0.2, 0.3]


def test_every_step_reports_what_it_did():
    values = panel(
        {
            "a": [2, 8, NAN, 6, NAN],
            "b": [1, 2, 3, NAN, NAN],
            "people": [1, 2, 1, 0, 1],
            "region": [1, 1, 1, 2, 2],
        }
    )
    found = reports(framework(), values)
    lost, screened, imputed, treated, normalised = found
    assert lost[["unit", "indicator", "why"]].to_numpy().tolist() == [["04", "a", "the denominator is 0"]]
    assert screened.set_index("unit")["kept"].tolist() == [True, True, True, False, False]
    # Of region 1, (2 / 1 + 8 / 2) / 2.
    assert imputed[["unit", "indicator", "value"]].to_numpy().tolist() == [["03", "a", 3.0]]
    assert treated["treatment"].tolist() == ["", ""] and normalised.empty
    scores = score(framework(), values)
    assert scores.scores["a"].tolist()[:3] == [0, 1, 0.5] and scores.scores["a"].isna().tolist()[3:] == [True, True]


def test_a_unit_belongs_to_one_group():
    values = pd.concat([panel({"a": [1.0, NAN], "b": [1.0, 2.0], "people": [1.0, 1.0], "region": [1.0, 1.0]}, "2022")])
    later = values.rename(index={"2022": "2023"}, level=0).assign(region=[1.0, 2.0])
    with pytest.raises(ScoringError) as raised:
        score(framework(), pd.concat([values, later]))
    assert str(raised.value) == "The unit 02 has more than one 'region'."


def test_columns_beside_the_indicators_are_read_from_a_workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Tỉnh", "Năm", "a", "b", "Dân số", "Vùng"])
    for name, *figures in (("Hà Nội", -4, 1, 2, "Bắc"), ("Hải Phòng", 3, 2, 1, "bắc"), ("Huế", None, 3, 1, "Nam")):
        sheet.append([name, 2023, *figures])
    buffer = io.BytesIO()
    book.save(buffer)
    table, problems = read_workbook(buffer.getvalue(), framework(), load_units())
    assert table is not None, [problem.message() for problem in problems]
    assert table.values["region"].tolist() == [1, 1, 2] and table.values["a"].tolist()[:2] == [-4, 3]
    found = score(framework(), table.values).scores["a"]
    np.testing.assert_array_equal(found, [0, 1, NAN])  # −4 / 2, 3 / 1; nothing to fill in from in the South
