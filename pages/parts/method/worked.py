"""The formula with the numbers of one unit put in."""

import streamlit as st

from figures import parts_of
from figures.formulas import with_numbers
from figures.markdown import literal
from figures.words import Words, sort_key
from pages.parts import access, cells
from pages.parts.address import remembered
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
    names = load_units(release).of(release.block, release.division)[f"name_{words.lang}"]
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
    branch, score = computed[node], scores.scores.xs(unit, level=1).iloc[0][node]
    if score != score:
        st.caption(t("method.worked_missing", unit=names[unit], node=framework.name(node, words.lang)))
        return
    table = parts_of.parts_of(scores, unit, branch)
    told = table.dropna(subset=["score"]).set_index("code")["score"].to_dict()
    if written := with_numbers(branch, told, score, words):
        st.latex(written, width="content")
    st.markdown(
        t(
            "method.worked_result",
            unit=literal(names[unit]),
            node=literal(framework.name(node, words.lang)),
            score=words.number(score, 4),
        )
    )
    shown = table.assign(name=[framework.name(code, words.lang) for code in table["code"]])
    columns = ["name", "score", "points", "share"]
    if parts_of.adds_up(table, score):
        shown["adds"] = shown["score"] * shown["share"]
        columns.append("adds")
    st.dataframe(
        shown[columns],
        hide_index=True,
        column_config={
            "name": t("method.node"),
            "score": cells.score(t("table.score")),
            "points": cells.amount(t("method.points"), width=100, help=t("method.points_help")),
            "share": cells.share(t("method.share"), help=t("method.share_help")),
            "adds": cells.score(t("method.adds"), help=t("method.adds_help")),
        },
        alt=t("method.worked_alt", unit=names[unit], node=framework.name(node, words.lang)),
        placeholder="–",
    )
