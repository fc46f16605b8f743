"""The submissions in which the viewer has a part, with what waits for them."""

from datetime import timedelta

import streamlit as st

from figures.words import Words
from pages.parts import access, submissions
from store import clock
from store.releases import APPROVED, DRAFT, REVIEW, SHIPPED, Submission
from store.waiting import waiting_for

# How long what is published or withdrawn stays in the list without being asked for.
RECENT = timedelta(days=30)


def show(words: Words) -> None:
    t = words.t
    every = access.submissions()
    recent = [found for found in every if _is_recent(found)]
    older = len(recent) < len(every) and st.toggle(
        t("approval.older", n=len(every) - len(recent)), key="approval_older"
    )
    shown = every if older else recent
    if not shown:
        st.info(t("approval.nothing"), icon=":material/inbox:")
    waiting: dict[str, list[str]] = {}
    for line in waiting_for(access.viewer(), clock.now()):
        waiting.setdefault(line.submission, []).append(line.what)
    with st.container(key="submissions"):
        for found in shown:
            _card(found, waiting.get(found.id, []), words)


def _is_recent(found: Submission) -> bool:
    if found.state in (DRAFT, REVIEW, APPROVED):
        return True
    return found.owner != SHIPPED and clock.now() - found.changed_at < RECENT


def _card(found: Submission, waits: list[str], words: Words) -> None:
    t = words.t
    with st.container(border=True, gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                "approval.py",
                label=f"**{submissions.title(found, words)}**",
                query_params={"submission": found.id},
                icon=":material/description:",
            )
            st.badge(t(f"state.{found.state}"), color=submissions.COLOURS[found.state])
            for what in waits:
                st.badge(t(f"waiting.{what}"), color="primary", icon=":material/notifications:")
        st.caption(submissions.since(found, words))
