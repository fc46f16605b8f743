"""Which two releases a change is shown between. Whether they may be compared is for `worked_out.comparison` to say."""

from collections.abc import Sequence

from scoring.periods import kind, window
from store import Release

MONTHS = 6


def unit_set(release: Release) -> str:
    """What `comparability` calls the units of a release: its division, its period where its block has none."""
    return release.division or release.period


def earlier(release: Release, seen: Sequence[Release]) -> list[Release]:
    """The releases that a change up to this one can be asked for, newest first: of its block, of earlier periods of
    the same kind, in force (or in the same state as itself), made up only where it is.
    """
    return [
        r
        for r in seen
        if r.block == release.block
        and r.is_demonstration == release.is_demonstration
        and (r.is_in_force or r.state == release.state)
        and kind(r.period) == kind(release.period)
        and r.period < release.period
    ]


def six_months(block: str, seen: Sequence[Release]) -> tuple[Release, Release] | None:
    """The first and the last release of the newest six months of a block; two half-years count as such.

    Demonstrations only where there is nothing else. None where no two releases lie within six months.
    """
    for demonstration in (False, True):
        found = [
            r
            for r in seen
            if r.block == block and r.is_in_force and r.is_demonstration is demonstration and kind(r.period) != "year"
        ]
        for later in found[:1]:
            before = [r for r in earlier(later, found) if r.period >= _start(later.period)]
            if before:
                oldest = min(r.period for r in before)
                same = [r for r in before if r.period == oldest]
                return next((r for r in same if r.division == later.division), same[0]), later
    return None


def newest(block: str, seen: Sequence[Release]) -> list[Release]:
    """What is in force of a block in each division, newest period of it only, demonstrations left out."""
    found: dict[str, Release] = {}
    for r in seen:
        if r.block == block and r.is_in_force and not r.is_demonstration:
            found.setdefault(r.division, r)
    return list(found.values())


def _start(period: str) -> str:
    """The first month of the window that ends with a month; of a half-year the half-year before."""
    if kind(period) == "month":
        return window(period, MONTHS)[0]
    year, half = period.split("-H")
    return f"{int(year) - 1}-H2" if half == "1" else f"{year}-H1"
