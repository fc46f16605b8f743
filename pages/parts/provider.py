"""Signing in by a provider (OIDC) with `st.login`, where Streamlit's secrets name one.

[auth]                      redirect_uri, cookie_secret; the provider's client_id, client_secret, server_metadata_url
[auth.NAME]                 further providers, by name; `label` is what the sign-in page calls it
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import streamlit as st
from streamlit import config
from streamlit.auth_util import build_logout_url, get_cookie_with_chunks, get_redirect_uri, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

log = logging.getLogger(__name__)
# What `st.login` calls the provider that stands in [auth] itself.
_UNNAMED = "default"
_ASKED = "provider"


def providers() -> list[tuple[str, str]]:
    """Name and label of every provider in Streamlit's secrets, in their order; none without them."""
    return [(name, str(each.get("label", "OIDC" if name == _UNNAMED else name))) for name, each in _sections()]


def _sections() -> Iterator[tuple[str, Mapping[str, Any]]]:
    if _are_open_to_others():
        return
    section = dict(get_secrets_auth_section())
    if "server_metadata_url" in section:
        yield _UNNAMED, section
    for name, each in section.items():
        if isinstance(each, Mapping) and "client_id" in each:
            yield name, each


def _are_open_to_others() -> bool:
    """Whether others on this machine can read the secrets: then nobody is signed in with them, and the log says why.

    A file that belongs to somebody else was put there by what starts us (a container's secret), which guards it.
    """
    for file in map(Path, config.get_option("secrets.files")):
        if file.is_file() and file.stat().st_uid == os.geteuid() and file.stat().st_mode & 0o077:
            log.error("%s can be read by others, so its providers are not used. Set its mode to 0600.", file.name)
            return True
    return False


def way_out(issuer: str) -> tuple[str, str] | None:
    """The label of the provider with this issuer, and the address at which it ends its own session.

    None where its metadata names no such address, or it cannot be asked: then the session here is over all the same.
    It sends the browser back to the redirect address, which it knows already. Source: OpenID Connect RP-Initiated
    Logout 1.0.
    """
    back = get_redirect_uri(get_secrets_auth_section()) or ""
    for name, section in _sections():
        try:
            told = httpx.get(str(section["server_metadata_url"]), timeout=3, follow_redirects=True).json()
        except (httpx.HTTPError, ValueError, KeyError) as fault:
            log.warning("the provider '%s' could not be asked where its sessions end: %s", name, fault)
            continue
        if isinstance(told, dict) and told.get("issuer") == issuer and (end := told.get("end_session_endpoint")):
            address = build_logout_url(str(end), str(section["client_id"]), back)
            return str(section.get("label", name)), address
    return None


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
    if name is not None and name in [known for known, _ in providers()]:
        del st.query_params[_ASKED]
        st.login(None if name == _UNNAMED else name)
        st.stop()
