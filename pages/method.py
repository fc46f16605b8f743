"""Method: a framework read aloud from its own file, with the numbers of a release put in."""

import streamlit as st

from figures import steps
from figures.markdown import literal
from figures.unit_names import unit_names
from pages.parts import about, access, choose
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from pages.parts.method import difference, formulas, sure, tree, trust, weighing, worked
from store import load_units

words = page_words()
t = words.t
frameworks = access.frameworks()

st.title(t("method.title"))

# Select: the framework of the release last looked at, unless another is chosen; a release that was made under it.
seen = access.releases()
current = choose.in_view(seen)
ids = list(frameworks)
if current and "framework" not in st.query_params and st.session_state.get("method_of") != current.id:
    st.session_state["method_of"], st.session_state["framework"] = current.id, current.framework
remembered("framework", current.framework if current else ids[0], ids)
chosen = st.selectbox(
    t("about.framework"),
    ids,
    format_func=lambda i: frameworks[i].names[words.lang],
    key="framework",
    help=t("method.framework_help"),
)
framework = frameworks[chosen]
under = [each for each in seen if each.framework == chosen]
release = current if current in under else choose.default(under)
if release and release.is_public and st.query_params.get("release") != release.id:
    st.query_params["release"] = release.id

# Compute: what is said of it.
units = unit_names(framework, load_units(), words.lang)
prepared = steps.told(framework, words, units)

# Show: what it is, how it is computed, what to beware of.
st.markdown(
    f"**{t('about.decision')}:** {literal(framework.decision)}  \n"
    f"**{t('method.years')}:** {', '.join(map(str, framework.years))}  \n"
    f"**{t('method.kind')}:** {t('kind.' + framework.kind)}"
)
if release and not release.is_in_force:  # its figures stand among the formulas
    about.stamps(release, framework, words)
elif framework.illustrative:
    st.warning(t("stamp.illustrative"), icon=":material/science:")
if framework.notes:
    st.info(framework.notes[words.lang], icon=":material/menu_book:")
parts = (
    "formula",
    "tree",
    "gaps",
    "difference",
    *(("weights", "sure", "quality", "limits", "cite") if release else ()),
)
st.markdown(" · ".join(f"[{t(f'method.part_{part}')}](#{part})" for part in parts))

if prepared:
    st.header(t("method.steps"))
    listed = []
    for number, step in enumerate(prepared, 1):
        listed.append(f"{number}. **{step.title}.** {literal(step.text)} {literal(step.indicators)}")
        listed += [f"    - **{literal(name)}:** {literal(text)}" for name, text in step.differing]
    st.markdown("\n".join(listed))
formulas.show(framework, units, words)
if release:
    worked.show(release, words)
tree.show(framework, units, words)
difference.show(framework, frameworks, words)
if release:
    weighing.show(release, words)
    sure.show(release, words)
    trust.quality(release, words)
    trust.limits(release, words)
    trust.citing(release, words)
else:
    st.info(t("method.no_release"), icon=":material/info:")
if framework.sources:
    st.header(t("method.sources"))
    st.markdown("\n".join(f"- <{source}>" for source in framework.sources))
with st.expander(t("method.file")):
    st.code(framework.text, language="toml", height=400)
if release:
    about.footer(release, framework, words)
