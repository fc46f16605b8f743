"""The dry run: what the upload would change against the release in force, before anything is kept."""

import pandas as pd
import streamlit as st

from figures.words import Words
from pages.parts.upload.quality import column_titles
from scoring import Framework
from scoring.analysis.reasons.dryrun import DryRun
from store import Release

_SHOWN = 5_000


def show(change: DryRun, against: Release, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    t = words.t
    cells, units = change.cells, change.units
    moved = units[units["places"].fillna(0) != 0]
    st.caption(t("dryrun.against", period=words.period(against.period), id=against.id))
    if cells.empty:
        st.success(t("dryrun.nothing"), icon=":material/check_circle:")
        return
    if change.gone:
        names = ", ".join(unit_names.get(unit, unit) for unit in change.gone[:5]) + (" …" if change.gone[5:] else "")
        st.warning(t("dryrun.gone_units", n=len(change.gone), names=names), icon=":material/person_off:")
    if not change.ranks_compare:
        st.caption(t("dryrun.ranks_differ"))
    one, two, three = st.columns(3)
    one.metric(t("dryrun.cells"), words.number(len(cells)))
    two.metric(t("dryrun.scores"), words.number(int((units["points"].fillna(0) != 0).sum())))
    three.metric(t("dryrun.ranks"), words.number(len(moved)))

    movers = change.movers(10)
    st.header(t("dryrun.movers"))
    parts = change.nodes.loc[movers.index]
    main = [code for code in parts.columns if code != "rest"]
    shown = pd.DataFrame(
        {
            "name": [unit_names.get(unit, unit) for unit in movers.index],
            "rank_before": movers["rank_before"],
            "rank_after": movers["rank_after"],
            "places": movers["places"],
            "points": movers["points"],
            "node": [framework.name(c, words.lang) if isinstance(c, str) else "" for c in movers["node"]],
            **{code: parts[code] for code in main},
            "rest": parts["rest"],
        }
    )
    number = st.column_config.NumberColumn
    config = {
        "name": st.column_config.TextColumn(t("table.name"), pinned=True),
        "rank_before": number(t("dryrun.rank_before"), format="%d"),
        "rank_after": number(t("dryrun.rank_after"), format="%d"),
        "places": number(t("table.places"), format="%+d"),
        "points": number(t("table.points"), format="%+.4f"),
        "node": st.column_config.TextColumn(t("dryrun.node")),
        **{code: number(framework.name(code, words.lang), format="%+.4f") for code in main},
        "rest": number(t("dryrun.rest"), format="%+.4f", help=t("dryrun.rest_help")),
    }
    st.dataframe(
        shown, hide_index=True, column_config=config, alt=t("dryrun.movers_alt", n=len(shown)), placeholder="–"
    )
    st.caption(t("dryrun.movers_help"))
    with st.expander(t("dryrun.all_units", n=len(units))):
        st.dataframe(
            units.assign(name=[unit_names.get(unit, unit) for unit in units.index])[
                ["name", "score_before", "score_after", "points", "rank_before", "rank_after", "places"]
            ].sort_values("rank_after"),
            hide_index=True,
            column_config={
                **config,
                "score_before": number(t("dryrun.score_before"), format="%.4f"),
                "score_after": number(t("dryrun.score_after"), format="%.4f"),
            },
            alt=t("dryrun.all_units", n=len(units)),
            placeholder="–",
        )
    with st.expander(t("dryrun.all_cells", n=len(cells))):
        drawn, titles = cells.head(_SHOWN), column_titles(framework, words)
        st.dataframe(
            pd.DataFrame(
                {
                    t("problems.unit"): drawn["unit"].map(lambda unit: unit_names.get(unit, unit)),
                    t("quality.level_indicators"): drawn["column"].map(lambda column: titles.get(column, column)),
                    t("dryrun.before"): drawn["before"],
                    t("dryrun.after"): drawn["after"],
                    t("dryrun.kind"): drawn["kind"].map(lambda kind: t(f"dryrun.{kind}")),
                }
            ),
            hide_index=True,
            alt=t("dryrun.all_cells", n=len(cells)),
            placeholder="–",
        )
