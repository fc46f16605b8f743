"""How a node is made of what lies under it, as a formula in LaTeX: by the mean it really has."""

import textwrap
from collections.abc import Callable, Mapping
from decimal import Decimal

from figures.parameters import plain
from figures.words import Words
from scoring.engine.tree import Branch
from scoring.frameworks import Framework, Mean

# Characters of a name in one line, so that a formula fits a phone; fewer where an exponent or offset follows it.
_LONG, _SHORT = 28, 22


def formula(branch: Branch, framework: Framework, words: Words) -> str:
    """The score s of a node in LaTeX, with the names and points of what lies under it, one term a line.

    Empty under Copeland's mean, which compares units pair by pair: `means.sentence` says how.
    """
    mean = branch.node.mean
    longest = _SHORT if mean.parameters.get("offset") or mean.kind in ("geometric", "power") else _LONG
    scores = [f"s_{{{name_text(framework.name(child, words.lang), longest)}}}" for child in branch.children]
    return _written(mean, scores, [float(p) for p in branch.points], words)


def with_numbers(branch: Branch, scores: Mapping[str, float], result: float, words: Words, decimals: int = 4) -> str:
    """The same with one unit's scores for names, and its `result`; those it lacks are left out with their points.

    `scores` (code → score) has no missing ones. Empty where there is no formula or no score.
    """
    known = [(scores[code], float(p)) for code, p in zip(branch.children, branch.points, strict=True) if code in scores]
    *told, last = [words.number(score, decimals).replace(",", "{,}") for score in (*(s for s, _ in known), result)]
    written = _written(branch.node.mean, told, [p for _, p in known], words) if known else ""
    return written.replace(r" \end{aligned}", rf"{_BREAK}\quad = {last} \end{{aligned}}")


def _written(mean: Mean, scores: list[str], weights: list[float], words: Words) -> str:
    """The formula of a mean over terms as they are written and their points."""
    if mean.kind not in _FORMULAS:
        return ""
    exponent, offset = (mean.parameters.get(key, 0.0) for key in ("exponent", "offset"))
    points = [number(weight, words) for weight in weights]
    total = number(float(sum(Decimal(repr(weight)) for weight in weights)), words)
    if offset:
        scores = [f"({score} + {number(offset, words)})" for score in scores]
    elif mean.kind in ("geometric", "power"):
        scores = [f"({score})" for score in scores]  # or the exponent would sit on the name
    back = f" - {number(offset, words)}" if offset else ""
    lines = _FORMULAS[mean.kind](scores, points, total, number(exponent, words))
    return rf"\begin{{aligned}} & s = {_BREAK.join(lines)}{back} \end{{aligned}}"


def number(value: float, words: Words) -> str:
    """A number as LaTeX sets it in the language's form: no gap after a decimal comma."""
    return plain(value, words).replace(",", "{,}")


def name_text(name: str, longest: int) -> str:
    r"""A name as the index of a letter, in lines of so many characters, whatever these are.

    Verbatim, since within `\text` KaTeX takes Vietnamese letters apart and sets their accents aside.
    """
    lines = [rf"\verb|{line}|" for line in textwrap.wrap(name.replace("|", "¦"), longest)]
    if len(lines) > 1:
        lines = [r"\begin{subarray}{l}", r" \\[0.3em] ".join(lines), r"\end{subarray}"]
    return " ".join([r"\scriptsize", *lines])


def _arithmetic(scores: list[str], points: list[str], total: str, exponent: str) -> list[str]:
    terms = [rf"{p} \cdot {s}" for s, p in zip(scores, points, strict=True)]
    *most, last = _signed(terms)
    return [rf"\tfrac{{1}}{{{total}}} \Big(", *most, rf"{last} \Big)"]


def _geometric(scores: list[str], points: list[str], total: str, exponent: str) -> list[str]:
    factors = [f"{s}^{{{p}}}" for s, p in zip(scores, points, strict=True)]
    return [r"\Big(", *_signed(factors, r"\cdot"), rf"\Big)^{{1 / {total}}}"]


def _harmonic(scores: list[str], points: list[str], total: str, exponent: str) -> list[str]:
    terms = [f"{p} / {s}" for s, p in zip(scores, points, strict=True)]
    return [rf"{total} \cdot \Big(", *_signed(terms), r"\Big)^{-1}"]


def _power(scores: list[str], points: list[str], total: str, exponent: str) -> list[str]:
    terms = [rf"{p} \cdot {s}^{{{exponent}}}" for s, p in zip(scores, points, strict=True)]
    root = f"({exponent})" if exponent.startswith("-") else exponent
    return [rf"\Big( \tfrac{{1}}{{{total}}} \big(", *_signed(terms), rf"\big) \Big)^{{1 / {root}}}"]


# The lines of each: how it begins, a term a line, how it ends.
_FORMULAS: dict[str, Callable[[list[str], list[str], str, str], list[str]]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "power": _power,
}
_BREAK = r" \\ & "


def _signed(terms: list[str], sign: str = "+") -> list[str]:
    """The terms set in, the second and further ones with their sign."""
    first, *others = terms
    return [rf"\quad {first}", *(rf"\quad {sign} {term}" for term in others)]
