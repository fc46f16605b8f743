"""What the score is made of: contributions, the distance from another unit, strengths and weaknesses."""

import pandas as pd
import streamlit as st

from figures import unit_charts, unit_parts
from figures.one_unit import OneUnit
from figures.words import sort_key
from pages.parts import cells, worked_out
from pages.parts.address import remembered
from pages.parts.unit import tables
from scoring.analysis.reasons.contributions import NotAdditive
from store import Release

_bars = worked_out.drawn(unit_charts.signed_bars)


def show(of: OneUnit, release: Release) -> None:
    """Contributions to the score and to the distance from a unit of choice; then strengths and weaknesses."""
    t = of.words.t
    st.subheader(t("unit.parts"))
    if unit_parts.has_parts(of):
        _distance(of)
    else:
        st.info(t("unit.no_parts"), icon=":material/donut_small:")
    st.subheader(t("unit.strengths"))
    _strengths(of, tables.findings(release, of.code))


def _distance(of: OneUnit) -> None:
    t, words = of.words.t, of.words
    scored = of.scores.scores[of.headline].droplevel(0).dropna().index
    others = sorted((c for c in scored if c != of.code), key=lambda code: sort_key(of.unit_names[code]))
    bases = [unit_parts.MEDIAN, unit_parts.BEST, *others]
    remembered("unit_against", unit_parts.MEDIAN, bases, name="against")
    named = {**of.unit_names, unit_parts.MEDIAN: t("unit.base_median"), unit_parts.BEST: t("unit.base_best")}
    base = st.selectbox(t("unit.against"), bases, format_func=lambda code: named[code], key="unit_against")
    try:
        table = unit_parts.parts(of, base)
    except NotAdditive:
        st.info(t("unit.not_additive"), icon=":material/donut_small:")
        return
    other = of.unit_names[unit_parts.base_unit(of, base)]
    st.markdown(unit_parts.parts_sentence(of, table, base))
    for column, title in (("adds", t("unit.adds_title", name=of.name)), ("apart", t("unit.apart_title", other=other))):
        if column == "apart" and not table["apart"].round(unit_parts.DECIMALS).any():
            continue
        drawn = table.dropna(subset=[column])
        st.markdown(f"**{title}**")
        texts = [words.number(value, unit_parts.DECIMALS, signed=column == "apart") for value in drawn[column]]
        st.plotly_chart(
            _bars(list(drawn["name"]), list(drawn[column]), texts, words),
            alt=unit_parts.alt(title, drawn, column, words),
            config={"displayModeBar": False},
            key=f"unit_{column}",
        )
    with st.expander(t("unit.as_table")):
        st.dataframe(
            unit_parts.shown(of, table, other),
            hide_index=True,
            column_config={
                t("unit.node"): st.column_config.TextColumn(pinned=True, width=224),
                t("unit.weight"): cells.share(help=t("unit.weight_help")),
                **{title: cells.score() for title in (t("table.score"), t("unit.adds"), other)},
                t("unit.apart"): cells.score(),
            },
            alt=t("unit.parts"),
            placeholder="–",
        )
    st.caption(t("unit.parts_help"))


def _strengths(of: OneUnit, found: pd.DataFrame) -> None:
    t = of.words.t
    columns = st.columns(2)
    for column, kind, icon in zip(columns, ("strength", "weakness"), ("trending_up", "trending_down"), strict=True):
        lines = unit_parts.finding_lines(of, found, kind)
        with column.container(border=True, height="stretch"):
            st.markdown(f"**:material/{icon}: {t(f'unit.{kind}')}**")
            st.markdown("\n".join(f"- {line}" for line in lines) or t("unit.none_found"))
    held = unit_parts.guarded_lines(of, found)
    if held:
        with st.expander(t("unit.held_back", n=len(held))):
            st.markdown("\n".join(f"- {line}" for line in held))
    st.caption(t("unit.strengths_help"))
