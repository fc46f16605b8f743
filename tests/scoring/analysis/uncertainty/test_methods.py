"""Choices of method change the framework as its file would, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from scoring import ScoringError, score
from scoring.analysis.uncertainty.assumptions import nominal
from scoring.analysis.uncertainty.methods import Means, Methods, Normalisations, Steps
from tests.scoring.trees import panel, tree

NODES = [("g", "dti", 1), ("a", "g", 1), ("b", "g", 3), ("c", "dti", 1)]
RULES = [
    ("a", "dti", 1, 'rule = { kind = "min_max", direction = "lower" }'),
    ("b", "dti", 1, 'rule = { kind = "z_score", sd = 10.0 }'),
    ("c", "dti", 1, 'rule = { kind = "share", scale = 9 }'),
]
VALUES = panel({"a": [1, 2, 5, 9], "b": [3, 1, 4, 2], "c": [0, 5, 2, 1]})


def scores(framework, values=VALUES):
    return score(framework, values).scores["dti"].to_numpy()


def test_a_mean_changed_at_a_level_is_the_mean_of_the_file():
    plain = tree(*NODES)
    values = panel({"a": [0.1, 0.4], "b": [0.9, 0.5], "c": [0.3, 0.8]})
    means = Means(("arithmetic", {"kind": "power", "exponent": 2}), levels=(1,))
    assert isinstance(means, Methods) and means.dimensions(plain) == 1
    written = tree(*NODES, head='levels = [{ level = 1, mean = { kind = "power", exponent = 2 } }]')
    np.testing.assert_array_equal(scores(means.change(plain, 1), values), scores(written, values))
    np.testing.assert_array_equal(scores(means.change(plain, 0), values), scores(plain, values))
    everywhere = tree(*NODES, head='mean = "harmonic"')
    np.testing.assert_array_equal(
        scores(Means(("arithmetic", "harmonic")).change(plain, 1), values), scores(everywhere, values)
    )
    assert plain.by_code["g"].mean.kind == "arithmetic"


def test_normalisations_change_but_keep_the_direction_and_leave_points_alone():
    plain = tree(*RULES)
    choices = Normalisations(({"kind": "min_max"}, {"kind": "percentile_rank"}, {"kind": "min_max", "to": [0, 10]}))
    # a 1 − (x − 1)/8, b (x − 1)/3, c x/9, by hand for the first choice.
    first = np.array([1, 7 / 8, 4 / 8, 0]) + np.array([2 / 3, 0, 1, 1 / 3]) + np.array([0, 5, 2, 1]) / 9
    np.testing.assert_allclose(scores(choices.change(plain, 0)), first / 3, rtol=1e-14)
    second = np.array([1, 2 / 3, 1 / 3, 0]) + np.array([2 / 3, 0, 1, 1 / 3]) + np.array([0, 5, 2, 1]) / 9
    np.testing.assert_allclose(scores(choices.change(plain, 1)), second / 3, rtol=1e-14)
    third = 10 * (first - np.array([0, 5, 2, 1]) / 9) + np.array([0, 5, 2, 1]) / 9
    np.testing.assert_allclose(scores(choices.change(plain, 2)), third / 3, rtol=1e-14)


def test_steps_are_done_otherwise_or_left_out():
    head = 'steps = [{ step = "impute", kind = "mean", indicators = ["a", "b"] }]'
    written = tree(*NODES, head=head)
    values = panel({"a": [0.1, np.nan, 0.5, 0.7], "b": [0.9, 0.4, 0.6, 0.7], "c": [0.3, 0.8, 0.2, 0.1]})
    steps = Steps("impute", ({"kind": "mean"}, {"kind": "median"}, None))
    median = tree(*NODES, head=head.replace("mean", "median"))
    np.testing.assert_array_equal(scores(steps.change(written, 0), values), scores(written, values))
    np.testing.assert_array_equal(scores(steps.change(written, 1), values), scores(median, values))
    np.testing.assert_array_equal(scores(steps.change(written, 2), values), scores(tree(*NODES), values))
    assert steps.change(written, 1).steps[0].indicators == ("a", "b")
    # The middle of 0.1, 0.5, 0.7 is not their mean.
    second = [scores(each, values)[1] for each in (written, median, tree(*NODES))]
    assert len(set(np.round(second, 12))) == 3


def test_a_step_that_normalises_is_a_normalisation():
    written = tree(*NODES, head='steps = [{ step = "normalise", kind = "min_max", direction = "lower" }]')
    changed = Normalisations(({"kind": "min_max"}, {"kind": "z_score"})).change(written, 1)
    assert changed.steps[0].settings == {"kind": "z_score", "direction": "lower"}


def test_every_choice_is_as_likely_and_kept_with_the_draw():
    framework = tree(*NODES)
    means = Means(("arithmetic", "geometric", "harmonic"))
    drawn = means.apply(framework, nominal(framework, 4), np.array([[0.0], [0.4], [0.99], [0.5]]))
    np.testing.assert_array_equal(drawn.methods["means"], [0, 1, 2, 1])
    assert replace(drawn, methods={}).points.shape == (4, 5)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Means(("arithmetic",)), "The assumption 'means' needs at least two choices."),
        (
            lambda: Means(("arithmetic", "median")),
            "The assumption 'means': the mean 'median' is not known. Known are: arithmetic, geometric, harmonic, power,"
            " copeland.",
        ),
        (
            lambda: Means(("arithmetic", "geometric"), levels=(0, 7)).dimensions(tree(*NODES)),
            "The framework t has no means at level 7. Its means are at the levels 0 to 1.",
        ),
        (
            lambda: Normalisations(({"kind": "min_max"}, {"kind": "z_score", "posts": 3})),
            "The assumption 'normalisation': the normalisation 'z_score' takes no 'posts'.",
        ),
        (
            lambda: Normalisations(({"kind": "min_max"}, {"kind": "z_score"})).dimensions(tree(*NODES)),
            "The framework t normalises nothing: its indicators have rules of points.",
        ),
        (
            lambda: Steps("shuffle", (None, None)),
            "The step 'shuffle' is not known. Known are: denominate, screen, impute, treat, normalise.",
        ),
        (
            lambda: Steps("impute", (None, {"kind": "guess"})),
            "The assumption 'steps': the imputation 'guess' is not known. Known are: mean, median, last, linear, none.",
        ),
        (
            lambda: Steps("impute", (None, {"kind": "mean"})).dimensions(tree(*NODES)),
            "The framework t has no step 'impute' to do otherwise.",
        ),
    ],
)
def test_what_cannot_be_chosen_is_refused(make, message):
    with pytest.raises(ScoringError) as raised:
        make()
    assert str(raised.value) == message
