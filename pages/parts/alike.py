"""Releases that stand beside the chosen one: on one line, as frames of one map, as its units before a merger."""

from scoring.periods import kind
from store import Release


def alike(release: Release, seen: list[Release]) -> dict[str, Release]:
    """One release a period, oldest first, of the same block and kind of period: the chosen one, and what is in force.

    Demonstrations stand with demonstrations only. Of several in one period the one goes first that is most like the
    chosen one: of its upload, then of its framework, its division, its origin.
    """
    found: dict[str, Release] = {}
    for each in sorted(_beside(release, seen), key=lambda each: _likeness(release, each)):
        found[each.period] = each
    return dict(sorted(found.items()))


def _beside(release: Release, seen: list[Release]) -> list[Release]:
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


def of_division(release: Release, seen: list[Release], division: str) -> Release | None:
    """The chosen release, or the newest up to its period of another division, to stand beside it."""
    if release.division == division:
        return release
    until = [each for each in _beside(release, seen) if each.division == division and each.period <= release.period]
    return max(until, key=lambda each: (each.period, _likeness(release, each)), default=None)


def of_units(release: Release, seen: list[Release], division: str) -> Release | None:
    """A release with the units of a division, for links to their pages: up to the period, else the newest."""
    found = of_division(release, seen, division)
    others = [each for each in _beside(release, seen) if each.division == division]
    return found or max(others, key=lambda each: each.period, default=None)
