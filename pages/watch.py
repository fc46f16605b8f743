"""How the installation runs: what must hold, what it carries, which pages are slow or failed; for administrators."""

import streamlit as st

from frame.health import conditions
from pages.parts import running, timed
from pages.parts.language import words as page_words
from store import counts

GB = 1e9
words = page_words()
t = words.t

st.title(t("watch.title"))
st.write(t("watch.intro"))
if st.button(t("watch.again"), icon=":material/refresh:"):
    st.rerun()

# What must hold.
if all(each.holds for each in conditions()):
    st.success(t("watch.well"), icon=":material/check_circle:")
else:
    st.error(t("watch.unwell"), icon=":material/error:")
st.table(running.conditions(words), hide_index=True, border="horizontal", alt=t("watch.conditions_alt"))

# What it carries now.
load = running.load()
figures = st.columns(4)
figures[0].metric(t("watch.sessions"), words.number(load.sessions, 0), help=t("watch.sessions_help"))
figures[1].metric(t("watch.memory"), f"{words.number(load.memory / GB, 2)} GB")
figures[2].metric(t("watch.free"), f"{words.number(load.free / GB, 1)} GB")
figures[3].metric(t("watch.processor"), f"{words.number(load.processor, 0)} s", help=t("watch.processor_help"))
held = counts.submissions_by_state()
if held:
    said = [f"{t(f'state.{state}')}: {words.number(number, 0)}" for state, number in held.items()]
    st.caption(f"**{t('watch.submissions')}:** {' · '.join(said)}")

# Pages: how fast, which were slow, which failed.
st.header(t("watch.pages"))
opened = running.pages(words)
if len(opened):
    st.table(opened, hide_index=True, border="horizontal", alt=t("watch.pages_alt", n=len(opened)))
for name, found in (("slow", running.slow(words)), ("failures", running.failures(words))):
    st.subheader(t(f"watch.{name}"))
    if len(found):
        st.table(found, hide_index=True, border="horizontal", alt=t(f"watch.{name}_alt", n=len(found)))
    else:
        st.caption(t(f"watch.no_{name}", ms=words.number(timed.limit(), 0)))
st.caption(t("watch.where"))
