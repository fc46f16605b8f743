"""How a node gets its score, in sentences."""

import pytest

from figures.rules import sentence, within_unit
from figures.words import words
from scoring import load_framework, load_frameworks, parse_framework


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("dti", "Arithmetic mean of its children, weighted by points."),
        ("1.1.1", "By steps: ≥ 1 → 25%; ≥ 2 → 50%; ≥ 3 → 75%; ≥ 4 → 100%."),
        ("1.1.2", "Choice: Full → 100%; Half → 50%; None → 0%."),
        ("1.1.3", "Count, at most 5: min(x, 5) / 5."),
        ("2.2.2", "Against the target 20, lower is better, at most 1: 20 / x."),
        ("3.1.1", "Households with fibre / All households."),
        ("3.1.3", "x / 100, a share from 0 to 1. Lower is better: 1 − share."),
        ("5.1.3", "Sum of parts: Monitoring ≤ 10; Response ≤ 6; Exercises ≤ 4."),
    ],
)
def test_a_rule_is_read_aloud_with_its_parameters(code, said):
    assert sentence(load_framework("demo-province-components").by_code[code], words("en")) == said


def test_a_given_node_is_as_published():
    assert sentence(load_framework("province-published").headline, words("en")) == "As published."


def changed(old: str, new: str):
    return parse_framework(load_framework("dti-1726-province").text.replace(old, new, 1))


def test_a_share_of_one_is_a_share_and_no_percentage():
    assert sentence(load_framework("dti-1726-province").by_code["cqs"], words("en")) == "A share from 0 to 1."


def test_a_normalisation_is_a_rule_like_any_other():
    tree = changed('rule = { kind = "share" }', 'rule = { kind = "scaled", posts = [-1.5, 3] }\nround = 1')
    assert sentence(tree.by_code["cqs"], words("en")) == (
        "On the scale from -1.5 to 3, never cut off: (x − (-1.5)) / (3 − (-1.5)). Rounded to 1 decimal."
    )


def test_a_mean_says_to_how_many_decimals_it_is_rounded():
    tree = changed('code = "dti"', 'code = "dti"\nmean = "geometric"\nround = 3')
    assert [sentence(tree.headline, words(lang)) for lang in ("vi", "en", "es")] == [
        "Trung bình nhân các nút con, có trọng số theo điểm tối đa. Làm tròn đến 3 chữ số thập phân.",
        "Geometric mean of its children, weighted by points. Rounded to 3 decimals.",
        "Media geométrica de sus hijos, ponderada por puntos. Se redondea a 3 decimales.",
    ]


def test_a_composite_is_a_mean_too():
    composite = load_framework("dti-922-province").composites[0]
    assert sentence(composite, words("en")) == "Arithmetic mean of its children, weighted by points."


@pytest.mark.parametrize(
    ("rule", "within"),
    [
        ('kind = "goalposts", posts = [20, 85]', True),
        ('kind = "goalposts", posts = [20, 85], truncate = false', False),
        ('kind = "min_max", to = [0.1, 1]', True),
        ('kind = "min_max", to = [1, 100]', False),
        ('kind = "percentile_rank"', True),
        ('kind = "distance_to_target", target = 5', True),
        ('kind = "distance_to_target", target = 5, cap = false', False),
        ('kind = "z_score"', False),
        ('kind = "fraction_of_max"', False),  # a value may lie below 0
    ],
)
def test_scores_are_said_to_lie_between_0_and_1_only_where_they_do(rule, within):
    assert within_unit(changed('rule = { kind = "share" }', f"rule = {{ {rule} }}")) == within


def test_the_scores_of_every_shipped_framework_lie_between_0_and_1():
    ranked = [each for each in load_frameworks().values() if not each.is_programme]
    assert all(map(within_unit, ranked))
