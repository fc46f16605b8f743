"""Why a rank moved, in a sentence made from the parts that add up to the change."""

import pandas as pd

from figures.words import Words, capital
from scoring.analysis.reasons.moves import FACTORS, Moves
from scoring.frameworks import Framework

LEAST = 0.05  # parts of places that would be written as 0.0 are left out


def sentence(found: Moves, unit: str, framework: Framework, words: Words, moved: bool = True) -> str:
    """How far the unit moved and by what, as "Up 22, from rank 56 to 34: own results +29.5, …; most gained by … +6.8."

    The parts are those of `moves`, the largest first, to a tenth of a place; the indicator named last is the one that
    did most in the direction of the change. Where there are no parts, why not. Without `moved` the parts alone.
    """
    t, row = words.t, found.summary.loc[unit]
    led = change(row["rank_before"], row["rank_after"], words) if moved else ""
    if row["reason"]:
        return " ".join(part for part in (led and f"{led}.", t("why." + row["reason"].replace(" ", "_"))) if part)
    parts = found.places.loc[unit, list(FACTORS)]
    parts = parts[parts.abs() >= LEAST].sort_values(key=lambda values: -values.abs(), kind="stable")
    told = ", ".join(f"{t(f'why.{factor}')} {words.number(value, 1, signed=True)}" for factor, value in parts.items())
    if not told:
        return f"{led}." if led else t("why.no_change")
    if most := _most(found.places_by_indicator.loc[unit], row["places"]):
        key = "why.most_lost" if row["places"] < 0 else "why.most_gained"
        said = words.number(found.places_by_indicator.loc[unit, most], 1, signed=True)
        told += f"; {t(key, name=framework.name(most, words.lang), places=said)}"
    return f"{led}: {told}." if led else f"{capital(told)}."


def change(before: float, after: float, words: Words) -> str:
    """The change of rank alone: "Up 22, from rank 56 to 34"; empty where a rank is not known."""
    if pd.isna(before) or pd.isna(after):
        return ""
    places = int(before - after)
    key = "why.up" if places > 0 else "why.down" if places < 0 else "why.same"
    return words.t(key, n=abs(places), before=int(before), after=int(after))


def arrow(places: float) -> str:
    """'▲ 22', '▼ 3', '=' or nothing: the change where there is little room."""
    if pd.isna(places):
        return ""
    return f"▲ {int(places)}" if places > 0 else f"▼ {int(-places)}" if places < 0 else "="


def _most(parts: pd.Series, places: float) -> str:
    """The indicator that did most in the direction of the change; none where nothing did."""
    along = parts * (1 if places >= 0 else -1)
    return str(along.idxmax()) if len(along) and along.max() >= LEAST else ""
