"""Texts of a framework as Markdown shows them: their own characters, never marks, links or formulas."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>{}#+\-.!|$:~&^@])")


def literal(text: str) -> str:
    """The text with every character that Markdown would read as a mark escaped."""
    return _MARKS.sub(r"\\\1", text)
