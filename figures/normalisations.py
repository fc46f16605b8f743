"""A normalisation in sentences: what it does, its formula with the numbers of the framework, its direction."""

from collections.abc import Mapping
from typing import Any

from figures.parameters import plain, term
from figures.words import Words
from scoring.engine.normalise import PARAMETERS

# Of these the result depends on the indicator's own value only, so nothing is said of the units it is compared with.
_ALONE = frozenset({"goalposts", "scaled", "none"})


def sentence(method: Mapping[str, Any], words: Words, units: Mapping[str, str] | None = None) -> str:
    """A method's settings (`kind`, parameters, `direction`, `over`) in the language of `words`.

    `units` has the names of units by code, for a method that refers to one.
    """
    kind, t = method["kind"], words.t
    lower = method.get("direction") == "lower"
    given = {**PARAMETERS[kind], **method}
    told = _told(given, words, units or {})
    said = [t(f"rule.{_variant(given, lower)}", formula=_FORMULAS[kind](given, words, lower), **told)]
    if "to" in given and tuple(given["to"]) != (0, 1):
        low, high = (plain(end, words) for end in given["to"])
        said.append(t("rule.to", low=low, high=high))
    if "truncate" in given:
        said.append(t("rule.truncated" if given["truncate"] else "rule.not_truncated"))
    if "cap" in given:
        said.append(t("rule.capped" if given["cap"] else "rule.not_capped"))
    if lower and kind != "none":
        said.append(t("rule.lower_values"))
    if kind not in _ALONE:
        said.append(t(f"rule.over_{given.get('over', 'period')}"))
    return " ".join(said)


def within_unit(method: Mapping[str, Any]) -> bool:
    """Whether the method gives 0..1 for any values, so that scores made of it stay there."""
    given = {**PARAMETERS[method["kind"]], **method}
    if method["kind"] in ("min_max", "goalposts"):
        low, high = given["to"]
        return bool(low >= 0 and high <= 1 and given.get("truncate", True))
    if method["kind"] in ("distance_to_reference", "distance_to_target"):
        return bool(given["cap"])
    return method["kind"] in ("percentile_rank", "distance_to_max")


def _variant(given: Mapping[str, Any], lower: bool) -> str:
    if given.get("logarithm"):
        return "goalposts_logarithm"
    return "none_lower" if lower and given["kind"] == "none" else str(given["kind"])


def _told(given: Mapping[str, Any], words: Words, units: Mapping[str, str]) -> dict[str, str]:
    """The parameters as the sentence names them."""
    told = {}
    if given.get("posts"):
        told["low"], told["high"] = (plain(post, words) for post in given["posts"])
    if "target" in given:
        told["target"] = plain(given["target"], words)
    if "reference" in given:
        told["reference"] = named(given["reference"], units)
    return told


def named(code: str, units: Mapping[str, str]) -> str:
    """A unit by its name and code, by its code alone where the name is not known."""
    return f"{units[code]} ({code})" if code in units else code


def _way(low: str, high: str, lower: bool, x: str = "x") -> str:
    """The way that x has gone from the worse of two values to the better."""
    return f"({high} − {x}) / ({high} − {low})" if lower else f"({x} − {low}) / ({high} − {low})"


def _between(given: Mapping[str, Any], words: Words, lower: bool) -> str:
    return _way(words.t("rule.term_lowest"), words.t("rule.term_highest"), lower)


def _posts(given: Mapping[str, Any], words: Words, lower: bool) -> str:
    low, high = (term(post, words) for post in given["posts"])
    if given.get("logarithm"):
        return _way(f"ln {low}", f"ln {high}", lower, x="ln x")
    return _way(low, high, lower)


def _towards(best: str, words: Words, lower: bool) -> str:
    worst = words.t("rule.term_highest" if lower else "rule.term_lowest")
    return _way(best, worst, lower) if lower else _way(worst, best, lower)


def _z_score(given: Mapping[str, Any], words: Words, lower: bool) -> str:
    mean = words.t("rule.term_mean")
    found = f"({mean} − x)" if lower else f"(x − {mean})"
    found += f" / {words.t('rule.term_sd')}"
    if given["sd"] != 1:
        found += f" × {plain(given['sd'], words)}"
    return found if given["mean"] == 0 else f"{found} + {term(given['mean'], words)}"


def _fraction(given: Mapping[str, Any], words: Words, lower: bool) -> str:
    return f"{'1 − ' if lower else ''}x / {words.t('rule.term_highest')}"


_FORMULAS = {
    "min_max": _between,
    "goalposts": _posts,
    "z_score": _z_score,
    "scaled": _posts,
    "distance_to_max": _between,
    "distance_to_reference": lambda given, words, lower: _towards(words.t("rule.term_reference"), words, lower),
    "distance_to_target": lambda given, words, lower: _towards(term(given["target"], words), words, lower),
    "fraction_of_max": _fraction,
    **dict.fromkeys(("rank", "borda", "percentile_rank", "none"), lambda given, words, lower: ""),
}
