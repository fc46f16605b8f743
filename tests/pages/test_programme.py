"""The pages of the national programme and of the half-year review, over the shipped figures."""

import pytest

from figures.words import LANGUAGES, words
from store import clock
from store.gate import visible
from store.viewers import Viewer
from tests.pages.kept import keep
from tests.pages.shown import texts

SOURCED, DEMONSTRATION = "programme/project06-2023.xlsx", "programme/project06-2023-demo.xlsx"


@pytest.fixture
def june(own_store) -> str:
    """The demonstration of June 2023, beside the sourced figures and the half-year of a block."""
    keep(SOURCED, DEMONSTRATION, "demo/ministry-other-2023-01.xlsx", "demo/ministry-other-2023-06.xlsx")
    seen = visible(Viewer(), clock.now())
    return next(r.id for r in seen if (r.block, r.period, r.is_demonstration) == ("nation", "2023-06", True))


def counted(shown) -> dict[str, int]:
    return {each.label: int(each.value) for each in shown.metric}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sourced_figures_come_first_and_are_followed_from_the_first_to_the_last(june, open_page, lang):
    t = words(lang).t
    shown = open_page("programme", lang=lang)
    texts(shown)
    assert counted(shown) == {
        t(f"status.{status}"): count
        for status, count in zip(
            ("late", "at_risk", "on_track", "met", "unjudged", "not_reported"), (0, 0, 0, 3, 3, 32), strict=True
        )
    }
    assert shown.selectbox(key="programme_promise").value == "vneid_kich_hoat"


def test_the_demonstration_of_june_is_followed_from_january(june, open_page):
    said = texts(open_page("programme", release=june))
    assert any(
        text.startswith(r"- **Online services with any dossier (effective).** 55\.5% in June 2023") for text in said
    )
    assert "No promise is known to be late in June 2023." in said


def test_a_file_states_the_release_and_that_it_is_a_demonstration(june, open_page, downloads):
    open_page("programme", release=june)
    (text,) = [content.decode("utf-8-sig") for name, content in downloads().items() if name.endswith(".csv")]
    assert text.startswith("# !: ") and f"# Release: {june}\n" in text


def test_the_review_of_a_demonstration_tells_of_the_programme_of_the_same_kind(june, open_page):
    said = "\n".join(texts(open_page("halfyear")))
    assert "Median score: " in said
    assert "Late: 0, At risk: 1, On track: 1, Met: 3, Not judged: 2, Not reported: 31." in said


def test_a_programme_is_in_no_ranking(june, open_page):
    shown = open_page("rankings")
    assert not [name for name in shown.selectbox(key="choose_block").options if "nation" in name.lower()]
