"""What everybody may read now: every question passes the gate as a visitor, with the clock."""

from collections.abc import Hashable
from datetime import UTC, datetime

import pandas as pd

from figures.press.material import Material, gathered
from figures.press.shape import Template
from opendata.faults import Fault
from scoring import Framework, Scores
from store import Release, Viewer, alike, clock, contents, frameworks, gate, load_units, start
from store.alike import Beside
from store.contents import Read
from store.releases import preferred

EVERYBODY = Viewer()


def releases() -> list[Release]:
    """All that is public, newest period first; superseded ones too."""
    _loaded()
    return [r for r in gate.visible(EVERYBODY, clock.now(), start.demonstrations()) if r.is_public]


def release(name: str) -> Release:
    """The public release of that id. Raises a Fault: 410 where it was withdrawn, 404 where there is none."""
    _loaded()
    found = gate.one(EVERYBODY, name, clock.now())
    if found is not None and found.is_public and (start.demonstrations() or not found.is_demonstration):
        return found
    stone = gate.tombstone(name)
    if stone is not None:
        raise Fault(
            410, "withdrawn", release=name, published=moment(stone.published_at),
            withdrawn=moment(stone.withdrawn_at), reason=stone.reason,
        )  # fmt: skip
    raise Fault(404, "unknown_release", release=name[:80])


def latest(block: str, division: str | None = None, framework: str | None = None) -> Release:
    """The release a page would show of the block: as published elsewhere before own ones before demonstrations.

    Raises a Fault where nothing is in force.
    """
    fits = [
        r for r in releases()
        if r.is_in_force and r.block == block
        and division in (None, r.division) and framework in (None, r.framework)
    ]  # fmt: skip
    found = preferred(fits, block)
    if found is None:
        raise Fault(404, "nothing_in_force", block=block)
    return found


def tables(of: Release) -> Read:
    """The tables of a release that came from here."""
    return contents.read(of, EVERYBODY)


def beside(of: Release, template: Template) -> Beside:
    """What a template draws with a release: of what is public and may be shown here."""
    if not template.beside:
        return Beside()
    if template.name == "programme":
        return Beside(tuple(alike.series(of, releases())))
    return alike.beside(of, releases())


def is_programme(of: Release) -> bool:
    """Whether promises are followed in it, and nothing is ranked."""
    return editions()[of.framework].is_programme


def keys_of(others: Beside) -> tuple[Hashable, ...]:
    """What a chart depends on besides its release; see `listed.key_of`."""
    return tuple((each.id, each.documents, each.state) for each in (*others.alike, others.before) if each)


def material(of: Release, others: Beside | None = None) -> Material:
    """What charts of a release that came from here are drawn from."""

    def read(each: Release) -> tuple[Scores, pd.DataFrame]:
        found = tables(each)
        return found.scores, found.remarks

    alike_, before = others or Beside()
    return gathered(of, alike_, before, read, load_units(of))


def editions() -> dict[str, Framework]:
    """The frameworks that are shipped, and those under which something is published."""
    _loaded()
    return frameworks(EVERYBODY, clock.now())


def _loaded() -> None:
    if not start.progress().ready:
        raise Fault(503, "starting", {"Retry-After": "5"})


def moment(of: datetime | None) -> str:
    """A kept moment as programs read it: UTC, to the second."""
    return of.replace(tzinfo=UTC, microsecond=0).isoformat().replace("+00:00", "Z") if of else ""
