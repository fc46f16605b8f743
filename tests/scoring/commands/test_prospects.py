"""climb, strengths and whatif through the command line."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from scoring.analysis.over_time.series import series
from scoring.analysis.over_time.trends import trend
from scoring.analysis.reasons.climb import climb
from scoring.analysis.reasons.strengths import strengths
from scoring.analysis.reasons.whatif import what_if
from tests.scoring.commands.calling import DATA, DEMO, PUBLISHED, called, demo, published, refused, scored, two_months

MONTHS = [demo(month) for month in range(1, 7)]
SCORES = {f"2023-{month:02d}": scored(file, DEMO)[2] for month, file in enumerate(MONTHS, 1)}
LATEST = SCORES["2023-06"]


def test_what_it_takes_to_climb_against_the_pace_of_rivals(capsysbinary):
    words = ("climb", *MONTHS, "--framework", DEMO, "--unit", "Hà Nội", "--places", 3, "--horizon", 6)
    status, found, _ = called(capsysbinary, *words)
    way = climb(LATEST, "01", 3, trend(series(SCORES, "dti"))["slope"], 6)
    row = found.iloc[0]
    assert status == 0 and len(found) == 1 and row[["unit", "name"]].tolist() == ["01", "Hà Nội"]
    assert row[["rank", "target", "rank_reached"]].tolist() == [way.rank, way.target, way.rank_reached]
    assert row["needed"] == pytest.approx(way.needed) and row["rivals"] == " ".join(way.rivals)
    assert row[["then_rank", "then_eaten"]].tolist() == [way.against_pace.rank, way.against_pace.eaten]


@pytest.mark.parametrize(("of", "more"), [("plan", []), ("gains", []), ("gains", ["--main"])])
def test_what_is_raised(of, more, capsysbinary):
    words = ("climb", demo(6), "--framework", DEMO, "--unit", "01", "--places", 3, "--of", of, *more)
    status, found, _ = called(capsysbinary, *words)
    wanted = getattr(climb(LATEST, "01", 3, main=bool(more)), of)
    assert status == 0 and found["name"].notna().all() and len(found) == len(wanted) > 1
    found = found.set_index("node").drop(columns="name")
    pd.testing.assert_frame_equal(found, wanted, check_names=False, check_dtype=False)


def test_out_of_reach_says_why(capsysbinary):
    words = ("climb", published("2023"), "--framework", PUBLISHED, "--unit", "48")
    _, found, _ = called(capsysbinary, *words)
    assert found["reason"].tolist() == ["top"] and not [name for name in found if name.startswith("then_")]


def test_a_pace_needs_several_months(capsysbinary):
    words = ("climb", demo(6), "--framework", DEMO, "--unit", "01", "--horizon", 6)
    _, found, _ = called(capsysbinary, *words)
    assert len(found["then_unknown"].iloc[0].split()) == 62  # nobody's pace is known


def test_strengths_of_a_unit(capsysbinary):
    status, found, _ = called(capsysbinary, "strengths", demo(6), "--framework", DEMO, "--unit", "Hà Nội")
    wanted = strengths(LATEST).xs("01", level="unit")
    assert status == 0 and set(found["name"]) == {"Hà Nội"}
    assert found["node"].tolist() == wanted.index.get_level_values("node").tolist()
    assert found["finding"].fillna("").tolist() == wanted["finding"].tolist()
    np.testing.assert_allclose(found["effect"], wanted["effect"], rtol=1e-12)
    _, every, _ = called(capsysbinary, "strengths", demo(6), "--framework", DEMO)
    assert every["unit"].nunique() == 63


def test_figures_and_points_changed(tmp_path, capsysbinary):
    file = ("whatif", published("2023"), "--framework", PUBLISHED, "--points", "hoat_dong", "600")
    words = (
        "--set",
        "Hà Nội",
        "ha_tang_so",
        "0.9",
        "--set",
        "02",
        "hd_kinh_te_so",
        "-",
        "--points",
        "hoat_dong",
        "600",
    )
    status, found, _ = called(capsysbinary, *file, *words)
    changes = {("2023", "01"): {"ha_tang_so": 0.9}, ("2023", "02"): {"hd_kinh_te_so": np.nan}}
    wanted = what_if(scored(published("2023"), PUBLISHED)[2], changes, {"hoat_dong": 600.0}).moved
    assert status == 0 and (found["places"] != 0).any()
    for column in ("rank_before", "rank_after", "places", "score_before", "score_after", "points"):
        np.testing.assert_allclose(found[column], wanted[column], rtol=1e-12, atol=1e-15)


def test_one_period_is_changed(tmp_path, capsysbinary):
    words = ("whatif", two_months(tmp_path), "--framework", DEMO, "--only", "2023-06", "--set", "01", "1.2.2", "100")
    status, found, _ = called(capsysbinary, *words)
    assert status == 0 and set(found["period"]) == {"2023-06"} and len(found) == 63


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ([], 2, "Nothing is changed: give --set UNIT COLUMN VALUE or --points NODE POINTS.\n"),
        (["--set", "01", "ha_tang_so", "much"], 2, "'much' is no number.\n"),
        (["--set", "01", "ha_tang_so", "1.9"], 1, "ha_tang_so is 1.9; it must lie between 0 and 1.\n"),
    ],
)
def test_a_change_that_cannot_be_is_refused(words, status, message, capsysbinary):
    assert refused(capsysbinary, "whatif", published("2023"), "--framework", PUBLISHED, *words) == (status, message)


def test_places_below_one_are_refused(capsysbinary):
    words = ("climb", published("2023"), "--framework", PUBLISHED, "--unit", "48", "--places", 0)
    assert refused(capsysbinary, *words) == (2, "--places is 0; it must be a whole number above 0.\n")


def test_a_pace_over_two_divisions_is_refused(capsysbinary):
    frameworks = ("--framework", PUBLISHED, "--framework", "dti-405-province-published")
    words = ("climb", published("2023"), published("2024-34"), *frameworks, "--unit", "48", "--horizon", 6)
    assert refused(capsysbinary, *words) == (2, "The files are of several divisions: give those of one.\n")


def test_a_file_that_cannot_be_written_is_named(tmp_path, capsysbinary):
    for command, option, name in (("score", "--csv", "out.csv"), ("proof", "--out", "out.xlsx")):
        path = tmp_path / "none" / name
        words = (command, published("2023"), "--framework", PUBLISHED, option, path)
        assert refused(capsysbinary, *words) == (2, f"{path} cannot be written: No such file or directory.\n")


def test_a_reader_that_has_enough_is_no_fault():
    words = ("score", published("2023"), "--framework", PUBLISHED)
    with subprocess.Popen(
        [sys.executable, "-m", "scoring", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=DATA.parent
    ) as process:
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == 0
