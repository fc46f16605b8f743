"""Rows of name, bar and value in as many columns as let the letters be largest; no name is ever cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from figures.palette import ACCENT, INK, MUTED
from figures.press import fit
from figures.press.looks import QUIET
from figures.press.paper import Body, Label, Room, rectangle

COLUMNS = 4
_ROW, _MOST = 1.4, 3.2  # least and greatest height of a row to its letters
_GROWN = 1.5  # the largest letters to those of the sheet
_GAP = 1.4  # between columns, of letters
_BAR = 3.0  # least length of the longest bar


@dataclass(frozen=True)
class Row:
    """before: the rank as it is written; value: the length of the bar, missing for none; after: as it is written.

    lit: in the accent's colour; bold: its texts stand out too.
    """

    before: str
    name: str
    value: float
    after: str
    lit: bool = False
    bold: bool = False


@dataclass(frozen=True)
class _Plan:
    columns: int
    lines: int
    letter: float
    per: int


def height(count: int, wide: float, letter: float, headings: int = 0) -> float:
    """What so many rows want below each other, in two columns where the sheet is wide enough."""
    columns = 1 if wide < 34 * letter else 2 if wide < 75 * letter else 3
    return (np.ceil(count / columns) + headings) * letter * 1.6


def empty() -> go.Figure:
    """A figure without rows, with axes to lay it out by."""
    return go.Figure(go.Bar(x=[], y=[], showlegend=False))


def drawn(
    groups: Sequence[tuple[str, Sequence[Row]]], room: Room, most: int = COLUMNS, tints: Sequence[str] = ()
) -> Body:
    """Groups of rows, each under its heading where it has one, marked by its tint; `most` columns. Raises NoRoom."""
    plan = _plan(groups, room, most)
    shade = dict(zip((heading for heading, _ in groups), tints, strict=bool(tints)))
    shapes: list[dict[str, Any]] = []
    listed = _listed(groups, plan)
    every = [row for _, rows in groups for row in rows]
    longest = max([row.value for row in every if row.value == row.value], default=0.0) or 1.0
    wide = (room.wide - (plan.columns - 1) * _GAP * plan.letter) / plan.columns
    deep = max(len(column) for column in listed)
    step = min(room.high / deep, plan.letter * plan.lines * _MOST)
    rank = fit.widest([row.before for row in every], plan.letter) + (0.5 * plan.letter if every[0].before else 0)
    after = fit.widest([row.after for row in every], plan.letter, 600) + 0.4 * plan.letter
    name = _name_room(every, wide, rank, after, plan)
    figure, boxes = go.Figure(), {}
    labels: list[Label] = []
    for number, column in enumerate(listed):
        left, axis = room.left + number * (wide + _GAP * plan.letter), "" if number == 0 else str(number + 1)
        start, end = left + rank + name, left + wide - after
        for at, item in enumerate(column):
            middle = room.top + (at + 0.5) * step
            if isinstance(item, str):
                square, label = _heading(item, left, middle, shade.get(item), plan)
                shapes += square
                labels.append(label)
            else:
                long = max(0.0, item.value) / longest if item.value == item.value else 0.0
                labels += _written(item, left, middle, rank, name, start + (end - start) * long, plan)
        _bars(figure, column, axis, longest)
        boxes[f"axis{axis}"] = (start, room.top, end, room.top + step * len(column))
    return Body(figure, tuple(labels), tuple(shapes), boxes)


def _heading(
    said: str, left: float, middle: float, tint: str | None, plan: _Plan
) -> tuple[list[dict[str, Any]], Label]:  # fmt: skip
    """A line above rows, behind a square of its tint where it has one."""
    square, inset = [], 0.0
    if tint is not None:
        inset, half = 1.2 * plan.letter, 0.42 * plan.letter
        border = {"color": MUTED, "width": max(0.5, plan.letter / 30)}
        square.append(rectangle(left, middle - half, left + 2 * half, middle + half, tint, line=border))
    return square, Label(left + inset, middle, said, plan.letter, 700, MUTED)


def _bars(figure: go.Figure, column: Sequence[Row | str], axis: str, longest: float) -> None:
    """The bars of a column on axes of its own, a row a step."""
    known = [(at, row) for at, row in enumerate(column) if isinstance(row, Row) and row.value == row.value]
    figure.add_bar(
        x=[row.value for _, row in known], y=[at for at, _ in known], orientation="h", width=0.62,
        xaxis=f"x{axis}", yaxis=f"y{axis}", showlegend=False,
        marker={"color": [ACCENT if row.lit else QUIET for _, row in known], "line": {"width": 0}},
        customdata=[[row.name, row.after] for _, row in known],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )  # fmt: skip
    figure.update_layout({
        f"xaxis{axis}": {"range": [0, longest], "visible": False, "fixedrange": True, "anchor": f"y{axis}"},
        f"yaxis{axis}": {"range": [len(column) - 0.5, -0.5], "visible": False, "fixedrange": True,
                         "anchor": f"x{axis}"},
    })  # fmt: skip


def _written(
    row: Row, left: float, middle: float, rank: float, name: float, reach: float, plan: _Plan
) -> list[Label]:  # fmt: skip
    """Rank, name and value of a row whose bar ends at `reach`."""
    letter, weight = plan.letter, 700 if row.bold else 400
    lines = fit.balanced(row.name, letter, name - 0.6 * letter, weight)
    first = middle - (len(lines) - 1) * letter * 1.15 / 2
    return [
        Label(left + rank - 0.5 * letter, middle, row.before, letter, weight, MUTED, "right"),
        *(Label(left + rank, first + at * letter * 1.15, line, letter, weight) for at, line in enumerate(lines)),
        Label(reach + 0.35 * letter, middle, row.after, letter, 600 if row.bold else 400, INK),
    ]


def _plan(groups: Sequence[tuple[str, Sequence[Row]]], room: Room, most: int) -> _Plan:
    """The columns and lines a name that allow the largest letters; fewer of both where equal."""
    every = [row for _, rows in groups for row in rows]
    if not every:
        raise fit.NoRoom("There are no rows to draw.")
    headings = [heading for heading, _ in groups]
    # A few rows on a tall sheet grow, or they would leave half of it empty.
    spare = room.high / (len(every) + sum(map(bool, headings))) / (room.letter * _MOST)
    most_letter = room.letter * min(_GROWN, max(1.25, spare))
    found: list[_Plan] = []
    for columns in range(1, most + 1):
        for lines in (1, 2, 3):
            plan = _Plan(columns, lines, 0.0, 0)
            deep = max(len(column) for column in _listed(groups, plan))
            letter = min(most_letter, room.high / deep / (_ROW + (lines - 1) * 1.15))
            letter = _fitting(every, headings, room, columns, lines, letter)
            if letter >= room.least:
                found.append(_Plan(columns, lines, letter, deep))
    if not found:
        raise fit.NoRoom(f"{len(every)} rows do not fit into {room.wide:.0f} × {room.high:.0f} pixels.")
    return max(found, key=lambda plan: (round(plan.letter / room.letter, 2), -plan.columns, -plan.lines))


def _bar(rows: Sequence[Row]) -> float:
    """The least length of the longest bar, in letters; none where no row has a value."""
    return _BAR if any(row.value == row.value for row in rows) else 0.0


def _fitting(
    rows: Sequence[Row], headings: Sequence[str], room: Room, columns: int, lines: int, letter: float
) -> float:
    """The largest letters up to `letter` in which all names take so many lines at most; 0 for none."""
    while letter >= room.least:
        wide = (room.wide - (columns - 1) * _GAP * letter) / columns
        rank = fit.widest([row.before for row in rows], letter) + 0.5 * letter
        after = fit.widest([row.after for row in rows], letter, 600) + 0.4 * letter
        space = wide - rank - after - _bar(rows) * letter - 0.6 * letter
        headed = all(fit.width(heading, letter, 700) + 1.2 * letter <= wide for heading in headings)
        if headed and space > 0 and all(len(fit.wrap(row.name, letter, space, 700)) <= lines for row in rows):
            longest = max(fit.width(word, letter, 700) for row in rows for word in row.name.split())
            if longest <= space:
                return letter
        letter *= 0.96
    return 0.0


def _name_room(rows: Sequence[Row], wide: float, rank: float, after: float, plan: _Plan) -> float:
    """As wide as the names need in so many lines, so that the bars get the rest."""
    most = wide - rank - after - _bar(rows) * plan.letter - 0.6 * plan.letter
    needed = 0.0
    for row in rows:
        lines = fit.balanced(row.name, plan.letter, most, 700)
        needed = max(needed, fit.widest(lines, plan.letter, 700))
    return min(most, needed) + 0.6 * plan.letter


def _listed(groups: Sequence[tuple[str, Sequence[Row]]], plan: _Plan) -> list[list[Row | str]]:
    """The rows in columns, each group from a new column where there are as many columns as groups."""
    if len(groups) == plan.columns:
        return [[*([heading] if heading else []), *rows] for heading, rows in groups]
    flat: list[Row | str] = [item for heading, rows in groups for item in ([heading] if heading else []) + list(rows)]
    per = int(np.ceil(len(flat) / plan.columns))
    while True:  # no heading may stand alone at the foot of a column
        found, rest = [], flat
        while rest:
            cut = per - 1 if len(rest) > per and isinstance(rest[per - 1], str) else per
            found.append(rest[:cut])
            rest = rest[cut:]
        if len(found) <= plan.columns:
            return found
        per += 1
