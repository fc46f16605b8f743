"""What waits for the reader to act: one quiet line at the head of every page."""

import streamlit as st

from figures.words import Words
from pages.parts import access, address, submissions
from store import clock, gate
from store.releases import DRAFT, REVIEW, Submission
from store.waiting import GIVE_ROLES, MEND, Waiting, waiting_for

_NAMED = 3
_PLACES = {"give_roles": "accounts", "units": "approval"}


def line(words: Words) -> None:
    """The longest waiting first, each a link to where it is done; nothing for those for whom nothing waits."""
    viewer = access.viewer()
    found = waiting_for(viewer, clock.now()) if viewer.signed_in else []
    if not found:
        return
    seen = {each.id: each for each in gate.submissions_seen(viewer, clock.now(), (DRAFT, REVIEW))}
    by_place: dict[tuple[str, str], list[str]] = {}
    for each in found:
        by_place.setdefault((each.submission, _together(each)), []).append(each.what)
    with st.container(key="waiting", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/notifications: **{words.t('waiting.title')}**", width="content")
        for (submission, together), what in list(by_place.items())[:_NAMED]:
            if together:
                st.page_link(f"{_PLACES[together]}.py", label=words.t(f"waiting.{together}", n=len(what)))
            elif submission in seen:
                _link(seen[submission], what, words)
        if len(by_place) > _NAMED:
            st.page_link("approval.py", label=words.t("waiting.more", n=len(by_place) - _NAMED))


def _together(each: Waiting) -> str:
    """What is counted in one link instead of being named: new accounts, changes of units."""
    return "give_roles" if each.what == GIVE_ROLES else "units" if each.change else ""


def _link(found: Submission, what: list[str], words: Words) -> None:
    told = ", ".join(words.t(f"waiting.{each}") for each in what)
    label = f"{submissions.title(found, words)}: {told}"
    if what == [MEND]:  # one's own, among one's own
        st.page_link("upload.py", label=label, query_params=address.query(release=None, do="mine"))
    else:
        query = address.query(release=None, submission=found.id)
        st.page_link("approval.py", label=label, query_params=query)
