"""Accounts: who may sign in and as what; links, sessions, the key of the bundles; for administrators."""

import streamlit as st

from figures import roles as role_words
from figures.markdown import literal
from pages.parts import access
from pages.parts.accounts import acts, key, people, roles
from pages.parts.language import words as page_words
from store import accounts, clock, load_units, passwords, rights, sessions

words = page_words()
t = words.t
units = load_units()
viewer, at = access.viewer(), clock.now()

st.title(t("accounts.title"))
st.write(t("accounts.intro"))
acts.tell(words)

# Compute.
everybody = accounts.listed(viewer)
seen, locked = sessions.last_seen(viewer), passwords.locked(viewer, at)
opened = sessions.open_sessions(viewer, at)

# Show: first those who wait, then all.
people.waiting(everybody, words)
found = people.table(everybody, seen, locked, units, words)
st.table(found.map(literal), hide_index=True, border="horizontal", alt=t("accounts.alt", n=len(everybody)))
for email in (email for email in locked if email not in {each.email for each in everybody}):
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.caption(t("accounts.locked_stranger", email=email, moment=people.moment(locked[email], words)))
    right.button(t("accounts.unlock"), key=f"unlock_{email}", on_click=acts.unlock, args=(email,), width="stretch")

with st.expander(t("accounts.add"), icon=":material/person_add:", expanded=len(everybody) < 2):
    one, two = st.columns(2)
    one.text_input(t("accounts.email"), key=f"{acts.ADDING}_email", max_chars=254)
    two.text_input(t("accounts.name"), key=f"{acts.ADDING}_name", max_chars=200)
    roles.choose(acts.ADDING, (), units, words)
    st.button(t("accounts.add_now"), type="primary", icon=":material/person_add:", on_click=acts.add, key="add_account")

# One account: its roles, its door, its sessions.
st.header(t("accounts.one"))
by_id = {each.id: each for each in everybody}
if st.session_state.get(acts.CHOSEN) not in by_id:
    st.session_state[acts.CHOSEN] = None
chosen = st.selectbox(
    t("accounts.account"), list(by_id), index=None, key=acts.CHOSEN, placeholder=t("accounts.choose_account"),
    format_func=lambda account: f"{by_id[account].name} ({by_id[account].email})",
)  # fmt: skip
if chosen:
    one_of = by_id[chosen]
    since = t("accounts.since", moment=people.moment(one_of.created_at, words))
    st.caption(f"{people.state(one_of, locked, words)} · {since}")
    given = roles.choose(chosen, one_of.roles, units, words)
    st.button(
        t("accounts.save_roles"), type="primary", icon=":material/save:", disabled=set(given) == set(one_of.roles),
        on_click=acts.give_roles, args=(chosen, one_of.name, given), key="save_roles",
    )  # fmt: skip
    is_on = one_of.disabled_at is None
    with st.container(horizontal=True):
        if is_on and not one_of.provider:
            st.button(
                t("accounts.new_link" if one_of.has_password else "accounts.invite"), icon=":material/link:",
                on_click=acts.link, args=(chosen, one_of.name), key="new_link", help=t("accounts.new_link_help"),
            )  # fmt: skip
        if one_of.email in locked:
            st.button(
                t("accounts.unlock"), icon=":material/lock_open:", on_click=acts.unlock, args=(one_of.email,),
                key="unlock", help=t("accounts.locked_until", moment=people.moment(locked[one_of.email], words)),
            )  # fmt: skip
        st.button(
            t("accounts.disable" if is_on else "accounts.enable"), key="switch", help=t("accounts.disable_help"),
            icon=":material/person_off:" if is_on else ":material/person_check:", on_click=acts.switch,
            args=(chosen, one_of.name, not is_on),
        )  # fmt: skip
    st.markdown(f"**{t('accounts.sessions')}**")
    people.sessions([each for each in opened if each.account == chosen], viewer.session, words)

with st.expander(t("accounts.all_sessions", n=len(opened)), icon=":material/devices:"):
    st.dataframe(
        people.session_table(opened, words), hide_index=True, alt=t("accounts.all_sessions", n=len(opened)),
        placeholder="–",
    )  # fmt: skip
with st.expander(t("rights.title"), icon=":material/rule:"):
    st.write(t("rights.text"))
    table = role_words.rights(rights.rules(), words)
    st.table(table, hide_index=True, border="horizontal", alt=t("rights.title"))
key.show(viewer, words)
