"""Who is signed in: the name and its menu in the header of every page, else the way to the sign-in page.

Plain links and one form, since they lead out of the page to the doors (see `frame/accounts.py`), which alone can set a
cookie.
"""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from figures.words import Words
from frame import accounts, forgery
from pages.parts import access, provider, visitor


def corner(page: str, words: Words) -> None:
    """The name with its menu, or "Sign in", for the header; `page` is where the reader comes back to."""
    viewer = access.viewer()
    t = words.t
    if viewer.local and not provider.providers():
        return  # there is nobody to sign in as yet
    if not viewer.signed_in:
        said = escape(t("account.sign_in"))
        _html(f'<a class="account" href="{escape(way_in(page, words))}" title="{said}"><span>{said}</span></a>')
        return
    name, query = escape(viewer.name), f"?lang={words.lang}"
    back = f"{query}&next=%2F{page}"
    mark = forgery.mark(visitor.cookie(access.SESSION_COOKIE) or "")
    _html(
        f'<details class="account"><summary title="{name}"><span>{name}</span></summary><div>'
        f"<p>{escape(t('account.signed_in_as', name=viewer.name))}</p>"
        f'<a href="{accounts.PASSWORD}{escape(back)}">{escape(t("account.change_password"))}</a>'
        f'<form method="post" action="{accounts.SIGN_OUT}{query}">'
        f'<input type="hidden" name="{forgery.FIELD}" value="{mark}">'
        f'<button type="submit">{escape(t("account.sign_out"))}</button></form></div></details>'
    )


def way_in(page: str, words: Words) -> str:
    """Where a reader signs in to come back to this page with the choices in its address."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    return accounts.sign_in_address(f"/{page}?{urlencode({'lang': words.lang, **kept}, doseq=True)}", words.lang)


def door(page: str, words: Words) -> None:
    """The same as a button on a page that is closed to whoever is not signed in."""
    _html(f'<a class="door" href="{escape(way_in(page, words))}">{escape(words.t("account.sign_in"))}</a>')


def _html(text: str) -> None:
    st.html(text, width="content")
