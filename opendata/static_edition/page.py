"""A page of the edition: where it lies, what its head says, what its template is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opendata.static_edition.parts import Part

RANKING, MAP, TRENDS, METHOD, FILES = "index.html", "map.html", "trends.html", "method.html", "downloads.html"
# Pages of a release in the order of their links → what they are called.
NAMES = {
    RANKING: "nav.rankings", MAP: "nav.map", TRENDS: "nav.trends", METHOD: "nav.method", FILES: "edition.downloads",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """path: below the folder of its language; template: its name; title, said: for its head and for links to it."""

    path: str
    template: str
    title: str
    said: str
    part: Part | None = None
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_found(self) -> bool:
        """Whether search engines may show it: not what is made up, nor what another release took the place of."""
        return self.part is None or (self.part.release.is_in_force and not self.part.release.is_demonstration)


def unit_path(code: str) -> str:
    """Where the page of a unit lies in the folder of its release."""
    return f"unit/{code}.html"


def of_part(part: Part, name: str) -> str:
    """Where a page of a release lies in the folder of a language."""
    return f"{part.release.id}/{name}"


def names_of(part: Part) -> list[str]:
    """The pages that a release has besides those of its units: no map without territory."""
    return [name for name in NAMES if name != MAP or part.material.has_map]
