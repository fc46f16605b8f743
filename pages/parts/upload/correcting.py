"""A draft marked as the correction of a published release: which one, why, and what it changes in the ranking."""

import streamlit as st

from figures.notices import effect_text
from figures.words import Words
from pages.parts import access, acts
from pages.parts.notices import unit_names
from scoring.analysis.reasons.effect import effect
from store import Release, Viewer, corrections
from store.releases import PUBLISHED, Submission


def show(found: Submission, viewer: Viewer, seen: list[Release], words: Words) -> None:
    """The form for each release of the draft that can be a correction, and what was written already."""
    able = [(release, olds) for release in found.releases if (olds := _published(release, seen)) or release.supersedes]
    if not able:
        return
    marked = any(release.supersedes for release, _ in able)
    shown = st.expander(
        words.t("correct.title"), icon=":material/published_with_changes:", expanded=marked,
        key=f"correct_{found.id}", on_change="rerun",
    )  # fmt: skip
    if not shown.open:
        return
    with shown:
        for release, olds in able:
            if len(able) > 1:
                st.markdown(f"**{words.period(release.period)}**")
            if release.supersedes:
                _written(found, release, viewer, words)
            else:
                _form(found, release, olds, words)


def _published(release: Release, seen: list[Release]) -> list[Release]:
    """What is in force of the same framework, block, division and period."""
    same = ("framework", "block", "division", "period", "is_demonstration")
    return [r for r in seen if r.state == PUBLISHED and all(getattr(r, key) == getattr(release, key) for key in same)]


def _written(found: Submission, release: Release, viewer: Viewer, words: Words) -> None:
    t, said = words.t, corrections.notice(viewer, release)
    if said is None:
        return
    st.markdown(t("notice.corrects", id=said.supersedes))
    st.text(said.text)
    st.markdown(effect_text(said.effect, unit_names(release, words), words))
    st.button(
        t("correct.undo"), key=f"undo_{release.id}", icon=":material/close:",
        on_click=acts.begin, args=("correct.done_undo", corrections.no_correction, found, release.id),
    )  # fmt: skip


def _form(found: Submission, release: Release, olds: list[Release], words: Words) -> None:
    t = words.t
    ids = [old.id for old in olds]
    st.caption(t("correct.help"))
    which = st.selectbox(t("correct.which"), ids, key=f"which_{release.id}")
    text = f"text_{release.id}"
    st.text_area(t("correct.text"), key=text, max_chars=corrections.MOST, help=t("correct.text_help"))
    old = next(old for old in olds if old.id == which)
    st.markdown(f"**{t('correct.effect')}**")
    worked_out = effect(access.read(release).scores, access.read(old).scores)
    st.markdown(effect_text(worked_out, unit_names(release, words), words))
    st.button(
        t("correct.mark"), key=f"mark_{release.id}", type="primary", icon=":material/published_with_changes:",
        on_click=_mark, args=(found, release.id, which, text),
    )  # fmt: skip


def _mark(found: Submission, release_id: str, supersedes: str, text: str) -> None:
    acts.begin(
        "correct.done_mark", corrections.correct, found, release_id, supersedes, st.session_state.get(text) or ""
    )
