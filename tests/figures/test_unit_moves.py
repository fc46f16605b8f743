"""Why a rank moved: against the published ranks of two years, and across the mergers."""

import pandas as pd
import pytest

from figures import unit_moves
from figures.words import LANGUAGES, words
from scoring import load_units
from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.reasons.moves import moves
from scoring.units import DATA
from tests.figures.shipped import one, scores_of

UNITS = load_units()
OLD, NEW = "published/province-2022.xlsx", "published/province-2023.xlsx"


def published(file: str) -> pd.DataFrame:
    table = pd.read_excel(DATA / file, dtype={"Mã": str}, engine="openpyxl").set_index("Mã")
    return table.rename(columns={"Chỉ số công bố": "score", "Hạng công bố": "rank"})


def split(unit: str, before: str = OLD, after: str = NEW, sets=("63", "63"), **more):
    answer = comparability(scores_of(before), scores_of(after), sets, UNITS)
    return answer, moves(scores_of(before), scores_of(after), answer, units=[unit], **more)


@pytest.mark.parametrize("unit", ["01", "48", "12", "49"])
def test_parts_add_up_to_the_change_of_the_published_ranks_and_scores(unit):
    before, after = published(OLD), published(NEW)
    of = one(NEW, unit)
    _, found = split(unit)
    factors, own = unit_moves.by_factor(of, found), unit_moves.by_indicator(of, found)
    assert factors.at["", "places"] == before.at[unit, "rank"] - after.at[unit, "rank"]
    assert factors.at["", "points"] == pytest.approx(after.at[unit, "score"] - before.at[unit, "score"], abs=1.5e-4)
    for table in (factors, own):
        assert table["places"].iloc[:-1].sum() == pytest.approx(table.at["", "places"], abs=1e-9)
        assert table["points"].iloc[:-1].sum() == pytest.approx(table.at["", "points"], abs=1e-9)
    assert own.at["", "places"] == pytest.approx(factors.at["own", "places"], abs=0.011)
    assert list(factors["name"]) == [
        "own results", "results of others", "changed method", "merger", "revised figures", "Sum",
    ]  # fmt: skip


def test_places_scores_and_those_passed_are_the_published_ones():
    of, before, after = one(NEW, "01"), published(OLD), published(NEW)
    _, found = split("01")
    assert unit_moves.heading(of, found, "2022", (63, 63)) == (
        "2022: place 24 of 63, score 0.6098 → now: place 6 of 63, score 0.7448."
    )
    ahead = before.index[before["rank"] < before.at["01", "rank"]]
    passed = [unit for unit in ahead if after.at[unit, "rank"] >= after.at["01", "rank"]]
    said = unit_moves.crossed(of, found)
    assert said.startswith(f"Passed ({len(passed)}): ") and said.endswith(f" and {len(passed) - 6} more.")
    assert "Passed by" not in said


def test_over_the_merger_the_old_places_are_carried_and_told():
    files = "published/province-2024.xlsx", "published/province-2024-34.xlsx"
    answer, found = split("48", *files, sets=("63", "34"))
    of = one(files[1], "48", division="34")
    names = dict(UNITS.of("province", "63")["name_en"])
    assert unit_moves.carried(of, found, answer, names) == (
        "Among the new units, Da Nang would have had the plain mean of Da Nang, Quang Nam: place 17, score 0.7069 "
        "(among the old units Da Nang was in place 2)."
    )
    assert unit_moves.by_factor(of, found).at["merger", "places"] == 2 - 17
    _, other = split("48", *files, sets=("63", "34"), from_unit={"48": "49"})
    assert unit_moves.by_factor(of, other).at["merger", "places"] == 57 - 17
    answer, found = split("04", *files, sets=("63", "34"))  # Cao Bằng, not merged
    said = unit_moves.carried(one(files[1], "04", division="34"), found, answer, names)
    assert said.startswith("Cao Bang was not merged; among the new units it would have been in place ")


def test_why_two_releases_do_not_compare_is_said_with_names():
    earlier, later = scores_of(NEW), scores_of("published/province-2024.xlsx")
    answer = comparability(earlier, later, ("63", "63"), UNITS)
    said = unit_moves.not_comparable(one("published/province-2024.xlsx", "48"), answer, earlier, "2023")
    assert said.startswith("Not comparable with 2023: other indicators. They differ in: Digital transformation index")
    assert "⟦" not in said and "hoat_dong" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bars_are_told_in_words(lang):
    of = one(NEW, "01", lang)
    table = unit_moves.by_factor(of, split("01")[1])
    said = unit_moves.alt("T", table, words(lang))
    assert all(words(lang).number(value, 2, signed=True) in said for value in table["places"])
