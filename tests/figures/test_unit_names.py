"""Names of the units that a framework refers to by code."""

from dataclasses import replace

from figures.unit_names import unit_names
from scoring import load_framework, load_units

FRAMEWORK = load_framework("dti-922-province")
UNITS = load_units()


def names(years: tuple[int, ...], lang: str = "vi", block: str = "province") -> dict[str, str]:
    return unit_names(replace(FRAMEWORK, years=years, block=block), UNITS, lang)


def test_units_have_the_names_of_their_time():
    assert len(names((2024,))) == 63 and len(names((2026,))) == 34
    assert names((2024,))["01"] == "Hà Nội" and names((2024,), "es")["01"] == "Hanói"


def test_a_code_that_changed_hands_has_both_names():
    of_2024, of_2026 = names((2024,)), names((2026,))
    changed = {code for code in of_2024.keys() & of_2026.keys() if of_2024[code] != of_2026[code]}
    both = names((2024, 2025, 2026))
    assert len(changed - {"46"}) == 7 and both["46"] == "Thừa Thiên Huế / Huế"  # the same city, renamed
    assert all(both[code] == f"{of_2024[code]} / {of_2026[code]}" for code in changed)
    assert all(both[code] == of_2024[code] for code in of_2024.keys() - changed)


def test_without_years_or_units_there_is_nothing_to_refuse():
    assert len(names(())) >= 63 and names((2024,), block="country") == {}
