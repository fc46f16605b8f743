"""How good the data of a submission are: its files are read and judged again, outside the run of the page."""

from collections.abc import Callable
from functools import partial

import streamlit as st

import store
from figures.words import Words
from pages.parts import access, moments, work
from pages.parts.upload import quality
from scoring import Framework, Units
from scoring.intake import STEPS, Intake, examine
from store.contents import FilesDeleted, reading_of
from store.releases import Submission

_WORK = "approval_quality"


def show(found: Submission, framework: Framework, units: Units, unit_names: dict[str, str], words: Words) -> None:
    """Ends the run while it works: the last thing of a page, drawn into a place further up."""
    t = words.t
    if not st.toggle(t("approval.judge"), key=f"{_WORK}_{found.id}", help=t("approval.judge_help")):
        return
    kept = st.session_state.get(_WORK)
    if kept is None or kept[0] != found.id:
        try:
            call = _call(found, framework, units)
        except FilesDeleted as fault:
            st.info(t("approval.files_deleted", when=moments.said(fault.when, words)), icon=":material/delete:")
            return
        kept = st.session_state[_WORK] = (found.id, work.begin(lambda report: call(report=report), STEPS))
    work.show(kept[1], words)
    intake: Intake = kept[1].result()
    if intake.quality is None or intake.reading.table is None:
        st.error(t("approval.unreadable"), icon=":material/error:")
        return
    quality.show(intake.quality, intake.reading.table, framework, unit_names, words)


def _call(found: Submission, framework: Framework, units: Units) -> Callable[..., Intake]:
    """What the thread does; everything that asks who looks is read before."""
    release = found.releases[-1]  # the oldest period, against whose forerunner figures leap
    viewer = access.viewer()
    files = list(zip(found.filenames, store.workbooks(release, viewer), strict=True))
    told = reading_of(release, viewer)
    before = store.before(access.releases(), release.framework, release.division, release.period)
    last = access.read(before).scores if before else None
    return partial(
        examine, files, framework, units, told.get("period"), told.get("decimal"), last=lambda division, period: last
    )
