"""The national figure over the years, with what the edition of each year counted: no line is drawn across editions."""

from functools import cache
from typing import NamedTuple

import pandas as pd

from figures import small_lines
from figures.palette import ACCENT, MUTED
from figures.slides.native import LINES_OVER_TIME, Native, Series
from figures.words import Words
from scoring.units import DATA

NATIONAL = "national"
# Each series with its colour and whether it is dashed.
_SERIES = ((NATIONAL, ACCENT, False), ("mean", MUTED, True))


class Drawing(NamedTuple):
    """An SVG that says in words what it shows, and its legend: pairs of a swatch and what it means."""

    svg: str
    legend: list[tuple[str, str]]


def years(block: str) -> pd.DataFrame:
    """By year: national and mean (of the block), as published; decision; national_counts and counts, how many
    indicators the edition has for the nation and for the block; national_points of the nation's three parts;
    national_decimals and mean_decimals, as many as were published; national_source, mean_source.

    What is not known is empty. `data/published` names the sources.
    """
    averages, editions = stated(), _read("editions")
    series = {NATIONAL: NATIONAL, "mean": f"{block}-mean"}
    found = {}
    for name, of in series.items():
        rows = averages[averages["series"] == of].set_index("year")
        found[name] = pd.to_numeric(rows["value"])
        found[f"{name}_decimals"] = rows["value"].map(lambda text: len(text.partition(".")[2]))
        found[f"{name}_source"] = rows["source"]
    table = pd.DataFrame(found).sort_index().rename_axis("year")
    about = [_edition(editions, year, block) for year in table.index]
    return table.assign(**pd.DataFrame(about, index=table.index))


def drawn(table: pd.DataFrame, labels: dict[str, str], words: Words) -> Drawing:
    """`years` as a small drawing: each series in pieces, one an edition, every value beside its point. `labels` names
    them.
    """
    years, series, written = list(table.index), [], []
    for name, colour, dashed in _SERIES:
        label = labels[name]
        for _, piece in table.dropna(subset=[name]).groupby("decision", sort=False):
            values = tuple(float(piece[name][year]) if year in piece.index else None for year in years)
            series.append(Series(label, values, colour, dashed=dashed))
            written.append(told(piece, name, words))
            label = ""  # a piece has the name of the first
    native = Native(LINES_OVER_TIME, tuple(years), tuple(series))
    begins = table["decision"].ne(table["decision"].shift())
    breaks = [place for place, is_new in enumerate(begins) if is_new and place]
    svg = small_lines.drawn(native, alt(table, labels, words), words, written, breaks)
    return Drawing(svg, small_lines.legend(native))


def alt(table: pd.DataFrame, labels: dict[str, str], words: Words) -> str:
    """The chart in words: every value of every series with its year."""
    said = [
        f"{labels[name]}: " + "; ".join(f"{y} {v}" for y, v in zip(rows.index, told(rows, name, words), strict=True))
        for name in (NATIONAL, "mean")
        if len(rows := table.dropna(subset=[name]))
    ]
    return ". ".join(said) + "."


def as_table(table: pd.DataFrame, labels: dict[str, str], words: Words) -> pd.DataFrame:
    """The values by year as they were published, with the decision that each edition rests on."""
    shown = pd.DataFrame({words.t("about.period"): table.index})
    for name in (NATIONAL, "mean"):
        shown[labels[name]] = told(table, name, words)
    return shown.assign(**{words.t("about.decision"): table["decision"].to_numpy()})


def told(rows: pd.DataFrame, name: str, words: Words) -> list[str]:
    """The values of a series as they were published: the national figure of 2022 has two decimals, others four."""
    pairs = zip(rows[name], rows[f"{name}_decimals"], strict=True)
    return [words.number(value, 0 if value != value else int(decimals)) for value, decimals in pairs]


def counted(table: pd.DataFrame, words: Words) -> str:
    """What the edition of each year counted, one sentence an edition; what is not known is left out."""
    sentences = []
    for decision, rows in table.groupby("decision", sort=False):
        first, last = rows.index.min(), rows.index.max()
        parts = [
            words.t(f"national.{column}", count=rows[column].iloc[0])
            for column in ("counts", "national_counts")
            if rows[column].iloc[0]
        ]
        span = first if first == last else f"{first}–{last}"
        sentences.append(words.t("national.edition", years=span, decision=decision, counted=", ".join(parts)))
    return " ".join(sentences)


def _edition(editions: pd.DataFrame, year: str, block: str) -> dict[str, str]:
    in_force = editions[(editions["first_year"] <= year) & (editions["last_year"] >= year)]

    def of(blocks: str, column: str = "components") -> str:
        rows = in_force[in_force["blocks"].str.split().map(lambda each: blocks in each)]
        return str(rows[column].iloc[0]) if len(rows) else ""

    decision = str(in_force["decision"].iloc[0]) if len(in_force) else ""
    points = of(NATIONAL, "points")
    return {"decision": decision, "national_counts": of(NATIONAL), "national_points": points, "counts": of(block)}


def stated() -> pd.DataFrame:
    """year, series, value, note, source of every average that was published, as it was written."""
    return _read("averages")


@cache
def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "published" / f"{name}.csv", dtype=str, keep_default_na=False)
