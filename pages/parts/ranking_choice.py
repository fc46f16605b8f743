"""What a reader chooses on the rankings page: which rows, in which order, with which columns. All in the address."""

from collections.abc import Sequence

import streamlit as st

from figures import rankings, unit_places
from figures.one_unit import OneUnit
from figures.words import Words
from pages.parts.address import remembered
from pages.parts.ranked import Ranking


def filters(found: Ranking, of: OneUnit) -> tuple[dict, str]:
    """What `rankings.cut` is asked for, and the rule of the peers in words."""
    t = of.words.t
    told = {"region": "rankings.regions", "kind": "rankings.kinds", "class": "rankings.classes"}
    options = {name: choices for name, choices in found.options.items() if len(choices) > 1}
    chosen = {name: remembered(f"rankings_{name}", [], choices, name=name) for name, choices in options.items()}
    codes = list(found.names)
    unit = remembered("rankings_peers_of", None, codes, name="peers_of")
    on = sum(bool(choice) for choice in (*chosen.values(), unit))
    label = t("rankings.filters_on", count=on) if on else t("rankings.filters")
    with st.popover(label, icon=":material/filter_list:"):
        for name, choices in options.items():
            st.multiselect(t(told[name]), choices, key=f"rankings_{name}", placeholder="")
        st.selectbox(
            t("rankings.peers_of"), codes, index=None, format_func=found.names.get,
            key="rankings_peers_of", placeholder="",
        )  # fmt: skip
        if not unit:
            return {_ASKED[name]: choice for name, choice in chosen.items()}, ""
        of = OneUnit(of.scores, of.units, of.division, unit, of.words)
        rules = unit_places.rules(of)
        rule = remembered("rankings_peers_by", unit_places.NEAREST, rules, name="peers")
        st.segmented_control(
            t("rankings.peers_by"), rules, format_func=lambda r: t(f"unit.peers_rule_{r}"), key="rankings_peers_by",
            required=True,
        )  # fmt: skip
    beside = unit_places.peers(of, rule)
    asked = {_ASKED[name]: choice for name, choice in chosen.items()}
    return {**asked, "units": [unit, *beside]}, f"{of.name}. {unit_places.peers_rule(of, rule, beside)}"


def columns(known: Sequence[str], usual: Sequence[str], titles: dict[str, str], words: Words) -> list[str]:
    """The columns to show beside rank, name and score, in the order of the table: the usual ones of each release until
    the reader, or the link that was followed, chooses others.
    """
    if st.session_state.get(_OWN) or st.query_params.get_all("columns"):
        remembered("rankings_columns", list(usual), list(known), name="columns")
    else:
        st.session_state["rankings_columns"] = list(usual)
    with st.popover(words.t("rankings.columns"), icon=":material/view_column:"):
        chosen = st.pills(
            words.t("rankings.columns"), known, selection_mode="multi", format_func=lambda name: titles[name],
            key="rankings_columns", label_visibility="collapsed", on_change=_choose_own,
        )  # fmt: skip
    return [name for name in known if name in chosen]


def _choose_own() -> None:
    st.session_state[_OWN] = True


def order(changed: bool, words: Words) -> str:
    """By what the rows are ordered."""
    orders = [by for by in rankings.ORDERS if changed or by in ("rank", "name")]
    remembered("rankings_order", "rank", orders, name="order")
    return st.selectbox(
        words.t("rankings.order"),
        orders,
        format_func=lambda by: words.t(f"rankings.order_{by}"),
        key="rankings_order",
        width=230,
    )


_OWN = "rankings_columns_own"
_ASKED = {"region": "regions", "kind": "kinds", "class": "classes"}
