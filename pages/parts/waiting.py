"""What waits for the reader to act: one quiet line at the head of every page."""

import streamlit as st

from figures.words import Words
from pages.parts import access, address, submissions
from store import clock
from store.waiting import GIVE_ROLES, Waiting, waiting_for

_NAMED = 3


def line(words: Words) -> None:
    """The longest waiting first, each a link to where it is done; nothing for those for whom nothing waits."""
    viewer = access.viewer()
    found = waiting_for(viewer, clock.now()) if viewer.signed_in else []
    if not found:
        return
    with st.container(key="waiting", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/notifications: **{words.t('waiting.title')}**", width="content")
        for each in found[:_NAMED]:
            _link(each, words)
        if len(found) > _NAMED:
            st.page_link("approval.py", label=words.t("waiting.more", n=len(found) - _NAMED))


def _link(each: Waiting, words: Words) -> None:
    if each.what == GIVE_ROLES:
        st.page_link("accounts.py", label=words.t("waiting.give_roles"))
        return
    found = access.submission(each.submission)
    if found is not None:
        st.page_link(
            "approval.py",
            label=f"{submissions.title(found, words)}: {words.t(f'waiting.{each.what}')}",
            query_params=address.query(release=None, submission=found.id),
        )
