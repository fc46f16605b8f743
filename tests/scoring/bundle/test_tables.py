"""Figures as text come back as the very same numbers."""

import numpy as np
import pandas as pd

from scoring import load_units
from scoring.bundle import tables
from scoring.bundle.compare import cells
from tests.scoring.bundle.made import members
from tests.scoring.trees import panel

AWKWARD = [0.1, 1 / 3, 1e-300, 1.7976931348623157e308, 5e-324, -0.0, 123456789.123456789, np.nan, 2**53 + 2.0]


def test_every_float_comes_back_to_the_last_bit():
    values = panel({"a": AWKWARD, "NA": list(reversed(AWKWARD))})
    found = tables.values_from(tables.values_to_csv(values))
    pd.testing.assert_frame_equal(found, values, check_exact=True)
    assert found.to_numpy().tobytes() == values.to_numpy().tobytes()


def test_codes_stay_texts():
    values = panel({"a": [1.0, 2.0]}, "2023").set_axis(
        pd.MultiIndex.from_tuples([("2023", "01"), ("2023", "NA")], names=["period", "unit"])
    )
    assert tables.values_from(tables.values_to_csv(values)).index.tolist() == [("2023", "01"), ("2023", "NA")]


def test_scores_come_back(tmp_path):
    from scoring import load_framework, read_workbook, score
    from tests.scoring.bundle.made import FILE, FRAMEWORK

    framework = load_framework(FRAMEWORK)
    scores = score(framework, read_workbook(FILE, framework, load_units())[0].values)
    found = tables.cells_from(members()["scores.csv"])
    pd.testing.assert_frame_equal(found, cells(scores), check_exact=True, check_index_type=False)


def test_the_register_comes_back():
    units = load_units()
    found = tables.units_from(tables.to_csv(units.blocks), tables.to_csv(units.table))
    pd.testing.assert_frame_equal(found.table, units.table, check_index_type=False)
    pd.testing.assert_frame_equal(found.blocks, units.blocks)
    assert found.by_name("province", "34", "Hà Nội") == "01"
