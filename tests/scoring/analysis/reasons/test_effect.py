"""What a correction changes, counted by hand on four units."""

from scoring import score
from scoring.analysis.reasons.effect import Move, effect
from tests.scoring.trees import panel, tree

FRAMEWORK = tree(("a", "dti", 1), ("b", "dti", 1))
# Scores: 0.9 0.7 0.5 0.3, ranks 1 2 3 4.
BEFORE = {"a": [0.9, 0.7, 0.5, 0.3], "b": [0.9, 0.7, 0.5, 0.3]}


def scored(columns, framework=FRAMEWORK):
    return score(framework, panel(columns))


def test_nothing_changed():
    found = effect(scored(BEFORE), scored(BEFORE))
    assert (found.figures, found.scores, found.ranks, found.units, found.moves) == (0, 0, 0, 0, ())
    assert found.comparable and not found.other_method


def test_the_last_becomes_first():
    # The fourth unit has 1.0 and 1.0 instead of 0.3 and 0.3: two figures, one score; 1→2, 2→3, 3→4, 4→1.
    after = {"a": [0.9, 0.7, 0.5, 1.0], "b": [0.9, 0.7, 0.5, 1.0]}
    found = effect(scored(after), scored(BEFORE))
    assert (found.figures, found.scores, found.ranks, found.units) == (2, 1, 4, 4)
    assert found.moves == (Move("04", 4, 1, 3), Move("01", 1, 2, -1), Move("02", 2, 3, -1), Move("03", 3, 4, -1))
    assert [m.unit for m in effect(scored(after), scored(BEFORE), most=2).moves] == ["04", "01"]


def test_a_figure_without_weight_in_the_ranks():
    after = {"a": [0.9, 0.7, 0.5, 0.31], "b": [0.9, 0.7, 0.5, 0.3]}
    found = effect(scored(after), scored(BEFORE))
    assert (found.figures, found.scores, found.ranks, found.units, found.moves) == (1, 1, 0, 1, ())


def test_two_figures_that_cancel_out_are_a_change_of_figures_alone():
    after = {"a": [1.0, 0.7, 0.5, 0.3], "b": [0.8, 0.7, 0.5, 0.3]}
    found = effect(scored(after), scored(BEFORE))
    assert (found.figures, found.scores, found.ranks, found.units) == (2, 0, 0, 1)


def test_a_score_that_is_gone():
    nan = float("nan")
    found = effect(scored({"a": [0.9, nan, 0.5, 0.3], "b": [0.9, nan, 0.5, 0.3]}), scored(BEFORE))
    # The second has no rank any more, the two behind it move up.
    assert (found.figures, found.scores, found.ranks) == (2, 1, 3)
    assert found.moves == (Move("03", 3, 2, 1), Move("04", 4, 3, 1))


def test_with_other_units_ranks_are_not_compared():
    found = effect(scored({"a": [0.9, 0.7, 0.5, 0.3, 0.95], "b": [0.9, 0.7, 0.5, 0.3, 0.95]}), scored(BEFORE))
    assert (found.added, found.gone, found.comparable, found.moves) == (("05",), (), False, ())
    assert found.figures == 2
    back = effect(scored({"a": [0.9], "b": [0.9]}), scored(BEFORE))
    assert (back.added, back.gone, back.comparable) == ((), ("02", "03", "04"), False)


def test_with_another_method_ranks_are_not_compared():
    other = tree(("a", "dti", 3), ("b", "dti", 1))
    found = effect(scored({"a": [0.3, 0.7, 0.5, 0.9], "b": BEFORE["b"]}, other), scored(BEFORE))
    assert found.other_method and not found.comparable and found.moves == () and found.ranks == 2


def test_it_is_kept_as_plain_data():
    import json

    after = {"a": [0.9, 0.7, 0.5, 1.0], "b": [0.9, 0.7, 0.5, 1.0]}
    kept = json.loads(json.dumps(effect(scored(after), scored(BEFORE)).as_data()))
    assert kept["moves"][0] == {"unit": "04", "rank_before": 4, "rank_after": 1, "places": 3}
