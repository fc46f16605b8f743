"""What holds for every method: order and names change nothing, and a better value never lowers one's own score."""

import numpy as np
import pandas as pd
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from scoring import ScoringError, score
from tests.needs import SOAK
from tests.scoring.trees import tree

# Shrinking a failure takes minutes here, and the case as found is small already.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
EXAMPLES = settings(max_examples=1000 if SOAK else 60, derandomize=not SOAK, deadline=None, phases=PHASES)

# Two branches of two and three leaves, and a leaf beside them.
PARENTS = {"g": "dti", "h": "dti", "a": "g", "b": "g", "c": "h", "d": "h", "e": "h", "f": "dti"}
LEAVES = ("a", "b", "c", "d", "e", "f")
ANY_SIGN = ["arithmetic", "copeland"]
POSITIVE = ["geometric", "harmonic", '{ kind = "power", exponent = 2 }', '{ kind = "power", exponent = -0.5 }']
ON_1_TO_100 = [
    'kind = "min_max", to = [1, 100]',
    'kind = "min_max", to = [1, 100], over = "panel"',
    'kind = "goalposts", posts = [0, 3], to = [1, 100]',
    'kind = "goalposts", posts = [0.05, 4], to = [1, 100], logarithm = true',
    'kind = "rank"',
]
ANY_SCALE = [
    *ON_1_TO_100,
    'kind = "z_score"',
    'kind = "z_score", over = "panel"',
    'kind = "percentile_rank"',
    'kind = "borda"',
    'kind = "distance_to_max"',
    'kind = "scaled", posts = [0, 7]',
    'kind = "none"',
]
STEPS = [
    [],
    ['{ step = "impute", kind = "mean" }'],
    ['{ step = "impute", kind = "median", over = "panel" }'],
    ['{ step = "screen", least_known = 0.4 }', '{ step = "impute", kind = "last", oldest = 12 }'],
    ['{ step = "denominate", by = "people", indicators = [A, D] }', '{ step = "impute", kind = "linear" }'],
]
NAMES = 'names = { vi = "x", en = "x", es = "x" }'


@st.composite
def cases(draw, steps=STEPS):
    """A method, and values of five to seven units in two years: a function codes → framework, and the table."""
    means = draw(st.sampled_from([ANY_SIGN, POSITIVE]))
    mean = {node: draw(st.sampled_from(means)) for node in ("dti", "g", "h")}
    rules = draw(st.lists(st.sampled_from(ON_1_TO_100 if means is POSITIVE else ANY_SCALE), min_size=6, max_size=6))
    ways = draw(st.lists(st.sampled_from(["higher", "lower"]), min_size=6, max_size=6))
    points = draw(st.lists(st.sampled_from([1, 2, 2.5, 7]), min_size=8, max_size=8))
    listed = draw(st.sampled_from(steps))
    least = draw(st.sampled_from([0, 0.4, 0.75]))
    units = draw(st.integers(5, 7))
    cells = st.one_of(st.integers(1, 40).map(lambda n: n / 10), st.just(np.nan))
    rows = draw(st.lists(st.lists(cells, min_size=7, max_size=7), min_size=2 * units, max_size=2 * units))
    index = pd.MultiIndex.from_product([["2022", "2023"], [f"u{n}" for n in range(units)]], names=["period", "unit"])
    values = pd.DataFrame(rows, index=index, columns=[*LEAVES, "people"]).fillna({"people": 2.0})

    def framework(order=tuple(PARENTS), name=lambda code: code):
        def says(kind):
            return kind if kind.startswith("{") else f'"{kind}"'

        nodes = []
        for code in order:
            at = list(PARENTS).index(code)
            more = f"mean = {says(mean[code])}" if code in mean else ""
            if code in LEAVES:
                number = LEAVES.index(code)
                more = f'rule = {{ {rules[number]}, direction = "{ways[number]}" }}'
            nodes.append((name(code), name(PARENTS[code]), points[at], more))
        inner = ", ".join(listed).replace("A", f'"{name("a")}"').replace("D", f'"{name("d")}"')
        head = f"least_coverage = {least}\nlevels = [{{ level = 0, mean = {says(mean['dti'])} }}]\nsteps = [{inner}]\n"
        return tree(*nodes, head=head + f'columns = [{{ code = "people", {NAMES} }}]')

    return framework, values, ways


def scored(framework, values):
    try:
        return score(framework, values)
    except ScoringError:  # an indicator without spread, say: the same for every order
        assume(False)


@EXAMPLES
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_columns_and_names_changes_nothing(case, random):
    framework, values, _ = case
    first = scored(framework(), values)
    rows, columns = list(range(len(values))), list(range(values.shape[1]))
    groups, leaves = ["g", "h"], list(LEAVES)
    for part in (rows, columns, groups, leaves):
        random.shuffle(part)
    units = sorted(set(values.index.get_level_values(1)))
    new_units = dict(zip(units, random.sample([f"tỉnh {n}" for n in range(20)], len(units)), strict=True))
    new_codes = dict(zip(LEAVES, random.sample(["1.1", "ô tô", "z", "10", "2.a b", "_"], 6), strict=True))

    def name(code):
        return new_codes.get(code, code)

    other = values.iloc[rows, columns].rename(columns=name).rename(index=new_units, level=1)
    found = score(framework((*groups, *leaves), name), other)
    index = first.scores.index.set_levels([new_units[unit] for unit in first.scores.index.levels[1]], level=1)
    for kind in ("scores", "coverage", "ranks", "zeroed"):
        before, after = getattr(first, kind), getattr(found, kind)
        after = after.loc[index, [name(code) for code in before.columns]].to_numpy(float)
        np.testing.assert_allclose(after, before.to_numpy(float), rtol=0, atol=1e-12 * max(1, np.nanmax(abs(before))))
    for flag in first.flags.keys() | found.flags.keys():
        after = found.flagged(flag).loc[index, [name(code) for code in first.scores.columns]]
        np.testing.assert_array_equal(after, first.flagged(flag))


@EXAMPLES
@given(cases(), st.integers(0, 9), st.sampled_from(range(6)), st.sampled_from([0.1, 0.5, 3.0]))
def test_a_better_value_never_lowers_ones_own_score(case, row, leaf, by):
    framework, values, ways = case
    first = scored(framework(), values)
    better = values.copy()
    better.iloc[row, leaf] += by if ways[leaf] == "higher" else -by
    assume(better.iloc[row, leaf] > 0)
    found = scored(framework(), better)
    code, unit = LEAVES[leaf], values.index[row]
    for node in (code, PARENTS[code], "dti"):
        before, after = first.scores.loc[unit, node], found.scores.loc[unit, node]
        assert np.isnan(before) == np.isnan(after)
        assert np.isnan(before) or after >= before - 1e-10 * max(1, abs(before)), (node, before, after)
