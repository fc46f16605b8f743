"""Other weights tried: ranks under the reader's own points, beside the best and worst rank that any points allow."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from figures.words import Words
from pages.parts import access, cells, worked_out
from pages.parts.address import remembered
from scoring import Framework, ScoringError
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.bounds import rank_bounds
from scoring.analysis.uncertainty.robustness import replay
from store import Release, load_units

# Any points at all of the nodes right under the headline; the longest search for one end of one unit.
ANY, SECONDS = Weights(within=1.0, levels=(1,)), 0.5


class Ends(NamedTuple):
    """Best and worst rank by unit; empty with the engine's reason where they cannot be told."""

    table: pd.DataFrame
    exact: bool


def show(release: Release, words: Words) -> None:
    """Sliders for the points right under the headline, kept in the address; opened by a switch."""
    t = words.t
    scores = access.read(release).scores
    framework = scores.framework
    st.header(t("weigh.title"), anchor="weights")
    children = [node for node in framework.children["dti"] if node.points]
    if framework.headline.given or len(children) < 2:
        st.caption(t("weigh.not"))
        return
    remembered("weigh", False)
    if not st.toggle(t("weigh.open"), key="weigh", help=t("weigh.open_help")):
        return
    st.warning(t("weigh.label"), icon=":material/science:")
    points = _points(framework, words)
    if not any(points.values()):
        st.info(t("weigh.all_zero"))
        return
    names = load_units(release).names(release.block, release.division, words.lang)
    tried = replay(framework, scores.values, pd.DataFrame([points], index=["tried"]))["tried"]
    table = pd.DataFrame(
        {"name": names, "official": scores.ranks["dti"].droplevel(0), "tried": tried}, index=tried.index
    )
    table["places"] = table["official"] - table["tried"]
    ends = _ends(release)
    if not ends.table.empty:
        table = table.join(ends.table[["best", "worst"]])
    st.dataframe(
        table.sort_values(["tried", "official"]),
        hide_index=True,
        height=38 + 35 * len(table),
        column_config={
            "name": st.column_config.TextColumn(t("table.name"), pinned=True),
            "official": cells.whole(t("weigh.official")),
            "tried": cells.whole(t("weigh.tried")),
            "places": cells.places(t("table.places"), help=t("rankings.places_help")),
            "best": cells.whole(t("weigh.best"), help=t("weigh.ends_help")),
            "worst": cells.whole(t("weigh.worst"), help=t("weigh.ends_help")),
        },
        alt=t("weigh.alt", n=int((table["places"] != 0).sum())),
        placeholder="–",
    )
    if ends.table.empty:
        st.caption(t("weigh.no_ends"))
    elif not ends.exact:
        st.caption(t("weigh.not_exact"))


def _points(framework: Framework, words: Words) -> dict[str, float]:
    """A slider a child of the headline, and a button back to the points that were decided."""
    children = [node for node in framework.children["dti"] if node.points]
    most = int(2 * max(node.points or 0 for node in children))
    keys = {node.code: f"weight_{node.code}" for node in children}
    if st.button(words.t("weigh.back"), icon=":material/undo:"):
        for node in children:
            st.session_state[keys[node.code]] = int(node.points or 0)
    for node, column in zip(
        children, st.columns(len(children) if len(children) < 4 else 3) * len(children), strict=False
    ):
        remembered(keys[node.code], int(node.points or 0), range(most + 1), name=f"w.{node.code}")
        label = node.names[words.lang]
        column.slider(label, 0, most, key=keys[node.code], help=words.t("weigh.decided", points=f"{node.points:g}"))
    return {code: float(st.session_state[key]) for code, key in keys.items()}


@worked_out.kept
def _ends(release: Release) -> Ends:
    scores = access.read(release).scores
    try:
        table = rank_bounds(scores.framework, scores.values, ANY, seconds=SECONDS).table
    except ScoringError:
        return Ends(pd.DataFrame(), False)
    return Ends(table, bool(table["exact"].all()))
