"""What a score is made of: points times scores of the published table, and what stands out."""

import pandas as pd
import pytest

from figures import unit_parts
from figures.words import LANGUAGES, words
from scoring.units import DATA
from tests.figures.shipped import one

FILE = "published/province-2023.xlsx"
POINTS = {"Hạ tầng số": 0.1, "Bốn nền tảng khác": 0.4, "Hoạt động chính quyền số": 0.2, "Hoạt động kinh tế số": 0.15,
          "Hoạt động xã hội số": 0.15}  # fmt: skip


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return pd.read_excel(DATA / FILE, dtype={"Mã": str}, engine="openpyxl").set_index("Mã")


def test_contributions_are_points_times_score_and_add_up_to_it(published):
    table = unit_parts.parts(one(FILE, "01"), unit_parts.BEST)
    expected = [weight * published.at["01", name] for name, weight in POINTS.items()]
    assert list(table["adds"]) == pytest.approx(expected, abs=1e-4)
    assert table["adds"].sum() == pytest.approx(0.7448, abs=5e-5)
    apart = [weight * (published.at["01", name] - published.at["48", name]) for name, weight in POINTS.items()]
    assert list(table["apart"]) == pytest.approx(apart, abs=1e-4)
    assert list(table["base_score"]) == pytest.approx([published.at["48", name] for name in POINTS], abs=1e-4)


def test_the_unit_in_the_middle_is_the_32nd_of_63(published):
    of = one(FILE, "01")
    middle = unit_parts.base_unit(of, unit_parts.MEDIAN)
    assert published.at[middle, "Hạng công bố"] == 32
    table = unit_parts.parts(of, unit_parts.MEDIAN)
    assert table["apart"].sum() == pytest.approx(0.7448 - published.at[middle, "Chỉ số công bố"], abs=1e-4)
    assert unit_parts.parts_sentence(of, table, unit_parts.MEDIAN).startswith(
        f"Ha Noi is 0.0600 ahead of {of.unit_names[middle]}. Most is gained by Digital-economy activity"
    )


def test_the_table_as_written_adds_up():
    of = one(FILE, "01")
    shown = unit_parts.shown(of, unit_parts.parts(of, "48"), "Da Nang")
    assert shown["Contribution"].iloc[-1] == pytest.approx(shown["Contribution"][:-1].sum(), abs=1e-12)
    assert round(shown["Contribution"].iloc[-1], 4) == 0.7448
    assert round(shown["Part of the distance"].iloc[-1], 4) == round(0.7448 - 0.8340, 4)
    assert shown["Da Nang"].iloc[-1] == pytest.approx(0.8340, abs=5e-5)


def test_the_leader_compared_with_itself_says_so():
    of = one(FILE, "48")
    assert unit_parts.parts_sentence(of, unit_parts.parts(of, unit_parts.BEST), unit_parts.BEST) == (
        "Da Nang is itself the unit compared with."
    )


def test_what_was_published_as_it_is_has_no_parts():
    assert not unit_parts.has_parts(one("published/province-2024.xlsx", "48"))
    assert unit_parts.has_parts(one(FILE, "48"))
    assert not unit_parts.has_parts(one("published/ministry-services-2023.xlsx", "MOF"))


@pytest.mark.parametrize("unit", ["01", "12", "48"])
def test_strengths_lie_in_the_best_quarter_and_weaknesses_in_the_worst(published, unit):
    of = one(FILE, unit)
    found = unit_parts.findings(of)
    for code, name in (("hd_xa_hoi_so", "Hoạt động xã hội số"), ("hd_kinh_te_so", "Hoạt động kinh tế số")):
        rank = published[name].rank(ascending=False, method="min")[unit]
        from_below = published[name].rank(method="min")[unit]
        far = abs(published.at[unit, name] - published[name].median()) >= 0.05
        expected = "strength" if rank <= 63 / 4 and far else "weakness" if from_below <= 63 / 4 and far else ""
        assert found.at[code, "finding"] == expected
    told = sum(len(unit_parts.finding_lines(of, found, kind)) for kind in ("strength", "weakness"))
    assert told == (found["finding"] != "").sum()
    assert len(unit_parts.guarded_lines(of, found)) == (found["guard"] != "").sum()


def test_a_finding_is_told_with_place_score_and_distance(published):
    of = one(FILE, "01")
    apart = published.at["01", "Hoạt động kinh tế số"] - published["Hoạt động kinh tế số"].median()
    assert unit_parts.finding_lines(of, unit_parts.findings(of), "strength")[0] == (
        f"Digital-economy activity: 0.8667, place 1 of 63; {apart:+.4f} from the median."
    )


def test_where_the_headline_is_given_what_it_shows_is_judged():
    found = unit_parts.findings(one("published/province-2024.xlsx", "48"))
    assert set(found.index) == {"ha_tang_so", "hd_chinh_quyen_so", "hd_kinh_te_so", "hd_xa_hoi_so"}
    assert unit_parts.findings(one("published/ministry-services-2023.xlsx", "MOF")).empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bars_are_told_in_words(lang):
    of = one(FILE, "01", lang)
    table = unit_parts.parts(of, "48")
    said = unit_parts.alt("T", table, "apart", words(lang))
    assert all(words(lang).number(value, 4, signed=True) in said for value in table["apart"])
