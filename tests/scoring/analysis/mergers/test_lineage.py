"""Predecessors and successors: the 63 and the 34, the ministries of March 2025, splits."""

import pandas as pd
import pytest

from scoring.analysis.mergers.lineage import LineageError, lineage
from scoring.units import Units
from tests.scoring.analysis.small_index import UNITS


def units(rows, blocks="b") -> Units:
    """Units from rows block, division, code, name, valid_from, valid_to, successor_code, predecessor_codes."""
    columns = "block division code name_vi valid_from valid_to successor_code predecessor_codes".split()
    table = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    divisions = table.groupby("block", sort=False)["division"].agg(lambda all_: " ".join(dict.fromkeys(all_)).strip())
    return Units(table, pd.DataFrame({"id": divisions.index, "divisions": divisions.to_numpy()}, index=divisions.index))


def test_the_63_go_into_the_34():
    links = lineage(UNITS, "province", "63", "34")
    assert len(links.links) == 63 and len(links.units) == 34 and not links.changes_nothing
    assert sorted(len(old) for old in links.predecessors.values()) == [1] * 11 + [2] * 17 + [3] * 6
    assert links.predecessors["79"] == ("74", "77", "79") and links.predecessors["01"] == ("01",)
    assert len(links.merged) == 23 and "01" not in links.merged
    assert set(links.links["until"]) == {"2025-06-30"}


def test_a_new_province_goes_on_from_the_old_one_of_its_name_not_of_its_code():
    links = lineage(UNITS, "province", "63", "34")
    assert len(links.namesakes) == 34
    assert links.namesakes["15"] == "10"  # Lào Cai bears the code of Yên Bái
    assert links.namesakes["46"] == "46"  # Thừa Thiên Huế is called Huế


def test_the_ministries_of_march_2025():
    links = lineage(UNITS, "ministry-services", "2023", "2025-06")
    assert links.merged == {
        "MOF": ("MOF", "MPI", "VSS", "CMSC"),
        "MOC": ("MOC", "MOT"),
        "MOHA": ("MOHA", "MOLISA"),
        "MOST": ("MIC", "MOST"),
        "MAE": ("MARD", "MONRE"),
    }
    assert links.links.loc["CMSC", ["block", "until"]].tolist() == ["ministry-other", "2025-02-28"]
    assert links.namesakes["MOST"] == "MOST" and "MAE" not in links.namesakes
    other = lineage(UNITS, "ministry-other", "2023", "2025-06")
    assert other.predecessors["MERA"] == ("CEMA",) and other.namesakes["MERA"] == "CEMA"
    assert "CMSC" not in other.links.index  # its successor stands in the other block


@pytest.mark.parametrize(
    ("block", "sets"),
    [
        ("province", ("63", "63")),
        ("province", ("34", "34")),
        ("ministry-services", ("2020", "2023")),
        ("ministry-services", ("2025", "2025-02")),  # a year's units are those of its first day
        ("ministry-other", ("2025-03", "2026")),
    ],
)
def test_nothing_changes_within_one_set(block, sets):
    links = lineage(UNITS, block, *sets)
    assert links.changes_nothing and links.merged == {}


def test_chains_are_followed_over_several_reorganisations_and_ends_are_known():
    rows = [
        ("b", "", "A", "A", "", "2010-12-31", "B", ""),
        ("b", "", "B", "B", "2011-01-01", "2015-12-31", "", ""),
        ("b", "", "C", "C", "2016-01-01", "", "", "B"),
        ("b", "", "D", "D", "", "2012-12-31", "", ""),
    ]
    links = lineage(units(rows), "b", "2005", "2020")
    assert links.links["new"].to_dict() == {"A": "C", "D": ""}
    assert links.predecessors == {"C": ("A",)} and not links.changes_nothing


def test_divisions_are_followed_one_after_the_other():
    rows = [
        *[("p", "3", code, code, "", "", new, "") for code, new in (("a", "a"), ("b", "a"), ("c", "c"))],
        *[("p", "2", code, code, "", "", "x", "") for code in ("a", "c")],
        ("p", "1", "x", "a", "", "", "", "a c"),
    ]
    links = lineage(units(rows), "p", "3", "1")
    assert links.predecessors == {"x": ("a", "b", "c")} and links.namesakes == {"x": "a"}


def test_a_split_is_refused_with_the_reason():
    rows = [
        ("p", "1", "x", "Old", "", "", "a", ""),
        ("p", "2", "a", "North", "", "", "", "x"),
        ("p", "2", "b", "South", "", "", "", "x"),
    ]
    with pytest.raises(LineageError) as raised:
        lineage(units(rows), "p", "1", "2")
    assert str(raised.value) == (
        "Old (x) went into several units of 2: North (a), South (b). A split cannot be carried, for nothing says which "
        "part of its value went where: give the values of the new units themselves."
    )


def test_a_unit_that_goes_on_and_gives_part_to_a_new_one_is_split():
    rows = [
        ("b", "", "A", "Whole", "", "", "", ""),
        ("b", "", "B", "Founded", "2015-01-01", "", "", "A"),
    ]
    with pytest.raises(
        LineageError, match=r"^Whole \(A\) went into several units of 2020: Founded \(B\), Whole \(A\)\."
    ):
        lineage(units(rows), "b", "2010", "2020")
    assert lineage(units(rows), "b", "2016", "2020").changes_nothing


@pytest.mark.parametrize(
    ("block", "sets", "message"),
    [
        ("province", ("63", "35"), "The block province has no division '35'. It has: 63, 34."),
        (
            "province",
            ("34", "63"),
            "The division 63 came before 34: values of merged units cannot be parted again. Carry the values of 63 to "
            "34 instead.",
        ),
        (
            "ministry-services",
            ("2025-06", "2023"),
            "The period 2025-06 comes after 2023: units are carried forward in time only.",
        ),
    ],
)
def test_the_wrong_way_round_is_refused(block, sets, message):
    with pytest.raises(LineageError) as raised:
        lineage(UNITS, block, *sets)
    assert str(raised.value) == message
