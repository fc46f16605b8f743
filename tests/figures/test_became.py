"""What became of units in the mergers is said with the date of the resolution."""

from figures.became import became, consists_of, counterpart, old_names
from figures.words import words
from scoring import load_units

UNITS = load_units()
EN, VI = words("en"), words("vi")


def test_what_became_of_a_unit_is_dated():
    assert became(UNITS, "province", "63", "49", EN) == "Quang Nam has been part of Da Nang since 1 July 2025."
    assert became(UNITS, "province", "63", "49", VI) == "Quảng Nam thuộc Đà Nẵng từ 1 tháng 7, 2025."
    assert became(UNITS, "province", "63", "48", EN) == "Since 1 July 2025 Da Nang has taken in Quang Nam."
    assert became(UNITS, "province", "63", "04", EN) == ""  # Cao Bằng goes on as it was
    assert became(UNITS, "province", "34", "48", EN) == ""
    assert became(UNITS, "ministry-services", "", "MIC", EN) == (
        "Ministry of Information and Communications has been part of Ministry of Science and Technology since 1 March "
        "2025."
    )


def test_what_a_unit_was_made_of_is_dated():
    assert consists_of(UNITS, "province", "34", "48", EN) == (
        "Da Nang has existed since 1 July 2025, merged from Da Nang, Quang Nam."
    )
    assert consists_of(UNITS, "province", "34", "04", EN) == ""
    assert consists_of(UNITS, "province", "63", "48", EN) == ""


def test_a_unit_has_its_counterpart_in_the_other_division():
    assert counterpart(UNITS, "province", "63", "49", "34") == "48"
    assert counterpart(UNITS, "province", "34", "48", "63") == "48"  # the one that goes on, not Quảng Nam
    assert counterpart(UNITS, "province", "63", "49", "63") == "49"
    assert counterpart(UNITS, "province", "63", "99", "34") == ""
    assert counterpart(UNITS, "province", "12", "01", "34") == ""


def test_names_that_are_gone_lead_to_the_units_of_today():
    old = old_names(UNITS, "province", "34", VI)
    assert old["63/49"] == ("48", "Quảng Nam (nay thuộc Đà Nẵng)")
    assert "63/48" not in old and len(old) == 30  # 29 names went, and Thừa Thiên Huế is called Huế
    assert old_names(UNITS, "province", "63", VI) == {"34/46": ("46", "Huế (Thừa Thiên Huế)")}
    assert old_names(UNITS, "ministry-other", "", VI) == {}
