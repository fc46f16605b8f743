"""What a correction's notice says of its effect, in sentences."""

from collections.abc import Mapping

from figures.words import Words
from scoring.analysis.reasons.effect import Effect

_NAMED = 5


def effect_text(effect: Effect, names: Mapping[str, str], words: Words) -> str:
    """How many figures, scores and ranks change, the largest moves, and why ranks do not compare where they do not."""
    t = words.t
    if not (effect.units or effect.added or effect.gone or effect.other_method):
        return t("notice.nothing")
    counts = {key: words.number(getattr(effect, key)) for key in ("figures", "scores", "ranks", "units")}
    said = [t("notice.counts", **counts)]
    if effect.moves:
        moves = [f"{names.get(m.unit, m.unit)} {m.rank_before} → {m.rank_after}" for m in effect.moves]
        said.append(t("notice.moves" if len(moves) == effect.ranks else "notice.largest", moves=", ".join(moves)))
    if effect.added:
        said.append(t("notice.added", names=_some(effect.added, names)))
    if effect.gone:
        said.append(t("notice.gone", names=_some(effect.gone, names)))
    if not effect.comparable:
        said.append(t("notice.other_method" if effect.other_method else "notice.other_units"))
    return " ".join(said)


def _some(units: tuple[str, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(unit, unit) for unit in units[:_NAMED]) + (" …" if units[_NAMED:] else "")
