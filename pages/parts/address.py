"""The address under which this installation is reached, as the reader's browser sees it."""

import streamlit as st


def base() -> str:
    """Everything before a page's name, with the slash at its end; `./` where there is no browser."""
    url = st.context.url
    return url.partition("?")[0].rpartition("/")[0] + "/" if isinstance(url, str) and "/" in url else "./"
