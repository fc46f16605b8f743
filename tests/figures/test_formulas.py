r"""Formulas in LaTeX: what they say is what the engine computes, whatever characters the names have.

`computed` reads a formula back as Python: \cdot as *, ^ as **, and the letters s with their names as the scores.
"""

import re

import numpy as np
import pytest

from figures.formulas import formula, name_text
from figures.words import words
from scoring import parse_framework
from scoring.engine.means import MEANS
from scoring.engine.tree import branches
from scoring.toml_text import write

NAMES = ("Hạ tầng", "R&D_{x} 100% $ #~^\\", "Số thuê bao Internet băng rộng cố định")
POINTS = (60, 1.5, 100)


def framework(mean: dict, names=NAMES):
    """A headline over three indicators, made by `mean`."""
    heads = {"id": "t", "block": "province", "kind": "official", "decision": "", "years": [2024], "sources": []}
    leaves = [
        {"code": str(at), "parent": "dti", "points": p, "names": dict.fromkeys(("vi", "en", "es"), name),
         "rule": {"kind": "share"}}
        for at, (name, p) in enumerate(zip(names, POINTS, strict=True))
    ]  # fmt: skip
    same = dict.fromkeys(("vi", "en", "es"), "DTI")
    return parse_framework(
        write({**heads, "names": same, "nodes": [{"code": "dti", "names": same, "mean": mean}, *leaves]})
    )


def shown(mean: dict, lang: str = "vi", names=NAMES) -> str:
    tree = framework(mean, names)
    (branch,) = branches(tree)
    return formula(branch, tree, words(lang))


def computed(text: str, scores: list[float]) -> float:
    found = text.removeprefix(r"\begin{aligned} & s = ").removesuffix(r" \end{aligned}")
    for name, score in zip(NAMES, scores, strict=True):
        for longest in (22, 28):
            found = found.replace(f"s_{{{name_text(name, longest)}}}", repr(score))
    found = found.replace("{,}", ".")
    found = re.sub(r"\\tfrac\{1\}\{(.*?)\}", r"(1 / \1) *", found)
    for nothing in (r"\Big", r"\big", r"\quad", "&", r"\\"):
        found = found.replace(nothing, "")
    for latex, python in ((r"\cdot", "*"), ("^", "**"), ("{", "("), ("}", ")")):
        found = found.replace(latex, python)
    return eval(found, {"__builtins__": {}})


@pytest.mark.parametrize(
    "mean",
    [
        {"kind": "arithmetic"},
        {"kind": "geometric"},
        {"kind": "geometric", "offset": 0.25},
        {"kind": "harmonic"},
        {"kind": "harmonic", "offset": 1},
        {"kind": "power", "exponent": 0.5},
        {"kind": "power", "exponent": -2},
    ],
)
def test_a_formula_says_what_the_engine_computes(mean):
    scores = [0.3, 0.8, 0.45]
    kind, parameters = mean["kind"], {key: mean[key] for key in mean if key != "kind"}
    (expected,) = MEANS[kind](np.array([scores]), np.array(POINTS, dtype=float), **parameters)
    assert computed(shown(mean), scores) == pytest.approx(expected, abs=1e-12)


def test_there_is_no_formula_for_pairs_of_units():
    assert shown({"kind": "copeland"}) == ""


def test_numbers_take_the_language_s_form():
    tree = framework({"kind": "geometric", "offset": 0.25}, ("A", "B", "C"))
    (branch,) = branches(tree, {"2": 1000})
    assert formula(branch, tree, words("en")) == (
        r"\begin{aligned} & s = \Big( \\ & \quad (s_{\scriptsize \verb|A|} + 0.25)^{60} \\ & \quad \cdot "
        r"(s_{\scriptsize \verb|B|} + 0.25)^{1.5} \\ & \quad \cdot (s_{\scriptsize \verb|C|} + 0.25)^{1{,}000} \\ & "
        r"\Big)^{1 / 1{,}061.5} - 0.25 \end{aligned}"
    )
    assert shown({"kind": "arithmetic"}, "vi", ("A", "B", "C")) == (
        r"\begin{aligned} & s = \tfrac{1}{161{,}5} \Big( \\ & \quad 60 \cdot s_{\scriptsize \verb|A|} \\ & \quad + "
        r"1{,}5 \cdot s_{\scriptsize \verb|B|} \\ & \quad + 100 \cdot s_{\scriptsize \verb|C|} \Big) \end{aligned}"
    )


def test_points_add_up_as_they_were_decided():
    tree = framework({"kind": "arithmetic"})
    (branch,) = branches(tree, {"0": 0.1, "1": 0.2, "2": 0.3})  # 0.6000000000000001 in floating point
    assert r"\tfrac{1}{0.6}" in formula(branch, tree, words("en"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Hạ tầng", r"\scriptsize \verb|Hạ tầng|"),
        ("a|b", r"\scriptsize \verb|a¦b|"),
        (
            "Số thuê bao Internet băng rộng cố định",
            r"\scriptsize \begin{subarray}{l} \verb|Số thuê bao Internet| \\[0.3em] \verb|băng rộng cố định| "
            r"\end{subarray}",
        ),
    ],
)
def test_a_name_stands_as_it_is_in_lines_that_fit_a_phone(name, text):
    assert name_text(name, 22) == text
