"""Roles and rights in words."""

import csv

import pytest

from figures import roles
from figures.words import LANGUAGES, words
from scoring import load_units
from scoring.units import DATA

UNITS = load_units()


@pytest.mark.parametrize(
    ("lang", "role", "expected"),
    [
        ("vi", ("officer", "province", "34", "48"), "Cán bộ đầu mối: Đà Nẵng (34 tỉnh, thành phố)"),
        ("en", ("officer", "province", "63", "48"), "Officer of a unit: Da Nang (63 provinces)"),
        ("es", ("officer", "ministry-other", "", "VOV"),
         "Responsable de una unidad: La Voz de Vietnam (Ministerios sin servicios públicos)"),
        ("es", ("analyst", "province", "", ""), "Analista: Provincias y ciudades"),
        ("vi", ("approver", "", "", ""), "Người phê duyệt: mọi khối"),
        ("en", ("press", "", "", ""), "Press officer"),
        ("en", ("administrator", "", "", ""), "Administrator"),
        ("en", ("analyst", "moon", "", ""), "Analyst: moon"),
        ("en", ("officer", "province", "34", "99"), "Officer of a unit: 99 (34 provinces)"),
    ],
)  # fmt: skip
def test_a_role_says_where_it_counts(lang, role, expected):
    assert roles.role(*role, UNITS, words(lang)) == expected


def test_the_table_says_every_right_in_words():
    with (DATA / "rights.csv").open(encoding="utf-8", newline="") as lines:
        rules = [tuple(row.values()) for row in csv.DictReader(lines)]
    for lang in LANGUAGES:
        table = roles.rights(rules, words(lang))
        assert len(table) == len({(on, action, state) for _, action, on, state, _, _ in rules})
    table = roles.rights(rules, words("en"))
    row = table[(table["Action"] == "approve") & (table["State"] == "in review")].iloc[0]
    assert (row["On what"], row["Who"]) == ("a release", "Approver (of the own block, but not one's own upload)")
    assert set(table["On what"]) >= {"accounts", "page: audit", "the calendar"}
