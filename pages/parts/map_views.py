"""One map and what belongs to it: the drawing, what a click selects, the list beside it, the table behind it."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import pyarrow as pa
import streamlit as st

from figures import decks, maps
from figures.scales import Scale
from figures.words import Words
from frame import files
from pages.parts import about, access, cells, downloads, links, map_drawings, visitor
from pages.parts.map_drawings import Told
from pages.parts.placing import Shown
from store import Release

_PLAIN = {"topojsonURL": maps.NO_WORLD, "displayModeBar": False, "scrollZoom": False}
# The print version is taken away as a file by plotly's own button, drawn by the reader's browser.
_PRINT = {
    "topojsonURL": maps.NO_WORLD,
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "svg", "filename": "map"},
}


def says(shown: Shown, words: Words) -> None:
    """Whether what is compared may be compared, and what was done for it."""
    if shown.against and shown.answer:
        period = words.period(shown.against.period)
        if shown.answer.verdict == "not":
            st.warning(words.t(f"compare.{shown.answer.reason}", period=period), icon=":material/block:")
        elif shown.answer.verdict == "back-cast" or shown.is_carried:
            st.caption(words.t("rankings.change_back_cast", period=period))
    elif shown.is_carried:
        st.caption(words.t("map.carried_note"))


def show(
    shown: Shown,
    told: Told,
    view: str,
    scale: Scale,
    words: Words,
    stages: Sequence[Release],
    linked: Release | None,
    wide: bool,
) -> None:
    """The map or the bars, the list of units beside it where there is room (`wide`), else below it.

    `stages` are the releases that it moves over, `linked` the one that the units' links lead to.
    """
    table = shown.table
    if table["value"].isna().all():
        if not shown.answer or shown.answer.verdict != "not":
            st.info(words.t("map.nothing"))
        return
    if view == "print":
        _view(shown, told.alt, view, scale, words, stages, linked)
        return
    left, right = st.columns([5, 3]) if wide else (st.container(), st.container())
    with left:
        _view(shown, told.alt, view, scale, words, stages, linked)
    with right:
        st.markdown(f"**{words.t('map.list')}**")
        st.html(told.listed)


@st.fragment
def _view(
    shown: Shown, alt: str, view: str, scale: Scale, words: Words, stages: Sequence[Release], linked: Release | None
) -> None:
    table, division = shown.table, shown.division
    key = f"{view}-{shown.release.id}-{division}-{scale.kind}-{len(stages)}"
    if view == "print":
        st.plotly_chart(map_drawings.printed(shown, scale, words), alt=alt, config=_PRINT, theme=None, key=key)
        st.caption(words.t("map.print_note"))
        return
    if view == "deck":
        borders = files.address(f"boundaries/{division}-borders.geojson")
        event = st.pydeck_chart(
            decks.deck(table, division, scale, words, borders), height=maps.HEIGHT, on_select="rerun",
            selection_mode="single-object", alt=alt, key=key,
        )  # fmt: skip
        st.html(decks.legend_line(table, scale, words))
        picked = [shape["properties"]["code"] for shape in event.selection.get("objects", {}).get("units", [])]
    else:
        still = visitor.prefers_less_motion()
        figure = map_drawings.drawing(
            view, scale, words.lang, still, shown.release, shown.against, division, shown.node, shown.kind, *stages
        )
        event = st.plotly_chart(figure, alt=alt, on_select="rerun", selection_mode="points", config=_PLAIN, key=key)
        picked = [point.get("location") or point.get("customdata") for point in event.selection.points]
    codes = [code[0] if isinstance(code, list) else code for code in picked]
    if not codes:
        st.caption(words.t("map.click"))
        return
    _card(table[table["unit"].isin(codes)], linked, words)


def _card(chosen: pd.DataFrame, linked: Release | None, words: Words) -> None:
    """What is known of the unit that was clicked, and the way to its page."""
    t = words.t
    for row in chosen.itertuples():
        with st.container(border=True):
            st.markdown(f"**{row.name}**  \n{row.told or t('basis.unknown')}")
            if linked:
                links.to_unit(t("map.to_unit", name=row.name), row.unit, linked)


def as_table(shown: Sequence[Shown], behind: Sequence[pa.Table], headings: Sequence[str], words: Words) -> None:
    """The figures behind the maps, with downloads; each states the release that it is of."""
    t, kind = words.t, shown[0].kind
    named = {"name": t("table.name"), "rank": t("table.rank"), "score": t("table.score"), "basis": t("table.basis")}
    if kind in ("points", "places"):
        named = {"name": named["name"], "value": t(f"table.{kind}"), **named}
    with st.expander(t("map.as_table")):
        for each, whole, heading in zip(shown, behind, headings, strict=True):
            table = whole.select(list(named))
            st.markdown(f"**{heading}**")
            st.dataframe(
                table,
                hide_index=True,
                height=min(38 + 35 * table.num_rows, 1100),
                column_config={
                    "name": st.column_config.TextColumn(named["name"], pinned=True),
                    "value": (cells.places if kind == "places" else cells.score)(named.get("value")),
                    "rank": cells.whole(named["rank"], width="small"),
                    "score": cells.score(named["score"]),
                    "basis": named["basis"],
                },
                alt=heading,
                placeholder="–",
            )
            framework = access.read(each.release).scores.framework
            name = f"{each.release.id}-{each.division or each.release.block}-{kind}-{words.lang}"
            with st.container(horizontal=True):
                downloads.offer(
                    partial(_named, table, named),
                    about.of_file(heading, each.release, framework, words), name, t("map.title"), words,
                )  # fmt: skip


def _named(table: pa.Table, heads: dict[str, str]) -> pd.DataFrame:
    return table.to_pandas().rename(columns=heads)
