"""From releases of the gate to charts: what is drawn beside a release, and the chart of some choices, drawn once."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

import store
from figures.press import compose
from figures.press.choices import Choices
from figures.press.drawn import Drawn
from figures.press.looks import LOOKS
from figures.press.material import Material, Stage
from figures.press.shape import Template, why_not
from figures.press.sizes import Size
from figures.press.templates import TEMPLATES
from figures.words import words
from pages.parts import access, alike, promises
from pages.parts.worked_out import kept
from scoring import load_units
from store import Release, Viewer

MOST = 64  # charts that are kept for everybody


class Beside(NamedTuple):
    """What a template draws with a release: those of other periods, oldest first, and one before the merger."""

    alike: tuple[Release, ...] = ()
    before: Release | None = None


def beside(release: Release, seen: list[Release], template: Template) -> Beside:
    """Of what the viewer may see."""
    if not template.beside:
        return Beside()
    if template.name == "programme":
        return Beside(tuple(promises.series(release, seen)))
    divisions = load_units().divisions(release.block)
    at = divisions.index(release.division) if release.division in divisions else 0
    before = alike.of_division(release, seen, divisions[at - 1]) if at else None
    return Beside(tuple(alike.alike(release, seen).values()), before)


def material(release: Release, others: Beside, viewer: Viewer) -> Material:
    """The viewer is told, for files are made when nobody's run is under way any more."""

    def stage(each: Release) -> Stage:
        read = store.read(each, viewer)
        return Stage(each, read.scores, read.remarks)

    found = {each.period: stage(each) for each in others.alike}
    return Material(stage(release), load_units(), found, stage(others.before) if others.before else None)


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
