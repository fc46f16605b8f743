"""What the figures rest on: counts that agree with the shipped tables, limits that hold."""

import pytest

from figures.soundness import limits, soundness
from scoring import load_frameworks, load_units, read_workbook, score
from scoring.units import DATA


@pytest.fixture(scope="module")
def demonstration():
    framework = load_frameworks()["demo-ministry-other"]
    table, _ = read_workbook((DATA / "demo" / "ministry-other-2023-01.xlsx").read_bytes(), framework, load_units())
    return table, score(framework, table.values)


def test_every_indicator_counts_its_known_units(demonstration):
    table, scores = demonstration
    found = soundness(scores, table.remarks).set_index("code")
    leaves = [node.code for node in scores.framework.nodes if node.is_leaf]
    assert list(found.index) == leaves
    assert (found["total"] == len(table.values)).all()
    for code in leaves:
        assert found.at[code, "known"] == table.values[code].notna().sum()


def test_illustrative_weights_come_first_among_the_limits(demonstration):
    table, scores = demonstration
    found = limits(scores.framework, soundness(scores, table.remarks), territory=False)
    assert found[0] == "illustrative" and found[-2:] == ["editions", "close"]
    assert "merger" not in found and "merger" in limits(scores.framework, soundness(scores, table.remarks), True)
