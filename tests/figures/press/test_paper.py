"""No label of any chart touches another or leaves the sheet: every template, size and language, the longest names."""

import pytest

from figures.press import paper
from figures.press.paper import Label
from figures.press.sizes import SIZES
from tests.figures.press.materials import MINISTRIES, OLD_PROVINCES, PROVINCES, drawn, labels, material

LANGUAGES = ("vi", "en", "es")


def test_labels_that_touch_or_leave_the_sheet_are_found():
    near = [Label(10, 50, "Đà Nẵng", 20), Label(60, 55, "Huế", 20), Label(10, 90, "Hà Nội", 20)]
    assert paper.touching(near, 200, 200) == ["'Đà Nẵng' touches 'Huế'"]
    assert paper.touching([Label(190, 50, "Huế", 20)], 200, 200) == [
        "'Huế' leaves the sheet: [190, 40, 228, 60] of 200 × 200"
    ]
    assert paper.touching([Label(190, 50, "Huế", 20, anchor="right")], 200, 200) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("file", [PROVINCES, OLD_PROVINCES, MINISTRIES])
def test_names_of_every_unit_fit_every_size(size, file):
    for lang in LANGUAGES:
        found = drawn("ranking", material(file), lang, size)
        assert paper.touching(labels(found), found.wide, found.high) == []
