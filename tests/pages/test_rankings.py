"""The rankings page: scores on the scale they are on, comparisons, filters, columns, what a row leads to."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import store
from figures.words import translator
from pages.parts import access
from scoring import load_framework, load_units, parse_framework, read_workbook, score
from scoring.units import DATA
from store import Draft, Viewer
from tests.pages.kept import keep as keep_shipped

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = load_framework("demo-ministry-other")


@pytest.fixture
def kept(own_store, monkeypatch):
    """The demonstration figures of a month, kept as this visitor's draft under a framework."""
    me = Viewer("me", local=True)
    monkeypatch.setattr(access, "viewer", lambda: me)
    content = (DATA / "demo" / "ministry-other-2023-01.xlsx").read_bytes()
    table, _ = read_workbook(content, SHIPPED, load_units())

    def keep(framework) -> None:
        store.save(Draft((("figures.xlsx", content),), table, score(framework, table.values)), me)

    return keep


def score_column() -> dict:
    """How the table shows the score, as it is sent to the browser."""
    shown = AppTest.from_file(str(ROOT / "pages" / "rankings.py"), default_timeout=30)
    shown.query_params["lang"] = "en"
    shown.run()
    assert not shown.exception
    return json.loads(shown.dataframe[0].proto.columns)["score"]


def test_scores_between_0_and_1_are_bars(kept):
    kept(SHIPPED)
    column = score_column()
    assert (column["type_config"]["type"], column["help"]) == ("progress", translator("en")("rankings.score_help"))


def test_scores_on_another_scale_are_numbers_and_say_so(kept):
    changed = SHIPPED.text.replace('id = "demo-ministry-other"', 'id = "z"').replace(
        'rule = { kind = "share", scale = 100 }', 'rule = { kind = "z_score", mean = 50, sd = 10 }'
    )
    assert changed.count("z_score") == 6
    kept(parse_framework(changed))
    column = score_column()
    assert (column["type_config"]["type"], column["help"]) == ("number", translator("en")("method.scale_open"))


@pytest.fixture
def ids(own_store):
    """Release ids by (period, division) of some shipped tables."""
    return keep_shipped(
        "published/province-2022.xlsx",
        "published/province-2023.xlsx",
        "published/province-2024.xlsx",
        "published/province-2024-34.xlsx",
    )


def rows(shown):
    assert not shown.exception, shown.exception
    return shown.dataframe[0].value


def captions(shown) -> str:
    return " ".join(caption.value for caption in shown.caption)


def test_a_release_is_compared_with_the_newest_that_may_be(open_page, ids):
    shown = open_page("rankings", release=ids["2023", "63"])
    table = rows(shown)
    assert shown.selectbox(key="rankings_since").value == ids["2022", "63"]
    assert table["name"].head(2).tolist() == ["Da Nang", "Ho Chi Minh City"]
    assert table.set_index("name").loc["Ha Noi", ["rank", "places"]].tolist() == [6, 18]
    assert translator("en")("rankings.change_since", period="2022") in captions(shown)


def test_where_nothing_may_be_compared_the_reason_is_said(open_page, ids):
    shown = open_page("rankings", release=ids["2024", "63"])
    assert "places" not in rows(shown)
    assert translator("en")("compare.nodes", period="2023") in captions(shown)
    assert translator("en")("rankings.since_none") == open_page(
        "rankings", release=ids["2022", "63"]
    ).selectbox(key="rankings_since").proto.placeholder  # fmt: skip


def test_intervals_stand_where_points_are_decided_and_only_there(open_page, ids):
    table = rows(open_page("rankings", release=ids["2023", "63"])).set_index("name")
    assert table.loc["Da Nang", "range"] == "1" and table.loc["Da Nang", "class"] == 1
    assert table["interval"].str.startswith("data:image/svg+xml,").all()
    for row in table.itertuples():
        low, _, high = row.range.partition("–")
        assert int(low) <= row.rank <= int(high or low)
    given = rows(open_page("rankings", release=ids["2024", "63"]))
    assert not {"interval", "range"} & set(given)
    assert given["class"].value_counts().to_dict() == {1: 14, 2: 12, 3: 12, 4: 13, 5: 12}  # two share 13th


def test_published_ties_are_named(open_page, ids):
    table = rows(open_page("rankings", release=ids["2022", "63"], node="ha_tang_so")).set_index("name")
    equal = table[table["rank"].duplicated(keep=False)]
    assert len(equal) and (equal["tied"] != "").all() and (table.drop(equal.index)["tied"] == "").all()


def test_filters_in_the_address_cut_rows_and_nothing_else(open_page, ids):
    whole = rows(open_page("rankings", release=ids["2023", "63"])).set_index("name")
    shown = open_page("rankings", release=ids["2023", "63"], kind="centrally governed city")
    few = rows(shown).set_index("name")
    assert list(few.index) == ["Da Nang", "Ho Chi Minh City", "Can Tho", "Ha Noi", "Hai Phong"]
    same = ["rank", "class", "range", "tied", "places"]
    assert few[same].equals(whole.loc[few.index, same])
    assert translator("en")("rankings.shown", shown="5", total="63") in captions(shown)


def test_peers_are_shown_with_their_rule(open_page, ids):
    shown = open_page("rankings", release=ids["2024", "34"], peers_of="01", peers="population")
    assert len(rows(shown)) == 6 and "Ha Noi" in set(rows(shown)["name"])
    assert "Peers are the 5 units with the nearest population, as counted in the same way: " in captions(shown)
    # The 63 have no population that can be cited: the rule falls back and is told.
    shown = open_page("rankings", release=ids["2024", "63"], peers_of="01", peers="population")
    assert "nearest overall score" in captions(shown)


def test_columns_and_order_are_the_readers(open_page, ids):
    shown = open_page("rankings", release=ids["2023", "63"], columns="points", order="name")
    table = rows(shown)
    assert list(table.columns) == ["rank", "name", "score", "points"]
    assert table["name"].iloc[0] == "An Giang" and table["name"].iloc[-1] == "Yen Bai"


def test_the_line_over_time_holds_the_periods_of_one_method(open_page, ids):
    table = rows(open_page("rankings", release=ids["2023", "63"])).set_index("name")
    assert table.loc["Da Nang", "line"] == pytest.approx([0.8002, 0.8340])
    assert "line" not in rows(open_page("rankings", release=ids["2024", "63"]))


def test_no_row_says_what_to_do(open_page, ids):
    shown = open_page("rankings", release=ids["2023", "63"])
    shown.text_input(key="rankings_search").set_value("atlantis").run()
    assert translator("en")("rankings.no_match", text="atlantis") in [info.value for info in shown.info]
