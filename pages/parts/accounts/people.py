"""The lists of the page of accounts: who there is, who waits for roles, whose sessions are open."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from figures.words import Words
from pages.parts.accounts import acts, roles
from scoring import Units
from store import clock
from store.accounts import Account
from store.sessions import Session


def waiting(people: Sequence[Account], words: Words) -> None:
    """People whom a provider signed in and who may do nothing yet."""
    t = words.t
    found = [each for each in people if each.provider and not each.roles and each.disabled_at is None]
    if not found:
        return
    st.warning(t("accounts.waiting", n=len(found)), icon=":material/person_alert:")
    for each in found:
        left, right = st.columns([4, 1], vertical_alignment="center")
        since = words.moment(clock.to_local(each.created_at))
        left.markdown(f"**{each.name}** · {each.email} · {t('accounts.since', moment=since)}")
        right.button(
            t("accounts.choose"), key=f"waiting_{each.id}", icon=":material/badge:", width="stretch",
            on_click=lambda account=each.id: st.session_state.update({acts.CHOSEN: account}),
        )  # fmt: skip


def table(
    people: Sequence[Account], seen: Mapping[str, datetime], locked: Mapping[str, datetime], units: Units, words: Words
) -> pd.DataFrame:
    """One row an account, the titles of the columns in the language; few and of texts that wrap, for phones."""
    t = words.t
    rows = [
        {
            t("accounts.who"): f"{each.name} · {each.email}",
            t("accounts.roles"): "; ".join(roles.said(role, units, words) for role in each.roles),
            t("accounts.state"): " · ".join([state(each, locked, words), *_seen(seen.get(each.id), words)]),
        }
        for each in people
    ]
    return pd.DataFrame(rows)


def _seen(at: datetime | None, words: Words) -> list[str]:
    return [words.t("accounts.seen", moment=moment(at, words))] if at else []


def signs_in(each: Account, words: Words) -> str:
    t = words.t
    return each.provider or t("accounts.by_password" if each.has_password else "accounts.not_yet")


def state(each: Account, locked: Mapping[str, datetime], words: Words) -> str:
    """How they sign in; that they can't, where the account is disabled or locked."""
    if each.disabled_at is not None:
        return words.t("accounts.disabled")
    return words.t("accounts.locked") if each.email in locked else signs_in(each, words)


def moment(at: datetime | None, words: Words) -> str:
    return words.moment(clock.to_local(at)) if at else ""


def sessions(found: Sequence[Session], mine: str | None, words: Words) -> None:
    """Open sessions of one account, each with the button that ends it."""
    t = words.t
    if not found:
        st.caption(t("accounts.no_sessions"))
    for each in found:
        left, right = st.columns([4, 1], vertical_alignment="center")
        said = [t("accounts.session_since", moment=moment(each.created_at, words))]
        said += [t("accounts.session_seen", moment=moment(each.seen_at, words)), each.browser]
        said += [f"**{t('accounts.session_own')}**"] if each.id == mine else []
        left.markdown(" · ".join(part for part in said if part))
        right.button(
            t("accounts.end"), key=f"end_{each.id}", icon=":material/logout:", width="stretch", on_click=acts.end,
            args=(each.id, each.name),
        )  # fmt: skip


def session_table(found: Sequence[Session], words: Words) -> pd.DataFrame:
    """One row an open session, the last seen first."""
    t = words.t
    rows = [
        {
            t("accounts.name"): each.name,
            t("accounts.began"): moment(each.created_at, words),
            t("accounts.last_seen"): moment(each.seen_at, words),
            t("accounts.ends"): moment(each.expires_at, words),
            t("accounts.browser"): each.browser,
        }
        for each in found
    ]
    return pd.DataFrame(rows)
