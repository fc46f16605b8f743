"""What everybody may read now: every question passes the gate as a visitor, with the clock."""

from datetime import UTC, datetime

from figures.press.material import Material, Stage
from opendata.faults import Fault
from scoring import Framework, load_units
from store import Release, Viewer, clock, contents, frameworks, gate, start
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


def material(of: Release) -> Material:
    """What charts of a release that came from here are drawn from."""
    read = tables(of)
    return Material(Stage(of, read.scores, read.remarks), load_units())


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
