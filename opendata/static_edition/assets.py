"""Style sheet, typeface and pictures under names that carry the sum of their content, to be kept for ever."""

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath

from figures import small_style, typeface
from figures.press.looks import LOOKS
from scoring.units import DATA

FOLDER = "assets"
_STYLE = Path(__file__).resolve().parent.parent / "static" / "edition.css"
_FRAME = DATA.parent / "frame" / "static"
PICTURES = {"icon.png": _FRAME / "icon.png", "preview.png": _FRAME / "preview.png"}
STYLE = "edition.css"
_COLOURS = (
    f":root {{ {small_style.colours(LOOKS['light'])} }}\n"
    f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {small_style.colours(LOOKS['dark'])} }} }}"
)


def hashed(name: str, content: bytes) -> str:
    """`style.css` → `style.0123456789abcdef.css`, by the first 16 digits of its SHA-256."""
    path = PurePath(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:16]}{path.suffix}"


def made() -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """(name → its path below the site, path → content). The style sheet names its typeface by hashed names too."""
    files: dict[str, bytes] = {}
    paths: dict[str, str] = {}

    def keep(name: str, content: bytes) -> str:
        file = hashed(name, content)
        paths[name], files[f"{FOLDER}/{file}"] = f"{FOLDER}/{file}", content
        return file

    own = _STYLE.read_text(encoding="utf-8")
    keep(STYLE, "\n".join([typeface.sheet(keep), own, _COLOURS, small_style.RULES]).encode())
    for name, path in PICTURES.items():
        keep(name, path.read_bytes())
    return paths, files
