"""What every chart and map has in common: the type face, a clear ground, the language's marks in numbers."""

from typing import Any

from figures.palette import FONT
from figures.words import Words

CLEAR = "rgba(0,0,0,0)"


def common(words: Words, size: int = 13) -> dict[str, Any]:
    """Keys of a plotly layout; `size` is that of the letters in pixels."""
    return {
        "font": {"family": FONT, "size": size},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "separators": ".," if words.lang == "en" else ",.",
    }
