"""The half-year review as data: sections of sentences and tables, which the page shows and exports can render."""

from dataclasses import dataclass

import pandas as pd

from figures import programme
from figures.words import Words
from scoring.analysis.over_time.halfyear import LEAST_COVERAGE, below_coverage, node_changes
from scoring.engine.score import Scores
from scoring.frameworks import Framework
from scoring.programme.standing import AT_RISK, LATE


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
    """The middle and how many rose; who leads; the largest climb and fall, or why ranks are not compared."""
    t = words.t
    said = [
        t("halfyear.median", before=words.number(row["median_before"], 4), after=words.number(row["median_after"], 4),
          points=words.number(row["median_after"] - row["median_before"], 4, signed=True), rose=row["rose"],
          fell=row["fell"], known=row["known"]),
        t("halfyear.leads", names=", ".join(names[unit] for unit in row["leaders"]),
          score=words.number(row["score"], 4)),
    ]  # fmt: skip
    if not row["ranks_compare"]:
        ranked = pd.concat([earlier.ranks[code].droplevel(0), later.ranks[code].droplevel(0)], axis=1).notna()
        only = ranked.index[ranked.iloc[:, 0] != ranked.iloc[:, 1]]
        key = "halfyear.not_the_same" if len(only) else "halfyear.no_ranks"
        return (*said, t(key, names=", ".join(names[unit] for unit in only)))
    for who, by, key in (("climber", "climb", "halfyear.climb"), ("faller", "fall", "halfyear.fall")):
        if row[who]:
            ranks = (s.ranks[code].droplevel(0)[row[who]] for s in (earlier, later))
            before, after = map(int, ranks)
            said.append(t(key, name=names[row[who]], places=int(row[by]), before=before, after=after))
    if not row["climber"] and not row["faller"]:
        said.append(t("halfyear.nobody_moved"))
    return tuple(said)


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
    """What the programme's promises say in the review: how many are where, and each that is late or at risk."""
    told = ", ".join(f"{words.t(f'status.{status}')}: {count}" for status, count in counted.items() if count)
    lines = [f"{name}: {said}" for status in (LATE, AT_RISK) for name, said in programme.lines(shown, status)]
    return Section(framework.names[words.lang], (f"{told}.", *lines))
