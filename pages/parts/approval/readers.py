"""Named pre-release readers: who sees the submission under embargo before everybody, and whether that is told."""

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, acts, moments
from store import accounts, early
from store.releases import PUBLISHED, Submission
from store.rights import Subject, may


def show(found: Submission, words: Words) -> None:
    viewer, t = access.viewer(), words.t
    if not may(viewer, "readers", found.subject()):
        return
    named = early.listed(viewer, found)
    # A key of its own: the number in the label changes, and the list would fold up after each act.
    with st.expander(t("readers.title", n=len(named)), icon=":material/lock_clock:", key=f"readers_{found.id}"):
        st.caption(t("readers.help"))
        for reader in named:
            with st.container(horizontal=True, vertical_alignment="center"):
                by = t("readers.by", name=literal(reader.named_by), when=moments.said(reader.named_at, words))
                st.markdown(f"**{literal(reader.name)}** — {by}")
                st.button(
                    t("readers.remove"), key=f"reader_{found.id}_{reader.account}", icon=":material/person_remove:",
                    on_click=acts.begin, args=("readers.removed", early.remove_reader, found, reader.account),
                    width="content",
                )  # fmt: skip
        if found.state != PUBLISHED and may(viewer, "see", Subject("accounts")):
            _name(found, {reader.account for reader in named}, words)
        st.checkbox(
            t("readers.listed"), value=found.readers_listed, key=f"readers_listed_{found.id}_{found.readers_listed}",
            on_change=acts.begin,
            args=("readers.saved", early.publish_list, found, not found.readers_listed),
        )  # fmt: skip


def _name(found: Submission, known: set[str], words: Words) -> None:
    t = words.t
    every = {each.id: each for each in accounts.listed(access.viewer()) if each.disabled_at is None}
    free = [account for account in every if account not in known]
    key = f"reader_{found.id}"
    one, two = st.columns([3, 1], vertical_alignment="bottom")
    one.selectbox(
        t("readers.who"), free, index=None, placeholder=t("readers.choose"), key=key,
        format_func=lambda account: f"{every[account].name} · {every[account].email}",
    )  # fmt: skip
    account = st.session_state.get(key)
    two.button(
        t("readers.add"), key=f"{key}_add", icon=":material/person_add:", disabled=account is None, width="stretch",
        on_click=acts.begin, args=("readers.added", early.name_reader, found, account),
    )  # fmt: skip
