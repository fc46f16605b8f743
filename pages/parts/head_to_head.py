"""How sure the order of some units is: in how many draws of the weights one is above another."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from figures import compare
from figures.one_unit import OneUnit
from figures.words import Words
from pages.parts import access, cells, worked_out
from scoring import ScoringError
from store import Release


@worked_out.kept
def shares(release: Release, *units: str) -> pd.DataFrame | None:
    """Units × units, as `compare.head_to_head` gives them; None where there are no weights to draw."""
    try:
        return compare.head_to_head(access.read(release).scores, units)
    except ScoringError:
        return None


def show(release: Release, chosen: Sequence[OneUnit], words: Words) -> None:
    """A sentence a pair, the table behind them and what is assumed; or why nothing can be said."""
    t = words.t
    st.header(t("versus.confidence"))
    if len({side.division for side in chosen}) > 1:
        st.info(t("versus.no_confidence_divisions"), icon=":material/casino:")
        return
    there = access.read(release).scores.scores.index.get_level_values(1)
    found = shares(release, *(side.code for side in chosen)) if all(s.code in there for s in chosen) else None
    if found is None:
        st.info(t("versus.no_confidence"), icon=":material/casino:")
        return
    st.markdown("\n".join(f"- {line}" for line in compare.confidence_lines(chosen, found)))
    st.caption(compare.assumed(words))
    if len(chosen) > 2:
        names = [side.name for side in chosen]
        table = found.set_axis(names, axis=1)
        table.insert(0, t("versus.above_column"), names)
        with st.expander(t("unit.as_table")):
            st.dataframe(
                table, hide_index=True,
                column_config={
                    t("versus.above_column"): st.column_config.TextColumn(pinned=True),
                    **{name: cells.share() for name in names},
                },
                alt=t("versus.confidence"), placeholder="–",
            )  # fmt: skip
