"""The frame of every page: settings, language, sign-in, the list of pages; nothing else."""

import streamlit as st

from frame import files
from pages.parts import access, account, address, language, provider, refused, search, starting, timed, waiting
from pages.parts.frame import DEFAULT, EVIDENCE, FIRST, WORK
from store import start

words = language.words()
# Before st.navigation: a page's own icon would be fetched from elsewhere as the favicon.
st.set_page_config(
    page_title=words.t("app.title"),
    page_icon=files.embedded("frame/icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": words.t("app.about")},
)
language.keep()
provider.leave_if_asked()


viewer = access.viewer() if start.progress().ready else None


def page(name: str):  # type: ignore[no-untyped-def]
    """The page; where the reader may not open it, its address says why, and the menu leaves it out."""
    title = words.t(f"nav.{name}")
    if viewer is None or access.may_open(name, viewer):
        # Once a visit: Streamlit looks for the file of each.
        made = st.session_state.setdefault("pages", {})
        if (name, title) not in made:
            made[name, title] = st.Page(f"{name}.py", title=title, default=name == DEFAULT)
        return made[name, title]
    return st.Page(refused.page(name, words), title=title, url_path=name, visibility="hidden")


menu = {"": FIRST, words.t("nav.evidence"): EVIDENCE, words.t("nav.work"): WORK}
chosen = st.navigation({heading: [page(name) for name in names] for heading, names in menu.items()}, position="top")
with st.container(key="corner", horizontal=True, gap="small", vertical_alignment="center"):
    if start.progress().ready:
        account.corner(chosen.url_path or DEFAULT, words)
    language.switcher()
starting.wait_until_ready(words)
search.bar(chosen.url_path or DEFAULT, words)
waiting.line(words)
with timed.run(chosen.url_path or DEFAULT), address.in_one():
    chosen.run()
data = f"[{words.t('opendata.page.title')}](./opendata?lang={words.lang})"
st.container(key="footer").caption(f"{words.t('app.footer')} · {data}")
