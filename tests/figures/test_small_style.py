"""The style of our own drawings: a rule for every class they use, a colour for every name that the rules use."""

import re

import pytest

from figures import national, small_lines, small_style
from figures.palette import ACCENT, LINES, MUTED
from figures.press.looks import LOOKS
from figures.slides.native import LINES_OVER_TIME, Native, Series
from figures.words import words


def test_every_class_of_a_drawing_has_its_rule():
    series = [Series(colour, (1.0, 2.0), colour) for colour in (*LINES, ACCENT, MUTED)]
    native = Native(LINES_OVER_TIME, ("2020", "2021"), (*series, Series("", (1.0, 2.0), MUTED, quiet=True)))
    drawing = small_lines.drawn(native, "x", words("en"), breaks=[1])
    used = set(re.findall(r'class="(\w+)"', drawing))
    assert used == {"lines", "scale", "break", "quiet", "accent", "muted", *(f"l{at}" for at in range(6))}
    assert used <= set(re.findall(r"\.(\w+)", small_style.RULES))


@pytest.mark.parametrize("declared", [*map(small_style.colours, LOOKS.values()), small_style.of_both()])
def test_every_name_of_the_rules_is_a_colour(declared):
    named = dict(re.findall(r"--([\w-]+): ([^;]+);", declared))
    asked = set(re.findall(r"var\(--([\w-]+)\)", small_style.RULES))
    assert asked <= named.keys()
    assert all(
        re.fullmatch(r"(#[0-9a-f]{6}|light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\))", each) for each in named.values()
    )


def test_values_are_written_in_the_drawing_s_own_room():
    drawing = national.drawn(national.years("province"), {"national": "N", "mean": "M"}, words("vi")).svg
    wide, high = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing).groups())
    for x, y in re.findall(r'<text x="(\d+)" y="(\d+)"', drawing):
        assert 0 < int(x) < wide and 10 < int(y) < high
