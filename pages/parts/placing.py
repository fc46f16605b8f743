"""A node of a release on the units of a division, read through the gate and carried where the units are others."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from figures import scales, territory
from figures.scales import Kind, Scale
from figures.territory import Placed
from figures.words import words
from pages.parts import access
from pages.parts.worked_out import comparison, kept
from scoring.analysis.mergers.comparability import Comparability
from scoring.analysis.mergers.lineage import Lineage, lineage
from store import Release, load_units


@dataclass(frozen=True)
class Shown:
    """One map's worth: the table of a release on a division; `answer` says whether `against` could be compared."""

    release: Release
    against: Release | None
    division: str
    node: str
    kind: Kind
    at: Placed
    table: pd.DataFrame
    answer: Comparability | None = None

    @property
    def is_carried(self) -> bool:
        """Whether the release's own units were others."""
        return self.division != self.release.division


@kept
def shown(release: Release, against: Release | None, division: str, node: str, kind: Kind, lang: str) -> Shown:
    """The node's scores or ranks, or its change since another release, on a division.

    A release is carried to the division where it is not its own; the table has no values where the change is between
    releases that may not be compared.
    """
    at = placed(release, division, node)
    if against is None:
        table = territory.mapped(at, load_units(release), division, node, kind, words(lang))
        return Shown(release, None, division, node, kind, at, table)
    answer, read = comparison(against, release).answer, access.read(against)
    links = answer.links if division == release.division else _links(against, division)
    earlier = None
    if answer.verdict != "not":
        earlier = territory.placed(read.scores, read.remarks, node, links)
        if kind not in territory.kinds(at, node, earlier):
            earlier, answer = None, Comparability("not", "merger" if links else "nodes", (node,))
    table = territory.mapped(at, load_units(release), division, node, kind, words(lang), earlier)
    return Shown(release, against, division, node, kind, at, table, answer)


def scale(parts: Sequence[Shown], lang: str, continuous: bool) -> Scale:
    """One scale for several maps of one node."""
    first, divisions = parts[0], tuple(each.division for each in parts)
    asked = (first.against, first.node, first.kind, lang, continuous)
    return _scale(divisions, *asked, *(each.release for each in parts))


@kept
def _scale(
    divisions: tuple[str, ...], against: Release | None, node: str, kind: Kind, lang: str, continuous: bool,
    *of: Release,
) -> Scale:  # fmt: skip
    parts = [shown(each, against, on, node, kind, lang) for each, on in zip(of, divisions, strict=True)]
    return scales.joint([each.table["value"] for each in parts], kind, continuous)


@kept
def placed(release: Release, division: str, node: str) -> Placed:
    """A node of a release on a division, with what its values rest on."""
    read = access.read(release)
    return territory.placed(read.scores, read.remarks, node, _links(release, division))


def _links(release: Release, division: str) -> Lineage | None:
    """How a release's units go into those of a division; None where they are the same."""
    if division == release.division:
        return None
    return lineage(load_units(release), release.block, release.division, division)
