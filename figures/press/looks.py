"""Light, dark, transparent and grey: what each colour of the palette becomes. All told apart by any eye (tested)."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from figures import palette


@dataclass(frozen=True)
class Look:
    """ground: behind everything, "" for none; ink, muted: text and small text; quiet: what is not stressed."""

    name: str
    ground: str
    ink: str
    muted: str
    grid: str
    quiet: str
    accent: str
    no_data: str
    stamp: str
    on_stamp: str
    border: str
    lines: tuple[str, ...]
    classes: tuple[str, ...]
    changes: tuple[str, ...]

    @property
    def paper(self) -> str:
        """The ground that texts and areas are seen on: what is transparent is made for white paper."""
        return self.ground or "#ffffff"


QUIET, STAMP = "#9fb4b8", "#a64a00"  # bars that are not stressed; the band of a stamp
ON_STAMP, BORDER = "#fffffe", "#fffffd"  # letters on that band; lines between the areas of a map
# The screen's six hues, deep enough that names can be written in them.
_LINES = ("#0c59ad", "#c24100", "#07826b", "#9c2f74", "#0d1f4a", "#4d3d00")
LIGHT = Look(
    "light", "#ffffff", palette.INK, "#56616d", palette.GRID, QUIET, palette.ACCENT, palette.NO_DATA, STAMP,
    ON_STAMP, BORDER, _LINES, palette.CLASSES, palette.CHANGES,
)  # fmt: skip
LOOKS = {
    "light": LIGHT,
    "transparent": Look(**{**vars(LIGHT), "name": "transparent", "ground": ""}),
    "dark": Look(
        "dark", "#14191a", "#f2f5f5", "#b3bfc2", "#37434a", "#5f7377", "#3fb3ad", "#4a5357", "#ffb066",
        "#14191a", "#e8eded",
        ("#63b0ff", "#ff9a3d", "#33d68f", "#e3a4c8", "#4d87e6", "#fbe457"),
        ("#2c4a86", "#5f6f93", "#8f8c8a", "#c6ba72", "#fdea45"),
        ("#ff8a2b", "#b56a35", "#5a6164", "#4f86b8", "#7cc4ff"),
    ),
    "grey": Look(
        "grey", "#ffffff", "#000000", "#4a4a4a", "#dcdcdc", "#b5b5b5", "#2b2b2b", "#ffffff", "#000000",
        "#ffffff", "#7a7a7a",
        ("#000000", "#747474", "#333333", "#5f5f5f", "#494949", "#1e1e1e"),
        ("#f0f0f0", "#c4c4c4", "#969696", "#636363", "#2a2a2a"),
        ("#1f1f1f", "#808080", "#f5f5f5", "#b8b8b8", "#505050"),
    ),
}  # fmt: skip
_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")


@cache
def _pairs(look: Look) -> dict[str, str]:
    """Each colour of the palette (and of the light look) → what it becomes."""
    single = ("ink", "muted", "grid", "quiet", "accent", "no_data", "stamp")
    pairs = {getattr(LIGHT, name): getattr(look, name) for name in single}
    pairs[palette.MUTED] = look.muted
    pairs |= {ON_STAMP: look.on_stamp, BORDER: look.border}
    screen = {"lines": palette.LINES, "classes": palette.CLASSES, "changes": palette.CHANGES}
    for many, colours in screen.items():
        pairs |= dict(zip(colours, getattr(look, many), strict=True))
    return pairs


def colour(look: Look, of: str) -> str:
    """What a colour of the palette becomes."""
    return _pairs(look).get(of, of)


def worn(raw: dict[str, Any], look: Look) -> dict[str, Any]:
    """A figure in plain values with every colour of the palette as the look has it; `rgba(…)` keeps its opacity."""
    pairs = _pairs(look)
    parts = {tuple(int(old[at : at + 2], 16) for at in (1, 3, 5)): new for old, new in pairs.items()}

    def become(value: Any) -> Any:
        if isinstance(value, str):
            if value in pairs:
                return pairs[value]
            if found := _RGBA.fullmatch(value):
                new = parts.get(tuple(int(part) for part in found.groups()[:3]))
                return palette.rgba(new, float(found[4])) if new else value
            return value
        if isinstance(value, dict):
            return {key: become(each) for key, each in value.items()}
        if isinstance(value, np.ndarray):
            return become(value.tolist()) if value.dtype == object else value
        if isinstance(value, list | tuple):
            return [become(each) for each in value]
        return value

    changed: dict[str, Any] = become(raw)
    return changed
