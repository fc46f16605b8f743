"""The bar above every page: a search for any unit or indicator, and the button that copies the page's address."""

from functools import lru_cache
from html import escape

import streamlit as st

from figures import search
from figures.markdown import literal
from figures.words import Words
from figures.words import words as words_in
from pages.parts import access, address, at_a_glance, choose, my_unit
from pages.parts.frame import PAGES
from scoring import Units
from store import Release, load_units

_ROUND = "search_round"


def bar(page: str, words: Words) -> None:
    """The search and "copy link", above the page of that name."""
    # A new field once the reader has gone where a result led: its key carries a number.
    place = (page, *(st.query_params.get(name) for name in ("unit", "node")))
    if st.session_state.get("search_place") != place:
        st.session_state["search_place"] = place
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        with st.container(key="search", gap=None):
            _search(words)
        # The frame's script does the copying; the policy allows no script in the page.
        said = f'data-done="{escape(words.t("link.copied"))}" data-failed="{escape(words.t("link.failed"))}"'
        st.html(
            f'<button type="button" class="copy-link" {said} title="{escape(words.t("link.help"))}">'
            f'<span>{escape(words.t("link.copy"))}</span></button><span class="unseen" role="status"></span>',
            width="content",
        )


@st.fragment
def _search(words: Words) -> None:
    wanted = st.text_input(
        words.t("search.label"),
        key=f"search_{st.session_state[_ROUND]}",
        type="search",
        live=True,
        placeholder=words.t("search.hint"),
        icon=":material/search:",
        label_visibility="collapsed",
    )
    wanted = (wanted or "").strip()[:80]
    if not wanted:
        return
    seen = access.releases()
    units = load_units()
    known = access.frameworks()
    first = choose.in_view(seen)
    order = dict.fromkeys([*([first.framework] if first else []), *(r.framework for r in seen if r.is_in_force)])
    frameworks = tuple(known[name] for name in order if name in known)
    entries = [*_units(units, words.lang), *search.nodes_of(frameworks, units, words)]
    found = search.matches(entries, wanted)
    with st.container(key="search_results", gap=None):
        for entry in found:
            _result(entry, seen, first, units, words)
        if not found:
            st.markdown(words.t("search.nothing", text=literal(wanted)))


def _result(entry: search.Entry, seen: list[Release], first: Release | None, units: Units, words: Words) -> None:
    """A link to where the entry is shown; without a release that has it, only what is known of it."""
    of_unit = entry.kind == "unit"
    page = "unit" if of_unit else "rankings"
    fitting = [r for r in seen if r.block == entry.block and (r.division if of_unit else r.framework) in entry.codes]
    release = first if first in fitting else choose.default(fitting)
    if release is None or page not in PAGES:
        st.caption(literal(f"{entry.name} · {entry.said}"))
        return
    code = entry.codes[release.division if of_unit else release.framework]
    query = address.query(release=release.id, **{"unit" if of_unit else "node": code})
    icon = ":material/location_on:" if units.has_territory(entry.block) else ":material/account_balance:"
    st.page_link(
        f"{page}.py",
        label=f"**{literal(entry.name)}** · {literal(entry.said)}",
        icon=icon if of_unit else ":material/account_tree:",
        query_params=query,
        width="stretch",
    )
    # Where it stands and which way it went, before anything is clicked.
    if of_unit and (stands := at_a_glance.standing(release, code, words.lang)):
        parts = (choose.label(release, words), stands, my_unit.moved(release, code, seen, words, brief=True))
        st.caption(" · ".join(part for part in parts if part))


@lru_cache(maxsize=8)
def _units(units: Units, lang: str) -> list[search.Entry]:
    return search.units_of(units, words_in(lang))
