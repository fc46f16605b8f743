"""Links from a figure to the page that tells more of it; every one carries the release explicitly."""

import streamlit as st

from pages.parts import address
from pages.parts.frame import PAGES
from store import Release


def to_unit(label: str, unit: str, release: Release, **choices: str) -> None:
    """The unit's name as a link to its page, in the release the figure beside it is from."""
    if "unit" in PAGES:
        st.page_link("unit.py", label=label, query_params=address.query(release=release.id, unit=unit, **choices))
    else:
        st.markdown(label)


def to_page(label: str, page: str, release: Release, **choices: str) -> None:
    """A link to a page of the menu in a release."""
    st.page_link(f"{page}.py", label=label, query_params=address.query(release=release.id, **choices))
