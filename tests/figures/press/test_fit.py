"""Text measured as the browser sets it, lines broken by that, labels moved apart; every letter in the typeface."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from figures.press import fit
from figures.press.fit import NoRoom
from figures.press.templates import TEMPLATES
from scoring.units import DATA
from tests.figures.press.materials import drawn, labels, usual

NAMES = ["Bà Rịa - Vũng Tàu", "Thừa Thiên Huế", "Bộ Lao động - Thương binh và Xã hội", "Đắk Lắk"]


def test_widths_are_those_of_the_shipped_face():
    face = ImageFont.truetype(str(DATA / "fonts" / "BeVietnamPro-Bold.ttf"), 1000)
    assert fit.width("Đà Nẵng", 20, 700) == pytest.approx(face.getlength("Đà Nẵng") * 20 / 1000)
    assert fit.widest([], 20) == 0


@given(st.sampled_from(NAMES), st.floats(20, 400), st.sampled_from([400, 700]))
@settings(max_examples=60, deadline=None)
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(name, room, weight):
    for lines in (fit.wrap(name, 16, room, weight), fit.balanced(name, 16, room, weight)):
        assert all(fit.width(line, 16, weight) <= room + 0.02 for line in lines)
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_balanced_lines_are_of_about_one_length():
    found = fit.balanced("Bộ Lao động - Thương binh và Xã hội", 16, 220)
    assert found == ["Bộ Lao động -", "Thương binh và Xã hội"] or len(found) == 2
    assert max(fit.width(line, 16) for line in found) < 200


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_labels_keep_their_order_never_touch_and_stay_inside(wanted):
    heights = [20.0] * len(wanted)
    found = fit.apart(wanted, heights, 0, 300)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    middles = [found[at] for at in order]
    assert all(after - before >= 20 - 1e-6 for before, after in zip(middles, middles[1:], strict=False))
    assert min(found) >= 10 - 1e-6 and max(found) <= 290 + 1e-6


def test_labels_that_do_not_touch_stay_where_they_are():
    assert fit.apart([30, 100, 200], [20, 20, 20], 0, 300) == [30, 100, 200]
    assert fit.apart([100, 100], [20, 20], 0, 300) == [90, 110]


def test_too_many_labels_are_refused():
    with pytest.raises(NoRoom, match="3 labels need 60 pixels, there are 50"):
        fit.apart([1, 2, 3], [20, 20, 20], 0, 50)


@pytest.mark.parametrize("lang", ["vi", "en", "es"])
def test_every_letter_of_every_chart_is_in_its_face(lang):
    faces = {weight: ImageFont.truetype(str(DATA / "fonts" / file), 24) for weight, file in fit.FACES.items()}
    absent = {weight: bytes(face.getmask("\ue000")) for weight, face in faces.items()}
    lacking = {
        (letter, label.weight)
        for template in TEMPLATES
        for label in labels(drawn(template, usual(template), lang, units=("48",)))
        for letter in set(label.text) - set(" \u00a0")
        if bytes(faces[label.weight].getmask(letter)) == absent[label.weight]
    }
    assert lacking == set()
