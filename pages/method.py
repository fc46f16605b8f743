"""Method: a framework read aloud from its own file."""

import pandas as pd
import streamlit as st

from figures import rules
from pages.parts import access, choose
from pages.parts.language import words as page_words

words = page_words()
t = words.t
frameworks = access.frameworks()

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

# Show: what it is, how it is computed, what to beware of.
st.markdown(
    f"**{t('about.decision')}:** {framework.decision}  \n"
    f"**{t('method.years')}:** {', '.join(map(str, framework.years))}  \n"
    f"**{t('method.kind')}:** {t('kind.' + framework.kind)}"
)
if framework.illustrative:
    st.warning(t("stamp.illustrative"), icon=":material/science:")
if framework.notes:
    st.info(framework.notes[words.lang], icon=":material/menu_book:")


def term(code: str, points: float) -> str:
    return rf"{points:g}\cdot s_{{\text{{{framework.by_code[code].names[words.lang]}}}}}"


def formula(code: str, parts: dict[str, float]) -> str:
    name = framework.by_code[code].names[words.lang]
    terms = r" \\ &\quad + ".join(term(part, points) for part, points in parts.items())
    return rf"\begin{{aligned}} s_{{\text{{{name}}}}} = \tfrac{{1}}{{{sum(parts.values()):g}}}(&{terms})\end{{aligned}}"


st.header(t("method.formula"))
if framework.headline.given:
    st.write(t("method.given"))
else:
    st.write(t("method.formula_text"))
    st.latex(formula("dti", {n.code: n.points for n in framework.children["dti"] if n.points}))
for composite in framework.composites:
    st.latex(formula(composite.code, {code: points for code, points in composite.points.items() if points}))
if framework.composites:
    st.caption(t("method.overlap"))


st.header(t("method.tree"))
tree = pd.DataFrame(
    {
        t("method.code"): node.code,
        t("method.node"): "\u2003" * framework.depth[node.code] + node.names[words.lang],
        t("method.points"): node.points,
        t("method.rule"): rules.sentence(node, words),
        t("method.measure"): node.measure.get(words.lang, ""),
        t("method.missing"): "" if node.parent is None else t(f"missing.{node.missing}"),
    }
    for node in framework.nodes
)
st.dataframe(
    tree,
    hide_index=True,
    column_config={
        t("method.points"): st.column_config.NumberColumn(format="%g", help=t("method.points_help")),
        t("method.node"): st.column_config.TextColumn(width="large"),
        t("method.rule"): st.column_config.TextColumn(width="large"),
    },
    alt=t("method.tree_alt", name=framework.names[words.lang], count=len(framework.nodes)),
    placeholder=t("method.unknown"),
)

st.header(t("method.handling"))
st.markdown(
    f"- {t('method.coverage', least=words.percent(framework.least_coverage))}\n"
    f"- {t('method.ranks', decimals=framework.rank_decimals)}\n"
    f"- {t('method.merger')}"
)
if framework.sources:
    st.header(t("method.sources"))
    st.markdown("\n".join(f"- <{source}>" for source in framework.sources))
with st.expander(t("method.file")):
    st.code(framework.text, language="toml", height=400)
