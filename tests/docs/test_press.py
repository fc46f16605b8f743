"""The guide for press officers names what there is: formats, sizes, looks, limits, and what to install."""

import re
from pathlib import Path

from figures.exports.files import KINDS
from figures.kits import settings
from figures.press.choices import MOST_UNITS
from figures.press.looks import LOOKS
from pages.parts.press import leave, several

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "press.md").read_text(encoding="utf-8")
NUMBERS = {6: "six"}


def test_every_format_is_told_and_none_else():
    told = set(re.findall(r"\b(PNG|SVG|PDF|HTML|CSV|XLSX|PPTX|JPEG|EPS)\b", GUIDE))
    assert told == {kind.upper() for kind in KINDS}


def test_limits_and_looks_are_those_in_force():
    assert f"up to {NUMBERS[MOST_UNITS]} units" in GUIDE
    assert {"grey", "transparent", "dark"} <= set(LOOKS)
    assert f"in one archive, {several.MOST} files at most" in GUIDE
    kit = f"A kit has at most {settings.MOST['files']:,} files, {settings.MOST['pages']} of them charts as HTML"
    assert kit in " ".join(GUIDE.split())


def test_what_to_install_is_what_the_page_says():
    (command,) = re.findall(r"`(sudo apt-get [^`]*)`", GUIDE)
    assert command in Path(leave.__file__).read_text(encoding="utf-8")


def test_the_page_stands_where_the_guide_says():
    assert (ROOT / "pages" / "press.py").exists() and "(`/press`)" in GUIDE
