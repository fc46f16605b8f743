"""What is worked out from releases and kept, by what it depends on."""

import pytest

from pages.parts.worked_out import kept
from store import load_units, registers, units
from tests.store.made import BLOCK, NOON, published, renamed


@pytest.fixture(autouse=True)
def asked_anew():
    units.forget()
    yield
    units.forget()


def test_what_names_units_is_worked_out_anew_after_a_change_of_them(people):
    anna, binh = people
    release, asked = published(anna, binh).releases[0], []

    @kept
    def named(of):
        asked.append(of)
        return load_units().of(BLOCK).at["VOV", "name_vi"]

    assert [named(release), named(release)] == ["Đài Tiếng nói Việt Nam"] * 2 and len(asked) == 1
    registers.approve(binh, registers.propose(anna, "u.xlsx", renamed("Đài A"), NOON), None, NOON)
    assert [named(release), named(release)] == ["Đài A"] * 2 and len(asked) == 2
