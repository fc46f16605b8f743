"""The sizes of a chart: for screens in pixels, for paper in millimetres; and one scale of type that grows with them."""

import math
from dataclasses import dataclass

PIXELS_A_MM = 96 / 25.4  # CSS: 96 pixels to the inch
POINT = 96 / 72  # pixels
SCREEN, PAPER = "px", "mm"
# What an own size may be: (least, most) of each side.
BOUNDS = {SCREEN: (320, 4000), PAPER: (40, 420)}
_COLUMN, _GUTTER = 45, 4  # millimetres of a newspaper's column and of what parts two


@dataclass(frozen=True)
class Size:
    """width and height in `unit`; a height of None follows from what is drawn, as in a newspaper's columns."""

    name: str
    width: float
    height: float | None
    unit: str

    @property
    def pixels(self) -> tuple[float, float | None]:
        """Width and height in CSS pixels, of paper at 96 to the inch."""
        each = 1.0 if self.unit == SCREEN else PIXELS_A_MM
        return self.width * each, None if self.height is None else self.height * each

    @property
    def letter(self) -> float:
        """Pixels of the letters that labels are set in: on screens 2 % of √(width × height), never under 11.

        On paper 6.2 points and a fiftieth of a point for each millimetre of width: 7 in one column, 10 on A4.
        """
        wide, high = self.pixels
        if self.unit == PAPER:
            return (6.2 + 0.02 * min(self.width, 300)) * POINT
        return max(11.0, 0.02 * math.sqrt(wide * (high or wide)))


SIZES = {
    size.name: size
    for size in (
        Size("16-9", 1920, 1080, SCREEN),
        Size("1-1", 1080, 1080, SCREEN),
        Size("4-5", 1080, 1350, SCREEN),
        Size("9-16", 1080, 1920, SCREEN),
        Size("og", 1200, 630, SCREEN),
        Size("a4-portrait", 210, 297, PAPER),
        Size("a4-landscape", 297, 210, PAPER),
        *(Size(f"columns-{n}", n * _COLUMN + (n - 1) * _GUTTER, None, PAPER) for n in range(1, 7)),
    )
}


class OutOfBounds(ValueError):
    """An own size that is smaller or larger than what can be drawn; `unit`, `least` and `most` say which are."""

    def __init__(self, unit: str):
        self.unit, (self.least, self.most) = unit, BOUNDS[unit]
        super().__init__(f"Each side must be {self.least} to {self.most} {unit}.")


def own(width: float, height: float, unit: str) -> Size:
    """A size of one's own. Raises OutOfBounds."""
    least, most = BOUNDS[unit]
    if not (least <= width <= most and least <= height <= most):
        raise OutOfBounds(unit)
    return Size(f"{width:g}x{height:g}{unit}", width, height, unit)


def named(name: str) -> Size:
    """The size of a name, as `Size.name` gives it: '1-1', 'columns-2', '90x60mm'. Raises KeyError and OutOfBounds."""
    if name in SIZES:
        return SIZES[name]
    unit = next((unit for unit in BOUNDS if name.endswith(unit)), "")
    sides = name.removesuffix(unit).split("x")
    if not unit or len(sides) != 2 or not all(side.replace(".", "", 1).isdecimal() for side in sides):
        raise KeyError(name)
    return own(float(sides[0]), float(sides[1]), unit)
