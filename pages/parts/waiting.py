"""What waits for the reader to act: one quiet line at the head of every page."""

import streamlit as st

from figures.words import Words
from pages.parts import access, address, submissions
from store import clock, gate, registers
from store.releases import DRAFT, REVIEW, Submission
from store.viewers import has
from store.waiting import GIVE_ROLES, MEND, waiting_for

_NAMED = 3


def line(words: Words) -> None:
    """The longest waiting first, each a link to where it is done; nothing for those for whom nothing waits."""
    viewer = access.viewer()
    found = waiting_for(viewer, clock.now()) if viewer.signed_in else []
    changes = registers.waiting(viewer) if has(viewer, "approver") else 0
    if not found and not changes:
        return
    seen = {each.id: each for each in gate.submissions_seen(viewer, clock.now(), (DRAFT, REVIEW))}
    by_place: dict[tuple[str, bool], list[str]] = {}
    for each in found:
        by_place.setdefault((each.submission, each.what == GIVE_ROLES), []).append(each.what)
    with st.container(key="waiting", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/notifications: **{words.t('waiting.title')}**", width="content")
        for (submission, is_account), what in list(by_place.items())[:_NAMED]:
            if is_account:
                st.page_link("accounts.py", label=words.t("waiting.give_roles", n=len(what)))
            elif submission in seen:
                _link(seen[submission], what, words)
        if changes:
            st.page_link("approval.py", label=words.t("waiting.units", n=changes))
        if len(by_place) > _NAMED:
            st.page_link("approval.py", label=words.t("waiting.more", n=len(by_place) - _NAMED))


def _link(found: Submission, what: list[str], words: Words) -> None:
    told = ", ".join(words.t(f"waiting.{each}") for each in what)
    label = f"{submissions.title(found, words)}: {told}"
    if what == [MEND]:  # one's own, among one's own
        st.page_link("upload.py", label=label, query_params=address.query(release=None, do="mine"))
    else:
        query = address.query(release=None, submission=found.id)
        st.page_link("approval.py", label=label, query_params=query)
