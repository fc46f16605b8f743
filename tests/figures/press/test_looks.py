"""Every palette read by every eye: distances under simulated colour blindness, contrast of text, greys apart.

Simulation: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
(IEEE TVCG 15:6, 2009), matrices for severity 1.0, on linear RGB. Distance: CIEDE2000 after Sharma, Wu and Dalal (2005),
checked against pairs of their table. Contrast: WCAG 2.2.
"""

import itertools

import numpy as np
import pytest

from figures import palette
from figures.press.looks import LOOKS, Look, worn

EYES = {
    "normal": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
LEAST = 10.0  # CIEDE2000: about 2 is just seen side by side
LEAST_LINES = 6.0  # lines have dashes and marks of their own as well


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eye: str = "normal") -> np.ndarray:
    """CIELAB (D65) of a colour as an eye sees it."""
    seen = np.clip(EYES[eye] @ linear(colour), 0, 1)
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    x, y, z = to_xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(c7 / (c7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 if b or a else 0.0 for a, b in ((a1, b1), (a2, b2)))
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dhh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2) % 360
    hm = h1 + h2 if c1 * c2 == 0 else hm
    t = (1 - 0.17 * np.cos(np.radians(hm - 30)) + 0.24 * np.cos(np.radians(2 * hm))
         + 0.32 * np.cos(np.radians(3 * hm + 6)) - 0.2 * np.cos(np.radians(4 * hm - 63)))  # fmt: skip
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    cm7 = cm**7
    rt = -np.sin(np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2)))) * 2 * np.sqrt(cm7 / (cm7 + 25**7))
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dhh / sh) ** 2 + rt * dc / sc * dhh / sh))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(np.array([0.2126, 0.7152, 0.0722]) @ linear(c)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_that_of_the_published_pairs(one, other, published):
    assert distance(np.array(one), np.array(other)) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.name)
def test_classes_changes_and_lines_are_told_apart(look: Look, eye: str):
    for many, least in (("classes", LEAST), ("changes", LEAST), ("lines", LEAST_LINES)):
        pairs = itertools.combinations(getattr(look, many), 2)
        found = {pair: distance(lab(pair[0], eye), lab(pair[1], eye)) for pair in pairs}
        assert {pair: round(d, 1) for pair, d in found.items() if d < least} == {}, many


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.name)
def test_highlighted_bars_stand_out_and_no_area_fades_into_the_ground(look: Look):
    for eye in EYES:
        assert distance(lab(look.accent, eye), lab(look.quiet, eye)) >= LEAST
        edges = [distance(lab(look.border, eye), lab(c, eye)) for c in (*look.classes, look.no_data)]
        grounds = [distance(lab(look.paper, eye), lab(c, eye)) for c in (*look.classes, look.no_data)]
        assert all(max(pair) >= 5 for pair in zip(edges, grounds, strict=True))


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.name)
def test_all_text_has_a_contrast_of_four_and_a_half(look: Look):
    texts = {"ink": look.ink, "muted": look.muted, "accent": look.accent, **dict(enumerate(look.lines))}
    assert {name: round(contrast(c, look.paper), 2) for name, c in texts.items() if contrast(c, look.paper) < 4.5} == {}
    assert contrast(look.on_stamp, look.stamp) >= 4.5


def test_every_colour_of_the_palette_becomes_that_of_the_look():
    said = {
        "a": [palette.INK, "#123456"],
        "b": {"c": "rgba(0, 114, 178, 0.3)"},
        "d": np.array([palette.CLASSES[4]], object),
    }
    dark = LOOKS["dark"]
    assert worn(said, dark) == {
        "a": [dark.ink, "#123456"], "b": {"c": palette.rgba(dark.lines[0], 0.3)}, "d": [dark.classes[4]],
    }  # fmt: skip


def test_classes_stay_in_order_on_a_printer_without_colours():
    for look in LOOKS.values():
        lightness = [lab(colour)[0] for colour in look.classes]
        steps = np.diff(lightness)
        assert (np.abs(steps) >= 8).all() and len(set(np.sign(steps))) == 1, look.name
