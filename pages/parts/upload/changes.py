"""The dry run: what the upload would change against the release in force, before anything is kept."""

from typing import Any

import pandas as pd
import streamlit as st

from figures.words import Words
from pages.parts import cells
from pages.parts.upload.quality import column_titles
from scoring import Framework
from scoring.analysis.reasons.dryrun import DryRun
from store import Release

_SHOWN = 5_000


def show(change: DryRun, against: Release, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    t = words.t
    st.caption(t("dryrun.against", period=words.period(against.period), id=against.id))
    if change.cells.empty:
        st.success(t("dryrun.nothing"), icon=":material/check_circle:")
        return
    if change.gone:
        names = ", ".join(unit_names.get(unit, unit) for unit in change.gone[:5]) + (" …" if change.gone[5:] else "")
        st.warning(t("dryrun.gone_units", n=len(change.gone), names=names), icon=":material/person_off:")
    if not change.ranks_compare:
        st.caption(t("dryrun.ranks_differ"))
    counts = {
        "cells": len(change.cells),
        "scores": (change.units["points"].fillna(0) != 0).sum(),
        "ranks": (change.units["places"].fillna(0) != 0).sum(),
    }
    for column, (what, count) in zip(st.columns(3), counts.items(), strict=True):
        column.metric(t(f"dryrun.{what}"), words.number(int(count)))
    _movers(change, framework, unit_names, words)
    _all_units(change.units, unit_names, words)
    _all_cells(change.cells, framework, unit_names, words)


def _movers(change: DryRun, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    """Those who would change their place most, and which parts of the tree move them."""
    t, movers = words.t, change.movers(10)
    parts = change.nodes.loc[movers.index]
    main = [code for code in parts.columns if code != "rest"]
    shown = _named(movers, unit_names)[["name", "rank_before", "rank_after", "places", "points"]].assign(
        node=[framework.name(code, words.lang) if isinstance(code, str) else "" for code in movers["node"]],
        **{code: parts[code] for code in main},
        rest=parts["rest"],
    )
    config = {
        **_columns(words),
        "node": st.column_config.TextColumn(t("dryrun.node")),
        **{code: cells.score(framework.name(code, words.lang)) for code in main},
        "rest": cells.score(t("dryrun.rest"), help=t("dryrun.rest_help")),
    }
    st.header(t("dryrun.movers"))
    st.dataframe(
        shown, hide_index=True, column_config=config, alt=t("dryrun.movers_alt", n=len(shown)), placeholder="–"
    )
    st.caption(t("dryrun.movers_help"))


def _all_units(units: pd.DataFrame, unit_names: dict[str, str], words: Words) -> None:
    said = words.t("dryrun.all_units", n=len(units))
    columns = ["name", "score_before", "score_after", "points", "rank_before", "rank_after", "places"]
    shown = _named(units, unit_names)[columns].sort_values("rank_after")
    with st.expander(said):
        st.dataframe(shown, hide_index=True, column_config=_columns(words), alt=said, placeholder="–")


def _all_cells(altered: pd.DataFrame, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    t, titles, drawn = words.t, column_titles(framework, words), altered.head(_SHOWN)
    said = t("dryrun.all_cells", n=len(altered))
    shown = pd.DataFrame({
        t("problems.unit"): drawn["unit"].map(lambda unit: unit_names.get(unit, unit)),
        t("quality.level_indicators"): drawn["column"].map(lambda column: titles.get(column, column)),
        t("dryrun.before"): drawn["before"],
        t("dryrun.after"): drawn["after"],
        t("dryrun.kind"): drawn["kind"].map(lambda kind: t(f"dryrun.{kind}")),
    })  # fmt: skip
    with st.expander(said):
        st.dataframe(shown, hide_index=True, alt=said, placeholder="–")


def _named(units: pd.DataFrame, unit_names: dict[str, str]) -> pd.DataFrame:
    return units.assign(name=[unit_names.get(unit, unit) for unit in units.index])


def _columns(words: Words) -> dict[str, Any]:
    """Headings and forms of what both tables of units have."""
    t = words.t
    return {
        "name": st.column_config.TextColumn(t("table.name"), pinned=True),
        "score_before": cells.score(t("dryrun.score_before")),
        "score_after": cells.score(t("dryrun.score_after")),
        "rank_before": cells.whole(t("dryrun.rank_before")),
        "rank_after": cells.whole(t("dryrun.rank_after")),
        "places": cells.places(t("table.places")),
        "points": cells.score(t("table.points")),
    }
