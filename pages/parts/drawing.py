"""Our own drawings on a page: there at once, without the script that draws charts."""

import streamlit as st


def show(svg: str) -> None:
    """An SVG that says in words what it shows. Within a block of HTML, Markdown leaves its texts as they are."""
    st.markdown(f'<div class="drawing">{svg}</div>', unsafe_allow_html=True)
