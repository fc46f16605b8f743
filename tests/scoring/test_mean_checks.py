"""Every fault in means, thresholds, rounding and levels is named with its place."""

import pytest

from scoring import FrameworkError
from tests.scoring.trees import tree

NODES = (("g", "dti", 1), ("a", "g", 1), ("b", "g", 1))


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        (
            'mean = "median"',
            "The framework: the mean 'median' is not known. Known are: arithmetic, geometric, harmonic, power,",
        ),
        ("mean = 3", "'mean' is 3; it must be the name of a mean, or a table { kind = …, exponent = … }."),
        ('mean = "power"', "The framework: the mean 'power' needs 'exponent', a number other than 0."),
        (
            'mean = { kind = "power", exponent = 0 }',
            "The framework: 'exponent' of the mean 'power' is 0; it must be a number other than 0.",
        ),
        (
            'mean = { kind = "geometric", offset = -1 }',
            "The framework: 'offset' of the mean 'geometric' is -1; it must be a number of 0 or more.",
        ),
        ('mean = { kind = "arithmetic", offset = 1 }', "The framework: the mean 'arithmetic' takes no 'offset'."),
        ("least_coverage = 2", "'least_coverage' is 2; it must be a number from 0 to 1."),
        ("least_children = -1", "'least_children' is -1; it must be a number from 0 to 1."),
        ("round = 2", "'round' is not known."),
        ("levels = 3", "'levels' is 3; it must be a list of tables."),
        (
            'levels = [{ level = 3, mean = "geometric" }]',
            "Level entry 1: 'level' is 3; it must be a whole number from 0 (the headline) to 2.",
        ),
        (
            'levels = [{ mean = "geometric" }]',
            "Level entry 1: 'level' is missing; it must be a whole number from 0 (the headline) to 2.",
        ),
        ("levels = [{ level = 1 }, { level = 1 }]", "Level 1 stands twice."),
        ("levels = [{ level = 1, men = 1 }]", "Level 1: 'men' is not known."),
        ('levels = [{ level = 1, mean = "odd" }]', "Level 1: the mean 'odd' is not known."),
        (
            "levels = [{ level = 1, round = 1.5 }]",
            "Level 1: 'round' is 1.5; it must be a whole number from 0 to 15.",
        ),
        (
            "levels = [{ level = 1, least_children = 7 }]",
            "Level 1: 'least_children' is 7; it must be a number from 0 to 1.",
        ),
    ],
)
def test_every_fault_is_named(head, fault):
    with pytest.raises(FrameworkError) as raised:
        tree(*NODES, head=head)
    assert len(raised.value.faults) == 1 and raised.value.faults[0].startswith(fault)


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (("g", "dti", 1, 'mean = "odd"'), "Node 2 (g): the mean 'odd' is not known."),
        (("g", "dti", 1, "round = -1"), "Node 2 (g): 'round' is -1; it must be a whole number from 0 to 15."),
        (
            ("g", "dti", 1, "least_coverage = 'x'"),
            "Node 2 (g): 'least_coverage' is 'x'; it must be a number from 0 to 1.",
        ),
        (
            ("g", "dti", 1, 'mean = "geometric"\ngiven = true'),
            "Node g: 'mean' says nothing about a node that is not computed from children.",
        ),
    ],
)
def test_every_fault_of_a_node_is_named(node, fault):
    with pytest.raises(FrameworkError) as raised:
        tree(node, *NODES[1:])
    assert len(raised.value.faults) == 1 and raised.value.faults[0].startswith(fault)


def test_a_composite_is_checked_too():
    with pytest.raises(FrameworkError) as raised:
        tree(*NODES, composites={"p": {"a": -1}})
    assert raised.value.faults == ["Composite p: points must be numbers of 0 or more."]


def test_what_is_said_nearest_holds():
    head = 'mean = "harmonic"\nleast_coverage = 0.1\nlevels = [{ level = 1, mean = "geometric", round = 3 }]'
    framework = tree(("g", "dti", 1, "round = 1"), *NODES[1:], ("h", "dti", 1), ("c", "h", 1), head=head)
    said = {node.code: (node.mean.kind, node.least_coverage, node.round) for node in framework.nodes}
    assert said["dti"] == ("harmonic", 0.1, None)
    assert said["g"] == ("geometric", 0.1, 1) and said["h"] == ("geometric", 0.1, 3)
