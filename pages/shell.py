"""The frame of every page: settings, language, the list of pages; nothing else."""

from pathlib import Path

import streamlit as st

from pages.parts import language, starting
from pages.parts.frame import DEFAULT, PAGES

ICON = Path(__file__).resolve().parent.parent / "frame" / "static" / "icon.png"

words = language.words()
# Before st.navigation: a page's own icon would be fetched from elsewhere as the favicon.
st.set_page_config(
    page_title=words.t("app.title"),
    page_icon=str(ICON),
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": words.t("app.about")},
)
language.keep()
page = st.navigation(
    [st.Page(f"{name}.py", title=words.t(f"nav.{name}"), default=name == DEFAULT) for name in PAGES],
    position="top",
)
language.switcher()
starting.wait_until_ready(words)
page.run()
st.container(key="footer").caption(words.t("app.footer"))
