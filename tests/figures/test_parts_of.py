"""A unit's parts and its formula with numbers: they give the score that was scored."""

import pandas as pd
import pytest

from figures.formulas import with_numbers
from figures.parts_of import adds_up, parts_of
from figures.words import words
from scoring import parse_framework, score
from scoring.engine.tree import branches

TREE = """
id = "small"
block = "province"
kind = "illustrative"
decision = ""
years = []
sources = []
names = { vi = "n", en = "n", es = "n" }
[[nodes]]
code = "dti"
names = { vi = "d", en = "d", es = "d" }
mean = { kind = "MEAN" }
"""
CHILD = """
[[nodes]]
code = "{code}"
parent = "dti"
points = {points}
rule = {{ kind = "share" }}
names = {{ vi = "{code}", en = "{code}", es = "{code}" }}
"""


def scored(values: dict[str, float | None], mean: str = "arithmetic"):
    text = TREE.replace("MEAN", mean) + "".join(
        CHILD.format(code=code, points=points) for code, points in (("a", 200), ("b", 300), ("c", 500))
    )
    framework = parse_framework(text)
    index = pd.MultiIndex.from_tuples([("2023", "01")], names=["period", "unit"])
    found = score(framework, pd.DataFrame([values], index=index, dtype=float))
    return found, branches(framework)[-1]


def test_the_parts_of_a_whole_unit_add_up():
    # 0.2 · 0.5 + 0.3 · 0.8 + 0.5 · 0.4 = 0.1 + 0.24 + 0.2
    found, branch = scored({"a": 0.5, "b": 0.8, "c": 0.4})
    table = parts_of(found, "01", branch)
    assert table["share"].tolist() == [0.2, 0.3, 0.5]
    assert found.scores["dti"].iloc[0] == pytest.approx(0.54)
    assert adds_up(table, 0.54)


def test_the_points_of_a_missing_part_go_to_the_others():
    # (200 · 0.5 + 500 · 0.4) / 700
    found, branch = scored({"a": 0.5, "b": None, "c": 0.4})
    table = parts_of(found, "01", branch)
    assert table["share"].round(6).tolist()[::2] == [0.285714, 0.714286]
    assert table["share"].isna().tolist() == [False, True, False]
    assert adds_up(table, found.scores["dti"].iloc[0])


def test_another_mean_is_no_sum():
    found, branch = scored({"a": 0.5, "b": 0.8, "c": 0.4}, "geometric")
    assert not adds_up(parts_of(found, "01", branch), found.scores["dti"].iloc[0])


def test_the_formula_carries_the_numbers_of_the_unit_in_the_language_s_form():
    _, branch = scored({"a": 0.5, "b": None, "c": 0.4})
    written = with_numbers(branch, {"a": 0.5, "c": 0.4}, 0.4286, words("vi"))
    assert r"200 \cdot 0{,}5000" in written and r"500 \cdot 0{,}4000" in written and "300" not in written
    assert written.endswith(r"\quad = 0{,}4286 \end{aligned}")
    assert r"\tfrac{1}{700}" in written


def test_a_unit_without_any_part_has_no_formula():
    _, branch = scored({"a": None, "b": None, "c": None})
    assert with_numbers(branch, {}, float("nan"), words("en")) == ""
