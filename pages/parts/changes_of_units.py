"""Changes of blocks and units that wait for a second person or were decided, with what this viewer can do to them."""

import streamlit as st

from figures import register as told
from figures.markdown import literal
from figures.words import Words
from pages.parts import access, acts, language, moments
from scoring import Units
from store import registers
from store.registers import REVIEW, Change
from store.rights import may

_SHOWN = 10


def show(words: Words) -> None:
    """The newest, those in review first."""
    found = registers.changes(access.viewer())[:_SHOWN]
    if not found:
        return
    st.header(words.t("ground.title"))
    present = registers.to_be_changed()
    for change in sorted(found, key=lambda each: each.state != REVIEW):
        _card(change, present, words)


def table(present: Units, found: Units, words: Words) -> None:
    """What changes, counted and listed."""
    listed = told.changes(present, found, words)
    st.write(told.summary(present, found, words))
    st.dataframe(listed, hide_index=True, alt=words.t("ground.alt", n=len(listed)), placeholder="–")


def _card(change: Change, present: Units, words: Words) -> None:
    t = words.t
    with st.container(border=True):
        sent = moments.said(change.created_at, words)
        st.markdown(t("ground.by", name=literal(change.name), moment=sent, file=literal(change.filename)))
        moment = moments.said(change.effective_at, words)
        st.caption(t(f"ground.state_{change.state}", moment=moment, reason=literal(change.reason)))
        if change.state != REVIEW:
            return
        table(present, change.units, words)
        if registers.is_stale(change, present):
            st.warning(t("ground.stale"), icon=":material/history:")
        elif _may("approve", change):
            _approve(change, words)
        if _may("return", change):
            _return(change, words)
        if _may("recall", change):
            st.button(
                t("ground.recall"), icon=":material/undo:", key=f"recall_{change.id}", on_click=acts.begin,
                args=("ground.recalled", registers.recall, change),
            )  # fmt: skip


def _may(action: str, change: Change) -> bool:
    return may(access.viewer(), action, change.subject())


def _approve(change: Change, words: Words) -> None:
    t, key = words.t, f"ground_{change.id}"
    st.button(
        t("ground.approve_now"), type="primary", icon=":material/verified:", key=f"{key}_now", on_click=acts.begin,
        args=("ground.approved", registers.approve, change, None),
    )  # fmt: skip
    with st.expander(t("ground.approve_later"), icon=":material/schedule:"):
        moment = moments.entry(key, moments.tomorrow(), words)
        st.button(
            t("ground.approve_at"), key=f"{key}_at", disabled=moment is None, on_click=_approve_at,
            args=(change, key, moment),
        )  # fmt: skip


def _approve_at(change: Change, key: str, moment) -> None:  # type: ignore[no-untyped-def]
    if moments.entered(key) != moment:  # changed in the same instant, never shown back
        acts.refuse(language.words().t("moment.changed"))
        return
    acts.begin("ground.approved", registers.approve, change, moment)


def _return(change: Change, words: Words) -> None:
    t, key = words.t, f"ground_reason_{change.id}"
    with st.expander(t("ground.return"), icon=":material/undo:"), st.form(f"form_{key}", border=False):
        st.text_area(t("decide.reason"), key=key, max_chars=2000)
        st.form_submit_button(t("decide.return_do"), on_click=_returned, args=(change, key), icon=":material/undo:")


def _returned(change: Change, key: str) -> None:
    reason = (st.session_state.get(key) or "").strip()
    if not reason:
        acts.refuse(language.words().t("decide.reason_needed"))
        return
    acts.begin("ground.returned", registers.give_back, change, reason)
