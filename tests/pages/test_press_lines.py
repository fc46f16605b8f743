"""Press lines on the press page: each can stand alone, and what the figures do not support is said apart."""

import pytest

from figures.words import LANGUAGES, words
from tests.pages.kept import keep
from tests.pages.shown import texts

FILES = ("published/province-2022.xlsx", "published/province-2023.xlsx", "published/province-2024.xlsx")


@pytest.fixture
def ids(own_store):
    return keep(*FILES)


def opened(shown):
    """With the lines in view: AppTest cannot open what opens by a click."""
    shown.session_state["press_lines"] = True
    return shown.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_of_a_release_name_node_period_and_block(open_page, ids, lang):
    shown = opened(open_page("press", lang=lang, release=ids["2023", "63"], template="ranking"))
    said = [each.value for each in shown.code]
    w = words(lang)
    lines = [line for line in said if w.period_within("2023") in line and ": " in line]
    assert len(lines) >= 6 and any("2022" in line for line in lines)
    assert any("0.8340" in line or "0,8340" in line for line in lines)
    assert f"**{w.t('lines.refused')}**" in texts(shown)


def test_with_a_unit_highlighted_the_lines_are_about_it(open_page, ids):
    shown = opened(open_page("press", release=ids["2023", "63"], template="ranking", units="01"))
    lines = [each.value for each in shown.code if "Ha Noi" in each.value]
    assert any("Ha Noi is up 18, from rank 24 in 2022 to rank 6." in line for line in lines)


def test_of_the_first_release_nothing_is_said_about_before(open_page, ids):
    shown = opened(open_page("press", release=ids["2022", "63"], template="ranking"))
    lines = [each.value for each in shown.code]
    assert lines and not any("since" in line or "rank 1 in" in line for line in lines)


def test_where_no_weights_can_be_drawn_the_page_says_so(open_page, ids):
    told = words("en").t("versus.no_confidence")
    for release, said in ((ids["2023", "63"], False), (ids["2024", "63"], True)):
        shown = opened(open_page("press", release=release, template="ranking"))
        assert any(told in text for text in texts(shown)) is said
        assert any(line.value.endswith("as published.") for line in shown.code) is said
