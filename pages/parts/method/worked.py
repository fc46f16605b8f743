"""The formula with the numbers of one unit put in."""

import pandas as pd
import streamlit as st

from figures import parts_of
from figures.formulas import with_numbers
from figures.markdown import literal
from figures.words import Words, sort_key
from pages.parts import access, cells
from pages.parts.address import remembered
from scoring import Scores
from scoring.engine.tree import branches
from store import Release, load_units


def show(release: Release, words: Words) -> None:
    """A unit and a node to choose; the formula, its parts as a table, and the score they give."""
    t = words.t
    scores = access.read(release).scores
    framework = scores.framework
    st.subheader(t("method.worked"))
    computed = {branch.code: branch for branch in branches(framework) if branch.children}
    nodes = [code for code in framework.codes if code in computed and scores.scores[code].notna().any()]
    if not nodes:
        st.caption(t("method.worked_not"))
        return
    names = load_units(release).names(release.block, release.division, words.lang)
    unit, node = _chosen(scores, names, nodes, words)
    score = scores.scores.xs(unit, level=1).iloc[0][node]
    said = {"unit": literal(names[unit]), "node": literal(framework.name(node, words.lang))}
    if score != score:
        st.caption(t("method.worked_missing", **said))
        return
    table = parts_of.parts_of(scores, unit, computed[node])
    told = table.dropna(subset=["score"]).set_index("code")["score"].to_dict()
    if written := with_numbers(computed[node], told, score, words):
        st.latex(written, width="content")
    st.markdown(t("method.worked_result", score=words.number(score, 4), **said))
    alt = t("method.worked_alt", unit=names[unit], node=framework.name(node, words.lang))
    _table(table.assign(name=[framework.name(code, words.lang) for code in table["code"]]), score, alt, words)


def _chosen(scores: Scores, names: pd.Series, nodes: list[str], words: Words) -> tuple[str, str]:
    """A unit, the first in rank unless another is chosen, and a node."""
    t, framework = words.t, scores.framework
    known = scores.scores.index.get_level_values(1)
    codes = sorted((code for code in names.index if code in known), key=lambda code: sort_key(names[code]))
    first = scores.ranks["dti"].droplevel(0).idxmin() if scores.ranks["dti"].notna().any() else codes[0]
    left, right = st.columns(2)
    remembered("method_unit", first, codes, name="unit")
    unit = left.selectbox(t("search.unit"), codes, format_func=lambda code: names[code], key="method_unit")
    remembered("method_node", nodes[0], nodes, name="node")
    node = right.selectbox(
        t("method.node"), nodes, format_func=lambda code: framework.name(code, words.lang), key="method_node"
    )
    return unit, node


def _table(parts: pd.DataFrame, score: float, alt: str, words: Words) -> None:
    """The parts, and where they add up to the score what each adds."""
    t, columns = words.t, ["name", "score", "points", "share"]
    if parts_of.adds_up(parts, score):
        parts = parts.assign(adds=parts["score"] * parts["share"])
        columns.append("adds")
    st.dataframe(
        parts[columns],
        hide_index=True,
        column_config={
            "name": t("method.node"),
            "score": cells.score(t("table.score")),
            "points": cells.amount(t("method.points"), width=100, help=t("method.points_help")),
            "share": cells.share(t("method.share"), help=t("method.share_help")),
            "adds": cells.score(t("method.adds"), help=t("method.adds_help")),
        },
        alt=alt,
        placeholder="–",
    )
