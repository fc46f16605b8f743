"""Maps: the table by hand, hatches that stay in their province, frames, both archipelagos, the print version."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely

from figures import decks, maps, scales, territory, unit_lists, value_bars
from figures.boundaries import SHIPPED
from figures.hatching import PATTERNS, hatch
from figures.words import LANGUAGES, words
from scoring import load_framework, load_units, read_workbook, score
from scoring.analysis.mergers.lineage import lineage
from scoring.units import DATA

EN, UNITS = words("en"), load_units()
NOTHING = pd.DataFrame()


def published(year: int):
    framework = load_framework("dti-922-province-published")
    table, _ = read_workbook((DATA / "published" / f"province-{year}.xlsx").read_bytes(), framework, UNITS)
    return score(framework, table.values)


@pytest.fixture(scope="module")
def of_2022():
    return published(2022)


@pytest.fixture(scope="module")
def of_2023():
    return published(2023)


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": ["01", "48", "79", "92"],
            "name": ["Ha Noi", "Da Nang", "Ho Chi Minh City", "Can Tho"],
            "value": [0.2, 0.5, 0.9, np.nan],
            "score": [0.2, 0.5, 0.9, np.nan],
            "rank": [3, 2, 1, np.nan],
            "basis": ["measured", "carried", "self_reported", "not_applicable"],
            "told": ["a", "b", "c", "d"],
        }
    )


def test_the_table_has_scores_and_ranks_as_published(of_2023):
    found = territory.mapped(territory.placed(of_2023, NOTHING, "dti"), UNITS, "63", "dti", "score", EN)
    assert len(found) == 63 and found["value"].notna().all()
    first = found.set_index("name").loc["Da Nang"]
    assert (round(first["score"], 3), first["rank"]) == (0.834, 1)  # as published, see province-2023.xlsx
    assert first["told"] == f"score {first['score']:.4f} · rank 1"


def test_a_change_is_the_difference_of_two_releases(of_2022, of_2023):
    now, before = (territory.placed(each, NOTHING, "dti") for each in (of_2023, of_2022))
    found = territory.mapped(now, UNITS, "63", "dti", "points", EN, before).set_index("unit")
    by_hand = of_2023.scores["dti"].droplevel(0) - of_2022.scores["dti"].droplevel(0)
    pd.testing.assert_series_equal(found["value"], by_hand.reindex(found.index), check_names=False)
    places = territory.mapped(now, UNITS, "63", "dti", "places", EN, before).set_index("unit")
    up = of_2022.ranks["dti"].droplevel(0) - of_2023.ranks["dti"].droplevel(0)
    assert places["value"].equals(up.reindex(places.index))


def test_the_34_have_the_mean_of_their_old_provinces_main_indicators(of_2023):
    links = lineage(UNITS, "province", "63", "34")
    node = "ha_tang_so"
    found = territory.mapped(territory.placed(of_2023, NOTHING, node, links), UNITS, "34", node, "score", EN)
    old = of_2023.scores[node].droplevel(0)
    # Đà Nẵng of the 34 is Đà Nẵng and Quảng Nam.
    assert found.set_index("name").loc["Da Nang", "value"] == pytest.approx(old[["48", "49"]].mean())
    assert len(found) == 34


def test_without_a_comparable_release_no_change_is_known(of_2023):
    found = territory.mapped(territory.placed(of_2023, NOTHING, "dti"), UNITS, "63", "dti", "places", EN)
    assert found["value"].isna().all() and set(found["basis"]) == {"unknown"}


def test_every_unit_that_stands_in_no_row_is_there_as_unknown():
    framework = load_framework("province-published")
    read, _ = read_workbook((DATA / "published" / "province-2020.xlsx").read_bytes(), framework, UNITS)
    found = territory.mapped(
        territory.placed(score(framework, read.values), NOTHING, "dti"), UNITS, "63", "dti", "rank", EN
    )
    assert len(found) == 63 and found["value"].notna().sum() == read.values["dti.rank"].notna().sum()
    assert (found["basis"] == "unknown").sum() == 63 - found["value"].notna().sum()


@pytest.mark.parametrize("division", ["63", "34"])
@pytest.mark.parametrize("pattern", sorted(PATTERNS.values()))
def test_hatches_lie_within_their_province(division, pattern):
    features = json.loads((SHIPPED / f"{division}-pick.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:
        shape = shapely.from_geojson(json.dumps(feature["geometry"])).buffer(1e-3)
        lon, lat = hatch(division, feature["properties"]["code"], pattern)
        lines = [shapely.LineString([(lon[at], lat[at]), (lon[at + 1], lat[at + 1])]) for at in range(0, len(lon), 3)]
        assert lines and all(shape.covers(line) for line in lines), feature["properties"]["name_en"]
        assert set(lon[2::3]) == {None} == set(lat[2::3])


def test_the_map_draws_each_unit_once_with_colour_and_hatch(table):
    figure = maps.svg_map(table, "63", scales.scale(table["value"], "score"), EN, "./areas")
    areas, under, over = figure.data[:3]
    assert list(areas.locations) == list(table["unit"]) and areas.geojson == "./areas"
    assert list(areas.z) == pytest.approx([1 / 6, 3 / 6, 5 / 6, -0.1], abs=1e-4)
    lines = [*hatch("63", "48", "-")[0], *hatch("63", "92", "x")[0]]  # carried, not applicable; in order of the table
    assert list(under.lon) == list(over.lon) == lines
    assert [trace.name for trace in figure.data if trace.type == "bar"] == [
        "0.2000", "0.5000", "0.9000", "carried from an earlier period", "not applicable",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_archipelagos_are_named_on_every_map(table, lang):
    scale = scales.scale(table["value"], "score")
    first = {"vi": "Quần đảo", "en": "Archipelago", "es": "Archipiélago"}[lang]
    for figure in (
        maps.svg_map(table, "34", scale, words(lang), "./areas"),
        maps.print_map(table, "34", scale, words(lang), "./areas", "Title", {"Source": "x"}),
    ):
        said = [text for trace in figure.data if trace.type == "scattergeo" for text in trace.text or ()]
        assert len(said) == 2 and all(first in text for text in said)
    deck = json.loads(decks.deck(table, "34", scale, words(lang), "./borders").to_json())
    named = next(layer for layer in deck["layers"] if layer["id"] == "archipelagos")
    assert len(named["data"]) == 2


def test_frames_hold_every_period_and_stillness_leaves_out_the_play_button(table):
    other = table.assign(value=[0.9, 0.5, 0.2, 0.1], basis="measured")
    scale = scales.joint([table["value"], other["value"]], "score")
    frames = [("May", other), ("June", table)]
    moving = maps.svg_map(table, "63", scale, EN, "./areas", frames)
    assert [frame.name for frame in moving.frames] == ["May", "June"]
    assert list(moving.frames[0].data[0].z) == pytest.approx(list(scale.positions(other["value"])), abs=1e-4)
    assert len(moving.frames[0].data[1].lon) == 0 and moving.frames[0].data[0].geojson is None
    assert [button.label for button in moving.layout.updatemenus[0].buttons] == ["▶ Play", "■ Stop"]
    assert moving.layout.sliders[0].active == 1
    still = maps.svg_map(table, "63", scale, EN, "./areas", frames, still=True)
    assert len(still.layout.updatemenus) == 0 and len(still.layout.sliders) == 1


def test_the_print_version_states_where_it_comes_from(table):
    facts = {"Period": "2023", "Source": "somewhere with a long name " * 6, "Note": ""}
    figure = maps.print_map(table, "63", scales.scale(table["value"], "score"), EN, "./areas", "Index, 2023", facts)
    told = figure.layout.annotations[0].text
    assert "<b>Period:</b> 2023" in told and "<b>Source:</b> somewhere" in told and "Note" not in told
    assert figure.layout.paper_bgcolor == "#ffffff" and figure.layout.title.text == "Index, 2023"
    assert max(len(line) for line in told.split("<br>")) <= 92


def test_the_words_for_a_map_say_what_the_table_says(table):
    said = territory.map_alt(table, scales.scale(table["value"], "score"), "Index, 2023", EN)
    assert said == (
        "Index, 2023. Values of 3 of 4 units are known. Leading: Ho Chi Minh City 0.9000; Da Nang 0.5000; "
        "Ha Noi 0.2000. Last: Ha Noi 0.2000. self-reported: Ho Chi Minh City. carried from an earlier period: Da Nang. "
        "not applicable: Can Tho."
    )
    empty = table.assign(value=np.nan)
    assert territory.map_alt(empty, scales.scale(empty["value"], "score"), "Index", EN) == ("Index. No score is known.")


def test_the_list_leads_to_every_unit_and_lets_no_name_become_html(table):
    odd = table.assign(name=["<b>Ha Noi", "Da Nang", "HCMC", "Can Tho"])
    scale = scales.scale(table["value"], "score")
    text = unit_lists.unit_list(odd, scale, EN, "Units", {"release": "r&1"})
    assert 'href="./unit?release=r%261&amp;unit=48"' in text and "&lt;b&gt;Ha Noi" in text and "<b>" not in text
    assert text.count("<li>") == 4 and "not applicable" in text
    assert "href" not in unit_lists.unit_list(odd, scale, EN, "Units", None)


def test_bars_stand_best_on_top_and_leave_out_what_is_unknown(table):
    figure = value_bars.value_bars(table, scales.scale(table["value"], "score"), EN)
    assert list(figure.data[0].y) == ["Ha Noi", "Da Nang", "Ho Chi Minh City"]  # plotly counts from below
    assert list(figure.data[0].marker.pattern.shape) == ["", "-", ""]
    ranks = table.assign(value=table["rank"])
    bars = value_bars.value_bars(ranks, scales.scale(ranks["value"], "rank"), EN)
    assert list(bars.data[0].y) == ["Ha Noi", "Da Nang", "Ho Chi Minh City"]
