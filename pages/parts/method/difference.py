"""What changed from the edition before."""

import pandas as pd
import streamlit as st

from figures import editions
from figures.words import Words
from pages.parts.address import remembered
from scoring import Framework
from store.shared import shared

_differences = shared(64)


def show(framework: Framework, known: dict[str, Framework], words: Words) -> None:
    """The difference from another edition of the block, the one before unless another is chosen."""
    t = words.t
    others = sorted(
        (
            each
            for each in known.values()
            # A programme is no edition of an index, even of the same block.
            if (each.block, each.is_programme) == (framework.block, framework.is_programme) and each.id != framework.id
        ),
        key=lambda each: (_last(each), each.id),
        reverse=True,
    )
    st.header(t("method.difference"), anchor="difference")
    if not others:
        st.caption(t("method.only_edition"))
        return
    before = next((each for each in others if _last(each) < _first(framework)), others[0])
    ids = [each.id for each in others]
    remembered("against", before.id, ids)
    old = known[
        st.selectbox(
            t("method.against"),
            ids,
            format_func=lambda id: known[id].names[words.lang],
            key="against",
            help=t("method.against_help"),
        )
    ]
    said, table = _told(old, framework, words)
    st.write(said)
    if not table.empty:
        with st.expander(t("method.changes", n=len(table))):
            st.dataframe(table, hide_index=True, alt=said, placeholder="–")


def _told(old: Framework, new: Framework, words: Words) -> tuple[str, pd.DataFrame]:
    """Kept by the texts of the two editions: whoever has both sees the same."""
    told: tuple[str, pd.DataFrame] = _differences(
        (old.text, new.text, words.lang),
        lambda: (editions.summary(old, new, words), editions.changes(old, new, words)),
    )
    return told


def _first(framework: Framework) -> int:
    return min(framework.years, default=0)


def _last(framework: Framework) -> int:
    return max(framework.years, default=0)
