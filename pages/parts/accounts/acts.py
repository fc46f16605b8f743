"""What an administrator does to an account. Each act runs before the page is drawn, and leaves what it has to say."""

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from frame import letters
from pages.parts import access, address, language
from pages.parts.accounts import roles
from store import accounts, clock, links, passwords, sessions
from store.accounts import AccountError
from store.rights import NotAllowed
from store.viewers import Role, Viewer

CHOSEN, ADDING = "accounts_chosen", "accounts_new"
_SAID, _LINK = "accounts_said", "accounts_link"


def add() -> None:
    """A new account with what stands in the form, and the link with which its owner sets a password."""
    email, name = (st.session_state.get(f"{ADDING}_{part}", "") for part in ("email", "name"))

    def act(viewer: Viewer, at: datetime) -> str:
        made = accounts.add(viewer, email, name, st.session_state.get(f"{ADDING}_chosen", []), at)
        _keep_link(viewer, made, at)
        for part in ("email", "name"):
            st.session_state[f"{ADDING}_{part}"] = ""
        roles.forget(ADDING)
        st.session_state[CHOSEN] = made
        return "added"

    _do(act, name=name)


def give_roles(account: str, name: str, given: Sequence[Role]) -> None:
    def act(viewer: Viewer, at: datetime) -> str:
        accounts.set_roles(viewer, account, given, at)
        roles.forget(account)
        return "roles_given"

    _do(act, name=name)


def switch(account: str, name: str, on: bool) -> None:
    def act(viewer: Viewer, at: datetime) -> str:
        (accounts.enable if on else accounts.disable)(viewer, account, at)
        return "enabled" if on else "disabled"

    _do(act, name=name)


def link(account: str, name: str) -> None:
    def act(viewer: Viewer, at: datetime) -> str:
        _keep_link(viewer, account, at)
        return ""

    _do(act, name=name)


def unlock(email: str) -> None:
    def act(viewer: Viewer, at: datetime) -> str:
        passwords.unlock(viewer, email, at)
        return "unlocked"

    _do(act, name=email)


def end(session: str, name: str) -> None:
    def act(viewer: Viewer, at: datetime) -> str:
        sessions.end_session(viewer, session, at)
        return "session_ended"

    _do(act, name=name)


def tell(words: Words) -> None:
    """What the last act has to say, once: its success or refusal, and the link that it made."""
    t = words.t
    if said := st.session_state.pop(_SAID, None):
        kind, code, values = said
        if kind == "done":
            st.success(t(f"accounts.done_{code}", **values), icon=":material/check_circle:")
        else:
            st.error(t(f"{kind}.{code}", **values), icon=":material/error:")
    if made := st.session_state.pop(_LINK, None):
        link, token, sent = made
        until = words.moment(clock.to_local(link.expires_at))
        with st.container(border=True):
            st.markdown(t("accounts.link", name=link.name, until=until))
            st.code(letters.address_of(token, address.base()), language=None, wrap_lines=True)
            st.caption(t("accounts.link_once"))
            if sent:
                st.caption(t("accounts.link_sent", email=literal(link.email)))


def _keep_link(viewer: Viewer, account: str, at: datetime) -> None:
    token = links.invite(viewer, account, at)
    made = links.look(token, at)
    if made is not None:
        st.session_state[_LINK] = (made, token, letters.write(made, token, language.words()))


def _do(act: Callable[[Viewer, datetime], str], **values: str) -> None:
    try:
        code = act(access.viewer(), clock.now())
        said = ("done", code, values) if code else None
    except AccountError as fault:
        said = ("account_error", fault.code, fault.words)
    except NotAllowed as fault:
        said = ("refused", "role" if fault.code == "role" else "signed_out", {})
    st.session_state[_SAID] = said
