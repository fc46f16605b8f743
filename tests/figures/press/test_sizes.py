"""Sizes in pixels and in millimetres, read by their names, and letters that grow with them."""

import pytest

from figures.press.sizes import SIZES, OutOfBounds, named, own


def test_paper_is_measured_at_96_pixels_to_the_inch():
    assert [round(side) for side in SIZES["a4-portrait"].pixels] == [794, 1123]
    assert [SIZES[f"columns-{n}"].width for n in range(1, 7)] == [45, 94, 143, 192, 241, 290]
    assert SIZES["columns-3"].pixels[1] is None


def test_letters_grow_with_the_size():
    screens = [SIZES[name].letter for name in ("og", "1-1", "4-5", "16-9")]
    assert screens == sorted(screens) and screens[1] == pytest.approx(21.6)
    points = [SIZES[name].letter * 72 / 96 for name in ("columns-1", "columns-2", "a4-portrait", "a4-landscape")]
    assert points == sorted(points) and points == pytest.approx([7.1, 8.08, 10.4, 12.14])


@pytest.mark.parametrize("name", [*SIZES, "90x120mm", "800x600px", "62.5x40mm"])
def test_a_size_is_found_by_its_name(name):
    assert named(name).name == name


@pytest.mark.parametrize("name", ["", "a5", "90x120", "x3mm", "1x2x3px", "-5x40mm"])
def test_other_names_are_none(name):
    with pytest.raises(KeyError):
        named(name)


@pytest.mark.parametrize(("wide", "high", "unit", "said"), [
    (319, 600, "px", "Each side must be 320 to 4000 px."),
    (600, 4001, "px", "Each side must be 320 to 4000 px."),
    (39, 60, "mm", "Each side must be 40 to 420 mm."),
])  # fmt: skip
def test_an_own_size_has_bounds(wide, high, unit, said):
    with pytest.raises(OutOfBounds, match=said):
        own(wide, high, unit)
