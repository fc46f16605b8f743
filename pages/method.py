"""Method: a framework read aloud from its own file."""

from math import ceil

import pandas as pd
import streamlit as st

from figures import means, rules, steps, thresholds
from figures.formulas import formula
from figures.markdown import literal
from figures.unit_names import unit_names
from pages.parts import access, choose
from pages.parts.language import words as page_words
from scoring import load_units
from scoring.engine.tree import Branch, branches

words = page_words()
t = words.t
frameworks = access.frameworks()
NODE, RULE, LINE = 240, 420, 19  # pixels: the widths of two columns, the height of a line in them

st.title(t("method.title"))

# Select: the framework of the release last looked at, unless another is chosen.
seen = access.releases()
current = next((r for r in seen if r.id in (st.query_params.get("release"), st.session_state.get(choose.CHOSEN))), None)
current = current or choose.default(seen)
ids = list(frameworks)
if st.session_state.get("method_framework") not in ids:
    st.session_state["method_framework"] = current.framework if current else ids[0]
chosen = st.selectbox(
    t("about.framework"), ids, format_func=lambda i: frameworks[i].names[words.lang], key="method_framework"
)
framework = frameworks[chosen]

# Compute: what is said of it.
units = unit_names(framework, load_units(), words.lang)
computed = {branch.code: branch for branch in branches(framework) if branch.children}
first = [code for code in ("dti", *(c.code for c in framework.composites)) if code in computed]
others = [code for code in framework.codes if code in computed and code not in first]
prepared = steps.told(framework, words, units)
usual, exceptions = thresholds.told(framework, words)
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

# Show: what it is, how it is computed, what to beware of.
st.markdown(
    f"**{t('about.decision')}:** {literal(framework.decision)}  \n"
    f"**{t('method.years')}:** {', '.join(map(str, framework.years))}  \n"
    f"**{t('method.kind')}:** {t('kind.' + framework.kind)}"
)
if framework.illustrative:
    st.warning(t("stamp.illustrative"), icon=":material/science:")
if framework.notes:
    st.info(framework.notes[words.lang], icon=":material/menu_book:")

if prepared:
    st.header(t("method.steps"))
    listed = []
    for number, step in enumerate(prepared, 1):
        listed.append(f"{number}. **{step.title}.** {literal(step.text)} {literal(step.indicators)}")
        listed += [f"    - **{literal(name)}:** {literal(text)}" for name, text in step.differing]
    st.markdown("\n".join(listed))


def made(branch: Branch) -> None:
    """How one node or composite is made: its name, its mean, the formula."""
    st.markdown(f"**{literal(branch.node.names[words.lang])}**  \n{literal(rules.sentence(branch.node, words, units))}")
    if found := formula(branch, framework, words):
        st.latex(found, width="content")
    else:
        st.markdown(literal(t("method.weights", weights=means.weights(branch, framework, words))))


st.header(t("method.formula"))
if framework.headline.given:
    st.write(t("method.given"))
if computed:
    scale = "unit" if rules.within_unit(framework) else "open"
    st.write(f"{t('method.formula_text')} {t(f'method.scale_{scale}')}")
for code in first:
    made(computed[code])
if framework.composites:
    st.caption(t("method.overlap"))
if others:
    with st.expander(t("method.formula_more", n=len(others))):
        for code in others:
            made(computed[code])

st.header(t("method.tree"))
text, number = st.column_config.TextColumn, st.column_config.NumberColumn
st.dataframe(
    tree,
    hide_index=True,
    column_config={
        "code": text(t("method.code")),
        "node": text(t("method.node"), width=NODE),
        "points": number(t("method.points"), format="%g", help=t("method.points_help")),
        "rule": text(t("method.rule"), width=RULE),
        "measure": text(t("method.measure"), width=110),
        "missing": text(t("method.missing")),
    },
    row_height=row,
    height=min(38 + row * len(tree), 800),
    alt=t("method.tree_alt", name=framework.names[words.lang], count=len(framework.nodes)),
    placeholder=t("method.unknown"),
)

st.header(t("method.handling"))
handling = []
if usual:
    handling += [f"- {usual}", *(f"    - **{literal(names)}:** {text}" for names, text in exceptions)]
    handling.append(f"- {t('method.shared', column=t('method.missing'))}")
if any(step.family == "impute" for step in framework.steps):
    handling.append(f"- {t('method.imputed')}")
handling += [f"- {t('method.ranks', decimals=framework.rank_decimals)}", f"- {t('method.merger')}"]
st.markdown("\n".join(handling))

if framework.sources:
    st.header(t("method.sources"))
    st.markdown("\n".join(f"- <{source}>" for source in framework.sources))
with st.expander(t("method.file")):
    st.code(framework.text, language="toml", height=400)
