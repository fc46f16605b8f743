"""Pages run in the test's own process."""

import sys

import pytest


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit makes the page `__main__`, and leaves it so; processes that a later test starts would run it first."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
