"""Releases that stand beside the chosen one: on one line, as frames of one map, as its units before a merger."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.periods import kind, span
from store.releases import Release
from store.units import load_units


class Beside(NamedTuple):
    """What a chart draws with a release: those of other periods, oldest first, and one of the units before a merger."""

    alike: tuple[Release, ...] = ()
    before: Release | None = None


def beside(release: Release, seen: Sequence[Release]) -> Beside:
    """Of a ranked release, out of what the gate let through."""
    divisions = load_units(release).divisions(release.block)
    at = divisions.index(release.division) if release.division in divisions else 0
    before = of_division(release, seen, divisions[at - 1]) if at else None
    return Beside(tuple(alike(release, seen).values()), before)


def series(release: Release, seen: Sequence[Release]) -> list[Release]:
    """The releases that a promise is followed over, up to this one, oldest first: in force, or the one in view."""
    found = [
        each
        for each in seen
        if (each.framework, each.block, each.origin) == (release.framework, release.block, release.origin)
        and (each.is_in_force or each.id == release.id)
        and span(each.period)[1] <= span(release.period)[1]
    ]
    return sorted(found, key=lambda each: (span(each.period)[1], each.id == release.id))


def alike(release: Release, seen: Sequence[Release]) -> dict[str, Release]:
    """One release a period, oldest first, of the same block and kind of period: the chosen one, and what is in force.

    Demonstrations stand with demonstrations only. Of several in one period the one goes first that is most like the
    chosen one: of its upload, then of its framework, its division, its origin.
    """
    found: dict[str, Release] = {}
    for each in sorted(of_kind(release, seen), key=lambda each: _likeness(release, each)):
        found[each.period] = each
    return dict(sorted(found.items()))


def of_kind(release: Release, seen: Sequence[Release]) -> list[Release]:
    """All of the same block and kind of period: the chosen one, those of its upload, and what is in force."""
    return [
        each
        for each in seen
        if each.block == release.block
        and kind(each.period) == kind(release.period)
        and each.is_demonstration == release.is_demonstration
        and (each.is_in_force or each.submission == release.submission)
    ]


def _likeness(release: Release, each: Release) -> tuple[bool, ...]:
    return (
        each.id == release.id,
        each.submission == release.submission,
        each.framework == release.framework,
        each.division == release.division,
        each.origin == release.origin,
    )


def of_division(release: Release, seen: Sequence[Release], division: str) -> Release | None:
    """The chosen release, or the newest up to its period of another division, to stand beside it."""
    if release.division == division:
        return release
    until = [each for each in of_kind(release, seen) if each.division == division and each.period <= release.period]
    return max(until, key=lambda each: (each.period, _likeness(release, each)), default=None)


def of_units(release: Release, seen: Sequence[Release], division: str) -> Release | None:
    """A release with the units of a division, for links to their pages: up to the period, else the newest."""
    found = of_division(release, seen, division)
    others = [each for each in of_kind(release, seen) if each.division == division]
    return found or max(others, key=lambda each: each.period, default=None)
