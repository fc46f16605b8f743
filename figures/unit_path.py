"""The path of a unit over the years: under old names too, the merger marked, carried over it where that can be."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.became import counterpart
from figures.one_unit import OneUnit, ranks_complete
from figures.words import Words
from scoring.analysis.mergers.lineage import lineage
from scoring.engine.score import Scores
from scoring.periods import span
from scoring.units import Units

ITSELF, OLD, NEW, CARRIED = "itself", "old", "new", "carried"


def path(of: OneUnit, releases: Sequence[tuple[str, Scores]], carried: Sequence[tuple[str, Scores]]) -> pd.DataFrame:
    """One row a period and unit that the chosen one was, was made of or went into, oldest first.

    `releases` are (division, scores of one period); `carried` are scores of older divisions carried to the chosen
    unit's, of which what is known of the unit itself is left out. Columns: period, division, code, name, relation
    ("itself", "old" for a unit that went into it, "new" for the one it went into, "carried" for what it would have
    had), rank, ranked (how many have one, missing where not all
    are known), score, framework (its id), edition (its name).
    """
    rows = [row for division, scores in releases for row in _rows(of, division, scores)]
    itself = {row["period"] for row in rows if row["relation"] == ITSELF}
    rows += [_row(of, of.division, s, of.code, CARRIED) for _, s in carried if s.periods[0] not in itself]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    known = table[table[["rank", "score"]].notna().any(axis=1)]
    order = known.assign(at=known["relation"].map([ITSELF, CARRIED, OLD, NEW].index))
    return order.sort_values(["period", "at", "code"], kind="stable").drop(columns="at").reset_index(drop=True)


_COLUMNS = ["period", "division", "code", "name", "relation", "rank", "ranked", "score", "framework", "edition"]


def _rows(of: OneUnit, division: str, scores: Scores) -> list[dict[str, object]]:
    if division == of.division:
        return [_row(of, division, scores, of.code, ITSELF)]
    divisions = of.units.divisions(of.block)
    if divisions.index(division) > divisions.index(of.division):
        new = counterpart(of.units, of.block, of.division, of.code, division)
        return [_row(of, division, scores, new, NEW)] if new else []
    olds = lineage(of.units, of.block, division, of.division).predecessors.get(of.code, ())
    return [_row(of, division, scores, code, OLD) for code in olds]


def _row(of: OneUnit, division: str, scores: Scores, code: str, relation: str) -> dict[str, object]:
    headline, lang = scores.framework.headline.code, of.words.lang
    ranks, values = scores.ranks[headline], scores.scores[headline]
    row = (scores.periods[0], code)
    return {
        "period": scores.periods[0],
        "division": division,
        "code": code,
        "name": of.units.of(of.block, division).at[code, f"name_{lang}"],
        "relation": relation,
        "rank": ranks.get(row),
        "ranked": int(ranks.notna().sum()) if ranks_complete(scores, of.units, division) else None,
        "score": values.get(row),
        "framework": scores.framework.id,
        "edition": scores.framework.names[lang],
    }


def lines(table: pd.DataFrame, words: Words) -> list[tuple[str, str, pd.DataFrame]]:
    """(name, relation, rows) of what may be joined by a line: one unit, one set of units, one framework."""
    groups = table.groupby(["relation", "division", "code", "framework"], sort=False)
    return [(label(rows.iloc[0], words), str(rows["relation"].iloc[0]), rows) for _, rows in groups]


def drawn(
    table: pd.DataFrame, value: str, of: OneUnit
) -> tuple[list[tuple[str, bool, list[date], list[float]]], dict[date, str], dict[date, str]]:
    """What `unit_charts.path` draws of "rank" or "score": the lines, the ticks of the axis, the mergers marked."""
    words = of.words
    found = [
        (name, relation == CARRIED, [moment(period) for period in rows["period"]], list(rows[value]))
        for name, relation, rows in lines(table.dropna(subset=[value]), words)
    ]
    ticks = {moment(period): words.period(period) for period in table["period"]}
    marks = {
        day: words.t("unit.merger_mark", date=words.date(day)) for day in mergers(table, of.units, of.block)
    }  # fmt: skip
    return found, ticks, marks


def label(row: pd.Series, words: Words) -> str:
    """The unit's name with its set of units, and whether the value is carried."""
    name = (
        row["name"] if not row["division"] else f"{row['name']} · {words.t('choose.division', count=row['division'])}"
    )
    return words.t("unit.as_if_merged", name=name) if row["relation"] == CARRIED else name


def mergers(table: pd.DataFrame, units: Units, block: str) -> list[date]:
    """The days on which the sets of units of this path changed."""
    divisions = [d for d in units.divisions(block) if d in set(table["division"]) and d]
    days = [units.of(block, division)["valid_from"].max() for division in divisions[1:]]
    return [date.fromisoformat(day) for day in days if day]


def broken_at(table: pd.DataFrame) -> list[str]:
    """Periods from which another framework holds than in the period before."""
    editions = table[table["relation"] != CARRIED].drop_duplicates("period").set_index("period")["framework"]
    return [str(period) for period in editions.index[1:][(editions[1:].to_numpy() != editions[:-1].to_numpy())]]


def moment(period: str) -> date:
    """Where a period stands on the axis: its last day."""
    return span(period)[1].to_timestamp(how="end").date()


def alt(title: str, table: pd.DataFrame, words: Words) -> str:
    """The chart in words: of every period and unit the place and the score that are known."""
    t = words.t
    told = [
        t(
            "unit.path_point",
            period=words.period(row["period"]),
            name=label(row, words),
            rank=words.number(row["rank"]) or t("map.no_data"),
            score=words.number(row["score"], 4) or t("map.no_data"),
        )
        for _, row in table.iterrows()
    ]
    return f"{title}. {' '.join(told)}"


def shown(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table with headings in the language."""
    t = words.t
    return pd.DataFrame(
        {
            t("about.period"): table["period"].map(words.period),
            t("table.name"): [label(row, words) for _, row in table.iterrows()],
            t("table.rank"): table["rank"],
            t("unit.ranked"): table["ranked"],
            t("table.score"): table["score"],
            t("about.framework"): table["edition"],
        }
    )
