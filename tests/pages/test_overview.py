"""The overview: who leads, what moved and why, where one's own unit stands; nothing of it from a page's own hand."""

import re

import pytest

from figures.words import LANGUAGES, translator
from pages.parts import at_a_glance
from store import rights
from tests.pages.kept import keep
from tests.pages.shown import texts
from tests.store.made import person

DEMONSTRATIONS = ["demo/ministry-other-2023-01.xlsx", "demo/ministry-other-2023-06.xlsx"]


@pytest.fixture
def ids(own_store):
    """Release ids by (period, division) of some shipped tables."""
    return keep(
        "published/province-2022.xlsx",
        "published/province-2023.xlsx",
        "published/province-2024.xlsx",
        "published/province-2024-34.xlsx",
        "published/ministry-services-2023.xlsx",
        *DEMONSTRATIONS,
    )


def linked(shown) -> dict[str, str]:
    """Label → query of every link to a page."""
    return {link.proto.label: link.proto.query_string for link in shown.get("page_link")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_leaders_of_every_block_lead_to_their_pages(open_page, ids, lang):
    shown = open_page("overview", lang=lang)
    texts(shown)
    found = linked(shown)
    first = next(label for label in found if label.startswith("1. **") and "8373" in label)
    assert f"release={ids['2024', '63']}" in found[first] and "unit=79" in found[first]
    assert sum(label.startswith("1. **") for label in found) == 3
    assert shown.title[0].value == translator(lang)("overview.title")


def test_the_address_carries_the_release(open_page, ids):
    shown = open_page("overview")
    assert shown.query_params["release"] in (ids["2024", "63"], [ids["2024", "63"]])
    shown = open_page("overview", release=ids["2022", "63"])
    assert "1. **Da Nang** 0.8002" in linked(shown)
    shown = open_page("overview", release="nowhere")
    assert translator("en")("choose.unknown_release", id="nowhere") in texts(shown)


def test_turning_to_another_page_keeps_the_release(open_page, ids):
    shown = open_page("rankings", release=ids["2022", "63"])
    for page in ("overview", "rankings"):
        shown.query_params.clear()
        shown.switch_page(f"{page}.py").run()
        assert shown.selectbox(key="choose_release").value == ids["2022", "63"]


def test_the_change_since_the_last_release_or_why_there_is_none(open_page, ids):
    told = texts(open_page("overview"))
    assert any(text.startswith("2024 · 63 provinces · Not comparable with 2023") for text in told)
    told = texts(open_page("overview", release=ids["2023", "63"]))
    assert any(text.startswith("2023 · 63 provinces · Since 2022: ") and " up, " in text for text in told)


def test_six_months_of_demonstrations_are_labelled_and_say_what_gained(open_page, ids):
    t = translator("en")
    shown = open_page("overview", release=ids["2023-06", ""])
    told = texts(shown)
    assert any(text.startswith(f":orange-badge[{t('stamp.demonstration')}] January 2023 – June 2023") for text in told)
    assert t("overview.no_moves") in told  # all gained alike
    assert any(label.endswith(" +0.0796") for label in linked(shown)), linked(shown)
    assert t("overview.no_six_months") in texts(open_page("overview", release=ids["2024", "63"]))


def test_ones_own_unit_stands_on_top(open_page, ids):
    told = linked(open_page("overview", release=ids["2024", "63"], unit="01"))
    assert "**Ha Noi: rank 4 of 63 · 0.8241** — 2024 · 63 provinces" in told
    shown = open_page("overview", release=ids["2024", "63"], unit="01")
    assert any("2023: Since 2022: Up 18, from rank 24 to 6" in text for text in texts(shown))
    # A province of the 63 that went into another is told with the place of what it is now.
    told = linked(open_page("overview", release=ids["2024", "63"], unit="49"))
    assert [label for label in told if label.startswith("**Da Nang: rank 17 of 34")]
    assert [label for label in told if label.startswith("**Quang Nam: rank ")]


def test_an_officer_finds_the_own_unit_without_looking(open_page, ids):
    officer = person("Oanh", rights.Role("officer", "province", "63", "48"))
    assert "**Da Nang: rank 2 of 63 · 0.8335** — 2024 · 63 provinces" in linked(open_page("overview", officer))


def test_without_anything_published_the_page_says_what_to_do(open_page):
    assert translator("en")("choose.nothing") in texts(open_page("overview"))


def test_drawings_say_their_numbers_and_belong_to_the_release(open_page, ids):
    drawings = [text for text in texts(open_page("overview")) if "<svg" in text]
    alts = [re.search('aria-label="([^"]*)"', drawing)[1] for drawing in drawings]
    assert len(alts) == 2 and "2024 0.7955" in alts[0] and "0.8373" in alts[1]
    assert (
        drawings[1].count("<title>") == 63 and "<title>Ho Chi Minh City: score 0.8373 · rank 1</title>" in drawings[1]
    )


def test_what_is_kept_of_a_public_release_is_the_same_for_everybody(ids):
    from pages.parts import access

    release = next(r for r in access.releases() if r.id == ids["2024", "63"])
    first = at_a_glance.leaders(release, "vi", 3)
    assert first is at_a_glance.leaders(release, "vi", 3)
    assert first[0].label == "1. **TP. Hồ Chí Minh** 0,8373"


def test_a_move_leads_to_its_reason_over_the_same_six_months(open_page, own_store):
    ids = keep(*(f"demo/province-2023-0{month}.xlsx" for month in (1, 5, 6)))
    shown = open_page("overview")
    label, query = next((label, query) for label, query in linked(shown).items() if "→" in label)
    chosen = dict(part.split("=") for part in query.split("&"))
    assert (chosen["part"], chosen["before"]) == ("why", ids["2023-01", "63"])
    places, first, final = (int(number) for number in re.findall(r"\d+", label))
    told = texts(open_page("unit", **chosen))
    said = next(text for text in told if text.startswith("Since January 2023"))
    assert abs(first - final) == places and f"from rank {first} to {final}" in said
