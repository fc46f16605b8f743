"""How sure an order is, in sentences: what the robustness analysis found."""

from collections.abc import Mapping

import pandas as pd

from figures.words import Words

# A unit that stays within this many places in nine draws of ten is called steady.
STEADY = 2


def order(
    summary: pd.DataFrame, first: Mapping[str, float], names: Mapping[str, str], words: Words, draws: int
) -> list[str]:
    """Sentences about the ranks under redrawn points.

    `summary` as `rank_statistics.summary` gives it; `first`, the share of draws in which each unit comes first.
    """
    known = summary.dropna(subset=["nominal", "low", "high"])
    if known.empty:
        return []
    width = (known["high"] - known["low"]).astype(float)
    away = pd.concat([known["nominal"] - known["low"], known["high"] - known["nominal"]], axis=1).max(axis=1)
    leader = max(first, key=lambda unit: first[unit])
    return [
        words.t(
            "sure.steady", draws=words.number(draws), n=int((away <= STEADY).sum()), total=len(known), places=STEADY
        ),
        words.t("sure.width", middle=words.number(width.median()), most=words.number(width.max())),
        words.t("sure.first", name=names[leader], share=words.percent(first[leader])),
        words.t("sure.classes", n=int(known["stable_class"].nunique())),
    ]


def causes(sensitivity: pd.DataFrame, words: Words) -> str:
    """What the order hangs on most: the assumption with the larger total index of the mean shift."""
    found = sensitivity.loc["mean shift", "total"].dropna().sort_values(ascending=False)
    if found.empty:
        return words.t("sure.no_cause")
    told = {"weights": words.t("sure.weights"), "left out": words.t("sure.left_out")}
    named = [
        (told.get(str(name), str(name)), words.percent(min(max(share, 0.0), 1.0), 0)) for name, share in found.items()
    ]
    (most, share), *rest = named
    others = "; ".join(f"{name} {part}" for name, part in rest)
    return words.t("sure.cause", most=most, share=share, others=others)
