"""The trail: who did what, when, to what; whether its chain holds; what is deleted and when; for administrators."""

import streamlit as st

from figures import trail
from figures.markdown import literal
from pages.parts import access, downloads
from pages.parts.audit import choose, entries, keeping
from pages.parts.language import words as page_words
from store import audit, clock, load_units

A_PAGE = 50
words = page_words()
t = words.t
units = load_units()
viewer = access.viewer()

st.title(t("trail.title"))
st.write(t("trail.intro"))

# Whether the chain holds: worked out when somebody asks, since it reads every entry.
number, seal = audit.head()
with st.container(border=True):
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(t("trail.seal", number=number, seal=seal))
    left.caption(t("trail.seal_help"))
    if right.button(t("trail.verify"), key="verify", icon=":material/fact_check:", width="stretch"):
        verdict = audit.verify()
        if verdict.holds:
            at = words.moment(clock.to_local(clock.now()))
            st.success(t("trail.holds", n=verdict.entries, moment=at), icon=":material/verified:")
        else:
            reason = trail.fault(verdict.reason, words)
            st.error(t("trail.broken", number=verdict.broken, reason=reason), icon=":material/gpp_bad:")

# Select.
chosen = choose.filters(viewer, words)
total = audit.count(viewer, **chosen)
pages = max(1, -(-total // A_PAGE))
if st.session_state.get("trail_page", 1) > pages:
    st.session_state["trail_page"] = 1

# Compute and show.
st.caption(t("trail.found", n=total))
page = st.pagination(pages, key="trail_page") if pages > 1 else 1
found = audit.entries(viewer, **chosen, limit=A_PAGE, skip=(page - 1) * A_PAGE)
if found:
    shown = entries.table(found, viewer, units, words)
    # A table of texts and not a grid: sentences are long, and phones narrow.
    told = shown[list(entries.titles(words))].rename(columns=entries.titles(words))
    told = told.astype(str).map(literal)
    st.table(told, hide_index=True, border="horizontal", alt=t("trail.alt", n=len(found)))
    with st.expander(t("trail.raw"), icon=":material/data_object:"):
        raw = shown[["number", "at", "who", "act", "subject", "before", "after", "details", "account", "sha256"]]
        st.dataframe(raw, hide_index=True, height="content", placeholder="–", alt=t("trail.raw"))
else:
    st.info(t("trail.nothing"))


def table():  # type: ignore[no-untyped-def]
    """Exactly what is filtered, every page of it."""
    return entries.table(audit.entries(viewer, **chosen), viewer, units, words).rename(columns=entries.titles(words))


about = {t("trail.title"): t("trail.seal", number=number, seal=seal), **choose.said(chosen, words)}
with st.container(horizontal=True):
    downloads.offer(table, about, "trail", t("trail.title"), words, about="trail.about", key="trail")
keeping.show(viewer, words)
