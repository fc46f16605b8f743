"""Lines on a sheet: a box with ticks and grid that are set by measured widths, and names beside the ends of lines."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from figures.palette import GRID, INK, MUTED
from figures.press import fit, paper
from figures.press.paper import Body, Box, Label, Room


@dataclass(frozen=True)
class Tick:
    """A place on an axis and what is written there."""

    at: float
    said: str


@dataclass(frozen=True)
class End:
    """What is written beside the end of a line, at a value; its colour is the line's."""

    at: float
    said: str
    colour: str = INK
    weight: int = 600


@dataclass(frozen=True)
class Plot:
    """across and up: ranges of the axes (up from bottom to top, reversed for ranks); lefts and rights: ends of lines.

    marks: place → lines that stand over an upright line there. categories: what the places 0, 1, 2 … across are called
    in the traces, where they are no numbers.
    """

    across: tuple[float, float]
    up: tuple[float, float]
    x_ticks: Sequence[Tick] = ()
    y_ticks: Sequence[Tick] = ()
    lefts: Sequence[End] = ()
    rights: Sequence[End] = ()
    marks: Mapping[float, Sequence[str]] = field(default_factory=dict)
    categories: Sequence[str] = ()


def drawn(figure: go.Figure, plot: Plot, room: Room) -> Body:
    """The traces of a figure (on x and y) in a room, with everything that is written. Raises NoRoom."""
    letter = room.letter
    share = 0.42 * room.wide
    left_lines = [fit.wrap(end.said, letter, share, end.weight) for end in plot.lefts]
    right_lines = [fit.wrap(end.said, letter, share, end.weight) for end in plot.rights]
    scale_wide = fit.widest([tick.said for tick in plot.y_ticks], 0.9 * letter)
    before = max(_wide(left_lines, plot.lefts, letter), scale_wide) + (0.6 * letter if plot.lefts or scale_wide else 0)
    after = _wide(right_lines, plot.rights, letter) + (0.6 * letter if plot.rights else 0.5 * letter)
    # Marks may stand side by side; as many rows as there are lines is always enough.
    head = sum(len(lines) for lines in plot.marks.values()) * letter * 1.1 + 0.6 * letter
    foot = 1.6 * letter if plot.x_ticks else 0.4 * letter
    box = (room.left + before, room.top + head, room.right - after, room.bottom - foot)
    if box[2] - box[0] < 4 * letter or box[3] - box[1] < 4 * letter:
        raise fit.NoRoom(f"{room.wide:.0f} × {room.high:.0f} pixels are too small for lines with names.")
    labels, shapes = _scales(plot, box, room)
    labels += _ends(plot.lefts, left_lines, box[0] - 0.4 * letter, "right", plot, box, room)
    labels += _ends(plot.rights, right_lines, box[2] + 0.4 * letter, "left", plot, box, room)
    figure = go.Figure(figure.data).update_traces(marker_size=0.5 * letter, selector=_has_markers)
    named = {"type": "category", "categoryorder": "array", "categoryarray": list(plot.categories)}
    figure.update_layout(
        xaxis={"range": list(plot.across), "visible": False, "fixedrange": True, "anchor": "y",
               **(named if plot.categories else {})},
        yaxis={"range": list(plot.up), "visible": False, "fixedrange": True, "anchor": "x"},
    )  # fmt: skip
    return Body(figure, tuple(labels), tuple(shapes), {"axis": box})


def keyed(figure: go.Figure, plot: Plot, entries: Sequence[tuple[str, str, str]], room: Room) -> Body:
    """The same under a key of what lines and marks mean (see `keys`). Raises NoRoom."""
    labels, shapes, top = keys(entries, room, 0.9 * room.letter)
    body = drawn(figure, plot, Room(room.left, top, room.right, room.bottom, room.letter))
    return Body(body.figure, (*labels, *body.labels), (*shapes, *body.shapes), body.boxes)


def _has_markers(trace: Any) -> bool:
    return "markers" in (trace.mode or "")


def across(plot: Plot, box: Box, at: float) -> float:
    """The pixel of a place on the axis that goes across."""
    return box[0] + (at - plot.across[0]) / (plot.across[1] - plot.across[0]) * (box[2] - box[0])


def up(plot: Plot, box: Box, at: float) -> float:
    """The pixel of a value."""
    return box[3] - (at - plot.up[0]) / (plot.up[1] - plot.up[0]) * (box[3] - box[1])


def nice(low: float, high: float, most: int = 6) -> list[float]:
    """Round values between two, 1, 2 or 5 times a power of ten apart, as many as `most`."""
    if not high > low:
        return [low]
    raw = (high - low) / most
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw - 1e-12)
    first = math.ceil(low / step - 1e-9)
    return [round(step * n, 10) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def decimals(values: Sequence[float]) -> int:
    """How many decimals tell the values of a scale apart."""
    return next((d for d in range(5) if all(abs(round(v, d) - v) < 1e-9 for v in values)), 5)


def keys(
    entries: Sequence[tuple[str, str, str]], room: Room, letter: float
) -> tuple[list[Label], list[dict[str, Any]], float]:
    """What lines and marks mean, (kind, colour, words), in rows from the top of a room; and where they end.

    Kinds: "line", "dash", "dot", "band", and the marks of `trend_lines.SYMBOLS`.
    """
    labels, shapes = [], []
    x, y = room.left, room.top + 0.6 * letter
    for kind, colour, said in entries:
        wide = 2.0 * letter + fit.width(said, letter)
        if x > room.left and x + wide > room.right:
            x, y = room.left, y + 1.35 * letter
        shapes.append(_key(kind, colour, x, y, letter))
        labels.append(Label(x + 1.8 * letter, y, said, letter, 400, MUTED))
        x += wide + 1.1 * letter
    return labels, shapes, (y + 0.9 * letter) if entries else room.top


def _key(kind: str, colour: str, x: float, y: float, letter: float) -> dict[str, Any]:
    thick = max(1.0, letter / 8)
    if kind in ("line", "dash", "dot"):
        dash = {"line": "solid"}.get(kind, kind)
        drawn_line = paper.line(x, y, x + 1.5 * letter, y, colour, thick)
        return {**drawn_line, "line": {**drawn_line["line"], "dash": dash}}
    if kind == "band":
        return paper.rectangle(x, y - 0.4 * letter, x + 1.5 * letter, y + 0.4 * letter, colour, layer="above")
    return mark(kind, colour, x + 0.75 * letter, y, 0.36 * letter)


_CORNERS = {
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "triangle-up": ((0, -1), (1, 0.8), (-1, 0.8)),
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "x": ((-0.4, -1), (0, -0.6), (0.4, -1), (1, -0.4), (0.6, 0), (1, 0.4), (0.4, 1), (0, 0.6), (-0.4, 1), (-1, 0.4),
          (-0.6, 0), (-1, -0.4)),
    "star": ((0, -1.2), (0.3, -0.4), (1.14, -0.37), (0.48, 0.15), (0.7, 0.97), (0, 0.5), (-0.7, 0.97), (-0.48, 0.15),
             (-1.14, -0.37), (-0.3, -0.4)),
}  # fmt: skip


def mark(symbol: str, colour: str, x: float, y: float, half: float) -> dict[str, Any]:
    """One of plotly's marks as a shape of the sheet, filled unless it is an open one."""
    bare, is_open = symbol.removesuffix("-open"), symbol.endswith("-open")
    border = {"color": colour, "width": max(0.8, half / 3)}
    corners = _CORNERS.get(bare)
    if corners is None:
        found = {**paper.rectangle(x - half, y - half, x + half, y + half, colour), "type": "circle"}
    else:
        path = "M" + " L".join(f"{x + dx * half:.2f},{y + dy * half:.2f}" for dx, dy in corners) + " Z"
        found = {"type": "path", "xref": "x9", "yref": "y9", "path": path}
    filled = {"fillcolor": "rgba(0,0,0,0)", "line": border} if is_open else {"fillcolor": colour, "line": {"width": 0}}
    return {**found, **filled, "layer": "above"}


def _wide(lines: Sequence[Sequence[str]], ends: Sequence[End], letter: float) -> float:
    return max((fit.widest(each, letter, end.weight) for each, end in zip(lines, ends, strict=True)), default=0.0)


def _scales(plot: Plot, box: Box, room: Room) -> tuple[list[Label], list[dict[str, Any]]]:
    letter, labels, shapes = room.letter, [], []
    small = 0.9 * letter
    for tick in plot.y_ticks:
        y = up(plot, box, tick.at)
        shapes.append(paper.line(box[0], y, box[2], y, GRID, max(0.6, letter / 20), layer="below"))
        labels.append(Label(box[0] - 0.4 * letter, y, tick.said, small, 400, MUTED, "right"))
    labels += _bottom(plot, box, room, small)
    row = 0
    for at, lines in plot.marks.items():
        x = across(plot, box, at)
        shapes.append(paper.line(x, box[1] - 0.3 * letter, x, box[3], MUTED, max(0.8, letter / 14), layer="above"))
        shapes[-1]["line"]["dash"] = "dash"
        for said in reversed(lines):
            half = fit.width(said, small) / 2
            middle = min(max(x, room.left + half), room.right - half)
            y = box[1] - (0.8 + 1.1 * row) * letter
            labels.append(Label(middle, y, said, small, 400, MUTED, "center"))
            row += 1
    return labels, shapes


def _bottom(plot: Plot, box: Box, room: Room, small: float) -> list[Label]:
    """What is written under the box, as many as do not touch: the last one, then every second, third … before it."""
    y = box[3] + 0.9 * room.letter
    for step in range(1, len(plot.x_ticks) + 1):
        kept = list(plot.x_ticks)[::-1][::step]
        found = []
        for tick in kept:
            half = fit.width(tick.said, small) / 2
            x = min(max(across(plot, box, tick.at), room.left + half), room.right - half)
            found.append(Label(x, y, tick.said, small, 400, MUTED, "center"))
        edges = [label.box for label in found][::-1]
        if all(one[2] + 0.5 * small <= other[0] for one, other in zip(edges, edges[1:], strict=False)):
            return found
    return []


def _ends(
    ends: Sequence[End], lines: Sequence[Sequence[str]], x: float, anchor: str, plot: Plot, box: Box, room: Room
) -> list[Label]:
    letter = room.letter
    heights = [len(each) * letter * 1.12 + 0.15 * letter for each in lines]
    wanted = [up(plot, box, end.at) for end in ends]
    low = box[1] - 0.2 * letter if plot.marks else room.top
    middles = fit.apart(wanted, heights, low, room.bottom - (1.7 * letter if plot.x_ticks else 0))
    found = []
    for end, each, middle in zip(ends, lines, middles, strict=True):
        first = middle - (len(each) - 1) * letter * 1.12 / 2
        for number, said in enumerate(each):
            found.append(Label(x, first + number * letter * 1.12, said, letter, end.weight, end.colour, anchor))
    return found
