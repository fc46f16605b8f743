"""The main facts about a unit on paper: one sheet when its page is printed, with charts as a document of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from figures import rules, unit_charts, unit_path, unit_places
from figures.documents.paper import Paper, Picture, Table, fragment, html, short
from figures.documents.pictures import Chart, drawn
from figures.one_unit import OneUnit, ranks_complete
from figures.words import Words

MOST_ROWS, MOST_POINTS, MOST_LINES = 13, 12, 4
_WIDTH = 760  # pixels


@dataclass(frozen=True)
class Told:
    """What is known of a unit: sentences, places by node (`unit_places.places`), strengths and weaknesses as lines by
    title, rows of `unit_path.path`.
    """

    said: Sequence[str]
    places: pd.DataFrame
    findings: Mapping[str, Sequence[str]]
    path: pd.DataFrame


def sheet(of: OneUnit, told: Told, stamps: Sequence[str], facts: Mapping[str, str]) -> str:
    """One page as a part of the dashboard's: name and period, stamps, the facts told, the source."""
    title = f"{of.name}, {of.words.period(of.period)}"
    small = [f"{key}: {short(value)}" for key, value in facts.items() if value]
    places, path = told.places.head(MOST_ROWS), told.path.tail(MOST_POINTS)
    return fragment("sheet.html", title=title, stamps=stamps, small=small, **_content(of, told, places, path))


def document(of: OneUnit, told: Told, paper: Paper) -> str:
    """The same with everything that is known and two charts, as HTML to be printed. Raises as `pictures.drawn`."""
    content = _content(of, told, told.places, told.path)
    charts = {"places": _dots(of, told.places), "path": _lines(of, told.path)}
    found = iter(drawn([chart for chart in charts.values() if chart]))
    pictures: dict[str, Picture | None] = {name: next(found) if chart else None for name, chart in charts.items()}
    return html("unit.html", paper, pictures=pictures, **content)


def _content(of: OneUnit, told: Told, places: pd.DataFrame, path: pd.DataFrame) -> dict[str, object]:
    t = of.words.t
    return {
        "said": [sentence for sentence in told.said if sentence],
        "places": _places(of, places),
        "places_title": t("unit.places"),
        "findings": {title: lines[:MOST_LINES] for title, lines in told.findings.items() if lines},
        "path": _path(of, path) if len(path) else None,
        "path_title": t("unit.path"),
    }


def _places(of: OneUnit, places: pd.DataFrame) -> Table:
    t, number = of.words.t, of.words.number
    heads = ("unit.node", "table.rank", "table.score", "unit.median", "unit.peers_median", "unit.best")
    if not ranks_complete(of.scores, of.units, of.division):
        places = places.assign(ranked=float("nan"))
    scores = ("score", "median", "peers", "best")
    rows = [
        (of.node_names[str(code)], _of(row, of.words), *(number(row[name], 4) for name in scores))
        for code, row in places.iterrows()
    ]
    return Table("", [t(key) for key in heads], rows, indents=[int(depth) for depth in places["depth"]])


def _path(of: OneUnit, path: pd.DataFrame) -> Table:
    words = of.words
    heads = [words.t(key) for key in ("about.period", "table.name", "table.rank", "table.score")]
    rows = [
        (words.period(row["period"]), unit_path.label(row, words), _of(row, words), words.number(row["score"], 4))
        for _, row in path.iterrows()
    ]
    return Table("", heads, rows, names=2)


def _of(row: pd.Series, words: Words) -> str:
    """A rank of how many, where all ranks are known; empty where it is not known itself."""
    if pd.isna(row["rank"]):
        return ""
    return words.number(row["rank"]) + (f" / {words.number(row['ranked'])}" if pd.notna(row["ranked"]) else "")


def _dots(of: OneUnit, places: pd.DataFrame) -> Chart | None:
    t = of.words.t
    known = places.dropna(subset=["median"])
    if known.empty:
        return None
    series = {of.name: known["score"], t("unit.median"): known["median"], t("unit.best"): known["best"]}
    names = [of.node_names[str(code)] for code in known.index]
    chart = unit_charts.dots(names, series, of.words, rules.within_unit(of.framework))
    chart.update_traces(y=names)  # paper has room for whole names
    chart.update_layout(width=_WIDTH, height=90 + 26 * len(known))
    return chart, unit_places.places_alt(of, known, t("unit.places"))


def _lines(of: OneUnit, path: pd.DataFrame) -> Chart | None:
    words = of.words
    value = next((name for name in ("rank", "score") if path[name].notna().sum() > 1), None)
    if value is None:
        return None
    chart = unit_charts.path(*unit_path.drawn(path, value, of), words, ranks=value == "rank")
    chart.update_layout(width=_WIDTH, height=330)
    chart.update_yaxes(automargin=True)
    return chart, unit_path.alt(words.t("unit.path"), path, words)
