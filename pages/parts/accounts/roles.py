"""The choice of roles: those that are given, to be taken away, and one more with the block or unit it is for."""

from collections.abc import Sequence

import streamlit as st

from figures import roles
from figures.words import Words, sort_key
from scoring import Units
from store.rights import ROLES
from store.viewers import Role

# Roles that are for one block or for all.
_OF_A_BLOCK = ("analyst", "approver")


def said(role: Role, units: Units, words: Words) -> str:
    return roles.role(role.name, role.block, role.division, role.unit, units, words)


def choose(key: str, given: Sequence[Role], units: Units, words: Words) -> list[Role]:
    """The chosen roles; `key` names the account they are for, `given` are those it has."""
    t = words.t
    chosen, known = f"{key}_chosen", f"{key}_known"
    if known not in st.session_state:
        st.session_state[known] = list(given)
    if chosen not in st.session_state:
        st.session_state[chosen] = list(given)
    held = st.multiselect(
        t("accounts.roles"), st.session_state[known], format_func=lambda role: said(role, units, words), key=chosen,
        placeholder=t("accounts.no_roles"),
    )  # fmt: skip
    with st.container(border=True):
        another = _another(key, units, words)
        st.button(
            t("accounts.another_role"), icon=":material/add:", key=f"{key}_add", on_click=_add,
            args=(chosen, known, another),
        )  # fmt: skip
    return list(held)


def forget(key: str) -> None:
    """Begin from the roles that are given again."""
    for part in ("chosen", "known"):
        st.session_state.pop(f"{key}_{part}", None)


def _add(chosen: str, known: str, role: Role) -> None:
    if role not in st.session_state[known]:
        st.session_state[known] = [*st.session_state[known], role]
    if role not in st.session_state[chosen]:
        st.session_state[chosen] = [*st.session_state[chosen], role]


def _another(key: str, units: Units, words: Words) -> Role:
    t, lang = words.t, words.lang
    columns = st.columns(4, vertical_alignment="bottom")
    name = columns[0].selectbox(t("accounts.role"), ROLES, format_func=lambda r: t(f"role.{r}"), key=f"{key}_role")
    blocks = units.blocks[f"name_{lang}"]
    if name in _OF_A_BLOCK:
        block = columns[1].selectbox(
            t("choose.block"), ["", *blocks.index], key=f"{key}_block",
            format_func=lambda b: blocks[b] if b else t("role.every_block"),
        )  # fmt: skip
        return Role(name, block)
    if name != "officer":
        return Role(name)
    block = columns[1].selectbox(t("choose.block"), blocks.index, format_func=blocks.get, key=f"{key}_of_block")
    divisions = units.divisions(block)[::-1]
    division = divisions[0]
    if len(divisions) > 1:
        division = columns[2].selectbox(
            t("prepare.division"), divisions, format_func=lambda d: t("choose.division", count=d),
            key=f"{key}_division_{block}",
        )  # fmt: skip
    names = units.names(block, division, lang).to_dict()
    codes = sorted(names, key=lambda code: sort_key(names[code]))
    unit = columns[3 if len(divisions) > 1 else 2].selectbox(
        t("accounts.unit"), codes, format_func=names.get, key=f"{key}_unit_{block}_{division}"
    )
    return Role(name, block, division, unit)
