"""Trends: a node over a window of months, or over the years: lines, rank paths or slopes, and the way to a target."""

import streamlit as st

from pages.parts import about, access, address, cells, choose, trend_lines, trend_views
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from scoring.analysis.over_time.series import FEWEST_MONTHS, MOST_MONTHS
from scoring.analysis.over_time.trends import MONTHS
from scoring.periods import kind
from store import alike, load_units

MOST = 6
words = page_words()
t = words.t

st.title(t("trends.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    address.stop()
units = load_units(release)
scores = access.read(release).scores
framework = scores.framework
about.stamps(release, framework, words)
monthly = kind(release.period) == "month"
if not monthly:
    example = next(
        (r for r in seen if r.block == release.block and r.is_demonstration and kind(r.period) == "month"), None
    )
    st.info(t("trends.yearly"), icon=":material/calendar_month:")
    if example and st.button(t("trends.show_demonstration"), icon=":material/science:"):
        st.query_params["release"] = example.id
        st.rerun()

# Select: node, kind of drawing, window.
row = st.container(horizontal=True, vertical_alignment="bottom")
node = choose.node(scores, words, row)
draws = ["lines", "ranks", "slopes"]
remembered("draw", "lines", draws)
draw = row.segmented_control(
    t("trends.draw"), draws, format_func=lambda each: t(f"trends.draw_{each}"), key="draw", required=True
)

# Compute: every period on the units of the chosen release; its window.
order = units.divisions(release.block)
stages = [
    each for each in alike.alike(release, seen).values()
    if order.index(each.division) <= order.index(release.division)
]  # fmt: skip
whole = trend_lines.path(release.division, node, *stages)
if st.session_state.get("window_of", release.id) != release.id:
    st.session_state["last"] = release.period  # the window goes along to another release
st.session_state["window_of"] = release.id
remembered("last", release.period, whole.periods)
months = None
if monthly:
    remembered("months", MONTHS, range(FEWEST_MONTHS, MOST_MONTHS + 1))
    months = row.slider(t("trends.months"), FEWEST_MONTHS, MOST_MONTHS, key="months")
last = row.selectbox(t("trends.last_period"), whole.periods[::-1], format_func=words.period, key="last")
names = trend_lines.names(release.division, words.lang, release)
part, options, leaders, notes = trend_lines.window(
    draw == "ranks", release.division, node, months, last, words.lang, *stages
)
if not options:
    st.info(t("trends.ranks_only"))
    about.footer(release, framework, words)
    address.stop()
remembered("units", leaders, options)
chosen = st.multiselect(
    t("trends.units"), options, format_func=lambda code: names[code], max_selections=MOST, key="units",
    placeholder=t("trends.units_hint"),
)  # fmt: skip

# Show.
title = f"{framework.name(node, words.lang)}: {words.period(part.periods[0])} – {words.period(part.periods[-1])}"
st.header(title)
view = (draw, release.division, node, months, last, tuple(chosen))
alt, behind = trend_lines.told(*view, title, words.lang, *stages)
left, right = st.columns(2)
with left:
    st.plotly_chart(
        trend_lines.drawing(*view, words.lang, *stages),
        alt=alt,
        config={"displayModeBar": False},
        key=f"trend-{draw}",
    )
    for note in notes:
        st.caption(note)
    with st.expander(t("unit.as_table")):
        numbers = {name: cells.whole() if draw == "ranks" else cells.score() for name in behind.column_names[1:]}
        st.dataframe(behind, hide_index=True, column_config=numbers, alt=title, placeholder="–")
with right:
    asked = (release.division, node, months, last, words.lang, *stages)
    found, sent = trend_lines.table(*asked), trend_lines.sent(trend_views.SHOWN, *asked)
    trend_views.table(found, sent, title, release, framework, words)
trend_views.forecast(whole, months, last, chosen or leaders, names, words)
about.footer(release, framework, words)
