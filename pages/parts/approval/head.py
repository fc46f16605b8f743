"""What a submission is: state, block, periods, people, files, and where its releases are read."""

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, preview, submissions
from pages.parts.choose import label
from store.releases import DRAFT, WITHDRAWN, Submission


def show(found: Submission, words: Words) -> None:
    t = words.t
    st.page_link("approval.py", label=t("approval.back"), icon=":material/arrow_back:")
    st.header(submissions.title(found, words))
    st.badge(t(f"state.{found.state}"), color=submissions.COLOURS[found.state])
    st.caption(submissions.since(found, words))
    if found.reason and found.state == DRAFT:
        st.warning(t("approval.returned", reason=literal(found.reason)), icon=":material/undo:")
    if found.reason and found.state == WITHDRAWN:
        st.warning(t("approval.withdrawn", reason=literal(found.reason)), icon=":material/block:")


def releases(found: Submission, words: Words) -> None:
    """The files it came from and its releases, each with the pages that show it."""
    t, known = words.t, access.frameworks()
    st.caption(t("approval.files", names=", ".join(map(literal, found.filenames))))
    for release in found.releases:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{label(release, words)}** · {literal(release.id)}", width="content")
            for page in preview.pages(known[release.framework]):
                st.page_link(
                    f"{page}.py", label=t(f"{page}.title"), query_params={"release": release.id},
                    icon=":material/open_in_new:",
                )  # fmt: skip
