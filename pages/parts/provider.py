"""Signing in by a provider (OIDC) with `st.login`, where Streamlit's secrets name one.

[auth]                      redirect_uri, cookie_secret; the provider's client_id, client_secret, server_metadata_url
[auth.NAME]                 further providers, by name; `label` is what the sign-in page calls it
"""

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

# What `st.login` calls the provider that stands in [auth] itself.
_UNNAMED = "default"
_ASKED = "provider"


def providers() -> list[tuple[str, str]]:
    """Name and label of every provider in Streamlit's secrets, in their order; none without them."""
    section = dict(get_secrets_auth_section())
    found = [(_UNNAMED, str(section.get("label", "OIDC")))] if "server_metadata_url" in section else []
    named = [(name, each) for name, each in section.items() if isinstance(each, Mapping) and "client_id" in each]
    return found + [(name, str(each.get("label", name))) for name, each in named]


def claims(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """What a provider said of somebody, out of the cookies that Streamlit would give the browser."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    found = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    return dict(json.loads(found)) if found else None


def leave_if_asked() -> None:
    """Where the sign-in page sent somebody here to go on to a provider: go on."""
    name = st.query_params.get(_ASKED)
    if name in [known for known, _ in providers()]:
        del st.query_params[_ASKED]
        st.login(None if name == _UNNAMED else name)
        st.stop()
