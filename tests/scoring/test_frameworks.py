"""Framework files: what is shipped, and that every fault is named with its place."""

import pytest

from scoring import FrameworkError, load_framework, load_frameworks, parse_framework

NAMES = 'names = { vi = "v", en = "e", es = "s" }'
HEAD = f'id = "t"\nblock = "province"\nkind = "official"\ndecision = "d"\nyears = []\nsources = []\n{NAMES}\n'
ROOT = f'[[nodes]]\ncode = "dti"\n{NAMES}\n'


def leaf(code="a", more='points = 1\nrule = { kind = "share" }'):
    return f'[[nodes]]\ncode = "{code}"\nparent = "dti"\n{NAMES}\n{more}\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id = ", "The file is not TOML"),
        (HEAD.replace('"official"', '"odd"') + ROOT + leaf(), "'kind' is 'odd'"),
        (
            HEAD + "rank_decimals = 40\n" + ROOT + leaf(),
            "'rank_decimals' must be a whole number from 0 to 15.",
        ),
        (HEAD + "least_coverage = 2\n" + ROOT + leaf(), "'least_coverage' must lie between 0 and 1."),
        (HEAD, "There is no list of nodes"),
        (HEAD + ROOT, "Node dti has neither children nor a rule."),
        (HEAD + ROOT + leaf() + leaf(), "The code 'a' stands 2 times."),
        (HEAD + ROOT + leaf(more='points = -1\nrule = { kind = "share" }'), "points are -1"),
        (
            HEAD + ROOT + leaf(more='rule = { kind = "share" }'),
            "Node a: points are missing, and its parent dti is computed.",
        ),
        (
            HEAD + ROOT + leaf(more='points = 0\nrule = { kind = "share" }'),
            "Node dti: the points of its children are all 0.",
        ),
        (HEAD + ROOT + leaf(more='points = 1\nrule = { kind = "shares" }'), "the rule 'shares' is not known"),
        (HEAD + ROOT + leaf(more='points = 1\nrule = { kind = "ratio" }'), "needs two inputs"),
        (
            HEAD + ROOT + leaf(more='points = 1\nrule = { kind = "steps", steps = [[2, 1], [1, 0]] }'),
            "must rise",
        ),
        (HEAD + ROOT + leaf(more='points = 1\nrule = { kind = "ratio_to_target" }'), "needs 'target'"),
        (HEAD + ROOT + leaf().replace(', es = "s"', ""), "Node 2 (a) has no name in 'es'."),
        (HEAD + ROOT + leaf().replace('"dti"', '"x"'), "Node a: its parent 'x' must stand before it."),
        (
            HEAD + ROOT + leaf() + f'[[composites]]\ncode = "p"\n{NAMES}\npoints = {{ z = 1 }}',
            "the node 'z' is not in the tree",
        ),
        (
            HEAD + ROOT + leaf(more='points = 1\nweights = 2\nrule = { kind = "share" }'),
            "'weights' is not known",
        ),
    ],
)
def test_every_fault_is_named(text, fault):
    with pytest.raises(FrameworkError) as raised:
        parse_framework(text, "t.toml")
    assert fault in str(raised.value)


def test_several_faults_are_reported_at_once():
    text = HEAD.replace('"official"', '"odd"') + ROOT + leaf(more='points = -1\nrule = { kind = "shares" }')
    with pytest.raises(FrameworkError) as raised:
        parse_framework(text)
    assert len(raised.value.faults) == 3


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
