"""The compare page: addresses, choices, units of two divisions, what does not compare."""

import pytest

from figures.words import LANGUAGES, translator
from tests.pages.kept import keep
from tests.pages.shown import texts


@pytest.fixture
def ids(own_store):
    """Release ids by (period, division) of some shipped tables."""
    return keep(
        "published/province-2023.xlsx",
        "published/province-2024.xlsx",
        "published/province-2024-34.xlsx",
        "published/ministry-services-2023.xlsx",
    )


def address(shown) -> str:
    said = shown.query_params["units"]
    return said if isinstance(said, str) else said[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_compares_its_units(open_page, ids, lang):
    shown = open_page("compare", lang=lang, release=ids["2023", "63"], units="48,01,79")
    said = texts(shown)
    assert shown.title[0].value == translator(lang)("versus.title")
    assert len([text for text in said if "0,0892" in text or "0.0892" in text]) == 1
    assert address(shown) == "48,01,79"
    assert translator(lang)("versus.adds_up") in said


def test_without_a_choice_the_first_two_are_compared(open_page, ids):
    shown = open_page("compare", release=ids["2023", "63"])
    assert address(shown) == "48,79"
    assert any(text.startswith("Da Nang is 0.0320 ahead of Ho Chi Minh City.") for text in texts(shown))


def test_a_choice_is_written_into_the_address_and_shown(open_page, ids):
    shown = open_page("compare", release=ids["2023", "63"], units="48,01")
    shown.multiselect[0].set_value(["48", "01", "12"]).run()
    assert address(shown) == "48,01,12"
    assert any("Lai Chau" in text for text in texts(shown))
    shown.multiselect[0].set_value(["48"]).run()
    assert translator("en")("versus.too_few") in texts(shown)


def test_confidence_is_said_with_its_assumptions(open_page, ids):
    said = texts(open_page("compare", release=ids["2023", "63"], units="48,12"))
    assert "- Da Nang is above Lai Chau in 100% of runs." in said
    assert any(text.startswith("Assumed: 1,000 runs in which every weight varies") for text in said)


def test_units_of_two_divisions_compare_where_one_framework_scored_both(open_page, ids):
    said = texts(open_page("compare", release=ids["2024", "34"], units="48,63/49"))
    t = translator("en")
    assert any(text.startswith("Da Nang · 34 provinces is 0.1266 ahead of Quang Nam · 63 provinces.") for text in said)
    assert {t("versus.divisions"), t("versus.no_confidence_divisions")} <= set(said)


def test_units_of_another_division_without_a_release_do_not_compare_and_it_says_why(open_page, ids):
    shown = open_page("compare", release=ids["2023", "63"], units="48,34/48,01,nobody")
    said = texts(shown)
    assert "Not comparable with Da Nang · 34 provinces: there is no release of 2023 for that division." in said
    assert "There is no unit “nobody” in this release." in said
    assert any("ahead of Ha Noi" in text for text in said)


def test_places_alone_are_compared_as_such(open_page, ids):
    said = texts(open_page("compare", release=ids["2023", ""], units="MOF,SBV"))
    t = translator("en")
    assert {t("unit.ranks_only"), t("versus.no_parts"), t("versus.no_confidence")} <= set(said)


def test_a_unit_that_an_address_makes_up_becomes_no_link(open_page, ids):
    shown = open_page("compare", release=ids["2023", "63"], units="48,[x](http://elsewhere.example/)")
    assert [warning.value for warning in shown.warning if "elsewhere" in warning.value]
    assert not [warning.value for warning in shown.warning if "[x](http" in warning.value.replace("\\[", "")]
