"""The unit's own data, with flags, notes and sources, to read and to take home."""

import streamlit as st

from figures import unit_data
from figures.one_unit import OneUnit
from pages.parts import about, downloads
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
    carried = unit_data.carried(of, found)
    with st.container(horizontal=True):
        downloads.offer(
            lambda: carried, about.of_file(title, release, of.framework, of.words),
            f"{release.id}-{of.code}-{of.words.lang}", of.name, of.words,
        )  # fmt: skip
