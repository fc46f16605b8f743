"""What a release is, in which state it is at a moment, and what of it is in force. Nothing here asks the database."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from scoring.periods import kind, span
from store.rights import Extent, Subject
from store.viewers import Viewer

__all__ = ["Release", "Submission", "Viewer", "before", "find", "in_force", "of_framework", "state_at"]

DRAFT, REVIEW, APPROVED, WITHDRAWN = "draft", "review", "approved", "withdrawn"
# These two are never kept: they follow from the clock and from the notices of later releases.
PUBLISHED, SUPERSEDED = "published", "superseded"
STATES = (DRAFT, REVIEW, APPROVED, PUBLISHED, SUPERSEDED, WITHDRAWN)
SHIPPED = "shipped"


@dataclass(frozen=True)
class Release:
    """One framework × block × period, scored and immutable. Times are UTC.

    state: what it is at the moment for which the gate was asked; approved means under embargo. supersedes,
    superseded_by: ids, empty where there is none. seen_by: by which role the viewer sees it, and which units of it.
    reader: the viewer's name where a release under embargo is seen as a named pre-release reader; it belongs on every
    page and export. named: the account of the pre-release reader for whom the gate asked. documents: the manifest as
    JSON, which most who see a release never open.
    """

    id: str
    submission: str
    block: str
    division: str
    framework: str
    period: str
    state: str
    origin: str
    stage: str
    title: str
    source: str
    licence: str
    note: str
    owner: str
    account: str
    uploader: str
    created_at: datetime
    publish_at: datetime | None
    documents: str = field(repr=False)
    supersedes: str = ""
    superseded_by: str = ""
    seen_by: Extent = Extent("visitor")
    reader: str = ""
    named: str = ""

    @property
    def manifest(self) -> dict[str, str]:
        """Kind of document → its SHA-256."""
        return dict(json.loads(self.documents))

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it; one that was superseded stays readable at its own address."""
        return self.state in (PUBLISHED, SUPERSEDED)

    @property
    def is_in_force(self) -> bool:
        """Published, and no published correction has taken its place."""
        return self.state == PUBLISHED

    @property
    def is_demonstration(self) -> bool:
        return self.origin == "demonstration"

    def subject(self, unit: str = "") -> Subject:
        """What rights hang on, of the whole release or of a unit's figures."""
        readers = frozenset({self.named} if self.named else ())
        return Subject("release", self.state, self.block, self.division, unit, self.owner, self.account, readers)


@dataclass(frozen=True)
class Submission:
    """All releases of one upload: reviewed, published and withdrawn together.

    `version` counts its changes: an act names the one that was on screen, and fails when somebody was faster.
    """

    id: str
    state: str
    version: int
    filenames: tuple[str, ...]
    owner: str
    account: str
    uploader: str
    created_at: datetime
    changed_at: datetime
    publish_at: datetime | None
    reason: str
    readers_listed: bool
    files_deleted_at: datetime | None
    releases: tuple[Release, ...]

    @property
    def block(self) -> str:
        return self.releases[0].block

    @property
    def division(self) -> str:
        return self.releases[0].division

    def subject(self, unit: str = "") -> Subject:
        """What rights hang on; superseded where other releases have taken the place of all of it."""
        gone = all(release.state == SUPERSEDED for release in self.releases)
        return replace(self.releases[0].subject(unit), state=SUPERSEDED if gone else self.state)


def state_at(kept: str, publish_at: datetime | None, at: datetime) -> str:
    """An approved release is published from its moment on; no job makes it so."""
    return PUBLISHED if kept == APPROVED and publish_at is not None and publish_at <= at else kept


def marked(found: Sequence[Release]) -> list[Release]:
    """The same releases, those of which a published one takes the place marked as superseded."""
    by = {release.supersedes: release.id for release in found if release.supersedes and release.state == PUBLISHED}
    return [superseded(r, by[r.id]) if by and r.id in by else r for r in found]


def superseded(release: Release, by: str) -> Release:
    """The release, marked where it was published until another took its place."""
    return replace(release, state=SUPERSEDED, superseded_by=by) if release.state == PUBLISHED else release


def newest_first(found: Iterable[Release]) -> list[Release]:
    return sorted(found, key=lambda release: (*_ends(release.period), release.id), reverse=True)


@lru_cache(maxsize=1024)
def _ends(period: str) -> tuple[str, str]:
    return str(span(period)[1]), period


def find(releases_seen: Sequence[Release], release_id: str | None) -> Release | None:
    """The release of that id among those the gate let through."""
    return next((release for release in releases_seen if release.id == release_id), None)


def preferred(releases_seen: Sequence[Release], block: str | None = None) -> Release | None:
    """What is shown where nobody chose: the newest release in force as published elsewhere; own ones next,
    demonstrations last. `releases_seen` newest first; without a block provinces come first."""
    order = {"published": 0, "own": 1, "demonstration": 2}
    within = [r for r in releases_seen if block in (None, r.block)]
    return min(within, key=lambda r: (not r.is_in_force, order[r.origin], r.block != "province"), default=None)


def of_framework(releases_seen: Sequence[Release], framework: str, division: str) -> list[Release]:
    """What is in force under a framework in a division, newest period first."""
    return [r for r in releases_seen if r.framework == framework and r.division == division and r.state == PUBLISHED]


def in_force(releases_seen: Sequence[Release], framework: str, division: str, period: str) -> Release | None:
    """The release that one of that period would replace, else the newest one before it."""
    found = of_framework(releases_seen, framework, division)
    same = next((release for release in found if release.period == period), None)
    return same or before(releases_seen, framework, division, period)


def before(releases_seen: Sequence[Release], framework: str, division: str, period: str) -> Release | None:
    """The newest release of an earlier period of the same kind (year, half-year or month)."""
    found = of_framework(releases_seen, framework, division)
    return next((r for r in found if kind(r.period) == kind(period) and r.period < period), None)
