"""What the overview shows of releases, finished for one language; kept once where the releases are public."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from figures import national, overview, programme, scales, small_map, territory, why
from figures.plain_table import plain_table
from figures.words import words as words_in
from pages.parts import access, promises
from pages.parts.worked_out import comparison, explained, kept
from scoring.programme.standing import AT_RISK, LATE, NOT_REPORTED
from store import Release, load_units


class Row(NamedTuple):
    """A unit that is a link, and what is said under it."""

    unit: str
    label: str
    reason: str = ""


class Drawn(NamedTuple):
    """A drawing in SVG, which says in words what it shows, and the table behind it in HTML: charts and grids, whose
    scripts are large, would hold up the first page by seconds.
    """

    svg: str
    table: str
    note: str = ""
    division: str = ""
    legend: Sequence[tuple[str, str]] = ()


@kept
def leaders(release: Release, lang: str, count: int) -> list[Row]:
    """The first of a release, with rank and score."""
    words = words_in(lang)
    table = overview.leaders(access.read(release).scores, load_units(release), release.division, lang, count)
    said = [f"{int(r.rank)}. **{r.name}** {words.number(r.score, 4)}".rstrip() for r in table.itertuples()]
    return [Row(unit, label) for unit, label in zip(table["unit"], said, strict=True)]


@kept
def largest_moves(earlier: Release, later: Release, lang: str, count: int) -> tuple[list[Row], list[Row]] | None:
    """Climbs and falls with their reasons; None where they cannot be explained."""
    found, words = explained(earlier, later), words_in(lang)
    if found is None:
        return None
    tree = access.read(later).scores.framework

    def rows(table: pd.DataFrame) -> list[Row]:
        return [
            Row(
                r.unit,
                f"{why.arrow(r.places)} **{r.name}** {r.rank_before:.0f} → {r.rank_after:.0f}",
                why.sentence(found, r.unit, tree, words, moved=False),
            )
            for r in table.itertuples()
        ]

    climbs, falls = overview.movers(found, _names(later, lang), count)
    return rows(climbs), rows(falls)


@kept
def largest_gains(earlier: Release, later: Release, lang: str, count: int) -> list[Row]:
    """The largest gains in score, for when nobody changed its place."""
    found, words = explained(earlier, later), words_in(lang)
    table = overview.gains(found, _names(later, lang), count) if found else pd.DataFrame()
    return [Row(r.unit, f"**{r.name}** {words.number(r.points, 4, signed=True)}") for r in table.itertuples()]


@kept
def reason(earlier: Release, later: Release, unit: str, lang: str) -> str:
    """Why one unit moved, in a sentence; empty where it is not among them."""
    found = explained(earlier, later)
    if found is None or unit not in found.summary.index:
        return ""
    return why.sentence(found, unit, access.read(later).scores.framework, words_in(lang))


@kept
def standing(release: Release, unit: str, lang: str) -> str:
    """Rank of how many and score of a unit; empty where it has no rank."""
    total = len(load_units(release).in_force(release.block, release.division, release.period))
    return overview.standing(access.read(release).scores, unit, total, words_in(lang))


@kept
def change(earlier: Release, later: Release, unit: str, lang: str) -> str:
    """How a unit's rank changed from one release to the next, or why the two may not be compared."""
    words, asked = words_in(lang), comparison(earlier, later)
    period = words.period(earlier.period)
    if not asked.allowed:
        return words.t(f"compare.{asked.answer.reason}", period=period)
    said = overview.since(asked.before, access.read(later).scores, unit, words)
    return words.t("overview.since", change=said, period=period) if said else ""


@kept
def changes(earlier: Release, later: Release, lang: str) -> str:
    """How many rose and fell since the release before, or why that cannot be said."""
    words, asked = words_in(lang), comparison(earlier, later)
    period = words.period(earlier.period)
    if not asked.allowed:
        return words.t(f"compare.{asked.answer.reason}", period=period)
    return overview.summary(asked.before, access.read(later).scores, _names(later, lang), period, words)


@kept
def country(block: str, lang: str) -> Drawn:
    """The national figure over the years beside the mean of a block, and what each edition counted."""
    words = words_in(lang)
    table = national.years(block)
    labels = {
        "national": words.t("national.nation"),
        "mean": words.t("national.mean"),
    }
    drawing = national.drawn(table, labels, words)
    behind = plain_table(national.as_table(table, labels, words), words, national.alt(table, labels, words))
    return Drawn(drawing.svg, behind, national.counted(table, words), legend=drawing.legend)


@kept
def promised(lang: str, *series: Release) -> str:
    """How many promises of the programme are late, at risk or not reported, at the last of a series of its releases."""
    found = programme.counts(promises.stand(lang, *series).found)
    return programme.counted({status: found[status] for status in (LATE, AT_RISK, NOT_REPORTED)}, words_in(lang))


@kept
def geography(release: Release, lang: str) -> Drawn:
    """The headline on a small map; a short title is the note."""
    words, found = words_in(lang), access.read(release)
    headline = found.scores.framework.headline
    at = territory.placed(found.scores, found.remarks, headline.code)
    kind = (territory.kinds(at, headline.code, None) or ["score"])[0]
    table = territory.mapped(at, load_units(release), release.division, headline.code, kind, words)
    scale = scales.scale(table["value"], kind)
    title = f"{headline.names[lang]}, {words.period(release.period)}"
    heads = {name: words.t(f"table.{name}") for name in ("rank", "name", "score")}
    behind, alt = (
        territory.by_value(table, kind)[list(heads)].rename(columns=heads),
        territory.map_alt(table, scale, title, words),
    )
    return Drawn(
        small_map.drawn(table, release.division, scale, alt, words),
        plain_table(behind, words, alt),
        f"{words.t('nav.map')} · {words.period(release.period)}",
        release.division,
    )


def _names(release: Release, lang: str) -> pd.Series:
    return load_units(release).names(release.block, release.division, lang)
