"""What officers say of their units' figures, and the answers: upheld or changed."""

from collections.abc import Mapping

import streamlit as st

import store
from figures.markdown import literal
from figures.own_figures import figure_text
from figures.words import Words
from pages.parts import access, acts, language
from pages.parts.moments import said as moment_said
from pages.parts.upload.quality import column_titles
from store import comments
from store.comments import CHANGED, OPEN, UPHELD, Comment
from store.releases import Submission
from store.rights import may


def show(found: Submission, read: store.Read | None, unit_names: Mapping[str, str], words: Words) -> None:
    """All comments on the releases of a submission; open ones with a form to answer, for those who may."""
    t = words.t
    viewer = access.viewer()
    every = [(release, said) for release in found.releases for said in comments.of_release(viewer, release)]
    if not every:
        return
    waiting = sum(said.status == OPEN for _, said in every)
    st.subheader(t("comments.title", n=len(every)))
    if waiting:
        st.caption(t("comments.waiting", n=waiting))
    titles = column_titles(read.scores.framework, words) if read else {}
    able = may(viewer, "answer", found.subject())
    for release, said in sorted(every, key=lambda each: each[1].status != OPEN):
        with st.container(border=True):
            of_unit = unit_names.get(said.unit, said.unit)
            where = of_unit if len(found.releases) == 1 else f"{of_unit}, {words.period(release.period)}"
            told(said, titles.get(said.column, said.column), where, words, _figure(said, read, release.period, words))
            if said.status == OPEN and able:
                _answer(said, words)


def _figure(said: Comment, read: store.Read | None, period: str, words: Words) -> str:
    """The figure that is contested, where its period is the one that was read."""
    if read is None or (period, said.unit) not in read.scores.values.index:
        return ""
    value = float(read.scores.values.at[(period, said.unit), said.column])
    return figure_text(read.scores.framework, said.column, value, words)


def told(said: Comment, title: str, where: str, words: Words, figure: str = "") -> None:
    """One comment: of what, its text, by whom and when, and what was answered."""
    t = words.t
    of = f"{literal(where)} · {literal(title)}" if where else literal(title)
    number = t("comments.figure", value=literal(figure)) if figure else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{of}** {number}", width="content")
        st.badge(t(f"comments.{said.status}"), color={OPEN: "orange", UPHELD: "green", CHANGED: "red"}[said.status])
    st.markdown(literal(said.text))
    st.caption(t("comments.by", name=literal(said.name), when=moment_said(said.made_at, words)))
    if said.status != OPEN:
        st.markdown(literal(said.answer))
        by = t("comments.by", name=literal(said.answered_name), when=moment_said(said.answered_at, words))
        st.caption(f"{t('comments.answer')}: {by}")


def _answer(said: Comment, words: Words) -> None:
    t = words.t
    key = f"answer_{said.id}"
    with st.form(f"form_{key}", border=False):
        st.radio(
            t("comments.verdict"), [UPHELD, CHANGED], format_func=lambda status: t(f"comments.{status}_help"),
            key=f"{key}_status", index=None,
        )  # fmt: skip
        st.text_area(t("comments.answer"), max_chars=comments.MOST, key=f"{key}_text")
        st.form_submit_button(t("comments.send"), on_click=_answered, args=(said, key), icon=":material/reply:")


def _answered(said: Comment, key: str) -> None:
    t = language.words().t
    status, text = st.session_state.get(f"{key}_status"), st.session_state.get(f"{key}_text") or ""
    if not status or not text.strip():
        acts.refuse(t("comments.both_needed"))
        return
    acts.begin("comments.answered", comments.answer, said, status, text)
