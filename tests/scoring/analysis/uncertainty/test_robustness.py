"""Draws of ranks: reproducible anywhere, right at their ends, and what cannot be drawn is named."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import ScoringError, load_framework, score
from scoring.analysis.uncertainty import robustness as module
from scoring.analysis.uncertainty.assumptions import Dirichlet, LeaveOneOut, MissingData, Weights
from scoring.analysis.uncertainty.executors import Cancelled
from scoring.analysis.uncertainty.methods import Means, Normalisations
from scoring.analysis.uncertainty.robustness import leave_one_out, replay, robustness
from scoring.engine.draws import points_of
from tests.scoring.trees import panel, tree

NAN = np.nan
NODES = [("g", "dti", 2), ("a", "g", 1), ("b", "g", 3), ("h", "dti", 1), ("c", "h", 1), ("d", "h", 1)]
LEAVES = "abcd"
TREE = tree(*NODES)


def cells(rows=12, gaps=0.0, seed=0, periods=("2023",)):
    rng = np.random.default_rng(seed)
    parts = [panel({leaf: rng.random(rows) for leaf in LEAVES}, period) for period in periods]
    values = pd.concat(parts)
    return values.mask(rng.random(values.shape) < gaps)


EVERYTHING = [
    Weights(0.25),
    LeaveOneOut(1),
    MissingData(0.1),
    Means(("arithmetic", {"kind": "geometric", "offset": 0.1}), levels=(0,)),
]


@pytest.mark.parametrize("assumptions", [[Weights(0.25)], [Dirichlet(30)], EVERYTHING], ids=["w", "d", "all"])
def test_a_seed_gives_the_same_ranks_on_any_executor(assumptions, monkeypatch):
    values = cells(gaps=0.1)
    serial = robustness(TREE, values, assumptions, draws=200, seed=7).ranks
    monkeypatch.setattr(module, "CELLS", 64 * 12)  # a block a task
    for executor in (ThreadPoolExecutor(1), ThreadPoolExecutor(3), ProcessPoolExecutor(2)):
        with executor:
            spread = robustness(TREE, values, assumptions, draws=200, seed=7, executor=executor)
        np.testing.assert_array_equal(spread.ranks, serial)
    assert (robustness(TREE, values, assumptions, draws=200, seed=8).ranks != serial).any()


def test_more_draws_only_add_to_fewer():
    values = cells()
    many = robustness(TREE, values, [Weights()], draws=300).ranks
    np.testing.assert_array_equal(robustness(TREE, values, [Weights()], draws=70).ranks, many[:70])
    assert (many[:64] != many[64:128]).any() and (many[64:128] != many[128:192]).any()


TIES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 1.0, NAN])


@given(
    st.integers(2, 9).flatmap(lambda n: st.lists(st.lists(TIES, min_size=4, max_size=4), min_size=n, max_size=n)),
    st.integers(0, 2**31),
    st.sampled_from([2, 4, 12]),
)
@settings(max_examples=40, deadline=None)
def test_weights_within_nothing_give_the_nominal_ranks(rows, seed, decimals):
    framework = tree(*NODES, head=f"rank_decimals = {decimals}")
    values = panel({leaf: [row[at] for row in rows] for at, leaf in enumerate(LEAVES)})
    expected = score(framework, values).ranks["dti"].fillna(0).to_numpy()
    found = robustness(framework, values, [Weights(0.0)], draws=70, seed=seed)
    np.testing.assert_array_equal(found.nominal, expected)
    np.testing.assert_array_equal(found.ranks, np.tile(expected, (70, 1)))


@given(st.permutations(range(12)), st.integers(0, 2**31))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_units_changes_no_rank(order, seed):
    values = cells(gaps=0.2)
    plain = robustness(TREE, values, [Weights(0.5)], draws=64, seed=seed)
    moved = robustness(TREE, values.iloc[list(order)], [Weights(0.5)], draws=64, seed=seed)
    np.testing.assert_array_equal(moved.ranks, plain.ranks[:, list(order)])
    assert list(moved.units) == [plain.units[at] for at in order]


def test_a_unit_ahead_in_everything_is_first_in_every_draw_and_one_without_data_has_no_rank():
    values = cells()
    values.iloc[3] = 1.0
    values.iloc[5] = NAN
    found = robustness(TREE, values, [Weights(1.0), LeaveOneOut(2)], draws=500)
    assert (found.ranks[:, 3] == 1).all() and (found.ranks[:, 5] == 0).all() and found.nominal[5] == 0


def test_each_draw_is_what_scoring_with_its_points_gives():
    """Whole numbers of the points and methods are replayed through `score` on a changed framework."""
    values = cells(gaps=0.2)
    scenario = Weights(0.4).apply(TREE, module.nominal(TREE, 1), np.array([[0.9, 0.1, 0.2, 0.8, 0.6, 0.3]]))
    points = dict(zip([node.code for node in TREE.nodes], scenario.points[0], strict=True))
    changed = tree(*[(code, parent, repr(float(points[code]))) for code, parent, _ in NODES])
    expected = score(changed, values).ranks["dti"].astype("Int64")
    sets = pd.DataFrame([points]).drop(columns="dti")
    pd.testing.assert_series_equal(replay(TREE, values, sets)[0], expected.droplevel(0), check_names=False)


def test_one_period_of_several_is_drawn_with_what_the_others_say():
    framework = tree(
        *[(*node, 'rule = { kind = "min_max", over = "panel" }') if node[0] in LEAVES else node for node in NODES]
    )
    values = cells(periods=("2022", "2023"))
    found = robustness(framework, values, [Weights(0.0)], draws=3, period="2023")
    expected = score(framework, values).of("2023").ranks["dti"].to_numpy()
    np.testing.assert_array_equal(found.ranks, np.tile(expected, (3, 1)))
    assert (expected != score(framework, values.loc[["2023"]]).ranks["dti"].to_numpy()).any()


def test_methods_of_two_kinds_are_drawn_together():
    rule = 'rule = { kind = "min_max" }'
    framework = tree(*[(*node, rule) if node[0] in LEAVES else node for node in NODES])
    values = cells()
    assumptions = [
        Normalisations(({"kind": "min_max"}, {"kind": "percentile_rank"})),
        Means(("arithmetic", {"kind": "power", "exponent": 3}), levels=(1,)),
    ]
    found = robustness(framework, values, assumptions, draws=400).ranks
    four = [
        score(assumptions[1].change(assumptions[0].change(framework, one), two), values).ranks["dti"].to_numpy()
        for one in (0, 1)
        for two in (0, 1)
    ]
    drawn, counts = np.unique(found, axis=0, return_counts=True)
    assert {tuple(row) for row in drawn} == {tuple(row.astype(int)) for row in four}
    assert len(drawn) == 4 and (abs(counts - 100) < 50).all()


def test_lost_cells_are_scored_as_missing_data_are():
    values = cells(rows=30)
    found = robustness(TREE, values, [MissingData(0.9)], draws=64).ranks
    assert 0 < (found > 0).mean() < 0.6  # most lose the half of their points that a score takes
    same = robustness(TREE, values, [MissingData(0.0)], draws=64)
    np.testing.assert_array_equal(same.ranks, np.tile(same.nominal, (64, 1)))


def test_only_cells_of_indicators_in_the_period_are_lost(monkeypatch):
    """Denominators and groups stay, and so do other periods."""
    names = '{ vi = "p", en = "p", es = "p" }'
    head = f'columns = [{{ code = "people", names = {names} }}]\nsteps = [{{ step = "denominate", by = "people" }}]'
    framework = tree(*NODES, head=head)
    values = cells(periods=("2022", "2023")).assign(people=2.0)
    shapes = []

    def lost(self, known, seed):
        shapes.append(known.shape)
        return known

    monkeypatch.setattr(MissingData, "lost", lost)
    found = robustness(framework, values, [MissingData(0.5)], draws=1, period="2023")
    assert set(shapes) == {(12, 4)} and (found.ranks == 0).all() and (found.nominal > 0).all()


def test_an_indicator_is_lost_with_all_its_columns(monkeypatch):
    """Two inputs go together, and so do the points that a form gave it."""
    names = '{ vi = "n", en = "n", es = "n" }'
    inputs = f'inputs = [{{ code = "a1", names = {names} }}, {{ code = "a2", names = {names} }}]'
    framework = tree(("a", "dti", 1, f'rule = {{ kind = "ratio" }}\n{inputs}'), ("b", "dti", 1))
    values = panel({"a1": [1, 1, NAN, NAN], "a2": [2, 4, NAN, 5], "b": [0.5] * 4, "b.assessed": [NAN, 0.1, 0.2, NAN]})
    seen = []

    def lost(self, known, seed):
        seen.append(known)
        return known & [[True, False], [False, True], [True, True], [False, False]]

    monkeypatch.setattr(MissingData, "lost", lost)
    found = robustness(framework, values, [MissingData(0.5)], draws=1)
    np.testing.assert_array_equal(seen[0], [[True, True], [True, True], [False, True], [True, True]])
    # Left are b 0.5; a ¼; nothing; b 0.5.
    np.testing.assert_array_equal(found.ranks, [[1, 3, 0, 1]])


def test_nodes_left_out_one_by_one_by_hand():
    values = panel({"a": [1.0, 0.0, 0.5], "b": [0.0, 1.0, 0.5], "c": [0.2, 0.2, 0.2], "d": [0.9, 0.1, 0.5]})
    table = leave_one_out(TREE, values, level=1)
    # g: ¼, ¾, ½ of the first, second, third; h: 0.55, 0.15, 0.35; twice g and h make 1.05, 1.65, 1.35.
    expected = pd.DataFrame({"nominal": [3, 1, 2], "g": [1, 3, 2], "h": [3, 1, 2]}, index=["01", "02", "03"])
    pd.testing.assert_frame_equal(table, expected.astype("Int64"), check_names=False)


def test_a_composite_or_a_lower_node_can_be_asked_for():
    framework = tree(*NODES, composites={"p": {"a": 1, "h": 2}})
    values = cells()
    for node in ("p", "g"):
        found = robustness(framework, values, [Weights(0.3)], draws=100, node=node)
        np.testing.assert_array_equal(found.nominal, score(framework, values).ranks[node])
        assert (found.ranks != found.nominal).any()
        same = robustness(framework, values, [Weights(0.0)], draws=2, node=node)
        np.testing.assert_array_equal(same.ranks, [found.nominal] * 2)


def test_the_input_is_left_alone():
    values = cells(gaps=0.1)
    before = values.copy()
    robustness(TREE, values, EVERYTHING, draws=70)
    leave_one_out(TREE, values, 2)
    pd.testing.assert_frame_equal(values, before)


def test_progress_is_told_and_a_run_can_be_stopped(monkeypatch):
    monkeypatch.setattr(module, "CELLS", 1)
    told = []
    robustness(TREE, cells(), [Weights()], draws=200, progress=lambda *step: told.append(step))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(Cancelled):
        robustness(TREE, cells(), [Weights()], draws=200, stop=lambda: len(told) < 100)


def test_a_shipped_framework_whose_headline_is_given_has_nothing_to_draw():
    framework = load_framework("ministry-other-published")
    index = pd.MultiIndex.from_tuples([("2023", "x")])
    values = pd.DataFrame({column.code: [0.5] for column in framework.inputs}, index=index)
    with pytest.raises(ScoringError) as raised:
        robustness(framework, values, [Weights()])
    assert str(raised.value) == (
        "The score of dti comes from the data as it is and not from other nodes, so there is nothing to draw."
        " Choose a node that is a mean of others."
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: robustness(TREE, cells(), [], draws=0), "0 draws were asked for; at least 1 is needed."),
        (
            lambda: robustness(TREE, cells(), [Weights()], node="x"),
            "The framework t has no node x. Known are: dti, g, a, b, h, c, d.",
        ),
        (
            lambda: robustness(TREE, cells(), [Weights(levels=(1,))], node="g"),
            "The assumption 'weights' draws no points under g: choose other levels.",
        ),
        (
            lambda: robustness(TREE, cells(), [Weights(), LeaveOneOut(1)], node="h"),
            "The assumption 'left out' draws no points under h: choose other levels.",
        ),
        (
            lambda: robustness(TREE, cells(), [Weights(), Dirichlet(3)]),
            "Two assumptions have one name (weights, weights): give each its own.",
        ),
        (
            lambda: robustness(TREE, cells(periods=("2022", "2023")), [Weights()]),
            "The values are of the periods 2022, 2023. None was chosen: name one of them.",
        ),
        (
            lambda: robustness(TREE, cells(), [Weights()], period="2021"),
            "The values are of the periods 2023. 2021 is not among them: name one of them.",
        ),
        (
            lambda: replay(TREE, cells(), pd.DataFrame({"g": [1.0], "x": [2.0]})),
            "Points are given for x, no node of the framework t.",
        ),
        (
            lambda: replay(TREE, cells(), pd.DataFrame({"g": [1.0, -2.0]}, index=["s1", "s2"])),
            "The points of g in the set s2 are -2.0; they must be a number of 0 or more.",
        ),
    ],
)
def test_what_cannot_be_drawn_is_named(call, message):
    with pytest.raises(ScoringError) as raised:
        call()
    assert str(raised.value) == message


def test_points_that_are_not_named_in_a_replay_stay():
    values = cells()
    found = replay(TREE, values, pd.DataFrame({"g": [2.0]}, index=["as decided"]))
    np.testing.assert_array_equal(found["as decided"], score(TREE, values).ranks["dti"])
    assert points_of(TREE)[1] == 2
