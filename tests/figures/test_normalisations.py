"""Normalisations in sentences, with their formulas."""

import re
from math import log

import pytest

from figures.normalisations import sentence, within_unit
from figures.words import words
from scoring.engine.normalise import NORMALISATIONS, PARAMETERS, normalise
from tests.scoring.panels import panel


@pytest.mark.parametrize(
    ("method", "lang", "said"),
    [
        (
            {"kind": "min_max"}, "en",
            "Between the lowest and the highest value: (x − lowest) / (highest − lowest). Compared among the units of "
            "one period.",
        ),
        (
            {"kind": "min_max", "direction": "lower", "to": [1, 100], "over": "panel"}, "vi",
            "Giữa giá trị nhỏ nhất và lớn nhất: (lớn nhất − x) / (lớn nhất − nhỏ nhất). Kết quả được quy về khoảng từ "
            "1 đến 100. Giá trị càng thấp càng tốt. So sánh chung các đơn vị của mọi kỳ.",
        ),
        (
            {"kind": "goalposts", "posts": [100, 75_000], "logarithm": True}, "en",
            "Between the goalposts 100 and 75,000, by logarithms: (ln x − ln 100) / (ln 75,000 − ln 100). Values "
            "beyond the goalposts count as the nearer one.",
        ),
        (
            {"kind": "goalposts", "posts": [0, 18], "truncate": False, "direction": "lower"}, "es",
            "Entre los límites 0 y 18: (18 − x) / (18 − 0). Los valores fuera de los límites no se recortan. Los "
            "valores más bajos son mejores.",
        ),
        (
            {"kind": "z_score", "mean": 50, "sd": 10}, "vi",
            "Khoảng cách đến trung bình, tính theo độ lệch chuẩn: (x − trung bình) / độ lệch chuẩn × 10 + 50. So sánh "
            "giữa các đơn vị trong cùng kỳ.",
        ),
        (
            {"kind": "distance_to_reference", "reference": "01", "cap": False, "direction": "lower"}, "en",
            "The way gone from the worst value to that of the unit Ha Noi (01): (highest − x) / (highest − reference). "
            "The result may exceed 1. Lower values are better. Compared among the units of one period.",
        ),
        (
            {"kind": "distance_to_target", "target": 0.5}, "es",
            "Camino recorrido del peor valor a la meta 0,5: (x − mínimo) / (0,5 − mínimo). Un resultado mayor que 1 "
            "cuenta como 1. Se comparan las unidades de un mismo período.",
        ),
        ({"kind": "none"}, "en", "The value as it is."),
        ({"kind": "none", "direction": "lower"}, "en", "The value with its sign reversed, as lower is better: −x."),
    ],
)  # fmt: skip
def test_a_normalisation_is_read_aloud(method, lang, said):
    assert sentence(method, words(lang), {"01": "Ha Noi"}) == said


def test_a_unit_without_a_name_is_called_by_its_code():
    method = {"kind": "distance_to_reference", "reference": "99"}
    assert "that of the unit 99:" in sentence(method, words("en"), {"01": "Ha Noi"})


VALUES = [3.0, 7.5, 12.0, 20.0]
METHODS = [
    {"kind": "min_max"},
    {"kind": "goalposts", "posts": [5, 15], "truncate": False},
    {"kind": "goalposts", "posts": [1, 25], "logarithm": True},
    {"kind": "z_score", "mean": 50, "sd": 10},
    {"kind": "scaled", "posts": [-4, 16]},
    {"kind": "distance_to_max"},
    {"kind": "distance_to_reference", "reference": "C", "cap": False},
    {"kind": "distance_to_target", "target": 30},
    {"kind": "fraction_of_max"},
]


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("method", METHODS, ids=[f"{at}-{method['kind']}" for at, method in enumerate(METHODS)])
def test_the_formula_that_is_shown_is_the_one_that_is_used(method, direction):
    """The formula of the sentence, read back as Python, gives the engine's numbers."""
    if method["kind"] == "distance_to_target" and direction == "lower":
        method = {**method, "target": 2}
    method = {**method, "direction": direction}
    said = sentence(method, words("en"))
    formula = re.search(r": (.*?)\.(?: |$)(?=[A-Z]|$)", said)[1]
    known = {"lowest": 3.0, "highest": 20.0, "reference": 12.0, "mean": 10.625}  # (3 + 7.5 + 12 + 20) / 4
    known["sd"] = (sum((x - known["mean"]) ** 2 for x in VALUES) / 3) ** 0.5
    formula = formula.replace("standard deviation", "sd").replace("−", "-").replace("×", "*")
    formula = re.sub(r"ln (x|\d+)", r"log(\1)", formula)
    expected = [eval(formula, {"__builtins__": {}, "log": log}, {**known, "x": x}) for x in VALUES]
    assert normalise(panel({"a": VALUES}), [method]).values[:, 0] == pytest.approx(expected, abs=1e-12)


def test_what_is_said_to_lie_between_0_and_1_does():
    needed = {"posts": [2, 5], "target": 95, "reference": "C"}
    for kind in NORMALISATIONS:
        method = {"kind": kind, **{name: value for name, value in needed.items() if name in PARAMETERS[kind]}}
        found = normalise(panel({"a": [-30, 0, 4, 90]}), [method]).values
        assert within_unit(method) == (found.min() >= 0 and found.max() <= 1), kind
