"""Trends: up to six units against the median and the quartile band of their block."""

import pandas as pd
import streamlit as st

from figures import charts
from figures.words import sort_key
from pages.parts import about, access, choose
from pages.parts.language import words as page_words
from scoring import load_units
from scoring.analysis.over_time.series import band, series
from scoring.analysis.over_time.trends import trend

MOST = 6
words = page_words()
t = words.t
units = load_units()

st.title(t("trends.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    st.stop()
framework = access.read(release).scores.framework
about.stamps(release, framework, words)

# Select: the releases that may stand on one line with the chosen one.
alike = [
    r for r in seen
    if (r.block, r.division, r.framework, r.origin, r.is_draft, len(r.period))
    == (release.block, release.division, release.framework, release.origin, release.is_draft, len(release.period))
    and (r.is_draft or r.is_in_force)
]  # fmt: skip
by_period = {r.period: access.read(r).scores for r in sorted([*alike, release], key=lambda r: r.period)}
monthly = len(release.period) == 7
if monthly:
    last = max(by_period)
    first = str(pd.Period(last, "M") - 5)
    by_period = {period: scores for period, scores in by_period.items() if first <= period}
else:
    demonstration = next(
        (r for r in seen if r.block == release.block and r.is_demonstration and len(r.period) == 7), None
    )
    st.info(t("trends.yearly"), icon=":material/calendar_month:")
    if demonstration and st.button(t("trends.show_demonstration"), icon=":material/science:"):
        st.query_params["release"] = demonstration.id
        st.rerun()

levels = [code for code in framework.codes if any(s.scores[code].notna().any() for s in by_period.values())]
if not levels:
    st.info(t("trends.ranks_only"))
    about.footer(release, framework, words)
    st.stop()
left, right = st.columns([2, 3], vertical_alignment="bottom")
if st.session_state.get("trends_level") not in levels:
    st.session_state["trends_level"] = levels[0]
node = left.selectbox(
    t("rankings.level"), levels, format_func=lambda code: framework.name(code, words.lang), key="trends_level"
)

# Compute.
line = series(by_period, node)
table = line.values
everyone = units.of(release.block, release.division)
names = everyone[f"name_{words.lang}"].to_dict()
window = trend(line, months=None)
options = sorted(table.columns, key=lambda code: sort_key(names[code]))
leaders = list(table.iloc[-1].dropna().sort_values(ascending=False).index[:3])
kept = [code for code in st.session_state.get("trends_units", leaders) if code in options]
st.session_state["trends_units"] = kept or leaders
chosen = right.multiselect(
    t("trends.units"), options, format_func=lambda code: names[code], max_selections=MOST, key="trends_units"
)
total = len(units.in_force(release.block, release.division, release.period))

# Show.
title = f"{framework.name(node, words.lang)}: {words.period(table.index[0])} – {words.period(table.index[-1])}"
st.subheader(title)
st.plotly_chart(
    charts.lines(table, band(table, total), names, chosen, words),
    alt=charts.lines_alt(window, names, chosen, title, words),
    config={"displayModeBar": False},
    key="trend_lines",
)
absent = [words.period(period) for period in table.index if table.loc[period].isna().all()]
if absent:
    st.caption(t("trends.absent", periods=", ".join(absent)))
shown = window.assign(name=window.index.map(names), until=window["until"].map(words.period, na_action="ignore"))
shown = shown.assign(since=window["since"].map(words.period, na_action="ignore"))
shown = shown.sort_values("change", ascending=False)[["name", "first", "last", "change", "since", "until", "missing"]]
st.subheader(t("trends.table"))
st.dataframe(
    shown,
    hide_index=True,
    column_config={
        "name": st.column_config.TextColumn(t("table.name"), pinned=True),
        "first": st.column_config.NumberColumn(t("trends.first"), format="%.4f"),
        "last": st.column_config.NumberColumn(t("trends.last"), format="%.4f"),
        "change": st.column_config.NumberColumn(t("table.points"), format="%+.4f"),
        "since": t("trends.since"),
        "until": t("trends.until"),
        "missing": st.column_config.NumberColumn(t("trends.missing"), format="%d", help=t("trends.missing_help")),
    },
    alt=t("trends.table"),
    placeholder="–",
)
about.footer(release, framework, words)
