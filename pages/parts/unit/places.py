"""Place and score by node, against the median, the best and the peers."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from figures import rules as node_rules
from figures import unit_charts, unit_places
from figures.one_unit import OneUnit
from pages.parts import cells, worked_out
from pages.parts.address import remembered
from pages.parts.unit import tables
from store import Release

_dots = worked_out.drawn(unit_charts.dots)


def peers(of: OneUnit, release: Release) -> tuple[str, list[str], list[str]]:
    """The chosen rule, the rules there are, and the peers by it."""
    rules = unit_places.rules(of)
    rule = remembered("unit_peers", unit_places.NEAREST, rules, name="peers")
    return rule, rules, tables.peers(release, of.code, rule)


def show(of: OneUnit, table: pd.DataFrame, rule: str, rules: Sequence[str], beside: Sequence[str]) -> None:
    """The chart of the main nodes and the table behind it, of all nodes where wanted."""
    t = of.words.t
    title = f"{of.name}, {t('unit.places')}"
    st.subheader(t("unit.places"))
    if len(rules) > 1:
        st.segmented_control(
            t("unit.peers"), rules, format_func=lambda r: t(f"unit.peers_rule_{r}"), key="unit_peers", required=True
        )
    st.caption(unit_places.peers_rule(of, rule, beside))
    main = unit_places.main_rows(table)
    drawn = main.dropna(subset=["median"])
    if drawn.empty:
        st.info(t("unit.ranks_only"), icon=":material/format_list_numbered:")
    else:
        series = {of.name: drawn["score"], t("unit.median"): drawn["median"], t("unit.best"): drawn["best"]}
        if beside:
            series[t("unit.peers_median")] = drawn["peers"]
        st.plotly_chart(
            _dots(
                [of.node_names[code] for code in drawn.index], series, of.words, node_rules.within_unit(of.framework)
            ),
            alt=unit_places.places_alt(of, drawn, title),
            config={"displayModeBar": False},
            key="unit_places_chart",
        )
    whole = False
    if len(table) > len(main):
        whole = remembered("unit_all", False, name="all")
        st.toggle(t("unit.all_nodes"), key="unit_all")
    shown = unit_places.shown(of, table if whole else main)
    scores = [t(f"unit.{c}") for c in ("median", "peers_median", "best")]
    st.dataframe(
        shown,
        hide_index=True,
        height=min(38 + 35 * len(shown), 800),
        column_config={
            t("unit.node"): st.column_config.TextColumn(pinned=True, width=224),
            t("table.rank"): cells.whole(),
            t("unit.ranked"): cells.whole(help=t("unit.ranked_help")),
            t("table.score"): cells.score(),
            **{title: cells.score() for title in scores},
            t("unit.gap"): cells.score(help=t("unit.gap_help")),
            t("table.coverage"): cells.share(help=t("table.coverage_help")),
        },
        alt=title,
        placeholder="–",
    )
