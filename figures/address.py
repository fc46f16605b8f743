"""Where readers find this installation, as its operator says."""

import os


def public_url() -> str:
    """`DTI_PUBLIC_URL` without a slash at its end; empty where none is set."""
    return os.environ.get("DTI_PUBLIC_URL", "").strip().rstrip("/")
