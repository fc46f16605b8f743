"""What figures that nobody has published yet would say: a ranking, or where a programme's promises stand."""

import streamlit as st

from figures import programme, programme_table, rankings
from figures.charts import scores_alt
from figures.words import Words
from pages.parts import cells, promises
from scoring import Framework, Scores, Units
from scoring.programme import standing


def show(scores: Scores, division: str, units: Units, words: Words) -> None:
    """Of one period, whole."""
    if scores.framework.is_programme:
        _standing(scores, division, units, words)
    else:
        _ranking(scores, division, units, words)


def pages(framework: Framework) -> tuple[str, ...]:
    """Where releases under the framework are read."""
    return ("programme",) if framework.is_programme else ("rankings", "map", "trends")


def _standing(scores: Scores, division: str, units: Units, words: Words) -> None:
    found = standing(scores.framework, scores.values, scores.periods[-1])
    names = units.names(scores.framework.block, division, words.lang)
    listed = list(found.index.unique(0))
    unit = listed[0]
    if len(listed) > 1:
        unit = st.selectbox(words.t("table.name"), listed, format_func=names.get, key="preview_unit")
    table = programme.table(found.loc[unit], scores.framework, words)
    shown = programme.as_texts(table, scores.framework, words)
    promises.tables(programme_table.on_screen(table, shown, words))


def _ranking(scores: Scores, division: str, units: Units, words: Words) -> None:
    t = words.t
    table = rankings.ranking(scores, units, division, scores.framework.headline.code, words.lang)
    st.dataframe(
        table[["rank", "name", "score", "coverage"]],
        hide_index=True,
        column_config={
            "rank": cells.whole(t("table.rank"), width=58, pinned=True),
            "name": st.column_config.TextColumn(
                # A ministry's name is long: pinned, it would hide the scores on a phone.
                t("table.name"),
                pinned=units.has_territory(scores.framework.block),
                width=142 if units.has_territory(scores.framework.block) else None,
            ),
            "score": cells.score(t("table.score")),
            "coverage": cells.share(t("table.coverage"), help=t("table.coverage_help")),
        },
        height=min(38 + 35 * len(table), 460),
        alt=scores_alt(table, t("upload.preview"), words),
        placeholder="–",
    )
