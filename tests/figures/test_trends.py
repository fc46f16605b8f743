"""Trends by hand: four units over months, with a gap, a change of framework, another ranked set, carried figures."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from figures import forecasts, trend_lines, trends
from figures.basis import basis
from figures.territory import Placed, placed
from figures.words import words
from scoring import load_framework, load_units, read_workbook, score
from scoring.analysis.mergers.lineage import lineage
from scoring.analysis.over_time.projection import projection
from scoring.units import DATA

EN, UNITS = words("en"), load_units()
NOTHING = pd.DataFrame()
FRAMEWORK = load_framework("demo-ministry-other")
NODE = FRAMEWORK.headline.code
JANUARY, _ = read_workbook((DATA / "demo" / "ministry-other-2023-01.xlsx").read_bytes(), FRAMEWORK, UNITS)
CODES = list(JANUARY.values.index.get_level_values(1)[:4])
NAMES = dict(zip(CODES, ("A", "B", "C", "D"), strict=True))
#          A     B     C     D
MONTHS = {
    "2023-01": (0.10, 0.50, 0.40, 0.20),
    "2023-02": (0.20, 0.52, 0.40, 0.25),
    "2023-04": (0.30, 0.54, 0.30, np.nan),
    "2023-05": (0.60, 0.56, 0.20, 0.45),
}  # fmt: skip


def made(period: str, values: tuple[float, ...], framework=FRAMEWORK) -> Placed:
    """Scores of four units in a month, put in place of what the engine worked out."""
    index = pd.MultiIndex.from_product([[period], CODES], names=["period", "unit"])
    first = score(FRAMEWORK, JANUARY.values.iloc[:4].set_axis(index))
    scores = first.scores.assign(**{NODE: values})
    ranks = first.ranks.assign(**{NODE: pd.Series(values, index=index).rank(ascending=False, method="min")})
    found = replace(first, framework=framework, scores=scores, ranks=ranks)
    return Placed(found, basis(found, NOTHING, NODE))


@pytest.fixture
def months() -> dict[str, Placed]:
    return {period: made(period, values) for period, values in MONTHS.items()}


@pytest.fixture
def whole(months) -> trends.Path:
    return trends.path(months, NODE)


def test_a_month_without_a_release_is_an_empty_row(whole):
    assert whole.periods == ["2023-01", "2023-02", "2023-03", "2023-04", "2023-05"]
    assert whole.scores.values.loc["2023-03"].isna().all()
    assert set(whole.basis.loc["2023-03"]) == {"unknown"}
    assert whole.over(3, "2023-04").periods == ["2023-02", "2023-03", "2023-04"]


def test_ranks_are_not_joined_where_other_units_are_ranked(whole):
    # In April D has no score, so that three are ranked; in May it is back.
    assert whole.set_breaks == ("2023-04", "2023-05") and whole.breaks == ()
    assert whole.rank_breaks == ("2023-04", "2023-05")
    assert whole.over(3, "2023-05").set_breaks == ("2023-04", "2023-05")


def test_a_change_of_framework_breaks_scores_and_ranks(months):
    other = replace(FRAMEWORK, id="other", missing="none", rank_decimals=3)
    months["2023-02"] = made("2023-02", MONTHS["2023-02"], other)
    found = trends.path({period: months[period] for period in ("2023-01", "2023-02")}, NODE)
    assert found.breaks == found.rank_breaks == ("2023-02",)
    assert trends.notes(found, False, EN) == [
        "From February 2023 another framework scores: the lines are broken there, and changes count from then on."
    ]


def test_the_table_has_the_changes_of_plain_subtraction(whole):
    found = trends.trend_table(whole, 6, "2023-05", NAMES)
    assert list(found["name"]) == ["A", "D", "B", "C"]  # largest gain first
    assert list(found["change"]) == pytest.approx([0.5, 0.25, 0.06, -0.2])
    assert list(found["pace"]) == pytest.approx([0.125, 0.0625, 0.015, -0.05])  # four months apart
    assert list(found["missing"]) == [1, 2, 1, 1]
    # numpy's own fit of a + b·x + c·x² to January, February, April, May.
    quadratic = np.polyfit([1, 2, 4, 5], [0.1, 0.2, 0.3, 0.6], 2)[0]
    assert found.loc[CODES[0], "acceleration"] == pytest.approx(2 * quadratic)
    assert np.isnan(found.loc[CODES[3], "acceleration"])  # three values bend nothing


def test_self_reported_and_carried_periods_are_counted_and_marked(months):
    leaf = next(column for column in months["2023-02"].scores.values.columns)
    remarks = pd.DataFrame([{"period": "2023-02", "unit": CODES[0], "column": leaf, "flag": "self-reported"}])
    months["2023-02"] = placed(months["2023-02"].scores, remarks, NODE)
    at = months["2023-05"].scores
    carried = pd.DataFrame(False, index=at.scores.index, columns=at.scores.columns)
    carried.loc[("2023-05", CODES[0]), [leaf]] = True
    months["2023-05"] = placed(replace(at, flags={"carried": carried}), NOTHING, NODE)
    whole = trends.path(months, NODE)
    row = trends.trend_table(whole, 6, "2023-05", NAMES).loc[CODES[0]]
    assert (row["self_reported"], row["carried"]) == (1, 1)
    assert trends.found_bases(whole, CODES[:1]) == ["measured", "self_reported", "carried"]
    assert trends.found_bases(whole, CODES[1:2]) == []
    figure = trend_lines.lines(whole, 4, NAMES, CODES[:1], EN)
    drawn = next(trace for trace in figure.data if trace.name == "A")
    assert list(drawn.marker.symbol) == ["circle", "diamond-open", "circle", "circle", "square-open"]
    entries = [trace.name for trace in figure.data if trace.x == (None,)]
    assert entries == ["measured", "self-reported", "carried from an earlier period"]


def test_the_median_and_the_quartiles_are_those_of_pandas(whole):
    figure = trend_lines.lines(whole, 4, NAMES, CODES[:2], EN)
    by_hand = whole.scores.values.quantile([0.25, 0.5, 0.75], axis=1)
    median = next(trace for trace in figure.data if trace.name == EN.t("trends.median"))
    assert list(median.y) == pytest.approx(list(by_hand.loc[0.5]), nan_ok=True)
    low = next(trace for trace in figure.data if trace.fill == "tonexty")
    assert list(low.y) == pytest.approx(list(by_hand.loc[0.25]), nan_ok=True)


def test_no_line_runs_across_a_break_and_every_break_is_marked(whole):
    figure = trend_lines.lines(whole, 4, NAMES, CODES[:1], EN, ranks=True)
    parts = [list(trace.x) for trace in figure.data if trace.name == "A"]
    assert parts == [["01/2023", "02/2023", "03/2023"], ["04/2023"], ["05/2023"]]
    assert [shape.x0 for shape in figure.layout.shapes] == [2.5, 3.5]
    assert {note.text for note in figure.layout.annotations} == {EN.t("trends.mark_sets")}
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # rank 1 on top
    others = figure.data[0]
    assert others.name == EN.t("trends.others") and list(others.y).count(None) == 3 * 3


def test_slopes_join_the_first_and_the_last_known_period(whole):
    figure = trend_lines.slopes(whole, NAMES, [CODES[2]], EN)
    drawn = next(trace for trace in figure.data if trace.name == "C")
    assert (list(drawn.x), list(drawn.y)) == (["01/2023", "05/2023"], [0.4, 0.2])
    assert list(drawn.text) == ["0.4000", "0.2000"]


def test_the_words_agree_with_the_numbers(whole):
    assert trends.lines_alt(whole, "lines", NAMES, CODES[:1], "DTI", EN) == (
        "DTI. A: 0.1000 (January 2023), 0.6000 (May 2023). "
        f"{EN.t('trends.median')}: 0.3000 (January 2023), 0.5050 (May 2023)."
    )
    assert trends.lines_alt(whole, "ranks", NAMES, CODES[:1], "DTI", EN) == "DTI. A: 4 (January 2023), 1 (May 2023)."
    assert trends.notes(whole, False, EN) == ["No data: March 2023. The lines are left open."]
    assert trends.notes(whole, True, EN)[1] == (
        "In April 2023, May 2023 other units are ranked than in the period before: ranks are not compared across."
    )
    assert trends.within(words("vi").period("2023-06"), words("vi")) == "tháng 6 năm 2023"


def test_years_before_the_merger_are_carried_and_the_merger_is_drawn():
    framework = load_framework("dti-922-province-published")
    links = lineage(UNITS, "province", "63", "34")
    years = {}
    for year in ("2022", "2023"):
        read, _ = read_workbook((DATA / "published" / f"province-{year}.xlsx").read_bytes(), framework, UNITS)
        years[year] = placed(score(framework, read.values), NOTHING, "dti", links if year == "2022" else None)
    # The later year stands for one that is given in the new units; only that it is not carried matters here.
    later = placed(years["2023"].scores, NOTHING, "dti", links)
    found = trends.path({"2022": years["2022"], "2023": replace(later, links=None)}, "dti")
    assert found.carried_until == "2022" and found.scores.values.shape == (2, 34)
    names = UNITS.of("province", "34")["name_en"].to_dict()
    figure = trend_lines.lines(found, 34, names, ["48"], EN)
    assert [
        (shape.x0, note.text) for shape, note in zip(figure.layout.shapes, figure.layout.annotations, strict=True)
    ] == [(0.5, EN.t("trends.mark_merger"))]
    assert found.over(None, "2022").carried_until == ""


def test_the_line_drawn_on_is_that_of_numpy_and_meets_the_target_when_said(months):
    steady = {
        f"2023-{month:02d}": made(f"2023-{month:02d}", (0.40 + 0.02 * month + bump, 0.5, 0.5, 0.5))
        for month, bump in zip(range(1, 7), (0.001, -0.002, 0.001, 0.002, -0.003, 0.001), strict=True)
    }
    whole = trends.path(steady, NODE)
    table = forecasts.ahead(whole.scores, CODES[0], 6, "2023-12")
    values = [0.421, 0.438, 0.461, 0.482, 0.497, 0.521]
    slope, start = np.polyfit(range(6), values, 1)
    assert list(table.index[[0, -1]]) == ["2023-01", "2023-12"]
    assert list(table["line"]) == pytest.approx([start + slope * month for month in range(12)])
    assert list(table["value"].dropna()) == pytest.approx(values)
    # The band at x: t(4) · s · √(1/6 + (x − 2.5)² / 17.5), with t(4) at 97.5 % = 2.776445.
    s = np.sqrt(((np.array(values) - start - slope * np.arange(6)) ** 2).sum() / 4)
    half = 2.776445 * s * np.sqrt(1 / 6 + (11 - 2.5) ** 2 / 17.5)
    assert table["high"].iloc[-1] - table["line"].iloc[-1] == pytest.approx(half, rel=1e-6)
    projected = projection(whole.scores, 0.6, "2023-12", 6)
    assert projected.loc[CODES[0], "reached"] == table.index[table["line"] >= 0.6][0]
    said = forecasts.sentence(projected.loc[CODES[0]], "A", EN)
    assert said == (
        "If it goes on like this, A reaches 0.6000 in November 2023 (95% interval: "
        f"{EN.period(projected.loc[CODES[0], 'earliest'])} to {EN.period(projected.loc[CODES[0], 'latest'])})."
    )
    assert projected.loc[CODES[0], "earliest"] == table.index[table["high"] >= 0.6][0]
    figure = forecasts.chart(table, "A", 0.6, EN)
    assert [trace.name for trace in figure.data][1:] == [
        EN.t("forecast.band"), EN.t("forecast.line"), "A", "target 0.6000",
    ]  # fmt: skip
    shown = forecasts.table(projected, NAMES, EN)
    assert shown.loc[CODES[1], "reached"] == EN.t("forecast.not_at_this_pace")
    assert shown.loc[CODES[0], "outlook"] == "on course"


def test_what_cannot_be_forecast_says_why(whole, months):
    two = trends.path({period: months[period] for period in ("2023-01", "2023-02")}, NODE)
    assert forecasts.ahead(two.scores, CODES[0], 6, None).empty
    row = projection(two.scores, 0.9, "2023-12", 6).loc[CODES[0]]
    assert forecasts.sentence(row, "A", EN) == EN.t("forecast.no_line", name="A")
    there = projection(whole.scores, 0.5, "2023-12", 6).loc[CODES[0]]
    assert forecasts.sentence(there, "A", EN) == "A has reached 0.5000 already."
    falling = projection(whole.scores, 0.9, "2023-12", 6).loc[CODES[2]]
    assert forecasts.sentence(falling, "C", EN).startswith("At this pace the line of C never reaches 0.9000")
