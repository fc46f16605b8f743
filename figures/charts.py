"""Tables in words, for what has no accessible name of its own."""

import pandas as pd

from figures.words import Words


def scores_alt(table: pd.DataFrame, title: str, words: Words) -> str:
    """A ranking or a map in words: how many are known, the first three and the last."""
    known = table.dropna(subset=["score"]).sort_values("score", ascending=False)
    if known.empty:
        return f"{title}. {words.t('alt.nothing')}"
    ends = pd.concat([known.head(3), known.tail(1)])  # of thousands only these are said
    told = [f"{name} {words.number(score, 4)}" for name, score in zip(ends["name"], ends["score"], strict=True)]
    return words.t(
        "alt.scores",
        title=title,
        known=len(known),
        total=len(table),
        first="; ".join(told[:-1]),
        last=told[-1],
    )
