"""Kits are drawn with Chromium, one kept browser for all of them."""

import pytest

from figures.exports.browser import KEPT, Browser
from tests.needs import CHROMIUM, program


@pytest.fixture(scope="session")
def kept() -> Browser:
    program(*CHROMIUM)
    return KEPT
