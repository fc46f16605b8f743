"""A bar beside a figure as a line of SVG, for pages without styles of their own making; the page's sheet colours it."""

import pandas as pd


def bar(share: float, mark: float | None = None) -> str:
    """Hidden from screen readers, for the figure says the same; `share` and `mark` (a line across) lie in 0..1."""
    across = "" if mark is None or pd.isna(mark) else f'<path class="mark" d="M{100 * mark:.1f} 0v8"/>'
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="room" width="100" height="8"/><rect width="{100 * share:.1f}" height="8"/>{across}</svg>'
    )
