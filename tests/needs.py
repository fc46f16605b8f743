"""What a test needs from the system: missing, it skips with the reason on one's own machine and fails in CI."""

import os
import shutil

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# `make soak` asks for the full sizes; everything else ends within minutes.
SOAK = os.environ.get("DTI_SOAK") == "1"


def program(*names: str) -> str:
    """The path of the first of `names` that is installed."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        missing(f"{names[0]} is not installed; `make test` as root installs it")
    return found


def missing(reason: str) -> None:
    """Skip for `reason`, or fail where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
