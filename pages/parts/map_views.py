"""One map and what belongs to it: the drawing, what a click selects, the list beside it, the table behind it."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from figures import decks, downloads, maps, territory, tiles, unit_lists, value_bars
from figures.scales import Kind, Scale
from figures.words import Words
from frame import files
from pages.parts import about, links, visitor
from pages.parts.address import query
from pages.parts.placing import Shown
from scoring import Framework
from store import Release

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Frames = Sequence[tuple[str, pd.DataFrame]]
_PLAIN = {"topojsonURL": maps.NO_WORLD, "displayModeBar": False, "scrollZoom": False}
# The print version is taken away as a file by plotly's own button, drawn by the reader's browser.
_PRINT = {
    "topojsonURL": maps.NO_WORLD,
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "svg", "filename": "map"},
}


def heading(shown: Shown, node: str, framework: Framework, against: Release | None, words: Words) -> str:
    """Node, period, since when where it is a change, and the units where they are not the release's own."""
    name, now = framework.name(node, words.lang), words.period(shown.release.period)
    parts = [f"{name}, {now}"]
    if against:
        parts = [words.t("map.title_change", name=name, since=words.period(against.period), until=now)]
    if shown.is_carried:
        parts.append(words.t("map.carried_to", n=int(shown.division)))
    elif shown.division:
        parts.append(words.t("choose.division", count=shown.division))
    return " · ".join(parts)


def says(shown: Shown, against: Release | None, words: Words) -> None:
    """Whether what is compared may be compared, and what was done for it."""
    if against and shown.answer:
        period = words.period(against.period)
        if shown.answer.verdict == "not":
            st.warning(words.t(f"compare.{shown.answer.reason}", period=period), icon=":material/block:")
        elif shown.answer.verdict == "back-cast" or shown.is_carried:
            st.caption(words.t("rankings.change_back_cast", period=period))
    elif shown.is_carried:
        st.caption(words.t("map.carried_note"))


def show(
    shown: Shown, view: str, scale: Scale, words: Words, frames: Frames, title: str, linked: Release | None, wide: bool
) -> None:
    """The map or the bars, the list of units beside it where there is room (`wide`), else below it.

    `linked` is the release that their links lead to.
    """
    table = shown.table
    if table["value"].isna().all():
        if not shown.answer or shown.answer.verdict != "not":
            st.info(words.t("map.nothing"))
        return
    if view == "print":
        _view(shown, view, scale, words, frames, title, linked)
        return
    left, right = st.columns([5, 3]) if wide else (st.container(), st.container())
    with left:
        _view(shown, view, scale, words, frames, title, linked)
    with right:
        st.markdown(f"**{words.t('map.list')}**")
        st.html(
            unit_lists.unit_list(territory.by_name(table), scale, words, words.t("map.list"), linked and _query(linked))
        )


def _query(release: Release) -> Callable[[str], dict[str, str]]:
    return lambda unit: query(unit=unit, release=release.id)


@st.fragment
def _view(
    shown: Shown, view: str, scale: Scale, words: Words, frames: Frames, title: str, linked: Release | None
) -> None:
    table, division = shown.table, shown.division
    key = f"{view}-{shown.release.id}-{division}-{scale.kind}-{len(frames)}"
    geometry = files.address(f"boundaries/{division}.geojson") if division else ""
    still = visitor.prefers_less_motion()
    alt = territory.map_alt(table, scale, title, words)
    if view == "print":
        facts = {
            **about.facts(shown.release, shown.at.scores.framework, words),
            words.t("map.borders"): words.t("map.attribution"),
        }
        if shown.release.is_demonstration:
            facts = {words.t("stamp.demonstration"): words.t("stamp.demonstration_long"), **facts}
        figure = maps.print_map(table, division, scale, words, geometry, title, facts)
        st.plotly_chart(figure, alt=alt, config=_PRINT, theme=None, key=key)
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
        figure = {
            "bars": lambda: value_bars.value_bars(table, scale, words),
            "tiles": lambda: tiles.tile_map(table, division, scale, words, frames, still),
            "plain": lambda: maps.svg_map(table, division, scale, words, geometry, frames, still),
        }[view]()
        event = st.plotly_chart(figure, alt=alt, on_select="rerun", selection_mode="points", config=_PLAIN, key=key)
        picked = [point.get("location") or point.get("customdata") for point in event.selection.points]
    codes = [code[0] if isinstance(code, list) else code for code in picked]
    _card(table[table["unit"].isin(codes)], linked, words)


def _card(chosen: pd.DataFrame, linked: Release | None, words: Words) -> None:
    """What is known of the unit that was clicked, and the way to its page."""
    t = words.t
    if chosen.empty:
        st.caption(t("map.click"))
    for row in chosen.itertuples():
        with st.container(border=True):
            st.markdown(f"**{row.name}**  \n{row.told or t('basis.unknown')}")
            if linked:
                links.to_unit(t("map.to_unit", name=row.name), row.unit, linked)


def as_table(shown: Sequence[Shown], headings: Sequence[str], kind: Kind, facts: dict[str, str], words: Words) -> None:
    """The figures behind the maps, with downloads."""
    t = words.t
    named = {"name": t("table.name"), "rank": t("table.rank"), "score": t("table.score"), "basis": t("table.basis")}
    if kind in ("points", "places"):
        named = {"name": named["name"], "value": t(f"table.{kind}"), **named}
    with st.expander(t("map.as_table")):
        for each, heading in zip(shown, headings, strict=True):
            table = territory.by_value(each.table, kind)
            table = table.assign(basis=[t(f"basis.{name}") for name in table["basis"]])[list(named)]
            st.markdown(f"**{heading}**")
            st.dataframe(
                table,
                hide_index=True,
                height=min(38 + 35 * len(table), 1100),
                column_config={
                    "name": st.column_config.TextColumn(named["name"], pinned=True),
                    "value": st.column_config.NumberColumn(
                        named.get("value"), format="%+d" if kind == "places" else "%+.4f"
                    ),
                    "rank": st.column_config.NumberColumn(named["rank"], format="%d", width="small"),
                    "score": st.column_config.NumberColumn(named["score"], format="%.4f"),
                    "basis": named["basis"],
                },
                alt=heading,
                placeholder="–",
            )
            download(table.rename(columns=named), {t("about.title"): heading, **facts}, each, kind, words)


def download(table: pd.DataFrame, facts: dict[str, str], shown: Shown, kind: str, words: Words) -> None:
    """The table as CSV and as a workbook, with where it comes from."""
    t = words.t
    name = f"{shown.release.id}-{shown.division or shown.release.block}-{kind}-{words.lang}"
    one, two, _ = st.columns([2, 2, 3])
    one.download_button(
        t("download.csv"), lambda: downloads.csv(table, facts), f"{name}.csv", "text/csv", on_click="ignore",
        icon=":material/download:", width="stretch",
    )  # fmt: skip
    two.download_button(
        t("download.xlsx"), lambda: downloads.xlsx(table, facts, t("map.title"), t("about.title")), f"{name}.xlsx",
        XLSX, on_click="ignore", icon=":material/download:", width="stretch",
    )  # fmt: skip
