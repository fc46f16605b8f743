"""Tables about a unit that every run of the page needs, kept while their releases are the same."""

import pandas as pd

from figures import unit_parts, unit_path, unit_places
from figures.one_unit import OneUnit
from figures.words import LANGUAGES
from figures.words import words as words_in
from pages.parts import access, worked_out
from scoring import Scores
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.lineage import LineageError, lineage
from store import Release, load_units


def _of(release: Release, unit: str, lang: str = LANGUAGES[0]) -> OneUnit:
    return OneUnit(access.read(release).scores, load_units(release), release.division, unit, words_in(lang))


@worked_out.kept
def peers(release: Release, unit: str, rule: str) -> list[str]:
    """Codes of the peers by a rule."""
    return unit_places.peers(_of(release, unit), rule)


@worked_out.kept
def places(release: Release, unit: str, rule: str) -> pd.DataFrame:
    """`unit_places.places` against the peers by a rule."""
    return unit_places.places(_of(release, unit), peers(release, unit, rule))


@worked_out.kept
def findings(release: Release, unit: str) -> pd.DataFrame:
    """`unit_parts.findings`."""
    return unit_parts.findings(_of(release, unit))


@worked_out.kept
def carried(release: Release, division: str) -> Scores | None:
    """The scores that the units of a newer division would have had; None where old units cannot be followed."""
    try:
        links = lineage(load_units(release), release.block, release.division, division)
    except LineageError:
        return None
    return back_cast(access.read(release).scores, links).scores


@worked_out.kept
def path(release: Release, unit: str, lang: str, *alike: Release) -> pd.DataFrame:
    """`unit_path.path` over the releases `alike`, those of older divisions carried over the mergers as well."""
    of = _of(release, unit, lang)
    divisions = of.units.divisions(of.block)
    older = [r for r in alike if r.division in divisions[: divisions.index(of.division)]]
    cast = [(of.division, scores) for r in older if (scores := carried(r, of.division)) is not None]
    return unit_path.path(of, [(r.division, access.read(r).scores) for r in alike], cast)
