"""Proofs over the whole application: pages in the frame, routes as they are served, on both databases."""

import pytest

from opendata import limits
from store import shared, start
from tests.pages.conftest import downloads, open_page, own_main  # noqa: F401  (fixtures)
from tests.store.conftest import quick_hashes  # noqa: F401  (a fixture)


@pytest.fixture
def own_store(empty, tmp_path, monkeypatch):
    """A store of either database with all tables and nothing in them, which the frame takes for loaded."""
    monkeypatch.setattr(start, "_progress", start.Progress(migrated=True, ready=True))
    # Whoever walks asks more often than anybody may.
    monkeypatch.setattr(limits.Limit, "wait", lambda *_, **__: 0)
    return tmp_path


@pytest.fixture
def no_caches(own_store):
    """What one test has read must not answer another."""
    import streamlit as st

    st.cache_data.clear()
    st.cache_resource.clear()
    shared.forget()
