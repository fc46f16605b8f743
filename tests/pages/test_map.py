"""The map page: what it draws, what it refuses to compare and why, and the view that its address restores."""

import base64
import json

import numpy as np
import pytest

from figures.words import words
from tests.pages.kept import keep
from tests.store.made import analyst, approver, draft, own, published

EN = words("en")
SHIPPED = "dti-922-province-published"


@pytest.fixture
def two_years(own_store):
    """The provinces' releases of 2022 and 2023, by period."""
    anna, binh = analyst(block="province"), approver(block="province")
    return {
        year: published(anna, binh, draft(f"published/province-{year}.xlsx", SHIPPED)).releases[0]
        for year in ("2022", "2023")
    }


def texts(shown) -> str:
    assert not shown.exception
    every = (shown.info, shown.warning, shown.caption, shown.markdown, shown.header)
    return "\n".join(element.value for elements in every for element in elements)


def drawings(shown) -> list[dict]:
    """Every plotly figure on the page, as it is sent to the browser."""
    return [json.loads(element.proto.spec) for element in shown.get("plotly_chart")]


def areas(figure: dict) -> list[dict]:
    return [trace for trace in figure["data"] if trace["type"] == "choropleth"]


def test_the_plain_map_comes_by_itself_and_fetches_its_areas_from_this_server(two_years, open_page):
    shown = open_page("map", release=two_years["2023"].id)
    (figure,) = drawings(shown)
    (drawn,) = areas(figure)
    assert drawn["geojson"].startswith("./files/boundaries/63.geojson?v=") and len(drawn["locations"]) == 63
    assert shown.query_params["view"] == "map" and shown.query_params["on"] == "63"
    table = shown.dataframe[0].value
    assert list(table.columns) == ["name", "rank", "score", "basis"] and table["rank"].iloc[0] == 1
    assert set(table["basis"]) == {"measured"}


def test_the_address_restores_the_view(two_years, open_page):
    release = two_years["2023"].id
    query = {"node": "hd_kinh_te_so", "what": "points", "against": two_years["2022"].id, "view": "tiles", "on": "34"}
    shown = open_page("map", release=release, **query)
    chosen = {box.label: box.value for box in shown.selectbox}
    assert chosen[EN.t("rankings.level")] == "hd_kinh_te_so" and chosen[EN.t("map.what")] == "points"
    assert chosen[EN.t("map.against")] == two_years["2022"].id
    assert {name: shown.query_params[name] for name in query} == query
    (figure,) = drawings(shown)
    assert len(figure["data"][0]["customdata"]) == 34  # tiles, on the 34
    assert "change since 2022, merged units taken as the mean of their old ones" in texts(shown)
    assert "worked out for 34 provinces" in texts(shown)


def test_what_is_not_in_the_address_is_as_if_it_were_not_said(two_years, open_page):
    shown = open_page("map", release=two_years["2023"].id, node="<script>", what="nothing", view="7", on="99")
    assert not shown.exception and len(areas(drawings(shown)[0])[0]["locations"]) == 63


def test_two_divisions_stand_side_by_side_on_one_scale(two_years, open_page):
    left, right = drawings(open_page("map", release=two_years["2023"].id, on="both"))
    assert [len(areas(each)[0]["locations"]) for each in (left, right)] == [63, 34]
    entries = [[trace["name"] for trace in each["data"] if trace["type"] == "bar"] for each in (left, right)]
    assert entries[0] == entries[1]


def test_a_map_moves_over_the_periods_of_one_method(two_years, open_page):
    (figure,) = drawings(open_page("map", release=two_years["2023"].id, moving="1"))
    assert [frame["name"] for frame in figure["frames"]] == ["2022", "2023"]


def test_releases_that_may_not_be_compared_say_why_and_draw_nothing(two_years, open_page):
    anna, binh = analyst("Chi", "province"), approver("Dũng", "province")
    later = published(anna, binh, draft("published/province-2024.xlsx", "dti-405-province-published")).releases[0]
    shown = open_page("map", release=later.id, what="places", against=two_years["2023"].id)
    assert EN.t("compare.nodes", period="2023") in texts(shown)
    assert drawings(shown) == []


def test_a_block_without_territory_says_so_and_is_drawn_as_bars(own_store, open_page):
    release = published(analyst(), approver(), own()).releases[0]
    shown = open_page("map", release=release.id)
    assert EN.t("map.no_territory") in texts(shown)
    (figure,) = drawings(shown)
    assert [trace["type"] for trace in figure["data"]] == ["bar"]
    assert not any(EN.t("map.kind") == group.label for group in shown.segmented_control)


def test_ranks_without_scores_are_mapped_as_ranks(own_store, open_page):
    anna, binh = analyst(block="province"), approver(block="province")
    release = published(anna, binh, draft("published/province-2020.xlsx", "province-published")).releases[0]
    shown = open_page("map", release=release.id, what="rank")
    (drawn,) = areas(drawings(shown)[0])
    places = np.frombuffer(base64.b64decode(drawn["z"]["bdata"]), drawn["z"]["dtype"])
    assert len(drawn["locations"]) == len(places) == 63 and (places >= 0).sum() == 19
    assert (shown.dataframe[0].value["basis"] == EN.t("basis.unknown")).sum() == 63 - 19


def test_every_unit_is_a_link_with_its_release(two_years, open_page):
    shown = open_page("map", release=two_years["2023"].id)
    lists = [element.proto.body for element in shown.get("html") if "unit-list" in element.proto.body]
    assert len(lists) == 1 and lists[0].count("<li>") == 63
    query = f"lang=en&amp;release={two_years['2023'].id}&amp;unit=48"
    assert f'href="./unit?{query}" target="_self">Da Nang</a>' in lists[0]


def test_each_file_states_the_release_it_is_of(own_store, open_page, downloads):
    ids = keep("published/province-2024.xlsx", "published/province-2024-34.xlsx")
    open_page("map", release=ids["2024", "34"], on="both")
    files = {name: content.decode("utf-8-sig") for name, content in downloads().items() if name.endswith(".csv")}
    stated = {name: text.split("# Release: ")[1].split("\n")[0] for name, text in files.items()}
    assert sorted(stated.values()) == sorted(ids.values())
    assert all(name.startswith(release) for name, release in stated.items())


def test_a_file_of_a_demonstration_says_so_first(own_store, open_page, downloads):
    ids = keep("demo/province-2023-06.xlsx")
    open_page("map", release=ids["2023-06", "63"])
    (text,) = [content.decode("utf-8-sig") for name, content in downloads().items() if name.endswith(".csv")]
    assert text.startswith(f"# !: {EN.t('stamp.demonstration')}\n")
