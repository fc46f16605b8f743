"""From releases of the gate to what charts are drawn from."""

import store
from figures.press.material import Material, Stage
from figures.press.shape import Template
from pages.parts import alike, promises
from scoring import load_units
from store import Release, Viewer


def material(release: Release, seen: list[Release], template: Template | None, viewer: Viewer) -> Material:
    """The release; for a template that draws several, those of the viewer's that may stand beside it.

    The viewer is told, for files are made when nobody's run is under way any more.
    """

    def stage(each: Release) -> Stage:
        read = store.read(each, viewer)
        return Stage(each, read.scores, read.remarks)

    units, own = load_units(), stage(release)
    if template is None or not template.beside:
        return Material(own, units)
    if own.scores.framework.is_programme:
        return Material(own, units, {each.period: stage(each) for each in promises.series(release, seen)})
    divisions = units.divisions(release.block)
    at = divisions.index(release.division) if release.division in divisions else 0
    before = alike.of_division(release, seen, divisions[at - 1]) if at else None
    found = {period: stage(each) for period, each in alike.alike(release, seen).items()}
    return Material(own, units, found, stage(before) if before else None)
