"""The path over the years, with the merger marked and old names."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from figures import unit_charts, unit_path
from figures.one_unit import OneUnit
from pages.parts import cells
from pages.parts.address import remembered
from pages.parts.unit import tables
from scoring.periods import kind
from store import Release


def along(of: OneUnit, release: Release, seen: Sequence[Release]) -> pd.DataFrame:
    """The table of the path: releases in force of the block, of the same kind of period, demonstrations apart."""
    alike = [
        r
        for r in seen
        if r.block == release.block
        and (r.is_in_force or r.id == release.id)
        and r.is_demonstration == release.is_demonstration
        and kind(r.period) == kind(release.period)
    ]
    return tables.path(release, of.code, of.words.lang, *alike)


def show(of: OneUnit, table: pd.DataFrame) -> None:
    """The chart of places or scores, the table behind it, and where lines are broken."""
    t, words = of.words.t, of.words
    st.subheader(t("unit.path"))
    values = [v for v in ("rank", "score") if table[v].notna().any()]
    if not values:
        st.info(t("unit.no_path"), icon=":material/timeline:")
        return
    remembered("unit_path_of", values[0], values, name="path")
    value = st.segmented_control(
        t("unit.path_of"), values, format_func=lambda v: t(f"table.{v}"), key="unit_path_of", required=True
    )
    title = f"{of.name}, {t('unit.path')}"
    st.plotly_chart(
        unit_charts.path(*unit_path.drawn(table, value, of), words, ranks=value == "rank"),
        alt=unit_path.alt(title, table, words),
        config={"displayModeBar": False},
        key=f"unit_path_{value}",
    )
    notes = [t("unit.path_help")]
    if broken := unit_path.broken_at(table):
        notes.append(t("unit.path_broken", periods=", ".join(map(words.period, broken))))
    if (table["relation"] == unit_path.CARRIED).any():
        notes.append(t("unit.path_carried"))
    st.caption(" ".join(notes))
    st.dataframe(
        unit_path.shown(table, words),
        hide_index=True,
        column_config={
            t("about.period"): st.column_config.TextColumn(pinned=True),
            t("table.rank"): cells.whole(),
            t("unit.ranked"): cells.whole(help=t("unit.ranked_help")),
            t("table.score"): cells.score(),
        },
        alt=title,
        placeholder="–",
    )
