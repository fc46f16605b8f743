"""A node of a release on the units of a division, read through the gate and carried where the units are others."""

from dataclasses import dataclass

import pandas as pd

from figures import territory
from figures.scales import Kind
from figures.territory import Placed
from figures.words import Words
from pages.parts import access
from pages.parts.worked_out import comparison
from scoring import Scores, Units
from scoring.analysis.mergers.comparability import Comparability
from scoring.analysis.mergers.lineage import Lineage, lineage
from store import Release


@dataclass(frozen=True)
class Shown:
    """One map's worth: the table of a release on a division; `answer` says whether `against` could be compared."""

    release: Release
    division: str
    at: Placed
    table: pd.DataFrame
    answer: Comparability | None = None

    @property
    def is_carried(self) -> bool:
        """Whether the release's own units were others."""
        return self.division != self.release.division


def on(release: Release, division: str, node: str, kind: Kind, units: Units, words: Words) -> Shown:
    """The node's scores or ranks; carried to the division where it is not the release's own."""
    at = placed(release, division, node, units)
    return Shown(release, division, at, territory.mapped(at, units, division, node, kind, words))


def change_on(
    release: Release, against: Release, division: str, node: str, kind: Kind, units: Units, words: Words
) -> Shown:
    """The node's change since another release, on a division; a table without values where it is not comparable."""
    at = placed(release, division, node, units)
    answer, read = comparison(against, release).answer, access.read(against)
    links = answer.links if division == release.division else _links(against, division, units)
    earlier = None
    if answer.verdict != "not":
        earlier = territory.placed(read.scores, read.remarks, node, links)
        if kind not in territory.kinds(at, node, earlier):
            earlier, answer = None, Comparability("not", "merger" if links else "nodes", (node,))
    table = territory.mapped(at, units, division, node, kind, words, earlier)
    return Shown(release, division, at, table, answer)


def scores_of(release: Release) -> Scores:
    return access.read(release).scores


def placed(release: Release, division: str, node: str, units: Units) -> Placed:
    """A node of a release on a division, with what its values rest on."""
    read = access.read(release)
    return territory.placed(read.scores, read.remarks, node, _links(release, division, units))


def _links(release: Release, division: str, units: Units) -> Lineage | None:
    """How a release's units go into those of a division; None where they are the same."""
    return lineage(units, release.block, release.division, division) if division != release.division else None
