"""Tests that draw files with Chromium: one kept browser for all of them."""

from pathlib import Path

import pytest

from figures.exports.browser import KEPT, Browser
from tests.needs import CHROMIUM, program

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("exports")


@pytest.fixture(scope="session")
def kept() -> Browser:
    program(*CHROMIUM)
    return KEPT
