"""The ranking of a release in its headline: every unit, what its score is made of, what changed."""

import pandas as pd

from figures import charts, rankings, rules
from figures.press.templates import ranking as printed
from figures.small_bars import bar
from figures.words import Words, capital
from opendata.static_edition.drawn import Cell, Column, Listing, number
from opendata.static_edition.page import RANKING, Page, of_part, unit_path
from opendata.static_edition.parts import Part


def page(part: Part, words: Words) -> Page:
    t, framework = words.t, part.scores.framework
    headline = framework.headline.code
    table = rankings.ranking(part.scores, part.material.units, part.release.division, headline, words.lang)
    title, whose = printed.heading(part.material, headline, words)
    scored, total = rankings.known_of(table, _units(part))
    notes = [t("rankings.known", known=scored, ranked=int(table["rank"].notna().sum()), total=total)]
    notes += [t("rankings.given")] if framework.headline.given else []
    notes += [changed(part, words)] if part.before else []
    return Page(
        of_part(part, RANKING), "ranking.html", title, charts.scores_alt(table, title, words), part,
        {"subtitle": whose, "notes": notes, "table": listing(part, table, title, words)},
    )  # fmt: skip


def _units(part: Part) -> int:
    release = part.release
    return len(part.material.units.in_force(release.block, release.division, release.period))


def changed(part: Part, words: Words) -> str:
    """Since when the change is counted, or why there is none to show; "" without a release before."""
    if part.before is None:
        return ""
    answer, period = part.before.answer, words.period_within(part.before.since.period)
    if answer.verdict == "not":
        return words.t(f"compare.{answer.reason}", period=period)
    return capital(rankings.since(answer.verdict, period, words))


def listing(part: Part, table: pd.DataFrame, title: str, words: Words) -> Listing:
    """One row a unit, best first; columns in which nothing is known are left out."""
    t, gained = words.t, part.before.gained if part.before else None
    table = rankings.with_nodes(table, part.scores, part.nodes)
    if gained is not None:
        table = table.join(gained["places"], on="unit")
    framework, bars = part.scores.framework, rules.within_unit(part.scores.framework)
    has_scores, has_places = table["score"].notna().any(), gained is not None and table["places"].notna().any()
    columns = [Column(t("table.rank"), "number"), Column(t("table.name"), "name")]
    columns += [Column(t("table.score"), "number")] if has_scores else []
    columns += [Column(t("table.places"), "number")] if has_places else []
    columns += [Column(framework.name(code, words.lang), "number") for code in part.nodes]
    rows = []
    for _, row in table.iterrows():
        cells = [number(row["rank"], words, 0), Cell(row["name"], unit_path(row["unit"]))]
        drawing = bar(row["score"]) if bars and pd.notna(row["score"]) else ""
        cells += [number(row["score"], words)._replace(drawing=drawing)] if has_scores else []
        cells += [number(row["places"], words, 0, signed=True)] if has_places else []
        rows.append([*cells, *(number(row[code], words) for code in part.nodes)])
    return Listing(title, columns, rows)
