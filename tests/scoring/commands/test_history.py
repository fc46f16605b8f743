"""trends, projection, backcast and compare through the command line."""

import numpy as np
import openpyxl
import pandas as pd
import pytest

from scoring.analysis.mergers.back_cast import back_cast, back_cast_series
from scoring.analysis.mergers.lineage import lineage
from scoring.analysis.over_time.projection import projection
from scoring.analysis.over_time.series import series
from scoring.analysis.over_time.trends import trend
from scoring.engine.tables import long
from tests.scoring.commands.calling import DATA, DEMO, PUBLISHED, UNITS, called, demo, published, refused, scored

MONTHS = range(1, 7)
NAMES = UNITS.of("province", "63")["name_vi"]


def line(node="dti"):
    return series({f"2023-{month:02d}": scored(demo(month), DEMO)[2] for month in MONTHS}, node)


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """The table of a function, with the unit's name behind its code; texts that are empty come back as missing."""
    names = found.set_index("unit")["name"]
    assert names.notna().all()
    found = found.set_index("unit").drop(columns="name")
    expected = expected.replace("", np.nan)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_names=False, rtol=1e-13)


def test_trends_of_six_months(capsysbinary):
    files = [demo(month) for month in MONTHS]
    status, found, errors = called(capsysbinary, "trends", *files, "--framework", DEMO)
    assert status == 0 and errors == "Dữ liệu: Sheet 'Dữ liệu': 1 of 63 units are missing for 2023-04: Phú Yên.\n"
    same(found, trend(line()))
    assert found.set_index("unit").loc["54", ["name", "missing"]].tolist() == ["Phú Yên", 1]
    words = ("--node", "7", "--months", 3, "--last", "2023-05", "--confidence", 0.8)
    _, found, _ = called(capsysbinary, "trends", *files, "--framework", DEMO, *words)
    same(found, trend(line("7"), 3, "2023-05", 0.8))


def test_a_projection(capsysbinary):
    files = [demo(month) for month in MONTHS]
    words = ("--target", 0.8, "--deadline", "2023-12")
    status, found, _ = called(capsysbinary, "projection", *files, "--framework", DEMO, *words)
    assert status == 0
    same(found, projection(line(), 0.8, "2023-12"))
    status, error = refused(
        capsysbinary, "projection", *files, "--framework", DEMO, "--target", 0.8, "--deadline", "2023-06"
    )
    assert status == 1 and error.endswith(
        "The deadline 2023-06 is not behind the newest period 2023-06. Give a later one.\n"
    )


def test_a_new_framework_breaks_the_series(tmp_path, capsysbinary):
    text = (DATA / "frameworks" / f"{DEMO}.toml").read_text(encoding="utf-8")
    path = tmp_path / "next.toml"
    path.write_text(text.replace("points = 150", "points = 160", 1), encoding="utf-8")
    files = [demo(month) for month in (1, 2, 3, 5, 6)]
    each = [word for name in (DEMO, DEMO, DEMO, path, path) for word in ("--framework", name)]
    status, found, _ = called(capsysbinary, "trends", *files, *each)
    assert status == 0 and set(found["broken_at"]) == {"2023-05"} and set(found["since"]) == {"2023-05"}
    status, error = refused(capsysbinary, "trends", *files, *each[:6])
    assert (status, error) == (2, "5 files need one --framework or 5, not 3.\n")


def test_figures_are_carried_from_file_to_file(tmp_path, capsysbinary):
    """Phú Yên sends nothing in April: a framework that carries the last figure has a score, and counts it."""
    text = (DATA / "frameworks" / f"{DEMO}.toml").read_text(encoding="utf-8")
    path = tmp_path / "carrying.toml"
    path.write_text(f'{text}\n[[steps]]\nstep = "impute"\nkind = "last"\noldest = 2\n', encoding="utf-8")
    files = [demo(month) for month in (3, 4, 5)]
    _, found, _ = called(capsysbinary, "trends", *files, "--framework", path, "--months", 3)
    row = found.set_index("unit")
    assert (row["carried"] > 0).sum() > 5 and row.loc["54", "known"] == 2


def test_a_series_over_the_merger(capsysbinary):
    files = [published(year) for year in ("2022", "2023")]
    words = ("trends", *files, "--framework", PUBLISHED, "--all", "--to", "34")
    status, found, _ = called(capsysbinary, *words)
    scores = {year: scored(published(year), PUBLISHED)[2] for year in ("2022", "2023")}
    casts = back_cast_series(scores, {"2022": "63", "2023": "63"}, "34", UNITS)
    assert status == 0 and len(found) == 34
    same(found, trend(series({year: cast.scores for year, cast in casts.items()}, "dti"), None))
    assert found.set_index("unit").loc["48", "name"] == "Đà Nẵng"


def test_old_units_carried_to_new_ones(tmp_path, capsysbinary):
    _, _, scores = scored(published("2023"), PUBLISHED)
    links = lineage(UNITS, "province", "63", "34")
    words = ("backcast", published("2023"), "--framework", PUBLISHED, "--to", "34")
    status, found, _ = called(capsysbinary, *words)
    expected = long(back_cast(scores, links).scores, UNITS, "34")
    assert status == 0
    pd.testing.assert_frame_equal(found.astype({"division": str}), expected, check_dtype=False, rtol=1e-14)
    weights = pd.Series(range(1, 64), scores.scores.index.get_level_values(1), dtype=float, name="weight")
    path = tmp_path / "weights.csv"
    weights.rename_axis("unit").to_csv(path)
    _, weighted, _ = called(capsysbinary, *words, "--weights", path)
    expected = long(back_cast(scores, links, weights).scores, UNITS, "34")
    np.testing.assert_allclose(weighted["score"], expected["score"], rtol=1e-14)
    assert not np.allclose(weighted["score"], found["score"])
    path.write_text("code,weight\n01,2\n", encoding="utf-8")
    status, error = refused(capsysbinary, *words, "--weights", path)
    assert (status, error) == (2, f"{path}: this is no CSV with the columns unit and weight, a number for each unit.\n")
    status, error = refused(capsysbinary, *words[:-1], "35")
    assert (status, error) == (1, "The block province has no division '35'. It has: 63, 34.\n")


def test_two_releases_compared(capsysbinary):
    files = (published("2022"), published("2023"))
    status, found, _ = called(capsysbinary, "compare", *files, "--framework", PUBLISHED, "--node", "cqs")
    before, after = (scored(file, PUBLISHED)[2] for file in files)
    row = found.set_index("unit").loc["01"]
    assert status == 0 and row["verdict"] == "comparable" and len(found) == 63
    ranks = [int(scores.ranks.loc[(year, "01"), "cqs"]) for year, scores in (("2022", before), ("2023", after))]
    assert ranks == [40, 32]  # as published
    assert row[["rank_before", "rank_after", "places"]].tolist() == [*ranks, 8]
    assert row["points"] == pytest.approx(
        after.scores.loc[("2023", "01"), "cqs"] - before.scores.loc[("2022", "01"), "cqs"]
    )


def test_what_is_not_comparable_says_why(capsysbinary):
    words = ("--framework", PUBLISHED, "--framework", "dti-405-province-published")
    status, error = refused(capsysbinary, "compare", published("2023"), published("2024"), *words)
    assert status == 1 and error.startswith("The releases are not comparable: nodes (")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["trends", demo(1), demo(1)], "The period 2023-01 stands in two of the files. Give it once.\n"),
        (["trends", demo(1), "--node", "x"], f"The framework {DEMO} has no node 'x'.\n"),
    ],
)
def test_a_wrong_call_is_two(words, message, capsysbinary):
    assert refused(capsysbinary, *words, "--framework", DEMO) == (2, message)


def test_divisions_do_not_mix(capsysbinary):
    words = ("--framework", PUBLISHED, "--framework", "dti-405-province-published")
    status, error = refused(capsysbinary, "trends", published("2023"), published("2024-34"), *words)
    assert status == 2 and error.endswith("The files are of several divisions: carry them to the newest with --to.\n")


def test_a_deadline_that_is_no_period_is_refused(capsysbinary):
    words = ("projection", demo(1), "--framework", DEMO, "--target", "0.8", "--all", "--deadline", "soon")
    message = "The deadline 'soon' is no period. Give one such as 2025, 2025-H1 or 2025-06.\n"
    assert refused(capsysbinary, *words) == (1, message)


def test_scores_that_cannot_be_carried_say_why(tmp_path, capsysbinary):
    book = openpyxl.load_workbook(published("2023"))
    for row in book.worksheets[0].iter_rows(min_row=2):
        if any("Hà Giang" in str(cell.value) for cell in row):
            for cell in row[3:]:
                cell.value = None
    path = tmp_path / "gaps.xlsx"
    book.save(path)
    status, found, err = called(capsysbinary, "backcast", path, "--framework", PUBLISHED, "--to", "34")
    missing = found[found["score"].isna()]
    assert status == 0 and set(missing["unit"]) == {"08"}
    # Every indicator that was carried; what is computed from them follows.
    carried = set(missing["node"]) & {column.code for column in scored(published("2023"), PUBLISHED)[0].inputs}
    assert set(err.splitlines()) == {f"{node} of 08 in 2023 is missing: predecessors (02)" for node in carried}
