"""The answer to "may these two be compared?" with its reason."""

from dataclasses import replace

import pytest

from scoring import parse_framework, score
from scoring.analysis.mergers.comparability import Comparability, comparability, same_method
from tests.scoring.analysis.small_index import UNITS, published, table
from tests.scoring.trees import tree


def test_two_years_of_one_framework_and_division_are_comparable():
    found = comparability(published("province-2022"), published("province-2023"), ("63", "63"), UNITS)
    assert found == Comparability("comparable") and found.explained and found.merged == {}


def test_the_63_and_the_34_are_compared_through_the_mergers():
    found = comparability(published("province-2024"), published("province-2024-34"), ("63", "34"), UNITS)
    assert (found.verdict, found.reason, found.explained) == ("back-cast", "merger", True)
    assert found.merged["48"] == ("48", "49") and len(found.concerned) == 23


def test_the_34_are_not_carried_back_to_the_63():
    found = comparability(published("province-2024-34"), published("province-2024"), ("34", "63"), UNITS)
    assert (found.verdict, found.reason, found.concerned) == ("not", "division", ("34", "63"))
    assert found.detail.startswith("The division 63 came before 34") and not found.explained


def test_other_nodes_are_not_comparable():
    found = comparability(published("province-2023"), published("province-2024"), ("63", "63"), UNITS)
    assert (found.verdict, found.reason, found.explained) == ("not", "nodes", False)
    assert "nen_tang_khac" in found.concerned


def test_other_ranked_units_are_named():
    found = comparability(
        published("ministry-services-2020"), published("ministry-services-2021"), ("2020", "2021"), UNITS
    )
    assert (found.verdict, found.reason) == ("not", "units")
    assert found.concerned == ("MARD", "MOC", "MOH", "MOLISA", "MONRE")


def test_another_block_is_not_comparable():
    found = comparability(published("province-2020"), published("ministry-other-2020"), ("63", "2020"), UNITS)
    assert (found.reason, found.concerned) == ("block", ("province", "ministry-other"))


def ab(a=1, head=""):
    return tree(("a", "dti", a), ("b", "dti", 1), head=head)


@pytest.mark.parametrize(
    ("other", "concerned"),
    [(ab(a=2), ("a",)), (ab(head="rank_decimals = 3"), ()), (ab(head="least_coverage = 0.7"), ("dti",))],
)
def test_other_points_or_settings_can_still_be_explained(other, concerned):
    values = table({"01": [0.1, 0.2], "04": [0.3, 0.4]}, ["a", "b"])
    found = comparability(score(ab(), values), score(other, values), ("63", "63"), UNITS)
    assert (found.verdict, found.reason, found.concerned) == ("not", "framework", concerned)
    assert found.explained


def test_names_and_sources_make_no_other_method():
    one = ab()
    other = parse_framework(one.text.replace('vi = "a"', 'vi = "m"').replace('id = "t"', 'id = "u"'))
    assert other.text != one.text and same_method(one, other)
    assert not same_method(one, replace(one, rank_decimals=2))


def test_the_order_of_the_nodes_makes_no_other_method():
    one, other = tree(("a", "dti", 1), ("b", "dti", 2)), tree(("b", "dti", 2), ("a", "dti", 1))
    assert same_method(one, other)
