"""Which unit a row means, and which division an upload is in."""

import numpy as np
import pytest

from scoring import load_units
from scoring.workbooks.cells import Sheet
from scoring.workbooks.headers import WIDE, Header
from scoring.workbooks.match import match_units, unit_within
from scoring.workbooks.parts import Part, places

UNITS = load_units()


def part(*named: tuple[str, str], period: str | None = "2023") -> Part:
    """A sheet with codes in column A and names in column B, from row 2 on."""
    rows = np.arange(1, len(named) + 1)
    header = Header(WIDE, 0, 0, {"unit_code": 0, "unit_name": 1}, ())
    return Part("", Sheet("S", [[""]]), header, list(named), [period] * len(named), places(rows, 1), places(rows, 0))


def matched(*named: tuple[str, str], period: str = "2023"):  # type: ignore[no-untyped-def]
    made = part(*named, period=period)
    division, codes = match_units([made], "province", UNITS)
    return division, codes[0], [(p.code, p.cell, p.message()) for p in made.problems]


def test_code_and_name_each_alone_and_together():
    division, codes, problems = matched(("01", ""), ("", "Hà Giang"), ("4", "Cao Bằng"), ("Bắc Kạn", ""))
    assert (division, codes, problems) == ("63", ["01", "02", "04", "06"], [])


@pytest.mark.parametrize(
    ("period", "division", "code"), [("2024", "63", "48"), ("2025-06", "63", "48"), ("2025-07", "34", "48"), ("2026",
        "34", "48")]
)  # fmt: skip
def test_where_both_divisions_fit_the_one_in_force_counts(period, division, code):
    found, codes, _ = matched(("", "Đà Nẵng"), period=period)
    assert (found, codes) == (division, [code])


def test_the_division_is_the_one_that_most_rows_fit():
    found, codes, problems = matched(("", "Hà Giang"), ("", "Bắc Kạn"), ("", "Lào Cai"), period="2025-07")
    assert (found, codes, problems) == ("63", ["02", "06", "10"], [])


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        (("", "Ha Nội"), ("unit_spelling", "B2", "Sheet 'S', cell B2: 'Ha Nội' is written 'Hà Nội' in the register. "
                                                 "Correct "
                          "the spelling.")),
        (("", "Hà Nôi x"), ("unit_unknown", "B2", "Sheet 'S', cell B2: 'Hà Nôi x' is no unit of this block. Correct "
                                                  "it. Did "
                            "you mean 'Hà Nội'?")),
        (("99", "Hà Nội"), ("unit_unknown", "A2", "Sheet 'S', cell A2: '99' is no unit of this block. Correct it. "
                                                  "Did you "
                            "mean '01'?")),
        (("02", "Hà Nội"), ("unit_conflict", "A2", "Sheet 'S', cell A2: code '02' and name 'Hà Nội' are two "
                                                   "different units. "
                            "Correct one of them.")),
        (("", ""), ("unit_empty", "B2", "Sheet 'S', cell B2: the row has figures and no unit. Write the unit or "
                                        "delete the "
                    "row.")),
        (("xyzzy", ""), ("unit_unknown", "B2", "Sheet 'S', cell B2: 'xyzzy' is no unit of this block. Correct it.")),
    ],
)  # fmt: skip
def test_what_cannot_be_matched_is_told(named, problem):
    assert matched(named, ("", "Hà Giang"))[2] == [problem]


@pytest.mark.parametrize(
    "name", ["hà nội", "Thành phố Hà Nội", "TP. Hà Nội", "HÀ NỘI", "Ha Noi", "Hanói", "Hà  Nội", "Hà-Nội"]
)
def test_case_spaces_hyphens_and_what_stands_in_front_are_no_misspelling(name):
    assert matched(("", name))[1:] == (["01"], [])


def test_a_misspelling_is_told_once_a_sheet():
    _, codes, problems = matched(("", "Ha Nội"), ("", "Ha Nội"), ("", "Hà Giag"))
    assert codes == ["01", "01", None] and [code for code, *_ in problems] == ["unit_spelling", "unit_unknown"]


def test_rows_without_figures_are_left_out_with_a_word_or_without():
    made = part(("", "I. Vùng núi"), ("", ""), ("", "Hà Giang"))
    made.figureless = {0, 1}
    assert match_units([made], "province", UNITS)[1] == [[None, None, "02"]]
    assert [p.message() for p in made.problems] == [
        "Sheet 'S', cell B2: 'I. Vùng núi' is no unit and its row has no figure; the row was left out. Delete it, or "
        "correct the name."
    ]


def test_hundreds_of_unknown_units_are_told_and_few_are_guessed_at():
    _, codes, problems = matched(*[("", f"Hà Nội {n}") for n in range(300)], ("", "Hà Giang"))
    assert len(problems) == 300
    assert sum("Did you mean" in message for *_, message in problems) == 50


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Hà Giang", "Hà Giang"), ("BIỂU CỦA UBND TỈNH HÀ GIANG NĂM 2023", "Hà Giang"), ("bieu-ha-giang-2023",
            "Hà Giang"),
        ("02", "Hà Giang"), ("Thừa Thiên Huế", "Thừa Thiên Huế"), ("Hà Giang và Cao Bằng", ""), ("Biểu 1", ""), ("",
            ""),
        ("Giang", ""), ("HN 2023", ""),
    ],
)  # fmt: skip
def test_a_unit_within_a_text(text, unit):
    assert unit_within(text, "province", UNITS) == unit
