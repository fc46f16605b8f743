"""The four words on an upload of three units and three indicators, worked by hand; every point lost has its cell."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring import Units, load_units
from scoring.workbooks.quality import LOSSES, WORDS, assess, flags_used
from scoring.workbooks.read import read_files
from tests.scoring.trees import tree
from tests.scoring.workbooks.spoiled.make import book

# Three units of a block of their own, and a tree of three shares under two groups.
FRAMEWORK = replace(
    tree(("g", "dti", 60), ("x", "g", 40), ("y", "g", 20), ("h", "dti", 40), ("z", "h", 40),
         composites={"both": {"x": 1, "z": 1}}),
    block="three",
)  # fmt: skip
_SHIPPED = load_units()
_ROWS = _SHIPPED.table.head(3).assign(block="three", division="", code=["a", "b", "c"], spellings="", valid_from="",
                                      valid_to="")  # fmt: skip
NAMES = ["Đông", "Tây", "Nam"]
UNITS = Units(
    table=_ROWS.assign(name_vi=NAMES, name_en=["East", "West", "South"], name_es=["Este", "Oeste", "Sur"]),
    blocks=pd.DataFrame(
        {"id": ["three"], "name_vi": [""], "name_en": [""], "name_es": [""], "divisions": [""], "territory": ["no"]}
    ).set_index("id", drop=False),
)
HEADER = ["Đơn vị", "Kỳ", "x", "x.as_of", "y", "y.flag", "z"]
ROWS = [
    ["Đông", "2023", 0.5, "2022-12", "0,4", None, 1.5],  # y is a text, z is out of range
    ["Tay", "2023", 0.2, "2023-03", None, "không áp dụng", 0.3],  # the name lacks its mark
    ["Nam", "2023", 0.1, "11/2021", 0.2, None, None],
]


def quality(rows=ROWS, header=HEADER):  # type: ignore[no-untyped-def]
    return assess(read_files([("", book(("S", [header, *rows])))], FRAMEWORK, UNITS), FRAMEWORK, UNITS)


@pytest.fixture
def found(without_children):
    return quality()


def test_scores_of_the_upload(found):
    # correct: seven cells are filled (x 3, y 2, z 2), one of them is out of range.
    # sufficient: nine figures less the one that does not apply are expected, six are known (x 3, y 2, z 1).
    # clean: the seven cells and the untidy name; the name and the text are untidy.
    # living: December before the year is a month too old, March is within it, November of the year before last is
    # thirteen months too old: (11/12 + 1 + 0) / 3.
    assert dict(found.upload) == pytest.approx(
        {"correct": 6 / 7, "sufficient": 6 / 8, "clean": 6 / 8, "living": (11 / 12 + 1 + 0) / 3}
    )


def test_scores_of_the_units(found):
    expected = pd.DataFrame(
        {
            "correct": [2 / 3, 1, 1],
            "sufficient": [2 / 3, 2 / 2, 2 / 3],
            "clean": [2 / 3, 2 / 3, 1],  # the West: two figures and its name
            "living": [11 / 12, 1, 0],
        },
        index=["a", "b", "c"],
    )
    pd.testing.assert_frame_equal(found.units, expected, check_names=False)


def test_scores_of_the_indicators_and_of_what_is_above_them(found):
    expected = pd.DataFrame(
        {
            "correct": [3 / 3, 2 / 2, 1 / 2],
            "sufficient": [3 / 3, 2 / 2, 1 / 3],
            "clean": [3 / 3, 1 / 2, 2 / 2],
            "living": [(11 / 12 + 1) / 3, np.nan, np.nan],
        },
        index=["x", "y", "z"],
    )
    pd.testing.assert_frame_equal(found.indicators, expected, check_names=False)
    nodes = pd.DataFrame(
        {
            "correct": [6 / 7, 5 / 5, 1 / 2, 4 / 5],
            "sufficient": [6 / 8, 5 / 5, 1 / 3, 4 / 6],
            "clean": [6 / 7, 4 / 5, 2 / 2, 5 / 5],
            "living": [23 / 36, 23 / 36, np.nan, 23 / 36],
        },
        index=["dti", "g", "h", "both"],
    )
    pd.testing.assert_frame_equal(found.nodes, nodes, check_names=False)


def test_every_point_lost_has_its_cell(found):
    told = found.losses[["word", "code", "unit", "column", "cell", "value"]].to_numpy().tolist()
    assert sorted(told) == sorted(
        [
            ["correct", "out_of_range", "a", "z", "G2", "1.5"],
            ["clean", "number_as_text", "a", "y", "E2", "0,4"],
            ["clean", "unit_spelling", "b", "", "A3", "Tay"],
            ["sufficient", "missing", "a", "z", "G2", ""],
            ["sufficient", "missing", "c", "z", "G4", ""],
            ["living", "old", "a", "x", "C2", "2022-12"],
            ["living", "old", "c", "x", "C4", "11/2021"],
        ]
    )
    assert set(found.losses["code"]) <= set(LOSSES) and set(found.losses["sheet"]) == {"S"}
    assert set(found.losses["period"]) == {"2023"} | {""}


def test_points_lost_and_cells_told_are_the_same_number(found):
    """1 − score is so many cells over the cells that count: one loss is one cell."""
    counts = found.losses["word"].value_counts()
    assert (1 - found.upload["correct"]) * 7 == pytest.approx(counts["correct"])
    assert (1 - found.upload["clean"]) * 8 == pytest.approx(counts["clean"])
    assert (1 - found.upload["sufficient"]) * 8 == pytest.approx(counts["sufficient"])


def test_an_upload_without_fault_loses_nothing_and_without_dates_is_not_judged_on_them(without_children):
    clean = quality([[name, "2023", 0.5, None, 0.4, None, 0.3] for name in NAMES])
    assert list(clean.upload[["correct", "sufficient", "clean"]]) == [1, 1, 1]
    assert np.isnan(clean.upload["living"]) and clean.losses.empty and clean.compared.empty


def test_a_unit_that_is_not_there_is_missing_in_every_figure_and_has_no_cell(without_children):
    two = quality([[name, "2023", 0.5, None, 0.4, None, 0.3] for name in NAMES[:2]])
    assert dict(two.units["sufficient"]) == {"a": 1, "b": 1, "c": 0}
    assert two.upload["sufficient"] == pytest.approx(6 / 9)
    gone = two.losses[two.losses["unit"] == "c"]
    assert list(gone["column"]) == ["x", "y", "z"] and list(gone["cell"]) == ["", "", ""]


def test_faults_outside_the_figures_cost_the_upload_a_cell_each(without_children):
    rows = [[name, "2023", 0.5, None, 0.4, None, 0.3] for name in NAMES]
    stray = quality([*rows, ["Bắc", "2023", 0.1, None, 0.1, None, 0.1]])
    assert stray.upload["clean"] == pytest.approx(9 / 10)  # nine figures and the name of nobody
    assert list(stray.units["clean"]) == [1, 1, 1]
    twice = quality([*rows, ["Tây", "2023", 0.1, None, 0.1, None, 0.1]])
    assert twice.upload["clean"] == pytest.approx(9 / 10) and twice.units.loc["b", "clean"] == pytest.approx(3 / 4)
    assert list(twice.losses["cell"]) == ["A5"]


def test_two_problems_of_one_cell_cost_it_once(without_children):
    rows = [[name, "2023", 0.5, None, 0.4, None, 0.3] for name in NAMES]
    rows[0][2] = "o.5"  # no number in a sheet whose column also leaps: told once as wrong, once as missing
    found = quality(rows)
    assert found.upload["correct"] == pytest.approx(8 / 9) and found.upload["sufficient"] == pytest.approx(8 / 9)


def test_periods_count_each_for_themselves(without_children):
    rows = [[name, period, 0.5, None, 0.4, None, 0.3] for period in ("2022", "2023") for name in NAMES]
    rows[5][6] = None
    found = quality(rows)
    assert found.upload["sufficient"] == pytest.approx(17 / 18)
    assert found.units.loc["c", "sufficient"] == pytest.approx(5 / 6)


def test_what_cannot_be_made_a_table_of_is_not_judged(without_children):
    assert quality([]) is None


def test_self_reported_beside_verified(without_children):
    header = ["Đơn vị", "Mã chỉ số", "Kỳ", "Giá trị", "Cờ"]
    rows = [["Đông", "x", "2023", 0.5, "tự khai"], ["Đông", "x", "2023", 0.4, "đã thẩm định"],
            ["Tây", "x", "2023", 0.3, "ước"]]  # fmt: skip
    reading = read_files([("", book(("S", [header, *rows])))], FRAMEWORK, UNITS)
    found = assess(reading, FRAMEWORK, UNITS)
    assert found.compared.to_dict("records") == [
        {"period": "2023", "unit": "a", "column": "x", "self_reported": 0.5, "verified": 0.4,
         "difference": pytest.approx(-0.1)}
    ]  # fmt: skip
    assert flags_used(reading.table).to_dict() == {"verified": 1, "estimated": 1}
    assert list(found.upload.index) == list(WORDS)
