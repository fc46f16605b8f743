"""The filters of the trail, kept in the address."""

from datetime import datetime, timedelta

import streamlit as st

from figures import trail
from figures.markdown import literal
from figures.words import Words
from pages.parts import address
from store import audit, clock
from store.audit import Filters
from store.viewers import Viewer


def filters(viewer: Viewer, words: Words) -> Filters:
    """Show the filters; days are those of Ha Noi, both included. Ends the run where a day is none."""
    t = words.t
    columns = st.columns(5, vertical_alignment="bottom")
    acts = ["", *audit.acts(viewer)]
    for key in ("trail_from", "trail_to", "trail_who", "trail_subject"):
        address.remembered(key, "")
    address.remembered("trail_act", "", acts)
    days = {
        key: column.text_input(t(f"trail.{key}"), key=f"trail_{key}", max_chars=10, placeholder=t("trail.day"))
        for key, column in zip(("from", "to"), columns, strict=False)
    }
    who = columns[2].text_input(t("trail.who"), key="trail_who", max_chars=200)
    act = columns[3].selectbox(
        t("trail.act"), acts, key="trail_act",
        format_func=lambda name: trail.act(name, words) if name else t("trail.every_act"),
    )  # fmt: skip
    about = {"key": "trail_subject", "max_chars": 200, "help": t("trail.subject_help")}
    subject = columns[4].text_input(t("trail.subject"), **about)
    since, until = _start(days["from"], words), _start(days["to"], words, timedelta(days=1))
    return {"since": since, "until": until, "who": who.strip(), "act": act or "", "subject": subject.strip()}


def said(chosen: Filters, words: Words) -> dict[str, str]:
    """What was chosen, for the head of an export."""
    moments = {key: chosen[key] for key in ("since", "until")}  # type: ignore[literal-required]
    found = {words.t(f"trail.{key}"): words.moment(clock.to_local(at)) for key, at in moments.items() if at}
    texts = {"who": chosen["who"], "act": chosen["act"], "subject": chosen["subject"]}
    return found | {words.t(f"trail.{key}"): text for key, text in texts.items() if text}


def _start(text: str, words: Words, later: timedelta = timedelta()) -> datetime | None:
    """The first moment of the day that was written, or of the one after."""
    if not text.strip():
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return clock.from_local(datetime.strptime(text.strip(), form) + later)
        except ValueError:
            continue
    st.error(words.t("trail.no_day", text=literal(text)), icon=":material/error:")
    address.stop()
