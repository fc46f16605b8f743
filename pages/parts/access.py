"""Who looks and what the gate lets them see. Every read of a page goes through here."""

import streamlit as st

import store
from scoring import Framework
from store.releases import Read, Release, Viewer, now
from store.start import demonstrations

OWNER_COOKIE = "dti_owner"


def viewer() -> Viewer:
    """The browser's random owner cookie, set by the middleware; without it one sees what is public."""
    return Viewer(st.context.cookies.get(OWNER_COOKIE))


def releases() -> list[Release]:
    """What this viewer may see now, newest first; asked anew at every run."""
    return store.visible(viewer(), now(), demonstrations())


def frameworks() -> dict[str, Framework]:
    """Every edition this viewer may use: the shipped ones, their own, and those under which something is published."""
    return store.frameworks(viewer(), now())


def read(release: Release) -> Read:
    """Tables of a release that came out of `releases`."""
    return store.read(release)
