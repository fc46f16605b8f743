"""Who rose, fell, overtook and was overtaken, as far as enough runs agree; ranks of different sets never meet here."""

import pandas as pd

from figures.press.runs import MOST_UNITS, SURE
from figures.press.story import Line, Lines, Story


def overtakers(story: Story) -> Lines:
    """The two units that surely overtook most others, and the most visible overtakings that are not sure."""
    before, rank = story.rank_before, story.rank
    if before is None or story.runs is None or len(rank) > MOST_UNITS:
        return Lines()
    found = [overtook(story, unit) for unit in rank.dropna().sort_values(kind="stable").index]
    said = [line for lines in found for line in lines.said]
    refused = [line for lines in found for line in lines.refused]
    return Lines(tuple(sorted(said, key=lambda line: -len(line.units))[:2]), tuple(refused[:2]))


def overtook(story: Story, unit: str) -> Lines:
    """Whom a unit overtook, as far as that is sure."""
    before, rank = story.rank_before, story.rank
    if before is None or story.runs is None:
        return Lines()
    passed = rank.index[(before < before[unit]) & (rank > rank[unit])]
    return _passing(story, "overtook", unit, story.runs.overtook(unit, list(passed)))


def overtaken(story: Story, unit: str) -> Lines:
    """By whom a unit was overtaken, as far as that is sure."""
    before, rank = story.rank_before, story.rank
    if before is None or story.runs is None:
        return Lines()
    passed = rank.index[(before > before[unit]) & (rank < rank[unit])]
    shares = pd.Series({by: story.runs.overtook(str(by), [unit])[unit] for by in passed}, dtype=float)
    return _passing(story, "overtaken", unit, shares)


def _passing(story: Story, kind: str, unit: str, shares: pd.Series) -> Lines:
    """One line for all that is sure, one for each that is not, the surest first."""
    ordered = shares.sort_values(ascending=False, kind="stable")
    sure, unsure = ordered[ordered >= SURE], ordered[ordered < SURE]
    said = [_passed(story, kind, unit, list(sure.index), float(sure.min()))] if len(sure) else []
    refused = [_passed(story, kind, unit, [str(other)], float(share)) for other, share in unsure.items()]
    return Lines(tuple(said), tuple(refused))


def _passed(story: Story, kind: str, unit: str, others: list[str], share: float) -> Line:
    told = {"name": story.names[unit], "names": story.named(others), "since": story.since}
    return story.line(kind, kind, told, (unit, *others), share)


def movers(story: Story) -> Lines:
    """Of those that surely rose and fell, the ones that did most."""
    before = story.rank_before
    if before is None or story.runs is None:
        return Lines()
    gained = (before - story.rank).dropna().sort_values(kind="stable")
    said: list[Line] = []
    refused: list[Line] = []
    for units in (gained[gained > 0].index[::-1], gained[gained < 0].index):
        for unit in units:
            found = moved(story, unit, int(before[unit]), int(story.rank[unit]))
            if found.refused:
                refused += found.refused
            else:
                said += found.said
                break
    return Lines(tuple(said), tuple(refused[:2]))


def moved(story: Story, unit: str, before: int, after: int) -> Lines:
    """A rise or a fall where it holds in enough runs; else both places, and that no move can be claimed."""
    told = {"name": story.names[unit], "before": before, "after": after, "since": story.since, "n": abs(before - after)}
    places = story.line("moved", "same" if before == after else "places", told, (unit,))
    if story.runs is None or before == after:
        return Lines((places,))
    key, share = ("rose", story.runs.rose(unit)) if after < before else ("fell", story.runs.fell(unit))
    claimed = story.line("moved", key, told, (unit,), share)
    return Lines((claimed,)) if share >= SURE else Lines((places,), (claimed,))
