"""The sheet that a chart is printed on: text set by its measured width, one axis of pixels over the whole of it.

Everything that is written is a `Label`, so that one test can say of any chart that no two touch and none is cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import plotly.graph_objects as go

from figures.palette import FONT, INK, MUTED
from figures.press import fit
from figures.press.looks import ON_STAMP, STAMP

Box = tuple[float, float, float, float]
_TEXT = {"left": "middle right", "center": "middle center", "right": "middle left"}


@dataclass(frozen=True)
class Label:
    """A line of text; (x, y) is the middle of its left end, of itself or of its right end, as anchored."""

    x: float
    y: float
    text: str
    letter: float
    weight: int = 400
    colour: str = INK
    anchor: str = "left"

    @property
    def box(self) -> Box:
        """left, top, right, bottom of the letters."""
        wide = fit.width(self.text, self.letter, self.weight)
        left = self.x - {"left": 0.0, "center": wide / 2, "right": wide}[self.anchor]
        return left, self.y - self.letter * 0.5, left + wide, self.y + self.letter * 0.5


@dataclass(frozen=True)
class Room:
    """Where a chart's body may stand, and the size of its letters."""

    left: float
    top: float
    right: float
    bottom: float
    letter: float

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def high(self) -> float:
        return self.bottom - self.top

    @property
    def least(self) -> float:
        """The smallest letters that may be set."""
        return self.letter * 0.55


@dataclass(frozen=True, eq=False)
class Body:
    """What a template draws in its room: traces on axes of their own (x, y, x2 … x8, geo), labels, shapes in pixels.

    boxes: "axis", "axis2", "geo" … → left, top, right, bottom of those axes in pixels.
    """

    figure: go.Figure
    labels: tuple[Label, ...] = ()
    shapes: tuple[dict[str, Any], ...] = ()
    boxes: Mapping[str, Box] = field(default_factory=dict)


@dataclass(frozen=True)
class Around:
    """What stands around the body."""

    stamps: tuple[str, ...]
    title: str
    subtitle: str
    notes: tuple[str, ...]
    facts: tuple[str, ...]


def block(
    texts: Iterable[str], x: float, y: float, room: float, letter: float, weight: int = 400, colour: str = INK,
    gap: float = 0.0,
) -> tuple[list[Label], float]:  # fmt: skip
    """Texts under each other from y down, each broken to the room; and where they end."""
    found: list[Label] = []
    for text in texts:
        for line in fit.wrap(text, letter, room, weight):
            found.append(Label(x, y + letter * fit.LINE / 2, line, letter, weight, colour))
            y += letter * fit.LINE
        y += gap
    return found, y


def head(said: Around, wide: float, letter: float, edge: float) -> tuple[list[Label], list[dict[str, Any]], float]:
    """Stamps on their band, title and subtitle; and where the body may begin."""
    labels: list[Label] = []
    shapes: list[dict[str, Any]] = []
    y = edge * 0.8
    if said.stamps:
        stamped, end = block(said.stamps, edge, edge * 0.35, wide - 2 * edge, letter * 0.9, 700, ON_STAMP)
        shapes.append(rectangle(0, 0, wide, end + edge * 0.35, STAMP))
        labels += stamped
        y = end + edge * 0.35 + letter * 0.6
    titled, y = block([said.title], edge, y, wide - 2 * edge, title_letter(letter, wide), 700)
    under, y = block([said.subtitle], edge, y + letter * 0.15, wide - 2 * edge, letter * 1.05, 400, MUTED)
    return [*labels, *titled, *under], shapes, y + letter * 0.6


def foot(said: Around, wide: float, letter: float, edge: float) -> tuple[list[Label], float]:
    """Notes, then where everything comes from in small print, from y = 0 down; and how high that is."""
    notes, y = block(said.notes, edge, letter * 0.5, wide - 2 * edge, letter * 0.85)
    facts, y = block(said.facts, edge, y + letter * 0.25, wide - 2 * edge, letter * 0.75, 400, MUTED)
    return [*notes, *facts], y + edge * 0.6


def title_letter(letter: float, wide: float) -> float:
    """One and a half of the labels' letters, less where the sheet is narrow."""
    return letter * min(1.55, max(1.25, wide / letter / 22))


def edge(wide: float, letter: float) -> float:
    """What stays free along the sides."""
    return min(1.8 * letter, 0.045 * wide)


def rectangle(left: float, top: float, right: float, bottom: float, colour: str, **more: Any) -> dict[str, Any]:
    """A filled shape in pixels."""
    at = {"type": "rect", "xref": "x9", "yref": "y9", "x0": left, "y0": top, "x1": right, "y1": bottom}
    return {**at, "fillcolor": colour, "line": {"width": 0}, "layer": "below", **more}


def line(x0: float, y0: float, x1: float, y1: float, colour: str, thick: float = 1, **more: Any) -> dict[str, Any]:
    """A line in pixels."""
    at = {"type": "line", "xref": "x9", "yref": "y9", "x0": x0, "y0": y0, "x1": x1, "y1": y1}
    return {**at, "line": {"color": colour, "width": thick}, **more}


def sheet(
    body: Body, labels: Sequence[Label], shapes: Sequence[dict[str, Any]], wide: float, high: float
) -> dict[str, Any]:
    """The body with everything around it as one figure of wide × high pixels, in plain values."""
    raw = body.figure.to_dict()
    every = [label for label in (*labels, *body.labels) if label.text]
    written = {
        "type": "scatter", "x": [label.x for label in every], "y": [label.y for label in every], "xaxis": "x9",
        "yaxis": "y9", "mode": "text", "text": [escape(label.text, quote=False) for label in every],
        "cliponaxis": False, "textposition": [_TEXT[label.anchor] for label in every], "hoverinfo": "skip",
        "showlegend": False,
        "textfont": {
            "size": [round(label.letter, 2) for label in every], "color": [label.colour for label in every],
            "weight": [label.weight for label in every], "family": FONT,
        },
    }  # fmt: skip
    plain = {"domain": [0, 1], "visible": False, "fixedrange": True}
    layout = {
        **raw["layout"], "template": {}, "width": round(wide), "height": round(high), "autosize": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0}, "font": {"family": FONT, "color": INK},
        "shapes": [under(shape, wide, high) for shape in (*shapes, *body.shapes)],
        "xaxis9": {**plain, "range": [0, wide], "anchor": "y9"},
        "yaxis9": {**plain, "range": [high, 0], "anchor": "x9"},
    }  # fmt: skip
    for name, (left, top, right, bottom) in body.boxes.items():
        across, up = [left / wide, right / wide], [1 - bottom / high, 1 - top / high]
        if name.startswith("geo"):
            layout[name] = {**layout.get(name, {}), "domain": {"x": across, "y": up}}
        else:
            for axis, domain in ((f"x{name}", across), (f"y{name}", up)):
                layout[axis] = {**layout.get(axis, {}), "domain": domain}
    return {"data": [*raw["data"], written], "layout": layout}


def under(shape: dict[str, Any], wide: float, high: float) -> dict[str, Any]:
    """A shape that lies below everything, in shares of the sheet: with axes it would lie over the traces of others."""
    if shape.get("layer") != "below":
        return shape
    x, y = ({f"x{n}": shape[f"x{n}"] / wide for n in (0, 1)}, {f"y{n}": 1 - shape[f"y{n}"] / high for n in (0, 1)})
    return {**shape, **x, **y, "xref": "paper", "yref": "paper"}
