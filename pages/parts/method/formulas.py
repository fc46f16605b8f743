"""How every node is made: its mean and its formula."""

import streamlit as st

from figures import means, rules
from figures.formulas import formula
from figures.markdown import literal
from figures.words import Words
from scoring import Framework
from scoring.engine.tree import Branch, branches


def show(framework: Framework, units: dict[str, str], words: Words) -> None:
    """The headline and the composites in sight, what lies under them folded away."""
    t = words.t
    computed = {branch.code: branch for branch in branches(framework) if branch.children}
    first = [code for code in ("dti", *(c.code for c in framework.composites)) if code in computed]
    others = [code for code in framework.codes if code in computed and code not in first]
    st.header(t("method.formula"), anchor="formula")
    if framework.headline.given:
        st.write(t("method.given"))
    if computed:
        scale = "unit" if rules.within_unit(framework) else "open"
        st.write(f"{t('method.formula_text')} {t(f'method.scale_{scale}')}")
    for code in first:
        _made(computed[code], framework, units, words)
    if framework.composites:
        st.caption(t("method.overlap"))
    if others:
        with st.expander(t("method.formula_more", n=len(others))):
            for code in others:
                _made(computed[code], framework, units, words)


def _made(branch: Branch, framework: Framework, units: dict[str, str], words: Words) -> None:
    """How one node or composite is made: its name, its mean, the formula."""
    st.markdown(f"**{literal(branch.node.names[words.lang])}**  \n{literal(rules.sentence(branch.node, words, units))}")
    if found := formula(branch, framework, words):
        st.latex(found, width="content")
    else:
        weights = means.weights(branch, framework, words)
        st.markdown(literal(words.t("method.weights", weights=weights)))
