"""No label of any chart touches another or leaves the sheet: every template, size and language, the longest names."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from figures.press.material import Material
from figures.press.paper import Label
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.words import LANGUAGES
from tests.figures.press.materials import (
    MINISTRIES,
    MONTHS,
    OLD_PROVINCES,
    PROVINCES,
    changed,
    drawn,
    labels,
    laid,
    material,
    programme,
    stage,
)  # fmt: skip

LIT = ("48", "79", "77", "46", "01", "91")  # long and short names, neighbours in rank, one far in the north


@cache
def hardest(template: str) -> Material:
    """The material with most to say: 63 units, six months with breaks, every stamp and a reader's long name."""
    if template == "programme":
        found = programme()
    elif template in ("lines", "ranks", "slope", "comparison", "card"):
        found = material(MONTHS[-1], *MONTHS[:-1])
    elif template == "merger":
        found = replace(material(PROVINCES), before=stage(OLD_PROVINCES))
    else:
        found = material(OLD_PROVINCES)
    return changed(found, state="approved", reader="Nguyễn Thị Phương Thảo, Văn phòng Chính phủ", stage="provisional")


def touching(labels: Sequence[Label], wide: float, high: float) -> list[str]:
    """Which labels touch another or leave the sheet, in words; none on a good one."""
    found = []
    boxes = [(label.box, label.text) for label in labels]
    for at, (one, text) in enumerate(boxes):
        if one[0] < -0.5 or one[1] < -0.5 or one[2] > wide + 0.5 or one[3] > high + 0.5:
            found.append(f"'{text}' leaves the sheet: {[round(side) for side in one]} of {wide:.0f} × {high:.0f}")
        for other, beside in boxes[at + 1 :]:
            if (
                min(one[2], other[2]) - max(one[0], other[0]) > 0.5
                and min(one[3], other[3]) - max(one[1], other[1]) > 1
            ):
                found.append(f"'{text}' touches '{beside}'")
    return found


def test_labels_that_touch_or_leave_the_sheet_are_found():
    near = [Label(10, 50, "Đà Nẵng", 20), Label(60, 55, "Huế", 20), Label(10, 90, "Hà Nội", 20)]
    assert touching(near, 200, 200) == ["'Đà Nẵng' touches 'Huế'"]
    assert touching([Label(190, 50, "Huế", 20)], 200, 200) == [
        "'Huế' leaves the sheet: [190, 40, 228, 60] of 200 × 200"
    ]
    assert touching([Label(190, 50, "Huế", 20, anchor="right")], 200, 200) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_laid_out_is_what_is_drawn(template):
    found, chart = laid(template, hardest(template), size="og"), drawn(template, hardest(template), size="og")
    written = [(label.text, label.x, label.y, label.anchor) for label in labels(chart)]
    assert [(label.text, label.x, label.y, label.anchor) for label in found.labels] == written
    assert (round(found.wide), round(found.high)) == (chart.wide, chart.high)


@pytest.mark.parametrize("file", ["programme/project06-2023.xlsx", "programme/project06-2023-demo.xlsx"])
def test_every_promise_is_drawn_also_one_of_which_nothing_was_reported(file):
    of = programme(file)
    figures = pd.concat([stage.scores.values for stage in of.beside.values()])
    silent = {node.code for node in of.framework.promised if figures[node.inputs[0].code].isna().all()}
    assert "cat_giam_chi_phi" in silent
    for node in of.framework.promised:
        found = laid("programme", of, promise=node.code)
        assert touching(found.labels, found.wide, found.high) == [], node.code


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_touches_and_nothing_is_cut(template, size):
    of = hardest(template)
    units = tuple(unit for unit in LIT if unit in of.names("vi"))
    for lang in LANGUAGES:
        found = laid(template, of, lang, size, units=units, ends="both")
        assert touching(found.labels, found.wide, found.high) == [], lang


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", ["ranking", "ends", "classes", "comparison", "card"])
def test_names_of_ministries_fit_every_size(template, size):
    for lang in LANGUAGES:
        found = laid(template, material(MINISTRIES), lang, size)
        assert touching(found.labels, found.wide, found.high) == [], lang


@pytest.mark.parametrize("size", SIZES)
def test_names_of_the_new_provinces_fit_every_size(size):
    for lang in LANGUAGES:
        found = laid("ranking", material(PROVINCES), lang, size)
        assert touching(found.labels, found.wide, found.high) == [], lang
