"""What would help: what it takes to climb some places, and what other figures would change."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from figures import unit_lift
from figures.one_unit import OneUnit
from pages.parts import access, cells, worked_out
from pages.parts.address import remembered
from scoring.analysis.over_time.series import series
from scoring.analysis.over_time.trends import trend
from scoring.analysis.reasons.climb import climb
from scoring.analysis.reasons.whatif import what_if
from scoring.frameworks import Input
from store import Release

MOST_PLACES, FIRST, MOST_CHANGED = 10, 3, 8
IF = "if"  # in the address: figures that are tried out


@worked_out.kept
def pace(*releases: Release) -> tuple[pd.Series, str]:
    """The headline's gain a month by unit over releases of one framework, and the period they begin with."""
    scores = {r.period: access.read(r).scores for r in releases}
    of = series(scores, access.read(releases[0]).scores.framework.headline.code)
    return trend(of, months=None)["pace"], min(scores)


def show(of: OneUnit, release: Release, seen: Sequence[Release]) -> None:
    """The climb first, then the figures to try out."""
    _climb(of, release, seen)
    _what_if(of)


def _climb(of: OneUnit, release: Release, seen: Sequence[Release]) -> None:
    t = of.words.t
    st.subheader(t("unit.climb"))
    rank = of.scores.scores[of.headline].droplevel(0).rank(ascending=False, method="min").get(of.code)
    most = int(min(MOST_PLACES, rank - 1)) if pd.notna(rank) else 0
    places = 1
    if most > 1:
        places = remembered("unit_climb", min(2, most), range(1, most + 1), name="climb")
        places = st.slider(t("unit.climb_places"), 1, most, key="unit_climb")
    alike = _alike(release, seen)
    rate, since, months = None, "", 6 if len(release.period) == 7 else 12
    if len({r.period for r in alike}) > 1:
        rate, since = pace(*alike)
    found = climb(of.scores, of.code, places, rate, months)
    st.markdown(unit_lift.climb_sentence(of, found))
    if found.against_pace and not found.reason:
        st.markdown(unit_lift.pace_sentence(of, found.against_pace, of.words.period(since)))
    column_config = {
        t("unit.node"): st.column_config.TextColumn(pinned=True, width=260),
        **{t(key): cells.score() for key in ("unit.from", "unit.to", "table.score", "unit.ceiling")},
        **{t(key): cells.score() for key in ("unit.gain", "unit.most")},
    }
    if len(found.plan):
        st.dataframe(
            unit_lift.plan_table(of, found.plan), hide_index=True, column_config=column_config,
            alt=t("unit.climb_table"), placeholder="–",
        )  # fmt: skip
    if len(found.gains):
        with st.expander(t("unit.gains")):
            st.dataframe(
                unit_lift.gains_table(of, found.gains), hide_index=True, column_config=column_config,
                alt=t("unit.gains"), placeholder="–",
            )  # fmt: skip
            st.caption(t("unit.gains_help"))


def _alike(release: Release, seen: Sequence[Release]) -> list[Release]:
    """Releases whose pace may be measured on one line with this one, it being the last."""
    same = [
        r
        for r in seen
        if (r.block, r.division, r.framework, r.origin, len(r.period))
        == (release.block, release.division, release.framework, release.origin, len(release.period))
        and r.period < release.period
        and r.is_in_force
    ]
    return sorted([*same, release], key=lambda r: r.period)


def _what_if(of: OneUnit) -> None:
    t, words = of.words.t, of.words
    st.subheader(t("unit.if"))
    if why_not := unit_lift.can_try(of):
        st.info(t(f"unit.if_{why_not.replace(' ', '_')}"), icon=":material/tune:")
        return
    nodes = unit_lift.changeable(of)
    columns = {column.code: column for node in nodes.values() for column in node.inputs}
    tried = unit_lift.parsed(st.query_params.get_all(IF), columns)
    useful = [code for code in climb(of.scores, of.code, 1).gains.index if code in nodes] or list(nodes)
    asked = [code for code, node in nodes.items() if any(column.code in tried for column in node.inputs)]
    first = list(dict.fromkeys([*asked, *useful]))[:FIRST]
    remembered("unit_if_nodes", first, list(nodes), name="change")
    chosen = st.multiselect(
        t("unit.if_choose"),
        list(nodes),
        format_func=lambda code: of.node_names[code],
        key="unit_if_nodes",
        max_selections=MOST_CHANGED,
    )
    own = of.scores.values.loc[of.row]
    places = st.columns(2)
    shown = [(code, column) for code in chosen for column in nodes[code].inputs]
    given = {}
    for at, (code, column) in enumerate(shown):
        with places[at % 2]:
            given[column.code] = _control(of, code, column, tried.get(column.code, own[column.code]))
    changes = {c: v for c, v in given.items() if v is not None and v != own[c]}
    written = [f"{code}={value:.10g}" for code, value in changes.items()]
    if written != st.query_params.get_all(IF):
        st.query_params[IF] = written
    if not changes:
        st.caption(t("unit.if_nothing"))
        return
    found = what_if(of.scores, {of.row: changes})
    with st.container(border=True):
        st.markdown(f"**{unit_lift.effect(of, found)}**")
        told = [unit_lift.changed(columns[code], own[code], value, words) for code, value in changes.items()]
        st.markdown("\n".join(f"- {line}" for line in told))
    st.button(t("unit.if_reset"), on_click=_reset, args=([_key(of, column) for _, column in shown],),
              icon=":material/restart_alt:")  # fmt: skip
    st.caption(t("unit.if_help"))


def _control(of: OneUnit, node: str, column: Input, value: float) -> float | None:
    """A slider where the range is known, a list for a choice, a field for anything else."""
    words, key = of.words, _key(of, column)
    name = column.names[words.lang]
    label = name if column.code == node else f"{of.node_names[node]}: {name}"
    measure = column.measure.get(words.lang, "")
    label = f"{label} ({measure})" if measure else label
    st.session_state.setdefault(key, None if pd.isna(value) else float(value))
    if column.choices:
        shares = [float(share) for share, _ in column.choices]
        if st.session_state[key] not in (None, *shares):
            shares.insert(0, st.session_state[key])
        picked: float | None = st.selectbox(
            label, shares, index=None, format_func=lambda share: unit_lift.written(column, share, words), key=key
        )
        return picked
    step = unit_lift.step(column)
    form = "%.3f" if step < 0.1 else "%.1f" if step < 1 or not float(value).is_integer() else "%.0f"
    if column.low is not None and column.high is not None and column.high <= 100 and st.session_state[key] is not None:
        low, high = float(column.low), float(column.high)
        moved: float = st.slider(label, low, high, step=step, format=form, key=key)
        return moved
    low, high = (None if end is None else float(end) for end in (column.low, column.high))
    typed: float | None = st.number_input(label, low, high, step=step, format=form, key=key, placeholder="–")
    return typed


def _key(of: OneUnit, column: Input) -> str:
    return f"if:{of.block}:{of.division}:{of.period}:{of.code}:{column.code}"


def _reset(keys: list[str]) -> None:
    for key in keys:
        st.session_state.pop(key, None)
    st.query_params.pop(IF, None)
