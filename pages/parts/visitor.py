"""What the visitor's browser told the server before the page began, by cookies."""

import streamlit as st

from frame.owner import COOKIE, valid


def cookie(name: str) -> str | None:
    """The cookie's text; None without it, and in AppTest, where every cookie is a mock."""
    value = st.context.cookies.get(name)
    return value if isinstance(value, str) else None


def owner() -> str | None:
    """The random mark of this browser that its drafts belong to."""
    value = cookie(COOKIE)
    return value if valid(value) else None


def webgl() -> str:
    """'hardware', 'software' (correct but slow) or 'none'; a browser that keeps no cookies counts as none."""
    return cookie("webgl") or "none"


def prefers_less_motion() -> bool:
    """Whether the reader's system is set to show as little movement as possible."""
    return cookie("motion") == "less"
