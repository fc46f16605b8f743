"""The unit page: search, addresses, every kind of release, every section."""

import pytest

from figures.words import LANGUAGES, translator
from tests.pages.kept import keep
from tests.pages.shown import texts


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


@pytest.mark.parametrize("part", ["parts", "why", "lift", "path", "data"])
def test_every_part_opens_by_its_address_whatever_the_release_knows(open_page, ids, part):
    kinds = ((("2023", "63"), "01"), (("2024", "34"), "48"), (("2023", ""), "MOF"))
    for lang, (key, unit) in zip(LANGUAGES, kinds, strict=True):
        shown = open_page("unit", lang=lang, release=ids[key], unit=unit, part=part)
        texts(shown)
        assert address(shown)["part"] == part and shown.subheader


def test_why_it_moved_adds_up_and_is_told_first(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="01", part="why")
    said = texts(shown)
    assert any(text.startswith("Since 2022 · 63 provinces: Up 18, from rank 24 to 6: own results") for text in said)
    table = shown.dataframe[0].value
    total = table.index[table["Reason"] == "Sum"][0]
    assert table.loc[total, "Places gained"] == 18 == round(table["Places gained"].iloc[:5].sum(), 2)
    assert address(shown)["before"] == ids["2022", "63"]


def test_releases_that_do_not_compare_say_why(open_page, ids):
    said = texts(open_page("unit", release=ids["2024", "63"], unit="01", part="why"))
    reasons = [text for text in said if text.startswith("Not comparable with 2023 · 63 provinces: other indicators.")]
    assert len(reasons) == 2 and "They differ in: " in reasons[0]  # at the head and in the part


def test_over_the_merger_only_the_carried_place_is_called_a_change(open_page, ids):
    said = texts(open_page("unit", release=ids["2024", "34"], unit="48", part="why"))
    assert "Since 2024 · 63 provinces, carried over the merger to the new units: Stays at rank 17." in said
    assert any(
        text.startswith("2024 · 63 provinces: place 2 of 63, score 0.8335 → now: place 17 of 34") for text in said
    )


def test_figures_tried_out_stand_in_the_address_and_move_the_place(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="01", part="lift")
    field = next(slider for slider in shown.slider if slider.label == "Digital-society activity")
    field.set_value(0.9).run()
    told = [text for text in texts(shown) if "would have a score of" in text]
    assert len(told) == 1 and "(now 0.7448, +0.0504)" in told[0]  # 0.15 · (0.9 − 0.5639)
    assert address(shown)["if"] == "hd_xa_hoi_so=0.9"
    again = open_page("unit", **{**address(shown), "change": "hd_xa_hoi_so"})
    assert told[0] in texts(again)
    next(button for button in again.button if button.label == "Back to the published figures").click().run()
    assert "if" not in again.query_params and not [text for text in texts(again) if "would have a score" in text]


def test_the_places_to_climb_are_kept_in_the_address(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="12", part="lift", climb="4")
    assert shown.slider(key="unit_climb").value == 4
    shown.slider(key="unit_climb").set_value(7).run()
    assert address(shown)["climb"] == "7"
    assert any(text.startswith("For place ") for text in texts(shown))


def test_the_unit_is_compared_with_another_by_choice(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="01", part="parts", against="48")
    assert any(text.startswith("Ha Noi is 0.0892 behind Da Nang.") for text in texts(shown))
    shown.selectbox(key="unit_against").set_value("best").run()
    assert address(shown)["against"] == "best"
    assert any(text.startswith("Ha Noi is 0.0892 behind Da Nang.") for text in texts(shown))


def test_peers_by_region_are_kept_in_the_address(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="48", peers="region")
    assert any(text.startswith("Peers are all others of the same region, North Central") for text in texts(shown))


def test_the_data_carry_source_and_note(open_page, ids):
    shown = open_page("unit", release=ids["2023", "63"], unit="01", part="data")
    assert any(text.startswith("**Source:** https") for text in texts(shown))
    assert list(shown.dataframe[0].value["Value"]) == ["0.6901", "0.8133", "0.6794", "0.8667", "0.5639"]


@pytest.mark.parametrize("part", ["places", "parts", "why", "lift", "path", "data"])
def test_every_part_of_the_page_opens(open_page, own_store, part):
    ids = keep("demo/ministry-other-2023-01.xlsx")
    (release,) = ids.values()
    shown = open_page("unit", release=release, unit="VOV", part=part)
    assert shown.session_state["unit_part"] == part and texts(shown)
    if part == "data":
        table = shown.dataframe[0].value
        assert len(table) == 6 and not (table[translator("en")("unit.value")] == "").any()
