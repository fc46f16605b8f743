"""What a value rests on, by hand: four units, two leaves under one parent."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from figures.basis import basis, joined, leaves_of
from scoring import load_framework, load_units, read_workbook, score
from scoring.units import DATA

SHIPPED = load_framework("demo-ministry-other")


@pytest.fixture(scope="module")
def scores():
    table, _ = read_workbook((DATA / "demo" / "ministry-other-2023-01.xlsx").read_bytes(), SHIPPED, load_units())
    return score(SHIPPED, table.values)


def remark(unit: str, column: str, flag: str) -> dict[str, str]:
    return {"period": "2023-01", "unit": unit, "column": column, "flag": flag}


def units_of(scores) -> list[str]:
    return list(scores.scores.index.get_level_values(1))


def test_without_remarks_all_is_measured(scores):
    assert set(basis(scores, pd.DataFrame(), SHIPPED.headline.code)) == {"measured"}


def test_a_value_rests_on_its_weakest_figure(scores):
    leaf, other = leaves_of(scores, SHIPPED.headline.code)[:2]
    a, b, c, d = units_of(scores)[:4]
    remarks = pd.DataFrame([remark(a, leaf, "self-reported"), remark(b, leaf, "estimated"), remark(c, leaf, "verified"),
                            remark(b, other, "self-reported")])  # fmt: skip
    carried = pd.DataFrame(False, index=scores.scores.index, columns=scores.scores.columns)
    carried.loc[("2023-01", d), other] = True
    found = basis(replace(scores, flags={"carried": carried}), remarks, SHIPPED.headline.code)
    assert list(found[[a, b, c, d]]) == ["self_reported", "estimated", "measured", "carried"]
    assert set(found.drop([a, b, c, d])) == {"measured"}
    # A node that does not rest on the figure is not touched by it.
    away = next(code for code in leaves_of(scores, SHIPPED.headline.code) if code not in (leaf, other))
    assert set(basis(replace(scores, flags={"carried": carried}), remarks, away)) == {"measured"}


def test_an_imputed_value_counts_as_estimated(scores):
    leaf, unit = leaves_of(scores, SHIPPED.headline.code)[0], units_of(scores)[0]
    imputed = pd.DataFrame(False, index=scores.scores.index, columns=scores.scores.columns)
    imputed.loc[("2023-01", unit), leaf] = True
    assert basis(replace(scores, flags={"imputed": imputed}), pd.DataFrame(), leaf)[unit] == "estimated"


def test_missing_is_unknown_unless_all_that_lacks_is_flagged_not_applicable(scores):
    leaf = leaves_of(scores, SHIPPED.headline.code)[0]
    excused, silent = units_of(scores)[:2]
    values = scores.values.copy()
    values.loc[[("2023-01", excused), ("2023-01", silent)], leaf] = np.nan
    again = score(SHIPPED, values)
    again = replace(again, scores=again.scores.mask(values[[leaf]].isna().any(axis=1)))
    again = replace(again, ranks=again.ranks.where(again.scores.notna()))
    found = basis(again, pd.DataFrame([remark(excused, leaf, "not-applicable")]), leaf)
    assert (found[excused], found[silent]) == ("not_applicable", "unknown")


def test_a_merged_unit_rests_on_the_weakest_of_its_predecessors():
    found = pd.Series({"a": "measured", "b": "carried", "c": "self_reported", "d": "measured", "e": "unknown"})
    new = pd.Series({"a": "X", "b": "X", "c": "Y", "d": "Y", "e": "Z"})
    assert joined(found, new).to_dict() == {"X": "carried", "Y": "self_reported", "Z": "unknown"}
