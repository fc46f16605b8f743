"""The unit page: search, addresses, every kind of release, every section."""

import pytest

from figures.words import LANGUAGES, translator
from tests.pages.kept import keep


@pytest.fixture
def ids(own_store):
    """Release ids by (period, division) of some shipped tables."""
    return keep(
        "published/province-2022.xlsx",
        "published/province-2023.xlsx",
        "published/province-2024.xlsx",
        "published/province-2024-34.xlsx",
        "published/ministry-services-2023.xlsx",
    )


def texts(shown) -> list[str]:
    assert not shown.exception, shown.exception
    parts = (*shown.markdown, *shown.caption, *shown.info, *shown.header, *shown.subheader, *shown.warning)
    found = [part.value for part in parts]
    assert not [text for text in found if "⟦" in text]
    return found


def choose(shown, choice: str) -> None:
    """An option, or what was typed, which AppTest takes for an option only when it is one."""
    box = shown.selectbox(key="unit")
    if choice not in ("01", "63/49"):
        box.options.append(choice)
    box.set_value(choice).run()


def address(shown) -> dict[str, str]:
    return {name: said if isinstance(said, str) else said[-1] for name, said in shown.query_params.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_choice_the_leader_is_shown_and_written_into_the_address(open_page, ids, lang):
    shown = open_page("unit", lang=lang, release=ids["2023", "63"])
    assert shown.title[0].value == translator(lang)("unit.title")
    assert any("0,8340" in text or "0.8340" in text for text in texts(shown))
    assert address(shown)["unit"] == "48" and address(shown)["release"] == ids["2023", "63"]


def test_a_link_shows_its_unit(open_page, ids):
    said = texts(open_page("unit", release=ids["2023", "63"], unit="01"))
    assert "Ha Noi, 2023" in said


@pytest.mark.parametrize("typed", ["63/49", "quang nam", "Quảng Nam"])
def test_an_old_name_leads_to_the_merged_unit_and_says_so(open_page, ids, typed):
    shown = open_page("unit", release=ids["2024", "34"])
    choose(shown, typed)
    assert "Da Nang, 2024" in texts(shown)
    assert "Quang Nam has been part of Da Nang since 1 July 2025." in texts(shown)
    assert (address(shown)["unit"], address(shown)["was"]) == ("48", "63/49")
    again = open_page("unit", **address(shown))
    assert "Quang Nam has been part of Da Nang since 1 July 2025." in texts(again)
    choose(again, "01")
    assert "was" not in address(again) and "Ha Noi, 2024" in texts(again)


def test_an_old_code_in_a_link_leads_to_the_merged_unit(open_page, ids):
    shown = open_page("unit", release=ids["2024", "34"], unit="49")
    assert "Da Nang, 2024" in texts(shown)
    assert "Quang Nam has been part of Da Nang since 1 July 2025." in texts(shown)


def test_a_name_that_fits_nothing_says_what_to_do(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="01")
    choose(shown, "Atlantis")
    assert translator("en")("unit.no_match", text="Atlantis") in texts(shown)
    assert address(shown)["unit"] == "01"


def test_a_name_is_found_without_diacritics_by_its_beginning(open_page, ids):
    shown = open_page("unit", lang="vi", release=ids["2023", "63"], unit="01")
    choose(shown, "da n")
    assert "Đà Nẵng, 2023" in texts(shown)


def test_another_division_keeps_the_unit(open_page, ids):
    shown = open_page("unit", release=ids["2024", "63"], unit="49")
    assert "Quang Nam, 2024" in texts(shown)
    shown.selectbox(key="choose_release").set_value(ids["2024", "34"]).run()
    assert address(shown)["unit"] == "48"
    assert "Quang Nam has been part of Da Nang since 1 July 2025." in texts(shown)


def test_a_release_of_ranks_alone_says_what_is_not_known(open_page, ids):
    shown = open_page("unit", release=ids["2023", ""], unit="MOF")
    said = texts(shown)
    assert translator("en")("unit.ranks_only") in said
    assert any("its score was not published" in text for text in said)


def test_a_wrong_unit_in_the_address_is_left_out(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="<script>")
    assert "Da Nang, 2023" in texts(shown)
