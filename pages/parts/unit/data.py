"""The unit's own data, with flags, notes and sources, to read and to take home."""

import streamlit as st

from figures import downloads, unit_data
from figures.one_unit import OneUnit
from pages.parts import about
from store import Read, Release


def show(of: OneUnit, release: Release, read: Read) -> None:
    """The row's source and note, the figures, those verified afterwards, and the files."""
    t = of.words.t
    st.subheader(t("unit.data"))
    if said := unit_data.row_facts(of, read.notes):
        st.markdown("  \n".join(said))
    found = unit_data.table(of, read.remarks)
    if found.empty:
        st.info(t("unit.no_data"), icon=":material/database_off:")
        return
    unknown = int(found["value"].isna().sum())
    st.caption(t("unit.figures_known", known=len(found) - unknown, total=len(found)))
    shown = unit_data.shown(of, found)
    title = f"{of.name}, {of.words.period(of.period)}: {t('unit.data')}"
    st.dataframe(
        shown,
        hide_index=True,
        height=min(38 + 35 * len(shown), 800),
        column_config={t("unit.figure"): st.column_config.TextColumn(pinned=True, width=200)},
        alt=title,
        placeholder="–",
    )
    compared = unit_data.verified(of, read.self_reported)
    if len(compared):
        st.markdown(f"**{t('unit.verified')}**")
        st.dataframe(compared, hide_index=True, alt=t("unit.verified"), placeholder="–")
    _files(of, release, unit_data.carried(of, found), title)


def _files(of: OneUnit, release: Release, table, title: str) -> None:  # type: ignore[no-untyped-def]
    t = of.words.t
    facts = {t("about.title"): title, **about.facts(release, of.framework, of.words)}
    if release.is_demonstration:
        facts = {"!": t("stamp.demonstration"), **facts}
    name = f"{release.id}-{of.code}-{of.words.lang}"
    with st.container(horizontal=True):
        st.download_button(
            t("download.csv"), lambda: downloads.csv(table, facts), f"{name}.csv", "text/csv", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            t("download.xlsx"), lambda: downloads.xlsx(table, facts, of.name, t("about.title")), f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
