"""What the edition is made of: the releases that were asked for, each with what may stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from figures.press.material import Material
from opendata import public
from opendata.faults import Fault
from scoring import Scores
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.comparability import Comparability, comparability
from scoring.analysis.mergers.lineage import LineageError, lineage
from scoring.analysis.over_time.trends import change
from store import Release, alike, load_units
from store.releases import preferred


class Refused(ValueError):
    """Why no edition is made, and what to do."""


@dataclass(frozen=True)
class Change:
    """Since the release before: whether it may be compared with, and by unit what it gained (None where it may not)."""

    since: Release
    answer: Comparability
    gained: pd.DataFrame | None


@dataclass(frozen=True, eq=False)
class Part:
    """A release of the edition. seen: everything public, among which others are found to stand beside it."""

    release: Release
    seen: tuple[Release, ...]

    @cached_property
    def material(self) -> Material:
        """With the releases that stand beside it, for lines over time."""
        return public.material(self.release, alike.beside(self.release, self.seen))

    @property
    def scores(self) -> Scores:
        return self.material.scores

    @cached_property
    def nodes(self) -> list[str]:
        """What stands beside the headline in a ranking: composites, else the groups under it; as far as it is known."""
        framework = self.scores.framework
        beside = [c.code for c in framework.composites] or [n.code for n in framework.children[framework.headline.code]]
        return [code for code in beside if self.scores.scores[code].notna().any()]

    @cached_property
    def before(self) -> Change | None:
        """What changed since the newest release before it; None where there is none."""
        earlier = [stage for period, stage in self.material.beside.items() if period < self.release.period]
        if not earlier:
            return None
        stage = earlier[-1]
        sets = tuple(each.division or each.period for each in (stage.release, self.release))
        answer = comparability(stage.scores, self.scores, (sets[0], sets[1]), self.material.units)
        since = next(r for r in self.seen if r.id == stage.release.id)
        if answer.verdict == "not":
            return Change(since, answer, None)
        first = back_cast(stage.scores, answer.links).scores if answer.links else stage.scores
        return Change(since, answer, change(first, self.scores, self.scores.framework.headline.code))

    @cached_property
    def years(self) -> tuple[list[tuple[str, Scores]], list[tuple[str, Scores]]]:
        """What `unit_path.path` takes: (division, scores) of all releases of its kind, those of older divisions carried
        to its own as well."""
        kept = [r for r in alike.of_kind(self.release, self.seen) if r.is_in_force or r.id == self.release.id]
        found = [(r.division, public.tables(r).scores) for r in kept]
        divisions = self.material.units.divisions(self.release.block)
        older = divisions[: divisions.index(self.release.division)]
        carried = [
            (self.release.division, c) for d, s in found if d in older and (c := self._carried(d, s)) is not None
        ]
        return found, carried

    def _carried(self, division: str, scores: Scores) -> Scores | None:
        try:
            links = lineage(self.material.units, self.release.block, division, self.release.division)
        except LineageError:
            return None
        return back_cast(scores, links).scores


def parts(names: Sequence[str] = (), blocks: Sequence[str] = ()) -> list[Part]:
    """The releases of these ids, else of every block (or of these) the one that a page would show. Raises Refused."""
    seen = tuple(public.releases())
    programmes = {framework.id for framework in public.editions().values() if framework.is_programme}
    ranked = [each for each in seen if each.framework not in programmes]
    if not names:
        newest = [preferred(ranked, block) for block in _known(blocks)]
        found = [each for each in newest if each is not None and each.is_in_force]
        if not found:
            raise Refused(
                "Nothing is published yet that ranks anybody, so there is no edition to make. Publish a release first."
            )
        return [Part(each, seen) for each in found]
    chosen = [_public(name) for name in dict.fromkeys(names)]
    if strange := [each.id for each in chosen if each.framework in programmes]:
        raise Refused(
            f"{', '.join(strange)} follows the promises of a programme and ranks nobody: the edition holds rankings."
        )
    return [Part(each, seen) for each in chosen]


def _known(blocks: Sequence[str]) -> list[str]:
    known = list(load_units().blocks.index)
    if strange := [block for block in blocks if block not in known]:
        raise Refused(f"There is no block {', '.join(strange)}. Blocks are: {', '.join(known)}.")
    return [block for block in known if block in blocks] if blocks else known


def _public(name: str) -> Release:
    try:
        return public.release(name)
    except Fault as fault:
        if fault.code == "withdrawn":
            raise Refused(f"The release {name} was withdrawn: {fault.said['reason']}") from None
        raise Refused(f"No release {name} is public. `/opendata/v1/releases` lists those that are.") from None
