"""Charts as files: one PNG from the kept browser."""

from datetime import datetime
from statistics import median

from bench.timing import seconds
from figures.exports.browser import KEPT
from figures.exports.png import png
from figures.press import compose
from figures.press.choices import Choices
from figures.press.looks import LOOKS
from figures.press.material import Material, Stage
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.words import words
from scoring import load_units
from store import Viewer, clock, read, start, visible

Row = tuple[float, str, float, str]
TEMPLATE, SIZE, RUNS = "map", "1-1", 7


def png_single() -> Row:
    """Seconds from tables to the bytes of one PNG, a square map of 63 provinces, the browser warm: median of seven."""
    of = _newest()
    choices = Choices(node=of.framework.headline.code, units=("48",))

    def one() -> bytes:
        chart = compose.draw(
            TEMPLATES[TEMPLATE], of, choices, SIZES[SIZE], LOOKS["light"], words("vi"), datetime(2026, 1, 1), ""
        )
        return png(chart)

    try:
        one()
        return median(seconds(one) for _ in range(RUNS)), "s", 1.5, "lower"
    finally:
        KEPT.stop()


def _newest() -> Material:
    """The newest release of 63 provinces, from a store of its own."""
    from bench.pages import published

    with published():
        start.load()
        release = next(
            each for each in visible(Viewer(), clock.now(), demonstrations=False)
            if (each.block, each.division) == ("province", "63")
        )  # fmt: skip
        found = read(release, Viewer())
        return Material(Stage(release, found.scores, found.remarks), load_units())
