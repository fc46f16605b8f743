"""How a node is made of what lies under it, as a formula in LaTeX: by the mean it really has."""

import textwrap
from collections.abc import Callable
from decimal import Decimal

from figures.parameters import plain
from figures.words import Words
from scoring.engine.tree import Branch
from scoring.frameworks import Framework

_LONGEST = 22  # characters of a name in one line, so that a formula fits a phone


def formula(branch: Branch, framework: Framework, words: Words) -> str:
    """The score s of a node in LaTeX, with the names and points of what lies under it, one term a line.

    Empty under Copeland's mean, which compares units pair by pair: `means.sentence` says how.
    """
    mean = branch.node.mean
    if mean.kind not in _FORMULAS:
        return ""
    scores = [f"s_{{{name_text(framework.name(child, words.lang))}}}" for child in branch.children]
    points = [number(float(p), words) for p in branch.points]
    total = number(float(sum(Decimal(repr(float(p))) for p in branch.points)), words)
    exponent, offset = (mean.parameters.get(key, 0.0) for key in ("exponent", "offset"))
    if offset:
        scores = [f"({score} + {number(offset, words)})" for score in scores]
    elif mean.kind in ("geometric", "power"):
        scores = [f"({score})" for score in scores]  # or the exponent would sit on the name
    back = f" - {number(offset, words)}" if offset else ""
    made = _FORMULAS[mean.kind](scores, points, total, number(exponent, words))
    return rf"\begin{{aligned}} s = {made}{back} \end{{aligned}}"


def number(value: float, words: Words) -> str:
    """A number as LaTeX sets it in the language's form: no gap after a decimal comma."""
    return plain(value, words).replace(",", "{,}")


def name_text(name: str) -> str:
    r"""A name as the index of a letter, in short lines, whatever characters it has.

    Verbatim, since within `\text` KaTeX takes Vietnamese letters apart and sets their accents aside.
    """
    lines = [rf"\verb|{line}|" for line in textwrap.wrap(name.replace("|", "¦"), _LONGEST)]
    if len(lines) > 1:
        lines = [r"\begin{subarray}{l}", r" \\[0.3em] ".join(lines), r"\end{subarray}"]
    return " ".join([r"\scriptsize", *lines])


def _arithmetic(scores: list[str], points: list[str], total: str, exponent: str) -> str:
    terms = [rf"{p} \cdot {s}" for s, p in zip(scores, points, strict=True)]
    return rf"\tfrac{{1}}{{{total}}} \Big( & {_lines(terms)} \Big)"


def _geometric(scores: list[str], points: list[str], total: str, exponent: str) -> str:
    factors = [f"{s}^{{{p}}}" for s, p in zip(scores, points, strict=True)]
    product = _lines(factors, r"\cdot")
    return rf"\Big( & {product} \Big)^{{1 / {total}}}"


def _harmonic(scores: list[str], points: list[str], total: str, exponent: str) -> str:
    terms = [f"{p} / {s}" for s, p in zip(scores, points, strict=True)]
    return rf"{total} \cdot \Big( & {_lines(terms)} \Big)^{{-1}}"


def _power(scores: list[str], points: list[str], total: str, exponent: str) -> str:
    terms = [rf"{p} \cdot {s}^{{{exponent}}}" for s, p in zip(scores, points, strict=True)]
    root = f"({exponent})" if exponent.startswith("-") else exponent
    return rf"\Big( \tfrac{{1}}{{{total}}} \big( & {_lines(terms)} \big) \Big)^{{1 / {root}}}"


_FORMULAS: dict[str, Callable[[list[str], list[str], str, str], str]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "power": _power,
}


def _lines(terms: list[str], sign: str = "+") -> str:
    """One term a line, the second and further ones with their sign."""
    first, *others = terms
    return r" \\ & ".join([first, *(f"{sign} {term}" for term in others)])
