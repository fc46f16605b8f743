"""An upload kept as a draft: what stands where it would go, the right to keep it, and the draft once it is there."""

from functools import partial

import streamlit as st

import store
from figures.words import Words
from pages.parts import access, acts, address, work
from pages.parts.upload import mine, standing
from scoring.intake import Intake
from store import Release, clock, gate
from store.releases import DRAFT, Submission
from store.rights import NotAllowed, Subject, check
from store.saving import Draft

KEPT = "upload_kept"


def show(intake: Intake, draft: Draft, seen: list[Release], words: Words) -> None:
    """The button, or the draft that it made, with what can be done with it next."""
    t, viewer, table = words.t, access.viewer(), draft.table
    if KEPT not in st.session_state:
        origin = "demonstration" if table.about.get("origin") == "demonstration" else "own"
        where = (table.framework, table.block, table.division)
        standing.show(standing.before(seen, *where, draft.scores.periods, origin), words)
        for period, change in intake.changes.items():
            if change.cells.empty and _in_force(seen, *where, period, origin):
                st.info(t("standing.same", period=words.period(period)), icon=":material/content_copy:")
        try:
            check(viewer, "save", Subject("release", DRAFT, table.block, table.division))
        except NotAllowed as fault:
            st.error(acts.refusal(fault, words), icon=":material/lock:")
            return
        if not st.button(t("upload.keep"), type="primary", icon=":material/save:"):
            return
        save = partial(store.save, draft, viewer)
        st.session_state[KEPT] = work.begin(lambda report: (report("saving"), save())[1], ("saving",))
        st.rerun()
    work.show(st.session_state[KEPT], words)
    try:
        kept: list[str] = st.session_state[KEPT].result()
    except NotAllowed as fault:  # a role that was taken away meanwhile
        st.error(acts.refusal(fault, words), icon=":material/lock:")
        return
    found = _submission(kept[-1])
    acts.told()
    if found is None:
        st.info(t("upload.kept_gone"), icon=":material/delete:")
        st.button(t("upload.keep_again"), on_click=_again)
        return
    st.session_state[address.CHOSEN] = kept[-1]
    if found.state == DRAFT:
        st.success(t("upload.kept", count=len(kept)), icon=":material/save:")
    mine.card(found, viewer, access.releases(), words)


def _again() -> None:
    st.session_state.pop(KEPT, None)


def _in_force(seen: list[Release], framework: str, block: str, division: str, period: str, origin: str) -> bool:
    found = standing.before(seen, framework, block, division, [period], origin)
    return any(release.is_in_force for release in found)


def _submission(release_id: str) -> Submission | None:
    viewer, at = access.viewer(), clock.now()
    found = gate.one(viewer, release_id, at)
    return gate.submission(viewer, found.submission, at) if found else None
