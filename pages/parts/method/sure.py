"""How sure the published order is, and whether the parts of the index hang together."""

from typing import Any

import pandas as pd
import streamlit as st

from figures import coherent, sure
from figures.words import Words
from figures.words import words as words_in
from pages.parts import access, cells, worked_out
from scoring import ScoringError
from scoring.analysis.uncertainty.assumptions import LeaveOneOut, Weights
from scoring.analysis.uncertainty.rank_statistics import summary, top_shares
from scoring.analysis.uncertainty.robustness import robustness
from scoring.analysis.uncertainty.sensitivity import sensitivity
from store import Release, load_units

DRAWS, POINTS, WITHIN = 1000, 256, 0.25


def show(release: Release, words: Words) -> None:
    """Sentences, then the ranks with the interval that holds nine draws of ten."""
    t = words.t
    st.header(t("sure.title"), anchor="sure")
    found = _ranks(release)
    if found is None:
        st.caption(t("sure.not"))
    else:
        table, first, hangs_on = found
        names = load_units(release).names(release.block, release.division, words.lang)
        said = sure.order(table, first, names, words, DRAWS)
        if hangs_on is not None:
            said.append(sure.causes(hangs_on, words))
        st.markdown("\n".join(f"- {sentence}" for sentence in said))
        with st.expander(t("sure.table")):
            _table(table.assign(name=names.reindex(table.index)), said[0] if said else t("sure.title"), words)
    st.subheader(t("coherent.title"))
    if told := _coherent(release, words.lang):
        st.markdown("\n".join(f"- {sentence}" for sentence in told))
    else:
        st.caption(t("coherent.not"))


def _table(table: pd.DataFrame, alt: str, words: Words) -> None:
    t = words.t
    st.dataframe(
        table.sort_values("nominal")[["nominal", "name", "low", "high", "median", "stable_class"]],
        hide_index=True,
        height=38 + 35 * len(table),
        column_config={
            "nominal": cells.whole(t("table.rank"), width=58),
            "name": t("table.name"),
            "low": cells.whole(t("sure.low"), help=t("sure.interval_help")),
            "high": cells.whole(t("sure.high"), help=t("sure.interval_help")),
            "median": cells.amount(t("sure.median")),
            "stable_class": cells.whole(t("sure.class"), help=t("sure.class_help")),
        },
        alt=alt,
        placeholder="–",
    )


@worked_out.kept
def _coherent(release: Release, lang: str) -> list[str]:
    return coherent.sentences(access.read(release).scores, words_in(lang))


@worked_out.kept
def _ranks(release: Release) -> tuple[pd.DataFrame, dict[str, float], Any] | None:
    """The summary of the draws, the share of first places, the sensitivity; None where nothing can be drawn."""
    scores = access.read(release).scores
    framework, values = scores.framework, scores.values
    try:
        found = robustness(framework, values, [Weights(WITHIN)], draws=DRAWS)
    except ScoringError:
        return None
    try:
        hangs_on = sensitivity(framework, values, [Weights(WITHIN), LeaveOneOut(1)], points=POINTS, resamples=50).table
    except ScoringError:
        hangs_on = None
    return summary(found), top_shares(found, (1,))[1].to_dict(), hangs_on
