"""Press lines: a few sentences about a release or a unit, and those that the figures do not support, with the reason.

An order is claimed ("leads", "overtook", "rose") only where it holds in `runs.SURE` of the runs.
"""

from dataclasses import replace

import pandas as pd

from figures.press.passing import moved, movers, overtaken, overtakers, overtook
from figures.press.runs import SURE
from figures.press.story import Lines, Story, joined

MOST, MOST_REFUSED = 6, 4
_DECIMALS = 4


def of_release(story: Story) -> Lines:
    """At most `MOST`: who leads, who is surely among the first, who overtook whom, who rose and fell, the median."""
    if story.rank.dropna().empty:
        return Lines()
    found = (_lead(story), _first(story), overtakers(story), movers(story), _median(story))
    return joined(found, MOST, MOST_REFUSED)


def of_unit(story: Story, unit: str) -> Lines:
    """At most `MOST`: its place and how sure that is, whether it rose or fell, whom it overtook, the median."""
    rank, before = story.rank.get(unit), story.rank_before
    if pd.isna(rank):
        return Lines()
    found = [_place(story, unit, int(rank))]
    if before is not None:  # the very same units were ranked then
        found.append(moved(story, unit, int(before[unit]), int(rank)))
    found += [overtook(story, unit), overtaken(story, unit), _from_median(story, unit)]
    return joined(found, MOST, MOST_REFUSED)


def _lead(story: Story) -> Lines:
    """Who is first: a lead where it holds, else the place alone."""
    words, rank = story.words, story.rank
    leaders = list(rank.index[rank == rank.min()])
    score = words.number(story.score[leaders[0]], _DECIMALS)
    if len(leaders) > 1:
        return Lines(
            (story.line("lead", _scored("tied", score), {"names": story.named(leaders), "score": score}, leaders),)
        )
    told = {"name": story.names[leaders[0]], "score": score}
    if story.runs is None:
        return Lines((story.line("lead", _scored("first_given", score), told, leaders),))
    share = story.runs.first(leaders[0])
    told["share"] = words.percent(share)
    if share >= SURE:
        return Lines((story.line("lead", "leads", told, leaders, share),))
    refused = story.line("lead", "no_lead", told, leaders, share)
    return Lines((story.line("lead", "first_unsure", told, leaders),), (refused,))


def _first(story: Story) -> Lines:
    """Of the first three or ten, those that are among them in enough runs."""
    known = story.rank.dropna()
    places = 10 if len(known) >= 30 else 3 if len(known) >= 8 else 0
    if story.runs is None or not places:
        return Lines()
    listed = known[known <= places].sort_values(kind="stable").index
    shares = {unit: share for unit in listed if (share := story.runs.among(unit, places)) >= SURE}
    if not shares:
        return Lines()
    names = ", ".join(story.names[unit] for unit in shares)
    told = {"places": places, "count": len(shares), "names": names, "share": story.words.percent(SURE)}
    return Lines((story.line("first", "among_first", told, list(shares), min(shares.values())),))


def _place(story: Story, unit: str, rank: int) -> Lines:
    """The place of how many, the score, and between which places it lies in nine of ten runs."""
    score = story.words.number(story.score[unit], _DECIMALS)
    told = {"name": story.names[unit], "rank": rank, "ranked": story.ranked or "", "score": score}
    line = story.line("place", _scored("place" if story.ranked else "place_partly", score), told, (unit,))
    between = story.runs.between(unit) if story.runs else None
    if between is None:
        return Lines((line,))
    low, high = between
    sure = story.words.t(f"lines.{'between' if low < high else 'steady'}", low=low, high=high)
    return Lines((replace(line, text=f"{line.text} {sure}"),))


def _median(story: Story) -> Lines:
    """The middle of the block, how it moved, and how many rose and fell in score."""
    words, score = story.words, story.score.dropna()
    if score.empty:
        return Lines()
    if story.rank_before is None or story.earlier is None:
        told = {"median": words.number(score.median(), _DECIMALS), "count": len(score)}
        return Lines((story.line("median", "median", told),))
    before = story.earlier.scores[story.node].droplevel(0)
    both = pd.concat([before, score], axis=1, keys=["before", "after"]).dropna()
    change = (both["after"] - both["before"]).round(12)
    told = {
        "before": words.number(both["before"].median(), _DECIMALS), "since": story.since, "known": len(both),
        "after": words.number(both["after"].median(), _DECIMALS), "rose": int((change > 0).sum()),
        "fell": int((change < 0).sum()),
    }  # fmt: skip
    return Lines((story.line("median", "median_moved", told),))


def _from_median(story: Story, unit: str) -> Lines:
    """How far from the middle, where the scores of all units are known."""
    score = story.score.dropna()
    if unit not in score or story.ranked is None:
        return Lines()
    gap = round(score[unit] - score.median(), _DECIMALS)
    side = "level" if gap == 0 else "above" if gap > 0 else "below"
    told = {"name": story.names[unit], "gap": story.words.number(abs(gap), _DECIMALS)}
    return Lines((story.line("median", f"median_{side}", told, (unit,)),))


def _scored(key: str, score: str) -> str:
    """The message without a score where none is known."""
    return key if score else f"{key}_bare"
