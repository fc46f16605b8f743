"""Frames over periods for maps and tiles: play, stop, and a slider that jumps to any period."""

from collections.abc import Sequence

import plotly.graph_objects as go

from figures.palette import FONT, MUTED
from figures.words import Words

SECONDS = 1.1  # a period is shown for


def animate(
    figure: go.Figure, frames: Sequence[tuple[str, Sequence]], traces: Sequence[int], words: Words, still: bool = False
) -> None:
    """Add frames (label, the data of `traces`) to a figure that shows the last of them, with the controls below it.

    `still` leaves the play button out, for a reader who asked for less motion: the slider alone changes the picture.
    """
    figure.frames = [go.Frame(name=label, data=data, traces=list(traces)) for label, data in frames]
    at_once = {"mode": "immediate", "transition": {"duration": 0}}
    jump = {**at_once, "frame": {"duration": 0, "redraw": True}}
    steps = [{"label": label, "method": "animate", "args": [[label], jump]} for label, _ in frames]
    slider = {
        "active": len(steps) - 1,
        "steps": steps,
        "x": 0.05 if still else 0.25,
        "len": 0.85 if still else 0.65,
        "y": 0,
        "yanchor": "top",
        "pad": {"t": 8, "b": 4},
        "currentvalue": {"prefix": f"{words.t('map.period')}: ", "font": {"family": FONT, "size": 15}},
        "font": {"family": FONT, "size": 11, "color": MUTED},
        "transition": {"duration": 0},
    }
    buttons = []
    if not still:
        play = {**at_once, "frame": {"duration": int(SECONDS * 1000), "redraw": True}, "fromcurrent": False}
        buttons = [
            {
                "type": "buttons",
                "direction": "down",
                "showactive": False,
                "x": 0.0,
                "xanchor": "left",
                "y": 0,
                "yanchor": "top",
                "pad": {"t": 14, "r": 8},
                "font": {"family": FONT, "size": 13, "color": "#1f2933"},
                "bgcolor": "#ffffff",
                "buttons": [
                    {"label": f"▶ {words.t('map.play')}", "method": "animate", "args": [None, play]},
                    {"label": f"■ {words.t('map.stop')}", "method": "animate", "args": [[None], jump]},
                ],
            }
        ]
    figure.update_layout(sliders=[slider], updatemenus=buttons)
