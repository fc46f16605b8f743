"""The print view of a page: a sheet in place of the page when it is printed, and the button that prints it."""

from html import escape

import streamlit as st


def button(label: str, help: str) -> None:
    """Print; the frame's script does it, since the policy allows none in the page."""
    st.html(
        f'<button type="button" class="print-page" title="{escape(help)}"><span>{escape(label)}</span></button>',
        width="content",
    )


def show(sheet: str) -> None:
    """Of HTML, which the frame's style shows on paper only."""
    with st.container(key="sheet"):
        st.html(sheet)
