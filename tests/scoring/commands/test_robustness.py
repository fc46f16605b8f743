"""robustness, sensitivity and bounds through the command line."""

import pandas as pd
import pytest

from scoring import load_framework, read_workbook, score
from scoring.analysis.uncertainty.assumptions import LeaveOneOut, Weights
from scoring.analysis.uncertainty.bounds import rank_bounds
from scoring.analysis.uncertainty.rank_statistics import summary, top_shares
from scoring.analysis.uncertainty.robustness import robustness
from scoring.analysis.uncertainty.sensitivity import sensitivity
from tests.scoring.commands.calling import (
    DATA,
    DEMO,
    PUBLISHED,
    UNITS,
    called,
    published,
    refused,
    scored,
    two_months,
)

FRAMEWORK, TABLE, _ = scored(published("2023"), PUBLISHED)
FILE = (published("2023"), "--framework", PUBLISHED)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--seed", "3"], lambda: summary(robustness(FRAMEWORK, TABLE.values, [Weights(0.25)], draws=64, seed=3))),
        (
            ["--show", "top", "--within", "0.1", "--node", "kts"],
            lambda: top_shares(robustness(FRAMEWORK, TABLE.values, [Weights(0.1)], draws=64, node="kts")),
        ),
    ],
)
def test_ranks_under_draws(words, expected, capsysbinary):
    status, found, errors = called(capsysbinary, "robustness", *FILE, "--draws", "64", *words)
    assert (status, errors, found["period"].unique().tolist()) == (0, "", ["2023"])
    assert found.loc[found["unit"] == "48", "name"].tolist() == ["Đà Nẵng"]
    wanted = expected()
    found = found.set_index("unit").drop(columns=["period", "name"])
    pd.testing.assert_frame_equal(
        found, wanted.set_axis([str(c) for c in wanted], axis=1), check_dtype=False, check_names=False
    )


def test_one_period_is_drawn_with_what_the_others_say(capsysbinary, tmp_path):
    """Cells missing in June are carried from May, as in the scores."""
    text = (DATA / "frameworks" / f"{DEMO}.toml").read_text(encoding="utf-8")
    framework = tmp_path / "carried.toml"
    framework.write_text(text + '\n[[steps]]\nstep = "impute"\nkind = "last"\n', encoding="utf-8")
    file = two_months(tmp_path)
    words = ("--framework", framework, "--only", "2023-06", "--within", 0, "--draws", 2)
    status, found, _ = called(capsysbinary, "robustness", file, *words)
    known = load_framework(framework)
    values = read_workbook(file, known, UNITS)[0].values
    wanted = score(known, values).of("2023-06").ranks["dti"]
    assert status == 0 and found["nominal"].tolist() == found["high"].tolist() == wanted.tolist()
    assert score(known, values.loc[["2023-06"]]).ranks["dti"].tolist() != wanted.tolist()


def test_sensitivity(capsysbinary):
    words = ("--within", 0.2, "--left-out", 1, "--draws", 32)
    status, found, _ = called(capsysbinary, "sensitivity", *FILE, *words)
    wanted = sensitivity(FRAMEWORK, TABLE.values, [Weights(0.2), LeaveOneOut(1)], points=32).table
    assert status == 0 and found["output"].iloc[0] == "mean shift"
    assert len(found) == len(wanted) == 2 * 64
    assert found["first"].tolist() == pytest.approx(wanted["first"].tolist(), nan_ok=True)


def test_bounds_of_units_by_code_or_name(capsysbinary):
    status, found, _ = called(capsysbinary, "bounds", *FILE, "--levels", 1, "--units", "Hà Nội,48")
    wanted = rank_bounds(FRAMEWORK, TABLE.values, Weights(0.25, (1,)), units=["01", "48"]).table
    assert status == 0 and found["name"].tolist() == ["Hà Nội", "Đà Nẵng"]
    assert (
        found[["nominal", "best", "worst"]].to_numpy().tolist()
        == wanted[["nominal", "best", "worst"]].to_numpy().tolist()
    )


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--units", "Atlantis"], 2, "'Atlantis' is no unit of the workbook. Give a code or a name.\n"),
        (["--draws", "0"], 1, "0 draws were asked for; at least 1 is needed.\n"),
    ],
)
def test_what_cannot_be_done_is_refused(words, status, message, capsysbinary):
    assert refused(capsysbinary, "robustness", *FILE, *words) == (status, message)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--seed", "-1"], "The seed is -1; it must be a whole number of 0 or more.\n"),
        (
            ["--within", "0.1", "--concentration", "50"],
            "Weights are drawn within P or with a concentration: give one of --within, --concentration.\n",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(words, message, capsysbinary):
    file = ("robustness", published("2023"), "--framework", PUBLISHED, "--draws", "10")
    assert refused(capsysbinary, *file, *words) == (1, message)
