"""Map: any node of a release by unit, 63 or 34; blocks without territory as bars."""

import pandas as pd
import streamlit as st

from figures import charts, maps, rankings
from pages.parts import about, access, choose
from pages.parts.language import words as page_words
from scoring import load_units

words = page_words()
t = words.t
units = load_units()

st.title(t("map.title"))
release = choose.release(access.releases(), words)
if release is None:
    st.stop()
scores = access.read(release).scores
framework = scores.framework
about.stamps(release, framework, words)
territory = units.has_territory(release.block)

# Select: node, kind of map.
left, right = st.columns([3, 2], vertical_alignment="bottom")
levels = [code for code in framework.codes if scores.scores[code].notna().any()] or ["dti"]
if st.session_state.get("map_level") not in levels:
    st.session_state["map_level"] = "dti"
node = left.selectbox(
    t("rankings.level"), levels, format_func=lambda code: framework.name(code, words.lang), key="map_level"
)
# Without WebGL, or where a processor has to draw it, the SVG map is the better one.
hardware = st.context.cookies.get("webgl") == "hardware"
kind = "svg"
if territory:
    kinds = ["deck", "svg"]
    if st.session_state.get("map_kind") not in kinds:
        st.session_state["map_kind"] = "deck" if hardware else "svg"
    kind = (
        right.segmented_control(t("map.kind"), kinds, format_func=lambda k: t(f"map.kind_{k}"), key="map_kind") or "svg"
    )

# Compute.
table = rankings.ranking(scores, units, release.division, node, words.lang)
if territory:  # a province that is not in a partial table is drawn as unknown
    everyone = units.of(release.block, release.division)
    absent = everyone[~everyone["code"].isin(table["unit"])]
    table = pd.concat(
        [table, pd.DataFrame({"unit": absent["code"], "name": absent[f"name_{words.lang}"]})],
        ignore_index=True,
    )
title = f"{framework.name(node, words.lang)}, {words.period(release.period)}"
alt = charts.scores_alt(table, title, words)


@st.fragment
def view() -> None:
    """The map and what a click on it selects."""
    if not territory:
        event = st.plotly_chart(
            charts.bars(table, words), alt=alt, on_select="rerun", selection_mode="points", key="bars"
        )
        picked = [point["customdata"] for point in event.selection.points]
    elif kind == "deck":
        event = st.pydeck_chart(
            maps.deck(table, release.division, words), height=720, on_select="rerun", selection_mode="single-object",
            alt=alt, key=f"deck-{release.id}-{node}",
        )  # fmt: skip
        picked = [shape["properties"]["code"] for shape in event.selection.get("objects", {}).get("units", [])]
        keys = "".join(
            f'<span style="white-space:nowrap;margin-right:1rem"><span style="color:{colour}">■</span> {label}</span>'
            for colour, label in maps.legend(table, words)
        )
        st.html(f"<div>{t('map.classes')}: {keys}</div>")
    else:
        event = st.plotly_chart(
            maps.svg_map(table, release.division, words), alt=alt, on_select="rerun", selection_mode="points",
            config={"topojsonURL": maps.NO_WORLD, "displayModeBar": False, "scrollZoom": False},
            key=f"svg-{release.id}-{node}",
        )  # fmt: skip
        picked = [point["location"] for point in event.selection.points if "location" in point]
    picked = [code[0] if isinstance(code, list) else code for code in picked]
    chosen = table[table["unit"].isin(picked)]
    if chosen.empty:
        st.caption(t("map.click"))
    for row in chosen.itertuples():
        with st.container(border=True):
            st.subheader(row.name)
            one, two = st.columns(2)
            one.metric(t("table.score"), t("map.no_data") if pd.isna(row.score) else words.number(row.score, 4))
            two.metric(t("table.rank"), t("map.no_data") if pd.isna(row.rank) else int(row.rank))


st.subheader(title)
if table["score"].notna().any():
    view()
else:
    st.info(t("map.ranks_only"))
if territory:
    st.caption(t("map.attribution"))

with st.expander(t("map.as_table"), expanded=not table["score"].notna().any()):
    st.dataframe(
        table[["rank", "name", "score"]],
        hide_index=True,
        column_config={
            "rank": st.column_config.NumberColumn(t("table.rank"), format="%d", width="small"),
            "name": t("table.name"),
            "score": st.column_config.NumberColumn(t("table.score"), format="%.4f"),
        },
        alt=alt,
        placeholder="–",
    )
about.footer(release, framework, words)
