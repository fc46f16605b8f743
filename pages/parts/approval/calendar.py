"""The calendar of announced publications: everybody reads it, approvers keep it."""

from datetime import datetime

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, acts, language, moments
from scoring.periods import parse_period
from store import announcements, clock, load_units
from store.announcements import Announcement
from store.rights import Subject, may

_KEY = "announce"


def show(words: Words) -> None:
    t, viewer = words.t, access.viewer()
    st.header(t("calendar.title"))
    names = load_units().blocks[f"name_{words.lang}"].to_dict()
    coming = announcements.calendar(clock.now())
    if not coming:
        st.caption(t("calendar.empty"))
    for entry in coming:
        _entry(entry, names, may(viewer, "announce", Subject("calendar", block=entry.block)), words)
    mine = [block for block in names if may(viewer, "announce", Subject("calendar", block=block))]
    if mine:
        with st.expander(t("calendar.announce"), icon=":material/event:"):
            _announce(mine, names, words)


def _entry(entry: Announcement, names: dict[str, str], able: bool, words: Words) -> None:
    t = words.t
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        when = words.moment(clock.to_local(entry.publish_at), weekday=True)
        note = f" · {literal(entry.note)}" if entry.note else ""
        st.markdown(f"**{names[entry.block]} · {words.period(entry.period)}** — {when}{note}")
        if not able:
            return
        with st.popover(t("calendar.move"), icon=":material/schedule:"):
            key = f"move_{entry.id}"
            moment = moments.entry(key, entry.publish_at, words)
            st.button(t("calendar.move_do"), key=f"{key}_do", on_click=_move, args=(entry.id, key, moment))
        with st.popover(t("calendar.cancel"), icon=":material/event_busy:"):
            st.write(t("calendar.cancel_sure"))
            st.button(
                t("calendar.cancel_do"), key=f"cancel_{entry.id}", on_click=acts.begin,
                args=("calendar.cancelled", announcements.cancel, entry.id),
            )  # fmt: skip


def _announce(mine: list[str], names: dict[str, str], words: Words) -> None:
    t = words.t
    one, two = st.columns(2)
    one.selectbox(t("choose.block"), mine, format_func=lambda block: names[block], key=f"{_KEY}_block")
    two.text_input(t("about.period"), placeholder="2026-06", help=t("upload.period_help"), key=f"{_KEY}_period")
    moment = moments.entry(_KEY, moments.tomorrow(), words)
    st.text_input(t("calendar.note"), max_chars=200, key=f"{_KEY}_note")
    st.button(t("calendar.announce_do"), type="primary", icon=":material/event:", on_click=_announced, args=(moment,))


def _announced(moment: datetime | None) -> None:
    t, state = language.words().t, st.session_state
    if moment is None or moments.entered(_KEY) != moment:
        acts.refuse(t("moment.changed" if moment else "moment.missing"))
        return
    written = (state.get(f"{_KEY}_period") or "").strip()
    period, note = parse_period(written) or written, state.get(f"{_KEY}_note") or ""

    def announce(viewer, block, at):  # type: ignore[no-untyped-def]
        return announcements.announce(viewer, block, period, moment, at, note)

    if acts.begin("calendar.announced", announce, state[f"{_KEY}_block"]) is not None:
        state[f"{_KEY}_period"] = state[f"{_KEY}_note"] = ""


def _move(number: int, key: str, moment: datetime | None) -> None:
    if moment is None or moments.entered(key) != moment:
        acts.refuse(language.words().t("moment.changed" if moment else "moment.missing"))
        return
    acts.begin("calendar.moved", announcements.move, number, moment)
