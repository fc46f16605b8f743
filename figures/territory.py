"""Finished tables for maps: one node of one release, or its change since another, on the units of one division.

Columns: unit, name, value (what is coloured), score, rank, basis (one of `basis.BASES` or `basis.MISSING`), told (the
hover's sentence). A row for every unit of the division, in the order of its table.
"""

from dataclasses import dataclass

import pandas as pd

from figures.basis import BASES, MISSING, UNKNOWN, basis, joined
from figures.scales import Kind, Scale
from figures.words import Words, sort_key
from scoring import Scores, Units
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.lineage import Lineage
from scoring.analysis.over_time.trends import change


@dataclass(frozen=True)
class Placed:
    """Scores on the units of a division, and what each value rests on; carried through mergers along `links`."""

    scores: Scores
    basis: pd.Series
    links: Lineage | None = None

    def has(self, node: str) -> bool:
        """Whether any unit has a score or a rank of the node; below the main indicators nothing is carried."""
        known = self.scores
        return node in known.scores and bool((known.scores[node].notna() | known.ranks[node].notna()).any())


def placed(scores: Scores, remarks: pd.DataFrame, node: str, links: Lineage | None = None) -> Placed:
    """One release's scores as they are, or carried along `links` to the units that came after."""
    found = basis(scores, remarks, node)
    if links is None or links.changes_nothing:
        return Placed(scores, found)
    return Placed(back_cast(scores, links).scores, joined(found, links.links["new"]), links)


def kinds(at: Placed, node: str, earlier: Placed | None) -> list[Kind]:
    """What can be coloured: score, rank, and where another release may be compared, points and places gained."""
    known = [at] if earlier is None else [at, earlier]
    parts = {"score": [each.scores.scores for each in known], "rank": [each.scores.ranks for each in known]}
    has = {name: [node in frame and frame[node].notna().any() for frame in frames] for name, frames in parts.items()}
    own: tuple[Kind, ...] = ("score", "rank")
    found = [name for name in own if has[name][0]]
    if earlier is not None:
        changes: tuple[tuple[Kind, Kind], ...] = (("points", "score"), ("places", "rank"))
        found += [name for name, of in changes if all(has[of])]
    return found


def mapped(
    at: Placed, units: Units, division: str, node: str, kind: Kind, words: Words, earlier: Placed | None = None
) -> pd.DataFrame:
    """The table of a node; for points and places of its change since `earlier`, whose units must be the same.

    Without an `earlier` one no change is known.
    """
    everyone = units.of(at.scores.framework.block, division)
    own = {
        name: frame[node].droplevel(0) if node in frame else pd.Series(dtype=float)
        for name, frame in (("score", at.scores.scores), ("rank", at.scores.ranks))
    }
    table = pd.DataFrame(own).reindex(everyone.index)
    if kind in ("points", "places"):
        if earlier is None:
            table["value"], rests = float("nan"), at.basis
        else:
            table["value"] = change(earlier.scores, at.scores, node)[kind]
            rests = pd.concat([at.basis, earlier.basis], axis=1).apply(_weakest, axis=1)
    else:
        table["value"], rests = table[kind], at.basis
    table["basis"] = _settled(rests.reindex(table.index).fillna(UNKNOWN), table["value"].notna())
    table.insert(0, "unit", table.index)
    table.insert(1, "name", everyone[f"name_{words.lang}"])
    table["told"] = [_told(row, kind, words) for row in table.itertuples()]
    return table.reset_index(drop=True)


def by_name(table: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of the Vietnamese alphabet."""
    return table.sort_values("name", key=lambda names: names.map(sort_key)).reset_index(drop=True)


def by_value(table: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """Best first, what is not known last."""
    return table.sort_values("value", ascending=kind == "rank", na_position="last", kind="stable").reset_index(
        drop=True
    )


def map_alt(table: pd.DataFrame, scale: Scale, title: str, words: Words) -> str:
    """The map in words: how many values are known, the first three, the last, and what is not as the others."""
    known = by_value(table.dropna(subset=["value"]), scale.kind)
    if known.empty:
        return f"{title}. {words.t('alt.nothing')}"
    told = [f"{row.name} {scale.told(row.value, words)}" for row in known.itertuples(index=False)]
    sentences = [
        words.t("map.alt", title=title, known=len(known), total=len(table), first="; ".join(told[:3]), last=told[-1])
    ]
    for name in (*BASES[1:], *MISSING):
        concerned = table.loc[table["basis"] == name, "name"]
        if 0 < len(concerned) <= 6:
            sentences.append(f"{words.t(f'basis.{name}')}: {', '.join(concerned)}.")
        elif len(concerned):
            sentences.append(f"{words.t(f'basis.{name}')}: {len(concerned)}.")
    return " ".join(sentences)


def _weakest(pair: pd.Series) -> str:
    order = (*BASES, *MISSING)
    return max(pair.fillna(UNKNOWN), key=order.index)


def _settled(rests: pd.Series, known: pd.Series) -> pd.Series:
    """A basis that agrees with whether there is a value: a change may be missing where a score is not."""
    return rests.where(known | rests.isin(MISSING), UNKNOWN)


def _told(row, kind: Kind, words: Words) -> str:  # type: ignore[no-untyped-def]
    """A unit's value for the pointer: its change where that is shown, then score and rank, then its basis."""
    parts = []
    if kind == "points" and row.value == row.value:
        parts.append(words.t("map.told_points", points=words.number(row.value, 4, signed=True)))
    if kind == "places" and row.value == row.value:
        parts.append(words.t("map.told_places", places=words.number(row.value, 0, signed=True)))
    if row.score == row.score:
        parts.append(words.t("map.told_score", score=words.number(row.score, 4)))
    if row.rank == row.rank:
        parts.append(words.t("map.rank", rank=int(row.rank)))
    if row.basis != "measured":
        parts.append(words.t(f"basis.{row.basis}"))
    return " · ".join(parts)
