"""The trends page: the window, the drawings, the table beside them, and the view that its address restores."""

import json

import pytest

from figures.words import words
from scoring import load_framework, load_units, read_workbook, score
from scoring.units import DATA
from store import clock, gate
from store.database import engine
from store.saving import Draft, load_shipped
from store.viewers import Viewer

EN = words("en")
YEARS = {
    2021: "province-published",
    2022: "dti-922-province-published",
    2023: "dti-922-province-published",
    2024: "dti-405-province-published",
}
NAMES = load_units().of("ministry-other")["name_en"]
MONTHS = [f"2023-0{month}" for month in range(1, 7)]


def keep(frameworks: dict[str, str]) -> dict[str, str]:
    """Shipped workbooks (file → framework), published; period → the id of its release."""
    with engine().begin() as connection:
        for file, framework in frameworks.items():
            content, edition = (DATA / f"{file}.xlsx").read_bytes(), load_framework(framework)
            table, _ = read_workbook(content, edition, load_units())
            load_shipped(Draft(((file, content),), table, score(edition, table.values)), clock.now(), connection)
    return {release.period: release.id for release in gate.visible(Viewer(), clock.now())}


@pytest.fixture
def months(own_store):
    """Six months of the ministries' demonstration, by period."""
    return keep({f"demo/ministry-other-{month}": "demo-ministry-other" for month in MONTHS})


def texts(shown) -> str:
    assert not shown.exception
    every = (shown.info, shown.warning, shown.caption, shown.markdown, shown.header)
    return "\n".join(element.value for elements in every for element in elements)


def drawing(shown) -> dict:
    """The lines, as they are sent to the browser."""
    return json.loads(shown.get("plotly_chart")[0].proto.spec)


def axis(shown) -> list[str]:
    return drawing(shown)["layout"]["xaxis"]["categoryarray"]


def test_six_months_up_to_the_release(months, open_page):
    shown = open_page("trends", release=months["2023-06"])
    assert axis(shown) == ["01/2023", "02/2023", "03/2023", "04/2023", "05/2023", "06/2023"]
    earlier = open_page("trends", release=months["2023-04"])
    assert axis(earlier)[-1] == "04/2023" and len(axis(earlier)) == 4  # the window ends with the release
    assert len(earlier.multiselect[0].value) == 3


def test_the_window_is_moved_and_cut(months, open_page):
    shown = open_page("trends", release=months["2023-06"], months="3", last="2023-05")
    assert axis(shown) == ["03/2023", "04/2023", "05/2023"]
    shown.slider[0].set_value(4).run()
    assert axis(shown) == ["02/2023", "03/2023", "04/2023", "05/2023"]
    assert shown.query_params["months"] == "4" and shown.query_params["last"] == "2023-05"


def test_the_window_goes_along_to_another_release(months, open_page):
    shown = open_page("trends", release=months["2023-06"])
    shown.selectbox(key="choose_release").set_value(months["2023-03"]).run()
    assert axis(shown)[-1] == "03/2023" and shown.query_params["last"] == "2023-03"


@pytest.mark.parametrize("draw", ["lines", "ranks", "slopes"])
def test_the_address_restores_the_view(months, open_page, draw):
    first = open_page("trends", release=months["2023-06"])
    codes = first.multiselect[0].value[:1]
    query = {
        "draw": draw,
        "units": codes[0],
        "months": "6",
        "last": "2023-06",
        "forecast": "1",
        "target": "0.9",
        "deadline": "2023-12",
    }
    shown = open_page("trends", release=months["2023-06"], **query)
    assert {name: shown.query_params[name] for name in query} == query
    assert shown.multiselect[0].value == codes
    lines = [trace for trace in drawing(shown)["data"] if trace.get("name") == NAMES[codes[0]]]
    assert lines and (draw != "slopes" or len(lines[0]["x"]) == 2)


def test_the_table_has_every_unit_and_its_files_every_interval(months, open_page):
    shown = open_page("trends", release=months["2023-06"])
    table = shown.dataframe[1].value
    assert list(table.columns) == ["name", "last", "change", "pace", "acceleration", "missing"]
    assert table["change"].dropna().is_monotonic_decreasing and set(table["name"]) <= set(NAMES) and len(table) > 5
    assert [button.label for button in shown.get("download_button")][:2] == ["Download CSV", "Download Excel"]


def test_a_target_is_answered_in_a_sentence_that_says_what_it_is(months, open_page):
    shown = open_page("trends", release=months["2023-06"], target="2", forecast="1")
    said = texts(shown)
    assert EN.t("forecast.what") in said and "2.0000" in said


def test_years_are_drawn_with_their_breaks(own_store, open_page):
    kept = keep({f"published/province-{year}": framework for year, framework in YEARS.items()})
    shown = open_page("trends", release=kept["2024"])
    said = texts(shown)
    assert EN.t("trends.break", period="2022") in said and EN.t("trends.break", period="2024") in said
    assert EN.t("trends.yearly") in said
    assert len(drawing(shown)["layout"]["shapes"]) == 2
    assert not shown.slider  # years have no window of months
    carried = open_page("trends", release=kept["2023"], last="2023")
    assert carried.dataframe[1].value["change"].notna().sum() == 63
