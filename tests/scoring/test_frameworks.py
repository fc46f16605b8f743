"""Framework files: what is shipped, and that every fault is named with its place."""

import copy
import functools
import operator
import re
import tomllib
from pathlib import Path

import pytest

from scoring import FrameworkError, load_framework, load_frameworks, parse_framework
from scoring.framework_checks import check

NAMES = 'names = { vi = "v", en = "e", es = "s" }'
HEAD = f'id = "t"\nblock = "province"\nkind = "official"\ndecision = "d"\nyears = []\nsources = []\n{NAMES}\n'
ROOT = f'[[nodes]]\ncode = "dti"\n{NAMES}\n'


def leaf(code="a", more='points = 1\nrule = { kind = "share" }'):
    return f'[[nodes]]\ncode = "{code}"\nparent = "dti"\n{NAMES}\n{more}\n'


RULE = "points = 1\nrule = {{ kind = {} }}".format


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id = ", "The file is not TOML: Invalid value (at end of document)."),
        (
            HEAD.replace('"official"', '"odd"') + ROOT + leaf(),
            "'kind' is 'odd'; it must be one of official, published, illustrative, programme.",
        ),
        (HEAD.replace('id = "t"\n', "") + ROOT + leaf(), "'id' is missing; it must be a text."),
        (HEAD + "rank_decimals = 40\n" + ROOT + leaf(),
         "'rank_decimals' is 40; it must be a whole number from 0 to 15."),
        (HEAD + "least_coverage = 2\n" + ROOT + leaf(), "'least_coverage' is 2; it must be a number from 0 to 1."),
        (HEAD + "least_covrage = 1\n" + ROOT + leaf(), "'least_covrage' is not known."),
        (HEAD, "There is no list of nodes ([[nodes]])."),
        (HEAD + ROOT, "Node dti has neither children nor a rule."),
        (HEAD + ROOT.replace('"dti"', "1.1"), "Node 1 (1.1) is missing a text 'code' (put it in quotes: \"1.1\")."),
        (HEAD + ROOT + leaf() + leaf(), "The code 'a' stands 2 times."),
        (HEAD + ROOT + leaf() + leaf("b", RULE('"share"') + f'\ninputs = [{{ code = "a", {NAMES} }}]'),
         "The input 'a' stands 2 times."),
        (HEAD + ROOT + leaf(more='points = -1\nrule = { kind = "share" }'),
         "Node 2 (a): 'points' is -1; it must be a number of 0 or more."),
        (HEAD + ROOT + leaf(more='points = inf\nrule = { kind = "share" }'),
         "Node 2 (a): 'points' is inf; it must be a number of 0 or more."),
        (HEAD + ROOT + leaf(more='rule = { kind = "share" }'),
         "Node a: points are missing, and its parent dti is computed."),
        (HEAD + ROOT + leaf(more='points = 0\nrule = { kind = "share" }'),
         "Node dti: the points of its children are all 0."),
        (HEAD + ROOT + leaf(more=RULE('"shares"')),
         "Node 2 (a): the rule 'shares' is not known. Known are: share, ratio, choice, steps, ratio_to_max, "
         "ratio_to_target, capped_count, sum_of_parts, min_max, goalposts, z_score, scaled, rank, borda, "
         "percentile_rank, distance_to_max, distance_to_reference, distance_to_target, fraction_of_max, none."),
        (HEAD + ROOT + leaf(more=RULE('"ratio"')),
         "Node 2 (a): the rule 'ratio' needs two inputs, a numerator and a denominator."),
        (HEAD + ROOT + leaf(more=RULE('"steps", steps = [[2, 1], [1, 0]]')),
         "Node 2 (a): 'steps' of the rule 'steps' is [[2, 1], [1, 0]]; it must be a list of [threshold, share], "
         "thresholds that rise and shares from 0 to 1."),
        (HEAD + ROOT + leaf(more=RULE('"ratio_to_target"')),
         "Node 2 (a): the rule 'ratio_to_target' needs 'target', a number above 0."),
        (HEAD + ROOT + leaf(more='rule = { kind = "ratio_to_target", target = -5 }'),
         "Node 2 (a): 'target' of the rule 'ratio_to_target' is -5; it must be a number above 0."),
        (HEAD + ROOT + leaf(more=RULE('"share", scal = 100')), "Node 2 (a): the rule 'share' takes no 'scal'."),
        (HEAD + ROOT + leaf(more=RULE('"sum_of_parts", parts = [1, 2]')),
         "Node 2 (a): the rule 'sum_of_parts' needs one part for each input."),
        (HEAD + ROOT + leaf(more=RULE('"min_max", to = [1, 1]')),
         "Node 2 (a): 'to' of the normalisation 'min_max' is [1, 1]; it must be two numbers that rise."),
        (HEAD + ROOT + leaf().replace(', es = "s"', ""), "Node 2 (a) has no name in 'es'."),
        (HEAD + ROOT + leaf().replace('"dti"', '"x"'), "Node a: its parent 'x' must stand before it."),
        (HEAD + ROOT + leaf() + f'[[composites]]\ncode = "p"\n{NAMES}\npoints = {{ z = 1 }}',
         "Composite p: the node 'z' is not in the tree."),
        (HEAD + ROOT + leaf() + f'[[composites]]\ncode = "p"\n{NAMES}\npoints = {{ a = 0 }}',
         "Composite p: the points are all 0."),
        (HEAD + ROOT + leaf() + f'[[composites]]\ncode = "a"\n{NAMES}\npoints = {{ a = 1 }}',
         "Composite a: the code is taken."),
        (HEAD + ROOT + leaf(more='points = 1\nweights = 2\nrule = { kind = "share" }'),
         "Node 2 (a): 'weights' is not known."),
    ],
)  # fmt: skip
def test_every_fault_is_named(text, fault):
    with pytest.raises(FrameworkError) as raised:
        parse_framework(text, "t.toml")
    assert raised.value.faults[0] == fault


def test_several_faults_are_reported_at_once():
    text = HEAD.replace('"official"', '"odd"') + ROOT + leaf(more='points = -1\nrule = { kind = "shares" }')
    with pytest.raises(FrameworkError) as raised:
        parse_framework(text)
    assert len(raised.value.faults) == 3


JUNK = [1, -1, 1.5, float("nan"), float("inf"), "x", "", True, [], [1], [[1]], {}, {"x": 1}, [{}]]


def _places(entry, at=()):
    yield at
    for key in entry if isinstance(entry, dict) else range(len(entry)) if isinstance(entry, list) else ():
        yield from _places(entry[key], (*at, key))


def test_no_value_makes_the_check_fall():
    """Whatever stands wherever in a file is taken, or named as a fault."""
    guide = (Path(__file__).resolve().parents[2] / "docs" / "frameworks.md").read_text(encoding="utf-8")
    pieces = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    tables = "".join(piece[piece.index("[[") :] for piece in pieces[1:])
    raw = tomllib.loads(pieces[1][: pieces[1].index("[[")] + pieces[0] + tables)
    assert check(raw) == []
    for place in filter(None, _places(raw)):
        for junk in (*JUNK, None):
            changed = copy.deepcopy(raw)
            inside = functools.reduce(operator.getitem, place[:-1], changed)
            if junk is None:
                del inside[place[-1]]
            else:
                inside[place[-1]] = junk
            faults = check(changed)
            assert all(isinstance(fault, str) and fault.endswith((".", ").")) for fault in faults)


def test_an_unknown_framework_says_which_are_known():
    with pytest.raises(FrameworkError, match="Known are: .*dti-922-province"):
        load_framework("dti-923")


def test_what_is_shipped():
    shipped = load_frameworks()
    assert {i for i, f in shipped.items() if f.illustrative} == {
        "demo-ministry-services", "demo-ministry-other", "demo-province-components",
    }  # fmt: skip
    assert {i for i, f in shipped.items() if f.kind == "official"} == {
        "dti-922-province",
        "dti-1726-province",
    }
    decision_922 = shipped["dti-922-province"]
    assert decision_922.headline.points == 1000
    assert {c.code: sum(c.points.values()) for c in decision_922.composites} == {
        "cqs": 700,
        "kts": 650,
        "xhs": 650,
    }
    assert [n.points for n in decision_922.nodes if n.code == "do_thi_thong_minh"] == [0]


def test_the_components_show_every_rule_and_every_way_of_being_missing():
    from scoring.engine.rules import RULES

    demo = load_framework("demo-province-components")
    leaves = [node for node in demo.nodes if node.is_leaf]
    assert {node.rule for node in leaves} == set(RULES)
    assert {node.missing for node in leaves} == {"skip", "zero", "none"}
    assert {demo.depth[node.code] for node in leaves} == {3}
    assert "4.22.11" in {node.code for node in leaves} and len(leaves) == 42
    points = {node.code: node.points for node in demo.nodes}
    assert [points[c] for c in "12345789"] == [100] * 5 + [200, 150, 150] and points["dti"] == 1000
