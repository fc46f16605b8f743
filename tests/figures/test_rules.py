"""Rules in sentences: every rule has one in every language, and parameters are never rounded."""

import pytest

from figures.rules import plain, sentence
from figures.words import LANGUAGES, catalogue, words
from scoring import load_framework, parse_framework
from scoring.engine.means import MEANS
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.rules import RULES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_a_sentence(lang):
    _, known, _ = catalogue(lang)
    assert [kind for kind in (*RULES, *NORMALISATIONS) if f"rule.{kind}" not in known] == []
    assert [kind for kind in MEANS if kind != "arithmetic" and f"rule.mean_{kind}" not in known] == []


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(20, "20", "20"), (20.0, "20", "20"), (0.25, "0,25", "0.25"), (1000, "1.000", "1,000"), (0.005, "0,005", "0.005")],
)
def test_parameters_are_said_as_they_were_decided(value, vi, en):
    assert [plain(value, words("vi")), plain(value, words("en"))] == [vi, en]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("dti", "Mean of its children, weighted by points."),
        ("1.1.1", "By steps: ≥ 1 → 25%; ≥ 2 → 50%; ≥ 3 → 75%; ≥ 4 → 100%."),
        ("1.1.2", "Choice: Full → 100%; Half → 50%; None → 0%."),
        ("1.1.3", "Count, at most 5: min(x, 5) / 5."),
        ("2.2.2", "Against the target 20, lower is better, at most 1: 20 / x."),
        ("3.1.1", "Households with fibre / All households."),
        ("3.1.3", "Share from 0 to 1 (a percentage by 100). Lower is better: 1 − share."),
        ("5.1.3", "Sum of parts: Monitoring ≤ 10; Response ≤ 6; Exercises ≤ 4."),
    ],
)
def test_a_rule_is_read_aloud_with_its_parameters(code, said):
    assert sentence(load_framework("demo-province-components").by_code[code], words("en")) == said


def test_a_given_node_is_as_published():
    assert sentence(load_framework("province-published").headline, words("en")) == "As published."


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('kind = "goalposts", posts = [20, 85]', "Between the goalposts 20 and 85: (x − 20) / (85 − 20)."),
        ('kind = "min_max", direction = "lower"',
         "Between the lowest and the highest of the period: (x − lowest) / (highest − lowest). Lower values are "
         "better."),
        ('kind = "z_score", sd = 10', "Deviation from the mean of the period in standard deviations: (x − mean) / sd × "
         "10 + 0."),
        ('kind = "distance_to_reference", reference = "01"',
         "From the worst to the value of the unit 01: (x − lowest) / (reference − lowest)."),
        ('kind = "distance_to_target", target = 0.5',
         "From the worst to the target 0.5: (x − lowest) / (0.5 − lowest)."),
    ],
)  # fmt: skip
def test_a_normalisation_is_read_aloud_with_its_parameters(rule, said):
    text = load_framework("dti-1726-province").text.replace('rule = { kind = "share" }', f"rule = {{ {rule} }}")
    assert sentence(parse_framework(text).by_code["cqs"], words("en")) == said


@pytest.mark.parametrize(
    ("mean", "said"),
    [
        ('"geometric"', "Geometric mean of its children, weighted by points."),
        ('{ kind = "power", exponent = 0.5 }', "Power mean of its children with exponent 0.5, weighted by points."),
    ],
)
def test_a_mean_is_read_aloud(mean, said):
    text = load_framework("dti-1726-province").text.replace('code = "dti"', f'code = "dti"\nmean = {mean}', 1)
    assert sentence(parse_framework(text).headline, words("en")) == said
