"""The typeface as rules of a style sheet with the letters in them, so that a file needs nothing beside it."""

import base64
import tomllib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
_FONTS = _ROOT / "data" / "fonts"


@cache
def rules() -> str:
    """An @font-face rule a slice and weight; ranges are those that pages have."""
    with (_ROOT / ".streamlit" / "config.toml").open("rb") as file:
        faces = tomllib.load(file)["theme"]["fontFaces"]
    return "".join(
        f'@font-face{{font-family:"{face["family"]}";font-weight:{face["weight"]};'
        f"src:url(data:font/woff2;base64,{_letters(face['url'])});unicode-range:{face['unicodeRange']}}}"
        for face in faces
    )


def _letters(url: str) -> str:
    return base64.b64encode((_FONTS / url.rsplit("/", 1)[1]).read_bytes()).decode()
