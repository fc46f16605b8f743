"""How our own drawings look, in one place: rules that name colours, and these colours of a look."""

import re
from pathlib import Path

from figures.press.looks import LOOKS, Look

_SHEET = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
# They travel inside of pages: without their comments and lines.
RULES = " ".join(re.sub(r"/\*.*?\*/", "", _SHEET, flags=re.DOTALL).split())


def colours(look: Look) -> str:
    """The variables that the rules ask for, and those of the texts around a drawing, as declarations of a style."""
    return " ".join(f"--{name}: {colour};" for name, colour in _named(look).items())


def of_both() -> str:
    """The same for a page that is light or dark as its reader chose: each colour is the one or the other."""
    dark = _named(LOOKS["dark"])
    pairs = ((name, light, dark[name]) for name, light in _named(LOOKS["light"]).items())
    return " ".join(f"--{name}: light-dark({light}, {other});" for name, light, other in pairs)


def _named(look: Look) -> dict[str, str]:
    lines = {f"l{at}": colour for at, colour in enumerate(look.lines)}
    return {
        "ground": look.paper, "ink": look.ink, "soft": look.muted, "line": look.grid, "quiet": look.quiet,
        "accent": look.accent, "stamp": look.stamp, "on-stamp": look.on_stamp, **lines,
    }  # fmt: skip
