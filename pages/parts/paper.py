"""The print view of a page: a sheet in place of the page when it is printed, and the button that prints it."""

from html import escape

import streamlit as st

from figures.words import Words
from scoring import Framework
from store import Release


def button(words: Words) -> None:
    """Print; the frame's script does it, since the policy allows none in the page."""
    t = words.t
    st.html(
        f'<button type="button" class="print-page" title="{escape(t("print.help"))}">'
        f"<span>{escape(t('print.print'))}</span></button>",
        width="content",
    )


def stamps(release: Release, framework: Framework, words: Words) -> list[str]:
    """What nobody may overlook, on paper too."""
    t = words.t
    found = []
    if release.is_demonstration:
        found.append(f"{t('stamp.demonstration')}: {t('stamp.demonstration_long')}")
    if not release.is_in_force:
        found.append(t(f"stamp.{release.state}"))
    if release.reader:
        found.append(t("stamp.reader", name=release.reader))
    if framework.illustrative:
        found.append(t("stamp.illustrative"))
    return found


def show(html: str) -> None:
    """The sheet, which the frame's style shows on paper only."""
    with st.container(key="sheet"):
        st.html(html)
