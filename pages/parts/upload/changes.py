"""The dry run: what the upload would change against the release in force, before anything is kept."""

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
    altered, units = change.cells, change.units
    moved = units[units["places"].fillna(0) != 0]
    st.caption(t("dryrun.against", period=words.period(against.period), id=against.id))
    if altered.empty:
        st.success(t("dryrun.nothing"), icon=":material/check_circle:")
        return
    if change.gone:
        names = ", ".join(unit_names.get(unit, unit) for unit in change.gone[:5]) + (" …" if change.gone[5:] else "")
        st.warning(t("dryrun.gone_units", n=len(change.gone), names=names), icon=":material/person_off:")
    if not change.ranks_compare:
        st.caption(t("dryrun.ranks_differ"))
    one, two, three = st.columns(3)
    one.metric(t("dryrun.cells"), words.number(len(altered)))
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
    config = {
        "name": st.column_config.TextColumn(t("table.name"), pinned=True),
        "rank_before": cells.whole(t("dryrun.rank_before")),
        "rank_after": cells.whole(t("dryrun.rank_after")),
        "places": cells.places(t("table.places")),
        "points": cells.score(t("table.points")),
        "node": st.column_config.TextColumn(t("dryrun.node")),
        **{code: cells.score(framework.name(code, words.lang)) for code in main},
        "rest": cells.score(t("dryrun.rest"), help=t("dryrun.rest_help")),
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
                "score_before": cells.score(t("dryrun.score_before")),
                "score_after": cells.score(t("dryrun.score_after")),
            },
            alt=t("dryrun.all_units", n=len(units)),
            placeholder="–",
        )
    with st.expander(t("dryrun.all_cells", n=len(altered))):
        drawn, titles = altered.head(_SHOWN), column_titles(framework, words)
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
            alt=t("dryrun.all_cells", n=len(altered)),
            placeholder="–",
        )
