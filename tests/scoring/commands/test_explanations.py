"""explain and moves through the command line."""

import pandas as pd
import pytest

from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.reasons.contributions import contributions, distance
from scoring.analysis.reasons.median import median_profile, median_unit
from scoring.analysis.reasons.moves import moves
from tests.scoring.commands.calling import DEMO, PUBLISHED, UNITS, called, demo, published, refused, scored

FILES = (published("2022"), published("2023"))
EARLIER, LATER = (scored(file, PUBLISHED)[2] for file in FILES)


@pytest.mark.parametrize(
    ("against", "base"), [("median", median_unit(LATER)), ("profile", median_profile(LATER)), ("Đà Nẵng", "48")]
)
def test_what_a_score_is_made_of(against, base, capsysbinary):
    words = ("explain", published("2023"), "--framework", PUBLISHED, "--unit", "Hà Nội", "--against", against)
    status, found, _ = called(capsysbinary, *words)
    assert status == 0
    row, found = ("2023", "01"), found.set_index("node")
    pd.testing.assert_series_equal(found["contribution"], contributions(LATER).loc[row], check_names=False)
    pd.testing.assert_series_equal(found["distance"], distance(LATER, base).loc[row], check_names=False)
    assert found.loc["ha_tang_so", ["name", "score"]].tolist() == ["Hạ tầng số", LATER.scores.loc[row, "ha_tang_so"]]


@pytest.mark.parametrize("of", ["places", "points", "places-by-indicator", "points-by-indicator"])
def test_why_ranks_moved(of, capsysbinary):
    words = ("--framework", PUBLISHED, "--unit", "Hà Nội", "--unit", "48", "--of", of)
    status, found, _ = called(capsysbinary, "moves", *FILES, *words)
    answer = comparability(EARLIER, LATER, ("63", "63"), UNITS)
    wanted = moves(EARLIER, LATER, answer, units=["01", "48"])
    parts = getattr(wanted, of.replace("-", "_"))
    assert status == 0 and found["unit"].tolist() == ["01", "48"]
    pd.testing.assert_frame_equal(found.set_index("unit")[list(parts)], parts, check_dtype=False, check_names=False)
    if not of.endswith("indicator"):
        change = found["places" if of == "places" else "points"]
        assert found[list(parts)].sum(axis=1).tolist() == pytest.approx(change.tolist(), abs=1e-12)


def test_who_passed_whom(capsysbinary):
    _, found, _ = called(capsysbinary, "moves", *FILES, "--framework", PUBLISHED, "--of", "passed")
    row = found.set_index("unit").loc["01"]
    assert len(row["passed"].split()) == 24 - 6 and pd.isna(row["passed_by"])


def test_a_revision_is_told_from_a_change(tmp_path, capsysbinary):
    words = ("moves", *FILES, "--framework", PUBLISHED, "--unit", "01", "--revised", FILES[0])
    assert called(capsysbinary, *words)[1]["revision"].tolist() == [0]


def test_what_has_no_explanation_says_why(capsysbinary):
    words = ("--framework", PUBLISHED, "--framework", "dti-405-province-published")
    status, error = refused(capsysbinary, "moves", published("2023"), published("2024"), *words)
    assert status == 1 and error.startswith("The releases are not comparable (nodes): ")
    status, error = refused(capsysbinary, "explain", demo(6), "--framework", DEMO, "--unit", "Sài Gòn 2")
    assert (status, error) == (2, "'Sài Gòn 2' is no unit of the workbook. Give a code or a name.\n")
