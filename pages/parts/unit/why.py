"""Why the rank moved since a release before, in parts that add up; or why the two do not compare."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from figures import unit_charts, unit_moves
from figures import why as why_words
from figures.one_unit import OneUnit
from pages.parts import access, cells, choose, pairs, worked_out
from pages.parts.address import remembered
from scoring import Scores
from scoring.analysis.reasons.moves import Moves, moves
from store import Release, find, load_units

_bars = worked_out.drawn(unit_charts.signed_bars)


def befores(release: Release, seen: Sequence[Release]) -> list[Release]:
    """Releases to compare with, newest first: earlier periods, and the same one in an older division."""
    divisions = load_units(release).divisions(release.block)
    older = divisions[: divisions.index(release.division)] if release.division in divisions else []
    same = [
        r
        for r in seen
        if (r.block, r.period) == (release.block, release.period)
        and r.is_in_force
        and r.is_demonstration == release.is_demonstration
        and r.division in older
    ]
    return [*same, *pairs.earlier(release, seen)]


def nearest(release: Release, found: Sequence[Release]) -> Release | None:
    """The newest with which a change can be explained; without one the newest, so that the reason can be told."""
    explained = (r for r in found if worked_out.comparison(r, release).answer.explained)
    return next(explained, found[0] if found else None)


@worked_out.kept
def explained(before: Release, after: Release, unit: str, start: str) -> Moves:
    """Why one unit moved; `start` is the old unit whose place it started from, the one that goes on in it without."""
    answer = worked_out.comparison(before, after).answer
    later = access.read(after).scores
    return moves(access.read(before).scores, later, answer, units=[unit], from_unit={unit: start} if start else None)


def sentence(of: OneUnit, release: Release, before: Release | None) -> str:
    """The change and its reason in a sentence, for the head of the page; empty where there is nothing before."""
    if before is None:
        return ""
    asked = worked_out.comparison(before, release)
    period = choose.label(before, of.words)
    if not asked.answer.explained:
        return unit_moves.not_comparable(of, asked.answer, access.read(before).scores, period)
    found = explained(before, release, of.code, "")
    if asked.answer.links:  # ranks among other units are no ranks to compare: only the place carried over the merger is
        row = found.summary.loc[of.code]
        said = why_words.change(row["rank_back_cast"], row["rank_after"], of.words)
        return of.words.t("unit.since_carried", period=period, said=said) if said else ""
    said = why_words.sentence(found, of.code, of.framework, of.words)
    return of.words.t("unit.since", period=period, said=said)


def show(of: OneUnit, release: Release, found: Sequence[Release], before: Release | None) -> None:
    """The choice of the release before, the split of the change, whom the unit passed."""
    t, words = of.words.t, of.words
    st.subheader(t("unit.why"))
    if before is None:
        st.info(t("unit.nothing_before"), icon=":material/history:")
        return
    remembered("unit_before", before.id, [r.id for r in found], name="before")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        t("unit.before"),
        [r.id for r in found],
        format_func=lambda i: choose.label(find(found, i), words),
        key="unit_before",
    )
    before = find(found, chosen) or before
    asked, earlier = worked_out.comparison(before, release), access.read(before).scores
    period = choose.label(before, words)
    if not asked.answer.explained:
        st.warning(unit_moves.not_comparable(of, asked.answer, earlier, period), icon=":material/compare_arrows:")
        return
    old_names = dict(of.units.names(of.block, before.division, words.lang))
    start = ""
    olds = asked.answer.links.predecessors.get(of.code, ()) if asked.answer.links else ()
    if len(olds) > 1 and asked.answer.links:
        usual = asked.answer.links.namesakes.get(of.code, olds[0])
        start = remembered("unit_start", usual, list(olds), name="start")
        start = right.selectbox(t("unit.start"), olds, format_func=lambda code: old_names[code], key="unit_start")
    split = explained(before, release, of.code, start)
    if split.summary.at[of.code, "reason"]:
        st.info(why_words.sentence(split, of.code, of.framework, words), icon=":material/info:")
        return
    _told(of, split, asked, earlier, old_names, period)


def _told(
    of: OneUnit,
    split: Moves,
    asked: worked_out.Comparison,
    earlier: Scores,
    old_names: dict[str, str],
    period: str,
) -> None:
    t, words = of.words.t, of.words
    ranked = tuple(int(s.ranks[of.headline].notna().sum()) for s in (earlier, of.scores))
    st.markdown(unit_moves.heading(of, split, period, ranked))
    if asked.answer.reason == "framework":
        st.caption(t("unit.other_method"))
    for said in (unit_moves.carried(of, split, asked.answer, old_names), unit_moves.crossed(of, split)):
        if said:
            st.markdown(said)
    factors = unit_moves.by_factor(of, split)
    own = unit_moves.by_indicator(of, split)
    for key, table, title in (("factors", factors, t("unit.by_factor")), ("own", own, t("unit.by_indicator"))):
        parts = table.iloc[:-1]
        drawn = parts[parts["places"] != 0]
        if not drawn.empty:
            st.markdown(f"**{title}**")
            texts = [words.number(value, 2, signed=True) for value in drawn["places"]]
            st.plotly_chart(
                _bars(list(drawn["name"]), list(drawn["places"]), texts, words),
                alt=unit_moves.alt(f"{of.name}, {title}", table, words),
                config={"displayModeBar": False},
                key=f"unit_moves_{key}",
            )
    st.caption(t("unit.moves_help"))
    with st.expander(t("unit.moves_table"), expanded=bool((factors["places"] == 0).all())):
        st.dataframe(_table(pd.concat([factors, own], keys=["f", "o"]), factors, of), hide_index=True,
                     column_config=_columns(of), alt=t("unit.moves_table"))  # fmt: skip


def _table(both: pd.DataFrame, factors: pd.DataFrame, of: OneUnit) -> pd.DataFrame:
    """Both tables under one heading: the factors with their sum, then what the own part is made of."""
    t = of.words.t
    own = t("why.own")
    names = [*factors["name"], *(f"\u2003{own}: {name}" for name in both.loc["o", "name"])]
    return both.assign(name=names).rename(columns={"name": t("unit.reason"), "places": t("table.places"),
                                                   "points": t("table.points")})  # fmt: skip


def _columns(of: OneUnit) -> dict[str, object]:
    t = of.words.t
    return {
        t("unit.reason"): st.column_config.TextColumn(pinned=True, width=250),
        t("table.places"): cells.split(),
        t("table.points"): cells.score(),
    }
