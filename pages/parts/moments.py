"""Moments as people enter and read them: day and hour in Ha Noi. They are kept in UTC, which nobody sees."""

from datetime import datetime, timedelta

import streamlit as st

from figures.words import Words
from store import clock
from store.clock import from_local, to_local


def said(moment: datetime | None, words: Words) -> str:
    """A kept moment in words; empty where there is none."""
    return words.moment(to_local(moment)) if moment is not None else ""


def tomorrow() -> datetime:
    """Tomorrow at eight in the morning, as it is kept."""
    day = to_local(clock.now()).replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return from_local(day)


def entry(key: str, default: datetime, words: Words) -> datetime | None:
    """Ask for a day and an hour, beginning with `default` (as it is kept), and say back what was understood.

    None where one of them is empty.
    """
    t = words.t
    here = to_local(default)
    st.session_state.setdefault(f"{key}_day", here.date())
    st.session_state.setdefault(f"{key}_hour", here.time().replace(second=0, microsecond=0))
    one, two = st.columns(2)
    one.date_input(t("moment.day"), format="DD/MM/YYYY", key=f"{key}_day")
    two.time_input(t("moment.hour"), step=timedelta(minutes=1), key=f"{key}_hour")
    moment = entered(key)
    if moment is None:
        st.caption(t("moment.missing"))
    elif moment <= clock.now():
        st.warning(t("moment.over", moment=said(moment, words)), icon=":material/history:")
    else:
        told = words.moment(to_local(moment), weekday=True)
        st.markdown(t("moment.understood", moment=told))
    return moment


def entered(key: str) -> datetime | None:
    """What stands in the fields of that key at this moment."""
    day, hour = st.session_state.get(f"{key}_day"), st.session_state.get(f"{key}_hour")
    return None if day is None or hour is None else from_local(datetime.combine(day, hour))
