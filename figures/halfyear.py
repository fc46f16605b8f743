"""The half-year review as data: sections of sentences and tables, which the page shows and exports can render."""

from dataclasses import dataclass

import pandas as pd

from figures import programme
from figures.words import Words
from scoring.analysis.over_time.halfyear import (
    FIRST,
    LEAST_COVERAGE,
    below_coverage,
    leaders,
    moves,
    node_changes,
    without_a_rank,
)
from scoring.engine.score import Scores
from scoring.frameworks import Framework
from scoring.programme.standing import AT_RISK, LATE, MET, NOT_REPORTED, ON_TRACK

DECIMALS = 4


@dataclass(frozen=True)
class Section:
    """One node of the tree, or one matter: a heading, what the numbers say, and the numbers."""

    title: str
    sentences: tuple[str, ...]
    table: pd.DataFrame | None = None


def review(earlier: Scores, later: Scores, names: pd.Series, words: Words) -> list[Section]:
    """What happened between two comparable releases of a block: the headline, its pillars or main nodes, coverage.

    `names`: unit → its name. The table of a node has every unit's name, score_before, score_after, points and rank.
    """
    framework = later.framework
    found = node_changes(earlier, later)
    pillars = [c.code for c in framework.composites] or [node.code for node in framework.children["dti"]]
    codes = [code for code in (framework.headline.code, *pillars) if code in found.index]
    sections = [
        Section(framework.name(code, words.lang), sentences(code, found.loc[code], earlier, later, names, words),
                node_table(code, earlier, later, names))
        for code in codes
    ]  # fmt: skip
    return [*sections, coverage(later, names, words)]


def sentences(
    code: str, row: pd.Series, earlier: Scores, later: Scores, names: pd.Series, words: Words
) -> tuple[str, ...]:
    """The middle of the block and how many gained; who leads; who climbed and fell most, or why that is not said."""
    t, number = words.t, words.number
    # The change of what is printed: of two rounded numbers and their difference a reader can check the sum.
    before, after = (_printed(row[name]) for name in ("median_before", "median_after"))
    said = [
        t("halfyear.median", before=number(before, DECIMALS), after=number(after, DECIMALS),
          points=number(after - before, DECIMALS, signed=True)),
        t("halfyear.gained", **{name: int(row[name]) for name in ("known", "rose", "fell", "same")}),
    ]  # fmt: skip
    first = [
        f"{int(unit['rank'])}. {names[who]} {number(_printed(unit['score']), DECIMALS)}".rstrip()
        for who, unit in leaders(later, code).iterrows()
    ]
    if first:
        said.append(t("halfyear.leads", units="; ".join(first)))
    found = moves(earlier, later, code)
    if found is None:
        only = without_a_rank(earlier, later, code)
        key = "halfyear.not_the_same" if only else "halfyear.no_ranks"
        return (*said, t(key, names=", ".join(names[unit] for unit in only)))
    climbs, falls = found[found["places"] > 0], found[found["places"] < 0].iloc[::-1]
    said += [
        t(f"halfyear.{key}", units=_most(table, names, words))
        for key, table in (("climbs", climbs), ("falls", falls))
        if len(table)
    ]
    return tuple(said) if len(climbs) or len(falls) else (*said, t("halfyear.nobody_moved"))


def _printed(score: float) -> float:
    """To the four decimals of a score; noise in the tenth place does not decide on a half."""
    return round(round(float(score), 10), DECIMALS)


def _most(moved: pd.DataFrame, names: pd.Series, words: Words) -> str:
    """The first of a table of moves, and how many more moved as far as the last of them."""
    shown, rest = moved.head(FIRST), moved.iloc[FIRST:]
    told = [
        words.t("halfyear.move", name=names[unit], places=abs(int(row.places)), before=int(row.before),
                after=int(row.after))
        for unit, row in shown.iterrows()
    ]  # fmt: skip
    if equal := int((rest["places"] == shown["places"].iloc[-1]).sum()):
        told.append(words.t("halfyear.as_far", count=equal, places=abs(int(shown["places"].iloc[-1]))))
    return "; ".join(told)


def node_table(code: str, earlier: Scores, later: Scores, names: pd.Series) -> pd.DataFrame:
    """Every unit's score in both releases, best first: name, score_before, score_after, points, rank."""
    table = pd.DataFrame({
        "score_before": earlier.scores[code].droplevel(0), "score_after": later.scores[code].droplevel(0),
        "rank": later.ranks[code].droplevel(0),
    })  # fmt: skip
    table.insert(2, "points", table["score_after"] - table["score_before"])
    table.insert(0, "name", table.index.map(names))
    return table.sort_values(["rank", "name"], kind="stable")


def coverage(later: Scores, names: pd.Series, words: Words) -> Section:
    """Who rests on less data than the share that is asked for."""
    low = below_coverage(later)
    asked = words.percent(LEAST_COVERAGE)
    if low.empty:
        said = words.t("halfyear.covered", least=asked)
    else:
        told = "; ".join(f"{names[unit]} {words.percent(share)}" for unit, share in low.items())
        said = words.t("halfyear.uncovered", count=len(low), least=asked, units=told)
    table = pd.DataFrame({"name": low.index.map(names), "coverage": low.to_numpy()})
    return Section(words.t("halfyear.coverage"), (said,), table if len(low) else None)


def promises(shown: pd.DataFrame, counted: dict[str, int], framework: Framework, words: Words) -> Section:
    """What the programme's promises say in the review: how many are where; then each that is late, at risk, on track
    or met, and each whose deadline is over without a figure since."""
    lines = [f"{name} ({words.t(f'status.{status}')}): {said}"
             for status in (LATE, AT_RISK, ON_TRACK, MET) for name, said in programme.lines(shown, status)]  # fmt: skip
    reported = shown[shown["value"].notna()]
    lines += [f"{name} ({words.t(f'status.{NOT_REPORTED}')}): {said}" for name, said in programme.unknown(reported)]
    return Section(framework.names[words.lang], (programme.counted(counted, words), *lines))
