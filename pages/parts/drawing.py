"""Our own drawings on a page: there at once, without the script that draws charts."""

from collections.abc import Sequence
from html import escape

import streamlit as st


def show(svg: str, legend: Sequence[tuple[str, str]] = ()) -> None:
    """An SVG that says in words what it shows, over its legend: pairs of a swatch and what it means."""
    entries = "".join(f"<li>{swatch}{escape(said)}</li>" for swatch, said in legend)
    key = f'<ul class="legend">{entries}</ul>' if entries else ""
    # Within a block of HTML, Markdown leaves texts as they are.
    st.markdown(f'<div class="drawing">{svg}{key}</div>', unsafe_allow_html=True)
