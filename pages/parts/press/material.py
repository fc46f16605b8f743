"""From releases of the gate to charts: what is drawn beside a release, and the chart of some choices, drawn once."""

from datetime import datetime
from functools import partial

import pandas as pd

import store
from figures.press import compose
from figures.press.choices import Choices
from figures.press.drawn import Drawn
from figures.press.looks import LOOKS
from figures.press.material import Material, gathered
from figures.press.shape import Template, why_not
from figures.press.sizes import Size
from figures.press.templates import TEMPLATES
from figures.words import words
from pages.parts import access
from pages.parts.worked_out import kept
from scoring import Scores
from store import Release, Viewer, alike, load_units
from store.alike import Beside

MOST = 64  # charts that are kept for everybody


def beside(release: Release, seen: list[Release], template: Template) -> Beside:
    """Of what the viewer may see."""
    if not template.beside:
        return Beside()
    if template.name == "programme":
        return Beside(tuple(alike.series(release, seen)))
    return alike.beside(release, seen)


def material(release: Release, others: Beside, viewer: Viewer) -> Material:
    """The viewer is told, for files are made when nobody's run is under way any more."""

    def read(each: Release) -> tuple[Scores, pd.DataFrame]:
        found = store.read(each, viewer)
        return found.scores, found.remarks

    return gathered(release, others.alike, others.before, read, load_units(release))


def missing(template: Template, release: Release, seen: list[Release]) -> str:
    """Why the release cannot be drawn with a template, as the key of a message; "" where it can."""
    others = beside(release, seen, template)
    return _missing(template.name, others.before, release, *others.alike)


@partial(kept, most=MOST)
def _missing(template: str, before: Release | None, release: Release, *others: Release) -> str:
    return why_not(TEMPLATES[template], material(release, Beside(others, before), access.viewer()))


@partial(kept, most=MOST)
def chart(
    template: str, choices: Choices, size: Size, look: str, lang: str, made: datetime, address: str, state: str,
    before: Release | None, release: Release, *others: Release,
) -> Drawn:  # fmt: skip
    """The chart, drawn once a day and for each state that the release comes to. Raises NoRoom."""
    of = material(release, Beside(others, before), access.viewer())
    return compose.draw(TEMPLATES[template], of, choices, size, LOOKS[look], words(lang), made, address)
