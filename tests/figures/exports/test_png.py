"""PNG: as many pixels as were asked for, and the resolution of what is measured in millimetres."""

import io

import pytest
from PIL import Image

from figures.exports.png import png
from tests.figures.press.materials import MINISTRIES, drawn, material


@pytest.mark.parametrize(("size", "scale", "pixels"), [("og", 1, (1200, 630)), ("og", 2, (2400, 1260))])
def test_a_picture_has_the_pixels_of_its_size_and_scale(kept, size, scale, pixels):
    found = Image.open(io.BytesIO(png(drawn("ranking", material(MINISTRIES), size=size), scale, kept)))
    assert found.size == pixels
    assert "dpi" not in found.info


def test_a_picture_for_paper_says_how_large_it_is(kept):
    found = Image.open(io.BytesIO(png(drawn("ranking", material(MINISTRIES), size="a4-landscape"), 3, kept)))
    inches = [side / dots for side, dots in zip(found.size, found.info["dpi"], strict=True)]
    assert [round(side * 25.4, 1) for side in inches] == [297.1, 210.1]


def test_other_scales_are_refused(kept):
    with pytest.raises(ValueError, match="A scale of 5 is none of"):
        png(drawn("ranking", material(MINISTRIES)), 5, kept)
