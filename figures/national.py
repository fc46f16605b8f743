"""The national figure over the years, with what the edition of each year counted: no line is drawn across editions."""

from functools import cache
from html import escape

import pandas as pd

from figures.words import Words
from scoring.units import DATA

NATIONAL = "national"
_WIDE, _HIGH = 340, 240
_TOP, _BOTTOM, _SIDE = 44, 26, 26  # above it the key, below it the years, beside it half a value
# Each series with its colour, its dashes and how far below a point its value is written.
_SERIES = ((NATIONAL, "accent", "", -10), ("mean", "muted", ' stroke-dasharray="2 5"', 19))


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


def drawn(table: pd.DataFrame, labels: dict[str, str], words: Words) -> str:
    """`years` as an SVG: each series in pieces, one an edition, every value beside its point. `labels` names them.

    Colours are left to the page's style: `accent` and `muted`.
    """
    known = table[[NATIONAL, "mean"]].stack()
    low, high = (float(known.min()) - 0.12, float(known.max()) + 0.1) if len(known) else (0.0, 1.0)
    apart = (_WIDE - 2 * _SIDE) / max(1, len(table) - 1)
    across = {year: _SIDE + apart * at for at, year in enumerate(table.index)}

    def up(value: float) -> float:
        return _TOP + (_HIGH - _BOTTOM - _TOP) * (high - value) / (high - low)

    ends = table["decision"].ne(table["decision"].shift())
    said = escape(alt(table, labels, words))
    head = f'<svg class="lines" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{said}" '
    parts = [f'{head}xmlns="http://www.w3.org/2000/svg"><g class="scale">']
    for year, x in across.items():
        parts.append(f'<text x="{x:.0f}" y="{_HIGH - 6}" text-anchor="middle">{year}</text>')
        if ends[year] and x > _SIDE:
            parts.append(f'<path stroke-dasharray="4 4" d="M{x - apart / 2:.0f} {_TOP}V{_HIGH - _BOTTOM}"/>')
    parts.append("</g>")
    for place, (name, colour, dash, beside) in enumerate(_SERIES):
        rows = table.dropna(subset=[name])
        if rows.empty:
            continue
        key = 14 + 17 * place
        parts.append(f'<g class="{colour}"><path{dash} d="M4 {key - 4}H28"/>')
        parts.append(f'<text x="36" y="{key}">{escape(labels[name])}</text>')
        for _, piece in rows.groupby("decision", sort=False):
            points = [(across[year], up(value)) for year, value in piece[name].items()]
            parts.append(f'<path{dash} d="M{"L".join(f"{x:.0f} {y:.0f}" for x, y in points)}"/>')
            for (x, y), value in zip(points, told(piece, name, words), strict=True):
                parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>')
                parts.append(f'<text x="{x:.0f}" y="{y + beside:.0f}" text-anchor="middle">{value}</text>')
        parts.append("</g>")
    return "".join([*parts, "</svg>"])


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
