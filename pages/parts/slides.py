"""A house's own template for slides: looked at before it is used, kept for the visit and by nobody else."""

import streamlit as st

from figures.slides import house
from figures.slides.house import BadTemplate
from figures.words import Words

_FITS = "house_template_fits"


def template(words: Words) -> bytes | None:
    """The uploaded template; None where there is none, or where it cannot be used, which is said."""
    t = words.t
    given = st.file_uploader(
        t("slides.template"), type=["pptx", "potx"], max_upload_size=house.MOST_MB, key="house_template",
        help=t("slides.template_help", most=house.MOST_MB),
    )  # fmt: skip
    if given is None:
        return None
    content = given.getvalue()
    kept = st.session_state.get(_FITS)
    if kept is None or kept[0] != given.file_id:
        kept = st.session_state[_FITS] = (given.file_id, _fault(content))
    if kept[1]:
        st.error(t(f"slides.bad_{kept[1]}", most=house.MOST_MB), icon=":material/block:")
        return None
    return content


def _fault(content: bytes) -> str:
    try:
        house.opened(content)
    except BadTemplate as fault:
        return fault.code
    return ""
