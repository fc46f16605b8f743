"""The choices that pages share: block and release, and a node of the tree; kept across pages and in the address."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from figures.markdown import literal
from figures.words import Words
from pages.parts import address, notices
from scoring import Scores
from store import Release, find, load_units
from store.releases import preferred as default


def release(seen: list[Release], words: Words) -> Release | None:
    """Show the choice of block and release; the chosen one, written into the address with its id."""
    asked = st.query_params.get("release")
    current = in_view(seen)
    if asked and not find(seen, asked):
        if notices.withdrawn(asked, words):
            st.button(words.t("choose.others"), on_click=_forget, icon=":material/list:")
            return None
        st.warning(words.t("choose.unknown_release", id=literal(asked[:80])), icon=":material/link_off:")
    if current is None:
        st.info(words.t("choose.nothing"))
        return None
    kept = tuple(st.session_state.get(key) for key in ("choose_block", "choose_release"))
    if st.session_state.get("shown_release") != current.id or None in kept:
        kept = (current.block, current.id)
    # Set anew in every run: on another page these are other widgets, which would begin with their first options.
    st.session_state["choose_block"], st.session_state["choose_release"] = kept
    blocks = load_units().blocks
    names = blocks[f"name_{words.lang}"]
    known = [block for block in blocks.index if any(r.block == block for r in seen)]
    row = st.container(horizontal=True, vertical_alignment="bottom")
    block = row.selectbox(words.t("choose.block"), known, format_func=lambda b: names[b], key="choose_block")
    of_block = [r for r in seen if r.block == block]
    ids = sorted((r.id for r in of_block), key=lambda i: _order(find(of_block, i)))
    if st.session_state.get("choose_release") not in ids:
        st.session_state["choose_release"] = default(of_block).id
    chosen = row.selectbox(
        words.t("choose.release"),
        ids,
        format_func=lambda i: label(find(of_block, i), words),
        key="choose_release",
    )
    st.session_state[address.CHOSEN] = st.session_state["shown_release"] = chosen
    if asked != chosen:
        st.query_params["release"] = chosen
    return find(of_block, chosen)


def in_view(seen: list[Release]) -> Release | None:
    """The release that the address says, else the one chosen last, else the one that a page begins with."""
    asked = st.query_params.get("release")
    return find(seen, asked) or find(seen, st.session_state.get(address.CHOSEN)) or default(seen)


def _forget() -> None:
    st.query_params.pop("release", None)


def _order(release: Release) -> tuple:
    """What is not public yet first, then published by period, demonstrations last."""
    digits = tuple(-int(part) for part in release.period.replace("H", "").split("-"))
    return (release.is_public, release.is_demonstration, digits, release.division)


def label(release: Release, words: Words) -> str:
    """Period, division and what the release is, as the choice shows it."""
    parts = [words.period(release.period)]
    if release.division:
        parts.append(words.t("choose.division", count=release.division))
    if not release.is_in_force:
        parts.append(words.t(f"state.{release.state}"))
    if release.origin != "published":
        parts.append(words.t(f"origin.{release.origin}"))
    return " · ".join(parts)


def node(scores: Scores, words: Words, at: DeltaGenerator | None = None, key: str = "node") -> str:
    """Show the choice of what is known of the tree, each node below its parent; the chosen one, kept in the address."""
    framework = scores.framework
    known = scores.known_nodes or [framework.headline.code]
    address.remembered(key, known[0], known, name="node")
    return (at or st).selectbox(
        words.t("rankings.level"),
        known,
        format_func=lambda code: "\u2003" * framework.depth.get(code, 1) + framework.name(code, words.lang),
        key=key,
    )
