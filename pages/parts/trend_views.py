"""What stands beside and below the lines: the table of the window with its files, and the way to a target."""

from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from figures import forecasts, trends
from figures.words import Words
from pages.parts import about, cells, downloads
from pages.parts.address import remembered
from scoring import Framework
from scoring.analysis.over_time.projection import projection
from scoring.periods import kind, span
from store import Release

SHOWN = ("name", "last", "change", "pace", "acceleration", "missing")
_FILES = (
    *("name", "first", "last", "since", "until", "change", "pace", "slope", "slope_low", "slope_high"),
    *("acceleration", "acceleration_low", "acceleration_high", "known", "missing", "self_reported", "carried"),
    "broken_at",
)


def table(
    found: pd.DataFrame, sent: pa.Table, title: str, release: Release, framework: Framework, words: Words
) -> None:
    """Change, pace and acceleration of every unit over the window, with everything else in the files.

    `sent` has the columns SHOWN for the browser.
    """
    t = words.t
    heads = {name: t(f"trends.{name}") for name in _FILES if name not in ("name", "carried")}
    heads |= {"name": t("table.name"), "carried": t("trends.carried_periods")}
    st.markdown(f"**{t('trends.table')}**")
    st.dataframe(
        sent,
        hide_index=True,
        height=min(38 + 35 * len(found), 458),
        column_config={
            "name": cells.units(heads["name"], list(found.index), release, f"trend-{release.id}", width=152),
            "last": cells.score(heads["last"], width=74),
            "change": cells.score(heads["change"], width=84),
            "pace": cells.score(heads["pace"], width=88, help=t("trends.pace_help")),
            "acceleration": cells.score(heads["acceleration"], width=100, help=t("trends.acceleration_help")),
            "missing": cells.whole(heads["missing"], width=84, help=t("trends.missing_help")),
        },
        alt=f"{t('trends.table')}: {title}",
        placeholder="–",
    )
    with st.container(horizontal=True):
        downloads.offer(
            lambda: found[list(_FILES)].rename(columns=heads),
            about.of_file(title, release, framework, words),
            f"{release.id}-trends-{words.lang}", t("trends.title"), words,
        )  # fmt: skip


def forecast(
    whole: trends.Path, months: int | None, last: str | None, units: Sequence[str], names: Mapping[str, str],
    words: Words,
) -> None:  # fmt: skip
    """When the highlighted units reach a target if the line fitted over the window goes on, and how sure that is."""
    t = words.t
    remembered("forecast", False)
    if not st.toggle(t("forecast.title"), key="forecast"):
        return
    of = whole.scores.over(None, last)
    known = of.unbroken().values.max(axis=None)
    if pd.isna(known):
        st.info(t("trends.ranks_only"))
        return
    with st.container(border=True):
        st.caption(t("forecast.what"))
        deadlines = _deadlines(whole.periods[-1] if last is None else last)
        target, deadline, unit = _aim(round(float(known), 2), deadlines, units, names, words)
        projected = projection(of, target, deadline, months)
        said = forecasts.sentence(projected.loc[unit], names[unit], words)
        st.markdown(said)
        drawn = forecasts.ahead(of, unit, months, deadline)
        if len(drawn):
            st.plotly_chart(
                forecasts.chart(drawn, names[unit], target, words), alt=said, config={"displayModeBar": False},
                key="forecast-line",
            )  # fmt: skip
        _forecasts(forecasts.table(projected.loc[list(units)], names, words), said, words)


def _aim(
    usual: float, deadlines: Sequence[str], units: Sequence[str], names: Mapping[str, str], words: Words
) -> tuple[float, str, str]:
    """The target, by when it is to be reached, and the unit whose way is drawn."""
    t = words.t
    one, two, three = st.columns([2, 2, 3], vertical_alignment="bottom")
    remembered("target", usual)
    target = one.number_input(t("forecast.target"), step=0.01, format="%.4f", key="target")
    remembered("deadline", deadlines[-1], deadlines)
    deadline = two.selectbox(t("forecast.deadline"), deadlines, format_func=words.period, key="deadline")
    remembered("unit_ahead", units[0], list(units))
    unit = three.selectbox(t("forecast.unit"), list(units), format_func=lambda code: names[code], key="unit_ahead")
    return target, deadline, unit


def _forecasts(found: pd.DataFrame, alt: str, words: Words) -> None:
    t = words.t
    st.dataframe(
        found,
        hide_index=True,
        column_config={
            "name": st.column_config.TextColumn(t("table.name"), pinned=True),
            "now": cells.score(t("forecast.now")),
            "gap": cells.score(t("forecast.gap")),
            "pace": cells.score(t("trends.slope")),
            "pace_required": cells.score(t("forecast.pace_required")),
            "reached": t("forecast.reached_at"),
            "earliest": t("forecast.earliest"),
            "latest": t("forecast.latest"),
            "outlook": t("forecast.outlook"),
        },
        alt=alt,
        placeholder="–",
    )


def _deadlines(last: str) -> list[str]:
    """Periods of the same kind ahead: six, twelve and 24 months; three years."""
    if kind(last) == "year":
        return [str(int(last) + years) for years in (1, 2, 3)]
    end = span(last)[1]
    months = [end + ahead for ahead in (6, 12, 24)]
    return [str(month) if kind(last) == "month" else f"{month.year}-H{(month.month + 5) // 6}" for month in months]
