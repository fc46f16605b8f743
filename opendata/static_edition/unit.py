"""A page for each unit of a release: where it stands, how it came there, its own figures."""

from collections.abc import Iterator

import pandas as pd

from figures import rankings, rules, small_lines, trend_lines, unit_data, unit_path, unit_places
from figures.one_unit import OneUnit, ranks_complete
from figures.palette import LINES
from figures.press.templates import ranking as printed
from figures.slides.native import LINES_OVER_TIME, Native, Series
from figures.small_bars import bar
from figures.words import Words
from opendata import public
from opendata.static_edition.drawn import Cell, Column, Figure, Listing, number, of_frame
from opendata.static_edition.page import Page, of_part
from opendata.static_edition.page import unit_path as path_of
from opendata.static_edition.parts import Part
from store import Read


def pages(part: Part, words: Words) -> Iterator[Page]:
    """In the order of the ranking, each with the way to the units before and after it."""
    headline = part.scores.framework.headline.code
    table = rankings.ranking(part.scores, part.material.units, part.release.division, headline, words.lang)
    units, read = list(table["unit"]), public.tables(part.release)
    for at, unit in enumerate(units):
        of = OneUnit(part.scores, part.material.units, part.release.division, unit, words)
        beside = {"before": units[at - 1] if at else None, "after": units[at + 1] if at + 1 < len(units) else None}
        yield _page(part, of, read, {way: (of.unit_names[u], f"{u}.html") for way, u in beside.items() if u})


def _page(part: Part, of: OneUnit, read: Read, beside: dict[str, tuple[str, str]]) -> Page:
    words, t = of.words, of.words.t
    places = unit_places.places(of, [])
    years = unit_path.path(of, *part.years)
    figures = unit_data.table(of, read.remarks)
    lead = unit_places.lead(of, places)
    shown = {
        **_standing(of, places), "whose": printed.whose(part.material, words), "beside": beside,
        "places": _places(of, places), "path": _path(of, years), "data": _data(of, figures),
        "row": unit_data.row_said(of, read.notes),
    }  # fmt: skip
    title = f"{of.name}, {words.period_within(of.period)}"
    return Page(of_part(part, path_of(of.code)), "unit.html", title, lead or t("unit.title"), part, shown)


def _standing(of: OneUnit, places: pd.DataFrame) -> dict[str, str]:
    """Rank of how many and score in the headline; empty where they are not known."""
    if of.headline not in places.index:
        return {"rank": "", "ranked": "", "score": ""}
    row, number = places.loc[of.headline], of.words.number
    complete = pd.notna(row["rank"]) and ranks_complete(of.scores, of.units, of.division)
    ranked = number(row["ranked"]) if complete else ""
    return {"rank": number(row["rank"]), "ranked": ranked, "score": number(row["score"], 4)}


def _places(of: OneUnit, places: pd.DataFrame) -> Listing:
    """Every node of which anything is known: rank of how many, score beside the median's, the median, the best."""
    t, words, bars = of.words.t, of.words, rules.within_unit(of.framework)
    has_scores = places["score"].notna().any()
    columns = [Column(t("unit.node"), "name"), Column(t("table.rank"), "number")]
    columns += [Column(t(key), "number") for key in ("table.score", "unit.median", "unit.best")] if has_scores else []
    complete, rows = ranks_complete(of.scores, of.units, of.division), []
    for code, row in places.iterrows():
        known = words.number(row["rank"])
        rank = f"{known} / {words.number(row['ranked'])}" if known and complete else known or "–"
        cells = [Cell(of.node_names[str(code)], depth=int(row["depth"])), Cell(rank)]
        drawing = bar(row["score"], row["median"]) if bars and pd.notna(row["score"]) else ""
        scores = [
            number(row["score"], words)._replace(drawing=drawing),
            number(row["median"], words),
            number(row["best"], words),
        ]
        rows.append([*cells, *(scores if has_scores else [])])
    return Listing(t("unit.places"), columns, rows)


def _path(of: OneUnit, years: pd.DataFrame) -> dict | None:
    """Ranks over the periods, scores where there are none; None where a single period is known."""
    words, t = of.words, of.words.t
    value = next((name for name in ("rank", "score") if years.loc[years[name].notna(), "period"].nunique() > 1), None)
    if value is None:
        return None
    native = _lines(of, years, value)
    alt = unit_path.alt(f"{of.name}, {t('unit.path')}", years, words)
    notes = [t("unit.path_help")]
    if broken := unit_path.broken_at(years):
        notes.append(t("unit.path_broken", periods=", ".join(map(words.period, broken))))
    if (years["relation"] == unit_path.CARRIED).any():
        notes.append(t("unit.path_carried"))
    table = unit_path.shown(years, words).drop(columns=t("unit.ranked"))
    return {
        "heading": t(f"table.{value}"),
        "figure": Figure(small_lines.drawn(native, alt, words), small_lines.legend(native), notes),
        "table": of_frame(table, t("unit.path"), words, (t("table.rank"),), t("about.period")),
    }  # fmt: skip


def _lines(of: OneUnit, years: pd.DataFrame, value: str) -> Native:
    """A line a unit, one set of units and one framework; in one colour on both sides of a break."""
    periods = {unit_path.moment(period): period for period in sorted(years["period"], key=unit_path.moment)}
    places, series = {day: at for at, day in enumerate(periods)}, []
    drawn = unit_path.drawn(years, value, of)[0]
    order = list(dict.fromkeys(name for name, *_ in drawn))
    lines = sorted(drawn, key=lambda line: order.index(line[0]))  # parts of a broken line one behind the other
    colours: dict[str, str] = {}
    for name, carried, days, values in lines:
        known = {places[day]: float(number) for day, number in zip(days, values, strict=True)}
        first = name not in colours
        colour = colours.setdefault(name, LINES[len(colours) % len(LINES)])
        series.append(
            Series(name if first else "", tuple(known.get(at) for at in places.values()), colour, dashed=carried)
        )
    labels = tuple(trend_lines.short(period, of.words) for period in periods.values())
    ranks = value == "rank"
    return Native(LINES_OVER_TIME, labels, tuple(series), falling=ranks, decimals=0 if ranks else 4)


def _data(of: OneUnit, figures: pd.DataFrame) -> Listing | None:
    t = of.words.t
    if figures.empty:
        return None
    return of_frame(unit_data.shown(of, figures), t("unit.data"), of.words, name=t("unit.figure"))
