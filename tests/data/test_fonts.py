"""The shipped typeface has every letter that is said: those of the catalogues, of names, of the whole alphabet."""

import re
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from PIL import ImageFont

ROOT = Path(__file__).resolve().parent.parent.parent
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
VOWELS = "aăâeêioôơuưy"
ALPHABET = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)) + "đ"
ABSENT = "\ue000"  # of private use: what a font draws for a letter that it lacks
# Signs that stand in controls and that the browser takes from its own faces.
SIGNS = set("≥≤→■▲▼●○◆◇△▽✓✗⟦⟧\u2003\u200b")


def faces(weight: str) -> list[tuple[set[int], ImageFont.FreeTypeFont]]:
    """The slices of a weight: the letters that a browser looks for in each, and the slice."""
    found = []
    sheet = (ROOT / "data" / "fonts" / "faces.css").read_text(encoding="utf-8")
    for face in sheet.split("@font-face")[1:]:
        if f"font-weight: {weight};" in face:
            ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
            letters = {code for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)}
            path = ROOT / "data" / "fonts" / face.partition('url("')[2].partition('"')[0]
            found.append((letters, ImageFont.truetype(str(path), 24)))
    return found


def lacking(text: str, weight: str) -> set[str]:
    """The letters of a text that no slice draws where a browser looks for them."""
    slices = faces(weight)
    assert len(slices) == 3

    def drawn(letter: str) -> bool:
        return any(
            ord(letter) in letters and bytes(font.getmask(letter)) != bytes(font.getmask(ABSENT))
            for letters, font in slices
        )

    return {
        letter for letter in set(text) - SIGNS if letter.isprintable() and not letter.isspace() and not drawn(letter)
    }


def said() -> str:
    files = [
        *ROOT.glob("data/locale/*/LC_MESSAGES/dti.po"),
        *ROOT.glob("data/frameworks/*.toml"),
        ROOT / "data/units.csv",
    ]
    return "".join(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")) for path in files)


@pytest.mark.parametrize("weight", ["400", "500", "600", "700"])
def test_every_letter_of_vietnamese_and_spanish_is_in_the_typeface(weight):
    assert lacking(ALPHABET + ALPHABET.upper() + "ñáéíóúü¿¡ÑÁÉÍÓÚÜ«»“”–…", weight) == set()


def test_every_letter_that_is_said_is_in_the_typeface():
    assert lacking(said(), "400") == set()


def test_a_letter_of_another_script_is_found_lacking():
    assert lacking("aЖ字", "400") == {"Ж", "字"}


@pytest.mark.parametrize(("weight", "face"), [("400", "Regular"), ("600", "SemiBold"), ("700", "Bold")])
def test_the_whole_faces_of_exports_set_every_letter_as_wide_as_the_slices_of_the_screen(weight, face):
    whole = ImageFont.truetype(str(ROOT / "data" / "fonts" / f"BeVietnamPro-{face}.ttf"), 1000)
    differing = {
        letter
        for letters, part in ((letters, font.font_variant(size=1000)) for letters, font in faces(weight))
        for letter in sorted(set(said()))
        if ord(letter) in letters
        and letter.isprintable()
        and bytes(part.getmask(letter)) != bytes(part.getmask(ABSENT))
        and whole.getlength(letter) != part.getlength(letter)
    }
    assert differing == set()
