"""When the next figures come, in one quiet line."""

import streamlit as st

from figures.words import Words
from store import clock, load_units
from store.announcements import next_publication


def line(words: Words, block: str | None = None) -> None:
    """The next announced publication of a block, or of any; nothing where none is announced."""
    coming = next_publication(clock.now(), block)
    if coming is None:
        return
    name = load_units().blocks.at[coming.block, f"name_{words.lang}"]
    moment = words.moment(clock.to_local(coming.publish_at))
    st.caption(words.t("next_publication.line", block=name, period=words.period(coming.period), moment=moment))
