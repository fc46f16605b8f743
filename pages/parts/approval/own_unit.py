"""What an officer sees of a submission: the own unit's figures and comments, and a form to contest a figure."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

import store
from figures.markdown import literal
from figures.own_figures import own_figures
from figures.words import Words
from pages.parts import about, access, acts, language
from pages.parts.approval.comments import told
from scoring.engine.compared import compared
from store import comments
from store.documents import DamagedDocument
from store.releases import Release, Submission
from store.rights import may


def show(found: Submission, units: frozenset[str], unit_names: Mapping[str, str], words: Words) -> None:
    t = words.t
    st.write(t("own_unit.text"))
    for release in found.releases:
        try:
            read = access.read(release)  # before publication the gate cuts it to the own units
        except DamagedDocument as fault:
            st.error(t("check.damaged", period=words.period(release.period), fault=fault), icon=":material/error:")
            continue
        # No notice of a correction: it tells of every unit.
        about.stamps(replace(release, supersedes="", superseded_by=""), read.scores.framework, words)
        for unit in sorted(units):
            st.subheader(f"{unit_names.get(unit, unit)} · {words.period(release.period)}")
            _figures(release, read, unit, words)
            _comments(release, unit, words, read)


def _figures(release: Release, read: store.Read, unit: str, words: Words) -> None:
    t = words.t
    table = own_figures(read.scores, read.remarks, unit, words)
    if table.empty:
        st.info(t("own_unit.none"))
        return
    # A table of texts and not a grid: names of indicators are long, and phones narrow.
    st.table(
        pd.DataFrame(
            {
                t("quality.level_indicators"): table["name"].map(literal),
                t("problems.value"): table["figure"].map(literal),
                t("own_unit.flag"): table["flag"].map(literal),
                t("about.note"): table["note"].map(literal),
                t("table.score"): [words.number(score, 4) or "–" for score in table["score"]],
            }
        ).loc[:, lambda told: (told != "").any()],
        hide_index=True,
        border="horizontal",
        alt=t("own_unit.alt", n=len(table), period=words.period(release.period)),
    )
    if not release.is_public and compared(read.scores.framework):
        st.caption(t("own_unit.compared"))
    facts = (words.period(release.period), read.scores.framework.names[words.lang], t(f"origin.{release.origin}"),
             t(f"stage.{release.stage}"), release.id)  # fmt: skip
    st.caption(" · ".join(facts))


def _comments(release: Release, unit: str, words: Words, read: store.Read) -> None:
    """Earlier comments with their answers, then the form while the release is in review."""
    t = words.t
    table = own_figures(read.scores, read.remarks, unit, words)
    titles = dict(zip(table["column"], table["name"], strict=True))
    for said in comments.of_release(access.viewer(), release):
        if said.unit == unit:
            with st.container(border=True):
                told(said, titles.get(said.column, said.column), "", words)
    if not may(access.viewer(), "comment", release.subject(unit)) or table.empty:
        return
    key = f"contest_{release.id}_{unit}"
    with st.form(f"form_{key}", clear_on_submit=True):
        st.markdown(f"**{t('own_unit.contest')}**")
        st.selectbox(
            t("own_unit.which"), list(titles), format_func=titles.get, key=f"{key}_column", index=None,
            placeholder=t("own_unit.choose"),
        )  # fmt: skip
        st.text_area(t("own_unit.why"), max_chars=comments.MOST, key=f"{key}_text")
        st.form_submit_button(
            t("own_unit.send"), on_click=_contest, args=(release, unit, key), type="primary", icon=":material/send:"
        )


def _contest(release: Release, unit: str, key: str) -> None:
    t = language.words().t
    column, text = st.session_state.get(f"{key}_column"), st.session_state.get(f"{key}_text") or ""
    if not column or not text.strip():
        acts.refuse(t("own_unit.both_needed"))
        return
    acts.begin("own_unit.sent", comments.comment, release, unit, column, text)
