"""The ranking of a release, finished for one language, with how sure it is; its change since another release."""

from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from figures import intervals, rankings
from figures.charts import scores_alt
from figures.words import words as words_in
from pages.parts import access
from pages.parts.worked_out import comparison, kept, lines, sure
from scoring.analysis.over_time.trends import change
from store import Release, load_units


class Ranking(NamedTuple):
    """A finished ranking and what is said and asked of all of it.

    `scored` have a score, `placed` a rank; `known` are the columns in which anything stands, `options` what can be
    chosen of a column, `names` the units by code in the alphabet's order.
    """

    table: pd.DataFrame
    sent: pa.Table  # the same for the browser, without an index
    scored: int
    placed: int
    changed: bool
    known: frozenset[str]
    options: dict[str, list]
    names: dict[str, str]
    alt: str
    reach: dict[str, float]


@kept
def whole(release: Release, since: Release | None, node: str, lang: str, *of_line: Release) -> Ranking:
    """The ranking with the change since another release and the line over releases of one method."""
    found, gained, line = (
        table(release, node, lang),
        changes(since, release, node) if since else None,
        lines(node, *of_line),
    )
    if gained is not None:
        found = found.join(gained, on="unit")
    if line is not None:
        found = found.assign(line=found["unit"].map(line))
    by_name = found.sort_values("alphabet")
    return Ranking(
        found,
        pa.Table.from_pandas(found, preserve_index=False),
        int(found["score"].notna().sum()),
        int(found["rank"].notna().sum()),
        gained is not None,
        frozenset(name for name in found if (found[name].notna() & (found[name] != "")).any()),
        {name: rankings.options(found[name]) for name in ("region", "kind", "class")},
        dict(zip(by_name["unit"], by_name["name"], strict=True)),
        scores_alt(found, title(release, node, lang), words_in(lang)),
        reach(line),
    )


def title(release: Release, node: str, lang: str) -> str:
    """Node and period."""
    name = access.read(release).scores.framework.name(node, lang)
    return f"{name}, {words_in(lang).period(release.period)}"


@kept
def table(release: Release, node: str, lang: str) -> pd.DataFrame:
    """All units, best first: `rankings.ranking` with kind, alphabet (the name's place), the scores of the pillars or
    main groups, what the source published, class and tied; where points are decided the interval of the rank, low
    and high, and the same drawn and written.
    """
    units, read = load_units(release), access.read(release)
    scores, framework = read.scores, read.scores.framework
    found = rankings.ranking(scores, units, release.division, node, lang)
    found["kind"] = found["unit"].map(rankings.kinds(units, release.block, release.division, lang))
    found["alphabet"] = rankings.alphabet(found["name"])
    found = rankings.with_nodes(found, scores, [code for code in pillars(release) if code != node])
    published = read.notes[["published_score", "published_rank"]].droplevel(0)
    if release.origin == "own" and node == framework.headline.code and (published != "").any(axis=None):
        found = found.join(published.apply(pd.to_numeric), on="unit")
    names = dict(zip(found["unit"], found["name"], strict=True))
    sureness = sure(release, node)
    if sureness is None:
        equal = intervals.equals(found.set_index("unit")["rank"])
        found["class"] = rankings.fifths(found["rank"])
        found["tied"] = [intervals.told(equal[unit], names) for unit in found["unit"]]
        return found
    found = found.join(sureness.rename(columns={"stable_class": "class", "tied": "codes"}), on="unit")
    found["interval"], found["range"] = intervals.drawn(found, len(found)), intervals.written(found)
    found["tied"] = [intervals.told(codes, names) for codes in found["codes"]]
    return found.drop(columns="codes")


@kept
def changes(earlier: Release, later: Release, node: str) -> pd.DataFrame | None:
    """By unit places and points gained; None where the two may not be compared in this node."""
    asked = comparison(earlier, later)
    if not asked.allowed or node not in asked.before.scores:
        return None
    return change(asked.before, access.read(later).scores, node)


def pillars(release: Release) -> list[str]:
    """What stands beside the headline: the composites, else the groups under it."""
    framework = access.read(release).scores.framework
    return [c.code for c in framework.composites] or [n.code for n in framework.children[framework.headline.code]]


def alike(release: Release, beside: dict[str, Release]) -> list[Release]:
    """Those of the periods up to the release's that are of one method and division, for its line."""
    return [
        each
        for period, each in beside.items()
        if period <= release.period and (each.framework, each.division) == (release.framework, release.division)
    ]


def reach(line: pd.Series | None) -> dict[str, float]:
    """The least and the greatest score of all lines, so that they are drawn on one scale."""
    if line is None:
        return {}
    known = line.explode().dropna().astype(float)
    return {"y_min": float(known.min()), "y_max": float(known.max())}


def not_comparable(earlier: Release, later: Release, lang: str) -> str:
    """Why there is no change to show."""
    words, answer = words_in(lang), comparison(earlier, later).answer
    reason = answer.reason if answer.verdict == "not" else "merger"
    return words.t(f"compare.{reason}", period=words.period(earlier.period))
