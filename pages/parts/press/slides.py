"""The chart as a slide on the house's own template."""

import streamlit as st

from figures.exports import files
from figures.exports.pptx import pptx
from figures.press.drawn import Drawn
from figures.words import Words
from pages.parts.marked import marked
from pages.parts.slides import template
from store import Viewer


def offer(drawn: Drawn, here: bool, in_lang: Words, viewer: Viewer, words: Words) -> None:
    """The choice of a template, and the slide on it, made when its button is pressed."""
    t = words.t
    asked = st.expander(t("slides.on_template"), icon=":material/slideshow:", key="press_slides", on_change="rerun")
    if not asked.open:
        return
    with asked:
        st.caption(t("slides.editable"))
        given = template(words)
        if given is None:
            return
        st.download_button(
            t("slides.download"), lambda: marked(pptx(drawn, in_lang, given), "pptx", drawn.mark, viewer),
            files.filename(drawn, "pptx"), files.KINDS["pptx"].media, on_click="ignore", key="press_on_template",
            icon=":material/slideshow:", disabled=not here and files.needs_browser(drawn, "pptx"),
        )  # fmt: skip
