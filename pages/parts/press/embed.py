"""The code with which another site shows the chart: on this release for ever, or following the newest."""

import streamlit as st

from figures import embedding
from figures.embedding import Frozen, Live
from figures.press.choices import Choices
from figures.press.drawn import Drawn
from figures.words import Words
from pages.parts.address import remembered
from store import Release

WAYS = ("live", "frozen")


def offer(drawn: Drawn, release: Release, chosen: Choices, base: str, words: Words) -> None:
    """The choice and the lines to copy; what is not public, and what has no embed, says so instead."""
    t, kind = words.t, drawn.mark.template
    st.markdown(f"**{t('embed.title')}**")
    if not release.is_public:
        st.caption(t("embed.not_public"))
        return
    remembered("press_embed", "live", WAYS, name="follow")
    way = st.segmented_control(t("embed.way"), WAYS, format_func=lambda each: t(f"embed.{each}"), key="press_embed",
                               required=True)  # fmt: skip
    place = Live(release.block, release.division) if way == "live" else Frozen(release.id)
    there = embedding.address(
        base, kind, place, lang=drawn.mark.lang, node=chosen.node, unit=chosen.units, promise=chosen.promise,
        ends=chosen.ends if kind == "ends" else None,
        n=chosen.n if kind == "ends" else embedding.MOST if kind == "ranking" else None,
    )  # fmt: skip
    st.caption(t(f"embed.{way}_long"))
    st.code(embedding.code(there, base, drawn.texts.title), language="html", wrap_lines=True)
