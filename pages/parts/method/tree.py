"""The tree of a framework as a table: codes, points, rules, and what becomes of what is missing."""

from math import ceil

import pandas as pd
import streamlit as st

from figures import rules, thresholds
from figures.markdown import literal
from figures.words import Words
from pages.parts import cells
from scoring import Framework

NODE, RULE, LINE = 240, 420, 19  # pixels: the widths of two columns, the height of a line in them


def show(framework: Framework, units: dict[str, str], words: Words) -> None:
    """The table, then in sentences how gaps, ties and mergers are handled."""
    t = words.t
    tree = pd.DataFrame(
        {
            "code": node.code,
            "node": "\u2003" * framework.depth[node.code] + node.names[words.lang],
            "points": node.points,
            "rule": rules.sentence(node, words, units),
            "measure": node.measure.get(words.lang, ""),
            "missing": "" if node.parent is None else t(f"missing.{node.missing}"),
        }
        for node in framework.nodes
    )
    # Rows as high as the longest text needs, at about 7.4 pixels a character; texts wrap in rows above 64 pixels only.
    widths = (("node", NODE), ("rule", RULE))
    lines = max(ceil(7.4 * tree[column].str.len().max() / (width - 16)) for column, width in widths)
    row = 35 if lines == 1 else max(66, 16 + LINE * lines)
    st.header(t("method.tree"), anchor="tree")
    text = st.column_config.TextColumn
    st.dataframe(
        tree,
        hide_index=True,
        column_config={
            "code": text(t("method.code")),
            "node": text(t("method.node"), width=NODE),
            "points": cells.amount(t("method.points"), width=100, help=t("method.points_help")),
            "rule": text(t("method.rule"), width=RULE),
            "measure": text(t("method.measure"), width=110),
            "missing": text(t("method.missing")),
        },
        row_height=row,
        height=min(38 + row * len(tree), 800),
        alt=t("method.tree_alt", name=framework.names[words.lang], count=len(framework.nodes)),
        placeholder=t("method.unknown"),
    )
    st.header(t("method.handling"), anchor="gaps")
    st.markdown("\n".join(_handling(framework, words)))


def _handling(framework: Framework, words: Words) -> list[str]:
    said = []
    for sentence, others in thresholds.handling(framework, words):
        said += [f"- {sentence}", *(f"    - **{literal(names)}:** {text}" for names, text in others)]
    return said
