"""What an approver does with a submission: approve with its moment, return, reschedule, withdraw."""

from datetime import datetime

import streamlit as st

from figures.words import Words
from pages.parts import access, acts, address, language, moments
from store import announcements, clock, lifecycle
from store.releases import DRAFT, PUBLISHED, Submission
from store.rights import NotAllowed, check, may

_REASON = "decide_reason"


def show(found: Submission, is_ready: bool, words: Words) -> None:
    """`is_ready` is whether nothing on the checklist is open; the store looks again."""
    t = words.t
    if found.state == DRAFT:
        link = address.query(release=None, do="mine")
        st.page_link("upload.py", label=t("decide.mine"), query_params=link, icon=":material/arrow_forward:")
        return
    viewer, subject = access.viewer(), found.subject()
    able = [act for act in ("approve", "reschedule", "return", "withdraw") if may(viewer, act, subject)]
    mine = _is_own(found)
    if not able and not mine:
        st.caption(t("decide.not_yours"))
        return
    st.subheader(t("decide.title"))
    if mine:
        st.info(t("act.not_own"), icon=":material/supervisor_account:")
    if "approve" in able:
        _approve(found, is_ready, words)
    if "reschedule" in able:
        _reschedule(found, words)
    if "return" in able:
        _with_reason(found, "return", words)
    if "withdraw" in able:
        _with_reason(found, "withdraw", words)


def _is_own(found: Submission) -> bool:
    """Whether nothing but being the uploader stands between the viewer and approving it."""
    try:
        check(access.viewer(), "approve", found.subject())
    except NotAllowed as fault:
        return fault.code == "own"
    return False


def _approve(found: Submission, is_ready: bool, words: Words) -> None:
    t = words.t
    key = f"approve_{found.id}_{found.version}"
    with st.container(border=True):
        when = st.segmented_control(
            t("decide.when"), ["moment", "at_once"], format_func=lambda w: t(f"decide.{w}"), default="moment",
            required=True, key=f"{key}_when",
        )  # fmt: skip
        moment = moments.entry(key, _announced(found) or moments.tomorrow(), words) if when == "moment" else None
        if not is_ready:
            st.caption(t("decide.not_ready"))
        at_once = when == "at_once"
        st.button(
            t("decide.publish_now") if at_once else t("decide.approve"), type="primary", key=f"{key}_button",
            icon=":material/publish:" if at_once else ":material/verified:", on_click=_approve_now,
            args=(found, key, moment, at_once), disabled=not is_ready or (moment is None and not at_once),
        )  # fmt: skip


def _announced(found: Submission) -> datetime | None:
    """The moment that the calendar announces for it."""
    periods = {release.period for release in found.releases}
    chosen = (e for e in announcements.calendar(clock.now()) if e.block == found.block and e.period in periods)
    return next((entry.publish_at for entry in chosen), None)


def _approve_now(found: Submission, key: str, moment: datetime | None, at_once: bool) -> None:
    words = language.words()
    if not at_once and moments.entered(key) != moment:  # changed in the same instant, never shown back
        acts.refuse(words.t("moment.changed"))
        return
    done = "decide.published" if at_once else "decide.approved"
    acts.begin(done, lifecycle.approve, found, moment, moment=moments.said(moment, words))


def _reschedule(found: Submission, words: Words) -> None:
    t = words.t
    key = f"reschedule_{found.id}_{found.version}"
    with st.expander(t("decide.reschedule"), icon=":material/schedule:"):
        moment = moments.entry(key, found.publish_at or moments.tomorrow(), words)
        st.button(
            t("decide.reschedule_do"), key=f"{key}_button", on_click=_reschedule_now, args=(found, key, moment),
            disabled=moment is None,
        )  # fmt: skip


def _reschedule_now(found: Submission, key: str, moment: datetime) -> None:
    words = language.words()
    if moments.entered(key) != moment:
        acts.refuse(words.t("moment.changed"))
        return
    acts.begin("decide.rescheduled", lifecycle.reschedule, found, moment, moment=moments.said(moment, words))


def _with_reason(found: Submission, act: str, words: Words) -> None:
    """Return or withdraw: a form, since both need a reason."""
    t = words.t
    key = f"{_REASON}_{act}_{found.id}"
    icon = ":material/undo:" if act == "return" else ":material/block:"
    with st.expander(t(f"decide.{act}"), icon=icon):
        help_key = "decide.withdraw_public" if found.state == PUBLISHED else f"decide.{act}_help"
        st.caption(t(help_key))
        with st.form(f"form_{key}", border=False):
            st.text_area(t("decide.reason"), key=key, max_chars=2000)
            st.form_submit_button(t(f"decide.{act}_do"), on_click=_reasoned, args=(found, act, key), icon=icon)


def _reasoned(found: Submission, act: str, key: str) -> None:
    t = language.words().t
    reason = (st.session_state.get(key) or "").strip()
    if not reason:
        acts.refuse(t("decide.reason_needed"))
        return
    call = {"return": lifecycle.give_back, "withdraw": lifecycle.withdraw}[act]
    acts.begin(f"decide.{act}_done", call, found, reason)
