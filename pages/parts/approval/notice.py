"""What a correction says: why, and its effect on the ranks as it was worked out from the two releases."""

import pandas as pd
import streamlit as st

from figures.markdown import literal
from figures.notices import effect_text
from figures.words import Words
from pages.parts import access, address
from pages.parts.moments import said
from store import corrections
from store.releases import Release


def show(release: Release, unit_names: dict[str, str], words: Words) -> None:
    """Nothing where the release corrects none."""
    notice = corrections.notice(access.viewer(), release) if release.supersedes else None
    if notice is None:
        return
    t = words.t
    st.subheader(t("correction.title"))
    st.markdown(t("notice.corrects", id=literal(notice.supersedes)))
    st.markdown(f"“{literal(' '.join(notice.text.split()))}”")
    st.caption(t("notice.by", name=literal(notice.name), moment=said(notice.made_at, words)))
    st.markdown(effect_text(notice.effect, unit_names, words))
    moves = notice.effect.moves
    if moves:
        table = pd.DataFrame(
            {
                t("table.name"): [unit_names.get(move.unit, move.unit) for move in moves],
                t("dryrun.rank_before"): [move.rank_before for move in moves],
                t("dryrun.rank_after"): [move.rank_after for move in moves],
                t("table.places"): [words.number(move.places, signed=True) for move in moves],
            }
        )
        st.table(table, hide_index=True, border="horizontal", alt=t("correction.alt", n=len(moves)))
    st.page_link(
        "rankings.py", label=t("notice.open_earlier"), icon=":material/open_in_new:",
        query_params=address.query(release=notice.supersedes),
    )  # fmt: skip
